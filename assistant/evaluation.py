"""How good drafts are on labelled packs: the composer and models side by side."""

import json
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from assistant.checks import CheckOptions
from assistant.drafts import Writer
from assistant.errors import NothingRead, Tell, UnreadableFile
from assistant.facts import gather
from assistant.facts.ground import ground_of
from assistant.facts.render import REFERENCE
from assistant.facts.typed import typed
from assistant.model.base import Model
from assistant.model.dossier import Dossier
from assistant.model.draft import Draft, DraftReport
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Quantity, Text, plain
from assistant.pipeline import Drafted, load, run_draft

LABELS = "truth.json"
_PACKS = ("pack.docx", "pack.txt")
_SUMMARIES = ("summary.docx", "summary.txt")


class Labelled(NamedTuple):
    """A pack with its label file, last year's pack and the summary where they are there."""

    name: str
    folder: Path
    dossier: Dossier
    labels: dict[str, Any]


class Score(Model):
    """What one writer made of one pack; pairs are (reached, of)."""

    pack: str
    writer: str
    cells: tuple[int, int]
    faults: tuple[int, int]
    slots: tuple[int, int]
    paragraphs: tuple[int, int]
    figures_bound: int
    figures_typed: int
    replies_refused: int
    fallbacks: int
    covered: tuple[int, int]
    paired: tuple[int, int]
    causes_quoted: int
    causes_asked: int
    questions: int
    tokens: int
    seconds: float


def find_packs(folders: Sequence[Path], tell: Tell) -> list[Labelled]:
    """Return the labelled packs below folders: each holds ``truth.json`` beside ``pack.docx``.

    The year before is taken from the neighbouring folder of that name. Raises ``NothingRead``
    where there is no labelled pack.
    """
    found = [path for folder in folders for path in sorted(folder.rglob(LABELS))]
    packs = [made for path in found for made in _read(path, tell)]
    if not packs:
        raise NothingRead(f"没有找到带标注的材料（{LABELS} 和 pack.docx 放在同一文件夹）。")
    return packs


def _read(path: Path, tell: Tell) -> Iterator[Labelled]:
    try:
        labels = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        tell(UnreadableFile(f"标注文件“{path}”读不了（{error}）。"))
        return
    folder = path.parent
    pack = _first(folder, _PACKS)
    if not pack or not isinstance(labels, dict):
        tell(UnreadableFile(f"“{folder}”里没有 pack.docx，或标注不合格式，没有评测。"))
        return
    before = _first(folder.parent / str(int(labels.get("year") or 0) - 1), _PACKS)
    summary = _first(folder, _SUMMARIES)
    dossier = load([pack], [before] if before else [], [summary] if summary else [], tell=tell)
    yield Labelled(f"{folder.parent.name}/{folder.name}", folder, dossier, labels)


def _first(folder: Path, names: Sequence[str]) -> Path | None:
    return next((folder / name for name in names if (folder / name).exists()), None)


def score(pack: Labelled, writer: Writer | None, options: CheckOptions) -> Score:
    """Return how one writer (None: the composer) does on one pack."""
    began = time.perf_counter()
    made = run_draft(pack.dossier, options, writer)
    took = time.perf_counter() - began
    texts = [text for draft in made.drafts.drafts for text in draft.text]
    usage = made.drafts.usage
    faults = pack.labels.get("faults", [])
    return Score(
        pack=pack.name,
        writer=writer.name if writer else "composer",
        cells=_cells(pack),
        faults=_count(faults, _found(made)),
        slots=(sum(_own(d, writer) for d in made.drafts.drafts), len(made.drafts.drafts)),
        paragraphs=_paragraphs(made.drafts, writer),
        figures_bound=sum(len(REFERENCE.findall(t)) for t in _templates(made.drafts)),
        figures_typed=_typed(pack.dossier, made),
        replies_refused=usage.get("refused", 0),
        fallbacks=len(made.drafts.fallbacks),
        covered=_count(faults, _told(made)),
        paired=_paired(made.drafts),
        causes_quoted=sum(len(re.findall(r"原因：[^〔。]{0,12}“", text)) for text in texts),
        causes_asked=sum(text.count("原因：〔待确认") for text in texts),
        questions=len(made.drafts.questions),
        tokens=usage.get("tokens_sent", 0) + usage.get("tokens_received", 0),
        seconds=round(took, 3),
    )


def _own(draft: Draft, writer: Writer | None) -> bool:
    return draft.author == (f"model:{writer.name}" if writer else "composer")


