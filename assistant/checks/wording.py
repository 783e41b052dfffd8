"""W: slips of wording and format that a careful clerk corrects before handing in."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import Pack, Report
from assistant.model.place import squeeze
from assistant.model.quantity import Text


class _Slip(NamedTuple):
    """A pattern, what is wrong with it, and the mended words (groups allowed)."""

    pattern: re.Pattern[str]
    what: str
    mend: str


def _texts(pack: Pack) -> Iterator[Text]:
    """Yield every text of the pack in which people write sentences."""
    if pack.base_data:
        yield pack.base_data.thrift
    for table in pack.tables():
        yield from (table.project, table.goal_expected, table.goal_achieved)
        for row in table.indicators:
            yield from (row.name, row.target, row.actual, row.deviation)
    for report in pack.reports():
        yield from report.texts()


def _hits(texts: Iterator[Text], slips: tuple[_Slip, ...]) -> Iterator[tuple[Text, str, str, str]]:
    for text in texts:
        for slip in slips:
            for match in slip.pattern.finditer(text.raw):
                yield text, match.group(), slip.what, match.expand(slip.mend)


def _report(
    ctx: Context, code: str, hits: Iterator[tuple[Text, str, str, str]]
) -> Iterator[Finding]:
    for text, words, what, mend in hits:
        near = _around(text.raw, words)
        yield finding(
            ctx, code, text.place, f"“{near}”：{what}。",
            items=[Item("", text.model_copy(update={"raw": near}))], found=words, expected=mend,
            suggestion=f"改为“{mend}”。" if mend else "", clerical=True,
        )  # fmt: skip


def _around(raw: str, words: str) -> str:
    position = raw.find(words)
    return raw[max(position - 8, 0) : position + len(words) + 8].strip()


_UNITS = "次亩栋篇元"  # 户户厕, 项项目, 人人居 and the like are no slips
_DOUBLED = (
    _Slip(re.compile(rf"(?<=\d)([{_UNITS}])\1(?!数)"), "量词重复", r"\1"),
    _Slip(re.compile(r"([，。；、：])\1+"), "标点重复", r"\1"),
    _Slip(re.compile(r"[，、；](?=[。；])"), "标点连用", ""),
    _Slip(re.compile(r"的的|了了|是是|和和|在在|对对|及及|与与|为为"), "字词重复", ""),
    _Slip(re.compile(r"([一-龥]{2})\1(?=率|度)"), "词语重复", r"\1"),
)
_PHRASES = (
    _Slip(re.compile(r"接收(?=(?:社会|群众|公众|人大|审计|各界)[^，。]{0,6}监督)"), "应为“接受”监督", "接受"),
    _Slip(re.compile(r"截止(?=(?:目前|20\d\d年|\d+月|年底|12月))"), "应为“截至”", "截至"),
    _Slip(re.compile(r"其它"), "公文中写作“其他”", "其他"),
    _Slip(re.compile(r"既使"), "应为“即使”", "即使"),
    _Slip(re.compile(r"按装"), "应为“安装”", "安装"),
    _Slip(re.compile(r"(?:及时|按时|准时|高效|有效|圆满|顺利|全面|认真|积极|稳步|扎实)的(?=完成|推进|开展|落实|实施|做好|解决)"), "动词前应用“地”", ""),
)  # fmt: skip


@rule("W101", name="重字重标点", severity="info", source="DOMAIN §8 文字疏漏")
def doubled(ctx: Context) -> Iterator[Finding]:
    """查什么：重复的量词、虚词和标点，如“4次次”“，，”“的的”。

    为什么：属文字疏漏，影响观感。
    举例：“组织4次次巡查”。
    怎样改：删去多余的字或标点。
    何时不报：正常的叠词（人人、户户、常常）。
    """
    ctx.look(ctx.pack.unit.place)
    yield from _report(ctx, "W101", _hits(_texts(ctx.pack), _DOUBLED))
    for report in ctx.pack.reports():
        for section in report.walk():
            if re.search(r"[.．、]{2,}", section.number):
                number = Text(raw=section.number, place=section.place, location=section.location)
                yield finding(
                    ctx, "W101", section.place, f"标题序号“{section.number}”标点重复。",
                    items=[Item("序号", number)], found=section.number, clerical=True,
                )  # fmt: skip


@rule("W102", name="固定用语", severity="info", source="DOMAIN §8 固定用语")
def phrases(ctx: Context) -> Iterator[Finding]:
    """查什么：常见的错用，如“接收社会监督”应为“接受”，“截止目前”应为“截至”，动词前用“地”。

    为什么：公文用语有定规，错用显得不严谨。
    举例：“在门户网站公开，接收社会监督”。
    怎样改：按提示替换。
    何时不报：引号、书名号内的原文名称不改（请人工判断）。
    """
    ctx.look(ctx.pack.unit.place)
    yield from _report(ctx, "W102", _hits(_texts(ctx.pack), _PHRASES))


_TIME_POINT = re.compile(
    r"截[至止]目前|目前(?!为止)|上半年|前三季度|第[一二三]季度|(?<!\d)(?:[1-9]|1[01])月份|截[至止](?!12月)\d{1,2}月份?"
)


@rule("W103", name="全年报告不写时点", severity="info", source="DOMAIN §8 时点用语")
def time_points(ctx: Context) -> Iterator[Finding]:
    """查什么：全年自评报告里出现“截至目前”“上半年”“10月份”等时点，说明用的是年中材料。

    为什么：自评以全年为准，时点数不是全年数。
    举例：“截至目前已完成300户”。
    怎样改：换成全年数，写“全年”或“截至12月底”。
    何时不报：12月底的时点；一份报告合并为一条提示。
    """
    for report in ctx.pack.reports():
        ctx.look(report.place)
        hits = [(t, m.group()) for t in report.texts() for m in _TIME_POINT.finditer(t.raw)]
        if hits:
            words = "、".join(f"“{word}”" for word in dict.fromkeys(word for _, word in hits))
            yield finding(
                ctx, "W103", hits[0][0].place,
                f"全年报告中有{len(hits)}处时点用语：{words}，请核对所写是否为全年数。",
                items=[_near(text, word) for text, word in hits], found=words,
                suggestion="换成全年数，写“全年”或“截至12月底”。", clerical=True,
            )  # fmt: skip


def _near(text: Text, word: str) -> Item:
    position = max(text.raw.find(word), 0)
    raw = text.raw[max(position - 6, 0) : position + len(word) + 20]
    location = text.location.span(position, position + len(word))
    return Item("", Text(raw=raw, place=text.place, location=location))


@rule("W104", name="标题序号连续", severity="info", source="DOMAIN §8 序号；§9 只作提示")
def numbering(ctx: Context) -> Iterator[Finding]:
    """查什么：同一级标题的序号写法统一、号码连续。

    为什么：序号混用（“二、”后接“3、”）或跳号，说明自动编号转换时丢失。
    举例：“一、二、3、4、……九、”。
    怎样改：按“一、（一）1.（1）”的次序统一。
    何时不报：序号连续且写法一致；一份报告合并为一条提示。
    """
    for report in ctx.pack.reports():
        ctx.look(report.place)
        odd = list(_odd_numbers(report))
        if odd:
            listed = "、".join(f"“{number.strip()}”" for number in odd)
            yield finding(
                ctx, "W104", report.title.place, f"标题序号不统一或不连续：{listed}。",
                items=[Item("标题", report.title)], found=listed,
                suggestion="按“一、（一）1.（1）”的次序统一序号。", clerical=True,
            )  # fmt: skip


def _odd_numbers(report: Report) -> Iterator[str]:
    from assistant.model.numerals import chinese_value

    last: dict[tuple[int, str], int] = {}
    for section in report.walk():
        digits = re.search(r"\d+|[一二三四五六七八九十]+", section.number)
        if digits is None:
            continue
        raw = digits.group()
        value = int(raw) if raw.isdigit() else int(chinese_value(raw) or 0)
        key = (section.level, section.place.rsplit("/", 1)[0])
        expected = last.get(key, 0) + 1
        style_ok = raw.isdigit() == (section.level >= 3)
        if value != expected or not style_ok:
            yield section.number
        last[key] = value


_BARE_MONEY = re.compile(
    r"\d(?:[\d,.]*\d)?\s*[万亿](?![元人户亩吨件次个平立公斤千余多名株头只米字页条份册米块台套]|\s*元)"
)


@rule("W105", name="金额写全单位", severity="info", source="DOMAIN §8 单位缺失；GB/T 15835")
def bare_money(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里的金额只写“万”“亿”而没有“元”。

    为什么：单位不全不规范，全文应统一用“万元”。
    举例：“村级办公经费75万”。
    怎样改：补全为“75万元”。
    何时不报：后面有“人”“户”“亩”等量词；表格里的简写；一份报告合并为一条提示。
    """
    for report in ctx.pack.reports():
        ctx.look(report.place)
        hits = [(t, m.group()) for t in report.texts() for m in _BARE_MONEY.finditer(t.raw)]
        if hits:
            words = "、".join(dict.fromkeys(f"“{word}”" for _, word in hits))
            yield finding(
                ctx, "W105", hits[0][0].place, f"金额缺“元”字{len(hits)}处：{words}。",
                items=[_near(text, word) for text, word in hits], found=words,
                suggestion="补全为“万元”“亿元”，全文统一。", clerical=True,
            )  # fmt: skip


