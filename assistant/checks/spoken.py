"""What a message calls a prose figure: a noun, where its measure is only a word of relation.

A measure is what stands right before a figure: in “受益人口由2023年4.3万人增至4.7万人” that is
由2023年 for the first, and 增至 for the second. Readers know both as 受益人口.
"""

import re
from functools import lru_cache

from assistant.model.fact import Fact
from assistant.model.place import squeeze

_WHEN = r"(?:上一?年末?|去年|同期|(?:19|20)\d\d年度?|年初|年末)"
_THAN = r"(?:预算|目标|指标值?|计划|任务|规定|控制[数值线]|实际)"
_LINK = rf"(?:由|从|自|比|较|为|占|达到?|[增减升降]至|(?:增加|减少|提高|下降|上升)[到至])(?:{_WHEN}|{_THAN}|的|数)*"
_RELATION = re.compile(rf"(?:{_LINK})+$|(?<![新净提])[增升降变]$")
_CLAUSE = re.compile(r"[^，。；：（）]*$")
_SHORTEST = 2


def spoken(fact: Fact) -> str:
    """Return the noun a reader knows a figure by; its measure where none is found."""
    left = squeeze(fact.quote.partition(fact.quantity.raw)[0])
    return _whole(_spoken(fact.measure, left, fact.aspect == "value"), left)


_CUT = (re.compile("(?:[预签履合节制条特公邀])$"), re.compile("^[线校编册岗职建途库园押读用]"))
"""What 约 ends (预约) or 在 begins (在校), though both also are words of their own."""


@lru_cache(maxsize=4096)
def _whole(name: str, left: str) -> str:
    """Return a name with the letter that it was cut by: 网上预约, not 网上预."""
    ahead, found, behind = left.rpartition(name) if name else ("", "", "")
    if found and behind == "约" and _CUT[0].search(name):
        name = f"{name}约"
    if found and behind.startswith("占比") and name.endswith(("药", "耗", "耗材")):
        name = f"{name}占比"  # a noun of hospitals, not a share of 公立医院药
    return f"在{name}" if found and ahead.endswith("在") and _CUT[1].match(name) else name


@lru_cache(maxsize=4096)
def _spoken(measure: str, left: str, stated: bool) -> str:
    relation = _RELATION.search(measure)
    bare = measure[: relation.start()] if relation else measure
    if relation is None or (len(bare) >= _SHORTEST and not stated):
        return bare
    if len(bare) < _SHORTEST:
        clause = _CLAUSE.search(left)
        bare = re.split(_LINK, clause.group() if clause else "", maxsplit=1)[0]
        bare = re.sub(r"^(?:其中|全年|共|累计)+|\d.*$", "", bare)
    against = re.search(_THAN, relation.group())
    name = bare + (against.group() if against and stated else "")
    return name if len(name) >= _SHORTEST else measure
