"""What some overall tables print beside money and indicators: tasks with amounts, and the staff."""

from itertools import pairwise

from assistant.extraction.grid import Columns, find_header, quantity_of
from assistant.extraction.layout import layout as layout_part
from assistant.extraction.layout import names
from assistant.extraction.layouts import Layout
from assistant.extraction.money import Block, is_task, money_lines
from assistant.model.document import Cell, Table
from assistant.model.pack import BudgetLine, IndicatorTable, Staffing
from assistant.model.place import Place, squeeze

_TASK_HEADINGS = ["任务名称", "主要任务", "主要内容", "工作内容"]
_UNITS = {"posts": "人", "staff": "人", "control_rate": "%"}


def read_tasks(table: Table, root: Place, layout: Layout, money: Block) -> list[BudgetLine]:
    """Return the year's tasks that stand below the money block with amounts of their own.

    A form whose money block is a list of tasks has them there, and none here.
    """
    fields = layout.by_part["money"]
    header = find_header(table, fields, needs=2, start=money.end) if money.lines else None
    if header is None:
        return []
    cells = table.row(header)
    columns = Columns(cells, fields)
    if not {"full_year", "executed"} <= columns.order.keys() or not any(map(is_task, cells)):
        return []
    block = money_lines(table, header, f"{root}/tasks", layout, money.unit)
    return block.lines


def read_staffing(table: Table, root: Place, before: int) -> Staffing | None:
    """Return the posts and staff that a table counts above its money block, each beside its name."""
    found: dict[str, Cell] = {}
    for row in range(before):
        for head, cell in pairwise(table.row(row)):
            field = next((f for f, words in _words().items() if names(head.text, words)), None)
            if field and squeeze(cell.text)[:1].isdigit():
                found.setdefault(field, cell)
    if not {"posts", "staff"} <= found.keys():
        return None
    cells = {
        field: quantity_of(found.get(field), f"{root}/staffing/{field}", table.location, unit)
        for field, unit in _UNITS.items()
    }
    return Staffing(**cells)


def headings_of_extras(out: IndicatorTable) -> list[str]:
    """Return the headings beside what was read here."""
    words = ["人员情况", *(w for names in _words().values() for w in names)] if out.staffing else []
    return [*words, *(_TASK_HEADINGS if out.tasks else [])]


def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = layout_part("base_data", "staffing")
    return words
