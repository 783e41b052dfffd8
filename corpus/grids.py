"""Lay a pack's forms out as table rows: the one shape that Word and the text dump share."""

from dataclasses import dataclass
from typing import Any, Literal

Merge = Literal["", "start", "go_on"]
BASE_WIDTHS = (1474, 1474, 1077, 1077, 1134, 1134, 1134, 1134)
TABLE_WIDTHS = (794, 964, 1134, 1587, 1814, 1077, 737, 737, 1020)
_INDENTS = ("", "   ", "       ")


@dataclass(frozen=True)
class GridCell:
    """One cell as the file holds it: text, grid columns, part in a vertical merge."""

    text: str
    span: int = 1
    merge: Merge = ""


Row = list[GridCell]


def base_data(raw: dict[str, Any]) -> list[Row]:
    """Return 附件1, the base data table, over a grid of eight columns."""
    base, year = raw["base_data"], raw["year"]
    staffing, names = base["staffing"], _spending_labels(base["spending"])
    return [
        _start("财政供养人员情况（人）", 2, *_wide("编制数", f"{year}年实际在职人数", "控制率")),
        _go_on(2, *_wide(staffing["posts"], staffing["staff"], staffing["control_rate"])),
        [
            *_wide(
                "经费控制情况（万元）", f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数"
            )
        ],
        *([*_wide(name, *row[2:5])] for name, row in zip(names, base["spending"], strict=True)),
        _dashes("政府采购金额", base["procurement"]),
        _dashes("部门基本支出预算调整", base["budget_adjustment"]),
        *_buildings(base["buildings"], year),
        [GridCell("厉行节约保障措施", 2), GridCell(base["thrift"], 6)],
    ]


def _spending_labels(rows: list[list[Any]]) -> list[str]:
    """Return the labels indented; a row that goes on after 其中 stands below its first word."""
    labels, inside = [], False
    for depth, label, *_ in rows:
        starts = label.startswith("其中")
        inside = starts or (inside and not label[0].isdigit() and depth > 0)
        below = "      " if inside and not starts else ""
        labels.append(_INDENTS[depth] + below + label)
    return labels


def _wide(*texts: str) -> list[GridCell]:
    return [GridCell(text, 2) for text in texts]


def _start(text: str, span: int, *rest: GridCell) -> Row:
    return [GridCell(text, span, "start"), *rest]


def _go_on(span: int, *rest: GridCell) -> Row:
    return [GridCell("", span, "go_on"), *rest]


def _dashes(label: str, row: dict[str, str]) -> Row:
    return _wide(label, "——", row["budget"], row["final"])


def _buildings(built: dict[str, str], year: int) -> list[Row]:
    heads = ["批复规模\n（㎡）", "实际规模（㎡）", "规模控制率"]
    heads += ["预算投资（万元）", "实际投资（万元）", "投资概算控制率"]
    names = ["approved_area", "actual_area", "area_rate"]
    names += ["approved_investment", "actual_investment", "investment_rate"]
    title = f"楼堂馆所控制情况\n（{year}年完工项目）"
    return [
        _start(title, 2, *(GridCell(head) for head in heads)),
        _go_on(2, *(GridCell(built[name]) for name in names)),
    ]


def overall(raw: dict[str, Any]) -> list[Row]:
    """Return 附件2, the overall table, over a grid of nine columns."""
    table = raw["overall"]
    heads = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    money = [
        _start("年度预\n算申请\n（万元）", 1, GridCell("", 2), *(GridCell(h) for h in heads)),
        *(_go_on(1, GridCell(row[0], 2), *map(GridCell, row[1:7])) for row in table["money"]),
        *_breakdown(table),
    ]
    name = [GridCell("部门（单位）名称", 2), GridCell(raw["unit"], 7)]
    return [name, *money, *_lower_half(table)]


def _breakdown(table: dict[str, Any]) -> list[Row]:
    income = [_amount(*line) for line in table["by_income"]]
    spending = [_amount(*line) for line in table["by_expenditure"]]
    income[1], spending[1] = f"  其中：  {income[1]}", f"其中：{spending[1]}"
    spending += [""] * (len(income) - len(spending))
    return [
        _go_on(1, GridCell(left, 4), GridCell(right, 4))
        for left, right in zip(income, spending, strict=True)
    ]


def _amount(label: str, printed: str) -> str:
    return f"{label}：{printed}"


def project(table: dict[str, Any], unit: str) -> list[Row]:
    """Return one project table, over the same grid of nine columns."""
    heads = ["年初\n预算数", "全年\n预算数", "全年\n执行数", "分值", "执行率", "得分"]
    department = table.get("department", unit)
    return [
        [GridCell("项目支\n出名称"), GridCell(table["name"], 8)],
        [GridCell("主管部门"), GridCell(department, 3), GridCell("实施单位"), GridCell(unit, 4)],
        _start("项目资金\n（万元）", 1, GridCell("", 2), *(GridCell(h) for h in heads)),
        *(_go_on(1, GridCell(row[0], 2), *map(GridCell, row[1:7])) for row in table["money"]),
        *_lower_half(table),
    ]


def _lower_half(table: dict[str, Any]) -> list[Row]:
    heads = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    heads.append("偏差原因分析及改进措施")
    goals = [table["goal_expected"], table["goal_achieved"]]
    total = table["total"]
    return [
        _start("年度总体目标", 1, GridCell("预期目标", 4), GridCell("实际完成情况", 4)),
        _go_on(1, GridCell(goals[0], 4), GridCell(goals[1], 4)),
        _start("绩\n效\n指\n标\n", 1, *(GridCell(head) for head in heads)),
        *(row for level in table["levels"] for row in _level(level)),
        [GridCell("总分", 6), GridCell(total["weight"]), GridCell(total["score"]), GridCell("")],
    ]


def _level(upper: dict[str, Any]) -> list[Row]:
    rows = [(lower, row) for lower in upper["level2"] for row in lower["rows"]]
    return [
        [
            GridCell("", 1, "go_on"),
            _merged(upper["printed"], number == 0, len(rows)),
            _merged(lower["printed"], row is lower["rows"][0], len(lower["rows"])),
            *map(GridCell, row[:6]),
        ]
        for number, (lower, row) in enumerate(rows)
    ]


def _merged(text: str, first: bool, rows: int) -> GridCell:
    if rows == 1:
        return GridCell(text)
    return GridCell(text, 1, "start") if first else GridCell("", 1, "go_on")


def pad(rows: list[Row]) -> list[Row]:
    """Return rows with the stray ideographic spaces that hand-filled forms carry."""
    return [
        [_padded(cell, (7 * number + 3 * place) % 11) for place, cell in enumerate(row)]
        for number, row in enumerate(rows)
    ]


def _padded(cell: GridCell, turn: int) -> GridCell:
    if cell.merge == "go_on" or turn > 2 or (len(cell.text) > 12 and turn != 1):
        return cell
    text = cell.text
    text = f"　{text}" if turn == 1 else f"{text}　"
    return GridCell(text, cell.span, cell.merge)
