"""The forms of the layouts: sound in themselves, and the same bytes every time."""

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from assistant.extraction.layouts import library
from corpus.forms.build import main, write_form
from corpus.forms.truth import FORMS, FormTruth, Want


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").removesuffix("%"))


def column(wanted: dict[str, Want], field: str, children: set[str]) -> Decimal:
    values = [
        want.value
        for place, want in wanted.items()
        if place.endswith(f"/{field}") and place.split("/")[0] in ("money", "indicators")
        and want.value is not None and place.split("/")[-2] not in children
    ]  # fmt: skip
    return sum(values, Decimal(0))


@pytest.mark.parametrize("form", FORMS)
def test_weights_scores_and_rates_add_up(form: str) -> None:
    truth = FormTruth(form)
    wanted, children = truth.wanted(), set(truth.raw.get("parents", {}))
    for field in ("weight", "score"):
        if total := wanted.get(f"total/{field}"):
            assert column(wanted, field, children) == total.value
    for line in truth.money():
        budget = number(line.get("full_year") or line["initial"] or "0")
        if budget and line.get("rate"):
            rate = number(line["executed"]) / budget * 100
            printed = number(line["rate"])
            assert rate.quantize(Decimal(1).scaleb(printed.as_tuple().exponent), ROUND_HALF_UP) == (  # type: ignore[arg-type]
                printed
            )


def test_every_layout_of_a_table_has_a_form() -> None:
    shown = {FormTruth(form).raw["layout"] for form in FORMS}
    tables = {name for name, each in library().printed.items() if each.forms != ["report"]}
    assert tables - shown == {"hunan_overall", "hunan_project"}  # these are the towns' forms


def test_the_same_truth_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (write_form(FORMS[0], tmp_path / name) for name in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{2 * len(FORMS)} files\n"
    assert {path.stem for path in tmp_path.iterdir()} == set(FORMS)
    assert main([]) == 2