def _paragraphs(drafts: DraftReport, writer: Writer | None) -> tuple[int, int]:
    """Return how many paragraphs are the writer's own; those of another have their author."""
    own = [d for d in drafts.drafts if _own(d, writer)]
    return (
        sum(not paragraph.author for draft in own for paragraph in draft.paragraphs),
        sum(len(draft.paragraphs) for draft in drafts.drafts),
    )


def _templates(drafts: DraftReport) -> Iterator[str]:
    for draft in drafts.drafts:
        for paragraph in draft.paragraphs:
            yield "".join(sentence.template for sentence in paragraph.sentences)


def _typed(dossier: Dossier, made: Drafted) -> int:
    ground = ground_of(dossier, gather(dossier), made.report)
    facts = {fact.id: fact for fact in made.drafts.facts}
    return sum(len(list(typed(text, ground, facts))) for text in _templates(made.drafts))


def _cells(pack: Labelled) -> tuple[int, int]:
    """Return how many labelled cells were read as printed."""
    wanted = pack.labels.get("cells", {})
    read = {field.place: field for field in pack.dossier.pack.fields()}
    right = (place in read and _reads(read[place], text) for place, text in wanted.items())
    return sum(right), len(wanted)


def _reads(field: Text, printed: str) -> bool:
    """Tell whether a field holds what was printed; of a declared weight its number."""
    value = field.value if isinstance(field, Quantity) else None
    return field.text == squeeze(printed) or (value is not None and plain(value) == printed)


def _count(faults: list[dict[str, Any]], places: set[Place]) -> tuple[int, int]:
    return sum(_near(fault, places) for fault in faults), len(faults)


def _near(fault: dict[str, Any], places: set[Place]) -> bool:
    own = [_section(place) for place in (fault["place"], *fault.get("also", ()))]
    return any(
        place == other or place.startswith(f"{other}/") or other.startswith(f"{place}/")
        for place in places
        for other in own
    )


def _found(made: Drafted) -> set[Place]:
    """Return the places that findings speak of."""
    named = {finding.place for finding in made.report.findings}
    named |= {e.place for finding in made.report.findings for e in finding.evidence}
    return {_section(place) for place in named if place}


def _told(made: Drafted) -> set[Place]:
    """Return the places that drafts tell of, that are to be corrected first, or asked about."""
    drafts = made.drafts
    known = {fact.id: fact.place for fact in drafts.facts}
    named = {known[i] for d in drafts.drafts for p in d.paragraphs for s in p.sentences for i in s.facts}  # fmt: skip
    named |= {draft.slot.place for draft in drafts.drafts}
    named |= {i.place for d in drafts.drafts for i in d.evidence_items if i.kind == "finding"}
    named |= {finding.place for finding in drafts.correct_first}
    named |= {question.place for question in drafts.questions}
    return {_section(place) for place in named if place}


def _section(place: Place) -> Place:
    """Return a place without its figure or paragraph."""
    return re.sub(r"/p(?:#\d+)?$", "", place.partition("@")[0])


def _paired(drafts: DraftReport) -> tuple[int, int]:
    """Return how many problems have the measure of the same number."""
    by_kind = {draft.slot.kind: draft.text for draft in drafts.drafts}
    problems, measures = by_kind.get("problems", []), by_kind.get("measures", [])
    numbers = {text.partition("）")[0] for text in measures}
    return sum(text.partition("）")[0] in numbers for text in problems), len(problems)


COLUMNS = {
    "cells": "读对的单元格", "faults": "查出的问题", "slots": "由其起草", "paragraphs": "由其写的段落",
    "figures_bound": "引用的数字", "figures_typed": "直接写的数字", "replies_refused": "未通过核验",
    "fallbacks": "改用程序草稿", "covered": "写到的问题", "paired": "问题有措施",
    "causes_quoted": "引用的原因", "causes_asked": "请单位说明的原因", "questions": "提出的问题",
    "tokens": "词元", "seconds": "秒",
}  # fmt: skip
"""The Chinese name of each figure of a score, in the order of the table."""


def table(scores: Sequence[Score]) -> str:
    """Return scores as text: for each pack a block, a line for each figure, writers side by side."""
    lines: list[str] = []
    for pack in dict.fromkeys(each.pack for each in scores):
        own = [each for each in scores if each.pack == pack]
        lines += ["", pack, "\t".join(["项目", *(each.writer for each in own)])]
        for field, name in COLUMNS.items():
            lines.append("\t".join([name, *(_shown(getattr(each, field)) for each in own)]))
    return "\n".join(lines).lstrip("\n")


def _shown(value: Any) -> str:
    return f"{value[0]}/{value[1]}" if isinstance(value, tuple) else str(value)
