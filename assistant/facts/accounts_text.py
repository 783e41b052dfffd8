"""What the explanation of final accounts says again of its own tables."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.facts.finals import Final, bare, finals, of_key
from assistant.facts.passages import Passage
from assistant.model.accounts import TABLE_NAMES, AccountsRow, FinalAccounts
from assistant.model.fact import Fact
from assistant.model.place import squeeze
from assistant.model.quantity import Text


def explanations(accounts: FinalAccounts) -> Iterator[Passage]:
    """Yield the paragraphs of the explanation as passages: causes can be quoted from them."""
    title = f"{accounts.year}年度部门决算"
    for text in accounts.text:
        heading = text.place.split("/")[-2] if text.place.count("/") > 2 else ""
        yield Passage(text, heading, title, accounts.year)


class Repeated(NamedTuple):
    """A figure of the explanation, and the amounts of tables that it may repeat."""

    fact: Fact
    label: str
    finals: list[Final]


_IS = r"(?:决算)?(?:数|额)?(?:共计|总计|合计)?(?:均?为|是|共)?$"
_GENERAL = "一般公共预算(?:财政拨款)?"
_CLAIMS = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("grants_total", r"财政拨款(?:收入支出|收、?支)(?:决算)?总计(?:均?为)?$"),
        ("grand_total", r"(?<!拨款)(?:收入支出|收、?支)(?:决算)?总计(?:均?为)?$"),
        ("income", rf"本年收入{_IS}"),
        ("expenditure", rf"本年支出{_IS}"),
        ("basic", rf"本年支出[^。]*[，：；]基本支出{_IS}"),
        ("project", rf"本年支出[^。]*[，：；]项目支出{_IS}"),
        ("general", rf"{_GENERAL}支出{_IS}|{_GENERAL}支出(?:年初|全年)?预算[^。，；]*，支出决算为$"),
        ("general_basic", rf"{_GENERAL}基本支出{_IS}"),
        ("three_public/total/budget", r"三公[”\"]?经费(?:财政拨款)?(?:支出)?(?:年初|全年)?预算数?为?$"),
        ("three_public/total/final",
         r"三公[”\"]?经费(?:财政拨款)?(?:支出)?(?:年初|全年)?预算[^。，；]*，(?:支出)?决算数?为?$"),
        *((f"three_public/{part}/final",
           rf"(?:^|[，：；。、\d）]){name}(?:支出)?(?:预算[^。，；]*，(?:支出)?决算)?{_IS}")
          for part, name in (
              ("abroad", r"因公出国（境）费用?"),
              ("vehicles", r"公务用车购置及运行(?:维护)?费"),
              ("purchase", r"公务用车购置费?"),
              ("running", r"公务用车运行(?:维护)?费?"),
              ("reception", r"公务接待费"),
          )),
    )
)  # fmt: skip
_IN_BASIC = (
    ("personnel", re.compile(rf"人员经费(?:支出)?{_IS}")),
    ("operating", re.compile(rf"(?:日常)?公用经费(?:支出)?{_IS}")),
)
_CLASS = re.compile(rf"(?P<name>[^，；：、。（）]{{2,30}})（类）(?:支出)?{_IS}")
_ITEM = re.compile(
    r"(?:^|[。；])(?:（?[\d一二三四五六七八九十]+）?[、.．])?(?P<of>[^，；：。（）]{2,30})（类）"
    r"[^，；：。]{2,50}?（款）(?P<name>[^，；：。]{2,40})（项）.*支出决算为$"
)


def repeated(accounts: FinalAccounts) -> Iterator[Repeated]:
    """Yield the figures of the explanation that a table prints too.

    Only amounts of the accounts' own year that a set phrase names right before them count;
    anything else says nothing about a table.
    """
    found = finals(accounts)
    texts = {text.place: text for text in accounts.text}
    for fact in accounts.figures:
        text = texts.get(fact.place.rpartition("@")[0])
        money = fact.quantity.dimension == "元" and fact.aspect == "value"
        if text is None or not money or fact.period not in ("", str(accounts.year)):
            continue
        label, amounts = _amounts(accounts, found, _before(text, fact), text)
        amounts = [each for each in amounts if each.quantity.dimension == "元"]
        if amounts:
            yield Repeated(fact, label, amounts)


def _before(text: Text, fact: Fact) -> str:
    """Return the words of the paragraph before a figure, white space taken out."""
    start = (fact.location.start or 0) - (text.location.start or 0)
    return squeeze(text.raw[:start]).replace("(", "（").replace(")", "）")


def _amounts(
    accounts: FinalAccounts, found: list[Final], before: str, text: Text
) -> tuple[str, list[Final]]:
    claims = [*_CLAIMS, *(_IN_BASIC if "基本支出" in text.place + before else ())]
    for key, pattern in claims:
        if pattern.search(before):
            amounts = of_key(found, key)
            return (amounts[0].label if amounts else "", amounts)
    item, whole = _ITEM.search(before), _CLASS.search(before)
    if item:
        return item["name"], _function(accounts, item["name"], item["of"])
    if whole and "一般公共预算" in text.place + before:
        return whole["name"], _function(accounts, whole["name"], "")
    return "", []


def _function(accounts: FinalAccounts, name: str, above: str) -> list[Final]:
    """Return the amounts of a 类 (``above`` is "") or of a 项 below the 类 ``above``."""
    general, grants = accounts.table("general"), accounts.table("grants")
    rows = general.rows if general else []
    top = {row.code for row in rows if _is(row, above) and len(row.code) == 3}
    length = 7 if above else 3
    chosen = [row for row in rows if _is(row, name) and len(row.code) == length
              and (not above or row.code[:3] in top)]  # fmt: skip
    amounts = [_final(row, "general") for row in chosen]
    if grants and not above and chosen:
        halves = [row for row in grants.rows if row.side == "支出" and _is(row, name)]
        amounts += [_final(row, "grants") for row in halves]
    return [each for each in amounts if each is not None]


def _final(row: AccountsRow, kind: str) -> Final | None:
    title = TABLE_NAMES["general" if kind == "general" else "grants"]
    for name, cell in row.cells.items():
        right = (
            name.startswith("一般公共预算") if kind == "grants" else name.endswith(("合计", "小计"))
        )
        if right and cell.known():
            return Final(kind, row.label.text, title, cell)
    return None


def _is(row: AccountsRow, name: str) -> bool:
    return bare(row.label.raw).removesuffix("支出") == bare(name).removesuffix("支出")
