"""Fictional final accounts of the demo town, as a published Word file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docx import Document as Word

from tests.accounts.sample import (
    BASIC,
    EXPENDITURE,
    GRANTS,
    SUMMARY,
    THREE_PUBLIC,
    Form,
    Grid,
)

UNIT = "鹭汀镇人民政府"
THIS: dict[str, str] = {
    "total": "3102.58", "basic": "1986.34", "project": "1116.24", "general": "2364.18",
    "funds": "738.40", "personnel": "1618.90", "operating": "367.44", "public_budget": "17.50",
    "public": "16.00", "vehicles_budget": "12.00", "vehicles": "11.62", "reception_budget": "5.50",
    "reception": "4.38",
}  # fmt: skip
"""Audited amounts of 2024 in 万元: those of the town, and operating expenses booked right."""
LAST: dict[str, str] = {
    **THIS, "total": "2448.13", "basic": "1838.53", "project": "609.60", "general": "2203.13",
    "funds": "245.00", "personnel": "1502.17", "operating": "336.36", "public_budget": "18.50",
    "public": "17.10", "vehicles_budget": "12.50", "vehicles": "11.86", "reception_budget": "6.00",
    "reception": "5.24",
}  # fmt: skip
"""The same of 2023."""


def _forms(a: Mapping[str, str]) -> list[Form]:
    spent, empty = a["total"], ""
    return [
        SUMMARY._replace(grid=[
            *SUMMARY.grid[:3],
            ["一、一般公共预算财政拨款收入", "1", a["general"], "一、一般公共服务支出", "32", spent],
            ["二、政府性基金预算财政拨款收入", "2", a["funds"], "二、教育支出", "33", empty],
            ["本年收入合计", "27", spent, "本年支出合计", "58", spent],
            ["总计", "31", spent, "总计", "62", spent],
        ]),
        EXPENDITURE._replace(grid=[
            *EXPENDITURE.grid[:3], ["合计", "", spent, a["basic"], a["project"]],
            ["201", "一般公共服务支出", spent, a["basic"], a["project"]],
        ]),
        GRANTS._replace(grid=[
            *GRANTS.grid[:3],
            ["一、一般公共预算财政拨款", "1", a["general"], "一、一般公共服务支出", "33", spent,
             a["general"], a["funds"], ""],
            ["二、政府性基金预算财政拨款", "2", a["funds"], "二、教育支出", "34", "", "", "", ""],
            ["本年收入合计", "27", spent, "本年支出合计", "59", spent, a["general"], a["funds"], ""],
            ["总计", "32", spent, "总计", "64", spent, a["general"], a["funds"], ""],
        ]),
        BASIC._replace(grid=[
            *BASIC.grid[:2], ["301", "工资福利支出", a["personnel"], "302", "商品和服务支出",
                              a["operating"]],
            ["人员经费合计", "", a["personnel"], "公用经费合计", "", a["operating"]],
        ], spans={**{k: v for k, v in BASIC.spans.items() if k[0] < 2},
                  (3, 0): (1, 2), (3, 3): (1, 2)}),
        THREE_PUBLIC._replace(grid=_three_public(a)),
    ]  # fmt: skip


def _three_public(a: Mapping[str, str]) -> Grid:
    amounts = [a["public_budget"], "0.00", a["vehicles_budget"], "0.00", a["vehicles_budget"],
               a["reception_budget"], a["public"], "0.00", a["vehicles"], "0.00", a["vehicles"],
               a["reception"]]  # fmt: skip
    return [*THREE_PUBLIC.grid[:-1], amounts]


def write_accounts(
    path: Path, year: int, amounts: Mapping[str, str], unit: str = UNIT,
    said: tuple[str, ...] = (), money: str = "万元",
) -> Path:  # fmt: skip
    """Write the publication of ``unit`` for ``year``; ``said`` are paragraphs of its explanation."""
    word = Word()
    for text in (unit, f"{year}年度部门决算"):
        word.add_paragraph(text)
    for form in _forms(amounts):
        word.add_paragraph(form.title)
        word.add_paragraph(f"部门：{unit}　金额单位：{money}")
        _table(word, form)
    for text in ("第三部分 部门决算情况说明", "五、“三公”经费支出决算情况说明", *said):
        word.add_paragraph(text)
    word.save(str(path))
    return path


def _table(word: Any, form: Form) -> None:
    made = word.add_table(len(form.grid), len(form.grid[0]), style="Table Grid")
    for row, line in enumerate(form.grid):
        for col, text in enumerate(line):
            if text:
                made.cell(row, col).text = text
    for (row, col), (down, right) in form.spans.items():
        if row + down <= len(form.grid):
            made.cell(row, col).merge(made.cell(row + down - 1, col + right - 1))
            made.cell(row, col).text = form.grid[row][col]
