"""D: another organ of the same place that introduces itself, evaluates or signs as the unit would."""

import re
from collections.abc import Iterator
from itertools import chain

from assistant.checks.context import Context
from assistant.checks.copying.other_names import SEGMENT
from assistant.checks.findings import Item, finding
from assistant.checks.registry import rule
from assistant.model.finding import Finding
from assistant.model.pack import Pack, Report
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_OWN_ENDING = re.compile(r"卫生院|医院|中学|小学|学校|幼儿园")
_ENDINGS = r"局|(?<![村居民主党])委员会"
# What a unit says of itself only: what it is, its offices and posts, its money, its evaluation.
_SELF = (
    r"(?:机关)?(?:[为是系](?:[一-龥]{0,3}[县市区州省旗镇])?(?:委|人民政府|政府)+的?(?:组成|工作|直属|派出)(?:部门|机构)"
    r"|(?:下设|内设)|(?:20\d\d年)?(?:年末|年底)?(?:现有|共有|实有|核定)?(?:在职(?:人员|职工|干部)|(?:行政|事业|人员)编制)"
    r"|20\d\d年度?(?:部门)?(?:整体支出|预算收入|收入预算|部门预算|部门决算)|(?:高度重视|认真组织|扎实开展|精心组织)[^，。；]{0,12}自评)"
)
_MAY_SAY = re.compile("[局会院学校园][机为是系下内2年现共实核在行事高认扎精]")
"""The end of a name before words that a unit says of itself, far quicker to find than both."""
_NOT_A_NAME = re.compile(
    r"^(?:[由与向对将在按据依各本我全等原报为并是]|经(?!济))|的|及|会同|联合|协同|其他|其它|相关|有关|主管|上级|配合|协助|"
    r"协调|督促|要求|邀请|委托|财政|审计|下属|所属|直属|抄送|移交|通过|组织|例如|其中|包括"
)
_STEM = re.compile(r"(?:局|委员会|委|卫生院|医院|中学|小学|学校|幼儿园)$")
_MARKET = "\ue000场"
"""市场 while places are taken off a name: its 市 ends none."""
_LAST = 3
"""How many last paragraphs of a report may hold its signature."""


@rule("D121", name="材料把其他单位写成本单位", severity="warning", source="DOMAIN §8 抄错文字")
def other_organ(ctx: Context) -> Iterator[Finding]:
    """查什么：标题、落款，以及介绍本单位和自评工作的话（“……为县政府工作部门”“内设……”“在职人员……”“高度重视绩效自评”），写的是不是别的单位。

    为什么：这些话只会说本单位；写成别的局、委、院、校，是从那个单位的材料抄来没有改。
    举例：水务局的报告写“某县林业和草原局为县政府工作部门，内设6个股室”。
    怎样改：改为本单位名称，并核对这一段的人数、机构、职能是不是本单位的。
    何时不报：本单位的全称、简称；各表填报的主管部门、实施单位；财政、审计部门，下属单位，原单位，联合、会同、抄送、移交的单位；名称在句中作别的用处（批复、验收、监管）。
    """
    own = bare_name(ctx.pack.unit.raw)
    if not own:
        return
    kind = _OWN_ENDING.search(own[-4:])
    name = rf"(?P<name>[一-龥]{{2,16}}?(?:{_ENDINGS}{'|' + kind[0] if kind else ''}))"
    known = [own, *heads_of(ctx.pack)]
    said = re.compile(rf"(?:^|[。；，：])(?:20\d\d年度?，?)?{name}{_SELF}")
    for report in ctx.pack.reports():
        ctx.look(report.place)
        for text, match in _named(report, name, said):
            if is_another(match["name"], known):
                yield finding(
                    ctx, "D121", text.place,
                    f"报告把“{match['name']}”写成本单位，本单位是“{ctx.pack.unit.text}”，疑似从该单位的材料抄来。",
                    items=[Item("", text.model_copy(update={"raw": _clause(text, match)})),
                           Item("单位名称", ctx.pack.unit)],
                    found=match["name"], expected=ctx.pack.unit.text, clerical=True,
                )  # fmt: skip


def _clause(text: Text, match: re.Match[str]) -> str:
    return squeeze(text.raw)[match.start() :].lstrip("。；，：").partition("。")[0][:60]


def _named(
    report: Report, name: str, said: re.Pattern[str]
) -> Iterator[tuple[Text, re.Match[str]]]:
    """Yield where a report names who reports: its title, its words of itself, its signature."""
    title = re.match(rf"(?:关于)?{name}(?:关于)?20\d\d年", report.title.text)
    if title and not report.project:
        yield report.title, title
    texts, whole = list(report.texts()), re.compile(name)
    for text in texts:
        match = said.search(text.text) if _MAY_SAY.search(text.text) else None
        if match:
            yield text, match
    for text in texts[-_LAST:]:
        signed = whole.fullmatch(text.text)
        if signed:
            yield text, signed


def is_another(name: str, known: list[str]) -> bool:
    """Tell whether a name is neither one that the forms give nor a short form of it."""
    core = bare_name(name)
    if len(_STEM.sub("", core)) < 2 or _NOT_A_NAME.search(name):
        return False
    return not any(_alike(core, other) for other in known)


def _alike(first: str, second: str) -> bool:
    """Tell whether one name has all the characters of the other, as 卫健局 of 卫生健康局."""
    one, two = (set(_STEM.sub("", name)) - set("和与") for name in (first, second))
    return one <= two or two <= one


def bare_name(name: str) -> str:
    """Return an organ's name without the places it belongs to."""
    words = SEGMENT.sub("", squeeze(name).replace("市场", _MARKET))
    return re.sub(r"^[省市县区州旗镇乡]", "", words).replace(_MARKET, "市场")


def heads_of(pack: Pack) -> list[str]:
    """Return the names, without places, of the units that the forms name."""
    fields = chain.from_iterable((t.unit, t.department, t.implementer) for t in pack.tables())
    parts = chain.from_iterable(re.split(r"[、，,；;/]", field.text) for field in fields)
    return [core for part in parts if (core := bare_name(part))]
