"""What belongs to the website and not to the document: menus, breadcrumbs, footers, buttons."""

import re

from lxml import etree

from assistant.documents.web.dom import BLOCKS, name, own_text
from assistant.documents.web.tables import is_data

_TAGS = frozenset({"nav", "aside", "footer", "iframe", "frame", "button", "menu"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu"})
_WORDS = (
    "nav|navbar|navi|menu|submenu|breadcrumb|breadcrumbs|crumb|crumbs|mianbao|dqwz|weizhi|"
    "curpos|curposition|share|bdshare|bdsharebuttonbox|jiathis|sharebox|footer|foot|copyright|"
    "sidebar|pager|pagination|search|searchbox|login|toolbar|fontsize|qrcode|ewm|erweima|"
    "related|relate|recommend|friendlink|friendlinks|yqlj|xgwd|xglj|dayin|gotop|backtop"
)
_NAMED = re.compile(rf"(?:^|[-_\s])(?:{_WORDS})(?:[-_\s\d]|$)", re.I)
# Wrappers of a site's head; an article's own head may carry the same name.
_HEAD = re.compile(r"(?:^|[-_\s])(?:header|head|top|topbar|banner|logo)(?:[-_\s\d]|$)", re.I)
_MARKS = re.compile(
    r"^(?:您?的?(?:当前|现在|所在)(?:的|所在)?的?位置|您(?:现|所)?在的?位置|首页[>›»＞]|分享(?:到|至)"
    r"|[\[【(（]?(?:打印|关闭)(?:本页|此页|窗口|页面)?[\]】)）]?[|｜\s]?[\[【]?(?:打印|关闭|$)"
    r"|字体(?:大小)?[：:]|字号[：:]|(?:浏览|点击|阅读)(?:次数|量|数)[：:]|上一[篇条][：:]|下一[篇条][：:]"
    r"|相关(?:链接|文章|阅读|新闻|信息)[：:]?$|扫一扫|设为首页|加入收藏|网站地图|责任编辑[：:]"
    r"|(?:信息|文章|稿件)?来源[：:].*(?:时间|日期|浏览|点击|字体|\d{4}-\d)"
    r"|(?:发布|发文|更新)(?:时间|日期)[：:].{0,30}(?:来源|作者|浏览|点击|字体|阅读|$))"
    r"|ICP备|公网安备|网站标识码|版权所有.{0,40}(?:主办|承办|备案|网站)"
)
_LONGEST = 200
"""Characters of a line that may be known by its words."""
_MOST = 0.3
"""Share of the page's text that furniture never exceeds."""
_LINKS, _LINK_SHARE = 4, 0.8
"""A list of at least so many links, with at least this share of its text, is a menu."""


class Furniture:
    """Tells the parts of a site from the document in it; nothing that holds the bulk is one."""

    def __init__(self, root: etree._Element, title: str) -> None:
        self._all = max(1, len(own_text(root)))
        self._title = title

    def holds(self, element: etree._Element) -> bool:
        """Tell whether an element is furniture with all that it holds."""
        if name(element) not in BLOCKS and name(element) not in _TAGS:
            return False
        suspect, head = self._suspect(element), self._head(element)
        if not (suspect or head) and not _may_be_line(element):
            return False
        text = own_text(element)
        if self._is_line(element, text) or (not suspect and _is_menu(element, text)):
            return not _has_data(element)
        if head and self._shows_title(element):
            return False
        return (suspect or head) and self._is_small(text) and not _has_data(element)

    def _suspect(self, element: etree._Element) -> bool:
        names = f"{element.get('class', '')} {element.get('id', '')}"
        return bool(
            name(element) in _TAGS
            or element.get("role", "") in _ROLES
            or (names != " " and _NAMED.search(names))
        )

    def _head(self, element: etree._Element) -> bool:
        names = f"{element.get('class', '')} {element.get('id', '')}"
        return name(element) == "header" or (names != " " and bool(_HEAD.search(names)))

    def _shows_title(self, element: etree._Element) -> bool:
        if any(name(up) in {"article", "main"} for up in element.iterancestors()):
            return True
        lines = ("".join(str(text).split()) for text in element.itertext())
        return any(len(line) >= 8 and line in self._title for line in lines)

    def _is_line(self, element: etree._Element, text: str) -> bool:
        return 0 < len(text) <= _LONGEST and bool(_MARKS.search(text)) and self._is_small(text)

    def _is_small(self, text: str) -> bool:
        return len(text) <= max(_LONGEST, self._all * _MOST)


def _may_be_line(element: etree._Element) -> bool:
    """Tell whether an element may be known by its words: no container of many blocks."""
    if name(element) in {"table", "tbody", "tr", "td", "th", "html", "body"}:
        return name(element) == "table" and len(element) <= 3
    return True


def _is_menu(element: etree._Element, text: str) -> bool:
    if name(element) not in {"ul", "ol", "div", "dl", "table", "p", "section"} or not text:
        return False
    links = [own_text(link) for link in element.iter("a") if link.get("href")]
    return len(links) >= _LINKS and sum(map(len, links)) >= _LINK_SHARE * len(text)


def _has_data(element: etree._Element) -> bool:
    tables = [element] if name(element) == "table" else element.iter("table")
    return any(is_data(table) for table in tables)
