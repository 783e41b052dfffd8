"""The themed achievements in a model's words: references only, proved, else the composer's text.

One question holds all themes and the results of the summaries; what is amiss with a theme is
named once for mending. A theme that still can't be proved keeps the composer's paragraph.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from pydantic import Field

from assistant.facts.render import REFERENCE, shown
from assistant.llm import RULE, Request, quote
from assistant.model.base import Model as Shape
from assistant.model.draft import DraftParagraph, Sentence
from assistant.model.fact import Fact
from assistant.model.place import squeeze
from assistant.model.reply import ThemeReply, ThemesReply
from assistant.prompting import load_prompt
from assistant.rollover.achievements import OTHER
from assistant.rollover.asking import (
    SECONDS,
    Material,
    Model,
    answered,
    figure_line,
    materials,
    passage,
    told,
    why_not,
)
from assistant.rollover.outline import Plan
from assistant.rollover.statements import Statement
from assistant.rollover.themes_proof import Proof, fact_of, is_formal

_ROOM, _TOKENS = 9_000, 4_000
_TOLD = 4
_UNNAMED = (OTHER, "")
"""What a model isn't asked to write: what belongs to no theme."""


class Theme(Shape):
    """One theme of the achievements: who wrote it, and what it rests on.

    ``reason`` says in Chinese why a model's words were not used; ``facts`` are the figures that
    ``paragraph`` refers to. The composer's paragraphs are sentences of the summary as they stand.
    """

    title: str
    author: str = "composer"
    reason: str = ""
    paragraph: DraftParagraph | None = None
    facts: list[Fact] = Field(default_factory=list)


class Written:
    """What a model wrote for the themes of a run; asked once, however often it is looked up."""

    def __init__(self, model: Model, statements: Sequence[Statement], year: int) -> None:
        self._model, self._year = model, year
        results = [s for s in statements if _is_told(s, year)]
        self._materials = _fitting(materials(results))
        self._figures = {n: s for each in self._materials for n, s in each.figures.items()}
        self._proof = Proof(self._materials, year)
        self._themes: dict[str, Theme] = {}

    def themes(self, titles: Sequence[str]) -> dict[str, Theme]:
        """Return a theme for each title; those without a paragraph have the reason."""
        if [title for title in titles if title not in self._themes]:
            self._themes = self._ask(titles)
        return {title: self._themes[title] for title in titles}

    def _ask(self, titles: Sequence[str]) -> dict[str, Theme]:
        if not self._figures:
            return {t: Theme(title=t, reason="总结中没有本年完成的数") for t in titles}
        first = self._replies(self.request(titles), titles)
        faulty = {title: each for title, each in first.items() if each.faults}
        if faulty:
            first |= self._replies(self.request(list(faulty), faulty), list(faulty))
        self._model.usage["repaired"] = sum(not first[title].faults for title in faulty)
        return dict(self._accepted(first))

    def request(
        self, titles: Sequence[str], faulty: "Mapping[str, _Judged] | None" = None
    ) -> Request[ThemesReply]:
        """Return the question for these themes; with ``faulty`` the one that asks to mend."""
        prompt = load_prompt("achievements")
        lines = [figure_line(n, s, m) for m in self._materials for n, s in m.figures.items()]
        user = prompt.message(
            主题=quote("主题", "；".join(titles)), 数据=told("数据", lines),
            材料=told("材料", [passage(each) for each in self._materials]),
        )  # fmt: skip
        if faulty:
            before = "\n".join(f"{title}：{each.said}" for title, each in faulty.items())
            named = "\n".join(f"- {t}：{f}" for t, each in faulty.items() for f in each.faults)
            user += (
                f"\n\n## 上一稿\n{quote('上一稿', before)}\n\n## 须改正\n{quote('须改正', named)}"
                "\n\n请按“须改正”逐条改正，重新给出这些主题。"
            )
        return Request(
            prompt.name, prompt.version, f"{prompt.text}\n\n{RULE}", user, ThemesReply,
            seconds=SECONDS, max_tokens=_TOKENS, private=self._model.private,
        )  # fmt: skip

    def _replies(
        self, request: Request[ThemesReply], titles: Sequence[str]
    ) -> "dict[str, _Judged]":
        (reply,) = self._model.ask([request])
        if not answered(reply):
            return {title: _Judged(None, reason=why_not(reply)) for title in titles}
        assert reply.value is not None  # answered() says so
        said = {each.title.strip(): each for each in reply.value.themes}
        return {title: self._judged(said.get(title)) for title in titles}

    def _judged(self, said: ThemeReply | None) -> "_Judged":
        texts = [squeeze(each) for each in said.sentences if squeeze(each)] if said else []
        if said is None or not texts:
            return _Judged(None, reason="模型没有写这一主题")
        sentences = [_sentence(text) for text in texts]
        paragraph = DraftParagraph(sentences=sentences)
        sources = [source.strip() for source in said.sources]
        return _Judged(paragraph, self._proof.faults(paragraph, sources), "".join(texts))

    def _accepted(self, judged: "Mapping[str, _Judged]") -> Iterator[tuple[str, Theme]]:
        """Yield the themes; a figure that an earlier theme tells is not told again."""
        used: set[str] = set()
        for title, each in judged.items():
            own = (
                {i for s in each.paragraph.sentences for i in s.facts} if each.paragraph else set()
            )
            faults = each.faults or (["与另一主题重复"] if own & used else [])
            if each.paragraph is None or faults:
                reason = each.reason or f"没有通过核验（{'；'.join(faults[:_TOLD])}）"
                yield title, Theme(title=title, reason=reason)
                continue
            used |= own
            facts = [fact_of(number, self._figures[number]) for number in sorted(own)]
            yield title, Theme(title=title, author=f"model:{self._model.name}",
                               paragraph=each.paragraph, facts=facts)  # fmt: skip

    def said_by(self, theme: Theme) -> list[str]:
        """Return the sentences of the summaries whose figures a theme tells."""
        return [self._figures[fact.id].sentence for fact in theme.facts]


