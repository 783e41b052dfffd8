"""Totals with their parts: 其中, 包括, 分别为, brackets, and sentences that only list."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.facts.derive import interval_sum, known
from assistant.facts.relations.relation import Relation
from assistant.facts.relations.words import (
    AMOUNTS,
    bracket_depth,
    by_sentence,
    crossing,
    find_figure,
    is_comparand,
    of_one_kind,
    of_opening,
    without_brackets,
    words_before,
    words_between,
)
from assistant.facts.slips import mend, significant
from assistant.model.fact import Fact
from assistant.model.place import Place, squeeze

_OPEN = re.compile(r"等(?=[，。；）、]|$|方面|项目)|主要|重点|之一|不含|另有|左右")


_ENDS_LIST = re.compile(
    r"其中|分别|包括|组成|构成|[；。]|累计|合计|共[有计]|总[计共]|同比|(?<!付)(?<!还)上年(?!结转|结余)|实际完成|比|较|超|剩|缺|未(?!完成|通过|合格|整改|办结|达标)|(?<!上年)(?:结余|节余)|由.*到"
)


def list_relations(
    place: Place, facts: list[Fact], above: Sequence[Fact] = ()
) -> Iterator[Relation]:
    """Find totals with their parts, in one sentence or with the parts in the next.

    ``above`` are the figures of the paragraph before, whose total a first sentence may divide.
    """
    before: list[Fact] = []
    sentences = list(by_sentence(facts))
    for number, (quote, group) in enumerate(sentences):
        long = _joined(sentences[number:]) if quote.endswith("；") else None
        yield from _partitions(place, quote, group, long)
        words = squeeze(quote)
        opening = _COMPOSED.match(words) if _MAY_COMPOSE.search(words, 0, _HEAD) else None
        if opening:  # its figures are parts, and no total of the lists that follow
            closed = opening.group() != "其中" and not opening.group().endswith(("用于", "中，"))
            wholes, sure = (
                before or list(above),
                not before or opening.group().endswith(("包括", "中，")),
            )
            found = long and list(_continued(place, *long, wholes, closed, sure=True))
            yield from found or _continued(place, quote, group, wholes, closed, sure)
        else:
            before = [*before, *group]


_LONGEST_QUOTE = 200


def _joined(sentences: list[tuple[str, list[Fact]]]) -> tuple[str, list[Fact]] | None:
    """Return a list that goes on behind its semicolons, such as 其中A，占……；B，占……, as one."""
    count = next((n for n, (quote, _) in enumerate(sentences) if not quote.endswith("；")), 0)
    parts = sentences[: count + 1]
    if count == 0 or any(len(quote) >= _LONGEST_QUOTE for quote, _ in parts):
        return None
    words = "，".join(quote.removesuffix("；") for quote, _ in parts)
    return words, [fact for _, group in parts for fact in group]


# Sentences that only list the parts of a total stated before them.
_COMPOSED = re.compile(
    r"其中|[按分从][^，。；\d]{1,10}[看分计说]，|[^，。；]{0,8}构成(?:为|是|：)|具体(?:为|是)|"
    r"[^，。；\d]{2,8}人员中(?=[^，。；])|[^，。；\d]{0,4}用于|"
    r"[^，。；\d]{1,8}由(?=[^。；]*(?:组成|构成))|[^，。；\d]{2,12}由[^，。；]{0,6}(?:组成|构成)[：，]|"
    r"[^，。；\d]{2,10}包括(?=[^，。；]*\d)|[^，。；：、\d]{1,8}中，"
)

_MAY_COMPOSE, _HEAD = re.compile("其中|[按分从由]|构成|具体|用于|包括|中，|人员中"), 16
"""What each of them holds within its first characters: most sentences need no closer look."""


def _continued(
    place: Place, quote: str, group: list[Fact], before: list[Fact], closed: bool,
    sure: bool = False,
) -> Iterator[Relation]:  # fmt: skip
    """Yield the relation of a sentence of parts to the total before it.

    ``sure`` wants a total that fits, or would but for one slip.
    """
    lead = _lead(group)
    largest = max((known(f.quantity) for f in group if of_one_kind(lead, f)), default=0)
    wholes = of_opening(quote, _totals(lead, before))
    lists = [(whole, _parts(whole, group, group, quote)) for whole in wholes]
    lists = [(whole, parts) for whole, parts in lists
             if len(parts) >= 2 and not _of_other_tables(whole, parts)]  # fmt: skip
    # The total is the figure that fits, else the last before: a slip may have thrown it off.
    fitting = [pair for pair in lists if _complete(*pair)] or [
        pair for pair in lists if _one_slip_off(*pair)
    ]
    large = [] if sure else [
        pair for pair in lists
        if known(pair[0].quantity) * 2 > largest and pair[0].aspect == "value"
    ]  # fmt: skip
    if not fitting and not large:
        return
    whole, parts = fitting[-1] if fitting else _nearest(large)
    yield Relation(
        kind="partition", place=place, whole=whole, parts=parts, quote=quote,
        closed=closed and not _OPEN.search(without_brackets(quote)),
    )  # fmt: skip


def _nearest(lists: list[tuple[Fact, list[Fact]]]) -> tuple[Fact, list[Fact]]:
    """Return the total that its parts come nearest to, what is left over of another aside."""
    whole = [pair for pair in lists if not _REST.search(pair[0].measure)] or lists
    return min(reversed(whole), key=lambda pair: abs(_lacking(*pair)))


def _lacking(whole: Fact, parts: list[Fact]) -> Decimal:
    return known(whole.quantity) - sum(known(part.quantity) for part in parts)


_REST = re.compile("^(?:其余|剩余|余下|剩下|另有)")


def _lead(group: list[Fact]) -> Fact:
    """Return the first figure with another of its kind: 四项 of “由四项组成” is no part."""
    kinds = Counter(f.quantity.dimension for f in group)
    return next((f for f in group if kinds[f.quantity.dimension] > 1), group[0])


def _totals(lead: Fact, before: list[Fact]) -> list[Fact]:
    """Return the figures that a list may divide, of its own period where there are any."""
    alike = [f for f in before[-12:] if (of_one_kind(lead, f) or _grew_by(lead, f))
             and not is_comparand(f, [g for g in before if g.quote == f.quote], f.quote)]  # fmt: skip
    return [f for f in alike if f.period == lead.period] or alike


def _grew_by(first: Fact, change: Fact) -> bool:
    """Tell whether a figure is an added amount, which a list may divide as well."""
    return change.aspect == "growth" and change.quantity.dimension == first.quantity.dimension


OPENING = re.compile(
    r"其中|包括|分别(?:为|是|[^，。；：、\d占为是]{1,4}(?=\d))|分为(?=[^，。；]*\d)|[按分从][^，。；\d]{1,8}[看分计说]，|分[两三四五六七八九\d]+[项类种部]|由(?=[^，。；]*(?:组成|构成))|"
    r"(?<=[\d元人户个件次亩名])：|(?<=，)用于(?=[^。；]*\d[^。；]*、[^。；]*\d)|(?<=，)具体[为是](?=[^。；]*\d)|(?<=，)内含|(?<=[一-龥])中，"
)


_MAY_OPEN = re.compile("其中|包括|分|[看计说]，|由|：|用于|中，|具体|内含")


def openings(quote: str, facts: list[Fact]) -> Iterable[re.Match[str]]:
    """Return the words of a sentence that open a list; there is none with fewer than two figures."""
    return OPENING.finditer(quote) if len(facts) > 1 and _MAY_OPEN.search(quote) else ()


def _partitions(
    place: Place, quote: str, facts: list[Fact], long: tuple[str, list[Fact]] | None = None
) -> Iterator[Relation]:
    """Find “X，其中a、b、c” and “X，包括/分别为a、b、c” with figures of one dimension.

    ``long`` is the sentence with those that follow behind semicolons: a list of one part goes
    on there, if it then fits or would but for one slip.
    """
    for opening in openings(quote, facts):
        found = open_list(quote, facts, opening)
        if found is not None and len(found[1]) == 1 and long is not None:
            found = _going_on(found[0], open_list(*long, opening))
        if found is None or len(found[1]) < 2:
            continue
        whole, parts = found[0], _one_division(*found, facts, quote)
        if _of_other_tables(whole, parts):
            continue
        if _DID.fullmatch(opening.group()) and not (_complete(*found) or _one_slip_off(*found)):
            continue
        if opening.group().startswith("分别") and _counts_items(whole, parts):
            continue
        last = find_figure(quote, parts[-1], facts) + len(parts[-1].quantity.raw)
        span = quote[find_figure(quote, whole, facts) : last + 8]
        yield Relation(
            kind="partition", place=place, whole=whole, parts=parts, quote=quote,
            closed=(opening.group() != "其中" or _complementary(parts))
            and not _OPEN.search(without_brackets(span)),
        )  # fmt: skip


_DID = re.compile(r"分别[^为是]{1,4}|用于|中，")


def _one_division(whole: Fact, parts: list[Fact], facts: list[Fact], quote: str) -> list[Fact]:
    """Return the parts of one division where a whole is divided twice, else all of them.

    “38名，其中本科及以上31名，男性12名、女性26名”: what stands between commas may divide the
    whole by itself, or does so by its names.
    """
    if len(parts) < 3 or _complete(whole, parts):
        return parts
    runs = _between_commas(parts, facts, quote)
    halves = [run for run in runs if _complementary(run)]
    return next((run for run in runs if _complete(whole, run)), halves[0] if halves else parts)


def _between_commas(parts: list[Fact], facts: list[Fact], quote: str) -> list[list[Fact]]:
    """Return the runs of parts that 、 joins, cut where a comma or semicolon stands."""
    runs = [[parts[0]]]
    for last, part in pairwise(parts):
        between = without_brackets(words_between(last, part, facts, quote))
        if re.search("[，；]", between):
            runs.append([])
        runs[-1].append(part)
    return [run for run in runs if 2 <= len(run) < len(parts)]


_SCORE = re.compile("得分|评分")


def _of_other_tables(whole: Fact, parts: list[Fact]) -> bool:
    """Tell whether scores behind a score are those of other tables, or parts are of no division."""
    if whole.quantity.unit != "分":
        return crossing(parts)
    return any("项目" in part.measure and _SCORE.search(part.measure) for part in parts)


def _going_on(whole: Fact, found: tuple[Fact, list[Fact]] | None) -> tuple[Fact, list[Fact]] | None:
    """Return the parts, as far as they fit the total or would but for one slip."""
    parts = found[1] if found is not None else []
    parts = parts if not any(_stands_outside(whole, part) for part in parts) else []
    heads = [parts[:count] for count in range(2, len(parts) + 1)]
    fitting = [head for head in heads if _complete(whole, head)] or sorted(
        (head for head in heads if _go_together(whole, head) and _one_slip_off(whole, head)),
        key=lambda head: abs(_lacking(whole, head)),
    )
    return (whole, fitting[0]) if fitting else None


def _go_together(whole: Fact, parts: list[Fact]) -> bool:
    """Tell whether parts on both sides of a semicolon are one list: named alike, or no chance.

    “清淤渠道36公里，其中机械清淤28公里；衬砌渠道9.5公里”: the second is other work.
    """
    if significant(whole.quantity) >= _NO_CHANCE:
        return True
    runs = {a + b for a, b in pairwise(parts[0].measure)}
    return all(any(run in part.measure for run in runs) for part in parts[1:])


_NO_CHANCE = 4
"""With so many digits a sum isn't one slip off by chance."""


