"""N: how many there are said to be, against the names or the whole they are of."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import Item, conflict
from assistant.checks.mentions import cite, named_tables, said
from assistant.checks.prose import texts_by_place
from assistant.checks.registry import rule
from assistant.checks.spoken import spoken
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Text

Lengths = set[int]
"""How many names a list may hold: 和 may join two names or stand inside one."""


@rule("N102", name="列举与个数不符", severity="error", source="DOMAIN §8 列举")
def enumerations(ctx: Context) -> Iterator[Finding]:
    """查什么：“5个科室（甲、乙、丙、丁、戊）”“股室7个：甲、乙……”“甲、乙、丙3个内设机构”“涉及甲、乙和丙3处”，逐个列出的名称应与个数相等；“5处，分布在甲、乙……等村”，个数不少于点到的名称。

    为什么：名单和个数对不上，说明机构或事项有增减而没有改全。
    举例：写“下设4个办公室”，括号里列了5个名称。
    怎样改：核对名单，更正个数。
    何时不报：名单以“等”收尾；括号里是说明而不是名单；名称里自带顿号；列出的和所数的不是一类。
    """
    for text, fact in _counted(ctx):
        lengths, bracket = names_listed(text, fact)
        if not lengths:
            continue
        ctx.look(fact.place)
        count = fact.quantity.value
        if count is not None and count not in lengths:
            where = "括号内" if bracket else "名单"
            yield from conflict(
                ctx, "N102", cite(fact), Decimal(min(lengths)),
                f"“{spoken(fact)}”写明{said(fact)}，{where}列出{min(lengths)}个名称",
                others=[Item("名单", text)], severity=None if bracket else "warning",
            )  # fmt: skip


def names_listed(text: Text, fact: Fact) -> tuple[Lengths, bool]:
    """Return how many names a count's list may hold, and whether that stands in a bracket."""
    if not _LISTED.search(text.raw):
        return set(), False
    raw = _behind(text, fact)
    bracket, behind = _in_brackets(raw), squeeze(raw)
    lengths = bracket or _numbered(behind) or _after_colon(raw, fact)
    lengths = lengths or _told_ahead(_ahead_of(text, fact), behind, fact)
    return lengths or _named_behind(behind, fact) or _at_least(raw, fact), bool(bracket)


def counted_wrong(ctx: Context, text: Text, count: int) -> bool:
    """Tell whether a paragraph has such a count that this rule finds to be another number."""
    return any(
        fact.quantity.value == count and (lengths := names_listed(other, fact)[0])
        and count not in lengths
        for other, fact in ctx.once(_counted_of).get(text.place, ())
    )  # fmt: skip


def _counted_of(pack: Pack) -> dict[Place, list[tuple[Text, Fact]]]:
    """Return the counts of things in each paragraph, with its text."""
    found: dict[Place, list[tuple[Text, Fact]]] = {}
    texts = texts_by_place(pack)
    for fact in pack.figures:
        if fact.quantity.unit in _COUNT_UNITS and fact.quantity.comparator == "=":
            place = fact.place.split("@")[0]
            found.setdefault(place, []).append((texts[place], fact))
    return found


def _counted(ctx: Context) -> Iterator[tuple[Text, Fact]]:
    for counts in ctx.once(_counted_of).values():
        yield from counts


_COUNT_UNITS = frozenset(
    [
        "个",
        "家",
        "所",
        "项",
        "处",
        "名",
        "位",
        "条",
        "支",
        "类",
        "村",
        "座",
        "件",
        "门",
        "种",
        "片",
        "栋",
        "站",
        "段",
        "组",
        "班",
        "口",
        "部",
    ]
)


_LISTED = re.compile("[、》”]|一是")


_BRACKET = re.compile(r"[^，。；、：（）\d]{0,16}（([^（）]*)）")


def _in_brackets(behind: str) -> Lengths:
    """Return the length of the list in the bracket that follows a count, none where there is none."""
    match = _BRACKET.match(behind)
    return _lengths(match[1]) if match else set()


_COLON = re.compile(
    r"[^，。；、：（）\d]{0,16}(?:：|[，。；]分别[是为]：?|[，。]?(?P<open>即|为|包括|含|有)：?)([^。；：]*)(?:[。；]|$)"
)


