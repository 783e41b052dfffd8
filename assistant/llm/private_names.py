"""Names that a form states in its signature lines, such as 填表人：张三 or 联系人 | 李四.

In running text a name is one where a role or a form of address says so and a surname begins it:
“由经办人张三核对”, “李四同志”.
"""

import re
from collections.abc import Iterator

_ROLES = (
    "填表人|填报人|填写人|制表人|编制人|报送人|报告人|撰稿人|联系人|联络人|经办人|经手人|承办人|"
    "审核人|复核人|审批人|核准人|批准人|签发人|评价人|评价人员|负责人|责任人|法定代表人|法人代表|"
    "主管领导|分管领导|分管负责人|单位领导|项目主管|会计|出纳|主管会计|财务主管|签字人|收款人|姓名"
)
_SIGN = r"(?:\s*[（(]\s*(?:签\s*[字名章]|签\s*字\s*[、或/]?\s*盖\s*章|盖\s*章|章|公章)\s*[)）]|\s*签\s*[字名章])?"
_TITLES = (
    "副?(?:书记|镇长|乡长|县长|区长|市长|局长|处长|科长|股长|所长|院长|校长|站长|队长|组长|部长|厅长|"
    "主任|主席|会长|经理|主管)|会计|出纳|干部|同志|先生|女士|老师"
)
_GAP = r"[ \t　]*"
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_LABELS = (
    r"联\s*系|电\s*话|手\s*机|填\s*报|填\s*表|日\s*期|审\s*核|单\s*位|职\s*务|时\s*间|邮\s*箱|地\s*址|"
    r"签\s*[字章名]|负\s*责|复\s*核|经\s*办|制\s*表|盖\s*章|传\s*真|公\s*章|财务|主管|分管|法定|项目|主要"
)
# With foreign dots, with every character set apart, or as short as what follows allows.
_NAME = (
    rf"(?!{_LABELS})(?:{_HAN}{{2,8}}(?:[·•・．]{_HAN}{{1,8}}){{1,3}}"
    rf"|{_HAN}(?:[ 　]+{_HAN}(?!{_HAN})){{2,3}}|{_HAN}(?:{_GAP}{_HAN}){{1,3}}?)"
)
# What may follow a name at once: nothing, a stop, a digit, or the next label of the line.
_AFTER = rf"(?=$|[\s　,，、;；。.|│（(/:：\d０-９_＿]|{_LABELS})"
_SPACED = "".join(f"{char}{_GAP}" if char != "|" else char for char in _ROLES)
_APART = r"(?:[:：|│\t]|[_＿]+|[ 　]{2,})"
_LINE = re.compile(
    rf"(?:{_SPACED}){_SIGN}{_GAP}{_APART}(?:{_GAP}\n)?{_GAP}[_＿]*{_GAP}(?=(?P<rest>[^\n]{{2,60}}))"
)
_FIRST = re.compile(
    rf"(?:(?:{_TITLES}){_GAP})?(?P<name>{_NAME})(?:{_GAP}(?:{_TITLES}))?{_AFTER}", re.M
)
_NEXT = re.compile(r"\s*[、，,；;/]\s*|\s+")
_NOT_NAMES = re.compile(
    rf"(?:{_TITLES}|{_ROLES})|[无未暂待略空另同见].{{0,3}}|签.?[字章名].?|本人|有关.*|相关.*|各.*|"
    r".*(?:[股室局所]|中心|部门|情况|意见|委会|政府|小组)"
)
_MOST = 6

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗凤"
    "方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常傅卞齐康伍余顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝臧戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪解丁邓郁洪"
    "包左石崔吉龚程邢裴陆荣翁荀甄曲封储靳段巫乌焦巴牧山谷车侯班仲伊宫宁仇栾甘厉武符刘景詹龙叶黎白蒲赖卓蔺屠蒙"
    "池乔闻翟谭贡劳申冉雍桑桂濮牛寿边燕温庄晏柴瞿阎连艾向古易廖耿匡寇欧聂敖冷辛简饶曾沙关查游肖付闫代"
)
_COMPOUND = "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|令狐|慕容|夏侯|轩辕|端木|百里|呼延|南宫"
# A given name of one character, and of two: which of them it is, is often seen only elsewhere.
_PERSONS = tuple(rf"(?P<name>(?:{_COMPOUND}|[{_SURNAMES}]){_HAN}{{{n}}})" for n in (1, 2))
_STATED = (
    "联系人|联络人|经办人|经手人|承办人|负责人|责任人|填报人|填表人|填写人|制表人|编制人|报送人|撰稿人|"
    "审核人|复核人|审批人|核准人|批准人|签发人"
)
_ADDRESS = "同志|先生|女士"
_ENDS = (
    rf"(?=$|[\s　，,。；;、（）()【】〔〕“”]|{_ADDRESS}|{_TITLES}|电话|手机|联系|"
    "[负办签审核填督统对于在和与及逐每按已将会应须到向给把从由为做牵完经等的并同组提说表反告收发报登汇整保管分带入走])"
)
_IN_PROSE = tuple(
    re.compile(pattern, re.M)
    for person in _PERSONS
    for pattern in (
        rf"(?:{_STATED})(?:是|为|系|由)?{_GAP}{person}{_ENDS}",
        rf"{person}(?={_ADDRESS})",
    )
)
_AND = tuple(re.compile(rf"(?:{_ADDRESS})?[、和与及]{person}{_ENDS}", re.M) for person in _PERSONS)
# Words that begin like a surname.
_WORDS = re.compile(
    r"任务.?|任职.?|任期.?|安全.?|安排.?|方案.?|方式.?|方面.?|高度.?|金额.?|程序.?|管理.?|项目.?|计划.?|时间.?|"
    r"常务.?|常委.?|严格.?|万元.?|代表.?|单位.?|关于.?|相关.?|江.镇|.*(?:党员|干部|群众|职工|老师)"
)


def find(text: str) -> Iterator[str]:
    """Yield the names that signature lines and sentences state, as written and without spaces."""
    for pattern in _IN_PROSE:
        for first in pattern.finditer(text):
            yield from _told(text, first)
    for line in _LINE.finditer(text):
        for name in _names(line["rest"]):
            yield from (name, "".join(name.split()))


def _told(text: str, found: re.Match[str], depth: int = 0) -> Iterator[str]:
    """Yield the name that a sentence states, and those joined to it."""
    if _WORDS.fullmatch(found["name"]) or _NOT_NAMES.fullmatch(found["name"]) or depth == _MOST:
        return
    yield found["name"]
    for pattern in _AND:
        if joined := pattern.match(text, found.end()):
            yield from _told(text, joined, depth + 1)


def _names(rest: str) -> Iterator[str]:
    at = 0
    for _ in range(_MOST):
        found = _FIRST.match(rest, at)
        if not found or _NOT_NAMES.fullmatch("".join(found["name"].split())):
            return
        yield found["name"]
        gap = _NEXT.match(rest, found.end())
        if not gap:
            return
        at = gap.end()
