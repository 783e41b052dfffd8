"""Which words a model may use of a shortcoming, and how a proposal must not sound like a fact."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from assistant.resources import load_yaml

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST = 8
# What is wanting is a cause, however few words tell it.
_WANTING = re.compile(
    r"(?:资金|经费|财力|人员|人手|力量|时间|编制|投入|预算|经验|能力)[^，。；{]{0,6}"
    r"(?:不足|紧张|紧缺|缺口|短缺|缺乏|不够|有限|困难|没有到位|未到位|不到位|未及时|没有及时)"
)
# Done, as a measure may say only of what it names: “已完成的部分”, “上年结转资金”, “近年完成值”.
_DONE = re.compile(
    r"已经?(?!(?:完成|完工|批复|办结|支付|付|用|发生|签订|竣工|验收|使用|列支|下达|编入|到期)"
    r"[^，。；了]{0,4}(?:的|项目|资金|部分|事项|任务|合同|数|额))|"
    r"(?<![为除罢明终])了(?![解结断])|"
    r"(?:先后|陆续|曾|现已|业已|此前|前期|一直|始终|累计|近期|年内)|"
    r"(?:今年|本年度?|当年|去年)(?!(?:度?(?:结转|指标|实际完成|预算|决算|工作计划|工作安排|绩效|数据|台账)|[的与和]))|"
    r"目前(?!尚|未|没有|的)"
)
_RESULT = re.compile(
    r"取得[^，。]{0,8}(?:成效|效果|进展)|成效(?:显著|明显|良好)|(?:明显|显著|大幅|持续|逐步)(?:下降|改善|提高|提升|好转|减少|压减)|"
    r"得到(?:有效)?(?:解决|改善|落实|控制|遏制)|有效(?:遏制|控制|解决|改善)|制度(?:健全|完善)(?![，。]*由)"
)
_OTHER_YEARS = re.compile(r"上一?年|去年|往年|历年|近年|连续|历来|以往")
_ALL_WELL = re.compile(
    r"(?:其他|其余|均|全部|都|基本|整体|总体|各项)[^，。；]{0,12}"
    r"(?:(?:完成|达到|实现)(?![率值数情])|达标|较好|良好|正常|理想|平稳)"
)
_GOAL = re.compile(r"完成标志[^。]*")


def strange(text: str, own: str, names: Collection[str], kind: str) -> Iterator[str]:
    """Yield the words that are neither neutral nor words of the matter; quotations are left out.

    ``own`` is all that is said of the matter, ``names`` its names, which count as a whole. A word
    that is cut wrongly counts by its parts, or together with a character beside it.
    """
    import rjieba

    known = neutral(kind) | {word for word in rjieba.cut(own) if len(word) > 1}
    whole = sorted({*names, *_phrases()}, key=len, reverse=True)
    bare = re.sub("|".join(map(re.escape, whole)), lambda found: " " * len(found[0]), text)
    for run in _HAN.finditer(bare):
        at = 0
        for word in rjieba.cut(run[0]):
            near = run[0][max(at - 1, 0) : at + len(word)], run[0][at : at + len(word) + 1]
            joined = any(len(each) > len(word) and (each in own or _made_of(each, known))
                         for each in near)  # fmt: skip
            if not (joined or _made_of(word, known)):
                yield word
            at += len(word)


def _made_of(word: str, known: frozenset[str]) -> bool:
    """Tell whether a word is known, or a chain of known ones (“数为”)."""
    ends = {0}
    for end in range(1, len(word) + 1):
        if any(word[start:end] in known for start in ends if end - start <= _LONGEST):
            ends.add(end)
    return len(word) in ends


@cache
def neutral(kind: str) -> frozenset[str]:
    """Return the words that state no event, for one kind of matter."""
    lists: dict[str, Any] = load_yaml("prompts", "neutral_words.yaml")
    more = [words for name, words in lists["by_kind"].items() if kind.startswith(name)]
    singles = "".join(lists["singles"].split())
    return frozenset(singles) | frozenset(" ".join([lists["words"], *more]).split())


@cache
def _phrases() -> tuple[str, ...]:
    lists: dict[str, Any] = load_yaml("prompts", "neutral_words.yaml")
    return tuple(lists["phrases"].split())


def wanting(text: str) -> Iterator[str]:
    """Yield what a text says is wanting: a cause that only the unit can state."""
    for found in _WANTING.finditer(text):
        yield found[0]


def claims(template: str, given: str) -> Iterator[str]:
    """Yield clauses of common words that still state a fact: of other years, of other matters.

    A clause with a reference or a quotation rests on that; one of the composer's is proved.
    """
    for clause in re.split(r"[，。；]", template):
        plain = not re.search(r"[{“〔]", clause) and clause not in given
        well = _ALL_WELL.search(clause) and not re.search(r"[未没不]", clause)
        if plain and (well or _OTHER_YEARS.search(clause)):
            yield clause.strip()[:30]


def told_as_done(text: str) -> Iterator[str]:
    """Yield what a proposal tells as done or as reached, its aim left out."""
    bare = _GOAL.sub("", text)
    for pattern in (_DONE, _RESULT):
        for found in pattern.finditer(bare):
            start = max(bare.rfind(mark, 0, found.start()) for mark in "，。；：") + 1
            yield re.split(r"[，。；：]", bare[start:])[0].strip()[:30]
