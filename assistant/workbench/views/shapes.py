"""What the workbench shows: the records that the API sends and the pages render.

Words of files stand in them as they are read; whoever puts them on a page escapes them and
makes control characters visible (``assistant.output.safe.visible``).
"""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from assistant.model.finding import Severity
from assistant.workbench.store.kinds import Role

PackState = Literal["empty", "waiting", "reading", "read", "failed"]
JobState = Literal["idle", "queued", "running", "done", "failed"]
Pane = Literal["overview", "findings", "fields", "drafts", "history"]
FindingStatus = Literal["open", "accepted", "asked"]
SlotStatus = Literal["waiting", "proposed", "edited", "accepted", "refused"]


class Shape(BaseModel):
    """A record to show; it never changes after it is made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PackCard(Shape):
    """One pack in the list; ``verdict`` and the counts are empty until it is read.

    ``open`` counts findings that nobody has decided, ``stale`` says that files came or went
    since the last reading; ``can_undo`` and ``can_redo`` are the asking person's.
    ``checking``: the check of this version isn't done, verdict and counts are the last known.
    """

    pack_id: str
    title: str
    unit: str = ""
    year: int | None = None
    version: int
    changed: AwareDatetime
    files: int = 0
    state: PackState = "empty"
    stale: bool = False
    verdict: str = ""
    errors: int = 0
    warnings: int = 0
    notices: int = 0
    open: int = 0
    checking: bool = False
    can_undo: bool = False
    can_redo: bool = False


class FileCard(Shape):
    """One uploaded file; ``size`` in bytes, ``problems`` what its reading met, in Chinese.

    ``kind``: ``text`` is shown as HTML, ``pages`` as pictures with boxes, ``none`` was not read
    (yet). ``file_id`` of a file out of an archive is the archive's with ``-2`` and so on.
    """

    file_id: str
    name: str
    role: Role
    role_name: str
    size: int
    kind: Literal["text", "pages", "none"] = "none"
    pages: int = 0
    problems: tuple[str, ...] = ()


class SpotBox(Shape):
    """One paragraph or cell on a page: its id, words, box (points) and whether in doubt."""

    id: str
    text: str
    box: tuple[float, float, float, float]
    doubtful: bool = False


class PageCard(Shape):
    """One page of a PDF or scan, counted from 1; its size in points, and what stands on it.

    Its picture is at ``files/{file_id}/page/{number}.png``.
    """

    number: int
    width: float
    height: float
    spots: tuple[SpotBox, ...] = ()


class Progress(Shape):
    """How far a long job is; ``line`` says it in Chinese, ``errors`` what went wrong so far.

    ``job`` tells which: ``read`` or ``write`` (a draft); ``version`` is the pack's now.
    """

    job: Literal["", "read", "write"] = ""

    state: JobState = "idle"
    done: int = 0
    total: int = 0
    line: str = ""
    errors: tuple[str, ...] = ()
    version: int = 0


class SpotRef(Shape):
    """A place in the source pane: ``spot`` is the element's id in the file's view.

    ``start``/``end`` are characters of that paragraph or cell, None for the whole; ``boxes``
    (left, top, right, bottom in points) lie on ``page``, both only for files shown as pages.
    ``file_id`` and ``spot`` are "" where the place is in none of the files shown.
    """

    file_id: str = ""
    spot: str = ""
    label: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    page: int | None = None
    boxes: tuple[tuple[float, float, float, float], ...] = ()


class FieldRef(Shape):
    """A value that a person may type anew: ``raw`` as it stands, ``suggested`` the right one.

    ``suggested`` is "" unless a finding is certain of it; else ``other`` is the value that the
    other side says, in this cell's way of writing, "" where it says none.
    """

    place: str
    label: str
    raw: str
    suggested: str = ""
    other: str = ""


class FindingView(Shape):
    """One finding: what is wrong, both sides, what may be done, and what was decided.

    ``expected_name`` heads ``expected`` (应为, 对照…); ``fields`` are the places one may type a
    new value for, the likeliest first; ``reason`` and ``question`` are the decision's. ``cause``
    names the doubtful figure that it shares with others, whom the one that ``leads`` heads.
    """

    fingerprint: str
    rule: str
    name: str
    severity: Severity
    severity_name: str
    family: str
    form: str
    place: str
    place_words: str
    message: str
    found: str = ""
    expected: str = ""
    expected_name: str = ""
    difference: str = ""
    explanation: str = ""
    suggestion: str = ""
    caution: str = ""
    certain: bool = False
    tag: str = ""
    also: tuple[str, ...] = ()
    cause: str = ""
    leads: bool = False
    sides: tuple[SpotRef, ...] = ()
    fields: tuple[FieldRef, ...] = ()
    status: FindingStatus = "open"
    status_name: str = "待处理"
    decided: str = ""
    reason: str = ""
    question: str = ""
    suggested_question: str = ""


class FindingGroup(Shape):
    """Findings of one form, gravest first, those of one cause together.

    ``open`` counts those that nobody has decided.
    """

    title: str
    open: int
    findings: tuple[FindingView, ...]


class Findings(Shape):
    """The pane 问题: groups in the order of the gravest open finding."""

    version: int
    groups: tuple[FindingGroup, ...] = ()


class FieldView(Shape):
    """One value that was read, as it stands (``raw``) and as the file says it (``original``).

    ``read_as`` is what the words were taken for, such as 366.60万元; ``doubt`` says in Chinese
    why it wants a look, "" where it is sure; ``refused`` why an edit could not be made.
    ``place`` names the field in events (the original's place). ``crop``: a picture of it is
    at ``files/{file_id}/crop?place=…``.
    """

    place: str
    label: str
    form: str
    raw: str
    original: str = ""
    edited: bool = False
    confirmed: bool = False
    doubt: str = ""
    confidence: float = 1.0
    read_as: str = ""
    source: SpotRef = SpotRef()
    crop: bool = False
    refused: str = ""
    findings: tuple[str, ...] = ()


class Fields(Shape):
    """The pane 数据: what wants a look first, then in the pack's own order.

    ``total`` counts all fields of the chosen ones, of which ``fields`` may be a stretch.
    """

    version: int
    total: int
    doubtful: int = 0
    edited: int = 0
    fields: tuple[FieldView, ...] = ()


class ChipView(Shape):
    """A figure in a draft: its words, what it measures, its formula, and where it comes from."""

    id: str
    text: str
    measure: str = ""
    kind_name: str = ""
    formula: str = ""
    doubtful: bool = False
    sources: tuple[SpotRef, ...] = ()


class PieceView(Shape):
    """A stretch of a draft: plain words, or one figure; ``mark`` says advice or pending."""

    text: str
    chip: ChipView | None = None
    mark: Literal["", "advice", "pending"] = ""


class KeptView(Shape):
    """A figure without support that a person keeps, and why."""

    text: str
    reason: str


class VersionView(Shape):
    """One text for a slot; ``seq`` names it in events, None for one that is not stored yet.

    ``text`` are its paragraphs as plain words, ``paragraphs`` the same cut into pieces.
    """

    seq: int | None = None
    author: str
    author_name: str
    at: AwareDatetime | None = None
    text: tuple[str, ...] = ()
    paragraphs: tuple[tuple[PieceView, ...], ...] = ()
    hint: str = ""
    kept: tuple[KeptView, ...] = ()


class MarkView(Shape):
    """A figure of free text that the facts don't bear out: characters of its paragraph."""

    paragraph: int
    start: int
    end: int
    text: str
    kind: Literal["unsupported", "contradicts"]
    message: str


class Marks(Shape):
    """What a check of a text says; an empty list is a text that is borne out."""

    marks: tuple[MarkView, ...] = ()


class SlotView(Shape):
    """A place that wants text, the texts for it, and which counts (``current``, a ``seq``).

    ``versions`` always hold at least one unless the composer has nothing to say;
    ``marks`` are those of the text that counts now, kept ones left out.
    """

    place: str
    title: str
    form: str
    kind: str
    kind_name: str
    current_words: str = ""
    source: SpotRef
    status: SlotStatus = "waiting"
    status_name: str = "待处理"
    versions: tuple[VersionView, ...] = ()
    current: int | None = None
    marks: tuple[MarkView, ...] = ()
    evidence: tuple[str, ...] = ()
    reason: str = ""
    refused: str = ""


class Drafts(Shape):
    """The pane 文字; ``told`` are Chinese lines about texts that could not be drafted.

    ``model`` names the language model that may be asked, "" where none is set up.
    """

    version: int
    slots: tuple[SlotView, ...] = ()
    told: tuple[str, ...] = ()
    model: str = ""
