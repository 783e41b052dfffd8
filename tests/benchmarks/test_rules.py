"""The mutation benchmark counts as it says."""

from pathlib import Path

import pytest

from assistant.model.document import Source
from assistant.model.finding import Evidence, Finding
from assistant.model.pack import Pack
from assistant.model.place import Location
from assistant.model.quantity import Text
from benchmarks import rules
from benchmarks.rules_page import RECALL, page, rows, share
from benchmarks.rules_run import (
    SAMPLES,
    STYLES,
    Alarms,
    Result,
    Sample,
    Where,
    alarms,
    draw,
    every_clean,
)  # fmt: skip
from corpus.mutate import Mutant, kinds
from corpus.truth import HELD_BACK, load

SAMPLE = Sample("tangao", 2024, "anhui")


def finding(place: str, *quoted: str) -> Finding:
    evidence = [Evidence(quote=f"“{q}”", place=q, location=Location()) for q in quoted]
    return Finding(rule="X", name="", severity="error", place=place, message="", evidence=evidence)


def mutant(*places: str, words: str = "") -> Mutant:
    truth = load("tangao", 2024)
    return Mutant("weight", places[0], "", "", truth, True, places, words, "")


@pytest.mark.parametrize(
    ("changed", "named", "right"),
    [
        ("a/money/x/rate", "a/money/x/rate", True),
        ("a/money/x/rate", "a/money/x", True),
        ("a/money/x", "a/money/x/rate", True),
        ("a/money/x/rate", "a/money/x/score", False),
        ("a/money/x/rate", "a", False),
        ("r/s/p@5个", "r/s/p@7个", True),
        ("r/s/p@5个", "r/s/p#2@7个", False),
        ("r/s", "r/s/p#2@7个", True),
    ],
)
def test_the_right_place(changed: str, named: str, right: bool) -> None:
    location = Location()
    empty = Pack(unit=Text(raw="", place="unit", location=location), sources=[
        Source(path="p", format="text", sha256="")
    ])  # fmt: skip
    where = Where(mutant(changed), empty)
    assert where.has(finding(named)) is right
    assert where.has(finding("elsewhere/at/all", named)) is right
    assert Where(mutant("r/t", words="石塘镇"), empty).has(finding("r/u/石塘镇", "r/u/石塘镇"))


def test_a_slip_in_a_form_is_noticed_at_its_place() -> None:
    results = [r for r in draw([SAMPLE], "weight", seed=1, count=2) if r.binding]
    assert [(r.noticed, r.in_place) for r in results] == [(True, True)] * 2
    assert all(r.rules for r in results)


def test_the_baseline_cries_wolf_where_the_rules_do_not() -> None:
    found = alarms(SAMPLE)
    assert found.ours == ()
    assert found.peer > 0


def test_the_held_back_unit_is_apart() -> None:
    held = {sample.town for sample in SAMPLES["held back"]}
    assert held == {HELD_BACK}
    assert held.isdisjoint(sample.town for sample in SAMPLES["development"])
    assert len({sample.style for sample in SAMPLES["development"]}) >= 6
    assert len(every_clean("development")) == 4 * 2 * len(STYLES)


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(49, 50, "98.0%"), (48, 50, "96.0% ✗"), (0, 0, "—")]
)
def test_a_figure_below_its_target_is_marked(part: int, whole: int, shown: str) -> None:
    assert share(part, whole, RECALL) == shown


def test_changes_inside_an_interval_are_counted_apart() -> None:
    bound = Result(SAMPLE, "rate", "a", "1", "2", True, noticed=True, in_place=False, peer=True)
    (row,) = rows([bound, bound._replace(binding=False)])
    assert row[1:] == (1, 1, 0, 1, 1)


def test_a_run_that_was_stopped_goes_on(tmp_path: Path) -> None:
    task = rules.Task("development", "weight", 1, 1, tmp_path)
    first = rules.run(task)
    assert len(list(tmp_path.iterdir())) == 1
    assert rules.run(task) == first
    assert first[1][0].noticed


def test_the_page_has_both_groups_and_every_kind() -> None:
    each = [
        Result(SAMPLE, kind, "a", "1", "2", True, noticed=True, in_place=True) for kind in kinds()
    ]
    held = [Alarms(SAMPLE, ("X101 overall",), 2)]
    text = page(
        {"development": each, "held back": each}, {"development": held, "held back": held}, 1, 1, "0"
    )  # fmt: skip
    assert all(text.count(f"| {kind.name} | {code} |") == 2 for code, kind in kinds().items())
    assert text.count("`X101 overall`") == 1  # what held-back packs raise isn't named


def test_the_kept_page_is_of_these_kinds() -> None:
    text = rules.PAGE.read_text(encoding="utf-8")
    assert all(f"| {kind.name} | {code} |" in text for code, kind in kinds().items())
    assert f"seed {rules.SEED}" in text
