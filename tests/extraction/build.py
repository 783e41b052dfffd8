"""Documents made of plain lines and grids, as a reader would deliver them.

In a grid ``<`` continues the cell to its left and ``^`` the cell above.
"""

from collections.abc import Sequence

from assistant.model.document import (
    Block,
    Cell,
    Document,
    Paragraph,
    ReadingReport,
    Source,
    Table,
)
from assistant.model.place import Location

Grid = Sequence[Sequence[str]]


def table(grid: Grid, file: str = "a.docx", number: int = 0) -> Table:
    cells: list[Cell] = []
    for row, line in enumerate(grid):
        for col, text in enumerate(line):
            if text in ("<", "^"):
                continue
            width = _run(line[col + 1 :], "<")
            height = _run([other[col] for other in grid[row + 1 :]], "^")
            where = Location(
                file=file, table=number, row=row, col=col, anchor=f"{number}.{row}.{col}"
            )
            cells.append(
                Cell(text=text, row=row, col=col, row_span=1 + height, col_span=1 + width,
                     location=where)
            )  # fmt: skip
    return Table(
        rows=len(grid), cols=len(grid[0]), cells=cells, location=Location(file=file, table=number)
    )


def _run(marks: Sequence[str], mark: str) -> int:
    return next((n for n, text in enumerate(marks) if text != mark), len(marks))


def paragraph(text: str, file: str = "a.docx", anchor: int = 0) -> Paragraph:
    """Return a paragraph; what stands before ``|`` is its automatic number."""
    number, bar, rest = text.partition("|")
    location = Location(file=file, anchor=str(anchor))
    return Paragraph(text=rest if bar else text, number=number if bar else "", location=location)


def document(*blocks: str | Grid, file: str = "a.docx") -> Document:
    out: list[Block] = []
    for number, block in enumerate(blocks):
        if isinstance(block, str):
            out.append(paragraph(block, file, number))
        else:
            out.append(table(block, file, number))
    return Document(
        source=Source(path=file, format="word", sha256=""), blocks=out,
        report=ReadingReport(file=file, format="word"),
    )  # fmt: skip


BASE: Grid = [
    ["财政供养人员情况（人）", "编制数", "2024年实际在职人数", "控制率"],
    ["^", "50", "45", "90%"],
    ["经费控制情况（万元）", "2023年决算数", "2024年预算数", "2024年决算数"],
    ["三公经费", "8.20", "7.50", "7.20"],
    ["1、公务用车购置和维护经费", "7.00", "6.50", "6.30"],
    ["其中：公车购置", "0", "0", "0"],
    ["      公车运行维护", "7.00", "6.50", "6.30"],
    ["2、出国经费", "0", "0", "0"],
    ["3、公务接待", "1.20", "1.00", "0.90"],
    ["项目支出：", "40.00", "50.00", "48.00"],
    ["1、业务工作经费", "10.00", "12.00", "11.50"],
    ["2、灌溉渠维修专项（一个专项一行）", "30.00", "38.00", "36.50"],
    ["……", "", "", ""],
    ["公用经费", "90.00", "100.00", "96.40"],
    ["其中：办公经费", "30.00", "35.00", "33.20"],
    ["      水费、电费、差旅费", "20.00", "22.00", "21.50"],
    ["政府采购金额", "——", "12.00", "11.60"],
    ["部门基本支出预算调整", "——", "8.00", "8.00"],
    ["楼堂馆所控制情况（2024年完工项目）", "批复规模（㎡）", "实际规模（㎡）", "规模控制率"],
    ["^", "1200", "1150", "95.83%"],
    ["厉行节约保障措施", "严格公务接待审批。", "<", "<"],
]

OVERALL: Grid = [
    ["预算部门名称", "<", "青禾镇人民政府", "<", "<", "<", "<", "<", "<"],
    [
        "年度预算申请（万元）",
        "<",
        "",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "分值",
        "执行率",
        "得分",
    ],
    ["^", "^", "年度资金总额", "500.00", "520.00", "504.40", "10", "97%", "9.70"],
    ["^", "^", "按收入性质分：504.40", "<", "<", "按支出性质分：504.40", "<", "<", "<"],
    ["^", "^", "其中：一般公共预算：474.40", "<", "<", "其中：基本支出：456.40", "<", "<", "<"],
    ["^", "^", "政府性基金拨款：30.00", "<", "<", "项目支出：48.00", "<", "<", "<"],
    ["年度总体目标", "预期目标", "<", "<", "实际完成情况", "<", "<", "<", "<"],
    ["^", "举办培训10场。", "<", "<", "举办培训11场。", "<", "<", "<", "<"],
    [
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ],
    ["^", "产出指标（40分）", "数量指标（30）", "举办农技培训", "≥10场", "11场", "20", "20", ""],
    ["^", "^", "^", "改造厕所", "100户以上", "104", "10", "10", ""],
    ["^", "^", "质量指标", "工程合格率", "≥95%", "98.5%", "10", "9", "一处返工。"],
    ["^", "效益指标（30分）", "社会效益指标", "", "", "", "", "", ""],
    ["^", "^", "生态效益指标", "绿化面积", "有所增加", "有所增加", "30", "30", ""],
    ["^", "满意度指标(20分)", "服务对象满意度指标", "群众满意度", "≥90%", "93%", "20", "20", ""],
    ["总分", "<", "<", "<", "<", "<", "100", "98.7", ""],
]


def project(name: str = "灌溉渠维修20万元", unit: str = "农业综合服务中心") -> Grid:
    return [
        ["项目支出名称", "<", name, "<", "<", "<", "<", "<"],
        ["主管部门", "<", "青禾镇人民政府", "<", "<", "实施单位", unit, "<"],
        [
            "项目资金（万元）",
            "",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
        ],
        ["^", "年度资金总额", "20.00", "20.00", "19.00", "10", "95%", "9.5"],
        ["^", "其中：当年财政拨款", "18.00", "18.00", "17.00", "", "", ""],
        ["^", "上年结转资金", "2.00", "2.00", "2.00", "", "", ""],
        ["年度总体目标", "预期目标", "<", "<", "实际完成情况", "<", "<", "<"],
        ["^", "维修渠道5公里。", "<", "<", "维修渠道5.2公里。", "<", "<", "<"],
        [
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因",
        ],
        ["产出指标", "数量指标", "维修渠道长度", "≥5公里", "5.2公里", "50", "50", ""],
        ["效益指标", "社会效益指标", "新增灌溉面积", "≥300亩", "320亩", "40", "40", ""],
        ["总分", "<", "<", "<", "<", "100", "99.5", ""],
    ]


OVERALL_REPORT = [
    "青禾镇人民政府2024年度部门整体支出绩效自评报告",
    "一、部门基本情况",
    "编制50人，在职45人。",
    "二、一般公共预算支出情况",
    "（一）基本支出情况",
    "基本支出456.40万元。",
    "七、存在的问题及原因分析",
    "无。",
]


def project_report(name: str = "灌溉渠维修") -> list[str]:
    return [
        f"青禾镇人民政府2024年度{name}项目支出绩效自评报告",
        "一、绩效自评工作开展情况",
        "走访农户30户。",
    ]


BASE_TITLE = "2024年度部门整体支出绩效评价基础数据表"
OVERALL_TITLE = "2024年度部门整体支出绩效自评表"
PROJECT_TITLE = "2024年度项目支出绩效自评表"
