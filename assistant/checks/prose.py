"""Sections and sentences of reports: which section is which, and what counts as “无”."""

import re
from collections.abc import Iterator
from itertools import chain

from assistant.model.pack import Pack, Report, Section
from assistant.model.place import Place, squeeze
from assistant.model.quantity import Text

PROBLEMS = re.compile(r"问题|不足")
MEASURES = re.compile(r"改进|整改|下一步|措施|建议")
DEVIATIONS = re.compile(r"偏离|偏差|未完成")

_LAST_YEARS = re.compile(r"上一?年[^/]*(?:问题|整改)|问题整改(?:情况|落实)")
_NOTE = re.compile(r"(?:备?注|说明)\d*[：:]")
_STOP = re.compile(r"[。；;！？\n]")
_NOTHING = re.compile(
    r"^(?:本(?:单位|部门|项目|年度|镇|次|局|乡)|我(?:镇|乡|局|单位|部门))?(?:暂|均|基本)?"
    r"(?:无|未发现|不存在|没有|未出现|未发生)(?:明显|重大|突出|较大)?(?:的)?"
    r"(?:存在的?)?(?:问题|偏差|偏离|偏离绩效目标|偏离目标|情况|现象|的|及|和|、|原因|措施|需要|整改|改进|下一步)*[。.；;]?$"
)


def says_nothing(text: Text) -> bool:
    """Tell whether a paragraph or cell is blank, a placeholder, or says “nothing” in words."""
    return text.is_empty() or bool(_NOTHING.match(text.text))


def find_section(report: Report, topic: re.Pattern[str]) -> Section | None:
    """Return the first section whose title fits the topic, the highest level first."""
    named = (section for section in report.walk() if topic.search(squeeze(section.title)))
    return min(named, key=lambda s: (bool(_LAST_YEARS.search(s.place)), s.level), default=None)


def section_is_empty(section: Section) -> bool:
    """Tell whether a section and those below it hold no statement at all."""
    return all(says_nothing(text) for text in section.texts())


def sentences(report: Report) -> Iterator[str]:
    """Yield the sentences of a report without white space."""
    return (part for text in report.texts() for part in _STOP.split(text.text) if part)


def pack_sentences(pack: Pack) -> Iterator[str]:
    """Yield the sentences of every report of a pack."""
    return chain.from_iterable(map(sentences, pack.reports()))


def stated(pack: Pack) -> tuple[str, ...]:
    """Return every sentence and every note of a pack."""
    return (*pack_sentences(pack), *notes(pack))


def bodies(pack: Pack) -> dict[Place, str]:
    """Return the words of each report, its sections' titles first, by the report's place."""
    return {report.place: _body(report) for report in pack.reports()}


def _body(report: Report) -> str:
    titles = (squeeze(section.title) for section in report.walk())
    return "。".join((*titles, *(text.text for text in report.texts())))


def texts_by_place(pack: Pack) -> dict[Place, Text]:
    """Return every paragraph of a pack's reports by its place."""
    return {text.place: text for report in pack.reports() for text in report.texts()}


def notes(pack: Pack) -> Iterator[str]:
    """Yield what explains figures outside reports: deviation cells, and notes below tables."""
    for table in pack.tables():
        yield from (row.deviation.text for row in table.indicators if has_note(row.deviation))
    yield from (text for loose in pack.unplaced if _NOTE.match(text := squeeze(loose.text)))


def has_note(note: Text) -> bool:
    """Tell whether a deviation cell explains anything."""
    return not says_nothing(note)
