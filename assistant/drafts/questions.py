"""What only the unit can answer: to whom, where it stands, why it matters."""

from collections.abc import Iterator

from assistant.drafts.composer import question
from assistant.drafts.desk import Desk
from assistant.drafts.matters import Matter, called
from assistant.drafts.offices import choose
from assistant.drafts.wording import fill, of_kind
from assistant.facts.render import render
from assistant.model.draft import Draft, Question
from assistant.model.pack import BaseData, Indicator, IndicatorTable
from assistant.model.place import Location
from assistant.model.quantity import Quantity, Text

_FINANCE = "财务负责人"


def questions(desk: Desk, matters: list[Matter], drafts: list[Draft]) -> list[Question]:
    """Return the questions: causes that the pack doesn't give, and cells left blank."""
    matters = [matter for matter in matters if not matter.own_forms]
    out = [_cause(desk, matter) for matter in matters if not matter.cause.words]
    if desk.pack.base_data:
        out += _blanks(desk.pack.base_data)
    for table in desk.pack.tables():
        out += _table(table)
    told = {matter.scope for matter in matters}
    sections = [draft for draft in drafts if draft.slot.kind == "project_deviation"]
    out += [_project(draft) for draft in sections if draft.slot.place.split("/")[1] not in told]
    return out


def _cause(desk: Desk, matter: Matter) -> Question:
    office = choose(desk.offices, matter.about, matter.kind)
    location = next((f.location for f in matter.facts.values() if f.kind == "stated"), None)
    known = {fact.id: fact for fact in desk.book.facts}
    why = fill(of_kind(matter.kind)["why"], matter.words, matter.facts).template
    return Question(
        place=matter.row,
        text=render(_asked(matter), known),
        who=office or "〔待确认：责任科室〕",
        why=render(why, known),
        location=location,
    )


def _asked(matter: Matter) -> str:
    """Return a question that can be read without the draft."""
    own = of_kind(matter.kind).get("question")
    return (
        fill(own, matter.words, matter.facts).template if own else f"请说明：{question(matter)}。"
    )


def _blanks(base: BaseData) -> Iterator[Question]:
    """Ask for blank parts of the base data table, one question for each part."""
    buildings = base.buildings
    groups: list[tuple[str, str, str, list[Text]]] = [
        ("政府采购金额的预算数和决算数是多少？未发生采购的请填“0”。",
         "政府采购执行率（实际采购金额与采购预算之比）无法计算。", _FINANCE,
         [base.procurement.budget, base.procurement.final]),
        ("部门基本支出预算调整的预算数和决算数是多少？没有调整的请填“0”。",
         "预算调整情况无法与整体支出绩效自评表核对。", _FINANCE,
         [base.budget_adjustment.budget, base.budget_adjustment.final]),
        ("是否有需填报的已完工楼堂馆所项目？有的请填批复与实际的规模、投资，没有的请注明“无”。",
         "规模控制率和投资概算控制率无法判断。", "资产管理人员",
         [buildings.approved_area, buildings.actual_area, buildings.approved_investment,
          buildings.actual_investment]),
        ("本年度实际采取了哪些厉行节约措施，有哪些制度文件、效果如何？",
         "“厉行节约保障措施”一栏没有具体内容，草稿所列均为建议，须由单位据实取舍。", "办公室负责人",
         [base.thrift]),
        ("填表人、填报日期、联系电话和单位负责人签字请补齐。",
         "缺少签字和日期的表不能作为正式材料上报。", "填表人",
         [base.signoff.filler, base.signoff.date, base.signoff.phone, base.signoff.leader]),
    ]  # fmt: skip
    for text, why, who, fields in groups:
        if all(_blank(field) for field in fields):
            yield Question(
                place=fields[0].place, text=text, who=who, why=why, location=fields[0].location
            )


def _blank(field: Text) -> bool:
    """Tell whether nothing is filled in; “无” in a cell for a number is an answer."""
    return field.is_blank() if isinstance(field, Quantity) else field.is_empty()


def _table(table: IndicatorTable) -> Iterator[Question]:
    name = (
        "整体支出绩效自评表"
        if table.kind == "overall"
        else f"“{table.place.partition('/')[2]}”项目自评表"
    )
    for row in table.indicators:
        if row.is_blank() or not row.name.text:
            continue
        missing = [word for field, word in _cells(row) if field.is_blank() and _has_cell(field)]
        if missing:
            yield Question(
                place=row.place, text=f"{name}“{row.name.text}”的{'、'.join(missing)}是多少？",
                who="该指标的业务负责人", why="空白的指标不能评分，也影响总分。", location=_where(row),
            )  # fmt: skip


def _cells(row: Indicator) -> list[tuple[Quantity, str]]:
    return [
        (row.target, "年度指标值"),
        (row.actual, "实际完成值"),
        (row.weight, "分值"),
        (row.score, "得分"),
    ]


def _has_cell(field: Quantity) -> bool:
    """Tell whether the form has a cell for a field; one without stands at its whole table."""
    return field.location.table is None or field.location.row is not None


def _where(row: Indicator) -> Location:
    return next(f.location for f, _ in _cells(row) if f.is_blank() and _has_cell(f))


def _project(draft: Draft) -> Question:
    project = called(draft.slot.place.split("/")[1])
    return Question(
        place=draft.slot.place,
        text=f"{project}是否存在偏离绩效目标的情形，原因和改进措施是什么？确无偏离的，请写明依据。",
        who="项目实施负责人",
        why="项目报告填“无”，自评表没有显示偏离；是否如实须由实施单位确认。",
        location=draft.slot.location,
    )