def _after_colon(behind: str, fact: Fact) -> Lengths:
    """Return the length of the list that a count announces: “股室7个：甲、乙。”"""
    match = _COLON.match(_INNER.sub("", behind) if "（" in behind else behind)
    if match is None:
        return set()
    if match["open"]:
        lengths = _lengths(match[2].partition("，")[0])
        return _near(lengths, fact) if min(lengths, default=0) >= _A_FEW else set()
    listed, _, rest = match[2].partition("，")  # “，比上年增加1个” is told of them all
    return _lengths(listed if "、" not in rest else match[2])


_PLACES = re.compile(r"[^，。；、：（）\d]{0,8}，(?:分布|位于|设|建)在([^，。；：\d]*)等")


def _at_least(behind: str, fact: Fact) -> Lengths:
    """Return how many there may be where a list that ends in 等 says where they are.

    “5处，分布在甲、乙、丙、丁、戊等村”: there are no fewer than the villages named.
    """
    match = _PLACES.match(behind)
    named = _lengths(match[1]) if match else set()
    count = fact.quantity.value
    if not named or count is None or count >= min(named):
        return {int(count)} if named and count is not None else set()
    return named


_VILLAGES = re.compile(r"(?:行政村|村(?!民|小?组|级|医|道)|社区|乡镇|镇)")
_OFFICES = re.compile(
    r"(?:内设机构|机构|[事企]业单位|[一-龥]{0,4}单位|部门|科室|股室|处室|站所|场馆)"
)
_OFFICE = re.compile(r"[办局科股室部站所队馆院会组处]$|中心$")
_LONGEST_VILLAGE, _SHORT = 4, 3


_COUNTED = re.compile(r"，?(?:一共|共计?|合计)$")
_COVERS = re.compile(
    r"(?:涉及|涵盖|覆盖|分为|包括)([^，。；：（）\d]*、[^，。；：（）\d]*[和及与][^、]+)$"
)


def _told_ahead(ahead: str, behind: str, fact: Fact) -> Lengths:
    """Return the length of the list that stands before its count, by its words or its marks."""
    return _ahead(ahead, behind, fact) or _quoted(ahead, behind, fact)


def _ahead(ahead: str, behind: str, fact: Fact) -> Lengths:
    """Return the length of the list that stands before its count: “甲办、乙办2个内设机构”."""
    counted = _COUNTED.search(ahead[-_SHORT:])
    ahead = ahead[: -len(counted.group())] if counted else ahead
    named = _last_clause(ahead)
    if "、" not in named or _TYPES.search(named) or _UNIT.match(named):
        return set()
    told = _COVERS.search(ahead) if not behind or behind[0] in "，。；" else None
    if told:
        return _lengths_joined(told[1])
    if _KIND.match(behind):
        return _near(_lengths(named), fact)
    last = named.rpartition("、")[2]
    offices = _OFFICES.match(behind) and _OFFICE.search(last)
    villages = _VILLAGES.match(behind) and len(last) <= _LONGEST_VILLAGE
    return _lengths(named) if offices or villages else set()


_UNIT = re.compile("[个所家处座]")
"""“城关镇18个村、白沙镇14个村”: what follows a figure is counted by it."""


def _last_clause(text: str) -> str:
    """Return what stands behind the last mark or figure of a text."""
    return text[max(map(text.rfind, "，。；：（）0123456789")) + 1 :]


# What is counted one name each: “开设甲、乙、丙共3个专业”; rooms or roads may be several a name.
_STOP = r"(?=[，。；、：（]|$)"
_KINDS = (
    r"(?:[一-龥]{0,4}(?:专业|学科|课程|工种|专项|行业|领域|门类|类别|乡镇|街道|县区|股室|科室|处室|机构|系统|平台|"
    r"制度|办法|岗位|片区|院区|校区|病区|分院|分校|分馆|场馆|中心|站点|班子|支部|专班|小组|基地|园区|林场|水库|灌区|"
    r"公园|景区|阶段|环节|方面|项目|大队|中队|支队|协会))"
)
_KIND = re.compile(_KINDS + _STOP)


_ONE_TO_TEN = "一二三四五六七八九十"


_FIRST = re.compile(r"[^，。；：\d]{0,16}[，：。；]?[^，。；：\d]{0,6}[：，]?一是")
_MARK = re.compile(rf"(?<![一-龥])([{_ONE_TO_TEN}])是")


