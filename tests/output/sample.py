"""A made-up pack with its check and drafts; every text field can be passed through ``twist``."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel

from assistant.facts.to_review import to_review
from assistant.model.base import Value
from assistant.model.document import ReadingNote, ReadingReport, Source
from assistant.model.draft import Draft, DraftParagraph, DraftReport, Question, Sentence, Slot
from assistant.model.fact import Fact
from assistant.model.finding import (
    CheckReport,
    Evidence,
    Finding,
    Lack,
    RuleOutcome,
    ScoreView,
    Suppressed,
)
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
    Unplaced,
)
from assistant.model.place import Location, join_place
from assistant.model.quantity import Comparator, Doubt, Quantity, Text

FILE = "青禾镇2023年自评材料.docx"
_COMPARATORS: dict[str, Comparator] = {"≥": ">=", "≤": "<=", "约": "~", "": "="}


def at(row: int | None = None, col: int | None = None, table: int | None = 1) -> Location:
    return Location(file=FILE, table=table, row=row, col=col)


def text(raw: str, place: str) -> Text:
    return Text(raw=raw, place=place, location=at(1, 1))


def number(raw: str, place: str, unit: str = "") -> Quantity:
    """A field read the simple way: sign, digits, unit."""
    sign = raw[:1] if raw[:1] in "≥≤约" else ""
    digits = raw.removeprefix(sign).removesuffix(unit).replace(",", "")
    if not digits or not digits.replace(".", "", 1).removeprefix("-").isdigit():
        return Quantity(raw=raw, place=place, location=at(2, 2))
    value = Decimal(digits)
    precision = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return Quantity(
        raw=raw, place=place, location=at(2, 2), value=value, unit=unit,
        comparator=_COMPARATORS[sign], precision=precision,
    )  # fmt: skip


def money_line(root: str, label: str, *amounts: str) -> BudgetLine:
    place = join_place(f"{root}/money", label)
    cells = [number(raw, f"{place}/{n}", "万元") for raw, n in zip(
        amounts[:3], ("initial", "full_year", "executed"), strict=True)]  # fmt: skip
    rest = [*amounts[3:], "", "", ""][:3]
    return BudgetLine(
        label=text(label, place), initial=cells[0], full_year=cells[1], executed=cells[2],
        weight=number(rest[0], f"{place}/weight"), rate=number(rest[1], f"{place}/rate", "%"),
        score=number(rest[2], f"{place}/score"),
    )  # fmt: skip


def row(
    root: str,
    levels: str,
    name: str,
    target: str,
    actual: str,
    unit: str,
    points: str,
    note: str = "",
) -> Indicator:
    level1, level2 = levels.split("/")
    place = join_place(f"{root}/indicators", level2, name)
    weight, score = points.split("/")
    return Indicator(
        level1=level1, level2=level2, name=text(name, f"{place}/name"),
        target=number(target, f"{place}/target", unit),
        actual=number(actual, f"{place}/actual", unit),
        weight=number(weight, f"{place}/weight"), score=number(score, f"{place}/score"),
        deviation=text(note, f"{place}/deviation"),
    )  # fmt: skip


def spending(label: str, depth: int, last: str, budget: str, final: str) -> SpendingRow:
    place = join_place("base_data/spending", label)
    return SpendingRow(
        label=text(label, place), depth=depth, of_which=depth > 1,
        last_final=number(last, f"{place}/last_final", "万元"),
        budget=number(budget, f"{place}/budget", "万元"),
        final=number(final, f"{place}/final", "万元"),
    )  # fmt: skip


def base_data() -> BaseData:
    q: Callable[..., Quantity] = number
    root = "base_data"
    names = ("approved_area", "actual_area", "area_rate", "approved_investment",
             "actual_investment", "investment_rate")  # fmt: skip
    return BaseData(
        title=text("部门整体支出绩效评价基础数据表", f"{root}/title"),
        staffing=Staffing(
            posts=q("64", f"{root}/staffing/posts"), staff=q("61", f"{root}/staffing/staff"),
            control_rate=q("95.31%", f"{root}/staffing/control_rate", "%"),
        ),
        spending=[
            spending("三公经费", 0, "18.20", "17.00", "15.46"),
            spending("公务用车购置和维护经费", 1, "9.80", "9.00", "8.91"),
            spending("公车运行维护", 2, "9.80", "9.00", "8.91"),
            spending("公务接待", 1, "8.40", "8.00", "6.55"),
            spending("公用经费", 0, "201.30", "196.40", "223.08"),
        ],
        procurement=spending("政府采购金额", 0, "—", "120", "98.5"),
        budget_adjustment=spending("部门基本支出预算调整", 0, "", "", "46.2"),
        buildings=Buildings(**{name: q("", f"{root}/buildings/{name}") for name in names}),
        thrift=text("", f"{root}/thrift"),
        signoff=Signoff(**{
            name: text(raw, f"{root}/signoff/{name}")
            for name, raw in (("filler", ""), ("date", "2024.3.8"), ("phone", ""), ("leader", ""))
        }),
    )  # fmt: skip


def table(root: str, title: str, project: str, **parts: Any) -> IndicatorTable:
    return IndicatorTable(
        kind="project" if project else "overall", title=text(title, f"{root}/title"),
        unit=text("青禾镇人民政府", f"{root}/unit"), department=text("", f"{root}/department"),
        implementer=text("", f"{root}/implementer"), project=text(project, f"{root}/project"),
        goal_expected=text("完成安全饮水与灌渠整治，受益2,400户。", f"{root}/goal_expected"),
        goal_achieved=text("完成灌渠整治11.6公里，受益2,318户。", f"{root}/goal_achieved"),
        total_weight=number("100", f"{root}/total/weight"),
        total_score=number("98.5", f"{root}/total/score"), **parts,
    )  # fmt: skip


def overall() -> IndicatorTable:
    root = "overall"
    income, outgo = f"{root}/by_income", f"{root}/by_expenditure"

    def named(base: str, label: str, amount: str, is_total: bool = False) -> NamedAmount:
        place = join_place(base, label)
        return NamedAmount(
            label=text(label, place), amount=number(amount, place, "万元"), is_total=is_total
        )

    return table(
        root, "部门整体支出绩效自评表", "",
        money=[
            money_line(root, "年度资金总额", "1,862.40", "2,140.75", "2,001.13", "10", "93.48%", "9.35"),
            money_line(root, "其中：财政拨款", "1,782.40", "2,030.75", "1,916.13"),
            money_line(root, "其他资金", "80.00", "110.00", "85.00"),
        ],
        by_income=[
            named(income, "按收入性质分", "2,140.75", True),
            named(income, "一般公共预算", "1,904.25"),
            named(income, "政府性基金预算", "126.50"), named(income, "其他资金", "110.00"),
        ],
        by_expenditure=[
            named(outgo, "按支出性质分", "2,140.75", True),
            named(outgo, "基本支出", "1,208.30"), named(outgo, "项目支出", "932.45"),
        ],
        indicators=[
            row(root, "产出指标/数量指标", "整治灌渠长度", "≥12公里", "11.6公里", "公里", "10/10"),
            row(root, "产出指标/数量指标", "新建集中供水点", "≥8个", "19个", "个", "10/10", "争取到水利专项，新增供水点"),
            row(root, "产出指标/质量指标", "工程验收合格率", "100%", "100%", "%", "10/10"),
            row(root, "产出指标/时效指标", "完工时间", "2023年11月底前", "2023年12月", "", "10/8"),
            row(root, "效益指标/社会效益", "受益农户数", "≥2400户", "2318户", "户", "20/20"),
            row(root, "效益指标/生态效益", "渠道水质改善", "明显改善", "明显改善", "", "10/9"),
            row(root, "成本指标/经济成本", "公用经费控制", "≤196.4万元", "223.08万元", "万元", "10/10"),
            row(root, "满意度指标/满意度", "受益群众满意度", "≥90%", "94.2%", "%", "10/10"),
        ],
        level_weights=[LevelWeight(level1="产出指标", weight=number("40", f"{root}/level_weights/产出指标"))],
    )  # fmt: skip


def project() -> IndicatorTable:
    root = "projects/灌渠整治"
    return table(
        root, "项目支出绩效自评表", "2023年灌渠整治项目（180万元）",
        money=[money_line(root, "年度资金总额", "180", "180", "171.4", "10", "95.22%", "9.52")],
        indicators=[
            row(root, "产出指标/数量指标", "衬砌渠道长度", "≥6.5公里", "6.5公里", "公里", "40/40"),
            row(root, "效益指标/经济效益", "亩均节水量", "≥45立方米", "38立方米", "立方米", "30/27", "上游来水偏多"),
            row(root, "效益指标/社会效益", "用水纠纷起数", "≤6起", "4起", "起", "20/20"),
        ],
    )  # fmt: skip


def report(root: str, title: str, project_name: str) -> Report:
    def section(number_: str, name: str, level: int, *paragraphs: str) -> Section:
        place = join_place(root, name)
        marks = ["p", *(f"p#{n}" for n in range(2, 9))]
        body = [text(raw, f"{place}/{mark}") for raw, mark in zip(paragraphs, marks, strict=False)]
        return Section(
            number=number_,
            title=name,
            level=level,
            place=place,
            location=at(table=None),
            paragraphs=body,
        )

    use = section(
        "六、", "资金使用及绩效情况", 1, "全年整治灌渠11.6公里，受益农户2318户，群众满意度94.2%。"
    )
    use.sections = [section("（一）", "公用经费", 2, "公用经费支出220.38万元，较上年增长10.8%。")]
    problems = section("七、", "存在的问题及原因分析", 1, "无")
    return Report(
        title=text(title, f"{root}/title"), project=project_name,
        preamble=[text("按照要求，现将自评情况报告如下。", f"{root}/p")], sections=[use, problems],
    )  # fmt: skip


def facts() -> list[Fact]:
    def fact(id_: str, place: str, measure: str, raw: str, unit: str, **more: Any) -> Fact:
        return Fact(
            id=id_, place=place, measure=measure, subject="青禾镇", period="2023",
            quantity=number(raw, place, unit), **more,
        )  # fmt: skip

    spent, planned = "base_data/spending/公用经费/final", "base_data/spending/公用经费/budget"
    return [
        fact("F001", spent, "公用经费决算数", "223.08", "万元", quote="公用经费　201.30　196.40　223.08"),
        fact("F002", planned, "公用经费预算数", "196.40", "万元", quote="公用经费　201.30　196.40　223.08"),
        fact("F003", "derived/over", "公用经费超预算", "26.68", "万元", kind="derived",
             formula="F001 − F002", operands=["F001", "F002"]),
        fact("F004", "overall/indicators/社会效益/受益农户数/actual", "受益农户数", "2318户", "户",
             quote="受益农户数　≥2400户　2318户"),
        fact("F005", "proposed/deadline", "完成时限", "10月", "", kind="proposed"),
        fact("F006", "overall_report/资金使用及绩效情况/公用经费/p@220.38万元", "公用经费支出",
             "220.38万元", "万元", quote="公用经费支出220.38万元，较上年增长10.8%。"),
    ]  # fmt: skip


def make_pack() -> Pack:
    return Pack(
        unit=text("青禾镇人民政府", "unit"), year=2023, base_data=base_data(), overall=overall(),
        projects=[project()],
        overall_report=report("overall_report", "2023年度部门整体支出绩效自评报告", ""),
        project_reports=[report("project_reports/灌渠整治", "灌渠整治项目绩效自评报告", "灌渠整治")],
        figures=[facts()[5], facts()[3]],
        unplaced=[Unplaced(text="（此页无正文）", reason="不属于任何表或报告", location=at(table=None))],
        readings=[
            ReadingReport(file=FILE, format="docx", notes=[
                ReadingNote(kind="image", message="图片中的文字没有读取", lost=True, count=2),
                ReadingNote(kind="inserted", message="修订插入的文字按已接受读取", text="含水利专项"),
            ]),
            ReadingReport(file="灌渠整治报告.txt", format="txt"),
        ],
        sources=[Source(path=FILE, format="docx", sha256="0" * 64)],
    )  # fmt: skip


def findings() -> list[Finding]:
    spent = "base_data/spending/公用经费/final"
    prose = "overall_report/资金使用及绩效情况/公用经费/p"
    houses = "overall/indicators/社会效益/受益农户数"

    def side(quote: str, place: str, *cell: int) -> Evidence:
        return Evidence(quote=quote, place=place, location=at(*cell) if cell else at(table=None))

    return [
        Finding(
            rule="T201", name="未达标却得满分", severity="error", place=f"{houses}/score",
            message="受益农户数实际2318户，低于指标值2400户（完成率96.58%），得分仍为满分20分，按比例应为19.32分。",
            found="20分", expected="19.32分", difference="0.68分", fingerprint="fp-houses",
            evidence=[side("受益农户数　≥2400户　2318户　20　20", houses, 9, 5)],
            operands=[facts()[3]], suggestion="按完成比例重算得分，并在偏差栏说明原因和改进措施。",
        ),
        Finding(
            rule="W101", name="标点重复", severity="info", place="overall/goal_achieved",
            message="“受益2,318户。。”句号重复。", suggestion="删去一个句号。", clerical=True,
        ),
        Finding(
            rule="X105", name="文表金额一致", severity="error", place=f"{prose}@220.38万元",
            message="报告写公用经费220.38万元，基础数据表为223.08万元，相差2.70万元。",
            found="220.38万元", expected="223.08万元", difference="2.70万元", clerical=True,
            evidence=[
                side("公用经费支出220.38万元，较上年增长10.8%。", prose),
                side("公用经费　201.30　196.40　223.08", spent, 6, 4),
            ],
            operands=[facts()[5], facts()[0]], also=["N203", "A110"],
            explanation="两数相邻数字“0、3”换位，可能是录入时写颠倒。",
            suggestion="核对决算数后，将报告中的220.38万元改为223.08万元。", fingerprint="fp-cost",
        ),
        Finding(
            rule="C301", name="问题栏写“无”", severity="warning",
            place="overall_report/存在的问题及原因分析",
            message="公用经费超预算26.68万元、受益农户未达指标值，“存在的问题”仍写“无”。",
            evidence=[
                side("无", "overall_report/存在的问题及原因分析/p"),
                side("公用经费　201.30　196.40　223.08", spent, 6, 4),
                side("受益农户数　≥2400户　2318户", houses, 9, 5),
            ],
            suggestion="如实写明超支和未达标情况，逐条对应原因和措施。", fingerprint="fp-none",
        ),
    ]  # fmt: skip


def make_report() -> CheckReport:
    status = {"passed": 31, "failed": 4, "not_applicable": 3, "not_selected": 1}
    outcomes = [
        RuleOutcome(rule=f"A{100 * n + i}", name=f"示例规则{n}-{i}", status=name, checked=i)  # type: ignore[arg-type]
        for n, (name, many) in enumerate(status.items(), 1)
        for i in range(1, many + 1)
    ]
    outcomes.append(
        RuleOutcome(
            rule="Y402", name="上年决算衔接", status="crashed", reason="KeyError：缺少上年材料"
        )
    )
    aside = Finding(
        rule="C410", name="落款缺签字", severity="info", place="base_data/signoff/leader",
        message="单位负责人未签字。",
    )  # fmt: skip
    return CheckReport(
        verdict="不通过：错误2项、警告1项、提示1项；1条规则未能运行。", unit="青禾镇人民政府", year=2023,
        profile="national", rulebook="0.1.0", findings=findings(), outcomes=outcomes,
        suppressed=[Suppressed(finding=aside, reason="纸质件已签字", who="财政所", until="2024-06-30")],
        scores=[
            ScoreView(place="overall", title="部门整体支出绩效自评表", stated="98.5", sum_of_scores="96.35",
                      recomputed="87.19", note="得分合计与所列总分不符"),
            ScoreView(place="projects/灌渠整治", title="灌渠整治项目自评表", stated="96.52",
                      sum_of_scores="96.52", recomputed="96.52"),
        ],
    )  # fmt: skip


def make_drafts() -> DraftReport:
    def slot(place: str, kind: Any, title: str, current: str) -> Slot:
        return Slot(place=place, kind=kind, title=title, current=current, location=at())

    problems = Draft(
        slot=slot("overall_report/存在的问题及原因分析", "problems", "七、存在的问题及原因分析", "无"),
        paragraphs=[
            DraftParagraph(about=["fp-none"], sentences=[
                Sentence(template="（一）公用经费超出预算。", facts=[]),
                Sentence(template="公用经费决算{F001}，超预算{F003}（预算{F002}）。", facts=["F001", "F002", "F003"]),
                Sentence(template="超支原因〔待确认：{F001}与报告所列{F006}以哪个为准，超支用于哪些支出〕。", facts=["F001", "F006"]),
            ]),
            DraftParagraph(about=["fp-houses"], sentences=[
                Sentence(template="（二）受益农户未达指标值。全年受益农户{F004}，原因〔待确认：请说明〕。", facts=["F004"]),
            ]),
        ],
        text=["（一）公用经费超出预算。…", "（二）受益农户未达指标值。…"], evidence=["F001", "工作总结第3段"],
    )  # fmt: skip
    measures = Draft(
        slot=slot("overall_report/下一步改进措施", "measures", "八、下一步改进措施", ""),
        paragraphs=[DraftParagraph(sentences=[
            Sentence(template="一是分项核定公用经费定额，按月通报，由〔建议〕财政所牵头，〔建议：{F005}底前〕完成。", facts=["F005"]),
        ])], text=["一是…"], author="model:示例模型",
    )  # fmt: skip
    edited = Draft(
        slot=slot("base_data/thrift", "thrift", "厉行节约保障措施", ""), paragraphs=[],
        text=["严格公务接待审批，实行公函派餐。"], author="person", status="edited", reason="按单位制度改写",
    )  # fmt: skip
    return DraftReport(
        unit="青禾镇人民政府", year=2023, drafts=[problems, measures, edited], facts=facts(),
        correct_first=[each for each in findings() if each.clerical],
        questions=[Question(
            place="overall_report/存在的问题及原因分析", text="公用经费超支26.68万元用于哪些支出？",
            who="财政所", why="材料中没有超支原因，不能代拟。", location=at(),
        )],
        fallbacks=["“厉行节约保障措施”：语言模型未配置，改用离线撰稿。"], usage={"total_tokens": 812},
    )  # fmt: skip


M = TypeVar("M", BaseModel, Value)
_KEPT = {"id", "rule", "severity", "status", "kind", "about", "comparator",
         "fingerprint", "aspect", "direction", "facts"}  # fmt: skip


def twist(model: M, change: Callable[[str], str]) -> M:
    """Return a copy in which every string that isn't a key or an enumeration is changed."""
    return model.model_copy(
        update={name: _twist(name, value, change) for name, value in vars(model).items()}
    )


