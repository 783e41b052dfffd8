"""Names of other units that stand where a pack's own name belongs."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.model.pack import Pack, Report
from assistant.model.place import squeeze
from assistant.model.quantity import Text

SEGMENT = re.compile(r"[\u4e00-\u9fff]{2,}?(?:自治[州县旗]|街道|[省市县区旗镇乡])")
_KIND = re.compile(r"(?:自治[州县旗]|街道|[省市县区旗镇乡])$")
_ALIKE = {"镇": "镇|乡|街道", "乡": "镇|乡|街道", "街道": "镇|乡|街道", "县": "县|市|区", "区": "县|市|区",
          "市": "市|县|区"}  # fmt: skip
# What stands before 县 or 镇 and is no name: 各乡镇, 报经县人民政府, 依据县财政局.
_NO_NAME = re.compile(
    r"[各全本该我乡城建由与和同等为经报向省市县区州旗镇级游邻两几多跨所在关于按依据照根随其他外某至到及从是的了对以把将让使请给]"
    r"|通过|落实|贯彻|执行|纳入|列入|重点|中心|周边|附近|有关|相关|小型|特色|示范|试点|贫困|脱贫"
)
_VISITED = re.compile(r"[^，。；]{0,10}(?:召开|举办|举行|承办|观摩|考察|参观|学习|调研|交流)")
"""What is done at another unit's place: 在某某镇人民政府召开现场会."""
_STEM = r"(?:(?![年度在])[\u4e00-\u9fff]){2,3}?"
_EDGE = r"(?:^|[。；，：、（(“ \d年度在])"


class Strange(NamedTuple):
    """A field, the name that stands in it, and the pack's own name of that kind."""

    text: Text
    name: str
    own: str


def strange_names(pack: Pack) -> Iterator[Strange]:
    """Yield places of another name in titles, beside the unit's own kind, and where it publishes."""
    own = SEGMENT.findall(squeeze(pack.unit.raw))
    rest = SEGMENT.sub("", squeeze(pack.unit.raw))[:4]
    patterns = [(name, _pattern(name, rest if name == own[-1] else "")) for name in own]
    for report in pack.reports() if patterns else ():
        texts = [(text, squeeze(text.raw)) for text in _texts(report)]
        whole = "\n".join([words for _, words in texts])
        met = [each for each in patterns if each[1][0].search(whole)]
        for text, words in texts if met else ():
            for name, (near, pattern) in met:
                other = next(_others(pattern, words, own), "") if near.search(words) else ""
                if other:
                    yield Strange(text, other, name)


def _texts(report: Report) -> Iterator[Text]:
    yield report.title
    yield from report.texts()


def _pattern(own: str, rest: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what another place's name looks like before the words that follow a unit's own.

    The first pattern, far quicker, finds only its end with those words.
    """
    kind = _KIND.search(own)
    assert kind is not None, own
    kinds = _ALIKE.get(kind[0], re.escape(kind[0]))
    tails = ["人民政府(?:门户)?网站", "专栏"]
    if rest:
        tails += [re.escape(rest), r"20\d\d年"] if len(rest) > 1 else []
    outer = r"(?:[\u4e00-\u9fff]{2,4}[省市县区])?"
    ahead = rf"(?:{_EDGE}{outer}|网站)"
    end = rf"(?:{kinds})(?={'|'.join(tails)})"
    return re.compile(end), re.compile(rf"{ahead}({_STEM}{end})")


def _others(pattern: re.Pattern[str], words: str, own: list[str]) -> Iterator[str]:
    for match in pattern.finditer(words):
        stem = _KIND.sub("", match[1])
        known = any(stem in name or _KIND.sub("", name) in stem for name in own)
        known = known or (match[0][0] == "在" and bool(_VISITED.match(words, match.end())))
        if not known and not _NO_NAME.search(stem):
            yield match[1]
