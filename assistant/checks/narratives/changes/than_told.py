"""Finds what a sentence compares with what: “274人（行政52人、事业222人），比上年末的279人减少5人”."""

import re
from collections.abc import Sequence

from assistant.checks.mentions import left_of
from assistant.checks.narratives.in_a_row import between, clause_of
from assistant.checks.narratives.left_over.two_before import differ
from assistant.model.fact import Fact

_YARDSTICK = re.compile(
    r"(?:[\d.]+[^，。；、\d]{1,4})?(?:，[^，。；、]{1,30}%)?，[比较](?:20\d\d年)?[^，。；、\d]{0,10}"
)
"""From what is told to what it is compared with; a count of another unit (“26批次312人次”), or by
what part of a budget it is may stand between."""
_VERB = (
    r"(?:多|少|净?增加?|净?减少|高出?|低|提高|提升|降低|上升|下降|超出?|节约|节省|缩短|延长|压缩|压减|扩大"
    r"|加快|放缓|回落|回升)了?"
)
_CHANGED = re.compile(rf"(?:的[^，。；、\d]{{1,8}})?{_VERB}")
"""“比4小时的上限少”: what kind of yardstick it is may stand behind the figure."""
_BRACKET = re.compile(r"（[^（）]*）")
_MEAN = re.compile(r"[均每]")
_NEAR = 8


def compared(before: Sequence[Fact], gap: Fact) -> tuple[Fact, Fact] | None:
    """Return what is now and what it is compared with, where their order makes them certain.

    ``before`` are figures of which the gap may be a difference. A mean between a sum and last
    year's sum (“支出26万元，人均200元，比上年30万元减少4万元”) isn't what is compared.
    """
    here = [fact for fact in before if fact.quote == gap.quote]
    if len(here) < 2 or not _CHANGED.fullmatch(between(here[-1], gap)):
        return None
    *earlier, yardstick = here[-_NEAR:]
    mean = bool(_MEAN.search(clause_of(yardstick)))
    told = [
        now for now in reversed(earlier)
        if _YARDSTICK.fullmatch(_BRACKET.sub("", between(now, yardstick)))
        and (mean or not _MEAN.search(clause_of(now)) or now is earlier[0])
    ]  # fmt: skip
    fitting = (
        now for now in (*told, *reversed(earlier))
        if differ((gap.quantity, now.quantity, yardstick.quantity))
    )  # fmt: skip
    return (next(fitting, told[0]), yardstick) if told else None


def holds_yardstick(gap: Fact, before: Sequence[Fact]) -> bool:
    """Tell whether the clause of a gap holds what it is measured from: “比上年末的279人减少5人”."""
    words = re.split("[，。；：]", left_of(gap))[-1]
    return bool(before) and before[-1].quantity.text in words
