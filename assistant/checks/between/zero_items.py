"""X: items that the base data table gives as zero and a report lists among what was spent on."""

import re
from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.findings import Item, finding
from assistant.checks.labels import column_name, row_name
from assistant.checks.registry import rule
from assistant.checks.rows import ABROAD, RECEPTION, VEHICLE_PURCHASE, find_row
from assistant.model.finding import Finding
from assistant.model.pack import BaseData, SpendingRow
from assistant.model.quantity import Text

_LIST = re.compile(r"(?:包括|用于|是指?|有)[：:]?(?P<items>[^。；;、]*、[^。；;]*)")
_MAINLY = "主要"
_NONE = re.compile(r"未发生|未安排|没有|为零|为0|(?<![\d.])0(?:\.0+)?(?:万元|元|次)|^无|不[含包]")
_Words = tuple[re.Pattern[str], str]
_NAMES: tuple[tuple[re.Pattern[str], _Words], ...] = (
    (ABROAD, (re.compile(r"因公.{0,6}(?:出国|出境)|出国.{0,4}(?:费|经费|支出)"), "出")),
    (RECEPTION, (re.compile(r"公务接待"), "公务接待")),
    (VEHICLE_PURCHASE, (re.compile(r"(?:公务用车|公车|车辆)购置(?!.{0,3}(?:运行|维护))"), "购置")),
)
"""Which row of the base table an item is: the row's label, and how reports call it.

The last is what none of its names is without.
"""


@rule(
    "X150", name="报告列支了基础数据表为0的项目", severity="warning", source="DOMAIN §8 文字与表格"
)
def zero_items(ctx: Context) -> Iterator[Finding]:
    """查什么：基础数据表因公出国（境）、公务接待、公车购置决算数为0的，报告说明经费“主要包括……”时不应再列出。

    为什么：表上没有这笔支出，报告却说花在这上面，表和报告矛盾，多半是照抄了模板。
    举例：基础数据表公务接待决算数为0，报告写“公用经费主要包括办公费、差旅费、公务接待费”。
    怎样改：从报告中删去没有发生的项目；确有支出的，补填基础数据表。
    何时不报：该行空白（没有填0）；报告写明没有发生或为0；不是列举支出内容的句子。
    """
    data = ctx.pack.base_data
    report = ctx.pack.overall_report
    rows = list(_zero_rows(data)) if data and report else []
    for text in report.texts() if report and rows else ():
        for listed in _LIST.finditer(text.text) if "、" in text.raw else ():
            ctx.look(text.place)
            found = [
                (row, item) for row, words in rows if (item := _listed(listed["items"], words))
            ]
            if found:
                mainly = _MAINLY if text.text[: listed.start()].endswith(_MAINLY) else ""
                yield _finding(ctx, text, mainly + listed[0], found)


def _zero_rows(data: BaseData) -> Iterator[tuple[SpendingRow, _Words]]:
    for label, words in _NAMES:
        row = find_row(data, label)
        if row is not None and row.final.value == 0:
            yield row, words


def _listed(items: str, names: _Words) -> str:
    """Return the item of a list that has these words and doesn't deny the spending."""
    words, hint = names
    if hint not in items:
        return ""
    clauses = [clause for clause in re.split(r"[，,]", items) if not _NONE.search(clause)]
    parts = (part for clause in clauses for part in clause.split("、"))
    return next((part for part in parts if words.search(part)), "")


def _finding(
    ctx: Context, text: Text, sentence: str, found: list[tuple[SpendingRow, str]]
) -> Finding:
    told = "、".join(f"“{item}”" for _, item in found)
    column = column_name("final", ctx.pack.year)
    names = "、".join(f"“{row_name(row)}”" for row, _ in found)
    return finding(
        ctx, "X150", text.place,
        f"报告把{told}列为支出内容，而基础数据表{names}{column}为0。",
        items=[Item("", text.model_copy(update={"raw": sentence})),
               *(Item(f"{row_name(row)}{column}", row.final) for row, _ in found)],
        found=told, expected="不列没有发生的项目", clerical=True,
        suggestion="删去没有发生的项目；确有支出的，补填基础数据表。",
    )  # fmt: skip
