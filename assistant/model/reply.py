"""What language models may answer: words and references, never a number.

Each shape belongs to the prompts that name it; no field of any of them is numeric.
"""

from typing import Literal

from pydantic import Field

from assistant.model.base import Model


class ParagraphReply(Model):
    """One paragraph on one matter; figures of its sentences are references such as ``{F017}``."""

    about: str = Field(description="事项编号，如 M1")
    sentences: list[str] = Field(description="句子；数字一律写成 {F017} 这样的引用")


class SlotReply(Model):
    """The text of one slot, a paragraph for each matter."""

    paragraphs: list[ParagraphReply]


class ThemeReply(Model):
    """One theme of the achievements section, and the passages it rests on."""

    title: str
    sentences: list[str]
    sources: list[str] = Field(description="所依据的材料编号，如 T3")


class ThemesReply(Model):
    """An achievements section grouped under themes."""

    themes: list[ThemeReply]


class LinkReply(Model):
    """A sentence that states an indicator's actual value, with its exact words."""

    indicator: str = Field(description="指标编号，如 I2")
    source: str = Field(description="材料编号，如 T3")
    quote: str = Field(description="逐字照抄的原文")
    reference: str = Field(description="句中完成数的引用编号，如 S012；没有则为空")
    confidence: Literal["high", "medium", "low"]


class LinksReply(Model):
    """All links between narrative sentences and indicators."""

    links: list[LinkReply]


class NoticeReply(Model):
    """Two passages that don't go together, each with its exact words; ``why`` is one of a list."""

    kind: str = Field(description="类别代号，照抄")
    first_ref: str = Field(description="材料编号，如 P003")
    first_quote: str = Field(description="逐字照抄的原文")
    second_ref: str = Field(description="材料编号，如 P007")
    second_quote: str = Field(description="逐字照抄的原文")
    why: str = Field(description="理由代号，只能是列出的几个之一")


class NoticesReply(Model):
    """What a reader should look at again; empty where nothing is amiss."""

    notices: list[NoticeReply]


class ColumnReply(Model):
    """What one column of an unknown form holds: the cell of its header, quoted exactly."""

    cell: str = Field(description="表头所在的格，如 R4C2")
    header: str = Field(description="该格的文字，逐字照抄")
    field: Literal[
        "level1", "level2", "name", "target", "actual", "sign", "measure_unit", "weight", "score",
        "deviation", "initial", "full_year", "executed", "rate", "label", "other",
    ]  # fmt: skip


class CellReply(Model):
    """A cell that is a field by itself, quoted exactly (a long one by its beginning)."""

    cell: str = Field(description="内容所在的格，如 R1C2")
    quote: str = Field(description="该格的文字，逐字照抄；长的只抄开头二十个字")
    field: Literal[
        "unit", "project", "department", "implementer", "goal_expected", "goal_achieved",
        "total_weight", "total_score", "problems", "measures", "conclusion", "note",
    ]  # fmt: skip


class LayoutReply(Model):
    """How a form of unknown layout is to be read; the values are taken from the cells named."""

    kind: Literal["base_data", "overall", "project", "other"]
    columns: list[ColumnReply]
    cells: list[CellReply]
    unsure: list[str] = Field(description="拿不准的表头，逐字照抄")


REPLIES: dict[str, type[Model]] = {
    shape.__name__: shape
    for shape in (SlotReply, ThemesReply, LinksReply, LayoutReply, NoticesReply)
}
"""The shapes by the name that a prompt's front matter gives."""
