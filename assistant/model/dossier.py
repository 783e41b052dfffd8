"""A pack together with what it is compared with."""

from pydantic import Field

from assistant.model.base import Model
from assistant.model.document import Document
from assistant.model.pack import Pack


class Dossier(Model):
    """The pack of this year, prior years' packs, and narratives such as work summaries."""

    pack: Pack
    prior: list[Pack] = Field(default_factory=list)
    narratives: list[Document] = Field(default_factory=list)