def _stands_outside(whole: Fact, part: Fact) -> bool:
    """Tell whether a group can't be among the whole: 离退休人员 are none of 在职职工."""
    return bool(
        re.search("在职|在编|在岗", whole.measure) and re.search("退休|离休|遗属", part.measure)
    )


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


_STOP = re.compile("[。；]")


def open_list(
    quote: str, facts: list[Fact], opening: re.Match[str]
) -> tuple[Fact, list[Fact]] | None:
    """Return the total before an opening word and its parts behind it.

    Changes and rates between (“5386件，比目标多386件，其中……”) are not the total.
    """
    start, end = opening.span()
    if opening.group().startswith("分别") and _SO_FAR.search(quote, max(start - 8, 0), start):
        return None  # “累计支出分别为” tells how far it had come each time
    placed = [(f, find_figure(quote, f, facts)) for f in facts]
    behind = [f for f, at in placed if at >= end]
    if not behind:
        return None
    if opening.group() == "内含":
        behind = _joined_by_marks(behind, facts, quote)
    ahead = [f for f, at in placed if 0 <= at < start]
    level = bracket_depth(quote, start)
    wholes = [f for f, at in placed if 0 <= at < start and f.aspect in AMOUNTS
              and f.quantity.known() and bracket_depth(quote, at) <= level]  # fmt: skip
    yardsticks = [f for f in wholes if is_comparand(f, facts, quote)]
    if wholes and wholes[-1] in yardsticks and _bracket_behind(wholes[-1], facts, quote, opening):
        return None  # “比预算64万元（其中人员40万元）少2万元”: the parts of the yardstick
    others = {f.place for f in yardsticks}
    wholes = [f for f in wholes if f.place not in others]
    if not wholes:
        return None
    alike = [f for f in wholes[-2:] if of_one_kind(behind[0], f)]
    alike = _without_means(alike, facts, quote)
    whole = _increase(ahead, behind, facts, quote, opening) or (alike[-1] if alike else None)
    if whole is None or _STOP.search(quote, find_figure(quote, whole, facts), start):
        return None
    parts = _parts(whole, behind, facts, quote, start)
    if not _complete(whole, parts) and opening.group().startswith("分别"):
        among = "其中" in quote[: find_figure(quote, whole, facts)]
        return None if among else (whole, parts)  # the last of a list: 得49分，……分别得20分和10分
    return whole, parts


