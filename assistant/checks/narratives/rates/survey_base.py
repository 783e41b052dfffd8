"""N: satisfaction taken of the forms given out instead of those that came back."""

import re
from collections.abc import Iterator

from assistant.checks.compare import base, makes_share
from assistant.checks.context import Context
from assistant.checks.narratives.in_a_row import clause_of, is_plain
from assistant.checks.narratives.rates.quotients import wrong_quotient
from assistant.checks.registry import rule
from assistant.model.fact import Fact
from assistant.model.finding import Finding

_ISSUED = re.compile("发[放出]?")
_BACK = re.compile("收回|回收|收到|有效")
_CONTENT = re.compile("(?<!不)满意")
_FORMS = frozenset("份人户名")


@rule("N213", name="满意度按发放数计算", severity="warning", source="DOMAIN §8 比率")
def satisfied_of_issued(ctx: Context) -> Iterator[Finding]:
    """查什么：“发放问卷600份，收回582份，满意548份，满意度91.33%”，满意度应为满意份数除以收回（有效）份数，不是除以发放份数。

    为什么：没有收回的问卷没有表示满意还是不满意，按发放数算，比率偏低，也与自评表对不上。
    举例：548÷582=94.16%，91.33%是548÷600。
    怎样改：以收回的有效问卷为底数重新计算。
    何时不报：全部收回；没有写发放数或收回数；满意度按收回数计算；两个底数都算不出所写的满意度。
    """
    for paragraph in ctx.paragraphs:
        for number, rate in enumerate(paragraph):
            if rate.quantity.unit != "%" or not _CONTENT.search(clause_of(rate)):
                continue
            told = [f for f in paragraph[:number] if is_plain(f) and f.quantity.unit in _FORMS]
            issued, back, content = (_last(told, words) for words in (_ISSUED, _BACK, _CONTENT))
            if not (issued and back and content) or base(back.quantity) >= base(issued.quantity):
                continue
            ctx.look(rate.place)
            if _makes(rate, content, issued) and not _makes(rate, content, back):
                yield from wrong_quotient(ctx, "N213", rate, content, back)


def _last(told: list[Fact], words: re.Pattern[str]) -> Fact | None:
    return next((fact for fact in reversed(told) if words.search(clause_of(fact))), None)


def _makes(rate: Fact, part: Fact, whole: Fact) -> bool:
    return makes_share([rate.quantity, part.quantity, whole.quantity])
