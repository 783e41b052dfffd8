"""Why a budget was changed in the year: what the unit says, or a precise question.

Only the unit knows the reason; the figures workbook has a column for it. A summary's sentence
on the change is shown beside it and told with the question, never taken for the reason itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.facts.render import shown
from assistant.model.document import Document
from assistant.model.fact import Fact
from assistant.model.place import Place, squeeze
from assistant.rollover.forms import OVERALL, Line
from assistant.rollover.ink import Ink, asked
from assistant.rollover.names import without_amount
from assistant.rollover.statements import Part, parts, sentences
from assistant.rollover.wording import Rarity, core, same_words

_LEAD = re.compile(
    r"^(?:(?:预算|项目)?(?:调整|追加|调增|追减|调减|变动)?的?(?:主要)?原因(?:是|为|：|:)|是?因为|由于|因)"
)
_CHANGED = re.compile(
    r"追加|追减|调增|调减|核减|收回|压减|下达|增拨|(?:增加|新增)[^，。]{0,8}(?:资金|经费|预算|补助)"
)
_MONEY = re.compile(r"资金|经费|预算|补助|拨款|万元")
_OVERALL = re.compile(
    r"(?:全年|全部|总)(?:支出|预算|收支)[^。]*(?:年初|预算)[^。]*(?:多|少|增|减|调|超)"
)
_TAIL = re.compile(r"(?:建设|提升|能力)?(?:项目|工程|经费|资金)$")
_OF_PROJECT = 0.6
"""How much of a project's name a paragraph must tell to be of it."""
_TO_ANSWER = re.compile(r"的原因，请(?P<who>[^，〕]+)写明")
FINANCE = "财务人员"


class Reason(NamedTuple):
    """What is known of a change: the unit's words; a summary's sentence and its place."""

    words: str = ""
    said: str = ""
    where: str = ""

    def hint(self) -> str:
        """Return what a summary tells, for whoever is asked; "" where it tells nothing."""
        return (
            f"工作总结（{self.where}）写有“{self.said}”，请核实是否即此原因。" if self.said else ""
        )


def reasons(
    keys: Sequence[str], lines: Sequence[Line], narratives: Sequence[Document]
) -> dict[str, Reason]:
    """Return what is known for each table; ``keys`` name tables as the workbook does.

    ``lines`` are the rows of the workbook's money sheet.
    """
    given = {
        without_amount(line.get("table")): words
        for line in lines
        if (words := bare(line.get("reason")))
    }
    return {key: told(key, narratives)._replace(words=given.get(key, "")) for key in keys}


def bare(words: str) -> str:
    """Return a reason without what introduces it and without its stop.

    >>> bare("调整的原因是省级补助6月下达。")
    '省级补助6月下达'
    """
    return _LEAD.sub("", squeeze(words)).rstrip("。；;.")


def told(key: str, narratives: Sequence[Document]) -> Reason:
    """Return the summaries' sentence on the change of a project's money, blank without one."""
    if key == OVERALL:
        return next(_of(parts(narratives), _OVERALL), Reason())
    short = _TAIL.sub("", _TAIL.sub("", key)) or key
    name, said = core(short), list(parts(narratives))
    rarity = Rarity(part.text.raw for part in said)
    near = [
        part
        for part in said
        if squeeze(short)[:2] in (around := same_words(part.text.raw + part.heading))
        and rarity.coverage(name, around) >= _OF_PROJECT
    ]
    return next(_of(near, _MONEY), Reason())


def _of(said: Iterable[Part], about: re.Pattern[str]) -> Iterator[Reason]:
    """Yield the sentences on a change of money, with their places."""
    for part in said:
        for sentence in sentences(part.text.raw):
            if _CHANGED.search(sentence) and about.search(sentence):
                number = part.text.place.rpartition("#")[2]
                file = part.text.location.file.replace("\\", "/").rpartition("/")[2]
                yield Reason(said=squeeze(sentence).rstrip("。"), where=f"{file}　第{number}段")


def changed(ink: Ink, root: Place, reason: Reason, who: str, least: Decimal) -> str:
    """Return how far a budget was changed and why, as the end of a sentence without its stop.

    ``root`` is the place of the money row. Without a reason the question stands in its place,
    for changes of ``least`` percent or more; "" where nothing is to be told.
    """
    initial, full = ink.fact(f"{root}/initial"), ink.fact(f"{root}/full_year")
    change = ink.change(full, initial, "比年初预算")
    if initial is None or full is None or not _differ(initial, full):
        return change
    if reason.words:
        return f"{change}。年中调整预算，是由于{reason.words}"
    return change + (_question(initial, full, who) if _rate(initial, full) >= least else "")


def who_answers(mark: str) -> str:
    """Return whom a question on a change asks, "" for any other question."""
    found = _TO_ANSWER.search(mark)
    return found["who"] if found else ""


def hints(known: Mapping[str, Reason]) -> dict[str, str]:
    """Return what summaries tell on changes, by the report's project ("" for the overall one)."""
    return {"" if key == OVERALL else key: each.hint() for key, each in known.items()}


def _question(initial: Fact, full: Fact, who: str) -> str:
    way = "调增" if (full.quantity.base or 0) > (initial.quantity.base or 0) else "调减"
    rate = f"{_rate(initial, full).quantize(Decimal('0.01')).normalize():f}%"
    return asked(
        f"预算由{shown(initial)}{way}到{shown(full)}（{way}{rate}）的原因，"
        f"请{who}写明批复时间、文号、金额和事由"
    )


def _differ(initial: Fact, full: Fact) -> bool:
    return initial.quantity.base != full.quantity.base


def _rate(initial: Fact, full: Fact) -> Decimal:
    before = initial.quantity.base
    return abs((full.quantity.base or Decimal(0)) / before - 1) * 100 if before else Decimal(0)