def _joined_by_marks(behind: list[Fact], facts: list[Fact], quote: str) -> list[Fact]:
    """Return the first figures up to a comma: “内含甲5万元、乙3万元，其余……”."""
    commas = (
        n for n, pair in enumerate(pairwise(behind), 1)
        if "，" in words_between(*pair, facts, quote)
    )  # fmt: skip
    return behind[: next(commas, len(behind))]


_BY_SO_MUCH = re.compile("[多少][支花用]了?$")
"""What was spent more than last year is divided by no list of this year's spending."""
_MEAN = re.compile(r"[月日年季周人户亩车场]均|平均|每[一-龥]{1,3}$")


def _without_means(wholes: list[Fact], facts: list[Fact], quote: str) -> list[Fact]:
    """Return totals without the means and differences beside them: 346场，月均28.83场，……."""
    named = [(f, words_before(f, facts, quote)) for f in wholes]
    named = [(f, words) for f, words in named if not _BY_SO_MUCH.search(words)]
    plain = [f for f, words in named if not _MEAN.search(words)]
    return plain or [f for f, _ in named]


_SO_FAR = re.compile(r"累计[^，。；：、\d]{0,6}$")


def _bracket_behind(whole: Fact, facts: list[Fact], quote: str, opening: re.Match[str]) -> bool:
    """Tell whether an opening word stands in the bracket right behind a figure."""
    end = find_figure(quote, whole, facts) + len(whole.quantity.raw)
    return squeeze(quote[end : opening.start()]) == "（"


