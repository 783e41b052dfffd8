"""A sound, small, fictional pack made of plain tuples, and edits that spoil one thing in it.

Cells are addressed by their place, so that a case reads as “this cell says that instead”.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.checks import CheckOptions, check
from assistant.facts.prose import read_figures
from assistant.model.accounts import FinalAccounts
from assistant.model.base import Model, Value
from assistant.model.dossier import Dossier
from assistant.model.fact import FactBook
from assistant.model.finding import CheckReport, Finding
from assistant.model.numerals import read_quantity
from assistant.model.pack import (
    BaseData,
    BudgetLine,
    Buildings,
    Indicator,
    IndicatorTable,
    LevelWeight,
    NamedAmount,
    Pack,
    Report,
    Section,
    Signoff,
    SpendingRow,
    Staffing,
)
from assistant.model.place import Location, Place
from assistant.model.quantity import Quantity, Text
from tests.checks.data import CANAL, GOALS, LEVELS, OVERALL, ROAD, SPENDING, Row

Edit = Callable[[Pack], None]
COLUMNS = ("last_final", "budget", "final")
MONEY = ("initial", "full_year", "executed", "weight", "rate", "score")


def _here(place: Place) -> Location:
    return Location(file="pack.docx", anchor=place)


def text(raw: str, place: Place) -> Text:
    return Text(raw=raw, place=place, location=_here(place))


def number(raw: str, place: Place, unit: str = "") -> Quantity:
    return read_quantity(raw, place, _here(place), unit)


OVERALL_SECTIONS = [
    ("一、", "部门基本情况", ["青禾镇人民政府编制50人，在职45人。"]),
    ("二、", "一般公共预算支出情况", ["全年支出504.40万元，其中基本支出456.40万元，项目支出48.00万元。"]),
    ("三、", "资金使用及绩效情况", ["全年举办农技培训11场。采用问卷方式开展满意度调查，发放200份。"]),
    ("四、", "存在的问题及原因分析", ["预算执行率97%，部分质保金未到支付期，仍有15.6万元结转。"]),
    ("五、", "下一步改进措施", ["由财政所按月通报支付进度，2025年6月底前支付完毕。"]),
    ("六、", "绩效自评结果拟应用和公开情况", ["自评结果将作为下年预算安排的依据，并在门户网站公开。"]),
]  # fmt: skip


def project_sections(name: str, matter: str) -> list[tuple[str, str, list[str]]]:
    return [
        (
            "一、",
            "绩效自评工作开展情况",
            [f"围绕{name}的资金和产出开展自评，入户走访30户农户，进行满意度问卷调查。"],
        ),
        ("二、", "绩效目标自评完成情况分析", [matter]),
        ("三、", "偏离绩效目标的原因和下一步改进措施", ["无。"]),
        ("四、", "绩效自评结果拟应用和公开情况", ["自评结果将在门户网站公开。"]),
    ]


def sound() -> Pack:
    """Return a pack in which nothing is wrong."""
    total = ("500.00", "520.00", "504.40", "10", "97%", "9.70")
    return Pack(
        unit=text("青禾镇人民政府", "unit"),
        year=2024,
        base_data=base_data(),
        overall=table("overall", "overall", OVERALL, {"年度资金总额": total}, "99.70"),
        projects=[
            table("project", "projects/灌溉渠维修", CANAL, {
                "当年财政拨款": ("18.00", "18.00", "17.00", "", "", ""),
                "上年结转资金": ("2.00", "2.00", "2.00", "", "", ""),
                "其他资金": ("", "", "", "", "", ""),
                "年度资金总额": ("20.00", "20.00", "19.00", "10", "95%", "9.50"),
            }, "99.50"),
            table("project", "projects/村道养护", ROAD, {
                "当年财政拨款": ("12.00", "12.00", "12.00", "", "", ""),
                "上年结转资金": ("", "", "", "", "", ""),
                "其他资金": ("", "", "", "", "", ""),
                "年度资金总额": ("12.00", "12.00", "12.00", "10", "100%", "10"),
            }, "100"),
        ],
        overall_report=report("overall_report", "", OVERALL_SECTIONS),
        project_reports=[
            report("project_reports/灌溉渠维修", "灌溉渠维修", project_sections(
                "灌溉渠维修", "全年维修渠道5.2公里，工程一次验收合格，灌区下游三个组的水稻田首次在插秧前全部放水到位，沿线群众反映用水等候时间明显缩短，没有出现争水。")),
            report("project_reports/村道养护", "村道养护", project_sections(
                "村道养护", "养护队分两组巡查全镇村道，汛期前清理边沟，冬季补铺坑槽，全年养护里程31公里，行车颠簸路段基本消除，沿线村民出行更加方便。")),
        ],
    )  # fmt: skip


def base_data() -> BaseData:
    root = "base_data"
    blank = {
        name: number("无", f"{root}/buildings/{name}")
        for name in Buildings.model_fields
    }  # fmt: skip
    return BaseData(
        title=text("基础数据表", f"{root}/title"),
        staffing=Staffing(
            posts=number("50", f"{root}/staffing/posts", "人"),
            staff=number("45", f"{root}/staffing/staff", "人"),
            control_rate=number("90%", f"{root}/staffing/control_rate", "%"),
        ),
        spending=[spending(*row) for row in SPENDING],
        procurement=_amounts("政府采购金额", f"{root}/procurement", ("——", "12.00", "11.60")),
        budget_adjustment=_amounts(
            "部门基本支出预算调整", f"{root}/budget_adjustment", ("——", "8.00", "8.00")
        ),
        buildings=Buildings(**blank),
        thrift=text("严格公务接待审批，办公用品集中采购，水电按月通报。", f"{root}/thrift"),
        signoff=Signoff(
            filler=text("经办", f"{root}/signoff/filler"),
            date=text("2025年3月5日", f"{root}/signoff/date"),
            phone=text("0000-0000000", f"{root}/signoff/phone"),
            leader=text("负责", f"{root}/signoff/leader"),
        ),
    )


def spending(label: str, parent: str, of_which: bool, cells: Sequence[str]) -> SpendingRow:
    name = label.removeprefix("其中：").rstrip("：").split("、", 1)
    clean = name[1] if name[0].isdigit() else "、".join(name)
    row = _amounts(label, f"base_data/spending/{clean}", cells)
    row.parent = f"base_data/spending/{parent}" if parent else None
    row.depth, row.of_which = (1 if parent else 0), of_which
    return row


def _amounts(label: str, place: Place, cells: Sequence[str]) -> SpendingRow:
    values = {
        name: number(cell, f"{place}/{name}", "万元")
        for name, cell in zip(COLUMNS, cells, strict=True)
    }
    return SpendingRow(label=text(label, place), **values)


def table(
    kind: str, root: Place, rows: list[Row], money: dict[str, Sequence[str]], score: str
) -> IndicatorTable:
    expected, achieved = GOALS[root]
    project = root.rpartition("/")[2] if kind == "project" else ""
    return IndicatorTable.model_validate(
        {
            "kind": kind,
            "title": text("自评表", f"{root}/title"),
            "unit": text("青禾镇人民政府" if kind == "overall" else "", f"{root}/unit"),
            "department": text("青禾镇人民政府", f"{root}/department"),
            "implementer": text("农业综合服务中心", f"{root}/implementer"),
            "project": text(project, f"{root}/project"),
            "money": [line(root, label, cells) for label, cells in money.items()],
            "by_income": breakdown(root, "by_income") if kind == "overall" else [],
            "by_expenditure": breakdown(root, "by_expenditure") if kind == "overall" else [],
            "goal_expected": text(expected, f"{root}/goal_expected"),
            "goal_achieved": text(achieved, f"{root}/goal_achieved"),
            "indicators": [indicator(root, row) for row in rows],
            "level_weights": [level(root, *entry) for entry in LEVELS],
            "total_weight": number("100", f"{root}/total/weight"),
            "total_score": number(score, f"{root}/total/score"),
        }
    )


def line(root: Place, label: str, cells: Sequence[str]) -> BudgetLine:
    place = f"{root}/money/{label}"
    units = dict(zip(MONEY, ("万元", "万元", "万元", "", "%", ""), strict=True))
    values = {
        name: number(cell, f"{place}/{name}", units[name])
        for name, cell in zip(MONEY, cells, strict=True)
    }
    prefix = "其中：" if label == "当年财政拨款" else ""
    return BudgetLine(label=text(prefix + label, place), **values)


BREAKDOWNS = {
    "by_income": [("按收入性质分", "504.40"), ("一般公共预算", "474.40"),
                  ("政府性基金拨款", "30.00"), ("其他资金", "")],
    "by_expenditure": [("按支出性质分", "504.40"), ("基本支出", "456.40"), ("项目支出", "48.00")],
}  # fmt: skip


def breakdown(root: Place, kind: str) -> list[NamedAmount]:
    return [
        NamedAmount(
            label=text(label, f"{root}/{kind}/{label}"),
            amount=number(amount, f"{root}/{kind}/{label}", "万元"),
            is_total=label.startswith("按"),
        )
        for label, amount in BREAKDOWNS[kind]
    ]


def indicator(root: Place, row: Row) -> Indicator:
    level1, level2, name, target, actual, weight, score = row
    place = f"{root}/indicators/{level2}/{name}"
    return Indicator(
        level1=level1,
        level2=level2,
        name=text(name, place),
        target=number(target, f"{place}/target"),
        actual=number(actual, f"{place}/actual"),
        weight=number(weight, f"{place}/weight"),
        score=number(score, f"{place}/score"),
        deviation=text("", f"{place}/deviation"),
    )


def level(root: Place, level1: str, level2: str, weight: str) -> LevelWeight:
    place = f"{root}/level_weights/{level2 or level1}"
    return LevelWeight(level1=level1, level2=level2, weight=number(weight, place))


def report(place: Place, project: str, sections: list[tuple[str, str, list[str]]]) -> Report:
    return Report(
        title=text(f"{project}绩效自评报告", f"{place}/title"),
        project=project,
        sections=[section(place, *entry) for entry in sections],
    )  # fmt: skip


def section(root: Place, mark: str, title: str, paragraphs: list[str]) -> Section:
    place = f"{root}/{title}"
    numbered = [f"{place}/p" + (f"#{n}" if n > 1 else "") for n in range(1, len(paragraphs) + 1)]
    return Section(
        number=mark,
        title=title,
        level=1,
        place=place,
        location=_here(place),
        paragraphs=[text(raw, at) for raw, at in zip(paragraphs, numbered, strict=True)],
    )


REST = {
    "overall_report/资金使用及绩效情况": (
        "镇政府成立自评小组，自评得分99.7分，等级为优。改造卫生厕所104户，工程验收合格率98.5%，任务按期完成率95%；"
        "全镇税收1250万元，矛盾纠纷化解率96.5%，群众满意度93%，水电差旅费21.5万元。灌溉渠维修、村道养护按计划完工。",
    ),
    "overall_report/绩效自评结果拟应用和公开情况": ("青禾镇人民政府", "2025年3月5日"),
    "project_reports/灌溉渠维修/绩效目标自评完成情况分析": (
        "渠道验收合格率100%，新增灌溉面积320亩，维修按期完成率95%，农户满意度94%，每公里维修成本3.65万元。",
    ),
    "project_reports/村道养护/绩效目标自评完成情况分析": (
        "受益村民2100人，村道完好率92%，满意度95%，按期完成率100%，平均每公里养护成本0.39万元。",
    ),
}
"""What the sound pack's reports leave untold, by section: few rules ask for all of it."""


