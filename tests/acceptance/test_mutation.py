"""A small draw of the mutation test; ``make mutation`` runs the large one and prints it."""

import pytest

from benchmarks.mutation import measure
from corpus.mutate import KINDS
from corpus.truth import CLEAN, load

SEED, COUNT = 20261, 4


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    found = dict(measure(load(CLEAN, 2024), SEED, COUNT))
    assert set(found) == set(KINDS)
    print(f"seed {SEED}:", {kind: round(score.recall, 2) for kind, score in found.items()})
    binding = [s for s in found.values() if s.noticed + len(s.missed)]
    total = sum(s.noticed for s in binding) / sum(s.noticed + len(s.missed) for s in binding)
    return {"all": total, **{kind: score.recall for kind, score in found.items()}}


def test_slips_are_noticed(scores: dict[str, float]) -> None:
    assert scores["all"] >= 0.9


@pytest.mark.parametrize(
    "kind", ["weight", "score above weight", "rate", "copied goal", "wrong year"]
)
def test_slips_of_the_forms_are_always_noticed(scores: dict[str, float], kind: str) -> None:
    assert scores[kind] == 1.0
