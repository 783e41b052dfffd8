"""Finds what was and wasn't done of some: “21项三级指标中有19项达到指标值，2项未达到”."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.context import Context
from assistant.checks.mentions import right_of
from assistant.checks.narratives.in_a_row import alike, between, is_plain, sentences_with
from assistant.model.fact import Fact

_OF_THEM = re.compile(r"[中里]有\d")
_DONE = re.compile(r"[^，。；、\d]{1,12}[中里]有")
_THEN = re.compile(r"(?P<did>[^，。；、\d]{2,16})，(?:其余|另有|还有|仅有?)?(?:的)?")
_NOT = re.compile(
    r"[^，。；、\d]{0,6}?(?:尚未|还未|没有|[未不])(?P<did>[^，。；、\d]{2})[^，。；、\d]{0,12}(?=[，。；]|$)"
)


def done_of_them(ctx: Context) -> Iterator[tuple[Fact, Fact, Fact]]:
    """Yield what wasn't done, all, and what was: what 未 or 不 denies must be what was told done.

    Where a third figure of the kind follows, what else there is isn't known.
    """
    hinted = sentences_with(ctx, _OF_THEM)
    for row in ctx.whole_sentences if hinted else ():
        here = [f for f in row if f.quote in hinted and is_plain(f)]
        for number, (whole, done) in enumerate(pairwise(here)):
            rest = [f for f in here[number + 2 :] if alike(f, whole) and f.quote == whole.quote]
            if (
                len(rest) == 1
                and alike(whole, done)
                and _DONE.fullmatch(between(whole, done))
                and _denied(done, rest[0])
            ):
                yield rest[0], whole, done


def _denied(done: Fact, rest: Fact) -> bool:
    """Tell whether the words behind a figure deny those behind the one before."""
    told, denied = _THEN.fullmatch(between(done, rest)), _NOT.match(right_of(rest))
    return told is not None and denied is not None and denied["did"] in told["did"]
