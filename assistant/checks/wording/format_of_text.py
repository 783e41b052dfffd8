"""W: one kind of bracket, one kind of numeral, one name for the unit."""

import re
from collections import defaultdict
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import title_of
from assistant.checks.registry import rule
from assistant.checks.wording.scanning import report_texts
from assistant.model.fact import Fact
from assistant.model.finding import Finding
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_AROUND = 8
_BRACKET = re.compile(r"[()（）]")
_PAIR_MIXED = re.compile(r"（[^（）()\n]{1,30}\)|\([^（）()\n]{1,30}）")
_HALF = re.compile(r"\([^()（）\n]{0,30}[一-龥][^()（）\n]{0,30}\)")


@rule(
    "W111", name="括号全角半角混用", severity="info", source="DOMAIN §8 文字疏漏；GB/T 15834-2011"
)
def brackets(ctx: Context) -> Iterator[Finding]:
    """查什么：报告中一对括号一半全角、一半半角，或者同一份报告两种括号混用。

    为什么：中文公文用全角括号，混用显得拼凑。
    举例：“完成率96.2%（目标95%)”。
    怎样改：统一改为全角括号“（）”。
    何时不报：通篇只用一种括号；括号里没有汉字（如公式、编号）。
    """
    for report, texts in ctx.once(report_texts):
        if not any(_BRACKET.search(text.raw) for text in texts):
            continue
        ctx.look(report.place)
        wide = any("（" in text.raw for text in texts)
        hits = [(text, match) for text in texts for match in _wrong(text.raw, wide)]
        if hits:
            words = "、".join(f"“{word}”" for word in dict.fromkeys(m.group() for _, m in hits))
            yield finding(
                ctx, "W111", hits[0][0].place, f"有{len(hits)}处括号全角、半角混用：{words}。",
                items=[_near(text, match) for text, match in hits], found=words,
                suggestion="统一改为全角括号“（）”。", clerical=True,
            )  # fmt: skip


def _wrong(raw: str, wide: bool) -> Iterator[re.Match[str]]:
    if "(" not in raw and ")" not in raw:
        return  # both patterns have a half bracket
    yield from _PAIR_MIXED.finditer(raw)
    if wide:
        yield from _HALF.finditer(raw)


def _near(text: Text, match: re.Match[str]) -> Item:
    start = max(match.start() - _AROUND, 0)
    near = text.raw[start : match.end() + _AROUND].strip()
    location = text.location.span(*match.span())
    return Item("", text.model_copy(update={"raw": near, "location": location}))


@rule("W112", name="单位名称写法不一", severity="info", source="DOMAIN §8 文字疏漏")
def unit_names(ctx: Context) -> Iterator[Finding]:
    """查什么：各自评表“单位名称”“主管部门”“实施单位”等栏写的本单位名称，应当一致。

    为什么：同一单位几种写法，汇总时会被当成几个单位。
    举例：整体表写“青禾镇人民政府”，项目表写“青禾镇政府”。
    怎样改：统一使用单位全称（与公章一致）。
    何时不报：主管部门或实施单位是另一个单位；只差空格或上级地名。
    """
    names: dict[str, list[Item]] = defaultdict(list)
    for table in ctx.pack.tables():
        for field in (table.unit, table.department, table.implementer):
            if not field.is_empty():
                names[squeeze(field.text)].append(Item(f"{title_of(table)}单位名称", field))
    whole = squeeze(ctx.pack.unit.text) or next(iter(names), "")
    if len(names) < 2 or not whole:
        return
    ctx.look(ctx.pack.unit.place)
    others = [name for name in names if _other_spelling(name, whole)]
    if others:
        told = "、".join(f"“{name}”" for name in (whole, *others))
        yield finding(
            ctx, "W112", names[others[0]][0].field.place, f"本单位名称有几种写法：{told}。",
            items=[item for name in others for item in names[name]], found=others[0],
            expected=whole, suggestion=f"统一使用全称“{whole}”。", clerical=True,
        )  # fmt: skip


_SHORT = (
    ("人民政府", "政府"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("管理局", "局"),
    ("服务中心", "中心"),
)


def _other_spelling(name: str, whole: str) -> bool:
    """Tell whether a name is the unit's, shortened: 青禾镇政府 of 青禾镇人民政府."""
    if name == whole or whole.endswith(name) or name.endswith(whole):
        return False  # a place's name before it says only where the unit is
    return any(_shortened(a, short) in (b, _shortened(b, short))
               for short in _SHORT for a, b in ((whole, name), (name, whole)))  # fmt: skip


def _shortened(name: str, short: tuple[str, str]) -> str:
    return name.replace(*short)


_MANY = 10
_CHINESE = re.compile(r"^[一二三四五六七八九十百千两]+")


@rule("W113", name="数字写法不一", severity="info", source="GB/T 15835-2011")
def numerals(ctx: Context) -> Iterator[Finding]:
    """查什么：同一句里同一单位的数，不要一处用汉字、一处用阿拉伯数字。

    为什么：国家标准要求同类数字用同一种写法。
    举例：“全年举办培训十三场，开展巡查12场”。
    怎样改：统计数字一律用阿拉伯数字。
    何时不报：“一是”“五个一批”等固定用语；十以内的小数；整句只有一种写法。
    """
    for group in ctx.paragraphs:
        ctx.look(*(fact.place for fact in group[:1]))
        if not any(_CHINESE.match(fact.quantity.raw.strip()) for fact in group):
            continue
        for facts in _by_sentence_and_unit(group):
            words = [f for f in facts if _CHINESE.match(f.quantity.raw.strip())]
            if (
                words
                and len(words) < len(facts)
                and any((f.quantity.value or 0) >= _MANY for f in words)
            ):
                told = "、".join(f"“{fact.quantity.raw.strip()}”" for fact in facts)
                yield finding(
                    ctx, "W113", words[0].place, f"同一句里数字写法不一：{told}。",
                    items=[Item("", words[0].quantity)], found=told,
                    suggestion="统计数字一律用阿拉伯数字。", clerical=True,
                )  # fmt: skip


def _by_sentence_and_unit(group: list[Fact]) -> Iterator[list[Fact]]:
    found: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in group:
        if fact.quantity.unit:
            found[fact.quote, fact.quantity.unit].append(fact)
    yield from found.values()
