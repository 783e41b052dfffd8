"""What a workbook holds beside its cells: comments, text boxes, pictures, macros, links."""

from lxml import etree

from assistant.documents.notes import Notes
from assistant.documents.sheet.book import Book, SheetPart, relations
from assistant.model.place import Location
from assistant.ooxml import parse

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ASIDE = {"comments": "comment", "threadedComment": "comment", "drawing": "text_box"}


def note_book(book: Book, notes: Notes) -> None:
    """Tell of macros and of links to other files; neither is run or opened."""
    if any(kind == "vbaProject" for kind in book.kinds.values()):
        notes.count("macro")
    for kind in book.kinds.values():
        if kind == "externalLink":
            notes.count("external")


def note_sheet(book: Book, sheet: SheetPart, at: Location, notes: Notes) -> None:
    """Tell of a sheet's comments, text boxes and pictures."""
    for kind, target in relations(book.archive, sheet.part).values():
        if kind in _ASIDE and target in book.archive.names:
            root = parse(book.archive.read(target))
            if kind == "drawing":
                _drawing(root, at, notes)
            else:
                _comments(root, at, notes)


def _comments(root: etree._Element, at: Location, notes: Notes) -> None:
    for comment in root.iter("{*}comment", "{*}threadedComment"):
        text = "".join(piece.text or "" for piece in comment.iter("{*}t", "{*}text"))
        notes.count("comment", text, at)


def _drawing(root: etree._Element, at: Location, notes: Notes) -> None:
    for body in root.iter("{*}txBody"):
        text = "\n".join(
            "".join(t.text or "" for t in p.iter(_A + "t")) for p in body.iter(_A + "p")
        )
        if text.strip():
            notes.lost("text_box", "工作表里有文本框，其文字未计入表格。", text, at)
    for _ in root.iter("{*}pic"):
        notes.count("image", at=at)
    for _ in root.iter("{*}graphicFrame"):
        notes.count("chart", at=at)
