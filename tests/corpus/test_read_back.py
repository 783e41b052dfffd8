"""What the builder wrote is what the package reads, from Word and from the text dump."""

from pathlib import Path

import pytest

from assistant.documents import read
from assistant.extraction import extract
from assistant.model.pack import Pack, same
from assistant.model.place import squeeze
from corpus.build import write_pack, write_split
from corpus.truth import DEMO, TOWNS, YEARS, Truth, load
from tests.acceptance.seed import as_labelled


def _read(*paths: Path) -> Pack:
    return extract([read(path) for path in paths])


@pytest.mark.parametrize("town", TOWNS)
@pytest.mark.parametrize("year", YEARS)
def test_both_files_give_the_truth(town: str, year: int, tmp_path: Path) -> None:
    truth = load(town, year)
    word, dump = (_read(path) for path in write_pack(truth, tmp_path))
    assert same(word, dump)
    assert _differences(truth, word) == []


def test_parts_in_separate_files_are_the_same_pack(tmp_path: Path) -> None:
    truth = load(DEMO, 2024)
    whole = _read(write_pack(truth, tmp_path)[0])
    parts = _read(*write_split(truth, tmp_path / "split"))
    assert sorted(u.text for u in parts.unplaced) == sorted(u.text for u in whole.unplaced)
    parts.unplaced = whole.unplaced  # told in the order of the files
    assert same(parts, whole)


def _differences(truth: Truth, pack: Pack) -> list[str]:
    found = {field.place: squeeze(field.raw) for field in pack.fields()} | _run_in(pack)
    shown = as_labelled(pack)  # the truth has a run-in heading and its text as one paragraph
    places = {fact.place for fact in pack.figures} | {_shown(f.place, shown) for f in pack.figures}
    wanted = {cell.address: cell.printed for cell in truth.cells.values()} | {
        p.place: p.text for p in truth.paragraphs.values() if not p.place.startswith("summary/")
    }
    wrong = [
        f"{place}: {found.get(place)!r}, not {printed!r}"
        for place, printed in wanted.items()
        if not _agree(found.get(place), printed, place)
    ]
    figures = (f for f in truth.figures.values() if not f.place.startswith("summary/"))
    return wrong + [f"no figure {f.address}" for f in figures if f.address not in places]


def _run_in(pack: Pack) -> dict[str, str]:
    """Return the whole paragraphs that begin with a heading, by the truth's places."""
    shown = as_labelled(pack)
    return {
        shown[part.place]: squeeze(f"{part.number}{part.title}。{part.paragraphs[0].raw}")
        for report in pack.reports() for part in report.walk()
        if part.paragraphs and part.paragraphs[0].location.anchor == part.location.anchor
    }  # fmt: skip


def _shown(place: str, shown: dict[str, str]) -> str:
    paragraph, _, figure = place.partition("@")
    return f"{shown.get(paragraph, paragraph)}@{figure}"


def _agree(found: str | None, printed: str, place: str) -> bool:
    if found is not None and "/level_weights/" in place:
        return squeeze(printed) in found  # the cell names its level, the truth only the points
    return found == squeeze(printed)
