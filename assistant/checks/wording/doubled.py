"""Words and stops written twice, and the sound doublings that look like them."""

import re
from collections.abc import Iterator

from assistant.checks.wording.scanning import Hit, Joined
from assistant.checks.wording.set_phrases import Slip

# A look back stands behind the first character: a search for known first characters is quick.
_COUNTED = r"(?<=\d.)"
# After a number: 12户户, but 12户户厕; 120人人, but 30人人均.
_COUNTERS = (
    rf"户{_COUNTED}户(?![厕均用内外籍主型])|人{_COUNTED}人(?![居次均才员口大民事社力工机行物防])"
    rf"|公{_COUNTED}里里|场{_COUNTED}场次|批{_COUNTED}批次|处{_COUNTED}处(?![理置罚方级])"
)
# Particles twice; what follows may make the second one the head of another word.
_PARTICLES = (
    r"的的(?!确|士)|了(?<!不了)了(?![解然])|是是(?!否|非)|和(?<!平和)和(?![谐平睦解气美])"
    r"|在(?<!实实在)(?<!所在)在(?![建线岗职校册编读押场位])|对对(?![口象照方外标接比策碰应虾])"
    r"|及及(?![时早其格])|与与(?!会)|为(?<!因为)为(?![民主人期群了何])|由由(?!于)"
    r"|已已|并并(?![且联购轨])|占占(?![地用比道])|截至至|根据据(?![实此])|同(?<![合共协会相不]同)同比"
    r"|率率(?=[\d，。；、为达占])|付付(?=到|[\d，。])|做好好(?!学)"
)
_MAY_REPEAT = "讨论|研究|商量|调研|考虑|学习|了解|休息|核实|整理|打扫|协商|沟通|交流|检查|走访"
# 宣传宣传册, 人民政府政府性基金: a compound that begins with the word before it.
_COMPOUND = "员师站室册班组队车牌栏带场馆点科所费卡表率度人处品性化型级类长制法区镇村县"
# The letters of which one stands twice in all that a pattern finds, then the pattern.
_LETTERS_TWICE = (
    ("次亩栋篇", Slip(re.compile(rf"([次亩栋篇]){_COUNTED}\1(?!数)"), "量词重复", r"\1")),
    (
        "元万",
        Slip(
            re.compile(rf"(?:万{_COUNTED}(?:元元|万元)|元{_COUNTED}元)(?![旦宵素件器月])"),
            "量词重复",
            "",
        ),
    ),
    ("户人里场批处", Slip(re.compile(_COUNTERS), "量词重复", "")),
    ("，。；、：", Slip(re.compile(r"([，。；、：])\1+"), "标点重复", r"\1")),
    ("", Slip(re.compile(r"[，、；](?=[。；])"), "标点连用", "")),
    ("的了是和在对及与为由已并占至据同率付好", Slip(re.compile(_PARTICLES), "字词重复", "")),
)
_TWICE = re.compile(f"([{''.join(letters for letters, _ in _LETTERS_TWICE)}])\\1")

_WORD_TWICE = re.compile(r"(?=([一-龥]{2,4})\1)")
"""Where a word stands twice; all that the patterns of words find begins so."""
_WORDS_TWICE = (
    Slip(re.compile(r"([一-龥]{2})\1(?=率|度)"), "词语重复", r"\1"),
    # 一步一步, 逐户逐户, 每人每月 and the doubled verbs are sound.
    Slip(
        re.compile(
            rf"(?=([一-龥]{{2,4}})\1)(?!(?:{_MAY_REPEAT}))(?![一逐每第某]|[一-龥][每逐])(?!([一-龥])\2)"
            rf"([一-龥]{{2,4}})\3(?![{_COMPOUND}]|[一-龥]?办法)"
        ),
        "词语重复",
        r"\3",
    ),
)


def written_twice(texts: Joined) -> Iterator[Hit]:
    """Yield what is written twice; most letters never are, so few patterns must run."""
    twice = set(_TWICE.findall(texts.raw))
    for letters, slip in _LETTERS_TWICE:
        if not letters or not twice.isdisjoint(letters):
            yield from texts.hits(slip)
    starts = [match.start() for match in _WORD_TWICE.finditer(texts.raw)]
    for slip in _WORDS_TWICE:
        for hit in texts.hits_at(starts, slip):
            yield hit._replace(severity="warning") if _is_certain(hit) else hit


# A name may end with the word that the next one begins with: 城东社区社区卫生站, 便民服务服务台.
_OF_NAMES = (
    "社区|小区|中心|项目|工程|公园|广场|街道|大道|园区|景区|学校|医院|图书|文化|服务|管理|建设|政府|财政|教育|卫生|水利|农业|旅游|交通"
    "|企业|公司|单位|部门|资金|专项|经费|设备|设施|系统|平台|基地|农村|农民|村民|居民|群众|人员|干部|老人|儿童|学生|家庭|合作|产业|生产"
    "|发展|技术|科技|信息|安全|环境|生态|绿色|公共|综合|重点|基础|基本|国家|全国|覆盖|满意"
)
_SAID_TWICE = "年度|季度|月度|有没|没有|是否|能否|不能|非常|许多|很多|十分|特别|宣传|清理|收拾|总结|提醒|琢磨|商议|评议|体验|锻炼|活动|放松|教育"
_NAMED = re.compile(rf"(?:{_OF_NAMES})+")
_SPOKEN = re.compile(rf"(?:{_SAID_TWICE})")


def _is_certain(hit: Hit) -> bool:
    """Tell whether a word stands twice for no reason: not 城东社区社区医生, nor 宣传宣传."""
    word = hit.words[: len(hit.words) // 2]
    ahead = hit.text.raw[max(hit.position - 1, 0) : hit.position]
    if _SPOKEN.fullmatch(word):
        return False
    return not (_NAMED.fullmatch(word) and "一" <= ahead <= "龥")
