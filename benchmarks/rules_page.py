"""The table of the mutation benchmark, as docs/bench-rules.md and as printed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from benchmarks.rules_run import SAMPLES, Alarms, Group, Result, Sample
from corpus import styles
from corpus.mutate import Kind, kinds

RECALL, PLACE, FALSE = 98, 95, "0.2"
_HEAD = (
    "| 差错 | kind | counts from | tried | noticed | recall | right place | inside | peer recall |\n"
    "|---|---|---|--:|--:|--:|--:|--:|--:|"
)
_TEXT = """\
# 规则查错率：人为差错基准

What the checks notice of single slips, made one at a time in clean, invented packs. Made by \
`make bench-rules` (seed {seed}, rule book {rulebook}, up to {count} binding slips for each kind \
and group).

* **noticed**: the changed pack has an error or a warning that the unchanged pack has not; where \
DOMAIN §8 calls the slip P2 (“counts from 提示”) a notice is enough, but it must stand at the \
changed place. **recall** is noticed ÷ tried.
* **right place**: the share of the noticed slips where such a finding (or a rule folded into it) \
names the changed place: as its own place, by a quote or by a figure of its arithmetic. A row \
stands for its cells, a section for its paragraphs, a figure in prose for its paragraph.
* **inside**: changes met on the way that leave every relation of the truth inside its rounding \
interval; they bind nothing and are not tried.
* **peer**: the baseline: another checker of the same form, written from its description \
(benchmarks/rules_peer.py): execution score = rate × weight, scores in proportion with every \
target taken as ≥, total within 0.1; targets written as text are skipped.

Targets for each kind: recall ≥ {recall} %, right place ≥ {place} %, no more than {false} false \
warnings on a clean pack. ✗ marks a figure below its target. The held-back packs are of another \
unit, one of their layouts occurs nowhere else; no rule may be written from their misses."""


class Row(NamedTuple):
    """One kind's figures in one group."""

    kind: Kind
    tried: int
    noticed: int
    in_place: int
    inside: int
    peer: int


def rows(results: Iterable[Result]) -> list[Row]:
    """Return the figures of each kind that was tried."""
    by_kind: dict[str, list[Result]] = {code: [] for code in kinds()}
    for result in results:
        by_kind[result.kind].append(result)
    return [_row(kinds()[code], found) for code, found in by_kind.items() if found]


def _row(kind: Kind, results: list[Result]) -> Row:
    bound = [r for r in results if r.binding]
    return Row(
        kind, len(bound), sum(r.noticed for r in bound), sum(r.in_place for r in bound),
        len(results) - len(bound), sum(r.peer for r in bound),
    )  # fmt: skip


def share(part: int, whole: int, target: int | None = None) -> str:
    """Return a share in percent, marked when it is below its target; “—” of nothing."""
    if not whole:
        return "—"
    low = target is not None and part * 100 < whole * target
    return f"{part / whole:.1%}{' ✗' if low else ''}"


def table(found: list[Row]) -> str:
    """Return one group's table with a line for all kinds together."""
    lines = [_HEAD, *(_line(row) for row in found)]
    names = ("tried", "noticed", "in_place", "inside", "peer")
    tried, noticed, place, inside, peer = (sum(getattr(r, n) for r in found) for n in names)
    lines.append(
        f"| **合计** | all | | {tried} | {noticed} | {share(noticed, tried)} "
        f"| {share(place, noticed)} | {inside} | {share(peer, tried)} |"
    )
    return "\n".join(lines)


def _line(row: Row) -> str:
    counts = "警告" if row.kind.counts == "warning" else "提示"
    return (
        f"| {row.kind.name} | {row.kind.code} | {counts} | {row.tried} | {row.noticed} "
        f"| {share(row.noticed, row.tried, RECALL)} | {share(row.in_place, row.noticed, PLACE)} "
        f"| {row.inside} | {share(row.peer, row.tried)} |"
    )


def clean_packs(group: Group, found: list[Alarms]) -> str:
    """Return what the clean packs of a group raised, ours and the baseline's."""
    ours, peer = sum(len(a.ours) for a in found), sum(a.peer for a in found)
    said = [f"`{name}`" for a in found for name in a.ours] if group == "development" else []
    named = f" ({'; '.join(said)})" if said else ""
    return (
        f"Clean packs (every unit, year and layout): {len(found)}; our errors and warnings: "
        f"{ours}, {ours / len(found):.2f} a pack{named}; the peer's flags: {peer}, "
        f"{peer / len(found):.1f} a pack."
    )


def _sample(sample: Sample) -> str:
    return f"{sample.town} {sample.year} ({styles.title(sample.style)})"


def _misses(found: list[Row]) -> str:
    low = [
        row for row in found
        if row.noticed * 100 < row.tried * RECALL or row.in_place * 100 < row.noticed * PLACE
    ]  # fmt: skip
    few = [row for row in found if row.tried < 50]
    told = f"{len(found) - len(low)} of {len(found)} kinds meet both targets."
    if few:
        told += " Fewer than 50 tried: " + ", ".join(row.kind.code for row in few) + "."
    return told


def page(
    results: dict[Group, list[Result]], clean: dict[Group, list[Alarms]],
    seed: int, count: int, rulebook: str,
) -> str:  # fmt: skip
    """Return the whole page."""
    text = _TEXT.format(
        seed=seed, count=count, rulebook=rulebook, recall=RECALL, place=PLACE, false=FALSE
    )
    return "\n\n".join([text, *_groups(results, clean)]) + "\n"


def _groups(results: dict[Group, list[Result]], clean: dict[Group, list[Alarms]]) -> Iterator[str]:
    names: dict[Group, str] = {"development": "开发用材料", "held back": "留存材料"}
    for group, found in results.items():
        counted = rows(found)
        yield f"## {names[group]} ({group})"
        yield "Packs: " + ", ".join(map(_sample, SAMPLES[group])) + "."
        yield clean_packs(group, clean[group])
        yield _misses(counted)
        yield table(counted)