def complete(pack: Pack) -> None:
    """Let the reports tell every result, who evaluated, the score, and who signs."""
    for report in pack.reports():
        for section in report.walk():
            for number, words in enumerate(REST.get(section.place, ()), 2):
                section.paragraphs.append(text(words, f"{section.place}/p#{number}"))


def with_section(root: Place, mark: str, title: str, *paragraphs: str) -> Edit:
    """Return an edit that adds a section to the report or section at ``root``."""

    def edit(pack: Pack) -> None:
        for report in pack.reports():
            for holder in (report, *report.walk()):
                if holder.place == root:
                    holder.sections.append(section(root, mark, title, list(paragraphs)))
                    return
        raise KeyError(root)

    return edit


def both(*edits: Edit) -> Edit:
    """Return the edits one after the other as one."""

    def edit(pack: Pack) -> None:
        for each in edits:
            each(pack)

    return edit


def read_prose(pack: Pack) -> None:
    """Read the figures of every report, as the step from documents to a pack does."""
    for report in pack.reports():
        subject = report.project or pack.unit.text
        for paragraph in report.texts():
            facts, exclusions = read_figures(paragraph, pack.year, subject)
            pack.figures.extend(facts)
            pack.exclusions.extend(exclusions)


def put(pack: Pack, place: Place, raw: str) -> None:
    """Let the field at ``place`` say ``raw``; a number keeps the unit its form implies."""
    for holder, name, field in _holders(pack):
        if field.place != place or (isinstance(holder, NamedAmount) and name == "label"):
            continue
        unit = "" if "/indicators/" in place else field.unit if isinstance(field, Quantity) else ""
        new = number(raw, place, unit) if isinstance(field, Quantity) else text(raw, place)
        if isinstance(holder, list):
            holder[int(name)] = new
        else:
            setattr(holder, name, new)
        return
    raise KeyError(place)


