"""Evidence chosen in code: summaries' passages, last year's promises, ids, and quotations."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from assistant.drafts.composer import remedy
from assistant.drafts.desk import Desk
from assistant.drafts.evidence import Evidence
from assistant.drafts.matters import Matter
from assistant.drafts.promises import Outcome, Promise, follow, promises
from assistant.drafts.retrieval import Index, words
from assistant.drafts.shelf import Shelf, meets
from assistant.facts import gather
from assistant.facts.ground import Ground
from assistant.facts.others import others
from assistant.facts.passages import year_of
from assistant.facts.verify import verify
from assistant.facts.verify_text import verify_text
from assistant.model.document import Document, Paragraph, ReadingReport, Source
from assistant.model.dossier import Dossier
from assistant.model.draft import Draft, DraftParagraph, Sentence
from assistant.model.place import Location
from assistant.model.quantity import Quantity
from assistant.pipeline import load
from corpus.build import write_pack, write_summary
from corpus.truth import load as truth
from tests.checks.build import put, sound
from tests.drafts.sample import Drafted, paragraphs, run_dossier


@cache
def dossier(town: str) -> Dossier:
    """Return a corpus town with its prior pack and its summary."""
    with TemporaryDirectory() as folder:
        now, before = Path(folder) / "now", Path(folder) / "before"
        for path in (now, before):
            path.mkdir()
        pack = write_pack(truth(town, 2024), now)
        last = write_pack(truth(town, 2023), before)
        summary = write_summary(truth(town, 2024), now)
        return load(pack[:1], last[:1], summary[:1], tell=lambda error: pytest.fail(str(error)))


@cache
def made(town: str = "luting") -> Drafted:
    return run_dossier(dossier(town))


def draft_of(kind: str) -> Draft:
    return next(each for each in made().drafts.drafts if each.slot.kind == kind)


def summary(*texts: str, title: str = "2024年工作总结") -> Document:
    blocks = [Paragraph(text=text, location=Location(file="s.docx")) for text in (title, *texts)]
    reading = ReadingReport(file="s.docx", format="docx")
    return Document(source=Source(path="s.docx", format="docx", sha256="0"), blocks=[*blocks], report=reading)  # fmt: skip


CAUSES = [
    ("农村危房改造", "进组道路7月被山洪冲断"),
    ("办公经费支出超预算", "防汛期间购置应急照明、打印和值班物资17.2万元"),
    ("预算年中调增", "主要是农贸市场改造的基金、公路水毁修复资金和增人增资在年中下达"),
    ("矛盾纠纷化解率", "前两类集中发生在下半年，调处时间不够"),
    ("志愿服务活动", "7月汛期增加了清淤"),
]


@pytest.mark.parametrize(("matter", "cause"), CAUSES)
def test_causes_are_quoted_from_the_summary(matter: str, cause: str) -> None:
    (told,) = [line for line in draft_of("problems").text if matter in line.partition("。")[0]]
    assert cause in told.partition("原因：工作总结说明“")[2]


def test_a_cause_that_was_found_is_not_asked_for() -> None:
    asked = "\n".join(question.text for question in made().drafts.questions)
    assert "办公经费超出预算" not in asked and "“农村危房改造”未完成部分" not in asked


def test_last_years_promises_are_told_with_what_became_of_them() -> None:
    text = "\n".join(draft_of("problems").text)
    assert "措施为“由村镇建设办对荷叶塘村2户危房派专人盯进度" in text
    assert "工作总结反映“去年没有竣工的荷叶塘村2户，今年5月已通过验收并搬进新房”" in text
    (own,) = [line for line in draft_of("problems").text if "127盏路灯" in line]
    assert own.partition("）")[2].startswith("上年提出的改进措施尚未落实完毕。")
    assert "剩下33盏在老街，因管线入地工程还没有动工，暂时没有更换”。" in own
    assert own.count("33盏") == 1


def test_a_promise_that_only_touches_a_matter_is_told_by_itself() -> None:
    (running,) = [line for line in draft_of("problems").text if "“公用经费支出”超出" in line]
    assert "路灯" not in running


def test_a_promise_not_kept_has_a_measure_of_its_own() -> None:
    (measure,) = [line for line in draft_of("measures").text if "127盏路灯" in line]
    assert "尚未落实完毕的问题" in measure and "负责" in measure and "完成标志" in measure


def test_an_unkept_promise_on_a_matter_is_answered_by_the_matters_measure() -> None:
    own = made()
    desk = Desk(own.dossier, own.book, own.report)
    evidence = Evidence(desk)
    (kept,) = [each for each in evidence.outcomes if "荷叶塘村" in each.promise.words]
    matter = Matter("promise", "", "危房", {}, {"promise": "甲", "said": "乙"}, row="x")
    matter.promise = kept._replace(kept="unfinished")
    text = "".join(each.template for each in remedy(matter, desk))
    assert f"上年提出而尚未落实完毕的措施“{kept.promise.words}”，逐项列明剩余事项" in text
    assert text.endswith("，上年措施的剩余部分全部办结。")
    matter.promise = kept
    assert "上年措施" not in "".join(each.template for each in remedy(matter, desk))


OBJECTS = [
    ("公用经费支出", "公用经费增长，其中镇区照明用电偏高", "由经济办更换路灯并加装定时开关", False),
    ("农村危房改造", "危房改造比目标少2户", "由村建办对两户危房派专人盯进度", True),
    ("供水管网改造", "供水管网项目有尾款未支付", "供水管网改造尾款6月底前支付", True),
]


@pytest.mark.parametrize(("item", "problem", "promise", "same"), OBJECTS)
def test_a_promise_is_joined_to_the_same_object_only(
    item: str, problem: str, promise: str, same: bool
) -> None:
    evidence = Evidence(Desk(Dossier(pack=sound()), made().book, made().report))
    outcome = Outcome(Promise(promise, "prior/2023/x", 2023, problem), "unfinished")
    assert evidence._is_on(Matter("missed", "", item, {}, {"item": item}), outcome) is same


KEPT = [("荷叶塘村", "kept"), ("污水管网竣工决算", "kept"), ("127盏路灯", "unfinished")]


@pytest.mark.parametrize(("promise", "became"), KEPT)
def test_promises_and_what_became_of_them(promise: str, became: str) -> None:
    shelf = Shelf(dossier("luting"))
    (one,) = [each for each in promises(dossier("luting")) if promise in each.words]
    assert one.year == 2023 and one.place.startswith("prior/2023/overall_report/")
    assert follow(one, shelf).kept == became


def test_what_was_chosen_and_why_is_in_the_report() -> None:
    items = draft_of("problems").evidence_items
    assert {item.kind for item in items} >= {"finding", "fact", "derived", "promise", "cause"}
    assert all(item.why and item.text and item.place for item in items)
    cause = next(i for i in items if i.kind == "cause" and i.text.startswith("办公经费"))
    assert cause.place.startswith("narratives/summary/六、机关运转/p@") and cause.score
    assert "年度、计量单位和数值与材料一致（68.37、" in cause.why


def test_all_that_is_drafted_is_proved_again() -> None:
    own = made()
    assert own.drafts.fallbacks == []
    for _, text, scope, row in paragraphs(own):
        claims = verify_text(text, own.facts, own.ground, scope, row, own.names)
        assert [c.reason for c in claims if c.status != "matched"] == [], text


def test_ids_of_the_pack_stay_and_others_have_their_own() -> None:
    alone = gather(Dossier(pack=dossier("luting").pack)).facts
    assert gather(dossier("luting")).facts == alone
    beside = others(dossier("luting")).facts
    assert {fact.id[0] for fact in beside} == {"P", "S"}
    assert len({fact.id for fact in [*alone, *beside]}) == len(alone) + len(beside)
    known = {fact.id for fact in beside}
    assert all(set(fact.operands) <= known for fact in beside)
    assert all(fact.place.startswith(("prior/2023/", "narratives/")) for fact in beside)


QUOTES = [
    ("上年自评报告提出“{promise}”。", True),
    ("2023年自评报告提出“{promise}”。", True),
    ("自评报告提出“{promise}”。", False),
    ("比上年多。自评报告提出“{promise}”。", False),
    ("支出比上年多，自评报告提出“{promise}”。", False),
    ("上年自评报告提出“{promise}之类”。", False),
]


@pytest.mark.parametrize(("form", "right"), QUOTES)
def test_words_of_last_year_must_be_said_to_be_last_years(form: str, right: bool) -> None:
    own = made()
    promise = "污水管网项目执行率只有90.74%，未支付25.00万元"
    text = form.replace("{promise}", promise)
    faults = verify([DraftParagraph(sentences=[Sentence(template=text)])], own.facts, own.ground)
    assert (faults == []) is right
    claims = verify_text(text, own.facts, own.ground, "", "", own.names)
    assert all(claim.status == "matched" for claim in claims) is right


def test_figures_of_other_material_stand_in_quotations_only() -> None:
    own = made()
    beside = {fact.id: fact for fact in others(own.dossier).facts}
    last = next(f for f in beside.values() if f.place.endswith("农村危房改造/actual"))
    said = Sentence(template=f"“农村危房改造”实际完成值{{{last.id}}}。", facts=[last.id])
    faults = verify([DraftParagraph(sentences=[said])], own.facts | beside, own.ground)
    assert any("不是本年材料的数据" in fault.reason for fault in faults)


def small(raw: str, unit: str) -> Quantity:
    from decimal import Decimal

    step = Decimal(1).scaleb(-len(raw.partition(".")[2]))
    return Quantity(raw=raw, value=Decimal(raw), unit=unit, precision=step)


MEETS = [
    (("164", "件"), ("164", "起"), True),
    (("25.00", "万元"), ("25", "万元"), True),
    (("250000", "元"), ("25", "万元"), True),
    (("31", "户"), ("31", "人"), False),
    (("31", "户"), ("36", "户"), False),
    (("95", "%"), ("95", "户"), False),
]


@pytest.mark.parametrize(("first", "second", "same"), MEETS)
def test_unit_and_value_are_compared(first: tuple[str, str], second: tuple[str, str], same: bool) -> None:  # fmt: skip
    assert meets(small(*first), small(*second)) is same


@pytest.mark.parametrize(
    ("title", "sentence", "found"),
    [
        ("2024年工作总结", "改造卫生厕所90户，因石料供应晚了两周", True),
        ("2023年工作总结", "改造卫生厕所90户，因石料供应晚了两周", False),
        ("2024年工作总结", "去年改造卫生厕所90户，因石料供应晚了两周", False),
        ("2024年工作总结", "栽植行道树若干，因石料供应晚了两周", False),
    ],
)
def test_year_and_subject_decide_which_sentence_speaks_of_a_matter(
    title: str, sentence: str, found: bool
) -> None:
    pack = sound()
    shelf = Shelf(Dossier(pack=pack, narratives=[summary(f"{sentence}。", title=title)]))
    facts = [f for f in gather(Dossier(pack=pack)).facts if "改造卫生厕所" in f.place]
    assert bool(list(shelf.links("改造卫生厕所", "", facts))) is found


def test_a_sentence_whose_figures_clash_is_shown_but_not_used() -> None:
    pack = sound()
    put(pack, "overall/indicators/数量指标/改造卫生厕所/actual", "90户")
    put(pack, "overall_report/存在的问题及原因分析/p", "无")
    said = "全镇改造卫生厕所84户，主要是石料供应晚了两周"
    own = run_dossier(Dossier(pack=pack, narratives=[summary(f"{said}。")]))
    (draft,) = [each for each in own.drafts.drafts if each.slot.kind == "problems"]
    assert "84户" not in "".join(draft.text)
    (item,) = [item for item in draft.evidence_items if item.kind == "passage"]
    assert item.text == said and "与材料不一致，没有采用" in item.why


def test_words_and_ranking() -> None:
    assert "危房改造" in words("农村危房改造了31户")
    index = Index(["危房改造31户", "公路养护58公里", "！！"])
    assert [number for number, _ in index.search("农村危房", 3)] == [0]
    assert index.search("没有这些字", 3) == Index([]).search("危房", 3) == []


def test_a_year_is_found_or_not() -> None:
    assert year_of(summary("今年下雨多。")) == 2024
    assert year_of(summary("今年下雨多。", title="工作总结")) is None


def test_no_prior_and_no_summary_is_no_evidence() -> None:
    alone = Dossier(pack=sound())
    assert promises(alone) == [] and others(alone).facts == []
    assert Ground().vouches("上年说“甲”", 3, "甲") is False
