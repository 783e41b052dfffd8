"""One run for each town: last year's files, the filled workbook, the new pack."""

from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.cli_report import check_options
from assistant.delivery_rollover import write_template
from assistant.model.document import Document
from assistant.model.pack import Pack
from assistant.newyear import NewYear, write_new_year
from assistant.rollover import read_figures_book, template
from assistant.settings import Settings
from corpus.truth import CLEAN, DEMO, load
from tests.rollover.filling import fill, last_pack, summary_of

TOWNS = (CLEAN, DEMO)


class Town(NamedTuple):
    """A town's last year, its summary, and the workbook that a person filled in."""

    name: str
    last: Pack
    summary: Document
    figures: Path

    def roll(self, target: Path) -> NewYear:
        supplied = read_figures_book(self.figures, self.last)
        return write_new_year(
            target, self.last, supplied, [self.summary], check_options(Settings())
        )


def make_town(name: str, folder: Path, *, texts: bool = False) -> Town:
    """Build a town's files in ``folder`` and fill its workbook from the truth of 2024."""
    last, summary = last_pack(name, folder), summary_of(name, folder)
    figures = folder / "figures.xlsx"
    write_template(figures, template(last, [summary]))
    fill(figures, load(name, 2024), texts=texts)
    return Town(name, last, summary, figures)


@pytest.fixture(scope="session", params=TOWNS)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Town:
    return make_town(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return make_town(CLEAN, tmp_path_factory.mktemp("clean"))


@pytest.fixture(scope="session")
def new_year(town: Town, tmp_path_factory: pytest.TempPathFactory) -> NewYear:
    return town.roll(tmp_path_factory.mktemp(f"{town.name}-new") / "pack.docx")
