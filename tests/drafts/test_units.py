"""Other kinds of unit, spoiled by hand: the right matter in the right words, nothing invented."""

import re
from decimal import Decimal
from functools import cache

import pytest

from assistant.drafts.causes import gist, of_execution, of_item
from assistant.drafts.deadlines import stated_deadline, stated_plan
from assistant.drafts.desk import Desk
from assistant.drafts.matters_rows import kind_of
from assistant.drafts.offices import offices_of
from assistant.drafts.rows import outcome
from assistant.facts.verify_text import verify_text
from assistant.model.dossier import Dossier
from tests.checks.build import indicator, put, read_prose, section, sound
from tests.drafts.sample import Drafted, faulty, needs_seed, paragraphs, real, run
from tests.drafts.units import UNITS

CELL = 95  # characters a narrow cell can hold


@cache
def made(name: str) -> Drafted:
    pack = UNITS[name]()
    read_prose(pack)
    return run(pack)


@pytest.mark.parametrize("name", UNITS)
def test_every_figure_is_proved_and_every_problem_has_a_measure(name: str) -> None:
    own = made(name)
    assert own.drafts.fallbacks == []
    for _, text, scope, row in paragraphs(own):
        claims = verify_text(text, own.facts, own.ground, scope, row, own.names)
        assert [c.reason for c in claims if c.status != "matched"] == [], text
    problems, measures = (own.text(kind).split("\n") for kind in ("problems", "measures"))
    assert [line[:3] for line in problems] == [line[:3] for line in measures]
    assert all("原因：" in line for line in problems)
    assert all("负责" in line and "完成标志：" in line for line in measures)


