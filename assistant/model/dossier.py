"""A pack together with what it is compared with."""

from pydantic import Field

from assistant.model.accounts import FinalAccounts
from assistant.model.base import Model
from assistant.model.document import Document
from assistant.model.pack import Pack
from assistant.model.place import Place


def prior_root(pack: Pack) -> Place:
    """Return what the places of an earlier year's pack begin with, such as ``prior/2023``."""
    return f"prior/{pack.year or '-'}"


class Dossier(Model):
    """The pack of this year, prior years' packs, narratives such as work summaries.

    ``beside`` are other units' packs, for comparing the wording.
    ``profile`` is the scoring of the place whose layout the forms follow, "" where that is not
    told, and ``profile_reason`` says so in Chinese. ``accounts`` are final accounts of the same unit, of this year or the last.
    """

    pack: Pack
    profile: str = ""
    profile_reason: str = ""
    prior: list[Pack] = Field(default_factory=list)
    beside: list[Pack] = Field(default_factory=list)
    narratives: list[Document] = Field(default_factory=list)
    accounts: list[FinalAccounts] = Field(default_factory=list)
