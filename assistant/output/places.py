"""Turn a place or a location into Chinese words."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from assistant.model.place import Location, Place
from assistant.output.safe import one_line

SEPARATOR = " › "

WORDS: dict[str, str] = {
    "base_data": "基础数据表", "overall": "整体自评表", "overall_report": "整体自评报告",
    "projects": "项目自评表", "project_reports": "项目自评报告", "prior": "上年材料",
    "beside": "其他单位材料",
    "narratives": "工作总结", "accounts": "部门决算", "derived": "推算", "proposed": "建议",
    "title": "标题", "unit": "单位名称", "department": "主管部门", "implementer": "实施单位",
    "project": "项目名称", "preamble": "开头",
    "staffing": "财政供养人员", "posts": "编制数", "staff": "在职人数", "control_rate": "控制率",
    "procurement": "政府采购", "budget_adjustment": "预算调整", "thrift": "厉行节约保障措施",
    "last_final": "上年决算数", "budget": "本年预算数", "final": "本年决算数",
    "buildings": "楼堂馆所", "approved_area": "批复面积", "actual_area": "实际面积",
    "area_rate": "规模控制率", "approved_investment": "批复投资", "actual_investment": "实际投资",
    "investment_rate": "投资控制率",
    "signoff": "落款", "filler": "填表人", "date": "填报日期", "phone": "联系电话",
    "leader": "负责人签字",
    "money": "资金", "label": "科目", "initial": "年初预算数", "full_year": "全年预算数",
    "executed": "全年执行数", "rate": "执行率", "unspent": "未执行数", "by_income": "按收入性质分",
    "by_expenditure": "按支出性质分", "amount": "金额",
    "goal_expected": "预期目标", "goal_achieved": "实际完成情况",
    "name": "指标名称", "target": "年度指标值", "actual": "实际完成值", "weight": "分值",
    "score": "得分", "deviation": "偏差原因分析及改进措施", "level_weights": "标明的分值",
    "headings": "栏目", "annex_marks": "附件号",
    "total_weight": "分值合计", "total_score": "总得分", "total": "合计",
    "remarks": "附栏", "problems": "存在问题", "measures": "改进措施", "conclusion": "评价结论",
    "grade": "等次", "note": "其他说明", "-": "（未填名称）",
}  # fmt: skip
"""The Chinese word for each English part of a place; a test holds it to the model."""

_POINTS = 72 / 2.54
"""Points in a centimetre."""

_NAMED = ("projects", "project_reports")
_ROWS = "indicators"
_SILENT = {"spending", "sections", "paragraphs", "figures"}
_REPEAT = re.compile(r"(.*)#(\d+)")
_FIGURE = re.compile(r"(.*)@([^/]+(?:/\d[^/]*)?)")


def place_words(place: Place) -> str:
    """Return a place in Chinese, such as “整体自评表 › 效益指标 › 分值”; “全部材料” if empty.

    A paragraph (``…/p#2``) becomes 第2段, a figure in prose (``…/p@5户``) 文中“5户”.
    """
    figure = _FIGURE.fullmatch(place)
    words = list(_words([one_line(part) for part in (figure[1] if figure else place).split("/")]))
    if figure:
        words.append(_repeated(one_line(figure[2]), "文中“{}”"))
    return SEPARATOR.join(words) or "全部材料"


def _words(parts: list[str]) -> Iterator[str]:
    rest = iter(filter(None, parts))
    for head in rest:
        name = next(rest, "") if head in (*_NAMED, _ROWS) else ""
        if head == _ROWS:  # a flat list has no levels, and none to be told
            yield from (_part(each) for each in (name,) if each.strip("-"))
        elif name:
            yield f"{WORDS[head]}（{_repeated(name)}）"
        elif head not in _SILENT:
            yield _part(head)


def _part(part: str) -> str:
    name, _, number = part.partition("#")
    if name == "p":
        return f"第{number or 1}段"
    return _repeated(part)


def _repeated(part: str, form: str = "{}") -> str:
    repeat = _REPEAT.fullmatch(part)
    name = repeat[1] if repeat else part
    again = f"（第{repeat[2]}处）" if repeat else ""
    return form.replace("{}", WORDS.get(name, name)) + again


def file_name(path: str) -> str:
    """Return the last part of a path, whichever system wrote it, on one line."""
    return one_line(PurePosixPath(path.replace("\\", "/")).name)


def location_words(location: Location) -> str:
    """Return where something stands in its file: file name, page, table, row and column.

    Tables, rows and columns are counted from 1 for people. Empty when nothing is known.
    """
    words = [file_name(location.file)]
    if location.page is not None:
        words.append(f"第{location.page}页")
    cell = [
        f"第{number + 1}{word}"
        for number, word in ((location.table, "个表"), (location.row, "行"), (location.col, "列"))
        if number is not None
    ]
    return "，".join(word for word in (*words, "".join(cell)) if word)


def spot_words(location: Location) -> str:
    """Return where to look in the original: :func:`location_words`, and where on its page.

    Lengths are centimetres from the page's left and upper edge to the box of the words.
    """
    where = location_words(location)
    if location.box is None:
        return where
    left, top = (f"{points / _POINTS:.1f}" for points in location.box[:2])
    return f"{where}，距左边 {left} 厘米、上边 {top} 厘米"
