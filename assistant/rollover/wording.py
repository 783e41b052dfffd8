"""What an indicator is about, and how much of that a text speaks of.

Summaries shorten names (改厕 for 户厕改造) and use other official words (得益 for 受益), so
coverage counts characters, rare ones more, after both sides were brought to the same words.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from assistant.model.place import squeeze

_GENERIC = re.compile(
    r"实际|完成|全年|年度|全镇|全县|全区|全市|本镇|本级|共计|累计|开展|组织|举办|数量|次数|人数|户数|"
    r"个数|面积|里程|长度|总额|情况|工作|活动|行动|项目|指标|各项|有关|相关|及时|农村|平均|合计|日常|"
    r"支出|经费|新增|数$|率$"
)
_SAME_WORDS = (
    ("受益", "得益|惠及|收益面"), ("化解", "调解|调处|调成"), ("发放", "到账|到户|兑付|兑现"),
    ("培训", "办班|轮训"), ("完工", "竣工|收尾|建成"), ("修复", "修好|恢复通行|抢通"),
    ("水毁", "洪水冲坏|洪水冲毁|山洪冲断|冲坏|冲毁"), ("办结", "结案"), ("整改", "改了|改正"),
    ("就业", "上岗|找到工作"), ("整治", "清理整顿|集中清理"), ("户厕改造", "改厕"),
    ("满意", "好评"), ("巡查", "巡河|巡护|巡山|巡逻"), ("合格", "达标|符合标准"),
    ("集体经济收入", "集体收入"), ("用水户", "供水户"), ("供水", "自来水|饮水|吃水"),
)  # fmt: skip
"""Official words that mean one thing in reports of results, whatever the unit."""
_OTHER = [(re.compile(others), word) for word, others in _SAME_WORDS]
_TARGET_WORDS = re.compile(
    r"[\d.,，。、≥≤＞＜>=<%％‰/〇零一二三四五六七八九十百千万亿]+|以上|以下|以内|不少于|不低于|不超过|"
    r"不高于|达到|控制在|共计|共|至少|之前|底前|前|月|日|年"
)
_SHORT = 3


def core(name: str) -> str:
    """Return an indicator's name without the words that every name has.

    >>> core("农村公路日常养护里程")
    '公路养护'
    """
    bare = squeeze(name)
    return same_words(_GENERIC.sub("", bare) or bare)


def target_core(target: str) -> str:
    """Return what a target says besides its figure (化解矛盾纠纷95%以上); "" where it is little."""
    left = core(_TARGET_WORDS.sub("", squeeze(target)))
    return left if len(left) > _SHORT else ""


def same_words(text: str) -> str:
    """Return a text with its synonyms written as one word."""
    bare = squeeze(text)
    for pattern, word in _OTHER:
        bare = pattern.sub(word, bare)
    return bare


def shares_words(name: str, text: str) -> bool:
    """Tell whether two characters that stand together in ``name`` do so in ``text``."""
    return any(a + b in text for a, b in pairwise(name))


class Rarity:
    """How much each character tells in these summaries: common ones little."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._seen = Counter(char for text in set(sentences) for char in set(same_words(text)))

    def coverage(self, name: str, text: str) -> float:
        """Return the share (0–1) of ``name`` that stands in ``text``, rare characters first.

        Both are texts of :func:`same_words`.
        """
        own = set(name)
        told = set(text)
        whole = sum(map(self._weight, own))
        return sum(self._weight(char) for char in own if char in told) / whole if whole else 0.0

    def _weight(self, char: str) -> float:
        return 1 / (1 + math.log(max(self._seen[char], 1)) / 2)
