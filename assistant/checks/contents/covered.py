"""What the overall report says of a project: some units report on all projects in one report."""

from collections.abc import Iterator

from assistant.checks.context import Context
from assistant.checks.prose import sentences
from assistant.model.pack import IndicatorTable, Report
from assistant.model.place import squeeze


def words_on(ctx: Context, table: IndicatorTable) -> Iterator[str]:
    """Yield the sentences that a table's report, or the overall one in its place, says of it."""
    if own := ctx.report_of(table):
        yield from sentences(own)
    elif ctx.pack.overall_report:
        yield from _sentences_on(ctx.pack.overall_report, project_name(table))


def is_covered(ctx: Context, table: IndicatorTable) -> bool:
    """Tell whether the overall report speaks of a project that has no report of its own."""
    return any(words_on(ctx, table))


def project_name(table: IndicatorTable) -> str:
    """Return a project's short name, "" for the overall table."""
    return squeeze(table.place.partition("/")[2])


def _sentences_on(report: Report, name: str) -> Iterator[str]:
    """Yield sentences that name a project, and all those below a heading that names it."""
    if not name:
        return
    for section in report.walk():
        for text in section.paragraphs:
            part = Report(title=text, preamble=[text])
            named = name in squeeze(section.title)
            yield from (each for each in sentences(part) if named or name in each)
    yield from (
        each for text in report.preamble
        for each in sentences(Report(title=text, preamble=[text])) if name in each
    )  # fmt: skip
