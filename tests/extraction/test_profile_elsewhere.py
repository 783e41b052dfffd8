"""No place's scoring is taken where the unit is of another province."""

from assistant.extraction import extract
from assistant.extraction.profile_of import profile_of
from tests.extraction.build import OVERALL_TITLE, document
from tests.extraction.test_profile_of import FLAT


def told(unit: str) -> tuple[str, str]:
    form = [[cell.replace("丙中学", unit) for cell in row] for row in FLAT]
    blocks = [document(OVERALL_TITLE, form)]
    return tuple(profile_of(extract(blocks), blocks))  # type: ignore[return-value]


def test_another_province() -> None:
    assert told("重庆市丙中学")[0] == "chongqing"
    assert told("丙中学")[0] == "chongqing"
    profile, reason = told("贵州省丙县丙中学")
    assert (profile, "贵州的单位" in reason) == ("", True)
