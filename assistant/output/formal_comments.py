"""Comments on a formal document: findings, and readings that want a look at the original."""

from collections.abc import Iterable, Iterator, Mapping

from assistant.model.change import Comment
from assistant.model.finding import SEVERITY_NAMES, CheckReport, Finding, ToReview
from assistant.model.place import Location, Place
from assistant.output.places import spot_words
from assistant.output.text import reading_words

Places = Mapping[Place, Location]
Texts = Mapping[Place, str]


def review_comment(item: ToReview, location: Location) -> Comment:
    """Return the comment on a doubtful reading, pinned where it stands in the new file."""
    text = f"待核对：{reading_words(item)}。\n请对照原件：{spot_words(item.location)}。"
    return Comment(location=location, text=text)


def finding_comment(finding: Finding, location: Location) -> Comment:
    """Return the comment on a finding: message, what to look at first, reason, advice."""
    lines = [f"[{finding.rule} {SEVERITY_NAMES[finding.severity]}] {finding.message}"]
    named = (
        ("先核对", finding.caution), ("可能的原因", finding.explanation), ("建议", finding.suggestion),
    )  # fmt: skip
    lines += [f"{name}：{words}" for name, words in named if words]
    return Comment(location=location, text="\n".join(lines))


def comments(report: CheckReport, places: Places, texts: Texts) -> Iterator[Comment]:
    """Yield the comments of a check whose places the new document has.

    The others stay in the report. ``texts`` are the paragraphs' words, in which a figure's own
    characters are found.
    """
    for item in report.to_review:
        location = _at(item.place, places)
        if location is not None:
            yield review_comment(item, _within(location, item, texts))
    for finding in report.findings:
        location = _first((finding.place, *(each.place for each in finding.evidence)), places)
        if location is not None:
            yield finding_comment(finding, location)


def _at(place: Place, places: Places) -> Location | None:
    """Return where a place stands: itself, a figure's paragraph, or an amount's line."""
    return _first((place, place.split("@")[0], place.rsplit("/", 1)[0]), places)


def _first(wanted: Iterable[Place], places: Places) -> Location | None:
    return next((places[each] for each in wanted if each in places), None)


def _within(location: Location, item: ToReview, texts: Texts) -> Location:
    if location.row is not None:
        return location
    words = item.raw.strip("…")
    start = texts.get(item.place.split("@")[0], "").strip().find(words)
    return location if start < 0 else location.span(start, start + len(words))
