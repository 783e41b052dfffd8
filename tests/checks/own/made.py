"""Rules of one's own from a few lines of YAML, and what they say to the sound pack."""

from collections.abc import Mapping
from textwrap import dedent, indent
from typing import NamedTuple

from assistant.checks.context import Context
from assistant.checks.engine import _run
from assistant.checks.own import OwnRule, entries
from assistant.checks.own.loading import read_rules
from assistant.facts.profiles import load_profile
from assistant.model.dossier import Dossier
from assistant.model.fact import FactBook
from assistant.model.finding import Finding, RuleOutcome
from assistant.model.pack import Pack
from assistant.model.place import Place
from tests.checks.build import Edit, put, read_prose, sound

HEAD = """\
规则:
  - 编号: U001
    名称: 试用规则
    级别: 警告
    依据: 某局〔2024〕1号
"""


class Said(NamedTuple):
    """What a rule found, and what became of it."""

    findings: list[Finding]
    outcome: RuleOutcome


def text(body: str) -> str:
    """Return a file with one rule, whose head stands already."""
    return HEAD + indent(dedent(body).strip("\n"), "    ") + "\n"


def made(body: str) -> OwnRule:
    return read_rules(text(body), "规则.yaml")[0].rule


def spoilt(cells: Mapping[Place, str], edit: Edit | None = None) -> Pack:
    pack = sound()
    for place, raw in cells.items():
        put(pack, place, raw)
    if edit:
        edit(pack)
    read_prose(pack)
    return pack


def say(rule: OwnRule, pack: Pack, profile: str = "national") -> Said:
    ctx = Context(Dossier(pack=pack), FactBook(), load_profile(profile))
    found: list[Finding] = []
    outcome = _run(entries([rule])[0], ctx, found, timings=False)
    return Said(found, outcome)
