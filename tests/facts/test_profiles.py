"""Profiles: what a place states, what it inherits, and the outlines of its reports."""

import pytest

from assistant.extraction.layouts import library
from assistant.facts.profiles import load_profile, profile_names

PLACES = {"hunan", "anhui", "hebei", "shanxi", "sichuan", "yunnan", "hubei", "ningxia", "beijing",
          "chongqing", "transfer_payment", "henan", "shaanxi", "gansu", "liaoning", "jiangsu"}  # fmt: skip


def test_every_place_of_the_field_has_a_profile() -> None:
    assert set(profile_names()) == PLACES | {"national"}


def test_every_layout_names_a_profile_that_there_is() -> None:
    named = {layout.profile for layout in library().printed.values()}
    assert named == PLACES


@pytest.mark.parametrize("name", profile_names())
def test_a_profile_has_a_title_and_the_outlines_of_both_reports(name: str) -> None:
    profile = load_profile(name)
    assert profile.title
    assert {outline.report for outline in profile.outlines} == {"overall", "project"}
    assert profile.schemes and profile.bands and profile.grades


def test_own_outlines_come_before_the_inherited_ones() -> None:
    own, inherited = load_profile("yunnan").outlines, load_profile("national").outlines
    assert own[-len(inherited) :] == inherited
    assert all("云南" in outline.name for outline in own[: -len(inherited)])


def test_no_name_is_the_common_profile() -> None:
    assert load_profile("").name == load_profile("national").name