_LEFTOVER = re.compile(
    r"(?:可(?:自行|根据实际)|（可|(?<![申邀聘恳报提])请(?:自行|根据实际)?)(?:添加|填写|补充|修改|删除)|此处(?:填写|插入|省略)|[xX×]{2,}(?:年|镇|局|单位|万元|元|项目|人|个)"
    r"|20[xX×*]{2}年?|某某|＊{2,}|\*{2,}|（?(?:示例|样例|模板)[：:]"
)


@rule("W106", name="模板残留", severity="warning", source="DOMAIN §8 残留文字")
def leftovers(ctx: Context) -> Iterator[Finding]:
    """查什么：模板提示语和占位符没有删除，如“此处填写”“XX项目”“20XX年”。

    为什么：残留文字说明材料没有填完，必被退回。
    举例：“20XX年XX镇支出情况”。
    怎样改：填上实际内容，删去提示语。
    何时不报：没有占位符。
    """
    ctx.look(ctx.pack.unit.place)
    slips = (_Slip(_LEFTOVER, "疑似模板残留文字", ""),)
    yield from _report(ctx, "W106", _hits(_texts(ctx.pack), slips))


_VAGUE = re.compile(
    r"(?:(?<![签合节条公预邀履违集制简])约|(?<![最附临靠邻将亲就])近)\s*\d[\d,.]*"
    r"(?:余|多|[^，。；、]{0,3}(?:以上|左右))"
)