def _twist(name: str, value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, BaseModel | Value):
        return twist(value, change)
    if isinstance(value, list):
        return [_twist(name, item, change) for item in value]
    return change(value) if isinstance(value, str) and name not in _KEPT else value


def make_doubtful() -> tuple[Pack, CheckReport]:
    """The sample as if read from a scan: figures in doubt, a finding on one, a page not read."""
    pack, report = make_pack(), make_report()
    for field in pack.fields():
        if field.place.endswith(("公用经费/final", "受益农户数/actual", "overall/total/score")):
            doubt_of(field, "7")
    told = pack.figures[0]
    doubt_of(told.quantity, "8")
    told.place = told.quantity.place = "overall_report/公用经费/p@220.38万元"
    told.quantity.location = told.quantity.location.model_copy(
        update={"row": None, "col": None, "table": None, "anchor": "9", "start": 6, "end": 14}
    )
    for found in report.findings:
        for operand in found.operands:
            doubt_of(operand.quantity, "8")
        found.caution = f"“{found.found}”由文字识别得出，请先核对原件。" if found.operands else ""
    report.to_review = to_review(pack)
    report.lacks = [
        Lack(kind="page", message="第 3 页已损坏，没有读出内容。", location=Location(file=FILE, page=3)),
        Lack(kind="aside", message="有隐藏文字，未计入正文。"),
    ]  # fmt: skip
    return pack, report


def doubt_of(field: Text, other: str) -> None:
    field.confidence, field.review = 0.62, True
    field.doubts = [Doubt(start=0, end=1, confidence=0.62, readings=(other,))]
    box = (90.0, 110.0, 275.0, 131.0)
    field.location = field.location.model_copy(update={"page": 2, "box": box})
