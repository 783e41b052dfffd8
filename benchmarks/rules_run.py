"""Make the slips, check each changed pack, and say whether and where it was noticed."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, zip_longest
from random import Random
from typing import Literal, NamedTuple

from assistant.checks import check
from assistant.documents.limits import DEFAULT_LIMITS
from assistant.documents.plain import read_text
from assistant.extraction import extract
from assistant.extraction.profile_of import profile_of
from assistant.facts import gather
from assistant.model.document import Source
from assistant.model.dossier import Dossier
from assistant.model.finding import CheckReport, Finding
from assistant.model.pack import Pack, Section
from benchmarks import rules_peer
from corpus import styles
from corpus.mutate import Clean, Kind, Mutant, kinds, mutants
from corpus.truth import ALL_CLEAN, HELD_BACK, YEARS, load

Group = Literal["development", "held back"]


class Sample(NamedTuple):
    """One clean pack: a town's truth of one year in one layout."""

    town: str
    year: int
    style: str


STYLES = (styles.HUNAN, *styles.styles())
SAMPLES: dict[Group, tuple[Sample, ...]] = {
    "development": (
        Sample("tangao", 2024, "hunan"), Sample("yanhu", 2024, "anhui"),
        Sample("qichuan", 2024, "sichuan_system"), Sample("huaixi", 2024, "hebei"),
        Sample("tangao", 2024, "yunnan"), Sample("yanhu", 2024, "chongqing"),
        Sample("qichuan", 2024, "hunan"), Sample("huaixi", 2024, "sichuan"),
        Sample("tangao", 2023, "anhui"), Sample("yanhu", 2023, "yunnan"),
        Sample("qichuan", 2023, "chongqing"), Sample("huaixi", 2023, "hunan"),
    ),
    "held back": (
        Sample(HELD_BACK, 2024, "hunan"), Sample(HELD_BACK, 2024, "shanxi"),
        Sample(HELD_BACK, 2023, "sichuan_system"), Sample(HELD_BACK, 2023, "yunnan"),
    ),
}  # fmt: skip

Key = tuple[str, str, str, str]


class Result(NamedTuple):
    """What became of one slip; ``rules`` are those that noticed it."""

    sample: Sample
    kind: str
    address: str
    before: str
    after: str
    binding: bool
    noticed: bool = False
    in_place: bool = False
    peer: bool = False
    rules: tuple[str, ...] = ()


class Alarms(NamedTuple):
    """What is found on one clean pack: our errors and warnings, and the baseline's flags."""

    sample: Sample
    ours: tuple[str, ...]
    peer: int


def read(text: str) -> tuple[Pack, Dossier]:
    """Return the pack that a text dump holds, and the dossier with the profile of its place."""
    source = Source(path="pack.txt", format="text", sha256="")
    document = read_text(text.encode(), source, DEFAULT_LIMITS)
    pack = extract([document])
    place = profile_of(pack, [document])
    return pack, Dossier(pack=pack, profile=place.profile, profile_reason=place.reason)


@cache
def clean(sample: Sample) -> Clean:
    """Return a sample's clean pack."""
    return Clean(load(sample.town, sample.year), sample.style)


@cache
def last_year(sample: Sample) -> list[Pack]:
    """Return the pack of the year before in the same layout, if there is one."""
    before = sample._replace(year=sample.year - 1)
    return [read(clean(before).text)[0]] if before.year in YEARS else []


def checked(sample: Sample, text: str) -> tuple[Pack, CheckReport]:
    """Return the pack of a text dump and its check, with last year's pack beside it."""
    pack, dossier = read(text)
    dossier.prior = last_year(sample)
    return pack, check(dossier, gather(dossier))


def key(finding: Finding) -> Key:
    """Return what tells one finding of a report from another."""
    return finding.rule, finding.place, finding.found, finding.expected


@cache
def _before(sample: Sample) -> tuple[frozenset[Key], frozenset[rules_peer.Flag]]:
    pack, report = checked(sample, clean(sample).text)
    return frozenset(map(key, report.findings)), frozenset(rules_peer.flags(pack))


def alarms(sample: Sample) -> Alarms:
    """Return the false alarms on one clean pack."""
    pack, report = checked(sample, clean(sample).text)
    ours = tuple(f"{f.rule} {f.place}" for f in report.findings if f.severity != "info")
    return Alarms(sample, ours, len(rules_peer.flags(pack)))


