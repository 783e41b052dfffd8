"""Totals with their parts: 其中, 包括, 分别为, brackets, and sentences that only list."""

import re
from collections.abc import Iterator

from assistant.facts.derive import interval_sum, known
from assistant.facts.relations.relation import Relation
from assistant.facts.relations.words import (
    bracket_depth,
    by_sentence,
    find_figure,
    of_one_kind,
    without_brackets,
    words_before,
    words_between,
)
from assistant.facts.slips import mend
from assistant.model.fact import Fact
from assistant.model.place import Place, squeeze

_OPEN = re.compile(r"等(?=[，。；）、]|$|方面|项目)|主要|重点|之一|不含|另有|左右")


_ENDS_LIST = r"其中|分别|包括|组成|构成|[；。]|累计|合计|共[有计]|总[计共]|同比|(?<!付)(?<!还)上年(?!结转|结余)|实际完成|比|较|超|剩|缺|未(?!完成|通过|合格|整改|办结|达标)|(?<!上年)(?:结余|节余)|由.*到"


def list_relations(place: Place, facts: list[Fact]) -> Iterator[Relation]:
    """Find totals with their parts, in one sentence or with the parts in the next."""
    before: list[Fact] = []
    for quote, group in by_sentence(facts):
        yield from _partitions(place, quote, group)
        opening = _COMPOSED.match(squeeze(quote))
        if opening:  # its figures are parts, and no total of the lists that follow
            yield from _continued(place, quote, group, before, opening.group() != "其中")
        else:
            before = [*before, *group]


# Sentences that only list the parts of a total stated before them.
_COMPOSED = re.compile(
    r"其中|[按分从][^，。；\d]{1,10}[看分计说]，|[^，。；]{0,8}构成(?:为|是|：)|具体(?:为|是)|"
    r"[^，。；\d]{2,8}人员中(?=[^，。；])"
)


def _continued(
    place: Place, quote: str, group: list[Fact], before: list[Fact], closed: bool
) -> Iterator[Relation]:
    """Yield the relation of a sentence of parts to the total before it."""
    largest = max((known(f.quantity) for f in group if of_one_kind(group[0], f)), default=0)
    wholes = [f for f in before[-8:] if of_one_kind(group[0], f) and f.aspect == "value"
              and known(f.quantity) * 2 > largest]  # fmt: skip
    lists = [(whole, _parts(whole, group, group, quote)) for whole in wholes]
    lists = [(whole, parts) for whole, parts in lists if len(parts) >= 2]
    if not lists:
        return
    # The total is the figure that fits, else the last before: a slip may have thrown it off.
    fitting = [pair for pair in lists if _complete(*pair)] or [
        pair for pair in lists if _one_slip_off(*pair)
    ]
    whole, parts = fitting[-1] if fitting else lists[-1]
    yield Relation(
        kind="partition", place=place, whole=whole, parts=parts, quote=quote,
        closed=closed and not _OPEN.search(without_brackets(quote)),
    )  # fmt: skip


OPENING = re.compile(
    r"其中|包括|分别(?:为|是)|分为(?=[^，。；]*\d)|[按分从][^，。；\d]{1,8}[看分计说]，|分[两三四五六七八九\d]+[项类种部]|由(?=[^，。；]*(?:组成|构成))|"
    r"(?<=[\d元人户个件次亩名])："
)


def _partitions(place: Place, quote: str, facts: list[Fact]) -> Iterator[Relation]:
    """Find “X，其中a、b、c” and “X，包括/分别为a、b、c” with figures of one dimension."""
    for opening in OPENING.finditer(quote):
        found = open_list(quote, facts, opening)
        if found is None or len(found[1]) < 2:
            continue
        whole, parts = found
        if opening.group().startswith("分别") and _counts_items(whole, parts):
            continue
        last = find_figure(quote, parts[-1], facts) + len(parts[-1].quantity.raw)
        span = quote[find_figure(quote, whole, facts) : last + 8]
        yield Relation(
            kind="partition", place=place, whole=whole, parts=parts, quote=quote,
            closed=(opening.group() != "其中" or _complementary(parts))
            and not _OPEN.search(without_brackets(span)),
        )  # fmt: skip


