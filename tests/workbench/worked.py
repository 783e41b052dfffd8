"""A pack with decisions of two people, and Word files changed as people change them."""

import io
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from assistant.checks import CheckOptions
from assistant.cli_draft import demo_paths
from assistant.documents import read
from assistant.errors import JixiaoError
from assistant.model.document import Document
from assistant.model.dossier import Dossier
from assistant.model.draft import Draft
from assistant.ooxml import W, accepted_text, paragraphs
from assistant.pipeline import load
from assistant.workbench.session import Session
from assistant.workbench.store import Event, State, replay
from assistant.workbench.store.kinds import (
    AnyHappening,
    DraftAccepted,
    DraftEdited,
    DraftProposed,
    FieldFixed,
    FindingAccepted,
    FindingAsked,
    KeptFigure,
    Undone,
)
from tests.workbench.store.cases import Step, told

MAIN = "word/document.xml"
OTHER = "王审核"
QUESTION = "这一笔是哪一年支付的？请附凭证。"
KEPT = KeptFigure(text="12.34万元", reason="已有凭证，年后入账")
ADDED = "另投入12.34万元。"


class Work(NamedTuple):
    """A session, the events it follows from, and the session without any."""

    session: Session
    events: tuple[Event, ...]
    plain: Session


def amiss(error: JixiaoError) -> None:
    raise error


@cache
def demo() -> tuple[Dossier, tuple[Document, ...]]:
    paths = demo_paths()
    dossier = load(paths.pack, paths.prior, paths.summaries, tell=amiss)
    return dossier, tuple(read(path) for path in paths.pack)


def plain(*paths: Path) -> Session:
    """Return the session of files, the demo's without any."""
    if not paths:
        dossier, documents = demo()
        return Session(dossier, documents, State(), CheckOptions())
    dossier = load(paths, tell=amiss)
    return Session(dossier, [read(path) for path in paths], State(), CheckOptions())


def after(session: Session, events: Sequence[Event]) -> Session:
    return Session(session.base, session.documents, replay(events), CheckOptions())


def steps(session: Session) -> list[Step]:
    """Return decisions of every kind on a pack with findings, open slots, figures in prose."""
    first, second, *_ = session.report.findings
    figure, other = [f for f in session.base.pack.figures if f.quantity.unit == "万元"][:2]
    cell = executed(session)
    one, two, *_ = session.proposals.drafts
    return [
        FieldFixed(place=cell, before=session.fields[cell].raw, after="3102.00"),
        (OTHER, FieldFixed(place=figure.place, before=figure.quantity.raw, after="987.65万元")),
        FindingAccepted(fingerprint=first.fingerprint, rule=first.rule, place=first.place),
        (OTHER, FindingAsked(fingerprint=second.fingerprint, rule=second.rule,
                             place=second.place, question=QUESTION)),
        DraftProposed.of(one),
        (OTHER, DraftAccepted(place=one.slot.place, version=6)),
        DraftProposed.of(two),
        DraftEdited(place=two.slot.place, before=tuple(two.text), after=(*two.text, ADDED), kept=(KEPT,)),
        FieldFixed(place=other.place, before=other.quantity.raw, after="1.23万元"),
        Undone(seq=10),
    ]  # fmt: skip


def executed(session: Session) -> str:
    """Return the place of what was spent in all."""
    return next(
        place for place, field in session.fields.items()
        if place.startswith("overall/money/") and place.endswith("/executed") and field.raw
    )  # fmt: skip


def open_drafts(session: Session) -> list[Draft]:
    """Return the composer's drafts of the slots that nobody has decided on."""
    return [d for d in session.composed.drafts if d.slot.place not in session.state.drafts]


@cache
def worked() -> Work:
    """Return the demo with decisions of every kind."""
    session = plain()
    events = told(*steps(session))
    return Work(after(session, events), events, session)


def more(work: Work, *steps: AnyHappening) -> Session:
    """Return the demo with further decisions."""
    earlier: list[Step] = [(event.actor, event.data) for event in work.events[1:]]
    return after(work.plain, told(*earlier, *steps))


# Word files as people change them


Edit = Callable[[etree._Element], object]


def rewritten(content: bytes, edit: Edit | None, drop: Sequence[str] = ()) -> bytes:
    """Return a Word file with its body changed, and without the parts of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == MAIN and edit:
                root = etree.fromstring(data)
                edit(root)
                data = etree.tostring(root)
            if name not in drop:
                new.writestr(name, data)
    return out.getvalue()


def root_of(content: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(MAIN))


def texts(root: etree._Element) -> list[str]:
    return [accepted_text(p) for p in paragraphs(root)]


def comments(content: bytes) -> dict[str, list[str]]:
    """Return the texts of a Word file's comments by their author."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/comments.xml"))
    found: dict[str, list[str]] = {}
    for each in root.iter(W + "comment"):
        lines = [accepted_text(p) for p in each.iter(W + "p")]
        found.setdefault(each.get(W + "author", ""), []).append("\n".join(lines))
    return found


def find(root: etree._Element, words: str, number: int = 0) -> etree._Element:
    """Return a paragraph that holds these words."""
    return [p for p in paragraphs(root) if words in accepted_text(p)][number]


def say(p: etree._Element, text: str) -> None:
    """Give a paragraph other words, without revision marks."""
    for child in list(p):
        if child.tag != W + "pPr":
            p.remove(child)
    run = etree.SubElement(p, W + "r")
    etree.SubElement(run, W + "t").text = text


def put_before(p: etree._Element, text: str) -> None:
    """Put a paragraph of one's own before another."""
    new = etree.Element(W + "p")
    say(new, text)
    p.addprevious(new)


def put_after(p: etree._Element, text: str) -> None:
    new = etree.Element(W + "p")
    say(new, text)
    p.addnext(new)


def cell_of(p: etree._Element) -> etree._Element:
    return next(p.iterancestors(W + "tc"))


def clear(cell: etree._Element, text: str) -> None:
    """Type a cell anew."""
    first, *rest = cell.findall(W + "p")
    say(first, text)
    for p in rest:
        cell.remove(p)


def repeat_row(root: etree._Element, words: str, new: str) -> None:
    """Put a row before the one that holds these words, as a copy with other words."""
    row = next(find(root, words).iterancestors(W + "tr"))
    copy = deepcopy(row)
    for p in copy.iter(W + "p"):
        say(p, new)
    row.addprevious(copy)


def without_ids(root: etree._Element) -> None:
    """Take away what a word processor makes anew: paragraph ids, bookmarks, revision ids."""
    for element in root.iter():
        for name in list(element.attrib):
            if "paraId" in name or "textId" in name or "rsid" in name:
                del element.attrib[name]
    for name in ("bookmarkStart", "bookmarkEnd", "proofErr"):
        for element in list(root.iter(W + name)):
            element.getparent().remove(element)
