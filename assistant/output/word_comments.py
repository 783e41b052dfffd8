"""Word comments: pin them to places and write the part that holds their texts."""

from dataclasses import dataclass, field

from lxml import etree

from assistant.model.change import Comment
from assistant.ooxml import W
from assistant.output.word_marks import REVISIONS
from assistant.output.word_package import Package
from assistant.output.word_place import Spot
from assistant.output.word_runs import put_at
from assistant.output.word_xml import make, run_properties, text_run

_KIND = "comments"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_INITIALS = 4  # characters of an author's name
_POINTS = 10  # size of a comment's letters, whatever the document's body has


@dataclass
class Comments:
    """The comments of one file: those it had, and those pinned now."""

    package: Package
    date: str
    name: str = ""
    root: etree._Element = field(default_factory=lambda: make("comments"))
    count: int = 0

    def __post_init__(self) -> None:
        found = self.package.related(self.package.main, _KIND)
        if found:
            self.name, self.root = found, self.package.parse(found)

    def pin(self, comment: Comment, spot: Spot) -> None:
        """Add a comment and mark its place in the text."""
        number = self._free()
        self.root.append(self._element(comment, number))
        first, last = spot.stretches[0], spot.stretches[-1]
        start, end = make("commentRangeStart", id=number), make("commentRangeEnd", id=number)
        put_at(last.p, last.end, end)
        put_at(first.p, first.start, start)
        _outside(end).addnext(make("r", make("commentReference", id=number)))
        self.count += 1

    def _free(self) -> int:
        used = [int(item.get(W + "id", "-1")) for item in self.root.iter(W + "comment")]
        return max(used, default=-1) + 1

    def _element(self, comment: Comment, number: int) -> etree._Element:
        initials = comment.author[:_INITIALS]
        head = {"author": comment.author, "date": self.date, "initials": initials}
        lines = [_line(text) for text in comment.text.split("\n")]
        lines[0].insert(1, make("r", make("annotationRef")))
        return make("comment", *lines, id=number, **head)

    def save(self) -> None:
        """Put the part into the package, with its relationship where it is new."""
        if not self.count:
            return
        if not self.name:
            self.name = self.package.free_name("word/comments.xml")
            self.package.add(self.package.main, _KIND, self.name, _CONTENT_TYPE)
        self.package.put(self.name, self.root)


def _line(text: str) -> etree._Element:
    # A comment takes the body's format otherwise: indents, fixed line height, large letters.
    properties = make(
        "pPr",
        make("spacing", before=0, after=0, line=240, lineRule="auto"),
        make("ind", left=0, right=0, firstLineChars=0, firstLine=0),
        make("jc", val="left"),
    )
    return make("p", properties, text_run(text, run_properties("宋体", _POINTS)))


def _outside(element: etree._Element) -> etree._Element:
    """Return the outermost revision that holds an element, or the element itself."""
    parent = element.getparent()
    while parent is not None and parent.tag in REVISIONS:
        element, parent = parent, parent.getparent()
    return element
