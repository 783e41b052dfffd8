"""The people of a dossier: names stated anywhere in it are masked wherever else they stand."""

import pytest

from assistant.facts.people import people
from assistant.llm import mask
from assistant.model.document import Document, Paragraph, ReadingReport, Source
from assistant.model.dossier import Dossier
from assistant.model.place import Location
from tests.checks.build import put, sound

WORK = "overall_report/资金使用及绩效情况/p"
STATED = [
    ({"base_data/signoff/filler": "王小明"}, "王小明"),
    ({"base_data/signoff/leader": "李敏"}, "李敏"),
    ({WORK: "由经办人王小明逐户核对。"}, "王小明"),
    ({"base_data/thrift": "王小明同志每月通报水电用量。"}, "王小明"),
]


@pytest.mark.parametrize(("cells", "name"), STATED)
def test_names_stated_in_a_pack(cells: dict[str, str], name: str) -> None:
    pack = sound()
    for place, raw in cells.items():
        put(pack, place, raw)
    names = people(Dossier(pack=pack))
    assert name in names
    masked = mask("工作总结提到，后来改由" + name + "办理。", names=names)
    assert name not in masked.text and "〔姓名1〕" in masked.text


def test_names_stated_in_a_summary() -> None:
    blocks = [Paragraph(text="联系人：王小明", location=Location(file="s.docx"))]
    report = ReadingReport(file="s.docx", format="docx")
    source = Source(path="s.docx", format="docx", sha256="0")
    narrative = Document(source=source, blocks=[*blocks], report=report)
    assert "王小明" in people(Dossier(pack=sound(), narratives=[narrative]))


def test_a_pack_without_names_has_none() -> None:
    pack = sound()
    put(pack, "base_data/signoff/filler", "")
    put(pack, "base_data/signoff/leader", "")
    assert people(Dossier(pack=pack)) == ()
