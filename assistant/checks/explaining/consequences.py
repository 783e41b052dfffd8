"""What else one slip brought about: told where it helps to mend it, else only counted."""

import re
from collections.abc import Sequence

_SIZE = "倍）"
"""How explanations end of a unit or a point in the wrong place."""
_RECKONED = re.compile("÷|应为[增减下上提降]|元与[^，]*相差")
_MOST = 3


def consequences(explanation: str, messages: Sequence[str]) -> str:
    """Return in Chinese what else a slip brought about, "" where nothing.

    What is reckoned with an amount of the wrong unit makes no sensible figure; such findings,
    and those after the first few, are only counted: their codes are named beside the finding.
    """
    said = list(dict.fromkeys(messages))
    told = [each for each in said if not (_SIZE in explanation and _RECKONED.search(each))][:_MOST]
    more = len(said) - len(told)
    if not said:
        return ""
    if not told:
        return f"同一原因还造成{more}处用它计算的数不符。"
    return f"同一原因还造成：{''.join(told)}" + (f"另有{more}处随之不符。" if more else "")
