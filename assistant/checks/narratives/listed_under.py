"""What a list divides: the parts of what was left over or added are no spending themselves."""

import re

from assistant.checks.context import Context
from assistant.checks.grouping import paragraph_of
from assistant.checks.mentions import NOT_SPENT, in_list_of_rest, left_of
from assistant.model.fact import Fact

_STOP = re.compile("[，。；：]")


def of_what_is_left(ctx: Context, fact: Fact) -> bool:
    """Tell whether an amount is a part of what was left over, saved, added or taken back.

    “结余86.50万元，其中河道治理60.00万元”: that isn't what 河道治理 spent.
    """
    if in_list_of_rest(fact):
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
