"""Words about one indicator: its own note's cause and plan, and clauses about no other row."""

import re
from collections.abc import Iterable

NEXT = "明年|次年|来年|下一年度?|下年"
LED = re.compile(r"负责|牵头")
"""Words that say who does something."""
_OWN_PLAN = re.compile(rf"{LED.pattern}|底前|月前|日前|年前完成|{NEXT}")
DONE = re.compile(rf"已经?(?:于|在)?(?:{NEXT}|20\d\d年)?[^，。；]*")
"""A clause of what is done already: 余15只已于次年1月装完."""
_LABEL = re.compile(r"(?:下一步|拟采取的?|整改|改进)*措施(?:为|是)?[：:]")
_WHY = re.compile(r"^(?:偏差)?原因(?:为|是)?[：:]")
_NAMED = 3


def told_of(words: str, item: str, others: Iterable[str]) -> str:
    """Return the clauses of some words that don't name another indicator than ``item``."""
    named = [other for other in others if other != item and len(other) > _NAMED]
    clauses = re.split(r"(?<=[。；])", words)
    own = [c for c in clauses if item in c or not any(other in c for other in named)]
    return "".join(own)


def noted(note: str) -> tuple[str, str]:
    """Return the cause and the plan that a row's own note gives, each "" where it gives none.

    >>> noted("雨季停工。由农业办负责，3月底前补齐。")
    ('雨季停工', '由农业办负责，3月底前补齐')
    """
    label = _LABEL.search(note)
    if label:
        cause, plan = note[: label.start()], note[label.end() :]
    else:
        told = [part for part in re.split(r"[。；]", note) if part]
        plan = "；".join(part for part in told if _is_plan(part))
        cause = "。".join(part for part in told if not _is_plan(part)) or note
    return _WHY.sub("", cause).strip("。；，"), plan.strip("。；，")


def _is_plan(words: str) -> bool:
    """Tell whether words say what will be done, not what has been done since."""
    return bool(_OWN_PLAN.search(DONE.sub("", words)))
