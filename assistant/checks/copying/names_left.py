"""D, W: names that aren't the unit's own, and names that differ by one character."""

import re
from collections import defaultdict
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.copying.other_names import SEGMENT
from assistant.checks.copying.own_stead import stands_for
from assistant.checks.findings import Item, finding, met
from assistant.checks.registry import rule
from assistant.model.finding import Finding, Severity
from assistant.model.pack import Pack
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_KINDS = {"县": "县|区|旗|自治县", "区": "县|区|旗|自治县", "旗": "县|区|旗|自治县", "镇": "镇|乡|街道",
          "乡": "镇|乡|街道", "街道": "镇|乡|街道"}  # fmt: skip
_ORGAN = "人民政府|政府|党委|[\u4e00-\u9fff]{1,6}?(?:局|委员会|管委会|办公室|事务中心|服务中心|[馆站]|医院|学校|中学|小学|支队|大队)"
# What stands before 县 or 镇 and names no place: 各县, 提交县财政局, 争取县水利局.
_NOT_A_NAME = re.compile(
    r"[各全本该我他两几多某外邻周同乡城建由与和跟为经报向往省市县区州旗镇级跨所在关于按依据照根随其另每到及从是的了对以把将让使请给会来新原老"
    r"交送函告呈申争取求领缴拨批聘邀召接受获评奖被参出设辖属管]"
    r"|加挂|增挂|另挂|挂靠|合署|并入|划入|划归|划转|贯彻|落实|执行|纳入|重点|中心|小型|特色|示范|试点|贫困|脱贫|部分|有关|相关|集镇|街镇|协调|联系|衔接|督促|组织|通过|支持|服务|负责|"
    r"管理|直属|隶属|设立|成立|承担|承办|代表|作为|属于|包括|涉及|覆盖|分别|其中|依托|借助|利用|聚焦|围绕|结合|打造|推荐|推动|上级|主管|当地|派驻"
)
_EDGE = re.compile(r"(?:^|[。；，、：（“ \d年月日在由设])((?![年月日在由])[\u4e00-\u9fff]{2,3})$")
_PARTNER = re.compile(
    r"合作|联合|会同|协同|协作|协助|配合|对接|对口|帮扶|帮助|支援|援助|学习|考察|参观|交流|借鉴|签订|签约|共建|交界|"
    r"相邻|毗邻|接壤|移交|调入|调出|调任|转入|转出|挂职|借调|招商|推介|赴|前往|来自|来我|输送|往返|比如|例如|如[^何果实期]|等地|跨[县区]|"
    r"报送|报经|上报|报[^告]|批复|审批|拨付|下达|布置|考核|通报|依据|根据|委托"
)
_AROUND = 24


@rule("D119", name="正文写有其他单位的名称", severity="info", source="DOMAIN §8 抄错文字")
def other_unit(ctx: Context) -> Iterator[Finding]:
    """查什么：报告正文里同级别的其他县（区）、乡（镇、街道）的机关单位名称，既不是本单位、本单位的上级，也没有写明是合作、学习、帮扶等关系。写成项目由它实施，以它介绍单位，或者用在结果应用、公开、上会等只会写本单位的地方的，作警告。

    为什么：别处单位的名称出现在本单位的工作里，多半是从那个单位的材料抄来没有改。
    举例：水务局的报告写“用于安排2025年邻县农机局站点运行维护”。
    怎样改：核对这一句是不是本单位的事；抄来的按本单位实际重写，确是外单位的写明关系。
    何时不报：名称在本单位名称里，或者是本单位加挂的牌子；在材料里多次出现（上级、共同举办的单位）；前后写有合作、联合、学习、考察、帮扶、移交、批复等字样；单位名称没有县、镇一级。标题、单位自称处见D117。
    """
    kinds = _own_kinds(ctx.pack)
    if not kinds:
        return
    own = squeeze(ctx.pack.unit.raw)
    pattern = re.compile(rf"(?P<kind>{kinds})(?P<organ>{_ORGAN})")
    for report in ctx.pack.reports():
        texts = list(report.texts())
        ctx.look(report.place)
        for text in texts:
            for match in pattern.finditer(text.raw):
                name = own_place = stands_for(text.raw, match)
                name = name or _name(text.raw[: match.start()], match["kind"])
                if not name or _is_own(name, own) or _is_head(ctx.pack, name):
                    continue
                if not own_place and _is_known(ctx.pack, name, match, text):
                    continue
                whole = name + match["organ"]
                yield finding(
                    ctx, "D119", text.place,
                    f"报告写有“{whole}”，本单位是“{ctx.pack.unit.text}”，请核对是不是从该单位的材料抄来。",
                    items=[met(text, match), Item("单位名称", ctx.pack.unit)], found=whole,
                    expected=ctx.pack.unit.text, severity="warning" if own_place else _weight(text.raw, name, match),
                    suggestion="核对是不是本单位的事；抄来的按本单位实际改写，确是外单位的写明关系。",
                )  # fmt: skip
                break


