"""No sentence of the real pack has found its way into the corpus."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.truth import load_all

SEED = Path(__file__).parents[3] / "shared" / "seed" / "pack.txt"
RUN = 12


def _runs(text: str) -> Iterator[str]:
    for words in re.findall(r"[\u4e00-\u9fff]+", text):
        yield from (words[i : i + RUN] for i in range(len(words) - RUN + 1))


@pytest.mark.skipif(not SEED.exists(), reason="../shared 不在：没有可比对的真实材料")
def test_no_run_of_the_seed_occurs_in_the_corpus() -> None:
    real = set(_runs(SEED.read_text(encoding="utf-8")))
    assert len(real) > 500
    texts = [
        (truth.town, text)
        for truth in load_all()
        for text in (
            *(paragraph.text for paragraph in truth.paragraphs.values()),
            *(cell.printed for cell in truth.cells.values()),
        )
    ]
    assert [(town, run) for town, text in texts for run in _runs(text) if run in real] == []
