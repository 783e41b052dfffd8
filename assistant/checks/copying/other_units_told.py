"""D: another unit that forms and reports name where only the unit itself, or its own, can stand."""

import re
from collections.abc import Iterator, Sequence

from assistant.checks.context import Context
from assistant.checks.copying.other_names import SEGMENT
from assistant.checks.copying.other_organs import bare_name, heads_of, is_another
from assistant.checks.findings import Item, finding, met
from assistant.checks.labels import title_of
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import IndicatorTable, Pack
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_KIND = re.compile(
    r"(?:局|委员会|委|(?:镇|乡|街道)(?:人民政府|政府|办事处)|中学|小学|学校|医院|卫生院)$"
)
_LOCAL = re.compile(r"(?:镇|乡|街道)(?:人民政府|政府|办事处)$")
_OVERSEES = re.compile(r"财政|发展和改革|发改|审计|组织部")
_MARKS = re.compile(r"[、，,；;/（(]")


@rule(
    "D122",
    name="项目表的主管部门、实施单位是别的单位",
    severity="warning",
    source="DOMAIN §8 抄错文字",
)
def strange_heads(ctx: Context) -> Iterator[Finding]:
    """查什么：项目自评表的主管部门、实施单位，是不是写成了与本单位同一类的另一个单位，而其他项目都写本单位。

    为什么：几张表用同一份底稿，容易留下别的单位的名称。
    举例：三张项目表的主管部门都是“某县水务局”，一张写成“某县林业局”。
    怎样改：改为本单位名称；确由该单位主管、实施的，在项目报告中写明。
    何时不报：上级主管部门、下属单位；财政、发展改革部门；几个单位并列；报告里也说到这个单位；只有一张项目表的主管部门（实施单位是别的乡镇、学校的除外）。
    """
    unit = squeeze(ctx.pack.unit.raw)
    kind = _kind(unit)
    if not kind:
        return
    for table in ctx.pack.projects:
        others = [t for t in ctx.pack.projects if t is not table]
        agreed = any(_same(squeeze(t.department.raw), unit) for t in others)
        cells = [("主管部门", table.department)] if agreed else []
        if kind != "局":
            cells += [("主管部门", table.department), ("实施单位", table.implementer)]
        ctx.look(*(field.place for _, field in cells))
        odd = next(((label, f) for label, f in cells if _is_strange(f, unit, kind)), None)
        if odd and not _told(ctx.pack, odd[1].text):
            yield _named(ctx, table, *odd)


def _named(ctx: Context, table: IndicatorTable, label: str, field: Text) -> Finding:
    return finding(
        ctx, "D122", field.place,
        f"{title_of(table)}的{label}填“{field.text}”，本单位是“{ctx.pack.unit.text}”，疑似从别的单位的表抄来。",
        items=[Item(label, field), Item("单位名称", ctx.pack.unit)],
        found=field.text, expected=ctx.pack.unit.text, clerical=True,
        suggestion="改为本单位名称；确由该单位主管、实施的，在项目报告中写明。",
    )  # fmt: skip


def _kind(name: str) -> str:
    """Return of what kind a unit is: a bureau, a town, a school; "" for others."""
    match = _KIND.search(name)
    if match is None:
        return ""
    return "镇" if _LOCAL.search(name) else {"委员会": "局", "委": "局"}.get(match[0], match[0])


def _is_strange(field: Text, unit: str, kind: str) -> bool:
    name = squeeze(field.raw)
    if not name or _MARKS.search(name) or _kind(name) != kind or _OVERSEES.search(name):
        return False
    return not _same(name, unit)


def _same(name: str, unit: str) -> bool:
    """Tell whether two names may be one unit's: a town's by its place, others by what they do."""
    if _LOCAL.search(name) and _LOCAL.search(unit):
        return _place(name) in unit or _place(unit) in name
    if not name or not unit:
        return False
    return not is_another(name, [bare_name(unit)]) and (bare_name(name) != "" or name in unit)


