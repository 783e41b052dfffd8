"""Word files made for the tests of the writer, and what stands in them."""

import zipfile
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assistant.model.place import Location
from assistant.ooxml import W, accepted_text, paragraphs, parse
from assistant.output.word_xml import PARAGRAPH_ORDER, RUN_ORDER, local

SEED = Path(__file__).parents[3] / "shared" / "seed"
MAIN = "word/document.xml"


def root_of(path, part=MAIN):
    with zipfile.ZipFile(path) as archive:
        return parse(archive.read(part))


def texts(root):
    return [accepted_text(p) for p in paragraphs(root)]


def at(path, text, start=None, end=None):
    """Return the location of the first paragraph with this text, as the reader gives it."""
    for number, p in enumerate(paragraphs(root_of(path))):
        if accepted_text(p) == text:
            return location(p, number, start, end)
    raise AssertionError(f"no paragraph {text!r}")


def location(p, number, start=None, end=None):
    in_cell = next(p.iterancestors(W + "tc"), None) is not None
    row = 0 if in_cell else None
    return Location(part=MAIN, anchor=str(number), row=row, start=start, end=end)


def make(path, *bodies):
    """Write a file whose body begins with these XML fragments (prefix ``w``)."""
    document = docx.Document()
    for number, body in enumerate(bodies):
        wrapped = parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>")
        for child in list(wrapped):
            document.element.body.insert(len(document.element.body) - 1, child)
        assert number >= 0
    document.save(str(path))
    return path


def run(text, look=""):
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*content, look=""):
    properties = f"<w:pPr>{look}</w:pPr>" if look else ""
    return f"<w:p>{properties}{''.join(content)}</w:p>"


def cell(*content, look=""):
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{look}</w:tcPr>{"".join(content)}</w:tc>'


def table(*rows):
    grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    lines = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblW w:w="4000" w:type="dxa"/></w:tblPr>{grid}{lines}</w:tbl>'


def faults(root):
    """Return what Word would complain about: order of properties, deleted text, ids."""
    out = []
    for tag, order in (("rPr", RUN_ORDER), ("pPr", PARAGRAPH_ORDER)):
        for properties in root.iter(W + tag):
            ranks = [order.index(local(c)) for c in properties if local(c) in order]
            if ranks != sorted(set(ranks)):
                out.append(f"{tag}: {[local(c) for c in properties]}")
    out += [
        "w:t in w:del" for deleted in root.iter(W + "del") if deleted.find(f".//{W}t") is not None
    ]
    out += ["pPr not first" for p in root.iter(W + "p") for c in p[1:] if c.tag == W + "pPr"]
    out += [
        "ins in ins"
        for e in root.iter(W + "ins")
        if next(e.iterancestors(W + "ins"), None) is not None
    ]
    out += [
        "empty cell" for c in root.iter(W + "tc") if c[-1].tag != W + "p" and c[-1].tag != W + "sdt"
    ]
    ids = [e.get(W + "id") for t in ("ins", "del", "pPrChange") for e in root.iter(W + t)]
    out += ["two revisions share an id"] * (len(ids) != len(set(ids)))
    out += ["left-over point"] * len(list(root.iter(W + "point")))
    return out
