"""How findings are held against the faults that a reviewer listed."""

import pytest

from assistant.model.finding import Evidence, Finding
from assistant.model.place import Location
from benchmarks.outside import PACKS, Fault, has, names, score, tells


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("写93.69%，相差2.7个百分点", "93.69%", True),
        ("写193.69%", "93.69%", False),
        ("写3126万元", "3126", True),
        ("写3126.5万元", "3126", False),
        ("共1234.5万元", "1,234.5", True),
        ("没有", "", False),
    ],
)
def test_a_number_stands_whole(text: str, words: str, meant: bool) -> None:
    assert has(text, words) is meant


def finding(message: str, quote: str) -> Finding:
    side = Evidence(quote=quote, place="overall_report/p", location=Location())
    return Finding(rule="N1", name="", severity="error", place="overall_report/p", message=message,
                   expected="96.39%", evidence=[side])  # fmt: skip


FAULT = Fault(id="1", what="", figures=["3,126.00万元"], near="到年底", should="96.39%")


def test_a_fault_is_found_by_its_figure_near_its_words() -> None:
    assert names(finding("报告写3126万元", "到年底支出3,126.00万元"), FAULT)
    assert not names(finding("报告写3126万元", "全年支出3,126.00万元"), FAULT)
    assert names(finding("报告写错", "到年底支出3,126.00万元"), FAULT)
    assert not names(finding("报告写3216万元", f"到年底支出3,126.00万元，{'其他' * 30}"), FAULT)
    assert tells(finding("报告写3126万元", ""), FAULT.should)


def test_every_pack_has_two_twins_that_differ() -> None:
    folders = [each for each in PACKS.iterdir() if each.is_dir()]
    assert folders
    for folder in folders:
        sound, faulty = (
            {file.name: file.read_bytes() for file in (folder / twin).iterdir()}
            for twin in ("sound", "faulty")
        )
        assert sound.keys() == faulty.keys()
        assert sound != faulty


def test_a_pack_is_scored() -> None:
    found = score(PACKS / "hunan-street")
    must, told, of = found.count(True)
    assert 0 < told <= must <= of == 12
