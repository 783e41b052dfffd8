"""Which province a pack's own words name: its unit, its titles, the numbers of papers it cites."""

import re
from collections import Counter
from collections.abc import Iterator

from assistant.model.pack import Pack

NAMES = re.compile(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆"
)
REGION = "自治区"
_REGIONS = ("内蒙古", "广西", "西藏", "宁夏", "新疆")
_SHORT = {
    "京": "北京", "津": "天津", "沪": "上海", "渝": "重庆", "冀": "河北", "苏": "江苏", "浙": "浙江", "皖": "安徽",
    "闽": "福建", "赣": "江西", "鲁": "山东", "豫": "河南", "鄂": "湖北", "湘": "湖南", "粤": "广东", "琼": "海南",
    "黔": "贵州", "滇": "云南", "藏": "西藏",
}  # fmt: skip
"""Signs in the numbers of papers; those that counties use as well (桂、晋、云、新、青) are left out."""
_NUMBERED = re.compile(
    rf"(?:^|[^\u4e00-\u9fff]|[和及与按据以的])([{''.join(_SHORT)}])"
    r"(?:财|政|办|厅|委|发|教|卫|农|水|安|民|建|交|文|人社|应急)[\u4e00-\u9fff]{0,6}[〔\[（(]20\d\d[〕\]）)]"
)
_OFFICE = re.compile(
    rf"({NAMES.pattern})(?:省|市|[\u4e00-\u9fff]{{0,4}}自治区)?(?:财政厅|人民政府)"
)
_OWN_REGION = re.compile(
    r"(?<![\u4e00-\u9fff]族)(?<!维吾尔)(?<!内蒙古)(?<!西藏)自治区(?:级|本级|财政|补助|资金|专项|下达)"
)
_IN_TITLES = re.compile(r"^(?:附件\d*|20\d\d年度?)+")


def province_of(pack: Pack) -> str:
    """Return the province that a pack's words tell it is of, 自治区 for one unnamed, "" for none.

    The names of the unit and the titles decide; else what is cited, where it is of one province.
    """
    names = [pack.unit.text, *(table.unit.text for table in pack.tables())]
    titles = [table.title.text for table in pack.tables()]
    titles += [report.title.text for report in pack.reports()]
    for words in (*names, *(_IN_TITLES.sub("", title) for title in titles)):
        if match := NAMES.match(words):
            return match[0]
    told = Counter(_cited(pack))
    return next(iter(told)) if len(told) == 1 else ""


def contradicts(province: str, place: str) -> bool:
    """Tell whether a pack of a province can't be one of a layout's place."""
    if not province or not place:
        return False
    return place not in _REGIONS if province == REGION else province != place


def _cited(pack: Pack) -> Iterator[str]:
    lines = [line.label.text for table in pack.tables() for line in table.money]
    for text in (*lines, *(each.text for report in pack.reports() for each in report.texts())):
        for match in _NUMBERED.finditer(text) if "20" in text else ():
            yield _SHORT[match[1]]
        if "财政厅" in text or "人民政府" in text:
            yield from (match[1] for match in _OFFICE.finditer(text))
        if REGION in text and _OWN_REGION.search(text):
            yield REGION
