"""How a figure is called in a prompt: its row, and the word that says which column it is."""

from assistant.facts.naming import name_of
from assistant.model.fact import Fact

_COLUMNS = {
    "last_final": "上年决算数", "final": "决算数", "initial": "年初预算数", "budget": "预算数",
    "full_year": "全年预算数", "executed": "全年执行数", "adjustment_rate": "预算调整率",
    "control_rate": "控制率", "execution_rate": "预算执行率", "rate": "执行率",
    "growth": "比上年增长", "target": "年度指标值", "actual": "实际完成值", "completion": "完成率",
    "weight": "分值", "score": "得分", "lost": "扣分", "posts": "编制数", "staff": "在职人数",
    "ratio": "比率", "rest": "尚余", "area_rate": "控制率", "investment_rate": "控制率",
}  # fmt: skip
_BY_WAY = {
    "over": {"up": "超预算", "down": "低于预算", "flat": "与预算差额"},
    "gap": {"up": "比指标值多", "down": "比指标值少", "flat": "与指标值差额"},
    "adjusted": {"up": "调增", "down": "调减", "flat": "调整额"},
    "left": {"up": "超出全年预算", "down": "未执行", "flat": "未执行"},
    "growth": {"up": "比上年增长", "down": "比上年下降", "flat": "比上年增长"},
}
_HIGHER = {"比指标值多": "比指标值高", "比指标值少": "比指标值低"}
_SOURCES = {
    "base_data": "基础数据表", "overall": "部门整体支出绩效自评表", "projects": "项目支出绩效自评表",
    "overall_report": "自评报告", "project_reports": "项目自评报告", "prior": "上年材料",
    "narratives": "工作总结", "accounts": "部门决算",
}  # fmt: skip


def label(fact: Fact) -> str:
    """Return a figure's name as a sentence must give it, such as “山塘清淤”（数量指标） 完成率."""
    if "@" in fact.place or not name_of(fact).field:
        return fact.measure
    name = name_of(fact)
    item = f"“{name.item}”（{name.group}）" if name.group else name.item
    project = f"“{name.scope}”的" if name.scope else ""
    return f"{project}{item} {_column(fact, name.field)}"


def _column(fact: Fact, field: str) -> str:
    word = _BY_WAY.get(field, {}).get(fact.direction) or _COLUMNS.get(field, field)
    return _HIGHER.get(word, word) if fact.quantity.unit in ("%", "‰") else word


def origin(fact: Fact) -> str:
    """Return where a figure comes from: a form, a calculation, or a proposal."""
    if fact.kind == "proposed":
        return "建议"
    if "@" in fact.place and fact.kind == "stated":
        return "自评报告，只能随原文引用"
    return "推算" if fact.kind == "derived" else _SOURCES.get(fact.place.split("/")[0], "材料")
