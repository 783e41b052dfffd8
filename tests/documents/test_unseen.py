"""Runs of a Word file that nobody can see are kept apart; light text on a dark ground is read."""

from pathlib import Path

import pytest

from assistant.model.document import Paragraph, Table
from tests.documents.build import docx, read_bytes

WHITE = '<w:color w:val="ffffff"/>'


def run(properties: str, text: str = "藏") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(properties: str, own: str = "") -> str:
    return f"<w:p><w:pPr>{own}</w:pPr><w:r><w:t>明</w:t></w:r>{run(properties)}</w:p>"


def cell(fill: str = "", style: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:fill="{fill}"/>' if fill else ""
    named = f'<w:tblStyle w:val="{style}"/>' if style else ""
    return (
        f"<w:tbl><w:tblPr>{named}</w:tblPr><w:tr><w:tc><w:tcPr>{shade}</w:tcPr>"
        f"<w:p>{run(WHITE)}</w:p></w:tc></w:tr></w:tbl>"
    )


CASES = [
    ("hidden", paragraph("<w:vanish/>"), True),
    ("hidden switched off", paragraph('<w:vanish w:val="0"/>'), False),
    ("white", paragraph(WHITE), True),
    ("white capitals", paragraph('<w:color w:val="FFFFFF"/>'), True),
    ("another colour", paragraph('<w:color w:val="FF0000"/>'), False),
    ("no size", paragraph('<w:sz w:val="0"/>'), True),
    ("one point", paragraph('<w:sz w:val="2"/>'), True),
    ("small print", paragraph('<w:sz w:val="12"/>'), False),
    ("white on a dark run", paragraph(f'{WHITE}<w:shd w:val="clear" w:fill="1F3B5C"/>'), False),
    ("white on a white shade", paragraph(f'{WHITE}<w:shd w:val="clear" w:fill="FFFFFF"/>'), True),
    ("white highlighted", paragraph(f'{WHITE}<w:highlight w:val="black"/>'), False),
    ("white in a dark paragraph", paragraph(WHITE, '<w:shd w:val="clear" w:fill="000000"/>'), False),
    ("white in a plain cell", cell(), True),
    ("white in a dark cell", cell("1F3B5C"), False),
    ("white in a styled table", cell(style="GridTable5Dark"), False),
    ("white in an unstyled grid", cell(style="TableGrid"), True),
]  # fmt: skip


@pytest.mark.parametrize(("body", "unseen"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_nobody_sees_is_kept_apart_and_told(tmp_path: Path, body: str, unseen: bool) -> None:
    document = read_bytes(tmp_path, docx(body))
    texts = [
        block.text if isinstance(block, Paragraph) else block.at(0, 0).text
        for block in document.blocks
        if isinstance(block, Paragraph | Table)
    ]
    assert ("藏" in "".join(texts)) is not unseen
    told = [note.text for note in document.report.notes if note.kind == "hidden"]
    assert told == (["藏"] if unseen else [])
