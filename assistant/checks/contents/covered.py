"""What the overall report says of a project: some units report on all projects in one report."""

from collections.abc import Iterator

from assistant.checks.between.pairing import core_name
from assistant.checks.context import Context
from assistant.checks.prose import sentences
from assistant.model.pack import IndicatorTable, Report, Section
from assistant.model.place import squeeze
from assistant.model.quantity import Text

_TELLING = 4
"""So many characters of a project's name in a heading tell that it is on that project."""


def words_on(ctx: Context, table: IndicatorTable) -> Iterator[str]:
    """Yield the sentences that a table's report, or the overall one in its place, says of it."""
    if own := ctx.report_of(table):
        yield from sentences(own)
    elif ctx.pack.overall_report:
        yield from _sentences_on(ctx, ctx.pack.overall_report, table)


def is_covered(ctx: Context, table: IndicatorTable) -> bool:
    """Tell whether the overall report speaks of a project that has no report of its own."""
    return any(words_on(ctx, table))


def project_name(table: IndicatorTable) -> str:
    """Return a project's short name, "" for the overall table."""
    return squeeze(table.place.partition("/")[2])


def _sentences_on(ctx: Context, report: Report, table: IndicatorTable) -> Iterator[str]:
    """Yield sentences that name a project, and all those at any depth below a heading of it."""
    name = project_name(table)
    if not name:
        return
    yield from (each for text in report.preamble for each in _of(text) if name in each)
    for section in report.sections:
        yield from _below(ctx, section, name, _heads(ctx, section, name))


def _below(ctx: Context, section: Section, name: str, named: bool) -> Iterator[str]:
    for text in section.paragraphs:
        yield from (each for each in _of(text) if named or name in each)
    for inner in section.sections:
        yield from _below(ctx, inner, name, named or _heads(ctx, inner, name))


def _of(text: Text) -> Iterator[str]:
    return sentences(Report(title=text, preamble=[text]))


def _heads(ctx: Context, section: Section, name: str) -> bool:
    """Tell whether a heading names a project, in full or by a part that no other project has."""
    title = squeeze(section.title)
    if name in title:
        return True
    short = core_name(title)
    if len(short) < _TELLING or short not in name:
        return False
    return sum(short in project_name(table) for table in ctx.pack.projects) == 1