def _increase(
    ahead: list[Fact], behind: list[Fact], facts: list[Fact], quote: str, opening: re.Match[str]
) -> Fact | None:
    """Return the increase right before 其中 that its parts fit, or would but for one slip.

    “比年初增加2130万元，其中设备1628万元、房屋502万元” divides the increase.
    """
    last = ahead[-1]
    if opening.group() != "其中" or not _grew_by(behind[0], last) or not last.quantity.known():
        return None
    end = find_figure(quote, last, facts) + len(last.quantity.raw)
    if quote[end : opening.start()] not in ("，", "（"):
        return None
    parts = _parts(last, behind, facts, quote, opening.start())
    fits = len(parts) >= 2 and (_complete(last, parts) or _one_slip_off(last, parts))
    return last if fits else None


def _parts(
    whole: Fact, following: list[Fact], facts: list[Fact], quote: str, opened: int = 0
) -> list[Fact]:
    """Return the figures that follow a total as its parts: alike, until the words turn.

    A figure inside the brackets of a part is a part of that part, not of the total; 其中
    again opens a smaller whole; a new total (共, 累计) or another period ends the list.
    """
    parts = _run(whole, following, facts, quote, opened)
    if "分别" in quote and not _complete(whole, parts):
        longer = _run(whole, following, facts, quote, opened, _IN_TURN)
        if _complete(whole, longer) or (whole.quantity.unit == "分" and len(longer) > len(parts)):
            return longer
    return _up_to_comma(whole, parts, facts, quote)