# Two names that divide a whole between them, so that a list of both is complete.
_COMPLEMENTS = (
    ("镇级", "村级"), ("县级", "乡镇"), ("主管", "支管"), ("干线", "支线"), ("新建", "续建"),
    ("城镇", "农村"), ("线上", "线下"), ("男", "女"), ("行政", "事业"), ("集中", "分散"),
    ("经营性", "非经营性"), ("完成", "未完成"), ("合格", "不合格"), ("通过", "未通过"), ("国有", "民营"), ("脱产", "在岗"), ("全日制", "非全日制"),
)  # fmt: skip


def _complementary(parts: list[Fact]) -> bool:
    """Tell whether two parts are named as the two halves of a division."""
    if len(parts) != 2:
        return False
    first, second = parts[0].measure, parts[1].measure
    return any(
        (a in first and b in second) or (b in first and a in second) for a, b in _COMPLEMENTS
    )


def _counts_items(whole: Fact, parts: list[Fact]) -> bool:
    """Tell whether a total only counts the items (“3个大厅，窗口分别为12个、8个、5个”)."""
    return known(whole.quantity) == len(parts) and not _complete(whole, parts)


def open_list(
    quote: str, facts: list[Fact], opening: re.Match[str]
) -> tuple[Fact, list[Fact]] | None:
    """Return the total before an opening word and its parts behind it.

    Changes and rates between (“5386件，比目标多386件，其中……”) are not the total.
    """
    behind = [f for f in facts if find_figure(quote, f, facts) >= opening.end()]
    ahead = [f for f in facts if 0 <= find_figure(quote, f, facts) < opening.start()]
    level = bracket_depth(quote, opening.start())
    wholes = [f for f in ahead if f.aspect == "value" and f.quantity.known()
              and bracket_depth(quote, find_figure(quote, f, facts)) <= level]  # fmt: skip
    if not behind or not wholes:
        return None
    alike = [f for f in wholes[-2:] if of_one_kind(behind[0], f)]
    whole = alike[-1] if alike else None
    if whole is None or re.search(
        r"[。；]", quote[find_figure(quote, whole, facts) : opening.start()]
    ):
        return None
    return whole, _parts(whole, behind, facts, quote, opening.start())


def _parts(
    whole: Fact, following: list[Fact], facts: list[Fact], quote: str, opened: int = 0
) -> list[Fact]:
    """Return the figures that follow a total as its parts: alike, until the words turn.

    A figure inside the brackets of a part is a part of that part, not of the total; 其中
    again opens a smaller whole; a new total (共, 累计) or another period ends the list.
    """
    parts: list[Fact] = []
    previous, level = whole, bracket_depth(quote, opened)
    for fact in following:
        between = words_between(previous, fact, facts, quote)
        depth, previous = bracket_depth(quote, find_figure(quote, fact, facts)), fact
        if depth > level:
            continue
        if depth < level or (
            parts
            and (
                re.search(_ENDS_LIST, between)
                or (
                    _complete(whole, parts)
                    and not between.lstrip().startswith("、")
                    and not _counts_on(parts[-1], fact, facts, quote)
                )
            )
        ):
            break
        if of_one_kind(whole, fact) and not _EACH.search(fact.measure):
            parts.append(fact)
    return parts


_EACH = re.compile(r"平均|均|每|单价|单位(?:造价|成本)")


def _counts_on(last: Fact, fact: Fact, facts: list[Fact], quote: str) -> bool:
    """Tell whether a list of the form “5个甲、5个乙，2个丙” simply goes on."""
    return not squeeze(words_before(last, facts, quote)) and not squeeze(
        words_before(fact, facts, quote)
    )


def _one_slip_off(whole: Fact, parts: list[Fact]) -> bool:
    """Tell whether one slip of the pen in one figure keeps the parts from adding up."""
    figures = [whole.quantity, *(part.quantity for part in parts)]
    return bool(mend(figures, lambda q: interval_sum(list(q[1:])).meets(q[0].interval())))


def _complete(whole: Fact, parts: list[Fact]) -> bool:
    """Tell whether the parts so far already add up to the whole."""
    if len(parts) < 2:
        return False
    return interval_sum([part.quantity for part in parts]).meets(whole.quantity.interval())
