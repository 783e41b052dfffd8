"""Pack beside pack, on the corpus: units of their own share nothing, a copy shares everything."""

import json
from functools import cache
from itertools import permutations

import pytest

from assistant.checks import CheckOptions, check
from assistant.checks.copying.same_text import unit_names
from assistant.checks.copying.same_text_packs import names_left, pack_passages, shared_passages
from assistant.documents.limits import DEFAULT_LIMITS
from assistant.documents.plain import read_text
from assistant.extraction import extract
from assistant.model.document import Source
from assistant.model.dossier import Dossier
from assistant.model.fact import FactBook
from assistant.model.finding import Finding
from assistant.model.pack import Pack
from corpus import layout
from corpus.dump import dump
from corpus.truth import ALL_CLEAN, CLEAN, TOWNS, YEARS, Truth, load

SAME_TEXT = ("D105", "D110", "D111", "D112", "D113", "D114", "D115", "D116", "D117", "N116",
             "Y102", "Y109", "Y110")  # fmt: skip
TANGAO = (("岚浦县", "青禾县"), ("棠坳镇", "白塘镇"))
CHANGED = (("1326", "1328"), ("936", "956"), ("212", "215"), ("480", "470"), ("1860", "1960"))


def packed(truth: Truth) -> Pack:
    """Return a truth's pack as read from its text dump."""
    source = Source(path="pack.txt", format="text", sha256="")
    data = dump(layout.pack(truth.raw)).encode()
    return extract([read_text(data, source, DEFAULT_LIMITS)])


@cache
def town(name: str, year: int = 2024) -> Pack:
    return packed(load(name, year))


@cache
def copied(*changes: tuple[str, str]) -> Pack:
    """Return the clean pack with words put in place of others everywhere."""
    words = json.dumps(load(CLEAN, 2024).raw, ensure_ascii=False)
    for before, after in changes:
        assert before in words
        words = words.replace(before, after)
    return packed(Truth("copy", 2024, json.loads(words)))


def found(pack: Pack, *beside: Pack, select: tuple[str, ...] = ("D114", "D117")) -> list[Finding]:
    dossier = Dossier(pack=pack, beside=list(beside))
    return check(dossier, FactBook(), CheckOptions(select=select)).findings


@pytest.mark.parametrize(("own", "other"), list(permutations(TOWNS, 2)))
def test_units_of_their_own_share_nothing(own: str, other: str) -> None:
    assert [item.message for item in found(town(own), town(other))] == []


def test_every_paragraph_of_a_copy_is_found_with_its_figures() -> None:
    copy = copied(*TANGAO, *CHANGED)
    seen = {item.place: item for item in found(copy, town(CLEAN))}
    assert {item.rule for item in seen.values()} == {"D114"}
    weighty = {p.place for p in pack_passages(copy) if p.weight >= 16}
    assert weighty <= seen.keys()
    for before, after in CHANGED:
        told = [item for item in seen.values() if f"{before}" in item.message]
        assert any(f"→{after}" in item.message for item in told), before
    assert sum(item.severity == "warning" for item in seen.values()) > len(seen) / 2


def test_a_copy_that_keeps_the_towns_name_is_an_error() -> None:
    """The head is renamed, the text isn't: its own town's name stands in another's pack."""
    copy = copied(("岚浦县棠坳镇人民政府", "青禾县白塘镇人民政府"))
    errors = [item for item in found(copy, town(CLEAN)) if item.rule == "D117"]
    assert errors and all(item.severity == "error" for item in errors)
    assert all("棠坳镇" in item.evidence[0].quote for item in errors)


@pytest.mark.parametrize(("name", "year"), [(n, y) for n in ALL_CLEAN for y in YEARS])
def test_clean_packs_have_nothing_serious(name: str, year: int) -> None:
    prior = [town(name, year - 1)] if year - 1 in YEARS else []
    others = [town(other, year) for other in TOWNS if other != name]
    dossier = Dossier(pack=town(name, year), prior=prior, beside=others)
    report = check(dossier, FactBook(), CheckOptions(select=SAME_TEXT))
    assert not [item.message for item in report.findings if item.severity != "info"]
    assert len(report.findings) <= 1  # one sentence of last year's with one figure renewed
    assert not [o.reason for o in report.outcomes if o.status == "crashed"]


def test_a_phrase_of_many_packs_is_no_copy() -> None:
    packs = [
        copied(*TANGAO),
        town(CLEAN),
        copied(("棠坳镇", "竹岭镇")),
        copied(("棠坳镇", "石桥镇")),
    ]
    assert shared_passages(packs[:3])
    assert not shared_passages(packs)
    assert shared_passages(packs, common=5)


def test_shared_passages_name_both_packs() -> None:
    packs = [town("yanhu"), copied(*TANGAO), town(CLEAN)]
    shared = shared_passages(packs)
    assert {frozenset(group.packs) for group in shared} == {frozenset({1, 2})}
    for group in shared:
        assert len(group.packs) == len(group.passages)


def test_a_batch_finds_what_the_pair_alone_finds() -> None:
    """Of two packs among many only set phrases are lost, which others of the batch say too."""
    packs = [town(name) for name in TOWNS] + [copied(*TANGAO)]
    own, copy = TOWNS.index(CLEAN), len(packs) - 1
    batch = {
        passage.printed
        for group in shared_passages(packs)
        if {own, copy} <= set(group.packs)
        for passage in group.passages
    }
    alone = {p.printed: p for g in shared_passages([packs[own], packs[copy]]) for p in g.passages}
    assert len(alone) > 100
    lost = [passage for words, passage in alone.items() if words not in batch]
    assert [p.printed for p in lost if p.weight >= 16] == []


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        ("岚浦县棠坳镇人民政府", {"岚浦县棠坳镇人民政府", "棠坳镇", "岚浦县", "人民政府"}),
        ("砚湖县水利局", {"砚湖县水利局", "砚湖县", "水利局"}),
        ("", set()),
    ],
)
def test_unit_names(unit: str, names: set[str]) -> None:
    pack = town(CLEAN).model_copy(deep=True)
    pack.unit.raw = unit
    assert set(unit_names(pack)) == names


def test_a_common_county_is_no_name_left() -> None:
    own, other = town(CLEAN), copied(("棠坳镇", "竹岭镇"))
    passages = pack_passages(own)
    assert any("棠坳镇" in p.printed for p in passages)
    assert not any(names_left(p, own, other) for p in passages)
    assert any(names_left(p, copied(("棠坳镇", "竹岭镇")), own) for p in passages)


def test_bare_words_of_a_copy_are_the_same() -> None:
    ours, theirs = pack_passages(town(CLEAN)), pack_passages(copied(*TANGAO))
    assert [p.words for p in ours] == [p.words for p in theirs]
