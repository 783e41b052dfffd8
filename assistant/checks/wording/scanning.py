"""Patterns run over all texts of a pack at once, and the findings made of what they hit."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.wording.set_phrases import Slip
from assistant.facts.quotes import inner
from assistant.model.finding import Finding, Severity
from assistant.model.pack import Pack, Report
from assistant.model.quantity import Text

_END = "\0"
_AROUND = 8
_STOPS = "，。；：！？、\n"


class Hit(NamedTuple):
    """Words of a text that are wrong, from which character on, and the mended words."""

    text: Text
    position: int
    words: str
    what: str
    mend: str
    severity: Severity | None = None


class Joined:
    """All texts in one, so that each pattern runs once."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self._texts = [text for text in texts if text.raw]
        self._starts = list(accumulate((len(text.raw) + 1 for text in self._texts), initial=0))
        self.raw = _END.join(text.raw for text in self._texts)

    def hit(self, start: int, words: str, what: str, mend: str) -> Hit:
        """Return the hit of words that begin at ``start`` of the joined texts."""
        index = bisect_right(self._starts, start) - 1
        return Hit(self._texts[index], start - self._starts[index], words, what, mend)

    def hits(self, slip: Slip) -> Iterator[Hit]:
        """Yield what a pattern finds within one text."""
        yield from self._made(slip, slip.pattern.finditer(self.raw))

    def hits_at(self, starts: Sequence[int], slip: Slip) -> Iterator[Hit]:
        """Yield :meth:`hits` of a pattern that can begin nowhere but at ``starts``, in order."""
        yield from self._made(slip, self._matches(starts, slip.pattern))

    def _matches(self, starts: Sequence[int], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        end = 0
        for start in starts:
            match = pattern.match(self.raw, start) if start >= end else None
            if match:
                end = match.end()
                yield match

    def _made(self, slip: Slip, matches: Iterable[re.Match[str]]) -> Iterator[Hit]:
        for match in matches:
            if _END not in match.group():
                mend = match.expand(slip.mend)
                yield self.hit(match.start(), match.group(), slip.what, mend)


def written(pack: Pack) -> Iterator[Text]:
    """Yield every text of the pack in which people write sentences."""
    if pack.base_data:
        yield pack.base_data.thrift
    for table in pack.tables():
        yield from (table.project, table.goal_expected, table.goal_achieved)
        for row in table.indicators:
            yield from (row.name, row.target, row.actual, row.deviation)
    for report in pack.reports():
        yield from report.texts()


def report_texts(pack: Pack) -> list[tuple[Report, list[Text]]]:
    """Return each report with all its paragraphs, in reading order; not to be changed."""
    return [(report, list(report.texts())) for report in pack.reports()]


def joined(pack: Pack) -> Joined:
    """Return everything in which people write sentences, in one."""
    return Joined(written(pack))


def notices(ctx: Context, code: str, hits: Iterable[Hit]) -> Iterator[Finding]:
    """Yield one finding for each hit, of its own severity or the rule's, with the words around it."""
    for text, position, words, what, mend, severity in hits:
        near = _near(text.raw, position, position + len(words))
        at = text.location.span(position, position + len(words))
        shown = text.model_copy(update={"raw": near, "location": at})
        yield finding(
            ctx, code, text.place, f"“{inner(near)}”：{what}。",
            items=[Item("", shown)], found=words, expected=mend,
            suggestion=f"“{inner(words)}”改为“{inner(mend)}”。" if mend else "", clerical=True,
            severity=severity,
        )  # fmt: skip


def _near(raw: str, start: int, stop: int) -> str:
    """Return the words with a few on either side, no further than the clause goes."""
    before, after = raw[max(start - _AROUND, 0) : start], raw[stop : stop + _AROUND]
    first = max(map(before.rfind, _STOPS)) + 1
    last = min((at for mark in _STOPS if (at := after.find(mark)) >= 0), default=len(after))
    return (before[first:] + raw[start:stop] + after[:last]).strip()
