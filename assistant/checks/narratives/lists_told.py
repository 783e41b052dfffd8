"""Lists that sentences tell in turn (分别为a、b、c), and how a wrong sum of them is reported."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.compare import add, adds_up
from assistant.checks.context import Context
from assistant.checks.mentions import left_of, right_of, shown
from assistant.checks.narratives.in_a_row import Row, alike, between, rows
from assistant.checks.narratives.to_blame import blamed_part, part_off, sum_words
from assistant.checks.narratives.wrong_sums import wrong_sum
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import Quantity

_LONGEST = 40
_TOLD = re.compile(
    r"(?P<head>[^，。；：]{0,16})(?:分别|依次)(?:[为是达]|达到|[一-龥]{1,4}?)?：?(?P<name>[^，。；：、\d]{0,20})$"
)
_JOINT = re.compile(r"(?:（[^）]*）)?(?P<mark>[、，和与及]|以及)[^，。；：、\d]{0,20}")
_ENDS = re.compile(
    r"合计|共|总|均|每|占|率|[比较]|增|减|降|超|余|其中|分别|依次|平均|差|剩|另|扣|同时|实际|预算|累计"
)
_GOES_ON = re.compile(r"等|(?:[、和与及]|以及)[^，。；：、\d]{0,12}\d")
"""Behind figures that aren't all there are: “1.85万、0.93万和0.41万人次” has its unit at the end."""
FEWEST = 2


class Listing(NamedTuple):
    """Figures of one kind that 分别 opens: the words before it, and where they stand in the row."""

    head: str
    row: list[Fact]
    start: int
    figures: list[Fact]

    @property
    def stop(self) -> int:
        """The number of the figure behind the list."""
        return self.start + len(self.figures)


def told_in_turn(ctx: Context) -> Iterator[tuple[Row, list[Listing]]]:
    """Yield each whole sentence that lists figures in turn, with its lists."""
    for row in ctx.once(rows):
        if _may_list(row.words) and len(row.figures) >= FEWEST:
            yield row, list(_of_row(row))


def _may_list(words: str) -> bool:
    return "分别" in words or "依次" in words


def _of_row(row: Row) -> Iterator[Listing]:
    stop = 0
    for number, fact in enumerate(row.figures):
        if number < stop or fact.quantity.value is None:
            continue
        opening = _TOLD.search(left_of(fact)[-_LONGEST:])
        if opening is None or (number and not _opens_behind(row.figures[number - 1], fact)):
            continue
        figures = _run(row.figures[number:])
        stop = number + len(figures)
        if len(figures) >= FEWEST and not _GOES_ON.match(right_of(figures[-1])):
            yield Listing(opening["head"], row.figures, number, figures)


def _opens_behind(before: Fact, first: Fact) -> bool:
    """Tell whether 分别 stands between a figure and the one before it: it opens no list twice."""
    words = between(before, first)
    return "分别" in words or "依次" in words


def _run(figures: list[Fact]) -> list[Fact]:
    run, mark = figures[:1], ""
    for fact in figures[1:]:
        if fact.quote != run[0].quote or not alike(run[0], fact) or fact.quantity.value is None:
            break
        joint = _JOINT.fullmatch(words := between(run[-1], fact))
        if joint is None or _ENDS.search(words) or (joint["mark"] == "，" and mark == "、"):
            break  # behind “a、b” a comma goes on to something else
        run, mark = [*run, fact], mark or joint["mark"]
    return run


def told_wrong(
    ctx: Context, code: str, total: Fact, parts: list[Fact], *, slip: bool = True
) -> Iterator[Finding]:
    """Yield the finding that parts don't add up to their total.

    ``slip`` wants one slip of the pen that would make them: then the total need not be sure.
    """
    figures = [total.quantity, *(part.quantity for part in parts)]
    if adds_up(figures):
        return
    mended = mend(figures, adds_up, short=not slip)
    if mended is None and slip:
        return
    if mended and not mended.moved_point and (blamed := blamed_part(ctx, total, parts)):
        yield from part_off(ctx, code, total, parts, *blamed)
        return
    right = shown(add(figures[1:]), total.quantity)
    words = sum_words(ctx, total, parts, mended) if mended and all(map(_long, figures)) else ""
    yield from wrong_sum(ctx, code, total, parts, right, words)


def _long(figure: Quantity) -> bool:
    """Tell whether a number is long enough for a slip in it to be no guess."""
    return significant(figure) > 1


def makes_one(ctx: Context, parts: list[Fact]) -> bool:
    """Tell whether parts add up to any figure of the pack: that is what they are of."""
    figures = [part.quantity for part in parts]
    total = add(figures)
    dimension = figures[0].dimension
    if ctx.told_at.get((dimension, total)):
        return True
    return any(
        alike(f, parts[0]) and f.quantity.known() and adds_up([f.quantity, *figures])
        for f in ctx.pack.figures
        if f not in parts
    )
