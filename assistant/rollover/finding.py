"""What the summaries tell of last year's indicators: figures, rates of two counts, days."""

from collections.abc import Iterator, Sequence

from assistant.model.document import Document
from assistant.model.pack import Pack
from assistant.model.place import Place
from assistant.rollover.links import Link, Said, Wanted, best_link, wanted_of
from assistant.rollover.rates import best_rate
from assistant.rollover.statements import Statement, dates, statements
from assistant.rollover.timing import best_date


class Finder:
    """Looks for the actuals of a year's indicators in its summaries."""

    def __init__(self, narratives: Sequence[Document], year: int, unit: str) -> None:
        self.statements = statements(narratives, year, unit)
        self._said = Said(self.statements, year)
        self._days: list[Statement] = dates(narratives, year)

    def figure(self, wanted: Wanted) -> Link | None:
        """Return the figure that states a row's actual best, None where none comes near."""
        return best_link(wanted, self._said)

    def link(self, wanted: Wanted) -> Link | None:
        """Return the best of figure, rate and day for a row."""
        found = [best_link(wanted, self._said), best_rate(wanted, self._said)]
        links = [link for link in found if link is not None]
        return max(links, key=_rank, default=None) or best_date(wanted, self._days, self._said)


def _rank(link: Link) -> tuple[bool, float]:
    return link.confidence == "高", link.score


def wanted_rows(pack: Pack) -> Iterator[tuple[Place, Wanted]]:
    """Yield what is looked for, row by row."""
    for table in pack.tables():
        project = "" if table.kind == "overall" else table.place.removeprefix("projects/")
        for row in table.indicators:
            if not row.is_blank():
                yield row.place, wanted_of(row, project)
