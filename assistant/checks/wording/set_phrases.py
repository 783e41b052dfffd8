"""Words that are often written wrong in official papers, and the patterns that tell them."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Slip(NamedTuple):
    """A pattern, what is wrong with it, and the mended words (groups allowed)."""

    pattern: re.Pattern[str]
    what: str
    mend: str


# Wrong wherever they stand. What is right in some sentence has a pattern of its own below.
MISWRITTEN: dict[str, str] = dict(
    pair.split()
    for pair in """
    按装 安装|座落 坐落|坐谈 座谈|
    修膳 修缮|装璜 装潢|松驰 松弛|历行节 厉行节|勤减节 勤俭节|陪训 培训|幅射 辐射
    拔付 拨付|拔款 拨款|下拔 下拨|划拔 划拨|调拔 调拨|通迅 通讯|震兴 振兴
    机致 机制|绩郊 绩效|验受 验收|满意渡 满意度|急待 亟待|亟需要 亟需
    凑和 凑合|按步就班 按部就班|再接再励 再接再厉|迫不急待 迫不及待|一愁莫展 一筹莫展
    不径而走 不胫而走|全付武装 全副武装|全付精力 全副精力|一如继往 一如既往|防患未燃 防患未然
    气侯 气候|等侯 等候|时侯 时候|侯车 候车|侯诊 候诊|隐慧 隐患|隐串 隐患|综和 综合
    帮抚 帮扶|托贫 脱贫|涵概 涵盖|实旋 实施|受溢 受益|惠急 惠及|预箅 预算
    决箅 决算|会记核算 会计核算|会计合算 会计核算|行驶职权 行使职权|截流资金 截留资金
    预算调正 预算调整|名符其实 名副其实|因地治宜 因地制宜|脉膊 脉搏
    穿流不息 川流不息|鼎立支持 鼎力支持|渡假 度假|水笼头 水龙头|棉里藏针 绵里藏针|重迭 重叠
    弦外之意 弦外之音|严惩不怠 严惩不贷|励精图志 励精图治|迎刃而决 迎刃而解|既往不究 既往不咎
    """.replace("\n", "|").split("|")
    if pair.strip()
)
"""The wrong word and the right one."""

# All texts are searched as one: each but the last ends in \0 and not in $.
_SUPERVISED = r"(?=[^，。；、\n\0]{0,8}(?:监督|评议|审计)(?:检查|和|、|，|。|；|\0|$))"
_BY_DATE = r"(?=目前|20\d\d年|\d+月|年底|年末)"
_ACCOUNT = "目户务册面款本套号单外簿"
_DONE = "完成拨付竣工支付建成投入通过全部实现开工验收落实达到整改发放使用"
_MUST = "加强|严格|按照|坚持|做到|及时|落实|确保|遵守|执行|高度重视|全面|认真|依法|经过"
# The literal that a text must hold, then the pattern: most texts hold none of them.
IN_CONTEXT = (
    ("接收", Slip(re.compile("接收" + _SUPERVISED), "应为“接受”监督", "接受")),
    ("截止", Slip(re.compile("(?<![名理报标集收期])截止" + _BY_DATE), "应为“截至”", "截至")),
    ("其它", Slip(re.compile("其它"), "公文中写作“其他”", "其他")),
    ("帐", Slip(re.compile(f"帐(?=[{_ACCOUNT}])"), "应为“账”", "账")),
    ("帐", Slip(re.compile("(?<=[报台转挂销结记入到对查])帐(?![篷子])"), "应为“账”", "账")),
    ("部份", Slip(re.compile("部份(?![额内])"), "应为“部分”", "部分")),
    ("成份", Slip(re.compile("(?<![完形变])成份(?![数额])"), "应为“成分”", "成分")),
    ("份内", Slip(re.compile(r"(?<![\d每一])份(?=内工作|内事|内职责)"), "应为“分内”", "分")),
    ("渡过", Slip(re.compile("渡过(?=汛期|高峰期|假期|春节)"), "时间用“度过”", "度过")),
    ("反应", Slip(re.compile("(?<!化学)反应(?=群众|诉求|出|的?问题|意见|强烈的?诉求)"), "应为“反映”", "反映")),
    ("必需", Slip(re.compile(f"必需(?={_MUST})"), "应为“必须”", "必须")),
    ("做为", Slip(re.compile("做为(?![难人民什])"), "应为“作为”", "作为")),
    ("以", Slip(re.compile("以(?<=[均都部现目程务]以)(?=完成|竣工|建成|验收|支付|拨付)"), "应为“已”", "已")),
    ("己", Slip(re.compile(f"己(?<![自知克利异律]己)(?=[{_DONE}][{_DONE}])"), "应为“已”", "已")),
    ("精减", Slip(re.compile("精减(?=会议|文件|开支|流程|程序|材料)"), "应为“精简”", "精简")),
    ("万", Slip(re.compile(r"万(?<=\d万)[无兀园](?!一|缺|区)"), "应为“万元”", "万元")),
    ("既使", Slip(re.compile("既使(?![^。]{0,30}又)"), "应为“即使”", "即使")),
    ("既将", Slip(re.compile("既将(?=完成|到期|开展|启动|竣工|实施|投入)"), "应为“即将”", "即将")),
    ("即定", Slip(re.compile("即定(?=目标|方向|方针|计划)"), "应为“既定”", "既定")),
    ("签定", Slip(re.compile("(?<![会面])签定(?![点位稿])"), "应为“签订”", "签订")),
    ("布署", Slip(re.compile("(?<!公)布署(?!名)"), "应为“部署”", "部署")),
    ("防讯", Slip(re.compile("(?<!消)防讯(?![问息])"), "应为“防汛”", "防汛")),
    ("竟", Slip(re.compile("(?<![究毕])竟(?=[争标聘]性?)(?!争取)"), "应为“竞”", "竞")),
    ("机治", Slip(re.compile("机治(?![疗安理水])"), "应为“机制”", "机制")),
    ("凭审", Slip(re.compile("凭审(?=结果|专家|委员)"), "应为“评审”", "评审")),
    ("落时", Slip(re.compile("(?<![回降下坠飘角段])落时(?![间候刻段])"), "应为“落实”", "落实")),
    ("群从", Slip(re.compile("(?<!人)群从(?!事)"), "应为“群众”", "群众")),
    ("措失", Slip(re.compile("(?<!举)措失(?!当)"), "应为“措施”", "措施")),
    ("凭正", Slip(re.compile("凭正(?=齐全|不全|完整)"), "应为“凭证”", "凭证")),
    ("工做", Slip(re.compile("(?<=[评检项程])工做(?=扎实|开展|总结|任务|报告)"), "应为“工作”", "工作")),
    ("乡村镇兴", Slip(re.compile("乡村镇兴"), "应为“乡村振兴”", "乡村振兴")),
    ("绩交", Slip(re.compile("绩交(?=评价|管理|目标)"), "应为“绩效”", "绩效")),
    ("项日", Slip(re.compile("(?<!各)项日(?![常程用均期后前记间])"), "应为“项目”", "项目")),
)  # fmt: skip
_ANY = re.compile("|".join([*MISWRITTEN, *(key for key, _ in IN_CONTEXT if len(key) > 1)]))
"""One search for all of them but single characters; none of them begins another."""

_HOW = (
    "及时|按时|准时|高效|有效|圆满|顺利|全面|认真|积极|稳步|扎实|切实|严格|不断|逐步|大力|深入|"
    "科学|合理|规范|充分|进一步|更好|较好|很好|明显|显著|极大|如期|有力|有序|稳妥|主动|自觉|精准|持续"
)
_GOVERNS = (
    "加强|提高|完善|增强|争取|做好|解决|通过|拨付|贯彻|履行|改善|化解|遏制|促进|维护|营造|夯实|"
    "压实|巩固|保障"
)
_ALSO_NAMES = "推进|落实|实施|完成|推动|开展|提升|执行|使用|安排|编制|组织|控制|改进"
_VERB = f"(?:{_GOVERNS}|{_ALSO_NAMES})"
# “积极的推动作用”, “严格的执行标准”: a noun follows that the verb only describes.
_NOUN = (
    "(?:作用|效果|态势|方案|办法|成效|局面|质量|方法|标准|过程|情况|计划|进度|能力|空间|幅度|程度|"
    "速度|需求|要求|需要|基础|体系|模式|意见|细则|形势|状态|势头|力度|水平|措施)"
)
_ADVERBS = tuple(_HOW.split("|"))
_OF = re.compile(
    f"的(?:(?={_VERB}了)"
    f"|(?={_VERB}(?![了的和与及])[一-龥])(?!{_VERB}{_NOUN})"
    f"(?!(?:{_ALSO_NAMES})[一-龥]{{1,4}}{_NOUN}(?![一-龥])))"
)
_OF_OTHERS = (
    ("更好", re.compile("的(?=服务(?:群众|企业|农户|百姓|基层|民生|发展|大局))")),
    ("充分", re.compile("的(?=发挥)")),
)


class Wrong(NamedTuple):
    """Wrong words, from which character on, and the right ones."""

    start: int
    words: str
    what: str
    right: str


def wrong_phrases(text: str) -> Iterator[Wrong]:
    """Yield the wrong set phrases of a text, and 的 that should be 地."""
    held = _held(text)
    for word in MISWRITTEN if held else ():
        for match in re.finditer(word, text) if word in held else ():
            right = MISWRITTEN[word]
            yield Wrong(match.start(), word, f"应为“{right}”", right)
    for key, slip in IN_CONTEXT:
        here = key in text if len(key) == 1 else key in held
        for match in slip.pattern.finditer(text) if here else ():
            yield Wrong(match.start(), match.group(), slip.what, slip.mend)
    yield from _adverbs(text)


def _held(text: str) -> set[str]:
    """Return the words of two characters and more that a text holds, though they overlap."""
    held, at = set[str](), 0
    while match := _ANY.search(text, at):
        held.add(match.group())
        at = match.start() + 1
    return held


def _adverbs(text: str) -> Iterator[Wrong]:
    for adverbs, pattern in ((_ADVERBS, _OF), *(((how,), of) for how, of in _OF_OTHERS)):
        for match in pattern.finditer(text):
            if text.endswith(adverbs, 0, match.start()):
                how = next(how for how in adverbs if text.endswith(how, 0, match.start()))
                start = match.start() - len(how)
                yield Wrong(start, f"{how}的", "动词前应用“地”", f"{how}地")