def draw(samples: Iterable[Sample], kind: str, seed: int, count: int) -> Iterator[Result]:
    """Yield the results of one kind of slip, from each pack in turn, until ``count`` of them bind.

    A change inside a rounding interval comes as a result that doesn't bind.
    """
    streams = [_stream(sample, kind, seed) for sample in samples]
    bound = 0
    for pair in chain.from_iterable(zip_longest(*streams)):
        if pair is None:
            continue
        sample, mutant = pair
        if mutant.binding:
            bound += 1
            yield judge(sample, mutant)
        else:
            yield _result(sample, mutant)
        if bound == count:
            return


def _stream(sample: Sample, kind: str, seed: int) -> Iterator[tuple[Sample, Mutant]]:
    random = Random(f"{seed} {kind} {sample}")
    return ((sample, mutant) for mutant in mutants(clean(sample), kind, random))


def judge(sample: Sample, mutant: Mutant) -> Result:
    """Check one changed pack."""
    old, peer_old = _before(sample)
    pack, report = checked(sample, mutant.text)
    kind = kinds()[mutant.kind]
    where = Where(mutant, pack)
    new = [f for f in report.findings if key(f) not in old]
    fresh = [f for f in new if _counts(f, kind, where)]
    here = [f for f in fresh if where.has(f)]
    return _result(sample, mutant)._replace(
        noticed=bool(fresh), in_place=bool(here),
        peer=bool(rules_peer.flags(pack) - peer_old),
        rules=tuple(sorted({f.rule for f in here or fresh})),
    )  # fmt: skip


def _result(sample: Sample, mutant: Mutant) -> Result:
    return Result(sample, mutant.kind, mutant.address, mutant.before, mutant.after, mutant.binding)


def _counts(finding: Finding, kind: Kind, where: "Where") -> bool:
    """Tell whether a finding may count: grave enough, and a mere notice at the right place."""
    return finding.severity != "info" or (kind.counts == "info" and where.has(finding))


class Where:
    """Where a slip stands in a pack, to tell whether a finding names it.

    A finding may name it as its own place, by a quote or by a figure of its arithmetic. A
    figure in prose stands for its paragraph; a row holds its cells, a section its paragraphs.
    """

    def __init__(self, mutant: Mutant, pack: Pack) -> None:
        self._places = {place.split("@")[0] for place in mutant.places}
        self._words, self._run_in = mutant.words, _run_in(pack)

    def has(self, finding: Finding) -> bool:
        """Tell whether a finding names the changed place."""
        named = {finding.place, *(e.place for e in finding.evidence)}
        named |= {fact.place for fact in finding.operands}
        shown = {place.split("@")[0] for place in named}
        shown |= {self._run_in[place] for place in shown if place in self._run_in}
        return self._quoted(finding) or any(_near(p, q) for p in shown for q in self._places)

    def _quoted(self, finding: Finding) -> bool:
        quotes = (e.quote for e in finding.evidence if e.place == finding.place)
        return bool(self._words) and any(self._words in quote for quote in quotes)


def _run_in(pack: Pack) -> dict[str, str]:
    """Return the truth's places of paragraphs that begin with a heading of their own (（1）…。)."""
    return {
        inner: f"{section.place}/p" + (f"#{number}" if number > 1 else "")
        for report in pack.reports()
        for section in report.walk()
        for number, child in enumerate(_opened(section), len(section.paragraphs) + 1)
        for inner in (child.place, child.paragraphs[0].place)
    }


def _opened(section: Section) -> list[Section]:
    """Return the sections below that begin in the line of their heading."""
    return [
        child for child in section.sections
        if child.paragraphs and child.paragraphs[0].location.anchor == child.location.anchor
    ]  # fmt: skip


def _near(one: str, other: str) -> bool:
    return one == other or _holder(one) == other or one == _holder(other)


def _holder(place: str) -> str:
    return place.rpartition("/")[0]


def every_clean(group: Group) -> list[Sample]:
    """Return all clean packs of a group: each town, year and layout."""
    towns = [town for town in ALL_CLEAN if (town == HELD_BACK) == (group == "held back")]
    return [Sample(town, year, style) for town in towns for year in YEARS for style in STYLES]
