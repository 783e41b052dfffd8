"""What passes between a reader's process and its keeper: frames of JSON, nothing that runs."""

import struct
from pathlib import Path
from typing import IO, Annotated, Literal

from pydantic import Field, TypeAdapter

from assistant import errors
from assistant.documents.sniff import Format
from assistant.documents.steps import Context, Inner, Outcome, Step, Waiting
from assistant.errors import JixiaoError, ReaderCrashed
from assistant.model.base import Frozen
from assistant.model.document import Document

_HEAD = struct.Struct(">Q")
_LONGEST = 1 << 30
"""Bytes of a frame: no file within the limits gives as much."""


class Job(Frozen):
    """A step to do, under what holds for its call."""

    context: Context
    step: Annotated[Step, Field(discriminator="do")]


class Begun(Frozen):
    """The worker has seen what a file is; how long it may take depends on that."""

    type: Literal["begun"] = "begun"
    kind: Format


class _Error(Frozen):
    """An error by the name of its class."""

    type: Literal["error"] = "error"
    name: str
    message: str


class _Read(Frozen):
    type: Literal["read"] = "read"
    document: Document


class _Waits(Frozen):
    type: Literal["waits"] = "waits"
    file: Waiting


class _Inside(Frozen):
    type: Literal["inside"] = "inside"
    file: Inner


class _Copied(Frozen):
    type: Literal["copied"] = "copied"
    path: Path


_Item = Annotated[_Error | _Read | _Waits | _Inside | _Copied, Field(discriminator="type")]


class Done(Frozen):
    """What a step gave, and the memory that the worker holds now, in bytes."""

    type: Literal["done"] = "done"
    items: tuple[_Item, ...]
    resident: int

    def outcomes(self) -> list[Outcome]:
        """Return what the step gave as the steps' own types."""
        return [_outcome(item) for item in self.items]


_MESSAGE: TypeAdapter[Begun | Done] = TypeAdapter(
    Annotated[Begun | Done, Field(discriminator="type")]
)


def done(outcomes: list[Outcome], resident: int) -> Done:
    """Return the message about a step that has been done."""
    return Done(items=tuple(_item(outcome) for outcome in outcomes), resident=resident)


def message_of(frame: bytes) -> Begun | Done:
    """Return what a worker says; raises ``pydantic.ValidationError``."""
    return _MESSAGE.validate_json(frame)


def _item(outcome: Outcome) -> _Item:
    match outcome:
        case JixiaoError():
            return _Error(name=type(outcome).__name__, message=str(outcome))
        case Document():
            return _Read(document=outcome)
        case Waiting():
            return _Waits(file=outcome)
        case Inner():
            return _Inside(file=outcome)
    return _Copied(path=outcome)


def _outcome(item: _Item) -> Outcome:
    match item:
        case _Error():
            return _error(item)
        case _Read():
            return item.document
        case _Copied():
            return item.path
    return item.file


def _error(item: _Error) -> JixiaoError:
    found = getattr(errors, item.name, None)
    if isinstance(found, type) and issubclass(found, JixiaoError):
        return found(item.message)
    return ReaderCrashed(item.message)


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write one frame; raises ``OSError`` where no one listens any more."""
    stream.write(_HEAD.pack(len(data)) + data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next frame; None at the end, or where what follows is no frame."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    (size,) = _HEAD.unpack(head)
    data = stream.read(size) if size <= _LONGEST else b""
    return data if len(data) == size else None