_ITS_WORK = re.compile(r"^(?:组织|负责|牵头|具体|承担|统一)*(?:实施|建设|承办|管理)")
_ITSELF = re.compile(r"^(?:[是为系]|成立|始建|创办|创建|位于|内设|现有|共有|承担|20\d\d年)")
_BEGINS = re.compile(r"(?:^|[。；])\s*(?:20\d\d年度?，?)?$")


def _weight(raw: str, name: str, match: re.Match[str]) -> Severity | None:
    """Return how grave another unit's name is: more where it does the work, or is described."""
    before, after = raw[: match.start() - len(name) + len(match["kind"])], raw[match.end() :]
    if before.endswith("由") and _ITS_WORK.match(after):
        return "warning"
    return "warning" if _BEGINS.search(before) and _ITSELF.match(after) else None


def _own_kinds(pack: Pack) -> str:
    """Return the levels, as a pattern, at which the unit's own name has a name."""
    own = SEGMENT.findall(squeeze(pack.unit.raw))
    kinds = {_KINDS[kind] for name in own if (kind := _kind(name)) in _KINDS}
    return "|".join(sorted(kinds))


def _kind(name: str) -> str:
    return "街道" if name.endswith("街道") else name[-1]


def _name(before: str, kind: str) -> str:
    """Return the name of a place that ends a text, "" where none begins after a stop or a date."""
    edge = _EDGE.search(before[-4:])
    return edge[1] + kind if edge and not _NOT_A_NAME.search(edge[1]) else ""


def _is_own(name: str, own: str) -> bool:
    stem = re.sub(r"(?:自治县|街道|[县区旗镇乡])$", "", name)
    return stem[-2:] in own


_OFTEN = 3


def _is_known(pack: Pack, name: str, match: re.Match[str], text: Text) -> bool:
    """Tell whether a name is told of as a partner, or occurs so often that it belongs there."""
    near = text.raw[max(match.start() - _AROUND, 0) : match.end() + _AROUND]
    if _PARTNER.search(near):
        return True
    return sum(each.raw.count(name) for r in pack.reports() for each in r.texts()) >= _OFTEN


def _is_head(pack: Pack, name: str) -> bool:
    """Tell whether a form names a place beside its unit, its department or who carries it out."""
    heads = [pack.unit, *(f for t in pack.tables() for f in (t.unit, t.department, t.implementer))]
    return any(name in squeeze(field.raw) for field in heads)


_OUR_COUNTY = re.compile(r"我[区县市]")


