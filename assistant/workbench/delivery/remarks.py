"""The comments of the annotated file: what is open, what is asked, what was kept and why."""

from collections.abc import Iterable, Iterator

from assistant.delivery import for_comments
from assistant.facts.drafted import draft_comment
from assistant.model.change import Comment
from assistant.model.document import Document
from assistant.model.draft import Draft
from assistant.model.finding import Finding
from assistant.model.place import Location
from assistant.workbench.delivery.standing import PROGRAM, Offered
from assistant.workbench.editing import items_of, key_of
from assistant.workbench.session import Session

_OPEN = "以上是拟写的文字，尚未定稿：采用的请接受修订，不采用的请拒绝，也可直接改写。"


def told(session: Session) -> dict[str, list[Finding]]:
    """Return by who speaks the findings that are open or asked about, as comments tell them.

    What a person let stand is left out.
    """
    found: dict[str, list[Finding]] = {}
    for finding in session.report.findings:
        decision = session.state.decisions.get(finding.fingerprint)
        if decision is None:
            found.setdefault(PROGRAM, []).append(_worded(finding, ""))
        elif decision.status == "asked":
            question = f"请单位答复：{decision.question}"
            found.setdefault(decision.actor, []).append(_worded(finding, question))
    return found


def _worded(finding: Finding, question: str) -> Finding:
    """Return a finding whose advice begins with what to look at first, and ends with a question."""
    lines = [finding.caution + finding.suggestion, question]
    return finding.model_copy(update={"suggestion": "\n".join(filter(None, lines)), "caution": ""})


def on_drafts(session: Session, shown: Iterable[Offered]) -> Iterator[tuple[Draft, str, str]]:
    """Yield the slots that get a comment: the draft, the words, who speaks."""
    report = for_comments(session.dossier.pack, session.composed)
    facts = {fact.id: fact for fact in report.facts}
    for each in shown:
        text = draft_comment(each.draft, facts).text if each.draft.reason else ""
        yield each.draft, "\n".join(filter(None, [text, _OPEN])), each.author
    yield from _kept(session)


def _kept(session: Session) -> Iterator[tuple[Draft, str, str]]:
    """Yield the figures that a person kept without support, with the reason, at their slots."""
    for slot in session.state.drafts.values():
        version = slot.version(slot.current)
        origin = next((each for each in slot.versions if each.draft), None)
        if version and origin and version.kept:
            lines = [f"保留“{each.text}”，理由：{each.reason}" for each in version.kept]
            yield origin.as_draft(), "\n".join(lines), version.actor


class Source:
    """Finds in the documents as read where something stands in the documents as edited."""

    def __init__(self, before: Iterable[Document], after: Iterable[Document]) -> None:
        self._before = {key_of(item.location): item for item in items_of(before)}
        self._after = {key_of(item.location): item for item in items_of(after)}

    def pinned(self, location: Location) -> Location:
        """Return a location of the file; of words that an edit moved, their whole paragraph."""
        own = self._before.get(key_of(location))
        if own is None:
            # A paragraph that an edit put in: the one it stands behind.
            anchor = (location.anchor or "").partition("+")[0] or None
            return location.model_copy(update={"anchor": anchor, "start": None, "end": None})
        new = self._after.get(key_of(location))
        if new is None or new.text != own.text:
            return location.model_copy(update={"start": None, "end": None})
        return location


def comment(location: Location, text: str, author: str) -> Comment:
    """Return a comment by its author."""
    return Comment(location=location, text=text, author=author or PROGRAM)


def joined(remarks: Iterable[Comment]) -> list[Comment]:
    """Return the comments with those by one author on one place as one.

    LibreOffice loses the revision in a cell that two comments are pinned to.
    """
    found: dict[tuple[Location, str], list[str]] = {}
    for each in remarks:
        found.setdefault((each.location, each.author), []).append(each.text)
    return [
        comment(location, "\n".join(texts), author) for (location, author), texts in found.items()
    ]
