"""JSON Schemas of what the commands write, made from their models.

``python -m assistant.schema`` writes them again into ``schemas/``.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode

from assistant.checks.own import OwnRules
from assistant.extraction.layouts import Layout
from assistant.model.accounts import FinalAccounts
from assistant.model.document import Document
from assistant.model.dossier import Dossier
from assistant.model.draft import DraftReport
from assistant.model.fact import FactBook
from assistant.model.finding import CheckReport
from assistant.model.pack import Pack
from assistant.model.profile import Profile
from assistant.rollover.lacks import MissingList

MODELS: dict[str, type[BaseModel]] = {
    "pack": Pack,
    "check-report": CheckReport,
    "draft-report": DraftReport,
    "document": Document,
    "dossier": Dossier,
    "fact-book": FactBook,
    "profile": Profile,
    "missing-list": MissingList,
    "final-accounts": FinalAccounts,
    "layout": Layout,
    "own-rules": OwnRules,
}
_WRITTEN_BY_PEOPLE = {"layout", "own-rules"}
"""Models of files that may leave fields out, unlike what the commands write."""


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a model by its key in ``MODELS``, as it is written out."""
    mode: JsonSchemaMode = "validation" if name in _WRITTEN_BY_PEOPLE else "serialization"
    made = MODELS[name].model_json_schema(mode=mode)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def as_text(name: str) -> str:
    """Return :func:`schema` as the text of its file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def write(folder: Path) -> None:
    """Write every schema to ``folder`` as ``NAME.schema.json``."""
    for name in MODELS:
        target = folder / f"{name}.schema.json"
        target.write_text(as_text(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(__file__).parent.parent / "schemas")
