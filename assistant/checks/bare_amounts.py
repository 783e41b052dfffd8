"""Amounts in prose that lack their unit among others that have it."""

import re
from collections.abc import Iterator

_DECIMAL = re.compile(r"(?<![\d.．A-Za-z/〔第])\d[\d,]*\.\d+(?![\d.．]|\s*[A-Za-z])")
_NO_UNIT = re.compile(
    r"\s*(?:[，。；：、）)]|$|[的减增下上占为按结和与及由中全用至等到提降构是，]|比|较|已|均|由|列|纳|主要|其中)"
)
_WITH_UNIT = re.compile(r"\d(?:万|亿)?元")
_NO_MONEY = re.compile(
    r"(?:分[值数]?|得分?|扣|系数|指数|版本?|[率比度量重积]|倍|[年月日时]|号|序号|点|评分)(?:由|从|为|达到?|约|是|至|到)*\s*$"
)
_LISTED = re.compile(r"\s*(?:[、和及与至到~～—-]\s*\d[\d,.]*)+\s*[\u4e00-\u9fff%％]")
_EACH_ITS_OWN = re.compile(
    r"\s*[、和及与]\s*\d[\d,.]*(?:万|亿)?元\s*[、和及与]\s*\d[\d,.]*(?:万|亿)?元"
)
_AFTER_ONE = re.compile(r"\d(?:万|亿)?元\s*[、和及与]\s*$")


def bare_decimals(raw: str) -> Iterator[re.Match[str]]:
    """Yield the decimals without a unit in a paragraph whose other amounts are in 元 or 万元.

    A list may have its unit once at the end: “36.5、32和18.2万元”.
    """
    if not _WITH_UNIT.search(raw):
        return
    for match in _DECIMAL.finditer(raw):
        before, after = raw[max(0, match.start() - 12) : match.start()], raw[match.end() :]
        if not _NO_UNIT.match(after) or _NO_MONEY.search(before):
            continue
        shared = _LISTED.match(after) and not _EACH_ITS_OWN.match(after)
        if not shared or _AFTER_ONE.search(before):
            yield match
