"""How much of what the summaries state is found: ``python -m tests.rollover.measure``."""

import sys
import tempfile
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from assistant.documents import read
from assistant.extraction import extract
from assistant.model.document import Document
from assistant.model.pack import Pack
from assistant.rollover import template
from assistant.rollover.cells import quantity
from assistant.rollover.links import Link
from corpus.build import write_pack, write_summary
from corpus.truth import Truth, load

STATED = Path(__file__).with_name("stated.yaml")
CASES = [(town, year) for year in (2024, 2023) for town in ("luting", "tangao", "yanhu")]
Label = dict[str, Any]


class Tally(NamedTuple):
    """Rows that the summary states, those filled in and proposed, and how many of them right.

    ``filled`` and ``proposed`` count all rows that the new pack has, stated or not.
    """

    stated: int
    filled: int
    filled_right: int
    proposed: int
    proposed_right: int
    found: int
    wrong: tuple[str, ...]


@cache
def labels() -> dict[str, dict[str, Label]]:
    found: dict[str, dict[str, Label]] = yaml.safe_load(STATED.read_text(encoding="utf-8"))
    return found


def material(town: str, year: int, folder: Path) -> tuple[Pack, Document, Truth]:
    """Return the other year's pack as the year before, the summary, and the truth of ``year``."""
    other = 2023 if year == 2024 else 2024
    last = extract([read(write_pack(load(town, other), folder / "last")[0])])
    last.year = year - 1
    return last, read(write_summary(load(town, year), folder / "now")[0]), load(town, year)


def wanted(truth: Truth, place: str, label: Label | None) -> str:
    """Return the actual that the summary states: its rate, else the cell."""
    if label and "of" in label:
        return worked_out(label)
    return truth.cells[f"{place}/actual"].printed


def worked_out(label: Label) -> str:
    part = label["part"] if "part" in label else label["of"] - label["short"]
    rate = (Decimal(part) / label["of"] * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rate}%"


def agrees(printed: str, raw: str) -> bool:
    one, other = quantity(printed, ""), quantity(raw, "")
    if one.value is None or other.value is None:
        return printed.strip() == raw.strip()
    return one.base == other.base and one.dimension == other.dimension


def tally(town: str, year: int, linked: dict[str, Link], truth: Truth) -> Tally:
    stated = labels()[f"{town}/{year}"]
    judged = {
        place: (link, agrees(wanted(truth, place, stated.get(place)), link.raw))
        for place, link in linked.items()
        if f"{place}/actual" in truth.cells
    }
    filled = {p: right for p, (link, right) in judged.items() if link.confidence == "高"}
    proposed = {p: right for p, (link, right) in judged.items() if p not in filled}
    return Tally(
        len(stated), len(filled), sum(filled.values()), len(proposed), sum(proposed.values()),
        sum(judged[p][1] for p in stated if p in judged),
        tuple(p for p, right in filled.items() if not right),
    )  # fmt: skip


def measured(folder: Path) -> Iterator[tuple[str, Tally, dict[str, Link], Truth]]:
    for town, year in CASES:
        last, summary, truth = material(town, year, folder / f"{town}{year}")
        linked = template(last, [summary]).linked
        yield f"{town}/{year}", tally(town, year, linked, truth), linked, truth


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, each, linked, truth in measured(Path(folder)):
            print(f"{name}: filled {each.filled_right}/{each.filled} right, "
                  f"proposed {each.proposed_right}/{each.proposed} right, "
                  f"found {each.found}/{each.stated}")  # fmt: skip
            if "-v" in sys.argv:
                _tell(name, linked, truth)


def _tell(name: str, linked: dict[str, Link], truth: Truth) -> None:
    for place in sorted({*labels()[name], *linked}):
        link, label = linked.get(place), labels()[name].get(place)
        if f"{place}/actual" not in truth.cells:
            print("   other", place, link and (link.confidence, link.raw, link.statement.clause))
            continue
        goal = wanted(truth, place, label)
        sign = "=" if link and agrees(goal, link.raw) else "X" if link else "-"
        kind = link.confidence if link else " "
        if not (label or link):
            continue
        print(f"   {sign} {kind} {'S' if label else ' '} {place} want {goal}",
              link and f"got {link.raw} {link.score:.2f} 「{link.statement.clause}」")  # fmt: skip


if __name__ == "__main__":
    main()
