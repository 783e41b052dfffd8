"""What a list divides: the parts of what was left over or added are no spending themselves."""

import re

from assistant.checks.context import Context
from assistant.checks.grouping import paragraph_of
from assistant.checks.mentions import NOT_SPENT, in_list_of_rest, left_of
from assistant.model.fact import Fact
from assistant.model.pack import Pack
from assistant.model.place import Place

_STOP = re.compile("[，。；：]")


def of_what_is_left(ctx: Context, fact: Fact) -> bool:
    """Tell whether an amount is a part of what was left over, saved, added or taken back.

    “结余86.50万元，其中河道治理60.00万元”: that isn't what 河道治理 spent.
    """
    if in_list_of_rest(fact) or paragraph_of(fact) in ctx.once(_below_what_is_left):
        return True
    here = paragraph_of(fact)  # a total may stand above, its parts are of one paragraph
    wholes = (
        relation.whole for relation in ctx.relations
        if relation.place == here and relation.kind == "partition"
        and any(part.place == fact.place for part in relation.parts)
    )  # fmt: skip
    return any(
        NOT_SPENT.search(_STOP.split(left_of(whole))[-1] + whole.measure)
        or whole.aspect == "growth"
        for whole in wholes
    )


_ITEM = re.compile(r"[（(]?\d{1,2}[）).、．]|[一二三四五六七八九十][是、]|[①-⑩]")
_ONLY_LEADS = re.compile(r"(?:全部|其中|包括|具体|分别|主要|构成|如下|为|是|有|由|：|:)+")


def _below_what_is_left(pack: Pack) -> set[Place]:
    """Return the numbered paragraphs below a line like “……追加去向：”."""
    found: set[Place] = set()
    for report in pack.reports():
        for section in report.walk():
            below = False
            for text in section.paragraphs:
                words = text.text
                if words.endswith(("：", ":")) and not _ITEM.match(words):
                    below = _opens(words)
                elif not _ITEM.match(words):
                    below = False
                elif below:
                    found.add(text.place)
    return found


def _opens(words: str) -> bool:
    """Tell whether a line that ends in a colon speaks last of what was left over or added."""
    clauses = [c for c in re.split("[，。；]", words) if not _ONLY_LEADS.fullmatch(c)]
    return bool(clauses and NOT_SPENT.search(clauses[-1]))
