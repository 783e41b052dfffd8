"""What a model's paragraph of achievements is held against: figures, their words, nothing new."""

import re
from collections.abc import Iterator, Sequence

from assistant.facts.ground import Ground
from assistant.facts.naming import Names
from assistant.facts.render import REFERENCE
from assistant.facts.verify import verify
from assistant.model.draft import DraftParagraph
from assistant.model.fact import Fact
from assistant.model.place import squeeze
from assistant.resources import load_yaml
from assistant.rollover.asking import Material
from assistant.rollover.statements import NO_RESULT, Statement

_PLACE = "summary/results"
"""All figures of the summaries share one row for ``verify``; this module checks their words."""
_CAUSE = re.compile(r"由于|因为?(?![此而为素地村])|导致|致使|造成|得益于|受[^，。]{1,10}影响|原因")
_SLOGAN = re.compile(
    r"加强|进一步|努力|强化|狠抓|高度重视|显著|明显成效|圆满|扎实|切实|不断|大力|持续|全力|积极"
)
_AHEAD = re.compile(r"计划|打算|力争|争取|将要|拟|明年|下一步|预计")
_MARKUP = re.compile(r"[\n\r\t`#*<>|\\_=~^$@]|[A-Za-zＡ-Ｚａ-ｚ]+")
_LONG = 2
_MOST = 400
_SAME = 0.5
_CLAUSE = re.compile(r"[^，。；：！？]+")
_WORDS = (
    "全年 年内 全镇 全县 累计 共计 合计 共 其中 同时 以及 并 完成 实施 组织 开展 举办 达到 实现 办理 "
    "新建 发放 惠及 涉及 分别 工作 项目 活动 本年 一年 上年 群众"
)
"""Words that join or count, and tell nothing that a source would have to bear out."""


def is_formal(sentence: str) -> bool:
    """Tell whether a summary's sentence tells a result, not a plan, a lack or a feeling."""
    return not NO_RESULT.search(squeeze(sentence))


def fact_of(number: str, said: Statement) -> Fact:
    """Return a figure of the summaries as a draft refers to it."""
    return said.fact.model_copy(update={"id": number, "subject": "", "place": _PLACE})


class Proof:
    """Says what is wrong with a paragraph."""

    def __init__(self, known: Sequence[Material], year: int) -> None:
        self._materials = {each.number: each for each in known}
        self._figures = {n: s for each in known for n, s in each.figures.items()}
        self._facts = {n: fact_of(n, s) for n, s in self._figures.items()}
        words = "\n".join(squeeze(each.text + each.heading) for each in known)
        self._ground = Ground(frozenset({year - 1, year, year + 1}), words)
        self._names = Names(self._facts.values())

    def faults(self, paragraph: DraftParagraph, sources: Sequence[str]) -> list[str]:
        """Return the faults of a paragraph that rests on ``sources``, as Chinese sentences."""
        found = verify([paragraph], self._facts, self._ground, "", _PLACE, self._names)
        faults = [fault.reason for fault in found]
        known = not any(fault.startswith("引用了不存在") for fault in faults)
        return list(dict.fromkeys([*faults, *(self._more(paragraph, sources) if known else ())]))

    def _more(self, paragraph: DraftParagraph, sources: Sequence[str]) -> Iterator[str]:
        template = "".join(each.template for each in paragraph.sentences)
        plain = REFERENCE.sub("", template)
        yield from _form(plain)
        if unknown := [source for source in sources if source not in self._materials]:
            yield f"材料编号不存在：{'、'.join(unknown)}"
        used = REFERENCE.findall(template)
        if not used:
            yield "没有引用数据"
        if len(set(used)) < len(used):
            yield "同一个数据引用了两次"
        own = [self._of(number).number for number in used]
        if stray := sorted(set(own) - set(sources)):
            yield f"引用的数据不在所列材料中：{'、'.join(stray)}"
        yield from self._unfounded(plain, [*own, *(s for s in sources if s in self._materials)])
        for match in REFERENCE.finditer(template):
            unit = self._facts[match[1]].quantity.unit
            if template.startswith(unit, match.end()):
                yield f"{match[0]}后面重复写了单位“{unit}”"
        for clause in _CLAUSE.findall(template):
            yield from self._bound(clause)

    def _of(self, number: str) -> Material:
        return next(each for each in self._materials.values() if number in each.figures)

    def _unfounded(self, plain: str, sources: Sequence[str]) -> Iterator[str]:
        """Yield the words that no source has, causes and quotations that none tells."""
        whole = "\n".join(
            squeeze(m.text + m.heading) for n, m in self._materials.items() if n in sources
        )
        for match in _CAUSE.finditer(plain):
            if match[0] not in whole:
                yield f"材料没有写明原因：“{match[0]}”"
        for word in _words(plain):
            if word not in whole and word not in _neutral():
                yield f"“{word}”在所依据的材料里没有出处"

    def _bound(self, clause: str) -> Iterator[str]:
        """Hold each figure to the words it stands with in the summary."""
        said = set(_words(REFERENCE.sub("，", clause))) - _neutral()
        for number in REFERENCE.findall(clause):
            own = self._likeness(said, self._figures[number])
            if not own:
                yield f"{{{number}}}前后没有写明它是什么数"
            rivals = (
                self._likeness(said, other)
                for n, other in self._of(number).figures.items()
                if n != number and n not in REFERENCE.findall(clause)
            )
            if own and max(rivals, default=0.0) > own + _SAME:
                yield f"{{{number}}}与所写的内容不符"

    def _likeness(self, said: set[str], figure: Statement) -> float:
        """Return how many of a clause's words stand in a figure's clause, or near it."""
        clause, sentence = squeeze(figure.scope()), squeeze(figure.sentence)
        near = sum(word in clause for word in said)
        return near + sum(word in sentence for word in said) / 4


def _form(plain: str) -> Iterator[str]:
    for match in _MARKUP.finditer(plain):
        yield f"出现了不该有的符号或外文“{match[0].strip() or '换行'}”"
    for match in _SLOGAN.finditer(plain):
        yield f"“{match[0]}”是空话，应写具体做法"
    for match in _AHEAD.finditer(plain):
        yield f"“{match[0]}”是打算，不是本年的完成情况"
    if len(plain) > _MOST:
        yield f"这一段超过{_MOST}字"


def _words(text: str) -> list[str]:
    """Return the words of two characters or more."""
    import rjieba

    return [w for w in dict.fromkeys(rjieba.cut(text)) if len(w) >= _LONG and w.isalnum()]


def _neutral() -> set[str]:
    return set(_WORDS.split()) | set(
        str(load_yaml("prompts", "neutral_words.yaml")["words"]).split()
    )
