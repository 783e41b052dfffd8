"""C, X: what the tables hold and the reports never speak of: indicators, projects, changes."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from assistant.checks.between.pairing import core_name
from assistant.checks.compare import base
from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import column_name, rounded, row_name, title_of, written
from assistant.checks.mentions import left_of, right_of
from assistant.checks.prose import bodies, stated
from assistant.checks.registry import rule
from assistant.checks.rows import (
    filled,
    is_placeholder_row,
    item,
    money_total,
    name_of,
)
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.pack import Indicator, IndicatorTable, SpendingRow
from assistant.model.place import squeeze
from assistant.model.quantity import MONEY_UNITS, plain

_FEW = 2
_THIRD = 3
_NAMED = 8


@rule("C135", name="指标完成情况在报告中没有说到", severity="info", source="DOMAIN §6")
def untold_rows(ctx: Context) -> Iterator[Finding]:
    """查什么：自评表每一项指标的完成值或者名称，在对应的报告里有没有出现。

    为什么：报告应当逐项说明完成情况；表里有、报告里一字不提，完成值就没有依据。
    举例：自评表填“政协调研12次”，报告通篇没有提到政协调研，也没有12次。
    怎样改：在“绩效目标完成情况”中逐项补写指标的完成值和依据。
    何时不报：报告写了完成值，或者说到了这项指标；没有对应的报告；只有一两项没有说到（六项以内的小表两项也报）。一张表合并为一条。
    """
    for table in ctx.pack.tables():
        report = ctx.report_of(table)
        rows = [row for row in filled(table) if not row.name.is_empty()]
        if report is None or len(rows) < _FEW:
            continue
        ctx.look(*(row.place for row in rows))
        words = ctx.once(bodies)[report.place]
        untold = [row for row in rows if not _is_told(row, words)]
        if len(untold) >= _FEW and (len(untold) > _FEW or len(rows) <= _FEW * _THIRD):
            named = "、".join(f"“{name_of(row)}”" for row in untold[:_NAMED])
            more = f"等{len(untold)}项" if len(untold) > _NAMED else ""
            yield finding(
                ctx, "C135", untold[0].place,
                f"{title_of(table)}{named}{more}，报告没有说到完成情况。",
                items=[item(row, column) for row in untold for column in ("name", "actual")],
                found=f"{len(untold)}项没有说到", expected="逐项说明完成情况",
                suggestion="在报告中逐项补写完成值和依据。",
            )  # fmt: skip


_DATE = re.compile(r"\d{1,2}月(?:\d{1,2}日)?")


def _is_told(row: Indicator, words: str) -> bool:
    """Tell whether a report gives a row's result, or speaks of what the row is called."""
    if (day := _DATE.search(row.actual.text)) and day.group() in words:
        return True
    printed, value = row.actual.text.lstrip("≥≤＞＜><=＝"), row.actual.value
    if len(printed) > _TELLING and printed in words:
        return True
    parts = _halves(_GENERAL.sub("", row.name.text))
    if not parts or any(part in words for part in parts):
        return True
    return value is not None and _stands(value, row.actual.unit, words)


def _stands(value: Decimal, unit: str, words: str) -> bool:
    """Tell whether a text has a number; one of few digits only with its unit, 100 % never."""
    if unit == "%" and value == 100:
        return False
    digits = plain(value)
    short = len(digits.strip("0").replace(".", "")) < _TELLING
    zeros, initial = (_MORE_ZEROS if "." in digits else _ZEROS), unit[:1]
    start = words.find(digits)
    while start >= 0:
        end = start + len(digits)
        before, after = words[start - 1 : start], words[end : end + 6]
        if not (before.isdigit() or before == "."):
            after = zeros.sub("", after, count=1) if after[:1] in _MORE_DIGITS else after
            if not _MORE.match(after) and (not short or after.startswith(initial)):
                return True
        start = words.find(digits, start + 1)
    return False


_MORE_DIGITS = (".", "0")
_ZEROS = re.compile(r"^\.0+(?!\d)")
_MORE_ZEROS = re.compile(r"^0+(?!\d)")
_MORE = re.compile(r"\d|\.\d")
_TELLING = 3
"""So many digits tell a number from others by themselves."""
_GENERAL = re.compile(
    r"完成|情况|指标|数量|工作|项目|全年|年度|开展|组织|举办|实施|建设|数$|率$|[（(].*?[）)]|[^\u4e00-\u9fff]"
)


