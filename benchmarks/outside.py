"""Packs by outside reviewers: ``python -m benchmarks.outside [--missed] [PACK ...]``.

Reviewers who know neither the rules nor the corpus wrote each pack of ``corpus/outside`` twice:
sound, and with faults that clerks make, listed in ``truth.yaml`` before the checks were run. What
they counted at that first contact is kept there; what this prints is counted by a machine: a
fault is found if an error or a warning, which the sound twin hasn't, names a wrong figure near
the words given with it, and told if the right figure is said, too. Since then the rules were
mended by what was missed, so only the first contact measures packs not seen before; each round
met rules that had been mended by the round before. Written to
docs/bench-outside.md when all packs are run.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import BaseModel, Field

from assistant.checks import CheckOptions
from assistant.model.finding import CheckReport, Finding
from assistant.pipeline import load, run_check

PACKS = Path(__file__).parent.parent / "corpus" / "outside"
PAGE = Path(__file__).parent.parent / "docs" / "bench-outside.md"


class Fault(BaseModel):
    """One fault of the faulty twin: the wrong figures or words as printed, and words near them."""

    id: str
    must: bool = False
    decidable: bool = True
    what: str
    figures: list[str]
    near: str = ""
    should: str = ""
    cause: str = ""


class Contact(BaseModel):
    """What the reviewers counted when the checks first met a pack; halves count a half.

    Each ``round`` of packs met rules that had been mended by what the one before showed.
    """

    round: int
    must: float
    other: float
    false_errors: int
    false_warnings: int


class Truth(BaseModel):
    """What is wrong in a faulty twin; ``place`` is the province whose layout it follows."""

    place: str
    first_contact: Contact
    faults: list[Fault] = Field(min_length=1)


class Score(NamedTuple):
    """What became of one pack: each decidable fault with its finding, the sound twin's flags."""

    name: str
    truth: Truth
    found: list[tuple[Fault, Finding | None]]
    false: list[Finding]

    def count(self, must: bool) -> tuple[int, int, int]:
        """Return how many faults of a kind were found, found with the right figure, and are."""
        own = [(fault, finding) for fault, finding in self.found if fault.must == must]
        met = [(fault, finding) for fault, finding in own if finding]
        return len(met), sum(tells(finding, fault.should) for fault, finding in met), len(own)


def check(folder: Path) -> CheckReport:
    """Return the check of one twin, all its files taken together."""
    return run_check(load(sorted(folder.iterdir()), tell=lambda _: None), CheckOptions())


def plain(words: str) -> str:
    """Return words without white space and the commas of thousands."""
    return re.sub(r"[\s,，]", "", words)


def has(text: str, words: str) -> bool:
    """Tell whether a text has words; a number must stand there whole."""
    wanted = plain(words)
    before = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    behind = r"(?!\d|\.\d)" if wanted[-1:].isdigit() else ""
    return bool(wanted) and re.search(before + re.escape(wanted) + behind, text) is not None


def names(finding: Finding, fault: Fault) -> bool:
    """Tell whether a finding is about a fault: a wrong figure, near the words given with it."""
    cells = [e.quote for e in finding.evidence if len(e.quote) < _SENTENCE]
    said = plain(" ".join((finding.message, finding.found, finding.explanation, *cells)))
    around = said + plain(finding.place + "".join(e.quote + e.place for e in finding.evidence))
    printed = [figure for figure in fault.figures if has(said, figure) or has(said, _bare(figure))]
    return bool(printed) and (plain(fault.near) in around or not fault.near)


_SENTENCE = 60
"""A quote as long as this has figures of other matters, too; a cell has its own."""


def _bare(figure: str) -> str:
    """Return a figure without its last zeros, as messages print it: 3,126.00万元 as 3126万元."""
    return (
        re.sub(r"(\.\d*?)0+(?!\d)", r"\1", figure.replace(",", "")).replace(".万", "万").rstrip(".")
    )


def tells(finding: Finding, should: str) -> bool:
    """Tell whether a finding says the right figure."""
    said = plain(finding.message + finding.expected + finding.explanation + finding.suggestion)
    return has(said, should) or has(said, _bare(should))


def score(folder: Path) -> Score:
    """Check both twins of a pack and hold what is found against its truth."""
    truth = Truth.model_validate(yaml.safe_load((folder / "truth.yaml").read_text("utf-8")))
    sound, faulty = check(folder / "sound"), check(folder / "faulty")
    flags = [each for each in sound.findings if each.severity != "info"]
    known = {(each.rule, each.message) for each in flags}
    new = [f for f in faulty.findings if f.severity != "info" and (f.rule, f.message) not in known]
    found = [
        (fault, next((each for each in new if names(each, fault)), None))
        for fault in truth.faults if fault.decidable
    ]  # fmt: skip
    return Score(folder.name, truth, found, flags)


def row(each: Score) -> list[str]:
    """Return one line of the table."""
    first, (must, must_told, musts), (other, other_told, others) = (
        each.truth.first_contact, each.count(True), each.count(False),
    )  # fmt: skip
    false = [sum(f.severity == level for f in each.false) for level in ("error", "warning")]
    return [
        each.name, each.truth.place, str(first.round), f"{first.must:g}/{musts}", f"{first.other:g}/{others}",
        f"{first.false_errors} + {first.false_warnings}", f"{must}/{musts}", f"{other}/{others}",
        f"{must_told + other_told}/{must + other}", f"{false[0]} + {false[1]}",
    ]  # fmt: skip


HEAD = (
    "pack", "layout", "round", "first: must", "first: other", "first: false", "now: must", "now: other",
    "right figure told", "now: false",
)  # fmt: skip


def page(scores: Sequence[Score]) -> str:
    """Return the page: what the figures are, and the table."""
    about = " ".join((__doc__ or "").split("\n\n", 1)[1].split())
    lines = [HEAD, ["---"] * len(HEAD), *map(row, scores)]
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return (
        f"# Packs by outside reviewers\n\n{about}\n\nmust: faults that must not be missed; other: "
        f"all others that code can decide; false: errors + warnings on the sound twin.\n\n{table}\n"
    )


def missed(each: Score) -> Iterator[str]:
    """Yield what was missed and what was flagged in vain, for a person to look at."""
    for fault, finding in each.found:
        if finding is None:
            yield f"{each.name} missed {fault.id}{'*' if fault.must else ''}: {fault.what}"
    for flag in each.false:
        yield f"{each.name} flagged {flag.rule} {flag.severity}: {flag.message}"


def main(arguments: Sequence[str]) -> int:
    """Score the packs asked for, all without a name, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("packs", nargs="*")
    parser.add_argument("--missed", action="store_true", help="list what was missed")
    chosen = parser.parse_args(arguments)
    folders = sorted(each for each in PACKS.iterdir() if each.is_dir())
    scores = [score(each) for each in folders if not chosen.packs or each.name in chosen.packs]
    text = page(scores)
    print(text.partition("| pack")[1] + text.partition("| pack")[2], end="")
    for each in scores if chosen.missed else ():
        print("\n".join(missed(each)))
    if not chosen.packs:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
