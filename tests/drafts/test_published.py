"""Final accounts in drafts: the same figure, a cause, a saving; never another year's or unit's."""

from pathlib import Path

import pytest

from assistant.accounts import read_accounts
from assistant.documents import read
from assistant.drafts.slots import spoken_of
from assistant.facts import gather
from assistant.facts.verify import verify
from assistant.model.accounts import FinalAccounts
from assistant.model.dossier import Dossier
from assistant.model.draft import DraftParagraph, Sentence
from tests.checks.build import put
from tests.drafts.sample import Drafted, corpus_pack, paragraphs, run_dossier
from tests.rollover.audited import THIS, write_accounts

CAUSE = "公用经费支出决算为367.44万元，比预算多15.44万元，主要原因是汛期值班和应急抢修增加。"
SAVED = "公务接待费支出决算为4.38万元，比上年减少0.86万元，主要原因是合并接待批次。"
OPERATING = "base_data/spending/公用经费"


def audited(folder: Path, year: int = 2024, unit: str = "", **changes: str) -> FinalAccounts:
    amounts = {**THIS, **changes}
    name = unit or "鹭汀镇人民政府"
    path = write_accounts(folder / "决算.docx", year, amounts, unit=name, said=(CAUSE, SAVED))
    return read_accounts([read(path)])


def drafted(accounts: FinalAccounts, final: str = "367.44") -> Drafted:
    pack = corpus_pack("luting").model_copy(deep=True)
    put(pack, f"{OPERATING}/final", final)
    return run_dossier(Dossier(pack=pack, accounts=[accounts]))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    return drafted(audited(tmp_path_factory.mktemp("accounts")))


def test_the_accounts_are_facts_with_year_unit_and_source(made: Drafted) -> None:
    found = [fact for fact in made.book.facts if fact.place.startswith("accounts/2024/")]
    operating = next(fact for fact in found if fact.measure == "公用经费")
    assert (operating.period, operating.subject) == ("2024", "鹭汀镇人民政府")
    assert operating.quantity.raw == "367.44" and operating.location.file.endswith("决算.docx")
    plain = gather(Dossier(pack=made.pack)).facts
    assert [fact.id for fact in plain] == [fact.id for fact in made.book.facts[: len(plain)]]


def test_a_figure_that_the_accounts_repeat_says_so(made: Drafted) -> None:
    told = next(line for line in made.text("problems").splitlines() if "公用经费决算数" in line)
    assert "2024年度部门决算公开的公用经费为367.44万元，与上述决算数一致。" in told
    assert "原因：部门决算说明“主要原因是汛期值班和应急抢修增加”。" in told
    problems = next(d for d in made.drafts.drafts if d.slot.kind == "problems")
    assert {item.kind for item in problems.evidence_items if "部门决算" in item.why} >= {
        "fact",
        "cause",
    }


def test_a_saving_stands_before_the_proposals(made: Drafted) -> None:
    told = made.text("thrift")
    assert "2024年度部门决算说明：“公务接待费支出决算为4.38万元，比上年减少0.86万元" in told
    assert told.index("部门决算说明") < told.index("〔建议：")


def test_everything_drafted_is_proved(made: Drafted) -> None:
    assert made.drafts.fallbacks == []
    for each in made.drafts.drafts:
        scope, row = spoken_of(each.slot)
        assert verify(each.paragraphs, made.facts, made.ground, scope, row, made.names) == []
    assert paragraphs(made)


def test_a_figure_that_the_accounts_contradict_is_asked_for(tmp_path: Path) -> None:
    made = drafted(audited(tmp_path, operating="376.44"))
    assert any(f.rule == "X147" or "X147" in f.also for f in made.report.findings)
    assert "公用经费决算数367.44万元" not in made.text("problems")
    assert "与上述决算数一致" not in made.text("problems")


@pytest.mark.parametrize(("year", "unit"), [(2023, ""), (2021, ""), (2024, "青禾镇人民政府")])
def test_other_years_and_units_prove_nothing(year: int, unit: str, tmp_path: Path) -> None:
    made = drafted(audited(tmp_path, year, unit))
    assert "部门决算" not in made.text("problems") + made.text("thrift")
    kept = {fact.period for fact in made.book.facts if fact.place.startswith("accounts/")}
    assert ("2024" not in kept) and (bool(kept) is (year == 2023))


CITED = [
    ("named with its source", "2024年度部门决算公开的公用经费为{F}。", True),
    ("without its source", "公用经费为{F}。", False),
    ("with another name", "2024年度部门决算公开的人员经费为{F}。", False),
    ("of another year", "2023年度部门决算公开的公用经费为{F}。", False),
]


@pytest.mark.parametrize(("text", "holds"), [c[1:] for c in CITED], ids=[c[0] for c in CITED])
def test_an_audited_figure_is_cited_as_such(text: str, holds: bool, made: Drafted) -> None:
    fact = next(
        f for f in made.book.facts if f.place.startswith("accounts/") and f.measure == "公用经费"
    )
    said = Sentence(template=text.replace("{F}", f"{{{fact.id}}}"), facts=[fact.id])
    faults = verify([DraftParagraph(sentences=[said])], made.facts, made.ground, "", "", made.names)
    assert (faults == []) is holds
