"""Last year's promised measures: what each said, and what this year's material says of it."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from assistant.drafts.phrases import texts
from assistant.drafts.retrieval import words
from assistant.drafts.shelf import Sentence, Shelf, meets
from assistant.facts.prose import read_figures
from assistant.model.dossier import Dossier, prior_root
from assistant.model.fact import Fact
from assistant.model.pack import Pack, Report, Section
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Text

Kept = Literal["kept", "unfinished", "unknown"]

_MEASURES = re.compile(r"改进|整改|措施")
_PROBLEMS = re.compile(r"问题|不足|偏离")
_MARKER = re.compile(
    r"^(?:[一二三四五六七八九十]+是|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．、])"
)
_UNFINISHED = re.compile(
    r"剩(?:下|余)|还有|还在|在等|尚未|尚有|暂时没有|还没有|仍未|未能|没有(?:完成|办结)|未(?:完成|更换)"
)
_KEPT = re.compile(
    r"(?:已|均|全部)[^，。]{0,12}(?:完成|竣工|通过|办结|支付|付清|到位|签订|入住|整改|更换|收回)"
)
_ENOUGH = 5
_AHEAD = re.compile(r"由.{2,14}(?:负责|在)|负责|今后|20\d\d年|[下来]年|\d+月底?前")
_SHORT, _LONG = 12, 160


class Promise(NamedTuple):
    """A measure that a prior pack promised, and the problem it answers ("" where unknown)."""

    words: str
    place: Place
    year: int
    problem: str


class Outcome(NamedTuple):
    """What became of a promise: the sentence that says so (None where none does)."""

    promise: Promise
    kept: Kept
    sentence: Sentence | None = None
    score: float | None = None


def promises(dossier: Dossier) -> list[Promise]:
    """Return what the latest prior pack promised, in order."""
    dated = [pack for pack in dossier.prior if pack.year and pack.year == _last(dossier)]
    return [promise for pack in dated for promise in _of_pack(pack)]


def _last(dossier: Dossier) -> int:
    return max(pack.year or 0 for pack in dossier.prior)


def _of_pack(pack: Pack) -> Iterator[Promise]:
    for report in pack.reports():
        problems = [item for section in _sections(report, _PROBLEMS) for item in _items(section)]
        told = [item for section in _sections(report, _MEASURES) for item in _items(section)]
        for number, (item, place) in enumerate(told):
            paired = problems[number][0] if len(problems) == len(told) else ""
            for told_now in filter(_is_promise, item.split("。")[: 1 if paired else None]):
                yield Promise(told_now, f"{prior_root(pack)}/{place}", pack.year or 0, paired)


def _sections(report: Report, wanted: re.Pattern[str]) -> Iterator[Section]:
    for section in report.walk():
        if wanted.search(section.title) and not section.sections:
            yield section


def _items(section: Section) -> Iterator[tuple[str, Place]]:
    for text in section.paragraphs:
        for item in re.split(r"[。；](?=[一二三四五六七八九十]是)", text.text):
            if not text.is_empty():
                yield _MARKER.sub("", item).rstrip("。；"), text.place


def _is_promise(words: str) -> bool:
    balanced = words.count("“") == words.count("”")
    return balanced and _SHORT <= len(words) <= _LONG and bool(_AHEAD.search(words))


def follow(promise: Promise, shelf: Shelf) -> Outcome:
    """Return what the summaries say of a promise: kept, unfinished, or nothing to be found."""
    asked = f"{promise.words} {promise.problem}"
    found: list[tuple[int, float, Sentence]] = []
    for number, score in shelf.search(asked):
        sentence = shelf.sentences[number]
        if sentence.plan or len(sentence.words) > _LONG or sentence.year == promise.year:
            continue
        likeness = _likeness(promise.words, sentence) + _likeness(asked, sentence)
        if likeness >= _ENOUGH and _same_object(promise.words, sentence):
            found.append((likeness, score, sentence))
    if not found:
        return Outcome(promise, "unknown")
    _, score, best = max(found, key=lambda each: each[:2])
    return Outcome(promise, _kept(best.words), best, score)


def _likeness(text: str, sentence: Sentence) -> int:
    """Return how many words two texts share; a figure in the same unit counts for two."""
    shared = subject_of(text) & subject_of(sentence.words)
    return len(shared) + 2 * _shared_figures(_figures(text), sentence)


def _same_object(text: str, sentence: Sentence) -> bool:
    """Tell whether a sentence is about what a promise is about: one shared word may be chance."""
    shared = len(subject_of(text) & subject_of(sentence.words))
    return shared > 1 or (shared == 1 and _shared_figures(_figures(text), sentence) > 0)


def subject_of(text: str) -> set[str]:
    """Return the words that tell what a text is about; common words of reports tell nothing."""
    common = texts()["common"]
    return {word for word in words(text) if not word.isdigit() and word not in common}


def _figures(text: str) -> list[Fact]:
    return read_figures(Text(raw=squeeze(text)), None)[0]


def _shared_figures(own: list[Fact], sentence: Sentence) -> int:
    said = _figures(sentence.words)
    return sum(
        any(meets(fact.quantity, other.quantity) for other in said)
        for fact in own
        if fact.quantity.unit
    )


def _kept(text: str) -> Kept:
    now = re.split(r"今年|本年", text)[-1]
    if _UNFINISHED.search(now):
        return "unfinished"
    return "kept" if _KEPT.search(now) else "unknown"
