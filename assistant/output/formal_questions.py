"""What only the unit can answer or look up, as Word tables to fill in."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.model.draft import Question
from assistant.model.finding import ToReview
from assistant.output.formal import Block, Body, Heading, TableBlock, TableCell, write
from assistant.output.places import SEPARATOR, place_words, spot_words
from assistant.output.text import sureness

_HEADS = ("序号", "请谁回答", "在哪里", "要回答什么", "为什么要", "回答")
_WIDTHS = (5, 9, 20, 30, 21, 15)
_REVIEW_HEADS = ("序号", "在哪里", "原件中何处", "识别为", "把握", "也可能是", "原件实为")
_REVIEW_WIDTHS = (5, 22, 23, 22, 6, 10, 12)
_LETTERS = 10.5


def write_questions(
    path: Path,
    unit: str,
    year: int | None,
    questions: Sequence[Question],
    awaiting: Sequence[ToReview] = (),
) -> None:
    """Write the questions and the readings to look up, one row each (landscape A4).

    Each table has room for the answers; ``awaiting`` are readings that recognition is not
    sure of. Raises ``CannotWrite``.
    """
    when = f"{year}年度" if year else ""
    title = f"{when}绩效自评需核实事项清单"
    if not questions and not awaiting:
        write(path, title, [Body("没有需要单位核实补充的事项。")])
        return
    named = f"{unit}{when}绩效自评材料中，"
    parts = []
    if questions:
        lead = (
            f"{named}下列{len(questions)}项须由单位核实补充。"
            "请在“回答”栏填写，并注明依据的文件或数据。"
        )
        parts.append(("须由单位回答的问题", lead, _asked(questions)))
    if awaiting:
        lead = (
            f"{named}下列{len(awaiting)}处由文字识别或语言模型得出，把握不大。"
            "请对照原件核对，与原件不一致的在“原件实为”栏填写。"
        )
        parts.append(("须对照原件核对的内容", lead, _looked_up(awaiting)))
    write(path, title, list(_blocks(parts)), landscape=True)


def _blocks(parts: Sequence[tuple[str, str, TableBlock]]) -> Iterator[Block]:
    """Yield each part's lead and table, under a heading where there are two."""
    for number, (title, lead, table) in zip("一二", parts, strict=False):
        if len(parts) > 1:
            yield Heading(1, f"{number}、", title)
        yield Body(lead)
        yield table


def _asked(questions: Sequence[Question]) -> TableBlock:
    rows = [_heads(_HEADS)]
    for number, each in enumerate(questions, 1):
        rows.append(_row(number, each.who, _where(each.place), each.text, each.why, ""))
    return TableBlock(rows, _WIDTHS, head_rows=1, points=_LETTERS)


def _looked_up(awaiting: Sequence[ToReview]) -> TableBlock:
    rows = [_heads(_REVIEW_HEADS)]
    for number, item in enumerate(awaiting, 1):
        others, spot = "、".join(item.others), spot_words(item.location)
        cells = _row(number, _where(item.place), spot, item.raw, sureness(item), others, "")
        rows.append(cells)
    return TableBlock(rows, _REVIEW_WIDTHS, head_rows=1, points=_LETTERS)


def _heads(heads: Sequence[str]) -> list[TableCell]:
    return [TableCell(text, head=True) for text in heads]


def _row(number: int, *texts: str) -> list[TableCell]:
    return [TableCell(str(number)), *(TableCell(text, align="left") for text in texts)]


def _where(place: str) -> str:
    return place_words(place).replace(SEPARATOR, "—")