@rule("W130", name="自称与单位级别不符", severity="info", source="DOMAIN §8 用语")
def our_county(ctx: Context) -> Iterator[Finding]:
    """查什么：乡镇、街道和部门的报告里自称“我区”“我县”“我市”。

    为什么：报告人是乡镇或部门，自称应为“我镇”“我局”；写“我区”多半是从上级材料抄来的。
    举例：镇政府的报告写“提升我区城市治理和服务水平”。
    怎样改：说本单位的事写“我镇”“我局”，说全区的事写“全区”。
    何时不报：报告人本身是县（市、区）政府、党委；没有这样的自称。一份报告合并为一条。
    """
    unit = squeeze(ctx.pack.unit.raw)
    if not unit or re.search(r"[县市区旗](?:人民政府|委|政府)(?:办公室)?$", unit):
        return
    for report in ctx.pack.reports():
        texts = [text for text in report.texts() if text.raw]
        ctx.look(report.place)
        hits = [(text, m) for text in texts for m in _OUR_COUNTY.finditer(text.raw)]
        if hits:
            words = "、".join(dict.fromkeys(f"“{m.group()}”" for _, m in hits))
            level = re.search(r"[镇乡局委院校馆站]|街道|中心", unit[-6:])
            mine = "我镇" if level is None else f"我{level.group()}"
            yield finding(
                ctx, "W130", hits[0][0].place,
                f"本单位是“{ctx.pack.unit.text}”，报告{len(hits)}处自称{words}。",
                items=[met(text, match) for text, match in hits], found=words, expected=mine,
                suggestion="说本单位的事改用本单位的自称，说全区（县、市）的事写“全区”“全县”“全市”。",
                clerical=True,
            )  # fmt: skip


# Characters that sound alike and stand in names of places, estates and firms.
_ALIKE = (
    "佳家嘉", "苑园院", "华花桦", "湾弯", "坪平", "垌洞峒", "岭领", "溪西", "江姜", "龙隆", "福富", "梁粱", "杨扬",
    "源原圆", "河和禾合", "城成诚", "沙砂", "林临", "明鸣名", "青清", "鑫新欣", "宏弘洪红虹", "丰峰枫锋", "坡陂",
    "景锦", "兴星", "祥翔", "庭亭", "郡君", "府甫", "港岗", "塘堂", "桥侨", "泽择", "瑞锐", "康抗", "安桉", "雅亚",
)  # fmt: skip
_SOUND = {ord(character): group[0] for group in _ALIKE for character in group}
# Begins with one class of characters, so that the search leaps from one of them to the next.
_ENDING = re.compile(
    r"[园苑院府庭郡湾小社广大公水中合](?:(?<=[小社])区|(?<=广)场|(?<=大)[厦桥]|(?<=公)司|(?<=水)库"
    r"|(?<=[中小])学|(?<=合)作社|(?<![小社广大公水中合]))"
)
_NAME = re.compile(r"[\u4e00-\u9fff]+")
_STEM = 3


@rule("W131", name="名称只差一字", severity="info", source="DOMAIN §8 名称不一")
def nearly_same_names(ctx: Context) -> Iterator[Finding]:
    """查什么：同一份报告里，两个小区、社区、企业、学校等名称只有一个读音相同的字不同。

    为什么：多半是同一个名称写错了一次。
    举例：“碧湾佳园”与“碧湾家园”。
    怎样改：核对后统一；确是两处的，不必改。
    何时不报：不同的字读音不同；名称不足四个字。
    """
    for report in ctx.pack.reports():
        found: dict[str, dict[str, tuple[Text, re.Match[str]]]] = defaultdict(dict)
        ctx.look(report.place)
        for text in report.texts():
            for match in _ENDING.finditer(text.raw):
                name = _called(text.raw, match)
                if name:
                    found[name.translate(_SOUND)].setdefault(name, (text, match))
        for names in found.values():
            if len(names) > 1:
                told = "、".join(f"“{name}”" for name in names)
                first = next(iter(names.values()))[0]
                yield finding(
                    ctx, "W131", first.place, f"同一份报告里有{told}，只差一个读音相同的字。",
                    items=[met(text, match) for text, match in names.values()], found=told,
                    suggestion="核对名称；是同一处的统一写法，确是两处的不必改。", clerical=True,
                )  # fmt: skip


def _called(raw: str, ending: re.Match[str]) -> str:
    """Return an ending with the three or four characters of the name before it, "" for fewer."""
    size = _STEM if len(ending.group()) == 1 else _STEM + 1
    name = raw[max(ending.start() - size, 0) : ending.end()]
    return name if len(name) == size + len(ending.group()) and _NAME.fullmatch(name) else ""
