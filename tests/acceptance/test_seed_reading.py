"""Every cell, section and figure of a real pack, read from Word and from a text dump."""

import pytest

from assistant.model.pack import Pack, same
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity
from tests.acceptance.seed import (
    as_labelled,
    fields,
    labels,
    load,
    needs_seed,
    raw_matches,
    value_matches,
)

pytestmark = needs_seed


@pytest.fixture(scope="module", params=["pack.docx", "pack.txt"])
def pack(request: pytest.FixtureRequest) -> Pack:
    return load(request.param)


def test_both_files_give_the_same_pack() -> None:
    assert same(load("pack.docx"), load("pack.txt"))


def test_every_cell_is_right(pack: Pack) -> None:
    found = fields(pack)
    wrong = []
    for label in labels()["cells"]:
        field = found.get(label["place"])
        if field is None or not raw_matches(label, field.raw):
            wrong.append((label["place"], None if field is None else field.raw))
        elif "value" in label and not (isinstance(field, Quantity) and value_matches(label, field)):
            wrong.append((label["place"], field))
    assert wrong == []


def test_rows_have_their_parents(pack: Pack) -> None:
    assert pack.base_data is not None
    rows = {row.place: row for row in pack.base_data.spending}
    wanted = [label for label in labels()["cells"] if "depth" in label]
    assert wanted
    for label in wanted:
        row = rows[label["place"]]
        assert (row.depth, row.parent, row.of_which) == (
            label["depth"], label["parent"], label["of_which"]), label["place"]  # fmt: skip


def test_indicators_have_both_levels(pack: Pack) -> None:
    rows = {row.place: row for table in pack.tables() for row in table.indicators}
    wanted = [label for label in labels()["cells"] if "level1" in label and label["place"] in rows]
    assert len(wanted) >= 31
    for label in wanted:
        row = rows[label["place"]]
        assert (row.level1, row.level2) == (label["level1"], label["level2"])


def test_every_figure_of_the_prose_is_read_in_order(pack: Pack) -> None:
    shown = as_labelled(pack)
    wanted = labels()["figures"]
    got = [(shown[f.place.split("@")[0]], f) for f in pack.figures]
    assert len(got) == len(wanted)
    wrong = [
        (label, place, fact.quantity)
        for label, (place, fact) in zip(wanted, got, strict=True)
        if place != label["place"]
        or squeeze(fact.quantity.raw) != label["text"]
        or not value_matches(label, fact.quantity)
    ]
    assert wrong == []


def test_every_figure_has_measure_subject_and_location(pack: Pack) -> None:
    for fact in pack.figures:
        assert fact.measure, fact.place
        assert fact.subject, fact.place
        assert fact.location.start is not None
        assert fact.quote


def test_what_is_no_quantity_is_listed(pack: Pack) -> None:
    listed = {(e.place.split("@")[0], e.text) for e in pack.exclusions}
    shown = as_labelled(pack)
    texts: dict[str, list[str]] = {}
    for place, text in listed:
        texts.setdefault(shown[place], []).append(text)
    missing = [
        label
        for label in labels()["exclusions"]
        if label.get("numeral") != "chinese" and label.get("reason") != "heading"
        and not any(_meets(text, label["text"]) for text in texts.get(label["place"], []))
    ]  # fmt: skip
    assert missing == []


def _meets(first: str, second: str) -> bool:
    return first in second or second in first


def test_nothing_is_lost(pack: Pack) -> None:
    assert not [note for report in pack.readings for note in report.lost()]
