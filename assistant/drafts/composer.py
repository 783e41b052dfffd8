"""Write problems and measures from matters: one paragraph each, in the same order."""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from assistant.drafts.desk import Desk
from assistant.drafts.matters import Matter
from assistant.drafts.notes import LED
from assistant.drafts.phrases import texts
from assistant.drafts.wording import excerpt, fill, of_kind, office, sentence
from assistant.model.draft import DraftParagraph, Sentence
from assistant.model.fact import Fact
from assistant.model.ordinals import ordinal
from assistant.model.quantity import Comparator

_LIMITS: dict[str, tuple[str, str, Comparator]] = {
    "adjusted": ("adjustment_rate", "预算调整率", "<="),
    "adjusted_down": ("adjustment_rate", "预算调整率", "<="),
    "low_execution": ("execution_rate", "预算执行率", ">="),
    "overspent": ("control_rate", "控制率", "<="),
    "unfinished": ("completion", "完成率", "="),
}

_UPPER = ("exceeded", "limit")
_TARGETS = ("missed", "missed_rate", "missed_satisfaction", "short_rate", *_UPPER)


def problems(matters: Sequence[Matter], desk: Desk) -> list[DraftParagraph]:
    """Return a paragraph for each matter: topic, figures, cause or the question for it."""
    turn = _Turn()
    return [
        _paragraph(desk, matter, [_head(matter, n, len(matters), turn), *told(matter, turn)])
        for n, matter in enumerate(matters, 1)
    ]


def measures(matters: Sequence[Matter], desk: Desk) -> list[DraftParagraph]:
    """Return a paragraph for each matter, in the same order: action, office, time, result."""
    turn = _Turn()
    return [
        _paragraph(desk, matter, [sentence(_marker(n, len(matters))), *remedy(matter, desk, turn)])
        for n, matter in enumerate(matters, 1)
    ]


class _Turn:
    """Takes the versions of a text in turn, kind by kind."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def pick(self, kind: str, part: str) -> str:
        versions: list[str] = of_kind(kind)[part]
        number = self._used[f"{kind}/{part}"]
        self._used[f"{kind}/{part}"] += 1
        return versions[number % len(versions)]


def _paragraph(desk: Desk, matter: Matter, sentences: list[Sentence]) -> DraftParagraph:
    kept = [each for each in sentences if each.template]
    return DraftParagraph(sentences=kept, about=desk.about(matter.places))


def _marker(number: int, count: int) -> str:
    return f"（{ordinal(number)}）" if count > 1 else ""


def _head(matter: Matter, number: int, count: int, turn: "_Turn") -> Sentence:
    text = turn.pick(matter.kind, "head")
    return fill(f"{_marker(number, count)}{text}。", matter.words, matter.facts)


def told(matter: Matter, turn: "_Turn | None" = None) -> list[Sentence]:
    """Return a matter's figures and its cause, or the question for it."""
    turn = turn or _Turn()
    words = dict(matter.words)
    if "excerpt" in words:
        words["excerpt"] = excerpt(words["excerpt"], matter.facts)
    body = turn.pick(matter.kind, "body")
    if "completion" not in matter.facts:
        body = re.sub(r"，[^，。]*\{completion\}", "", body)
    out = [fill(body, words, matter.facts)]
    for name, text in of_kind(matter.kind).get("extra", {}).items():
        if name in matter.facts:
            out.append(fill(text, words, matter.facts))
    if "published" in matter.facts:
        out.append(sentence(_published(matter.facts["published"])))
    if matter.said:
        out.append(sentence(f"工作总结反映：“{matter.said}”。"))
    return [*out, *_promised(matter), _cause(matter)]


def _published(fact: Fact) -> str:
    """Return that the final accounts print the same figure."""
    return f"{fact.period}年度部门决算公开的{fact.measure}为{{{fact.id}}}，与上述决算数一致。"


