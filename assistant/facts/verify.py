"""Prove templates: every figure is a reference, and every reference says what it names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.facts.directions import agrees, directions
from assistant.facts.ground import Ground, blank, quotations
from assistant.facts.naming import Names, field_named, is_elsewhere
from assistant.facts.render import REFERENCE, Facts, by_id, in_remark, is_marked, render, shown_unit
from assistant.facts.typed import typed
from assistant.model.draft import DraftParagraph
from assistant.model.fact import Fact
from assistant.model.place import Place
from assistant.model.quantity import MONEY_UNITS

_REMARK = re.compile(r"〔(?:待确认|建议)[：:]?[^〔〕]*〕")
_AFTER = re.compile(r"\s*(万元|亿元|元|万|亿|%|％|‰|个?百分点|平方米|亩|户|人次|人|件|次|个|名|项)")
_LONG_QUOTE = 20
_NEXT_YEAR = re.compile(r"(20\d\d)年(\S+)")
_NEXT_WORDS = ("明年", "次年", "来年", "下年", "下一年", "下一年度")


class Fault(NamedTuple):
    """Why a draft is refused: which paragraph (from 0), and one Chinese sentence."""

    paragraph: int
    reason: str


class Reference(NamedTuple):
    """A reference in a paragraph's template."""

    start: int
    end: int
    fact: Fact


def verify(
    paragraphs: Sequence[DraftParagraph],
    facts: Facts,
    ground: Ground,
    scope: str | None = None,
    row: Place = "",
    names: Names | None = None,
) -> list[Fault]:
    """Return the faults of templates, none where every figure is proved.

    ``scope`` is the project spoken of ("" for the unit as a whole, None for either);
    ``row`` is the table row spoken of where the text names none; ``names`` may be given when
    many drafts share one set of facts.
    """
    known = by_id(facts)
    checker = _Checker(known, ground, scope, row, names or Names(known.values()))
    return [
        Fault(number, reason)
        for number, paragraph in enumerate(paragraphs)
        for reason in checker.paragraph(paragraph)
    ]


class _Checker:
    def __init__(
        self,
        facts: Mapping[str, Fact],
        ground: Ground,
        scope: str | None,
        row: Place,
        names: Names,
    ) -> None:
        self._row = row
        self._facts = facts
        self._ground = ground
        self._scope = scope
        self._names = names

    def paragraph(self, paragraph: DraftParagraph) -> Iterator[str]:
        template = "".join(sentence.template for sentence in paragraph.sentences)
        unknown = [i for i in REFERENCE.findall(template) if i not in self._facts]
        if unknown:
            yield f"引用了不存在的数据：{'、'.join(unknown)}"
            return
        for sentence in paragraph.sentences:
            if sorted(set(sentence.facts)) != sorted(set(REFERENCE.findall(sentence.template))):
                yield "句子登记的数据与所引用的不一致"
            if re.search(r"[{}]", REFERENCE.sub("", sentence.template)):
                yield "引用的写法不对"
        dated = blank(template, list(_dates(template, self._ground)))
        yield from typed(dated, self._ground, self._facts)
        yield from self._references(template)

    def _references(self, template: str) -> Iterator[str]:
        references = [
            Reference(m.start(), m.end(), self._facts[m[1]]) for m in REFERENCE.finditer(template)
        ]
        proved = set(self._quoted(template, references))
        asides = _asides(template)
        for number, reference in enumerate(references):
            yield from self._marks(template, reference, number in proved)
            if number not in proved:
                before = [span for span in asides if span[1] <= reference.start]
                yield from self._named(blank(template, before), template, references, number)
        # a name such as “成本不超过预算” says nothing of which way its figures went
        names = [
            (s, e) for s, e in quotations(template) if self._ground.quotes(template[s + 1 : e - 1])
        ]
        yield from self._directions(blank(template, asides + names), references)

    def _quoted(self, template: str, references: list[Reference]) -> Iterator[int]:
        """Yield the references inside quotations that stand in the pack word for word."""
        for start, end in quotations(template):
            inside = [n for n, r in enumerate(references) if start < r.start < end]
            content = render(template[start:end], self._facts)[1:-1]
            if inside and self._ground.vouches(template, start, content):
                yield from inside

    def _marks(self, template: str, reference: Reference, quoted: bool) -> Iterator[str]:
        fact = reference.fact
        marked = is_marked(template, reference.start, reference.end)
        if fact.kind == "proposed" and not marked:
            yield f"建议的“{fact.measure}”没有标明〔建议〕"
        if fact.kind != "proposed" and _advised(template, reference):
            yield f"“{fact.measure}”是材料中的数据，不能标为〔建议〕"
        if (
            fact.place in self._ground.conflicts
            and not quoted
            and not in_remark(template, reference.start, "待确认")
        ):
            yield f"“{fact.measure}”前后矛盾，只能写作〔待确认：A或B〕"
        unit = _AFTER.match(template[reference.end :])
        if unit and _retyped(fact, unit[1]):
            yield f"“{fact.measure}”后面重复写了单位“{unit[1]}”"

    def _named(
        self, context: str, template: str, references: list[Reference], number: int
    ) -> Iterator[str]:
        reference = references[number]
        fact = reference.fact
        if fact.kind == "proposed" and ("@" in fact.place or not self._names.of(fact).field):
            return
        rivals = _alternatives(template, references, number)
        if rivals:
            yield from self._conflicting(fact, rivals)
            if number != _first(template, references, number):
                return
        if fact.place.startswith("accounts/"):
            yield from _from_accounts(fact, context[: reference.start])
            return
        if is_elsewhere(fact.place):
            yield f"“{fact.measure}”不是本年材料的数据，应随原文引用"
            return
        if "@" in fact.place:
            yield from self._from_prose(fact, references[:number], context[: reference.start])
            return
        yield from self._from_table(context, references, number)

    def _conflicting(self, fact: Fact, rivals: list[Fact]) -> Iterator[str]:
        known = self._ground.conflicts.get(fact.place, frozenset())
        for rival in rivals:
            if rival.place not in known:
                yield f"“{fact.measure}”与“{rival.measure}”并无矛盾，不能并列待确认"

    def _from_prose(self, fact: Fact, before: list[Reference], text: str) -> Iterator[str]:
        """Hold a figure of the text to its quotation, and one derived from it to its operands."""
        if fact.kind == "stated":
            yield f"“{fact.measure}”出自报告正文，应随原文引用"
            return
        cited = {reference.fact.id for reference in before}
        derived = {o for r in before for o in r.fact.operands} | cited
        named = text[before[-1].end if before else 0 :]
        if not set(fact.operands) <= derived and not self._names.spoken_of(fact, named):
            yield f"“{fact.measure}”的来源数据没有先写明"
        field = self._names.of(fact).field
        if field and field not in field_named(_since(text, before)):
            yield f"“{fact.measure}”前面没有写明它是什么数"

    def _from_table(self, context: str, references: list[Reference], number: int) -> Iterator[str]:
        reference = references[number]
        name = self._names.of(reference.fact)
        text = context[: reference.start]
        rows = self._names.row_before(text, self._scope) or frozenset(filter(None, [self._row]))
        if name.row not in rows:
            yield f"“{reference.fact.measure}”前面没有写明是“{name.item}”"
        elif len(rows) > 1:
            yield f"“{name.item}”不止一处，应写明是哪个项目、哪类指标"
        fields = field_named(_since(text, references[:number]))
        if name.field and name.field not in fields:
            yield f"“{reference.fact.measure}”前面没有写明它是什么数"

    def _directions(self, context: str, references: list[Reference]) -> Iterator[str]:
        spans = [(r.start, r.end) for r in references]
        for found in directions(context, spans):
            if found.figure is None:
                continue
            fact = references[found.figure].fact
            if fact.kind == "proposed":
                continue
            actual = self._names.direction(fact)
            if actual is None or not agrees(found.way, actual):
                yield f"“{found.word}”与“{fact.measure}”不符"