def _up_to_comma(whole: Fact, parts: list[Fact], facts: list[Fact], quote: str) -> list[Fact]:
    """Return the figures that 、 joins where a comma goes on to something else.

    “工程类62万元、货物类18万元，授予小微企业的合同61万元”: only where those before the comma fit,
    or would but for one slip.
    """
    if len(parts) <= _PAIR or _complete(whole, parts):
        return parts
    words = [words_between(a, b, facts, quote) for a, b in pairwise(parts)]
    cut = next((n for n, each in enumerate(words, 1) if "，" in without_brackets(each)), 0)
    joined = all(each.lstrip("（）").startswith("、") or "、" in each for each in words[: cut - 1])
    head = parts[:cut]
    if cut < _PAIR or not joined:
        return parts
    fits = _complete(whole, head) or (
        _one_slip_off(whole, head) and not _one_slip_off(whole, parts)
    )
    return head if fits else parts


_PAIR = 2
_IN_TURN = re.compile(
    r"，[^，。；：、\d]{1,12}[、和与及][^，。；：\d]{1,16}分别[^，。；：、\d]{0,4}"
)
"""What goes on with a list of scores or amounts: 产出得49分，效益与满意度分别得20分和10分."""


def _run(
    whole: Fact, following: list[Fact], facts: list[Fact], quote: str, opened: int,
    goes_on: re.Pattern[str] | None = None,
) -> list[Fact]:  # fmt: skip
    """Return the parts up to where the words turn; ``goes_on`` are words that don't end a list."""
    parts: list[Fact] = []
    previous, level, nested = whole, bracket_depth(quote, opened), False
    for fact in following:
        between = words_between(previous, fact, facts, quote)
        depth, previous = bracket_depth(quote, find_figure(quote, fact, facts)), fact
        if depth > level or _WITHIN.fullmatch(between):
            continue
        nested = bool(parts) and (
            _HOLDS.match(between) is not None or (nested and between[:1] in _JOINS)
        )
        if nested:
            continue  # “基本支出62万元，内含人员50万元、公用12万元，其余……”
        if depth < level or (
            parts
            and (
                (_ENDS_LIST.search(between) and not (goes_on and goes_on.fullmatch(between)))
                or (_complete(whole, parts) and not between.lstrip().startswith("、"))
            )
        ):
            break
        if of_one_kind(whole, fact) and not _EACH.search(fact.measure + between[-2:]):
            times = _times(fact, facts, quote)
            if times is None:
                return []  # of how many each isn't told, so nothing is known of the sum
            parts.extend([fact] * times)
    return parts


_HOLDS, _JOINS = re.compile(r"，(?:内|包)?含(?:[^，。；：、\d]{0,10})$"), "、和与及"
_WITHIN = re.compile(r"[^，。；：、\d]{0,4}(?<!其)[里中](?!央|心|小学|学|医)[^，。；：、\d]*")
"""What is told of a part: 发给用户的300份里满意的282份."""
_EACH = re.compile(r"平均|均|每|单价|单位(?:造价|成本)")
_APIECE = re.compile(
    r"各(?:[为是有占计建设投补奖拨]|安排|投入|补助|发放|支出|完成|新建|改造|举办)?$"
)
_SO_MANY = re.compile(r"([一二两三四五六七八九十]|\d{1,2})[一-龥]{1,4}$")
_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)} | {
    "两": 2
}


def _times(fact: Fact, facts: list[Fact], quote: str) -> int | None:
    """Return how often a part counts: “两处各800平方米” twice, most once; None where 各 is of no count."""
    if "各" not in quote:
        return 1
    ahead = squeeze(quote[: max(find_figure(quote, fact, facts), 0)])
    apiece = _APIECE.search(ahead)
    if apiece is None:
        return 1
    counted = _SO_MANY.search(ahead[: apiece.start()])
    if counted is None:
        return None
    return _NUMERALS.get(counted[1]) or int(counted[1])


def _one_slip_off(whole: Fact, parts: list[Fact]) -> bool:
    """Tell whether one slip of the pen in one figure keeps the parts from adding up."""
    figures = [whole.quantity, *(part.quantity for part in parts)]
    return bool(mend(figures, lambda q: interval_sum(list(q[1:])).meets(q[0].interval())))


def _complete(whole: Fact, parts: list[Fact]) -> bool:
    """Tell whether the parts so far already add up to the whole."""
    if len(parts) < 2:
        return False
    return interval_sum([part.quantity for part in parts]).meets(whole.quantity.interval())