class _Judged:
    def __init__(
        self, paragraph: DraftParagraph | None, faults: Sequence[str] = (), said: str = "",
        reason: str = "",
    ) -> None:  # fmt: skip
        self.paragraph, self.faults = paragraph, list(faults)
        self.said, self.reason = said, reason


def rewritten(
    plans: Sequence[Plan], written: Written, refused: Collection[str] = ()
) -> tuple[list[Plan], list[Theme]]:
    """Return the themes with a model's paragraphs where they are proved, and who wrote which.

    Sentences of the composer whose figures a model's paragraph tells are taken out elsewhere;
    a paragraph that holds a ``refused`` sentence is not used.
    """
    asked = [plan.title for plan in plans if plan.title not in _UNNAMED]
    themes = {title: Theme(title=title) for title in _UNNAMED}
    themes |= written.themes(asked) if asked else {}
    for plan in plans:
        theme = themes[plan.title]
        if theme.reason and not plan.paragraphs:
            themes[plan.title] = Theme(title=plan.title)  # neither had anything to tell
        elif any(sentence in text_of(theme) for sentence in refused):
            reason = "与表中数据或另一处表述不一致"
            themes[plan.title] = Theme(title=plan.title, reason=reason)
    taken = {squeeze(s) for theme in themes.values() for s in written.said_by(theme)}
    out = [_plan(plan, themes[plan.title], taken) for plan in plans]
    return out, [themes[plan.title] for plan in plans]


def text_of(theme: Theme) -> str:
    """Return a theme's paragraph as printed, "" where a model's was not used."""
    if theme.paragraph is None:
        return ""
    printed = {fact.id: _printed(fact) for fact in theme.facts}
    text = "".join(each.template for each in theme.paragraph.sentences)
    return REFERENCE.sub(lambda found: printed[found[1]], text)


def _printed(fact: Fact) -> str:
    """Return a figure as the summary prints it; exact Chinese numerals become digits."""
    raw = squeeze(fact.quantity.raw)
    exact = fact.quantity.comparator == "=" and not any(char.isdigit() for char in raw)
    return shown(fact) if exact else raw


def _plan(plan: Plan, theme: Theme, taken: set[str]) -> Plan:
    if theme.paragraph is not None:
        return Plan(plan.title, [text_of(theme)])
    kept = [
        sentence
        for text in plan.paragraphs
        for sentence in re.findall(r"[^。]+。?", text)
        if not any(_overlap(sentence, told_already) for told_already in taken)
    ]
    return Plan(plan.title, ["".join(kept)] if kept else [])


def _overlap(sentence: str, other: str) -> bool:
    """Tell whether two sentences are the same but for words of time."""
    short = squeeze(other).rstrip("。；")
    return short[-12:] in squeeze(sentence) or squeeze(sentence).rstrip("。")[-12:] in short


def _sentence(text: str) -> Sentence:
    closed = text if text.endswith(("。", "；", "！", "？", "”。")) else f"{text}。"
    return Sentence(template=closed, facts=list(dict.fromkeys(REFERENCE.findall(closed))))


def _is_told(said: Statement, year: int) -> bool:
    """Tell whether a figure is one of the year's results, in words that a report may use."""
    quantity = said.fact.quantity
    mine = said.fact.period == str(year) and said.is_result() and bool(quantity.unit)
    return mine and is_formal(said.sentence) and said.fact.aspect in ("value", "rate")


def _fitting(known: Sequence[Material]) -> list[Material]:
    """Return as many paragraphs as one question holds, those with most figures first."""
    room, kept = _ROOM, set()
    for each in sorted(known, key=lambda m: -len(m.figures)):
        if len(each.text) <= room:
            room -= len(each.text)
            kept.add(each.number)
    return [each for each in known if each.number in kept]