def _place(name: str) -> str:
    """Return the name of a town without what it belongs to, and without what it is."""
    parts: list[str] = SEGMENT.findall(name)
    return re.sub(r"(?:街道|[镇乡])$", "", parts[-1]) if parts else name


def _told(pack: Pack, name: str) -> bool:
    """Tell whether a report speaks of a unit by its name, or without its county."""
    short = SEGMENT.sub("", name) if not _LOCAL.search(name) else _place(name)
    return any(short in text.text for report in pack.reports() for text in report.texts())


_NAME = (
    r"(?P<name>[一-龥]{2,16}?(?:局|(?<![村居民主党])委员会|(?:镇|乡|街道)(?:人民政府|政府|办事处)))"
)
_SAID = (
    re.compile(
        rf"项目?(?:的)?(?:实施|主管|承担|责任|建设|申报)(?:单位|部门)(?:为|是|：){_NAME}(?=[，。；、）]|$)"
    ),
    re.compile(
        rf"(?:提交|提请|报请?|报经|经|由){_NAME}(?:党组|党委|党工委|局务|局长办公|主任办公|办公)(?:扩大)?会"
    ),
    re.compile(
        rf"(?:结果|报告)[^，。；]{{0,6}}作为{_NAME}(?:核定|安排|编制|确定|分配|调整|改进|完善|下达|制定)"
    ),
)
_MAY_SAY = re.compile(
    r"单位[为是：]|部门[为是：]|[局府处会](?:党[组委工]|局务|局长|主任|办公)|作为"
)


@rule("D123", name="本单位的事写成别的单位", severity="warning", source="DOMAIN §8 抄错文字")
def strangers_deeds(ctx: Context) -> Iterator[Finding]:
    """查什么：“项目实施单位为……”“提交……党组会议审议”“自评结果作为……编制预算的依据”这些只会写本单位、本项目单位的地方，写的是不是别的单位。

    为什么：党组会、结果应用都是本单位的事，写成别的单位，多半是从那个单位的材料抄来。
    举例：水务局的报告写“自评结果提交县林业局党组会议审议”。
    怎样改：改为本单位名称，并核对这一段其他内容是不是本单位的。
    何时不报：本单位的全称、简称；各表填报的主管部门、实施单位；财政、审计、发展改革部门和上级政府；乡镇、学校写上级部门的会议；部门的项目由乡镇实施；名称不是局、委、乡镇、街道的。
    """
    unit = squeeze(ctx.pack.unit.raw)
    if not unit:
        return
    fields = [f for t in ctx.pack.tables() for f in (t.unit, t.department, t.implementer)]
    said = _SAID if _kind(unit) == "局" else _SAID[:1]  # others have a bureau above them
    names = [unit, *(squeeze(field.raw) for field in fields if field.raw.strip())]
    known = [bare_name(unit), *heads_of(ctx.pack)]
    for report in ctx.pack.reports():
        ctx.look(report.place)
        for text in report.texts():
            for pattern in said if _MAY_SAY.search(text.text) else ():
                match = pattern.search(text.text)
                if match and _is_stranger(match["name"], names, known):
                    yield finding(
                        ctx, "D123", text.place,
                        f"报告写“{match[0]}”，本单位是“{ctx.pack.unit.text}”，疑似从“{match['name']}”的材料抄来。",
                        items=[met(Text(raw=text.text, place=text.place, location=text.location), match),
                               Item("单位名称", ctx.pack.unit)],
                        found=match["name"], expected=ctx.pack.unit.text, clerical=True,
                        suggestion="改为本单位名称，并核对这一段其他内容是不是本单位的。",
                    )  # fmt: skip
                    break


def _is_stranger(name: str, names: Sequence[str], known: list[str]) -> bool:
    if _OVERSEES.search(name):
        return False
    if _LOCAL.search(name):
        return bool(_LOCAL.search(names[0])) and not any(_place(name) in n for n in names)
    return is_another(name, known)
