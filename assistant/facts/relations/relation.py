"""One stated relation between figures of a text."""

from typing import Literal

from assistant.model.base import Model
from assistant.model.fact import Fact
from assistant.model.place import Place

Kind = Literal["partition", "share", "growth", "progress", "rate"]


class Relation(Model):
    """One stated relation.

    ``partition``: ``parts`` belong to ``whole``; ``closed`` tells that they should exhaust
    it. ``share``: ``parts[0]`` ÷ ``whole`` is ``stated``. ``growth``: from ``whole`` to
    ``parts[0]`` changes by ``stated``. ``progress``: ``parts[0]`` of ``whole`` is done.
    ``rate``: the same with a stated rate.
    """

    kind: Kind
    place: Place
    whole: Fact
    parts: list[Fact]
    stated: Fact | None = None
    closed: bool = False
    quote: str = ""
