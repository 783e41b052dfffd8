"""Read free prose and say of every figure whether the facts bear it out."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from assistant.facts import candidates
from assistant.facts.directions import Direction, agrees, directions
from assistant.facts.ground import Ground, blank, quotations
from assistant.facts.naming import Names, field_named, likeness
from assistant.facts.prose import read_figures
from assistant.facts.render import Facts, by_id, in_remark, is_marked, shown
from assistant.facts.typed import MARKER, VAGUE
from assistant.model.base import Model
from assistant.model.fact import Exclusion, Fact
from assistant.model.place import Place
from assistant.model.quantity import Text

Status = Literal["matched", "contradicting", "unsupported"]
_SHORT = 2
_DATED = ("date", "document_number", "phone")
_REMARK = re.compile(r"〔(?:待确认|建议)[：:]?[^〔〕]*〕")


class Claim(Model):
    """One figure of a text: what became of it, why, and the fact it was held against.

    ``start`` and ``end`` are characters of the text.
    """

    text: str
    start: int
    end: int
    status: Status
    reason: str = ""
    fact: Fact | None = None


class _Figure(NamedTuple):
    """A figure read from the text; ``quoted``: it stands in a quotation from the pack."""

    start: int
    end: int
    said: Fact
    quoted: bool


def verify_text(
    text: str,
    facts: Facts,
    ground: Ground | None = None,
    scope: str | None = None,
    row: Place = "",
    names: Names | None = None,
) -> list[Claim]:
    """Return a claim for every figure of ``text``, in order.

    Value (as an interval), unit, comparison, the row and column named before the figure, and
    words of direction must agree. With ``ground`` a quotation “…” with figures must stand in
    the pack, dates too, and a figure in conflict counts only in 〔待确认：A或B〕. ``scope`` is
    the project, ``row`` the table row spoken of where the text names none ("" for the unit
    as a whole; no row).
    """
    known = names or Names(by_id(facts).values())
    out: list[Claim] = []
    offset = 0
    for line in text.split("\n"):
        reader = _Line(line, known, ground, scope, row)
        out += [_shift(claim, offset) for claim in reader.claims()]
        offset += len(line) + 1
    return sorted(out, key=lambda claim: claim.start)


def _shift(claim: Claim, offset: int) -> Claim:
    return claim.model_copy(update={"start": claim.start + offset, "end": claim.end + offset})


class _Line:
    """One paragraph of prose."""

    def __init__(
        self, text: str, names: Names, ground: Ground | None, scope: str | None, row: Place
    ) -> None:
        self._text = text
        self._names = names
        self._strict = ground is not None
        self._ground = ground = ground or Ground()
        self._scope = scope
        self._row = row
        spans = quotations(text)
        self._verbatim = [(s, e) for s, e in spans if ground.vouches(text, s, text[s + 1 : e - 1])]
        self._foreign = [span for span in spans if span not in self._verbatim]
        self._figures, self._exclusions = self._read()
        self._directions = self._read_directions()
        self._matched: dict[int, Fact] = {}

    def claims(self) -> Iterator[Claim]:
        """Yield what became of each figure."""
        for number, figure in enumerate(self._figures):
            claim = self._claim(number, figure)
            if claim.status == "matched" and claim.fact:
                self._matched[number] = claim.fact
            yield claim
        for exclusion in self._exclusions:
            yield from self._dated(exclusion)
        outside = self._outside_quotes()
        outside = blank(outside, [m.span() for m in MARKER.finditer(outside)])  # （十一）
        for match in VAGUE.finditer(outside):
            if not any(
                start < match.end() and match.start() < end for start, end in self._read_spans()
            ):
                yield self._say(match.start(), match.end(), "unsupported", "没有数据支持这一说法")

    def _read(self) -> tuple[list[_Figure], list[Exclusion]]:
        bare = "".join(" " if char in "“”" else char for char in self._text)
        facts, exclusions = read_figures(Text(raw=bare), None)
        figures = []
        for fact in facts:
            start, end = fact.location.start or 0, fact.location.end or 0
            figures.append(_Figure(start, end, fact, self._in(self._verbatim, start)))
        return figures, exclusions

    def _read_directions(self) -> list[Direction]:
        text = blank(self._text, self._verbatim)
        text = blank(text, [m.span() for m in _REMARK.finditer(text)])
        return directions(text, [(figure.start, figure.end) for figure in self._figures])

    def _read_spans(self) -> list[tuple[int, int]]:
        """Return where numbers were read, those that are no quantity included."""
        spans = [(figure.start, figure.end) for figure in self._figures]
        return spans + [(e.location.start or 0, e.location.end or 0) for e in self._exclusions]

    def _outside_quotes(self) -> str:
        return blank(self._text, self._verbatim)

    def _claim(self, number: int, figure: _Figure) -> Claim:
        if figure.quoted:
            return self._quoted(figure)
        if self._strict and self._in(self._foreign, figure.start):
            return self._say(figure.start, figure.end, "unsupported", "引文不见于材料")
        equal = [f for f in self._names.facts if candidates.agrees(figure.said.quantity, f)]
        if not equal:
            return self._unequal(number, figure)
        return self._judge(number, figure, equal)

    def _judge(self, number: int, figure: _Figure, equal: list[Fact]) -> Claim:
        reasons = [(self._refusal(number, figure, fact), fact) for fact in equal]
        turned = [(r, f) for r, f in reasons if r and self._only_turned(number, figure, f)]
        for reason, fact in reasons:
            if not reason and not turned:
                return self._say(figure.start, figure.end, "matched", "", fact)
        reasons = turned or reasons
        reason, fact = max(reasons, key=lambda pair: self._closeness(figure, pair[1]))
        status: Status = "unsupported" if fact.place in self._ground.conflicts else "contradicting"
        return self._say(figure.start, figure.end, status, reason, fact)

    def _only_turned(self, number: int, figure: _Figure, fact: Fact) -> bool:
        """Tell whether only a word of direction speaks against a figure of a table."""
        if "@" in fact.place or fact.kind == "proposed":
            return False
        named = not self._misnamed(number, figure, fact)
        return named and bool(self._misdirected(number, fact))

    def _quoted(self, figure: _Figure) -> Claim:
        """Find the fact that a figure in a quotation from the pack was read as there, if any."""
        for fact in self._names.facts:
            if "@" in fact.place and candidates.agrees(figure.said.quantity, fact):
                span = next(s for s in self._verbatim if s[0] < figure.start < s[1])
                if self._clause(*span) in "".join(fact.quote.split()):
                    return self._say(figure.start, figure.end, "matched", "引自材料原文", fact)
        return self._say(figure.start, figure.end, "matched", "引自材料原文")

    def _clause(self, start: int, end: int) -> str:
        return "".join(self._text[start + 1 : end - 1].split()).rstrip("。；")

    def _unequal(self, number: int, figure: _Figure) -> Claim:
        named = self._named(number, figure)
        if named is None:
            return self._say(figure.start, figure.end, "unsupported", "没有数据支持这个数字")
        return self._say(
            figure.start, figure.end, "contradicting", f"“{named.measure}”应为{shown(named)}", named
        )

    def _named(self, number: int, figure: _Figure) -> Fact | None:
        """Return the fact whose row and column the text names before a figure."""
        rows = self._rows(self._context(figure))
        fields = field_named(self._since(number))
        for fact in self._names.facts:
            name = self._names.of(fact)
            if name.row in rows and name.field in fields:
                return fact
        said = figure.said
        alike = [
            fact
            for fact in self._names.facts
            if "@" in fact.place and candidates.dimension_fits(said.quantity, fact)
            and len(said.measure) > 2 and likeness(said.measure, fact.measure) >= max(len(said.measure) // 2, 2)
        ]  # fmt: skip
        return max(alike, key=lambda fact: likeness(said.measure, fact.measure), default=None)

    def _refusal(self, number: int, figure: _Figure, fact: Fact) -> str:
        """Return why the figure can't stand for the fact, "" when it can."""
        if fact.kind == "proposed" and not is_marked(self._text, figure.start, figure.end):
            return f"“{fact.measure}”只是建议，没有标明〔建议〕"
        if fact.kind != "proposed" and self._is_advice(figure):
            return f"“{fact.measure}”是材料中的数据，不是建议"
        mates = self._mates(number)
        if fact.place in self._ground.conflicts and not mates:
            return f"“{fact.measure}”前后矛盾，只能写作〔待确认：A或B〕"
        if mates and mates[0] != number:
            return self._mate(fact, self._figures[mates[0]])
        return self._misnamed(number, figure, fact) or self._misdirected(number, fact)

    def _is_advice(self, figure: _Figure) -> bool:
        after = self._text[figure.end :]
        return after.startswith("〔建议〕") or in_remark(self._text, figure.start, "建议")

    def _mates(self, number: int) -> list[int]:
        """Return the figures offered with this one in a 〔待确认：A或B〕, itself included."""
        start = self._figures[number].start
        for match in _REMARK.finditer(self._text):
            if match.start() < start < match.end() and "或" in match.group():
                inside = [
                    n for n, f in enumerate(self._figures) if match.start() < f.start < match.end()
                ]
                return inside if len(inside) > 1 else []
        return []

    def _mate(self, fact: Fact, first: _Figure) -> str:
        rivals = self._ground.conflicts.get(fact.place, frozenset())
        for place in rivals:
            other = self._names.by_place.get(place)
            if other and candidates.agrees(first.said.quantity, other):
                return ""
        return f"“{fact.measure}”与并列的数字并无矛盾"

    def _misnamed(self, number: int, figure: _Figure, fact: Fact) -> str:
        name = self._names.of(fact)
        if "@" in fact.place:
            return self._misnamed_prose(number, figure, fact)
        if fact.kind == "proposed" and not name.field:
            return ""
        fields = field_named(self._since(number))
        if name.field == "adjustment_rate" and "adjusted" in fields:
            fields = frozenset(["adjustment_rate"])  # “预算调增30%” is said of the rate as well
        if name.field and fields and name.field not in fields:
            return f"“{fact.measure}”前面写的不是这一项"
        context = self._context(figure)
        rows = self._rows(context)
        if rows:
            return "" if name.row in rows else f"这个数是“{fact.measure}”，前面写的是另一项"
        enough = max(2, (len(name.item) - 1 + 1) // 2)
        return "" if likeness(name.item, context) >= enough else f"没有写明是“{fact.measure}”"

    def _rows(self, context: str) -> frozenset[Place]:
        rows = self._names.row_before(context, self._scope)
        return rows or frozenset(filter(None, [self._row]))

    def _misnamed_prose(self, number: int, figure: _Figure, fact: Fact) -> str:
        if fact.kind != "stated":
            cited = {f.id for f in self._matched.values()}
            cited |= {o for f in self._matched.values() for o in f.operands}
            if not set(fact.operands) <= cited and not self._names.spoken_of(
                fact, self._since(number)
            ):
                return f"没有写明“{fact.measure}”的来源数据"
            fields = field_named(self._since(number))
            field = self._names.of(fact).field
            return "" if not field or field in fields else f"“{fact.measure}”前面写的不是这一项"
        if fact.aspect in ("growth", "change_to", "share") and fact.aspect != figure.said.aspect:
            return f"“{fact.measure}”的含义不同"
        if fact.direction and figure.said.direction != fact.direction:
            return f"“{fact.measure}”的增减方向不同"
        if fact.measure and figure.said.measure == fact.measure:
            return ""
        words = self._words_of(number, figure)
        row = self._names.mentions(words)
        if row and words[row[-1].start : row[-1].end] not in fact.measure:
            return f"这个数是“{fact.measure}”，前面写的是另一项"
        if likeness(fact.measure, words) * 5 < max(len(fact.measure) - 1, 1) * 3:
            return f"没有写明是“{fact.measure}”"
        return f"更像是另一项，不是“{fact.measure}”" if self._names.rivals(fact, words) else ""

    def _words_of(self, number: int, figure: _Figure) -> str:
        """Return the words that say what a figure of the text is: its own, else its sentence."""
        if len(figure.said.measure) <= _SHORT:
            return figure.said.quote
        return self._since(number) + figure.said.measure

    def _misdirected(self, number: int, fact: Fact) -> str:
        if fact.kind == "proposed":
            return ""
        actual = self._names.direction(fact)
        for found in self._directions:
            if found.figure == number and actual is not None and not agrees(found.way, actual):
                return f"“{found.word}”与“{fact.measure}”不符"
        return ""

    def _context(self, figure: _Figure) -> str:
        spans = [m.span() for m in _REMARK.finditer(self._text) if m.end() <= figure.start]
        spans += [
            (s, e) for s, e in self._verbatim if e <= figure.start and _is_long(self._text[s:e])
        ]
        return blank(self._text, spans)[: figure.start]

    def _since(self, number: int) -> str:
        """Return the words between the figure before and this one, a comparing word included."""
        figure = self._figures[number]
        start = self._figures[number - 1].end if number else 0
        head = re.match(
            r"[^\d＞＜≥≤约零〇一二两三四五六七八九十百千万]*", self._text[figure.start : figure.end]
        )
        return self._context(figure)[start:] + (head.group() if head else "")

    def _closeness(self, figure: _Figure, fact: Fact) -> int:
        return likeness(self._names.of(fact).item, figure.said.quote)

    def _dated(self, exclusion: Exclusion) -> Iterator[Claim]:
        start, end = exclusion.location.start or 0, exclusion.location.end or 0
        words = self._text[start:end]
        if exclusion.reason == "year":
            year = re.match(r"20\d\d", words)
            known = not year or int(year[0]) in self._ground.years or self._ground.quotes(words)
        elif exclusion.reason in _DATED:
            known = self._ground.quotes(words) or any(
                words in f.quantity.raw for f in self._names.facts
            )
        else:
            return
        if self._strict and not known and not self._in(self._verbatim, start):
            yield self._say(start, end, "unsupported", "材料中没有这个日期或文号")

    def _in(self, spans: list[tuple[int, int]], position: int) -> bool:
        return any(start < position < end for start, end in spans)

    def _say(
        self, start: int, end: int, status: Status, reason: str, fact: Fact | None = None
    ) -> Claim:
        return Claim(
            text=self._text[start:end],
            start=start,
            end=end,
            status=status,
            reason=reason,
            fact=fact,
        )


def _is_long(quote: str) -> bool:
    return len(quote) > 20 or bool(re.search(r"\d", quote))
