"""The figures workbook as data: its sheets, their columns, and what a person fills in.

Sheets and columns are known by their Chinese headers, so that a workbook survives a move of
its columns. The first column of each sheet is the place of its row: that is how it reads back.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

Kind = Literal["id", "shown", "money", "number", "text", "choice"]
SheetKey = Literal[
    "base", "single", "money", "breakdown", "indicators", "projects", "texts", "achievements"
]
KEEP, DROP, NEW = "保留", "取消", "新增"
OVERALL = "整体"
ID = "id"


class Field(NamedTuple):
    """A column: its key in the code, header, width in characters, and who fills it how.

    ``money`` is a number in the unit of its form, mostly 万元, printed with two decimals.
    """

    key: str
    header: str
    width: int
    kind: Kind = "shown"


class Form(NamedTuple):
    """A sheet: title and columns; ``grows`` where a person may add rows."""

    key: SheetKey
    title: str
    fields: tuple[Field, ...]
    grows: bool = False

    def inputs(self) -> list[Field]:
        """Return the columns that a person fills in."""
        return [field for field in self.fields if field.kind not in ("id", "shown")]


class Line(NamedTuple):
    """One row of a sheet: its place ("" for a new one), cell texts by key, row number."""

    place: str
    cells: dict[str, str]
    row: int = 0

    def get(self, key: str) -> str:
        """Return a cell's text, "" where it is blank or absent."""
        return self.cells.get(key, "")


class FilledSheet(NamedTuple):
    """A sheet with its rows."""

    form: Form
    lines: Sequence[Line]


_PLACE = Field(ID, "位置编号（勿改）", 30, "id")
_TABLE = Field("table", "表", 20, "text")

_PUBLISHED = (
    Field("published", "部门决算中的数（待核实）", 36),
    Field("where", "部门决算出处", 44),
)
"""What the published final accounts give for a row, and where: shown, never asked for."""

FORMS: tuple[Form, ...] = (
    Form("projects", "项目", (
        _PLACE, Field("last_name", "上年项目名称", 30), Field("last_executed", "上年执行数", 12),
        Field("handling", "处理", 8, "choice"), Field("name", "本年项目名称", 32, "text"),
    ), grows=True),
    Form("base", "基础数据", (
        _PLACE, Field("label", "项目", 30, "text"), Field("depth", "层级", 6, "number"),
        Field("last_budget", "上年预算数", 12), Field("last_final", "上年决算数", 12),
        Field("budget", "本年预算数", 12, "money"), Field("final", "本年决算数", 12, "money"),
        *_PUBLISHED,
    ), grows=True),
    Form("single", "人员和楼堂馆所", (
        _PLACE, Field("label", "项目", 30), Field("unit", "单位", 8), Field("last", "上年数", 14),
        Field("value", "本年数", 14, "number"),
    )),
    Form("money", "资金", (
        _PLACE, _TABLE, Field("label", "科目", 24, "text"),
        Field("last_initial", "上年年初预算数", 13), Field("last_full_year", "上年全年预算数", 13),
        Field("last_executed", "上年全年执行数", 13),
        Field("initial", "本年年初预算数", 13, "money"),
        Field("full_year", "本年全年预算数", 13, "money"),
        Field("executed", "本年全年执行数", 13, "money"), Field("weight", "分值", 7, "number"),
        Field("unit", "金额单位", 9), Field("reason", "预算调整原因（全年与年初不同的填）", 44, "text"),
        Field("quote", "总结中的说法（供核实）", 46), Field("said_at", "总结出处", 22), *_PUBLISHED,
    ), grows=True),
    Form("breakdown", "收支构成", (
        _PLACE, _TABLE, Field("part", "部分", 14), Field("label", "项目", 28),
        Field("last", "上年金额", 13), Field("value", "本年金额", 13, "money"),
        *_PUBLISHED,
    )),
    Form("indicators", "指标", (
        _PLACE, _TABLE, Field("level1", "一级指标", 12, "text"),
        Field("level2", "二级指标", 14, "text"), Field("name", "三级指标", 26, "text"),
        Field("handling", "处理", 7, "choice"),
        Field("last_target", "上年指标值", 14), Field("last_actual", "上年完成值", 13),
        Field("last_weight", "上年分值", 7), Field("last_score", "上年得分", 7),
        Field("target", "本年指标值", 16, "text"), Field("actual", "本年完成值", 14, "text"),
        Field("weight", "本年分值", 8, "number"),
        Field("score", "本年得分（定性指标填）", 11, "number"),
        Field("deviation", "偏差原因分析及改进措施", 34, "text"),
        Field("confidence", "把握", 6), Field("proposal", "总结中的参考值", 14),
        Field("formula", "参考值怎样算出", 24), Field("quote", "总结原文", 46),
        Field("where", "出处", 22), Field("by", "由谁找出", 12),
    ), grows=True),
    Form("texts", "文字", (
        _PLACE, Field("table", "表", 20), Field("label", "项目", 18),
        Field("last", "上年内容", 50), Field("value", "本年内容", 60, "text"),
    )),
    Form("achievements", "总结中的其他成效", (
        Field("figure", "数字", 14), Field("measure", "指什么", 24), Field("quote", "总结原文", 70),
        Field("where", "出处", 26),
    )),
)  # fmt: skip

BY_KEY: dict[SheetKey, Form] = {form.key: form for form in FORMS}
ABOUT = "填写说明"
UNIT_LINE, YEAR_LINE = "单位", "本年年度"
HELP = (
    "只填白底的“本年…”各列；灰底的列是上年数据和编号，请不要改动，也不要删行。",
    "金额、分值只填数字，不要写公式，金额按“金额单位”一列（没有这一列的按万元）；比率、得分、合计由程序计算，合计空着时按各分项相加。",
    "指标和项目不再保留的，在“处理”栏选“取消”；新增的另起一行，编号空着，“处理”栏选“新增”。",
    "“基础数据”表新增的支出：“项目”表里有的项目、名称或“层级”写明“专项”的，列入本级专项资金，一个专项一行；"
    "其他的请插在所属项目的行下面（“层级”比上级大 1），写在表末的不计入任何合计，列入待补内容。",
    "“本年完成值”中绿底的是从工作总结摘出来的，请对照“总结原文”核实；黄底的参考值把握不够（“中”较可能，"
    "“低”仅供参考），没有填入，核实后自行填写。由总结中两个数推算的，列明算式。",
    "全年预算比年初预算调整的，在“资金”表总额一行的“预算调整原因”栏写明批复时间、文号、金额和事由；调整 30% 以上的必须写，"
    "空着的由程序在报告里标明〔待确认〕。旁边是总结里可能有关的原话，不会代填。",
    "用 --accounts 给出部门决算的，绿底的数是从决算报表摘来的，请对照“部门决算出处”核实；改动后以所填为准，两边不一致的会列入待补内容。",
    "定性指标的得分由单位评定后填在“本年得分”栏；能按数值计算的由程序计算，填了的以填的为准。",
    "“文字”表空着的，由程序按数据起草。",
)