def _promised(matter: Matter) -> list[Sentence]:
    """Return what the unit promised last year on a matter, and what became of it."""
    if matter.promise is None:
        return []
    own, outcome = texts()["promised"], matter.promise
    said = outcome.sentence.words if outcome.sentence else ""
    # the same words needn't be quoted twice in one paragraph
    repeated = said and (said in matter.cause.words or said == matter.said)
    name = f"{outcome.kept}_told" if repeated and outcome.kept != "unknown" else outcome.kept
    words = {"promise": outcome.promise.words, "year": str(outcome.promise.year), "said": said}
    return [fill(own[name], words, {})]


def question(matter: Matter) -> str:
    """Return what must be asked about a matter's cause."""
    return fill(of_kind(matter.kind)["ask"], matter.words, matter.facts).template


def _cause(matter: Matter) -> Sentence:
    if not matter.cause.words:
        return sentence(texts()["cause"].replace("<cause>", f"〔待确认：{question(matter)}〕"))
    return sentence(f"原因：{matter.cause.source}“{matter.cause.words.rstrip('。')}”。")


def remedy(matter: Matter, desk: Desk, turn: "_Turn | None" = None) -> list[Sentence]:
    """Return the measure that answers a matter, and what last year left undone on it.

    In a section of measures (``turn``) it names the matter as the section of problems heads it.
    """
    named = of_kind(matter.kind)["for"]
    if turn and "promise" not in matter.words:  # a promise is quoted: it names itself
        head = turn.pick(matter.kind, "head")
        named = f"{head}{of_kind(matter.kind).get('by', '')}的问题"
    turn = turn or _Turn()
    own, unkept = of_kind(matter.kind), texts()["unkept"]
    facts = {**matter.facts, **_proposed(matter, desk)}
    words = {**matter.words, "plan": matter.plan.words.rstrip("。；"), "source": matter.plan.source}
    action = texts()["planned"] if matter.plan.words else turn.pick(matter.kind, "action")
    lines, result = [f"针对{named}，{action}。"], own["result"]
    if matter.promise and matter.promise.kept == "unfinished":
        words["promise"] = matter.promise.promise.words
        lines.append(unkept["action"])
        result += unkept["result"]
    who = "" if LED.search(matter.plan.words) else f"由{office(desk, matter)}负责，"
    when = "" if who == "" and matter.plan.words else f"{_when(matter, desk, facts)}。"
    lines.append(f"{who}{when}完成标志：{result}。")
    return [fill(line, words, facts) for line in lines]


def _when(matter: Matter, desk: Desk, facts: dict[str, Fact]) -> str:
    """Return the time of a measure: what the material states, else a proposal, else a question."""
    stated = matter.stated_deadline(desk.next_year)
    if stated.words:
        text = str(texts()["stated_deadline"])
        return text.replace("<date>", stated.words).replace("<source>", stated.source)
    return "{deadline}〔建议〕完成" if "deadline" in facts else "完成时限〔待确认：完成时限〕"


def _proposed(matter: Matter, desk: Desk) -> dict[str, Fact]:
    goal = _goal(matter, desk)
    deadline = desk.deadline(matter.row, of_kind(matter.kind)["month"])
    found = {"goal": goal, "deadline": deadline}
    return {name: fact for name, fact in found.items() if fact}


def _goal(matter: Matter, desk: Desk) -> Fact | None:
    """Propose the figure that shows the matter mended."""
    if matter.kind in _TARGETS:
        target = matter.facts["target"]
        bound = target.quantity.model_copy()
        if bound.comparator == "=":
            bound.comparator = "<=" if matter.kind in _UPPER else ">="
        return desk.propose(f"{matter.row}/proposed/actual", f"{matter.about}实际完成值", bound)
    if matter.kind not in _LIMITS:
        return None
    field, measure, sign = _LIMITS[matter.kind]
    limit = {
        "adjustment_rate": desk.profile.adjustment_rate,
        "execution_rate": desk.profile.execution_notice,
    }.get(field, Decimal(100))
    return desk.limit(f"{matter.row}/proposed/{field}", measure, sign, limit)