def _numbered(behind: str) -> Lengths:
    """Return how many follow as 一是…二是…: “存在3个问题：一是…；二是…；三是…。”"""
    if "一是" not in behind or not _FIRST.match(behind):
        return set()
    marks = _MARK.findall(f"，{behind}")
    wanted = list(_ONE_TO_TEN[: len(marks)])
    return {len(marks)} if len(marks) >= 2 and marks == wanted else set()


_QUOTED = re.compile(r"(?:[“《][^”》]{2,}[”》](?:、|和|及|以及)?){2,}(?:共计?)?$")


def _quoted(ahead: str, behind: str, fact: Fact) -> Lengths:
    """Return how many names in marks stand right before a count: “《甲》《乙》2项制度”."""
    # What may stand between the last mark and the count is no longer than 以及共计.
    last = max(ahead.rfind("”"), ahead.rfind("》"))
    close = 0 <= last >= len(ahead) - _JOINING and _KIND.match(behind)
    match = _QUOTED.search(ahead) if close else None
    if match is None:
        return set()
    return _near({len(re.findall("[”》]", match.group()))}, fact)


_JOINING = 5
_IS, _NEAR = re.compile("[为是即有]|包括"), 13
"""What opens such a list, and how far behind the count at most."""
_BEHIND = re.compile(
    rf"({_KINDS})(?:，)?(?:分别)?(?:为|是|即|包括|有)：?([^。；：，（）]*)(?:[。；]|$)"
)


def _named_behind(behind: str, fact: Fact) -> Lengths:
    """Return the length of a list that 为, 即 or 包括 opens behind a count of names."""
    match = _BEHIND.match(behind) if _IS.search(behind, 0, _NEAR) else None
    return _near(_lengths(match[2]), fact) if match else set()


def _ahead_of(text: Text, fact: Fact) -> str:
    stop = (fact.location.start or 0) - (text.location.start or 0)
    ahead = squeeze(text.raw[max(stop - _LONGEST, 0) : stop])
    return _INNER.sub("", ahead)


_LONGEST = 300
"""How many characters ahead of its count, or behind it, a list may be long."""


_INNER = re.compile(r"（[^（）]*）")


def _near(lengths: Lengths, fact: Fact) -> Lengths:
    """Return the lengths if the count is near them: far off, it counts something else."""
    count = fact.quantity.value or Decimal(0)
    off = min((abs(count - length) for length in lengths), default=Decimal(0))
    return lengths if off <= _A_FEW and max(lengths, default=0) > _A_FEW - 1 else set()


_A_FEW = 3
# Kinds of things, not their names: “走访学校、医院5家单位”.
_TYPES = re.compile(
    r"(?:^|、)(?:学校|医院|企业|社区|村庄?|道路|桥梁|公园|广场|车站|商场|机关|单位)(?=、|$)"
)


def _behind(text: Text, fact: Fact) -> str:
    start = (fact.location.start or 0) - (text.location.start or 0)
    start += len(fact.quantity.raw)
    return text.raw[start : start + _LONGEST]


_BETWEEN = re.compile("、|以及")


def _lengths(listed: str) -> Lengths:
    inside = squeeze(listed)
    if "、" not in inside or _NO_LIST.search(inside):
        return set()
    names = [name for name in _BETWEEN.split(inside) if name]
    if len(names) < 2:
        return set()
    # Only the last two names are joined by 和, or all are; 与 in the middle is part of a name.
    last = bool(re.search(r".{2,}[和及与].{2,}", names[-1]))
    inner = sum(bool(re.search(r".{2,}[和及].{2,}", name)) for name in names[:-1])
    return {len(names), len(names) + last, len(names) + last + inner}


# Figures make it no list of names, but for those inside names: X012线, 3号桥.
_NO_LIST = re.compile(r"等|其中|(?<![A-Za-z\d])\d+(?![\d号])|[，；：。]")


def _lengths_joined(listed: str) -> Lengths:
    """Return the length of a list whose last 和 joins the last two names: 甲、乙和丙."""
    names = [name for name in re.split(r"、|以及|[和及与](?=[^、和及与]+$)", listed) if name]
    return {len(names)} if "等" not in listed else set()


