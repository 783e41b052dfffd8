"""W: words and stops that are missing, amounts in 元 among 万元, counts in words beside digits."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding, met
from assistant.checks.registry import rule
from assistant.checks.wording.scanning import report_texts
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.quantity import MONEY_UNITS, Text

_MANY = 10_000
_RATE = re.compile(r"均|每|单价|标准|/|低保|工资|人均")
_SHOWN = 6


@rule("W133", name="金额单位不统一", severity="info", source="GB/T 15835-2011")
def two_units(ctx: Context) -> Iterator[Finding]:
    """查什么：通篇以“万元”为单位的报告里，一万元以上的金额写成了“元”。

    为什么：同一份材料金额单位应当统一，混用时容易看错一万倍。
    举例：报告各处都是万元，有一处写“退回资金147384元”。
    怎样改：换算为万元，如“14.74万元”。
    何时不报：单价、标准、人均等小额；不足一万元；通篇都用“元”。一份报告合并为一条。
    """
    for report in ctx.pack.reports():
        money = [f for f in ctx.figures_of(report) if f.quantity.unit in MONEY_UNITS]
        ctx.look(*(f.place for f in money))
        odd = [f for f in money if f.quantity.unit == "元" and _is_large(f)]
        if odd and sum(f.quantity.unit == "万元" for f in money) > len(odd):
            told = "、".join(f"“{f.quantity.text}”" for f in odd[:_SHOWN])
            yield finding(
                ctx, "W133", odd[0].place, f"全文金额以万元为单位，{len(odd)}处写成元：{told}。",
                items=[Item("", f.quantity, f.quote) for f in odd], found=told, expected="万元",
                suggestion="换算为万元，全文统一。", clerical=True,
            )  # fmt: skip


def _is_large(fact: Fact) -> bool:
    return (fact.quantity.value or 0) >= _MANY and not _RATE.search(fact.measure)


_HOW = "及时|有效|及时有效|进一步|明显|切实|充分|显著|较大|极大|很大|更好"
# A look back stands behind the first character: a search for known first characters is quick.
_IN_WORDS = r"(?<=[\u4e00-\u9fff].)"
_GAPS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("度", re.compile(r"第[一二三四]度(?=[，。；的内]|正在|[\u4e00-\u9fff])"), "漏写“季”字"),
    ("千伏", re.compile(r"(?<![\d一二三四五六七八九十百千万.．\s伏vV])千伏(?=变电站|变电|线路|输电|输变电|高压|电)"), "“千伏”前漏写数字"),
    ("万元", re.compile(r"(?:支出|完成|投入|资金|发放|拨付|共计|合计|达到|预算|执行|补助)(?:万元|亿元)(?=[，。；、）])"), "“万元”前漏写数字"),
    ("得到", re.compile(rf"得到了?(?:{_HOW})(?=[，。；])"), "“得到”后漏写做了什么"),
    ("", re.compile(rf"(?:进{_IN_WORDS}一步|不{_IN_WORDS}断|切{_IN_WORDS}实|逐{_IN_WORDS}步|大{_IN_WORDS}力)(?=[，。；])"), "副词后漏写动词"),
    ("等工作", re.compile(r"、(?:健全|完善|加强|提高|强化|优化)等工作"), "动词后漏写宾语"),
    ("的", re.compile(r"(?:推进|进展|完成|落实|执行|实施)的(?:缓慢|滞后|较慢|较差|不力|及时)的(?=[村镇乡局站所单部地项人])"), "前一个“的”多余"),
)  # fmt: skip


@rule("W134", name="疑似漏字多字", severity="info", source="DOMAIN §8 文字疏漏")
def gaps(ctx: Context) -> Iterator[Finding]:
    """查什么：明显缺字的地方，如“第四度”（季度）、“千伏变电站”（前面没有数字）、“隐患得到及时有效；”（没有写完）、“支出万元”、“管理、健全等工作”，以及“推进的缓慢的村”。

    为什么：属文字疏漏，读不通。
    举例：“使隐患得到及时有效；”应写成“得到及时有效化解”。
    怎样改：补写漏掉的字或数字，删去多余的字。
    何时不报：意思完整的句子（如“处置及时有效”）；数字写在前面。一份报告合并为一条。
    """
    for _, paragraphs in ctx.once(report_texts):
        texts = [text for text in paragraphs if text.raw]
        ctx.look(*(text.place for text in texts))
        hits = [
            (text, match, what)
            for text in texts for key, pattern, what in _GAPS if key in text.raw
            for match in pattern.finditer(text.raw)
        ]  # fmt: skip
        if hits:
            told = "；".join(f"“{_around(t, m)}”（{what}）" for t, m, what in hits[:_SHOWN])
            yield finding(
                ctx, "W134", hits[0][0].place, f"疑似漏字多字{len(hits)}处：{told}。",
                items=[met(text, match) for text, match, _ in hits], found=told,
                suggestion="补写漏掉的字或数字，删去多余的字。", clerical=True,
            )  # fmt: skip


def _around(text: Text, match: re.Match[str]) -> str:
    before = re.split(r"[，。；：、（(“”\n]", text.raw[: match.start()])[-1][-8:]
    after = re.split(r"[，。；：、）)“”\n]", text.raw[match.end() :])[0][:6]
    return before + match.group() + after


_PROSE = 30
_STOP = re.compile(r"[，。；]")
_STOPPED = re.compile(r"[。！？；：…”）)》〕】.!?;:]\s*$")


@rule("W135", name="段末没有句号", severity="info", source="GB/T 15834-2011")
def open_ends(ctx: Context) -> Iterator[Finding]:
    """查什么：报告正文的段落，末尾有没有句号。

    为什么：标点不全，也可能是后面的文字没有粘贴完整。
    举例：“自评报告将在门户网站公开，接受社会监督”，后面没有句号。
    怎样改：补写句号；文字不完整的补全。
    何时不报：标题、落款、表格中的短语；不足30字的段落。一份报告合并为一条。
    """
    for _, paragraphs in ctx.once(report_texts):
        texts = [text for text in paragraphs if len(text.text) >= _PROSE]
        ctx.look(*(text.place for text in texts))
        bare = [text for text in texts if _is_open(text)]
        if bare:
            told = "、".join(f"“…{text.text[-10:]}”" for text in bare[:_SHOWN])
            yield finding(
                ctx, "W135", bare[0].place, f"{len(bare)}个段落末尾没有句号：{told}。",
                items=[Item("", text) for text in bare], found=told,
                suggestion="补写句号；文字不完整的补全。", clerical=True,
            )  # fmt: skip


def _is_open(text: Text) -> bool:
    """Tell whether a paragraph of sentences ends without a stop."""
    return not _STOPPED.search(text.raw) and bool(_STOP.search(text.raw))


_WORDS = re.compile(
    r"[两三四五六七八九](?<![第\d一二三四五六七八九十百千两几数十每各上下前后同另].)(?P<unit>户|处|起|栋|件|例|条|座|家|名|宗)"
    r"(?!以上|以下|[一-龥]?联|[口]之家)"
)
_DIGITS = re.compile(r"\d(?:[\d.,]*\d)?(?P<unit>户|处|起|栋|件|例|条|座|家|名|宗)")


@rule("W136", name="统计数字汉字与阿拉伯数字并用", severity="info", source="GB/T 15835-2011")
def words_and_digits(ctx: Context) -> Iterator[Finding]:
    """查什么：同一段里，统计户数、处数、件数等，有的用汉字（三户、两户），有的用阿拉伯数字（21处、23户）。

    为什么：国家标准要求同一场合、同类数字用同一种写法。
    举例：“违建厂房三户，已拆除两户……全镇拆除违建21处”。
    怎样改：统计数字一律用阿拉伯数字。
    何时不报：汉字的只有一处；序数、概数、固定用语（“两个确立”“三农”）；整段只用一种写法。同一句同一单位的见W113。一份报告合并为一条。
    """
    for _, paragraphs in ctx.once(report_texts):
        texts = [text for text in paragraphs if text.raw]
        ctx.look(*(text.place for text in texts))
        hits = [(text, match) for text in texts for match in _mixed(text)]
        if hits:
            words = "、".join(dict.fromkeys(f"“{match.group()}”" for _, match in hits))
            yield finding(
                ctx, "W136", hits[0][0].place, f"统计数字有的用汉字、有的用阿拉伯数字：{words}。",
                items=[met(text, match) for text, match in hits], found=words,
                suggestion="统计数字一律用阿拉伯数字。", clerical=True,
            )  # fmt: skip


def _mixed(text: Text) -> list[re.Match[str]]:
    """Return the counts in words of one kind, two or more, in a paragraph that counts it in digits."""
    words = list(_WORDS.finditer(text.raw))
    if len(words) < 2:
        return []
    units = {match["unit"] for match in _DIGITS.finditer(text.raw)}
    return [match for match in words if match["unit"] in units]