@lru_cache(maxsize=1024)
def _halves(name: str, least: int = 2) -> tuple[str, ...]:
    """Return the runs of half a name's length, none of a name that is too short to tell."""
    size = max(least, (len(name) + 1) // 2)
    return tuple(name[at : at + size] for at in range(len(name) - size + 1))


@rule("X152", name="项目在整体报告中没有说到", severity="info", source="DOMAIN §2、§6")
def untold_projects(ctx: Context) -> Iterator[Finding]:
    """查什么：有自评表的项目，名称或者金额在整体报告里有没有出现。

    为什么：整体报告的项目支出应当包括每一个自评的项目；表里有、报告里没有，口径对不上。
    举例：有“电站改造”项目自评表16万元，整体报告只写网格员工资和村级办公经费两个项目。
    怎样改：在整体报告的项目支出情况和绩效情况中补写该项目；金额不含在内的，说明口径。
    何时不报：整体报告写了项目名称（或其中的主要词语）、金额；没有整体报告。报告逐个列出了其他项目、独缺这一个的作警告。
    """
    report = ctx.pack.overall_report
    if report is None or not ctx.pack.projects:
        return
    words = ctx.once(bodies)[report.place]
    untold = []
    for table in ctx.pack.projects:
        ctx.look(table.place)
        if not _names(ctx, table, words):
            untold.append(table)
    if not untold:
        return
    named = "、".join(f"“{_short(table)}”" for table in untold)
    listed = _lists_projects(ctx)
    yield finding(
        ctx, "X152", untold[0].place,
        f"{named}有项目自评表，整体报告没有说到{'这个项目' if len(untold) == 1 else '这些项目'}"
        f"{f'，只列出{listed}' if listed else ''}。",
        items=[Item("项目名称", table.project) for table in untold],
        found="没有说到", expected="整体报告说明每个项目",
        severity="warning" if listed else None,
        suggestion="在整体报告的项目支出情况中补写；金额不含在内的，说明口径。",
    )  # fmt: skip


def _short(table: IndicatorTable) -> str:
    return table.place.rpartition("/")[2]


def _names(ctx: Context, table: IndicatorTable, words: str) -> bool:
    """Tell whether a text has a good part of a project's name, its amount or its score."""
    name = _FORM_WORDS.sub("", core_name(_short(table), ctx.pack.unit.raw))
    parts = _halves(name, _PART)
    if not parts or any(part in words for part in parts):
        return True
    line = money_total(table)
    cells = [line.executed, line.full_year] if line else []
    amounts = {base(cell) / _WAN for cell in cells if cell.value}
    score = table.total_score.value
    told = any(_stands(amount, "万", words) for amount in amounts)
    return told or (score not in (None, 100) and _stands(score or Decimal(0), "分", words))


_WAN = 10_000
_PART = 3
_FORM_WORDS = re.compile(r"项目|经费|资金|专项|补助|工程")


def _lists_projects(ctx: Context) -> str:
    """Return the projects that the overall report lists with their amounts, "" for none."""
    found = [
        re.sub(r"支出$", "", part.measure)
        for relation in ctx.relations
        if relation.kind == "partition"
        and "项目支出" in relation.whole.measure
        and relation.place.startswith("overall_report")
        for part in relation.parts
        if part.quantity.dimension == "元" and re.search(r"项目|工程|专项", part.measure)
    ]
    return "、".join(f"“{name}”" for name in found[:3])


_MUCH = 50
_SMALL = 10_000
_SPEAKS = re.compile(r"增|减|降|升|比上年|较上年|上年|去年|同比|持平|翻")
_TAIL = re.compile(r"(?:支出|经费|费用|资金|费)$")


@rule("C136", name="比上年变化大没有说明", severity="info", source="DOMAIN §8")
def changed_much(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表各行本年决算比上年决算增减50%以上的，报告有没有说到增减。

    为什么：支出一年之间增加一半或减少一半，看的人必然要问原因。
    举例：水费、电费、差旅费上年11.50万元、本年24.68万元，增长114.61%，报告没有提到。
    怎样改：在报告中写明增减的金额和原因；属于口径变化或填错的，说明或改正。
    何时不报：增减不到50%或者不到1万元；报告说到了这一行的增减；某一年为0；各专项（逐年不同）。一张表合并为一条。
    """
    data = ctx.pack.base_data
    if data is None:
        return
    changed = []
    sentences = [s for s in ctx.once(stated) if _SPEAKS.search(s)]
    for row in data.spending:
        if is_placeholder_row(row) or not (row.last_final.value and row.final.value):
            continue
        if (row.parent or "").endswith("项目支出") or "专项" in row.label.text:
            continue
        ctx.look(row.final.place)
        if _changed(row) and not _spoken_of(row, sentences):
            changed.append(row)
    if changed:
        told = "；".join(map(_change, changed[:_NAMED]))
        columns = ("final", "last_final")
        yield finding(
            ctx, "C136", changed[0].final.place, f"基础数据表比上年增减50%以上、报告没有说明：{told}。",
            items=[Item(f"“{row_name(row)}”{column_name(column, ctx.pack.year)}", getattr(row, column))
                   for row in changed for column in columns],
            found=told, expected="说明增减原因",
            suggestion="在报告中写明增减的金额和原因；填错的改正。",
        )  # fmt: skip


def _changed(row: SpendingRow) -> bool:
    apart = base(row.final) - base(row.last_final)
    return abs(apart) >= _SMALL and abs(apart) * 100 >= base(row.last_final) * _MUCH


def _change(row: SpendingRow) -> str:
    rate = (base(row.final) / base(row.last_final) - 1) * 100
    way = "增长" if rate > 0 else "下降"
    return f"“{row_name(row)}”由{written(row.last_final)}到{written(row.final)}，{way}{rounded(abs(rate))}%"


def _spoken_of(row: SpendingRow, sentences: list[str]) -> bool:
    parts = re.split(r"[、和及与,，/（）()]", row_name(row))
    short = [(part, _TAIL.sub("", part)) for part in parts if len(part) >= _FEW]
    names = [name if len(name) >= _FEW else part for part, name in short]
    return any(name in sentence for sentence in sentences for name in names)


@rule("C137", name="增长下降没有写明数额", severity="info", source="DOMAIN §8 增减幅度")
def bare_growth(ctx: Context) -> Iterator[Finding]:
    """查什么：报告写“同比下降25%”“增长60%”，前后没有本年数和上年数。

    为什么：只有比率、没有两个数，无法复核，也看不出规模。
    举例：“网络信访件同比下降25%，交办单同比下降60%。”
    怎样改：写成“由64件降到48件，下降25%”。
    何时不报：同一句的前面写有数额，或者用“由……到……”写了两个数；其他句写了同一件事的数额；写的是百分点；说的是目标、要求或以后的事。一份报告合并为一条。
    """
    for report in ctx.pack.reports():
        facts = ctx.figures_of(report)
        rates = [f for f in facts if f.aspect == "growth" and f.quantity.unit == "%"]
        ctx.look(*(f.place for f in rates))
        amounts: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts if rates else ():
            if _is_amount(fact):
                amounts[fact.quote].append(fact)
        bare = [f for f in rates if _is_bare(f, amounts)]
        if bare:
            told = "、".join(dict.fromkeys(f"“{_clause(f)}”" for f in bare[:_NAMED]))
            yield finding(
                ctx, "C137", bare[0].place, f"只写了增减比率，没有写本年数和上年数：{told}。",
                items=[Item("", f.quantity, f.quote) for f in bare], found=told,
                expected="本年数、上年数和增减比率", suggestion="写明本年数和上年数，如“由64件降到48件，下降25%”。",
            )  # fmt: skip


_PLANNED = re.compile(r"目标|要求|力争|计划|不低于|不少于|以上|以内|确保|预计|[下明]年")


def _is_bare(rate: Fact, amounts: Mapping[str, list[Fact]]) -> bool:
    """Tell whether neither the clauses up to a rate nor another sentence give its amounts."""
    if _PLANNED.search(rate.quote):
        return False
    left, right = left_of(rate), right_of(rate)
    if _AFTER.match(right) or _FROM_TO.search(squeeze(rate.quote)):
        return False
    near = "，".join(re.split(r"[，。；：]", left)[-2:])
    own = amounts.get(rate.quote, [])
    if any(squeeze(f.quantity.raw) in near for f in own):
        return False
    topic = _TOPIC.sub("", re.split(r"[，。；：、]", left)[-1])
    if len(topic) < _FEW:
        return not own
    key = topic[-4:]
    return not any(key in squeeze(quote) for quote in amounts if quote != rate.quote)


_FROM_TO = re.compile(
    r"[由从][^。；]{0,20}?\d[^。；]{0,16}?(?<!达)[到至为][^。；\d]{0,12}\d[\d,.]*(?![\d,.%％年月日])"
)
_AFTER = re.compile(r"^[，（(](?:由|从|达|为|[增减降升]|上年|其中)")
_TOPIC = re.compile(
    r"(?:同比|环比|[比较]上?[一]?[年同去][^，]*|[比较].*)?(?:实现|再|又)?(?:增长|下降|提高|减少|增加|上升|降低|增幅|降幅|增速|达|为|了)*$"
    r"|^(?:今年以来|全年|本年|20\d\d年)"
)


def _is_amount(fact: Fact) -> bool:
    unit = fact.quantity.unit
    return unit in MONEY_UNITS or (unit not in ("", "%", "‰", "百分点", "年", "月", "日"))


def _clause(fact: Fact) -> str:
    """Return the clause that a figure stands in."""
    quote = squeeze(fact.quote)
    end = quote.find(squeeze(fact.quantity.raw)) + len(squeeze(fact.quantity.raw))
    return re.split(r"[，。；：、]", quote[:end])[-1]