@rule("N127", name="项目个数与所列项目不符", severity="warning", source="DOMAIN §8 列举")
def projects_counted(ctx: Context) -> Iterator[Finding]:
    """查什么：整体报告写“专项资金安排项目3个”“三个专项”，并逐个点名写金额的，个数应与点到的项目数一致。

    为什么：个数和名单对不上，说明项目有增减而没有改全。
    举例：写“本级专项资金共6个”，句中逐个写了3个项目。
    怎样改：核对后更正个数，或补写没有列出的项目。
    何时不报：句中没有把有自评表的项目都点到；写的不是专项的个数。
    """
    everything = len(ctx.pack.projects)
    if everything < _FEWEST or not any("专项" in f.measure for f in ctx.pack.figures):
        return
    for quote, group in _whole_sentences(ctx):
        count = group[0]
        if count.quantity.unit != "个" or "专项" not in count.measure:
            continue
        named = named_tables(ctx, quote)
        amounts = [f for f in group if f.quantity.dimension == "元" and f.aspect == "value"]
        if len(named) != everything or len(amounts) < everything:
            continue
        ctx.look(count.place)
        if count.quantity.value != everything:
            yield from conflict(
                ctx, "N127", cite(count), Decimal(everything),
                f"“{spoken(count)}”写明{said(count)}，句中逐个列出{everything}个项目",
                others=[cite(fact) for fact in amounts],
            )  # fmt: skip


_FEWEST = 2
"""Of a single project none is listed."""


def _whole_sentences(ctx: Context) -> Iterator[tuple[str, list[Fact]]]:
    """Yield each sentence with its figures, and what goes on behind ；or in a sentence of 其中."""
    words, group = "", list[Fact]()
    for part in ctx.sentences:
        if group and not _goes_on(words, group[0], part[0]):
            yield words, group
            words, group = "", []
        words, group = words + part[0].quote, [*group, *part]
    if group:
        yield words, group


def _goes_on(words: str, first: Fact, following: Fact) -> bool:
    same = first.place.split("@")[0] == following.place.split("@")[0]
    return same and (words.endswith("；") or squeeze(following.quote).startswith("其中"))


@rule("N124", name="个数超过总数", severity="error", source="DOMAIN §8 列举与个数")
def no_more_than_all(ctx: Context) -> Iterator[Finding]:
    """查什么：报告基本情况写明辖多少个村（社区），后文提到的村（社区）个数不应超过总数。

    为什么：涉及的村比辖区的村还多，必有一个数写错。
    举例：辖12个行政村，后文写“21个村集体经济收入……”。
    怎样改：核对后更正。
    何时不报：基本情况没有写总数；后文个数不超过总数；说的是别的单位的村。
    """
    wholes = [(noun, whole) for noun in ("村", "社区") if (whole := _all_of(ctx, noun))]
    for report in ctx.pack.reports() if wholes else ():
        facts = [f for f in ctx.figures_of(report) if f.quantity.unit == "个"]
        for noun, whole in wholes:
            for fact in facts:
                if fact is whole or not _counts(fact, noun):
                    continue
                ctx.look(fact.place)
                if base(fact.quantity) > base(whole.quantity):
                    yield from conflict(
                        ctx, "N124", cite(fact), base(whole.quantity),
                        f"报告写{said(fact)}{noun}，基本情况写明全部为{said(whole)}{noun}",
                        others=[cite(whole)],
                    )  # fmt: skip


def _all_of(ctx: Context, noun: str) -> Fact | None:
    """Return how many villages (or communities) the unit is said to have."""
    told = ctx.figures_of(ctx.pack.overall_report)
    return next((f for f in told if "基本情况" in f.place and _counts(f, noun)), None)


def _counts(fact: Fact, noun: str) -> bool:
    """Tell whether a figure counts villages (or communities) of the unit itself."""
    if fact.quantity.unit != "个" or fact.quantity.comparator != "=":
        return False
    text, printed = squeeze(fact.quote), fact.quantity.text
    if f"{printed}{noun}" not in text and f"{printed}行政{noun}" not in text:
        return False
    after = rf"(?<![\d.]){re.escape(printed)}(?:行政)?{noun}(?!民|小组|组|级|医|道|[（(][^（()）]*[)）]民)"
    return bool(re.search(after, text)) and not _OF_OTHERS.search(text)


_OF_OTHERS = re.compile("全[县市省国]|各地|外[县乡镇]")
