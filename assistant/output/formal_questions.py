"""The list of questions that only the unit can answer, as a Word table to fill in."""

from collections.abc import Sequence
from pathlib import Path

from assistant.model.draft import Question
from assistant.output.formal import Body, TableBlock, TableCell, write
from assistant.output.places import SEPARATOR, place_words

_HEADS = ("序号", "请谁回答", "在哪里", "要回答什么", "为什么要", "回答")
_WIDTHS = (5, 13, 20, 26, 18, 18)
_LETTERS = 12


def write_questions(path: Path, unit: str, year: int | None, questions: Sequence[Question]) -> None:
    """Write the questions, one row each, with room for the answers (landscape A4)."""
    when = f"{year}年度" if year else ""
    title = f"{when}绩效自评需核实事项清单"
    if not questions:
        write(path, title, [Body("没有需要单位核实补充的事项。")])
        return
    lead = (
        f"{unit}{when}绩效自评材料中，下列{len(questions)}项须由单位核实补充。"
        "请在“回答”栏填写，并注明依据的文件或数据。"
    )
    head = [TableCell(text, head=True) for text in _HEADS]
    rows = [head, *(_row(number, item) for number, item in enumerate(questions, 1))]
    block = TableBlock(rows, _WIDTHS, head_rows=1, points=_LETTERS)
    write(path, title, [Body(lead), block], landscape=True)


def _row(number: int, question: Question) -> list[TableCell]:
    left = (
        question.who,
        place_words(question.place).replace(SEPARATOR, "—"),
        question.text,
        question.why,
        "",
    )
    return [TableCell(str(number)), *(TableCell(text, align="left") for text in left)]
