"""What the composer writes: problems with figures, causes only from the pack, measures."""

import re
from collections.abc import Callable

import pytest

from assistant.drafts import draft
from assistant.drafts.offices import choose, offices_of
from assistant.facts import gather
from assistant.model.document import Document, Paragraph, ReadingReport, Source
from assistant.model.dossier import Dossier
from assistant.model.finding import CheckReport, Finding
from assistant.model.pack import Pack
from assistant.model.place import Location
from tests.checks.build import put, sound
from tests.drafts.sample import Drafted, faulty, needs_seed, real, run

SLOGANS = re.compile(r"(?:切实|不断|大力)?(?:加强|进一步|努力|强化)[^，。]{0,12}[，。]")
PACKS = [pytest.param(faulty, id="corpus"), pytest.param(real, id="real", marks=needs_seed)]


def blank_sections(pack: Pack) -> Pack:
    put(pack, "overall_report/存在的问题及原因分析/p", "无")
    put(pack, "overall_report/下一步改进措施/p", "无")
    return pack


def texts(made: Drafted, kind: str) -> list[str]:
    return [line for line in made.text(kind).split("\n") if line]


@pytest.mark.parametrize("drafting", PACKS)
def test_one_measure_for_each_problem(drafting: Callable[[], Drafted]) -> None:
    made = drafting()
    problems, measures = texts(made, "problems"), texts(made, "measures")
    assert len(problems) == len(measures) >= 5
    for problem, measure in zip(problems, measures, strict=True):
        assert problem[:3] == measure[:3]  # （一）, （二）…
        assert re.search(r"原因.{0,4}：|原因是：", problem)
        assert "负责" in measure and "完成标志：" in measure and "〔建议〕" in measure
        assert not SLOGANS.search(problem + measure)


@pytest.mark.parametrize("drafting", PACKS)
def test_the_drafts_hold_together(drafting: Callable[[], Drafted]) -> None:
    made = drafting()
    report = made.drafts
    known = {fact.id for fact in report.facts}
    prints = {finding.fingerprint for finding in made.report.findings}
    for each in report.drafts:
        assert each.reason and each.text and set(each.evidence) <= known | prints
        assert all(set(s.facts) <= known for p in each.paragraphs for s in p.sentences)
    for fact in report.facts:
        assert fact.kind != "derived" or set(fact.operands) <= known
    assert report.correct_first and all(f.clerical for f in report.correct_first)
    assert all(q.text and q.who and q.why for q in report.questions)


def test_the_faulty_town_is_told_of_its_shortcomings() -> None:
    text = faulty().text("problems")
    for figure in ("34.62%", "26.37万元", "162.79%", "36户", "31户", "5户", "15.44万元", "84.76%"):
        assert figure in text


@needs_seed
def test_the_real_pack_is_told_of_its_shortcomings() -> None:
    problems = real().text("problems")
    for figure in ("261.31%", "24.68万元", "12.68万元", "205.67%", "83.72%", "17.37%", "5712户"):
        assert figure in problems
    assert "1827.92" not in problems and "8403.21万元，超预算" not in problems
    asked = "\n".join(question.text for question in real().drafts.questions)
    for words in ("政府采购", "厉行节约", "8403.21万元还是1827.92万元"):
        assert words in asked


def test_a_cause_that_the_pack_gives_is_quoted() -> None:
    pack = blank_sections(sound())
    put(pack, "overall/indicators/数量指标/改造卫生厕所/actual", "90户")
    put(pack, "overall/indicators/数量指标/改造卫生厕所/deviation", "桥东组10户待道路拓宽后施工。")
    made = run(pack)
    assert "原因：自评表说明“桥东组10户待道路拓宽后施工”。" in made.text("problems")
    assert not any("未完成部分" in q.text for q in made.drafts.questions)