@rule("W107", name="概数不重叠", severity="info", source="GB/T 15835-2011")
def vague(ctx: Context) -> Iterator[Finding]:
    """查什么：“约”“近”与“余”“多”“以上”“左右”同时修饰一个数。

    为什么：概数词只用一个，重叠自相矛盾。
    举例：“近220余次”。
    怎样改：保留一个，最好写确数。
    何时不报：只用了一个概数词。
    """
    ctx.look(ctx.pack.unit.place)
    slips = (_Slip(_VAGUE, "概数词重叠", ""),)
    yield from _report(ctx, "W107", _hits(_texts(ctx.pack), slips))


@rule("W108", name="段落不重复", severity="info", source="DOMAIN §8 照抄")
def repeated(ctx: Context) -> Iterator[Finding]:
    """查什么：同一份报告里两段文字完全相同。

    为什么：多为粘贴重复。
    举例：效益指标分析与产出指标分析一字不差。
    怎样改：删去一段，或改写为对应内容。
    何时不报：段落很短（20字以内）。
    """
    for report in ctx.pack.reports():
        seen: dict[str, Text] = {}
        for text in report.texts():
            words = squeeze(text.raw)
            if len(words) <= 20:
                continue
            ctx.look(text.place)
            if words in seen:
                yield finding(
                    ctx, "W108", text.place, "本段与前面一段文字完全相同，疑似重复粘贴。",
                    items=[Item("", text), Item("", seen[words])], found="重复段落", clerical=True,
                )  # fmt: skip
            seen.setdefault(words, text)


@rule("W109", name="指标值写全单位", severity="info", source="DOMAIN §8 单位缺失")
def bare_targets(ctx: Context) -> Iterator[Finding]:
    """查什么：同一行的指标值和实际完成值，一个写了单位，一个只写数字。

    为什么：没有单位的数无法理解，汇总时也容易错。
    举例：指标值“1”，实际完成值“1个”。
    怎样改：两格写同一个单位。
    何时不报：两格都没有写单位（单位可能写在名称里）；不是数字。
    """
    for table in ctx.pack.tables():
        for row in table.indicators:
            if not (row.target.known() and row.actual.known()):
                continue
            ctx.look(row.target.place)
            bare = [c for c in (row.target, row.actual) if re.fullmatch(r"[\d.,]+", c.text)]
            if len(bare) == 1:
                yield finding(
                    ctx, "W109", bare[0].place,
                    f"“{row.name.text}”指标值“{row.target.text}”、实际完成值“{row.actual.text}”，一处没有写单位。",
                    items=[Item("年度指标值", row.target), Item("实际完成值", row.actual)],
                    found=bare[0].text, suggestion="两格写同一个单位。", clerical=True,
                )  # fmt: skip
