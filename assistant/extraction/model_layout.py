"""Read a form of unknown layout with a language model: it points at cells, code reads them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from assistant.errors import ModelUnavailable
from assistant.extraction.layouts import heir, library
from assistant.extraction.model_reply import Held, hold
from assistant.model.document import Table
from assistant.model.numerals import read_quantity
from assistant.model.pack import IndicatorTable, Remark, RemarkKind
from assistant.model.place import squeeze
from assistant.model.quantity import Quantity, Text
from assistant.model.reply import LayoutReply

if TYPE_CHECKING:
    from assistant.llm import Reply, Request

_SECONDS = 120.0
_TOKENS = 3000
_CUT = 40
_ROWS = 120
_CONFIDENCE = 0.8
_REMARKS: tuple[RemarkKind, ...] = ("problems", "measures", "conclusion", "note")
_TEXTS = ("unit", "project", "department", "implementer", "goal_expected", "goal_achieved")


class Asks(Protocol):
    """What answers questions: a client of :mod:`assistant.llm`."""

    def ask(self, request: "Request[LayoutReply]") -> "Reply[LayoutReply]":
        """Return the reply to one request."""
        ...


class Pointed(NamedTuple):
    """What a model pointed at in a table: its kind and what holds; ``reason`` where nothing."""

    kind: Literal["overall", "project", ""]
    held: Held | None
    reason: str = ""


class ModelReader:
    """Asks one model about tables of unknown layout; ``usage`` counts what that took."""

    def __init__(self, client: Asks, private: Sequence[str] = ()) -> None:
        self._client = client
        self._private = tuple(private)
        self._refused = ""
        self.usage: dict[str, int] = {}

    def point(self, table: Table) -> Pointed:
        """Return what the model pointed at, with only those claims whose quotes hold.

        Where the endpoint refuses the key or the quota is used up, it is not asked again.
        """
        if self._refused:
            return Pointed("", None, self._refused)
        try:
            reply = self._client.ask(request(table, self._private))
        except ModelUnavailable as error:
            self._refused = str(error).rstrip("。")
            return Pointed("", None, self._refused)
        self._count(reply)
        if reply.value is None:
            return Pointed("", None, reply.reason or "模型没有答复")
        kind = reply.value.kind
        if kind not in ("overall", "project"):
            return Pointed("", None, "模型认为不是自评表")
        held = hold(table, reply.value)
        own = heir(held.layout, library().common)
        return Pointed(kind, held._replace(layout=own))

    def _count(self, reply: "Reply[LayoutReply]") -> None:
        for name, number in (
            ("requests", 1), ("tokens_sent", reply.tokens.sent), ("calls", reply.calls),
            ("tokens_received", reply.tokens.received), ("from_cache", int(reply.from_cache)),
        ):  # fmt: skip
            self.usage[name] = self.usage.get(name, 0) + number


def request(table: Table, private: tuple[str, ...] = ()) -> "Request[LayoutReply]":
    """Return the question about a table; its text is quoted data."""
    from assistant.llm import RULE, Request, quote  # loaded only where a model is asked
    from assistant.prompting import load_prompt

    prompt = load_prompt("layout")
    user = prompt.message(表格=quote("表格", "\n".join(_lines(table))))
    return Request(
        prompt.name, prompt.version, f"{prompt.text}\n\n{RULE}", user, LayoutReply,
        seconds=_SECONDS, max_tokens=_TOKENS, private=private,
    )  # fmt: skip


def _lines(table: Table) -> Iterator[str]:
    """Yield each row with its filled cells, a merged one at its upper left corner."""
    for row in range(min(table.rows, _ROWS)):
        cells = (c for c in table.row(row) if c.row == row and squeeze(c.text))
        if line := "｜".join(f"R{c.row + 1}C{c.col + 1} {_shown(c.text)}" for c in cells):
            yield line


def _shown(text: str) -> str:
    bare = squeeze(text)
    return bare if len(bare) <= _CUT else f"{bare[:_CUT]}…"


def complete(out: IndicatorTable, held: Held) -> None:
    """Fill blank fields from the cells pointed at, and mark every value for review."""
    for field in _TEXTS:
        have: Text = getattr(out, field)
        cell = held.cells.get(field)
        if have.is_blank() and cell:
            setattr(out, field, Text(raw=cell.text, place=have.place, location=cell.location))
    _totals(out, held)
    for kind in _REMARKS:
        cell = held.cells.get(kind)
        if cell and not any(remark.kind == kind for remark in out.remarks):
            place = f"{out.place}/remarks/{kind}"
            out.remarks.append(
                Remark(kind=kind, raw=cell.text, place=place, location=cell.location)
            )
    for value in _filled(out):
        value.review, value.confidence = True, min(value.confidence, _CONFIDENCE)


def _totals(out: IndicatorTable, held: Held) -> None:
    for field in ("total_weight", "total_score"):
        have: Quantity = getattr(out, field)
        cell = held.cells.get(field)
        if have.is_blank() and cell:
            setattr(out, field, read_quantity(cell.text, have.place, cell.location))


def _filled(out: IndicatorTable) -> Iterator[Text]:
    """Yield every field of a table that isn't blank, its title apart."""
    lines = [vars(line).values() for line in (*out.money, *out.indicators)]
    named = [vars(each).values() for each in (*out.by_income, *out.by_expenditure)]
    single = [value for name, value in vars(out).items() if name != "title"]
    for values in (*lines, *named, single, out.remarks):
        for value in values:
            if isinstance(value, Text) and not value.is_blank():
                yield value
