"""What the API answers to a deed: what was saved, what collides, what came back, what went wrong."""

from pydantic import AwareDatetime

from assistant.workbench.views.shapes import MarkView, PackCard, Shape


class HistoryLine(Shape):
    """One event in a Chinese sentence; ``undone`` ones no longer count."""

    seq: int
    at: AwareDatetime
    actor: str
    kind: str
    words: str
    reason: str = ""
    undoable: bool = False
    undone: bool = False


class History(Shape):
    """The pane 记录, the last event first."""

    version: int
    lines: tuple[HistoryLine, ...] = ()


class Saved(Shape):
    """What a write gives: the version now, the event's number, and the pack's card anew."""

    version: int
    seq: int
    line: HistoryLine
    card: PackCard
    undo: str = ""
    redo: str = ""


class Conflict(Shape):
    """Both sides of a conflict: the words one wanted to write, and those that stand there now.

    ``version`` is the pack's now: sent again as ``expected`` it writes mine over theirs.
    """

    version: int
    target: str
    target_words: str
    mine: str
    theirs: str
    theirs_actor: str
    theirs_at: AwareDatetime
    since: tuple[HistoryLine, ...] = ()


class OutcomeView(Shape):
    """What a returned Word file says about one slot."""

    place: str
    title: str
    outcome: str
    outcome_name: str
    text: tuple[str, ...] = ()


class ChangeView(Shape):
    """A figure that differs in a returned Word file; ``label`` is its place in Chinese."""

    place: str
    label: str
    before: str
    after: str


class Returned(Shape):
    """What a returned Word file brought: slot by slot, figures and words changed elsewhere.

    ``gone`` and ``new`` are the messages of findings; ``told`` are Chinese lines about the rest.
    """

    version: int
    outcomes: tuple[OutcomeView, ...] = ()
    changed: tuple[ChangeView, ...] = ()
    reworded: tuple[ChangeView, ...] = ()
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    card: PackCard


class Problem(Shape):
    """The one shape of an error: a short English ``code``, a Chinese ``message`` and advice.

    ``details`` are further Chinese lines; ``conflict`` comes with 409, ``marks`` with 422 for
    a text with unsupported figures.
    """

    code: str
    message: str
    advice: str = ""
    details: tuple[str, ...] = ()
    conflict: Conflict | None = None
    marks: tuple[MarkView, ...] = ()