def test_a_cause_that_the_pack_does_not_give_is_asked_for() -> None:
    pack = blank_sections(sound())
    put(pack, "overall/indicators/数量指标/改造卫生厕所/actual", "90户")
    made = run(pack)
    assert "〔待确认：“改造卫生厕所”未完成部分的具体情况和原因〕" in made.text("problems")
    assert any("改造卫生厕所" in q.text for q in made.drafts.questions)
    note = made.text("deviation")
    assert note.startswith("比指标值少10户。原因：〔待确认：") and len(note) <= 80


def test_a_cause_in_the_work_summary_is_quoted_with_its_source() -> None:
    pack = blank_sections(sound())
    put(pack, "overall/indicators/数量指标/改造卫生厕所/actual", "90户")
    said = "因桥东组道路拓宽，改造卫生厕所有10户推迟到来年施工"
    block = Paragraph(text=f"秋季抓进度。{said}。", location=Location(file="summary.docx"))
    source = Source(path="summary.docx", format="docx", sha256="0")
    reading = ReadingReport(file="summary.docx", format="docx")
    made = run(pack, [Document(source=source, blocks=[block], report=reading)])
    assert made.drafts.fallbacks == []
    assert f"原因：工作总结说明“{said}”。" in made.text("problems")
    assert f"原因：工作总结说明“{said}”。" in made.text("deviation")


def test_nothing_shown_is_asked_not_invented() -> None:
    made = run(blank_sections(sound()))
    assert made.text("problems").startswith("〔待确认：")
    assert made.text("measures").startswith("〔待确认：")
    assert "未发现" not in made.text("project_deviation")


def test_no_figure_in_conflict_is_used_as_right() -> None:
    pack = blank_sections(sound())
    put(pack, "base_data/spending/水费、电费、差旅费/final", "31.00")
    dossier = Dossier(pack=pack)
    facts = gather(dossier)
    place = "base_data/spending/水费、电费、差旅费/final"
    clash = Finding(
        rule="X999", name="矛盾", severity="error", place=place, message="不一致", found="31万元",
        expected="21.5万元", clerical=True, fingerprint="x",
    )  # fmt: skip
    report = CheckReport(verdict="", profile="national", rulebook="1", findings=[clash])
    drafted = draft(dossier, facts, report)
    assert "31万元" not in "\n".join(line for d in drafted.drafts for line in d.text)
    assert drafted.correct_first == [clash]


def test_thrift_measures_are_all_proposals() -> None:
    pack = sound()
    put(pack, "base_data/thrift", "")
    text = run(pack).text("thrift")
    assert text.startswith("三公经费预算数7.50万元，决算数7.20万元，未超预算。")
    items = re.findall(r"[一二三四五]是([^；。]*)", text)
    assert len(items) >= 3 and all(re.fullmatch(r"〔建议：.*〕", item) for item in items)


def test_a_pack_without_a_list_of_offices_asks_who() -> None:
    pack = blank_sections(sound())
    put(pack, "base_data/spending/水费、电费、差旅费/final", "31.00")
    made = run(pack)
    assert made.drafts.fallbacks == []
    assert "由〔待确认：责任科室〕负责" in made.text("measures")


def test_offices_come_from_the_report() -> None:
    pack = sound()
    put(pack, "overall_report/部门基本情况/p", "内设党政办公室、财政所、农业综合服务中心3个机构。")
    offices = offices_of(pack)
    assert offices == ["党政办公室", "财政所", "农业综合服务中心"]
    assert choose(offices, "水费、电费", "overspent") == "党政办公室"
    assert choose(offices, "预算调整", "adjusted") == "财政所"
    assert choose(offices, "高标准农田", "missed") == "农业综合服务中心"
    assert choose(offices, "某项特殊工作", "missed") == ""


def test_a_pack_without_a_year_asks_for_the_time() -> None:
    pack = blank_sections(sound())
    pack.year = None
    put(pack, "base_data/spending/水费、电费、差旅费/final", "31.00")
    made = run(pack)
    assert made.drafts.fallbacks == [] and "〔待确认：完成时限〕" in made.text("measures")
