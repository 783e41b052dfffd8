"""What a sentence compares with what, told by few words: what was before, a plan, and all others."""

import re
from functools import lru_cache

from assistant.checks.mentions import right_of
from assistant.checks.narratives.in_a_row import clause_of
from assistant.model.fact import Fact

_EARLIER = re.compile(
    r"上一?年|去年|前年|往年|上学年|上一?期|同期|(?:19|20)\d\d年|原[先来有本定]|[^提超目当]前的?$|年初|期初|"
    r"^[^，\d]{0,3}?(?:跟|(?<![合共相不如一会协陪])同|(?<![参给])与|(?<![共温缓])和)(?=[^，。；、\d]{0,6}$)|[比较](?![例重好为大多])[^，。；、\d]{0,14}$|"
    r"预算|概算|限价|控制[价数]|送审|计划|目标|任务"
)
_PLAN_BEHIND = re.compile(r"的?(?:年初)?(?:预算|概算|计划|限价|控制[价数])")
_UP = r"多|增|涨|升|超|高|翻|长|扩|上[浮调扬]|反弹"
_DOWN = r"少|减|跌|降|省|压|缩|低|短|落|滑|下[浮调挫]|节[约支余电水能油气]|结余"
_OTHER = (
    r"低保|低收入|高[中校龄标速新效原压]|少[年儿先数]|多[元种项次功媒]|升学|升级|增值|减[灾免]|短[期信]|长[期者江度效]|"
    r"超[市声]|缩[影短]?小|压力|低空|低碳|下降沿|省[级市厅内外道直]|全省|本省|该省|扩音|落[实地户]|滑坡|最[高低多少长短]"
)
"""What begins so and is no change: 低保户, 高中生, 省级."""
_FIGURE = re.compile(r"\d[\d,.]*(?!\d*年)[万亿]?[一-龥%‰]{1,2}")
"""A figure earlier in the clause: of 从去年的25.00万人次提到 only 提到 is said of what follows."""
_SIZE = re.compile(r"(?:比例|幅度|比率)(?:约?为|是|达到?|有)?$")
_WAY = re.compile(rf"(?P<other>{_OTHER})|(?P<up>{_UP})|(?P<down>{_DOWN})")
_TAIL = 8
_NO_CHANGE = re.compile(
    r"[于占]$|(?:占|达到?|完成|实现)[^，。；、\d]{0,6}$|最[高低多少长短大小快慢]|"
    r"(?<![长约余省降减少升支低缩增])率(?:为|是|达到?)?$"
)


def was_before(fact: Fact, year: int | None) -> bool:
    """Tell whether few words make a figure what another is held against: 跟上年的, 与……的预算相比."""
    words = _FIGURE.split(_without(clause_of(fact), year))[-1]
    return bool(_EARLIER.search(words) or _PLAN_BEHIND.match(right_of(fact)))


def is_size(fact: Fact) -> bool:
    """Tell whether the words before a rate call it the size of a change told before: 比例是."""
    return bool(_SIZE.search(clause_of(fact)))


@lru_cache(maxsize=1024)
def _without(words: str, year: int | None) -> str:
    return words.replace(f"{year}年", "")


def way(fact: Fact) -> bool | None:
    """Tell whether the words right before a figure make it a rise or a fall; None for neither or both.

    Any verb does that holds one of few characters: 多收, 少花, 又增了, 短收, 涨了, 压掉, 高出.
    """
    words = re.split(r"\d", clause_of(fact))[-1][-_TAIL:]
    if _NO_CHANGE.search(words):
        return None
    ways = {m.lastgroup for m in _WAY.finditer(words)} - {"other"}
    if len(ways) != 1:
        return None
    return "up" in ways
