"""Find what many packs say in the same words: ``python -m benchmarks.same_text [PACKS]``.

Packs are made from the corpus: each has the words of one of its packs with three characters in
ten drawn anew, so that it is like no other, and the sentences that a form asks for. Twenty are
then copies of another with its own names and a tenth of the figures changed. Printed: seconds
of process time for half and for all of the packs, whether each copy was found, and what else was.
"""

import gc
import re
import sys
from collections import Counter
from functools import cache
from random import Random
from resource import RUSAGE_SELF, getrusage
from time import process_time

from assistant.checks.copying.same_text_packs import Shared, shared_passages
from assistant.documents.limits import DEFAULT_LIMITS
from assistant.documents.plain import read_text
from assistant.extraction import extract
from assistant.model.document import Source
from assistant.model.pack import Pack
from corpus import layout
from corpus.dump import dump
from corpus.truth import TOWNS, YEARS, load

COPIES = 20
FORM = "本次自评由财政所牵头、各办公室提供资料，自评报告经班子会议审定后报送财政部门，并在政府网站公开。"


@cache
def samples() -> list[Pack]:
    """Return the packs of the corpus, read from their text dumps."""
    source = Source(path="pack.txt", format="text", sha256="")
    texts = [dump(layout.pack(load(t, y).raw)).encode() for t in TOWNS for y in YEARS]
    return [extract([read_text(data, source, DEFAULT_LIMITS)]) for data in texts]


def town(number: int) -> str:
    """Return a name that no other pack's unit has."""
    return f"{chr(0x5000 + number)}溪县{chr(0x6000 + number)}岭镇人民政府"


def other_words(pack: Pack, number: int) -> Pack:
    """Return a pack that says something else in sentences of the same length."""
    random, made = Random(number), pack.model_copy(deep=True)
    for field in made.fields():
        field.raw = re.sub(
            r"[\u4e00-\u9fff]",
            lambda m: chr(random.randrange(0x4E00, 0x9FA0)) if random.random() < 0.3 else m[0],
            field.raw,
        )
    for report in made.reports():
        last = list(report.walk())[-1].paragraphs
        if last:
            last[-1].raw = FORM
    made.unit.raw = town(number)
    return made


def other_figures(pack: Pack, number: int) -> Pack:
    """Return a copy in which one figure in ten is another."""
    random, made = Random(number), pack.model_copy(deep=True)
    for field in made.fields():
        field.raw = re.sub(
            r"\d+", lambda m: str(int(m[0]) + 7) if random.random() < 0.1 else m[0], field.raw
        )
    made.unit.raw = town(number)
    return made


def packs(count: int) -> list[Pack]:
    """Return ``count`` packs, the last of which are copies of the first."""
    made = [other_words(samples()[n % len(samples())], n) for n in range(count - COPIES)]
    return made + [other_figures(made[n], count + n) for n in range(COPIES)]


def timed(batch: list[Pack]) -> tuple[float, list[Shared]]:
    """Return the seconds of process time that a batch takes, and what it shares."""
    start = process_time()
    found = shared_passages(batch)
    return process_time() - start, found


def main(arguments: list[str]) -> int:
    """Print times and what was found; 1 when a copy was missed."""
    count = int(arguments[0]) if arguments else 300
    batch = packs(count)
    timed(batch[:2])  # the libraries load
    gc.freeze()  # a batch reads one pack after another and doesn't keep them all
    before = getrusage(RUSAGE_SELF).ru_maxrss
    half, _ = timed(batch[: count // 2])
    whole, found = timed(batch)
    memory = (getrusage(RUSAGE_SELF).ru_maxrss - before) / 1024
    pairs = Counter(tuple(sorted(set(group.packs))) for group in found)
    planted = {(n, count - COPIES + n) for n in range(COPIES)}
    hits = {pair: number for pair, number in pairs.items() if pair in planted}
    print(
        f"{count // 2} packs {half:.2f} s, {count} packs {whole:.2f} s ({whole / half:.1f} times)"
    )
    print(
        f"copies found {len(hits)}/{COPIES}, {min(hits.values(), default=0)} passages or more each"
    )
    print(f"other packs that share a passage {len(pairs) - len(hits)}; memory {memory:.0f} MB")
    return 0 if len(hits) == COPIES else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
