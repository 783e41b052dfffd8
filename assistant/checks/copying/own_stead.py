"""Where a report can only name its own unit: what it does with its results, where it tells them."""

import re

_NO_NAME = re.compile(
    r"[各全本该我他两几多某外邻周同乡城建由与和跟为经报向往省市县区州旗镇级跨所在关于按依据根随其另每到及从是的了对以把将让使请给会来"
    r"交送函呈申入过]|部门|单位|有关|相关|上级|主管|当地|属地|示范|试点|重点"
)
_CHINESE = re.compile("[一-龥]+")
_STEMS = (2, 3)
"""Characters of a place's name before 县 or 镇."""
# What stands before a unit that can only be one's own, and what follows it.
_STEADS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(before), re.compile(after))
    for before, after in (
        (r"(?:结果|报告|成绩|得分)[^，。；]{0,6}作为$",
         r"(?:20\d\d年|下一?年|编制|安排|核定|确定|分配|调整|改进|完善|下达|制定|年度|预算|内部|绩效)"),
        (r"(?:随|随同|连同)$", r"(?:20\d\d年度?)?(?:部门|单位)?(?:整体|决算|预算|绩效|自评)[^，。；]{0,20}公[开示布]"),
        (r"(?:提交|提请|[，。；已]经|报经)$", r"(?:党组|党委|党工委|局务|局长办公|班子|党政联席|绩效(?:评价|管理)工作?领导)"),
        (r"(?:通过|[拟将]在|及时在|统一在|同步在)$", r"(?:门户|官方|官网|政务|微信|网站|公示栏|公开栏)"),
        (r"纳入$", r"(?:20\d\d年度?)?(?:部门|内部|年度|机关)?(?:预算编制|绩效考核|考核)"),
    )
)  # fmt: skip


def stands_for(raw: str, match: re.Match[str]) -> str:
    """Return the place, as 某某县, of a match (``kind``, ``organ``) in the unit's own stead, else ""."""
    before, after = raw[: match.start()], raw[match.end() :]
    for size in _STEMS:
        stem, head = before[-size:], before[:-size]
        if not _CHINESE.fullmatch(stem) or _NO_NAME.search(stem):
            continue
        if any(one.search(head) and other.match(after) for one, other in _STEADS):
            return stem + match["kind"]
    return ""
