"""Which sentences speak of a matter: BM25 over Chinese words.

The words come from rjieba (the Rust jieba: one abi3 wheel for each system, no download) and the
ranking from bm25s (numpy alone); both are permissive, kept up, and work offline. jieba itself is
no longer kept up and has no wheel. Both are imported on first use, since only a run with a work
summary needs them.
"""

from collections.abc import Sequence

_LONG = 2


def words(text: str) -> list[str]:
    """Return the words of a text that can tell its subject: two characters or more.

    >>> words("农村危房改造了31户")
    ['农村', '危房', '改造', '危房改造', '31']
    """
    import rjieba

    found = (word.strip() for word in rjieba.cut_for_search(text))
    return [word for word in found if len(word) >= _LONG and word.isalnum()]


class Index:
    """Ranks texts by how well they answer a query."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s  # type: ignore[import-untyped]

        tokens = [words(text) for text in texts]
        self._known = {word for text in tokens for word in text}
        self._ranking = bm25s.BM25() if self._known else None
        if self._ranking is not None:
            self._ranking.index(tokens, show_progress=False)

    def search(self, query: str, count: int) -> list[tuple[int, float]]:
        """Return the ``count`` best texts (index, score), best first; none that share no word."""
        asked = [word for word in words(query) if word in self._known]
        if self._ranking is None or not asked:
            return []
        scores = self._ranking.get_scores(asked)
        best = sorted(range(len(scores)), key=lambda n: (-scores[n], n))[:count]
        return [(n, float(scores[n])) for n in best if scores[n] > 0]
