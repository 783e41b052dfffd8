"""W: slips of wording and format that a careful clerk corrects before handing in."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding, met
from assistant.checks.registry import rule
from assistant.checks.wording.bare_amounts import (
    alone_without_yuan,
    among_whole,
    bare_decimals,
)
from assistant.checks.wording.doubled import written_twice
from assistant.checks.wording.scanning import joined, notices, report_texts
from assistant.checks.wording.set_phrases import Slip, wrong_phrases
from assistant.model.finding import Finding
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_STOPS_TWICE = re.compile(r"[.．、]{2,}")


@rule("W101", name="重字重标点", severity="info", source="DOMAIN §8 文字疏漏")
def doubled(ctx: Context) -> Iterator[Finding]:
    """查什么：重复的词、量词、虚词和标点，如“及时及时”“4次次”“，，”“的的”。两个字以上的词重复，按警告报。

    为什么：属文字疏漏，影响观感。
    举例：“组织4次次巡查”。
    怎样改：删去多余的字或标点。
    何时不报：正常的叠词（人人、户户、研究研究）；名称后面接着以同一个词开头的名称（某社区社区医生），只作提示。
    """
    ctx.look(ctx.pack.unit.place)
    yield from notices(ctx, "W101", written_twice(ctx.once(joined)))
    for report in ctx.pack.reports():
        for section in report.walk():
            if _STOPS_TWICE.search(section.number):
                number = Text(raw=section.number, place=section.place, location=section.location)
                yield finding(
                    ctx, "W101", section.place, f"标题序号“{section.number}”标点重复。",
                    items=[Item("序号", number)], found=section.number, clerical=True,
                )  # fmt: skip


@rule("W102", name="固定用语有误", severity="info", source="DOMAIN §8 固定用语")
def phrases(ctx: Context) -> Iterator[Finding]:
    """查什么：常见的错用，如“接收社会监督”应为“接受”，“截止目前”应为“截至”，动词前用“地”。

    为什么：公文用语有定规，错用显得不严谨。
    举例：“在门户网站公开，接收社会监督”。
    怎样改：按提示替换。
    何时不报：引号、书名号内的原文名称不改（请人工判断）。
    """
    ctx.look(ctx.pack.unit.place)
    texts = ctx.once(joined)
    yield from notices(ctx, "W102", (texts.hit(*wrong) for wrong in wrong_phrases(texts.raw)))


_BARE_MONEY = re.compile(
    r"(?=[\d一二三四五六七八九十百])(?<![\d.])(?:\d(?:[\d,.]*\d)?\s*(?:余|多)?|[一二三四五六七八九]?[十百][一二三四五六七八九十百]*)[万亿]"
    r"(?:多|余)?(?=[，。；、）)\s]|$|整|用于|用作|作为|至|已|和\d|的(?:资金|经费|补助|补贴|奖补|预算|投资))"
)
_STOP = re.compile(r"[。；\n]")
_MAY_BE_BARE = re.compile("[万亿](?!元)")
_MONEY_NEAR = re.compile(
    r"经费|资金|支出|拨付|投资|投入|预算|配套|补助|补贴|奖补|款|金额|费用|工资|奖金|节约|结余|结转|列支|"
    r"追加|安排|合计|共计|收入|支付|争取|罚没|收缴|缴入|费\d"
)
_COUNTED = re.compile(
    r"[量率数]\s*(?:达到?|为|约|超过?|近)?\s*$|(?:人|户|亩|株|份|册)[数次]?(?:达|约|为)?$"
)


def _bare_money(raw: str) -> Iterator[re.Match[str]]:
    """Yield amounts without 元 in clauses that speak of money."""
    for match in _BARE_MONEY.finditer(raw) if _MAY_BE_BARE.search(raw) else ():
        before = _STOP.split(raw[: match.start()])[-1]
        after = raw[match.end() : match.end() + 6]
        if _MONEY_NEAR.search(before + after) and not _COUNTED.search(before):
            yield match


_FEW = 2


def _is_alone(found: list[tuple[Text, re.Match[str]]], *, decimals: bool) -> bool:
    """Tell whether the unit was forgotten, not left out throughout."""
    if decimals:
        few = len(found) <= _FEW
        return few and all(among_whole(text, match, len(found)) for text, match in found)
    return len(found) == 1 and alone_without_yuan(found[0][0])


@rule("W105", name="金额单位不全", severity="info", source="DOMAIN §8 单位缺失；GB/T 15835")
def bare_money(ctx: Context) -> Iterator[Finding]:
    """查什么：报告里的金额只写“万”“亿”而没有“元”；同一段其他金额都有单位，一个小数后面却没有单位。

    为什么：单位不全不规范，全文应统一用“万元”；没有单位的数无法核对。
    举例：“村级办公经费75万”；“预算12.50万元，支出11.80，执行率94.4%”。
    怎样改：补全为“75万元”“11.80万元”。
    何时不报：后面有“人”“户”“亩”等量词；前后没有说到资金；几个数并列、单位写在最后一个后面；得分、比率、系数；表格里的简写；一份报告合并为一条提示。全文只漏一两处、同句其他金额都写“万元”的，按警告报。
    """
    for report, texts in ctx.once(report_texts):
        ctx.look(report.place)
        for fault, bare in (("缺“元”字", _bare_money), ("没有写单位", bare_decimals)):
            found = [(text, m) for text in texts for m in bare(text.raw)]
            if found:
                words = "、".join(dict.fromkeys(f"“{m.group()}”" for _, m in found))
                alone = _is_alone(found, decimals=bare is bare_decimals)
                yield finding(
                    ctx, "W105", found[0][0].place, f"金额{fault}{len(found)}处：{words}。",
                    items=[met(text, match) for text, match in found], found=words,
                    suggestion="补全为“万元”“亿元”，全文统一。", clerical=True,
                    severity="warning" if alone else None,
                )  # fmt: skip


_LEFTOVER = re.compile(
    # What they all begin with: most characters need no closer look.
    r"(?=[可（(【\[请此单点填字xX×Ｘ附2某＊*_＿示样模？?年# \u3000])(?:"
    r"(?:可(?:自行|根据实际)|（可|(?<![申邀聘恳报提])请(?:自行|根据实际)?)(?:添加|填写|补充|修改|删除)"
    r"|[（(【\[][^（）()【】\n]{0,12}(?:填写|输入|待补充|待核实|待填|待定|待完善|可附页|删除本行|此处|自行添加)"
    r"(?![人率日表单])[^（）()【】\n]{0,16}[）)】\]]"
    r"|(?<![“‘])[（(【\[](?:请(?:简要|简单|详细|逐[项条一]|结合[^（）()\n]{0,8}|按照?[^（）()\n]{0,8}|根据[^（）()\n]{0,8}|如实|具体|分别|在此)*|简要|简单|在此)"
    r"(?:说明|描述|阐述|列[明出示]|概述|介绍|写明|注明|归纳|概括|填[写报列]|撰写|论述|总结)[^（）()\n]{0,24}[）)】\]]"
    r"|[（(](?:单位名称|项目名称|部门名称|具体(?:数字|金额|内容|情况)|姓名|金额|数据)[）)](?=[一-龥])"
    r"|(?:此处|单击|点击(?:此处)?)(?:填写|插入|省略|输入|添加)|(?:填写|填报)说明[：:]|字数?不(?:超过|少于)\d+字"
    r"|(?<![A-Za-z0-9])[xX×]{2,}(?:年|镇|局|单位|万元|元|项目|人|个|县|乡|村|所|中心|同志|[%％])"
    r"|(?<![A-Za-z0-9])[xX×]{2,}(?=[。，；、）)])"
    r"|(?<![A-Za-z0-9])[xX×Ｘ]{2,}(?=[套份台辆座处条次户名场期米亩吨件批位家种支盏口组天宗起棵株头只间栋万亿]|公里|平方|立方|小时)"
    r"|[xX×]月[xX×]+日|(?<=年)[xX×]月|附件[xX×](?![\dA-Za-z])"
    r"|(?<!\d)20[xX×*]{2}年?|某某|(?<![\d＊])＊{2,}(?![\d＊])|(?<![\d*])\*{2,}(?![\d*])|_{3,}|＿{2,}|（?(?:示例|样例|模板)[：:]"
    r"|[？?]{2,}(?=[个场次户人元万])|[（(][ \u3000]+[）)](?=[个场次户人元万%])"
    r"|(?<=[一-龥])[ \u3000]{2,}(?=(?:万元|个|场|次|户|人|项|%)[，。；、])"
    r"|#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!))"
)


@rule("W106", name="模板残留", severity="warning", source="DOMAIN §8 残留文字")
def leftovers(ctx: Context) -> Iterator[Finding]:
    """查什么：模板提示语和占位符没有删除，如“此处填写”“（请简要说明主要做法）”“XX项目”“20XX年”。

    为什么：残留文字说明材料没有填完，必被退回。
    举例：“20XX年XX镇支出情况”。
    怎样改：填上实际内容，删去提示语。
    何时不报：没有占位符；电话、证件号码隐去的几位（0871-6650****）。
    """
    ctx.look(ctx.pack.unit.place)
    slip = Slip(_LEFTOVER, "疑似模板残留文字", "")
    yield from notices(ctx, "W106", ctx.once(joined).hits(slip))


_VAGUE = re.compile(
    # A look back stands behind the first character: a search for known first characters is quick.
    r"(?P<first>[约近](?<![签合节条公预邀履违集制简]约|[最附临靠邻将亲就]近))\s*\d[\d,.]*"
    r"(?:(?P<much>余|多)|[^，。；、]{0,3}(?P<about>以上|左右))"
)


@rule("W107", name="概数重叠", severity="info", source="GB/T 15835-2011")
def vague(ctx: Context) -> Iterator[Finding]:
    """查什么：“约”“近”与“余”“多”“以上”“左右”同时修饰一个数。

    为什么：概数词只用一个，重叠自相矛盾。
    举例：“近220余次”。
    怎样改：保留一个，最好写确数。
    何时不报：只用了一个概数词。
    """
    ctx.look(ctx.pack.unit.place)
    texts = ctx.once(joined)
    for match in _VAGUE.finditer(texts.raw):
        first, second = match["first"], match["much"] or match["about"]
        what = f"“{first}”与“{second}”重复"
        hit = texts.hit(match.start(), match.group(), what, match.group()[len(first) :].strip())
        yield from notices(ctx, "W107", [hit])


@rule("W108", name="段落重复", severity="info", source="DOMAIN §8 照抄")
def repeated(ctx: Context) -> Iterator[Finding]:
    """查什么：同一份报告里两段文字完全相同。

    为什么：多为粘贴重复。
    举例：效益指标分析与产出指标分析一字不差。
    怎样改：删去一段，或改写为对应内容。
    何时不报：段落很短（20字以内）。
    """
    for _, texts in ctx.once(report_texts):
        seen: dict[str, Text] = {}
        for text in texts:
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


_BARE = re.compile(r"[≥≤><＞＜]?[\d.,]+")


@rule("W109", name="指标值缺单位", severity="info", source="DOMAIN §8 单位缺失")
def bare_targets(ctx: Context) -> Iterator[Finding]:
    """查什么：同一行的指标值和实际完成值，一个写了单位，一个只写数字。

    为什么：没有单位的数无法理解，汇总时也容易错。
    举例：指标值“1”，实际完成值“1个”。
    怎样改：两格写同一个单位。
    何时不报：两格都没有写单位（单位可能写在名称里）；不是数字。
    """
    for table in ctx.pack.tables():
        for row in table.indicators:
            target, actual = row.target, row.actual
            if target.value is None or actual.value is None:
                continue
            ctx.look(target.place)
            bare = [cell for cell in (target, actual) if _BARE.fullmatch(cell.text)]
            if len(bare) == 1:
                yield finding(
                    ctx, "W109", bare[0].place,
                    f"“{row.name.text}”指标值“{row.target.text}”、实际完成值“{row.actual.text}”，"
                    f"{'指标值' if bare[0] is row.target else '实际完成值'}没有写单位。",
                    items=[Item("年度指标值", row.target), Item("实际完成值", row.actual)],
                    found=bare[0].text, suggestion="两格写同一个单位。", clerical=True,
                )  # fmt: skip
