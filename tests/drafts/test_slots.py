"""Where text is wanted, and where not."""

from decimal import Decimal

import pytest

from assistant.drafts import slots
from assistant.drafts.rows import outcome, owes_note
from assistant.facts import gather
from assistant.model.dossier import Dossier
from assistant.model.draft import Slot
from assistant.model.finding import CheckReport
from assistant.model.pack import Pack
from assistant.model.place import Location
from tests.checks.build import indicator, put, sound
from tests.drafts.sample import corpus_pack, faulty, needs_seed, real


def find(pack: Pack) -> list[Slot]:
    book = gather(Dossier(pack=pack))
    return slots.find(pack, book, CheckReport(verdict="", profile="national", rulebook="1"))


FAR = Decimal(130)
ROWS = [
    ("产出指标", "40处", "36处", "5", "5", "missed", True),
    ("产出指标", "40处", "40处", "5", "5", "met", False),
    ("产出指标", "40处", "51处", "5", "5", "met", False),
    ("产出指标", "40处", "52处", "5", "5", "far", True),
    ("产出指标", "≥95%", "≥95%", "5", "5", "met", False),
    ("产出指标", "≥95%", "94.9%", "5", "5", "missed", True),
    ("产出指标", "≤5件", "3件", "5", "5", "met", False),
    ("产出指标", "≤5件", "6件", "5", "5", "exceeded", True),
    ("成本指标", "12万元", "13万元", "5", "5", "exceeded", True),
    ("成本指标", "12万元", "11万元", "5", "5", "met", False),
    ("产出指标", "4次", "0次", "5", "0", "zero", True),
    ("产出指标", "4次", "4次", "5", "4", "met", True),
    ("产出指标", "22个", "100%", "5", "5", "unknown", False),
    ("产出指标", "成效明显", "好", "5", "5", "unknown", False),
    ("产出指标", "", "", "", "", "unknown", False),
    ("产出指标", "30%", "60%", "5", "5", "met", False),
]


@pytest.mark.parametrize(("level", "target", "actual", "weight", "score", "shows", "owes"), ROWS)
def test_rows(
    level: str, target: str, actual: str, weight: str, score: str, shows: str, owes: bool
) -> None:
    row = indicator("overall", (level, "数量指标", "某项", target, actual, weight, score))
    assert outcome(row, FAR) == shows
    assert owes_note(row, FAR) is owes


def test_a_sound_pack_wants_only_the_empty_project_sections() -> None:
    assert {slot.kind for slot in find(sound())} == {"project_deviation"}


@pytest.mark.parametrize(
    ("place", "raw", "kind"),
    [
        ("base_data/thrift", "", "thrift"),
        ("base_data/thrift", "无", "thrift"),
        ("overall_report/存在的问题及原因分析/p", "无。", "problems"),
        ("overall_report/下一步改进措施/p", "暂无", "measures"),
        ("overall/indicators/数量指标/改造卫生厕所/actual", "90户", "deviation"),
    ],
)
def test_a_blank_is_a_slot(place: str, raw: str, kind: str) -> None:
    pack = sound()
    put(pack, place, raw)
    assert kind in {slot.kind for slot in find(pack)}


def test_a_note_that_stands_is_no_slot() -> None:
    pack = sound()
    put(pack, "overall/indicators/数量指标/改造卫生厕所/actual", "90户")
    put(pack, "overall/indicators/数量指标/改造卫生厕所/deviation", "石料供应晚了两周。")
    assert "deviation" not in {slot.kind for slot in find(pack)}


def test_a_form_without_the_column_has_no_slot_for_it() -> None:
    pack = sound()
    assert pack.overall
    row = pack.overall.indicators[0]
    row.actual.value, row.deviation.raw = Decimal(0), ""
    assert row.deviation.place in {slot.place for slot in find(pack)}
    row.deviation.location = Location(file="pack.docx", table=1)  # the whole table: no cell
    assert row.deviation.place not in {slot.place for slot in find(pack)}


def test_a_section_without_paragraphs_takes_text_after_its_heading() -> None:
    pack = sound()
    assert pack.overall_report is not None
    section = next(s for s in pack.overall_report.sections if s.title == "下一步改进措施")
    section.paragraphs = []
    (slot,) = [slot for slot in find(pack) if slot.kind == "measures"]
    assert slot.after_heading and slot.location == section.location and slot.current == ""


def test_clean_packs_want_nothing() -> None:
    for town in ("tangao", "yanhu"):
        assert find(corpus_pack(town)) == []


def test_the_faulty_town() -> None:
    found = [slot.place for slot in find(faulty().pack) if slot.kind == "deviation"]
    assert found == [
        "overall/indicators/数量指标/农村危房改造/deviation",
        "overall/indicators/数量指标/志愿服务活动/deviation",
        "overall/indicators/经济成本指标/公用经费支出/deviation",
    ]


@needs_seed
def test_the_real_pack() -> None:
    kinds = [slot.kind for slot in find(real().pack)]
    assert kinds == [
        "thrift",
        "deviation",
        "problems",
        "measures",
        "project_deviation",
        "project_deviation",
    ]
