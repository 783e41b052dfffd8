"""What requests carry."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from assistant.workbench.delivery import Form
from assistant.workbench.room.deciding import Decision
from assistant.workbench.store.event import Reason
from assistant.workbench.store.kinds import Line, Paragraphs, Words
from assistant.workbench.views.shapes import FileCard, PackCard, Shape

Version = Annotated[int, Field(ge=0, le=2**31 - 1, description="提交者看到的版本")]
Key = Annotated[UUID, Field(description="由提交者生成的编号；同一编号重复提交只记录一次")]
_ID = "1f0e6a52-5f0c-4a39-9b39-0d8f6c1b2a3c"


class Body(BaseModel):
    """A request's content; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NewPack(Body):
    """A pack to be made."""

    title: Annotated[Line, Field(description="名称")] = "未命名材料"
    id: Key | None = None


class NewDecision(Body):
    """A decision on a pack."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": _ID, "expected": 4, "reason": "",
                    "data": {
                        "kind": "field_fixed",
                        "place": "overall/money/年度资金总额/executed", "after": "366.60",
                    },
                },
                {
                    "id": _ID, "expected": 5, "reason": "已附情况说明",
                    "data": {"kind": "finding_accepted", "fingerprint": "0123456789abcdef"},
                },
                {
                    "id": _ID, "expected": 6, "reason": "",
                    "data": {
                        "kind": "file_filed", "file_id": "0123456789abcdef", "role": "accounts"
                    },
                },
            ]
        }
    )  # fmt: skip

    id: Key
    expected: Version
    reason: Annotated[Reason, Field(description="理由；认可问题和不采用文字时必填")] = ""
    data: Decision


class Step(Body):
    """An undo or redo."""

    id: Key
    expected: Version


class Text(Body):
    """A text to be held against the facts."""

    place: Annotated[Line, Field(description="待写文字的位置")]
    paragraphs: Annotated[Paragraphs, Field(max_length=200, description="逐段的文字")]


class Wish(Body):
    """A text to be written anew."""

    place: Annotated[Line, Field(description="待写文字的位置")]
    hint: Annotated[Words, Field(max_length=2000, description="给语言模型的提示，可不填")] = ""


class Export(Body):
    """A file to be made."""

    form: Annotated[Form, Field(description="文件种类")]


class Added(Shape):
    """What an upload brought; ``told`` are Chinese lines about what was not taken."""

    version: int
    added: tuple[str, ...]
    told: tuple[str, ...]
    files: tuple[FileCard, ...]
    card: PackCard
