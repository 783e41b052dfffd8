"""Every cell of one form of each layout, from Word and from the text dump."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.documents import read
from assistant.extraction import extract
from assistant.extraction.detect import detect
from assistant.extraction.locate import locate
from assistant.model.pack import IndicatorTable, Pack, same
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity, Text
from corpus.forms.build import write_form
from corpus.forms.truth import FORMS, FormTruth


@pytest.fixture(scope="module", params=FORMS)
def form(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return list(write_form(request.param, tmp_path_factory.mktemp("forms")))


def truth_of(path: Path) -> FormTruth:
    return FormTruth(path.stem)


def pack_of(path: Path) -> Pack:
    return extract([read(path)])


def table_of(pack: Pack) -> IndicatorTable:
    (table,) = pack.tables()
    return table


def fields(table: IndicatorTable) -> dict[str, Text | Quantity]:
    pack = Pack(unit=Text(), overall=table)
    found = {field.place.removeprefix(f"{table.place}/"): field for field in pack.fields()}
    return {place: field for place, field in found.items() if field.text and place != "title"}


def faults(path: Path) -> list[tuple[str, object, object]]:
    """Return every field of a form that isn't as its truth says: place, found, wanted."""
    truth, table = truth_of(path), table_of(pack_of(path))
    assert table.place == truth.root
    found, wanted = fields(table), truth.wanted()
    wrong: list[tuple[str, object, object]] = []
    for place in sorted(found.keys() | wanted.keys()):
        field, want = found.get(place), wanted.get(place)
        if field is None or want is None:
            wrong.append((place, field and field.raw, want))
            continue
        number = isinstance(field, Quantity) and (field.value, field.unit, field.comparator)
        told = (want.value, want.unit, want.comparator)
        if field.text != squeeze(want.printed) or (number and number != told):
            wrong.append((place, (field.raw, number), want))
    return wrong


@pytest.mark.parametrize("suffix", [".docx", ".txt"])
def test_every_cell_is_right(form: list[Path], suffix: str) -> None:
    assert faults(next(path for path in form if path.suffix == suffix)) == []


# how the headings of a form may be printed instead
PRINTED: dict[str, Callable[[str], str]] = {
    "half-width brackets": lambda text: text.replace("（", "(").replace("）", ")"),
    "without (A) and (B)": lambda text: re.sub(r"（[AB/×100%]+）", "", text),
    "over two lines": lambda text: text if len(text) < 4 else f"{text[:2]}\n{text[2:]}",
    "spaced": lambda text: " ".join(text) if len(text) <= 4 else f"　{text} ",
}


@pytest.mark.parametrize("how", PRINTED)
@pytest.mark.parametrize("name", FORMS)
def test_headings_may_be_printed_otherwise(name: str, how: str, tmp_path: Path) -> None:
    for path in write_form(name, tmp_path, PRINTED[how]):
        assert faults(path) == [], path.name


@pytest.mark.system("soffice")
@pytest.mark.parametrize("suffix", ["pdf", "html"])
def test_every_cell_is_right_in_other_formats(suffix: str, tmp_path: Path) -> None:
    words = [write_form(name, tmp_path / "word")[0] for name in FORMS]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    call = ["soffice", "--headless", profile, "--convert-to", suffix, "--outdir", str(tmp_path)]
    subprocess.run([*call, *map(str, words)], check=True, capture_output=True, timeout=180)
    made = [tmp_path / f"{word.stem}.{suffix}" for word in words]
    assert {path.name: wrong for path in made if (wrong := faults(path))} == {}


def test_both_files_are_the_same_pack(form: list[Path]) -> None:
    word, text = map(pack_of, form)
    assert same(word, text)


def test_levels_and_parents(form: list[Path]) -> None:
    for path in form:
        truth, table = truth_of(path), table_of(pack_of(path))
        rows = [(r.get("level1", ""), r.get("level2", ""), r["name"]) for r in truth.indicators()]
        assert [(i.level1, i.level2, i.name.text) for i in table.indicators] == rows
        names = {row.place: row.name.text for row in table.indicators}
        parents = {i.name.text: names[i.parent] for i in table.indicators if i.parent}
        assert parents == truth.raw.get("parents", {})


def test_what_no_field_takes_is_listed(form: list[Path]) -> None:
    for path in form:
        listed = [squeeze(entry.text) for entry in pack_of(path).unplaced]
        assert listed == [squeeze(text) for text in truth_of(path).raw.get("unplaced", [])]


def test_the_layout_is_told_apart(form: list[Path]) -> None:
    for path in form:
        (found,) = [each for each in locate([read(path)]) if each.kind in ("overall", "project")]
        assert found.table is not None
        assert found.kind == truth_of(path).raw["kind"]
        told = detect(found.table, found.kind)
        assert (told.layout.name, told.known, told.note) == (truth_of(path).raw["layout"], True, "")


def test_outline_of_the_ministry(tmp_path: Path) -> None:
    truth = FormTruth("transfer_payment")
    for path in write_form("transfer_payment", tmp_path):
        (report,) = pack_of(path).project_reports
        outline = {s.title: [inner.title for inner in s.sections] for s in report.sections}
        assert outline == truth.raw["sections"]
        assert report.project == truth.raw["head"]["project"]