def _holders(value: object) -> Iterator[tuple[object, str, Text]]:
    entries: list[tuple[str, object]] = []
    if isinstance(value, Model | Value):
        entries = list(vars(value).items())
    elif isinstance(value, list):
        entries = [(str(number), item) for number, item in enumerate(value)]
    for name, item in entries:
        if isinstance(item, Text):
            yield value, name, item
        else:
            yield from _holders(item)


def run(
    cells: Mapping[Place, str] | None = None,
    edit: Edit | None = None,
    select: str = "",
    last_year: Edit | None = None,
    accounts: Sequence[FinalAccounts] = (),
    beside: Edit | None = None,
    **options: object,
) -> CheckReport:
    """Check the sound pack after edits; ``select`` is a code or prefix.

    ``last_year`` edits a sound pack of the year before, which is then given as well, as are
    final ``accounts``; ``beside`` edits a sound pack of another town.
    """
    pack = sound()
    for place, raw in (cells or {}).items():
        put(pack, place, raw)
    if edit:
        edit(pack)
    read_prose(pack)
    prior = [before(last_year)] if last_year else []
    chosen = (select,) if select else ()
    settings = CheckOptions.model_validate({"select": chosen, **options})
    others = [next_door(beside)] if beside else []
    dossier = Dossier(pack=pack, prior=prior, accounts=list(accounts), beside=others)
    return check(dossier, FactBook(), settings)


def before(edit: Edit) -> Pack:
    """Return the sound pack of the year before, after an edit."""
    pack = sound()
    pack.year = 2023
    edit(pack)
    read_prose(pack)
    return pack


def next_door(edit: Edit) -> Pack:
    """Return another town's pack: the sound one with other names and words, after an edit."""
    pack = sound()
    pack.unit = text("白塘镇人民政府", "unit")
    for report in pack.reports():
        for section in report.walk():
            section.paragraphs.clear()
    pack.projects.clear()
    pack.overall = None
    if pack.base_data:
        pack.base_data.thrift = text("", "base_data/thrift")
    edit(pack)
    return pack


def findings(report: CheckReport, code: str) -> list[Finding]:
    return [item for item in report.findings if item.rule == code]