HEADS = [
    ("河湾县第二小学", [
        "预算执行进度偏慢", "办公经费支出超预算", "“教师培训人次”未达到年度指标值", "“学生体质达标率”未达到年度指标值",
        "“课桌椅更换完成时间”未控制在年度指标值以内", "“家长满意度”低于年度指标值", "“生均公用经费”超出年度指标值",
        "“受益学生”实际完成值与年度指标值偏差较大"]),
    ("清溪县中医医院", [
        "预算年中调减幅度较大", "会议费、培训费支出超预算", "专用设备购置未列预算而发生支出", "“开展义诊活动”未达到年度指标值",
        "“处方合格率”未达到年度指标值", "“医疗投诉件数”未控制在年度指标值以内"]),
    ("松岭市林业局", [
        "预算年中调增幅度较大", "成本指标“部门预算总额”设置不当", "公务接待支出超预算", "“完成人工造林”未达到年度指标值",
        "“森林火灾受害率”未控制在年度指标值以内"]),
    ("南埠区环境卫生服务站", ["预算执行进度偏慢", "车辆燃油费支出超预算"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "heads"), HEADS)
def test_what_is_told_of_each_unit(name: str, heads: list[str]) -> None:
    lines = made(name).text("problems").split("\n")
    assert [line.partition("）")[2].partition("。")[0] for line in lines] == heads


FITTING = [
    ("河湾县第二小学", "measures", "由教务处〔建议〕负责", True),
    ("河湾县第二小学", "measures", "完成时限按自评表说明所列“2025年3月底前”执行", True),
    ("河湾县第二小学", "measures", "村", False),
    ("清溪县中医医院", "measures", "由医务科〔建议〕负责", True),
    ("清溪县中医医院", "measures", "必要支出", False),
    ("清溪县中医医院", "problems", "完成率0%", True),
    ("松岭市林业局", "measures", "“2025年2月底前”执行", True),
    ("松岭市林业局", "problems", "三公经费支出超预算", False),
    ("松岭市林业局", "problems", "比指标值高0.3‰", True),
]


@pytest.mark.parametrize(("name", "kind", "words", "there"), FITTING)
def test_words_fit_the_unit(name: str, kind: str, words: str, there: bool) -> None:
    assert (words in made(name).text(kind)) is there


@pytest.mark.parametrize("name", [*UNITS, "corpus", pytest.param("real", marks=needs_seed)])
def test_notes_fit_a_narrow_cell(name: str) -> None:
    own = {"corpus": faulty, "real": real}[name]() if name not in UNITS else made(name)
    notes = [d.text for d in own.drafts.drafts if d.slot.kind == "deviation"]
    assert notes and all(len("".join(note)) <= CELL for note in notes)


OFFICES = [
    ("某局内设机构有医务科、护理部、院办公室。", ["医务科", "护理部", "院办公室"]),
    ("学校下设教务处、总务处和财务室。", ["教务处", "总务处", "财务室"]),
    ("学校下设教务处、总务处、财务室。", ["教务处", "总务处", "财务室"]),
    ("打击非法储存21处、拆除违建3处。", []),
]


@pytest.mark.parametrize(("sentence", "offices"), OFFICES)
def test_offices_of_other_units(sentence: str, offices: list[str]) -> None:
    pack = sound()
    assert pack.overall_report
    pack.overall_report.sections = [section("overall_report", "一、", "基本情况", [sentence])]
    assert offices_of(pack) == offices


KINDS = [
    ("成本指标", "12万元", "13万元", "exceeded"),
    ("产出指标", "≤5件", "6件", "limit"),
    ("产出指标", "40处", "36处", "missed"),
    ("产出指标", "≥95%", "94%", "missed_rate"),
    ("满意度指标", "≥95%", "94%", "missed_satisfaction"),
    ("产出指标", "40处", "80处", "far"),
]


@pytest.mark.parametrize(("level", "target", "actual", "kind"), KINDS)
def test_what_is_counted_decides_the_words(level: str, target: str, actual: str, kind: str) -> None:
    name = "群众满意度" if "满意" in level else "某项"
    row = indicator("overall", (level, "某类指标", name, target, actual, "5", "5"))
    assert kind_of(row, outcome(row, Decimal(130))) == kind


DATES = [
    ("剩余地块计划2025年2月底前补植", "2025年2月底前"),
    ("余下3户明年5月底前竣工", "2025年5月底前"),
    ("10月修通便道后才复工", ""),
    ("已于6月底前完成", ""),
    ("力争6月底前完成", "6月底前"),
    ("2023年6月底前未完成", ""),
]


@pytest.mark.parametrize(("words", "date"), DATES)
def test_stated_deadlines(words: str, date: str) -> None:
    assert stated_deadline(words, 2025) == date


def test_a_measure_the_pack_states_comes_before_a_proposed_one() -> None:
    pack = sound()
    put(pack, "overall/indicators/数量指标/改造卫生厕所/actual", "90户")
    said = "改造卫生厕所余下10户由村建办负责，2025年4月底前完工"
    put(pack, "overall_report/下一步改进措施/p", f"{said}。")
    own = run(pack)
    (note,) = [d.text for d in own.drafts.drafts if d.slot.kind == "deviation"]
    assert f"措施：按自评报告提出的“{said}”落实。" in note[0] and "建议" not in note[0]
    desk = Desk(own.dossier, own.book, own.report)
    assert stated_plan(desk, "改造卫生厕所", "").words == said
    assert stated_plan(desk, "改造卫生厕所", "村道养护").words == ""


GISTS = [
    ("石料供应晚了两周", "石料供应晚了两周"),
    (
        "全年开展52场，比计划多出不少，原因是汛期增加了救灾活动19场，这在年初没有预料到",
        "汛期增加了救灾活动19场",
    ),
    (
        "计划36户，竣工31户。没有竣工的5户中，进组道路被山洪冲断，建材运不进去，后来才复工",
        "进组道路被山洪冲断，建材运不进去",
    ),
    ("甲" * 60, ""),
]


@pytest.mark.parametrize(("words", "short"), GISTS)
def test_the_telling_clause_of_a_cause(words: str, short: str) -> None:
    assert gist(words, 20) == short


def causes_of(sentence: str) -> Dossier:
    pack = sound()
    assert pack.overall_report
    pack.overall_report.sections = [section("overall_report", "一、", "情况", [sentence])]
    return Dossier(pack=pack)


SCOPES = [
    ("灌溉渠维修因质保期未到，4万元结转下年", "灌溉渠维修", True),
    ("灌溉渠维修因质保期未到，4万元结转下年", "村道养护", False),
    ("灌溉渠维修因质保期未到，4万元结转下年", "", False),
    ("因工程款未到支付期，15.6万元结转下年", "", True),
    ("因工程款未到支付期，15.6万元结转下年", "村道养护", False),
]


@pytest.mark.parametrize(("sentence", "scope", "found"), SCOPES)
def test_a_cause_belongs_to_its_own_project(sentence: str, scope: str, found: bool) -> None:
    assert bool(of_execution(causes_of(sentence), scope).words) is found


@pytest.mark.parametrize(
    "words", ["会议费、因公（境）出国费用", "会议费因地制宜安排", "会议费因村施策"]
)
def test_what_only_looks_like_a_cause(words: str) -> None:
    assert of_item(causes_of(words), "会议费").words == ""


def test_a_project_section_tells_what_its_table_shows_and_asks() -> None:
    text = run(sound()).text("project_deviation")
    assert "年度指标值≥5公里，实际完成值5.2公里" in text
    assert "上述指标均达到年度指标值。〔待确认：" in text
    asked = [q for q in run(sound()).drafts.questions if "是否存在偏离" in q.text]
    assert len(asked) == 2


@needs_seed
def test_the_real_packs_further_shortcomings() -> None:
    own = real()
    problems = own.text("problems")
    for words in ("361.31%", "低11.28个百分点", "项目绩效自评依据不足", "未列预算而发生支出"):
        assert words in problems
    assert "1827.92" not in problems and "4488.57" not in problems
    assert own.drafts.fallbacks == []


def test_questions_can_be_read_without_the_draft() -> None:
    own = faulty()
    assert not [q for q in own.drafts.questions if re.search("上述|前述", q.text)]
    assert len({q.text for q in own.drafts.questions}) == len(own.drafts.questions)
