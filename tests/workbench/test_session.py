"""A pack with a person's decisions: findings go, figures move, texts come in, nothing is lost."""

from datetime import UTC, datetime

import pytest

from assistant.checks import CheckOptions
from assistant.cli_draft import demo_paths
from assistant.documents import read
from assistant.drafts import draft
from assistant.errors import JixiaoError
from assistant.model.document import Document
from assistant.model.dossier import Dossier
from assistant.model.place import squeeze
from assistant.pipeline import load
from assistant.workbench.editing import differences
from assistant.workbench.session import Session
from assistant.workbench.store.state import Confirmed, Fix, SlotState, Stamped, State, Version

NOW = datetime(2025, 1, 2, tzinfo=UTC)
STAMP = {"seq": 1, "at": NOW, "actor": "李会计"}


def amiss(error: JixiaoError) -> None:
    raise error


@pytest.fixture(scope="module")
def material() -> tuple[Dossier, list[Document]]:
    paths = demo_paths()
    dossier = load(paths.pack, paths.prior, paths.summaries, tell=amiss)
    return dossier, [read(path) for path in paths.pack]


@pytest.fixture(scope="module")
def untouched(material: tuple[Dossier, list[Document]]) -> Session:
    return Session(*material, State(), CheckOptions())


def fixed(session: Session, **changes: str) -> Session:
    fixes = {place: _fix(session, place, after) for place, after in changes.items()}
    return Session(session.base, session.documents, State(fixes=fixes), CheckOptions())


def _fix(session: Session, place: str, after: str) -> Fix:
    field = session.fields.get(place)
    raw = field.raw if field else ""
    return Fix(**STAMP, place=place, original=raw, before=raw, after=after)


def test_without_decisions_the_pack_is_what_was_read(untouched: Session) -> None:
    assert untouched.dossier is untouched.base
    assert differences(untouched.documents, untouched.edited) == []


def test_the_right_value_ends_its_finding_and_no_other(untouched: Session) -> None:
    finding = next(f for f in untouched.report.findings if f.rule == "Y101")
    after = fixed(untouched, **{finding.place: finding.expected})
    before_prints = {f.fingerprint for f in untouched.report.findings}
    after_prints = {f.fingerprint for f in after.report.findings}
    assert finding.fingerprint not in after_prints
    assert after_prints < before_prints
    assert after.base.pack == untouched.base.pack  # the originals stay
    (change,) = differences(after.documents, after.edited)
    assert change.location.row is not None and change.new in finding.expected


def test_a_wrong_value_brings_findings(untouched: Session) -> None:
    place = next(
        p for p in untouched.fields if p.startswith("overall/money/") and p.endswith("/executed")
    )
    after = fixed(untouched, **{place: "1.23"})
    assert after.report.count("error") > untouched.report.count("error")


def test_a_figure_in_prose_keeps_its_origin_when_its_words_change(untouched: Session) -> None:
    figures = [f for f in untouched.base.pack.figures if f.quantity.unit == "万元"][:2]
    after = fixed(untouched, **{figure.place: "987654.32万元" for figure in figures})
    moved = {place: origin for place, origin in after.origins.items() if "987654.32" in place}
    assert set(moved.values()) == {figure.place for figure in figures}
    for place, origin in moved.items():
        assert after.original(place) is after.fields[origin]


def test_a_place_that_no_form_has_is_told(untouched: Session) -> None:
    after = fixed(untouched, **{"overall/nothing/here": "1"})
    assert after.dossier.pack == untouched.base.pack
    assert "没有可以填写" in after.refused["overall/nothing/here"]


def test_an_accepted_draft_stands_in_its_slot_and_is_checked(untouched: Session) -> None:
    drafts = draft(untouched.dossier, untouched.facts, untouched.report, None)
    made = next(d for d in drafts.drafts if d.slot.kind == "problems")
    version = Version(
        **STAMP, author="composer", text=tuple(made.text), draft=made.model_dump(mode="json")
    )
    slot = SlotState(place=made.slot.place, versions=(version,), current=1, status="accepted",
                     decided=Stamped(**STAMP))  # fmt: skip
    state = State(drafts={made.slot.place: slot})
    after = Session(untouched.base, untouched.documents, state, CheckOptions())
    told = squeeze("".join(field.raw for field in after.dossier.pack.fields()))
    assert after.refused == {} and all(
        squeeze(line.split("。", 1)[1]) in told for line in made.text
    )
    refused = State(drafts={made.slot.place: slot.model_copy(update={"status": "refused"})})
    kept = Session(untouched.base, untouched.documents, refused, CheckOptions())
    assert kept.dossier is kept.base


def test_a_confirmed_reading_is_no_longer_doubted(untouched: Session) -> None:
    place, field = next(
        (p, f) for p, f in untouched.fields.items() if f.raw and f.location.row is not None
    )
    doubted = field.model_copy(update={"confidence": 0.4})
    session = Session(
        untouched.base, untouched.documents,
        State(confirmed={place: Confirmed(**STAMP, place=place)}), CheckOptions(),
    )  # fmt: skip
    session.fields[place] = doubted
    assert session.original(place) is doubted
    again = {f.place: f for f in session.dossier.pack.fields()}[place]
    assert not again.is_doubtful() and again.raw == field.raw


def test_a_paragraph_typed_anew_comes_before_its_figures_typed_later(untouched: Session) -> None:
    figure = next(f for f in untouched.base.pack.figures if f.quantity.unit == "万元")
    spot = figure.place.split("@")[0]
    text = untouched.fields[spot].raw.replace("基本支出", "其中基本支出")

    def both(first: int, second: int) -> Session:
        after = {spot: (text, first), figure.place: ("987.65万元", second)}
        fixes = {
            place: Fix(**{**STAMP, "seq": seq}, place=place, original=untouched.fields[place].raw,
                       before=untouched.fields[place].raw, after=words)
            for place, (words, seq) in after.items()
        }  # fmt: skip
        return Session(untouched.base, untouched.documents, State(fixes=fixes), CheckOptions())

    later, earlier = both(1, 2), both(2, 1)
    told = {name: "".join(f.raw for f in s.dossier.pack.fields())
            for name, s in (("later", later), ("earlier", earlier))}  # fmt: skip
    assert later.refused == earlier.refused == {}
    assert "987.65万元" in told["later"] and "987.65万元" not in told["earlier"]
    assert all("其中基本支出" in words for words in told.values())


def test_the_composer_sees_the_pack_without_the_texts_it_made(untouched: Session) -> None:
    made = untouched.composed.drafts[0]
    version = Version(
        **STAMP, author="composer", text=tuple(made.text), draft=made.model_dump(mode="json")
    )
    slot = SlotState(place=made.slot.place, versions=(version,), current=1, status="accepted",
                     decided=Stamped(**STAMP))  # fmt: skip
    state = State(drafts={made.slot.place: slot})
    after = Session(untouched.base, untouched.documents, state, CheckOptions())
    assert after.composed.drafts == untouched.composed.drafts
    assert made.slot.place not in {draft.slot.place for draft in after.proposals.drafts}