def _from_accounts(fact: Fact, before: str) -> Iterator[str]:
    """Hold a figure of final accounts to its source and name, both told in its own sentence."""
    said = before[max(before.rfind(mark) for mark in "。；") + 1 :]
    _, told, named = said.rpartition(f"{fact.period}年度部门决算")
    if not told or fact.measure not in named:
        yield f"“{fact.measure}”出自部门决算，应写明“{fact.period}年度部门决算”和该项名称"


def _dates(template: str, ground: Ground) -> Iterator[tuple[int, int]]:
    """Yield the spans of quoted dates that the material gives by another name of their year.

    “2025年1月” stands for 次年1月 in material of 2024.
    """
    for start, end in quotations(template):
        date = _NEXT_YEAR.fullmatch(template[start + 1 : end - 1])
        if date and ground.years and int(date[1]) == max(ground.years):
            rest = date[2]
            if any(ground.quotes(f"{word}{rest}") for word in _NEXT_WORDS):
                yield start, end


def _asides(template: str) -> list[tuple[int, int]]:
    """Return the spans that name nothing for what follows: remarks and long quotations."""
    spans = [m.span() for m in _REMARK.finditer(template)]
    spans += [
        (s, e) for s, e in quotations(template) if e - s > _LONG_QUOTE or "{" in template[s:e]
    ]
    return spans


def _since(text: str, before: list[Reference]) -> str:
    """Return the words between the reference before and the end of ``text``."""
    return text[before[-1].end if before else 0 :]


def _advised(template: str, reference: Reference) -> bool:
    return template[reference.end :].startswith("〔建议〕") or in_remark(
        template, reference.start, "建议"
    )


def _retyped(fact: Fact, unit: str) -> bool:
    printed = shown_unit(fact)
    if unit in ("万", "亿") or unit in MONEY_UNITS or unit in ("%", "％", "‰"):
        return True
    return bool(printed) and unit in (printed, "百分点", "个百分点")


def _remark_of(template: str, position: int) -> tuple[int, int] | None:
    return next(
        ((m.start(), m.end()) for m in _REMARK.finditer(template)
         if m.start() < position < m.end() and m.group().startswith("〔待确认")), None
    )  # fmt: skip


def _mates(template: str, references: list[Reference], number: int) -> list[int]:
    """Return the references that one 〔待确认：A或B〕 offers, this one included."""
    span = _remark_of(template, references[number].start)
    if span is None or not re.search(r"\}[^〕]{0,24}或[^〕]{0,24}\{", template[span[0] : span[1]]):
        return []
    return [n for n, r in enumerate(references) if span[0] < r.start < span[1]]


def _alternatives(template: str, references: list[Reference], number: int) -> list[Fact]:
    return [references[n].fact for n in _mates(template, references, number) if n != number]


def _first(template: str, references: list[Reference], number: int) -> int:
    return _mates(template, references, number)[0]
