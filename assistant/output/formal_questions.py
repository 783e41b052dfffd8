"""The list of questions that only the unit can answer, as a Word table to fill in."""

from collections.abc import Sequence
from pathlib import Path

from assistant.model.draft import Question
from assistant.output.formal import Body, TableBlock, TableCell, write

_HEADS = ("序号", "请谁回答", "在哪里", "要回答什么", "为什么要", "回答")
_WIDTHS = (5, 13, 20, 26, 18, 18)
_LETTERS = 12
# How the parts of a place are called on paper; other parts are names already.
_NAMES = {
    "base_data": "基础数据表",
    "overall": "部门整体支出绩效自评表",
    "projects": "项目支出绩效自评表",
    "overall_report": "整体支出绩效自评报告",
    "project_reports": "项目支出绩效自评报告",
    "staffing": "财政供养人员",
    "spending": "经费控制情况",
    "procurement": "政府采购",
    "budget_adjustment": "基本支出预算调整",
    "buildings": "楼堂馆所控制情况",
    "thrift": "厉行节约保障措施",
    "money": "预算资金",
    "indicators": "绩效指标",
    "sections": "",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "deviation": "偏差原因分析及改进措施",
    "initial": "年初预算数",
    "full_year": "全年预算数",
    "executed": "全年执行数",
    "rate": "执行率",
    "last_final": "上年决算数",
    "budget": "预算数",
    "final": "决算数",
}


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
    left = (question.who, _where(question), question.text, question.why, "")
    return [TableCell(str(number)), *(TableCell(text, align="left") for text in left)]


def _where(question: Question) -> str:
    parts = [_NAMES.get(part, part) for part in question.place.split("/")]
    return "—".join(part for part in parts if part)
