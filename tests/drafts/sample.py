"""Packs that tests draft for: the corpus' faulty town, and the real pack where it is there."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from assistant.checks import CheckOptions, check
from assistant.documents import read
from assistant.drafts import draft
from assistant.drafts.desk import Desk
from assistant.drafts.drafting import spoken_of
from assistant.extraction import extract
from assistant.facts import gather
from assistant.facts.ground import Ground
from assistant.facts.naming import Names
from assistant.model.document import Document
from assistant.model.dossier import Dossier
from assistant.model.draft import DraftReport
from assistant.model.fact import Fact, FactBook
from assistant.model.finding import CheckReport
from assistant.model.pack import Pack
from corpus.build import write_pack
from corpus.truth import load

SEED = Path(__file__).parents[3] / "shared" / "seed" / "pack.docx"
needs_seed = pytest.mark.skipif(not SEED.exists(), reason="../shared/seed is not there")


class Drafted(NamedTuple):
    """A pack with everything a draft run makes of it."""

    dossier: Dossier
    book: FactBook
    report: CheckReport
    drafts: DraftReport
    facts: dict[str, Fact]
    ground: Ground
    names: Names

    @property
    def pack(self) -> Pack:
        return self.dossier.pack

    def text(self, kind: str) -> str:
        """Return the drafted text of the slots of a kind, one paragraph a line."""
        found = [draft for draft in self.drafts.drafts if draft.slot.kind == kind]
        return "\n".join(line for draft in found for line in draft.text)


@cache
def corpus_pack(town: str, year: int = 2024) -> Pack:
    with TemporaryDirectory() as folder:
        paths = write_pack(load(town, year), Path(folder))
        return extract([read(next(path for path in paths if path.suffix == ".docx"))])


def run(pack: Pack, narratives: Sequence[Document] = ()) -> Drafted:
    return run_dossier(Dossier(pack=pack, narratives=list(narratives)))


def run_dossier(dossier: Dossier) -> Drafted:
    book = gather(dossier)
    report = check(dossier, book, CheckOptions())
    drafts = draft(dossier, book, report)
    facts = {fact.id: fact for fact in book.facts} | {fact.id: fact for fact in drafts.facts}
    ground = Desk(dossier, book, report).ground
    return Drafted(dossier, book, report, drafts, facts, ground, Names(facts.values()))


@cache
def faulty() -> Drafted:
    """The corpus' town with faults and blanks."""
    return run(corpus_pack("luting"))


@cache
def real() -> Drafted:
    return run(extract([read(SEED)]))


def paragraphs(made: Drafted) -> list[tuple[str, str, str | None, str]]:
    """Return (template, text, scope, row) of every drafted paragraph."""
    out = []
    for each in made.drafts.drafts:
        scope, row = spoken_of(each.slot)
        for paragraph, text in zip(each.paragraphs, each.text, strict=True):
            template = "".join(sentence.template for sentence in paragraph.sentences)
            out.append((template, text, scope, row))
    return out
