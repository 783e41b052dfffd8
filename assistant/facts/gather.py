"""Dossier to FactBook: every figure of tables and prose, and what follows from them."""

from collections.abc import Iterator

from assistant.facts import derive
from assistant.facts.finals import final_facts, own_accounts
from assistant.model.dossier import Dossier
from assistant.model.fact import Fact, FactBook
from assistant.model.pack import BaseData, BudgetLine, Indicator, IndicatorTable, Pack, SpendingRow
from assistant.model.place import Place
from assistant.model.quantity import Quantity

_SPENDING = {"last_final": "上年决算", "budget": "预算", "final": "决算"}
_MONEY = {
    "initial": "年初预算数", "full_year": "全年预算数", "executed": "全年执行数",
    "weight": "分值", "rate": "执行率", "score": "得分",
}  # fmt: skip
_STAFFING = {"posts": "编制数", "staff": "实际在职人数", "control_rate": "人员控制率"}
_BUILDINGS = {
    "approved_area": "批复规模", "actual_area": "实际规模", "area_rate": "规模控制率",
    "approved_investment": "预算投资", "actual_investment": "实际投资",
    "investment_rate": "投资概算控制率",
}  # fmt: skip
_INDICATOR = {"target": "年度指标值", "actual": "实际完成值", "weight": "分值", "score": "得分"}


def gather(dossier: Dossier) -> FactBook:
    """Return all facts of the dossier's pack: stated in tables and prose, then derived.

    Ids are F001, F002… in reading order, so that the same pack always gives the same ids. What
    the unit's own final accounts of the year and the one before state comes last.
    """
    book = Book()
    pack = dossier.pack
    for fact in _stated(pack):
        book.add(fact)
    for fact in pack.figures:
        book.add(fact.model_copy())
    _derive(pack, book)
    for accounts in own_accounts(dossier):
        for fact in final_facts(accounts):
            book.add(fact)
    return FactBook(facts=book.facts)


class Book:
    """Numbers facts as they come and finds them by place."""

    def __init__(self, facts: list[Fact] | None = None) -> None:
        self.facts: list[Fact] = list(facts or [])
        self._by_place: dict[Place, Fact] = {fact.place: fact for fact in self.facts}

    def add(self, fact: Fact) -> Fact:
        """Give the fact its id and keep it; a fact of a known place is returned as it was."""
        if fact.place in self._by_place:
            return self._by_place[fact.place]
        fact.id = f"F{len(self.facts) + 1:03d}"
        self.facts.append(fact)
        self._by_place[fact.place] = fact
        return fact

    def of(self, quantity: Quantity) -> Fact | None:
        """Return the stated fact of a form field, None where it holds no number."""
        return self._by_place.get(quantity.place)


def _stated(pack: Pack) -> Iterator[Fact]:
    year = str(pack.year or "")
    if pack.base_data:
        yield from _base_facts(pack.base_data, pack)
    for table in pack.tables():
        yield from _table_facts(table, year)


def _fact(
    quantity: Quantity, measure: str, subject: str, period: str, quote: str
) -> Iterator[Fact]:
    if quantity.known():
        yield Fact(
            place=quantity.place, measure=measure, subject=subject, period=period,
            quantity=quantity, quote=quote,
        )  # fmt: skip


def _base_facts(base: BaseData, pack: Pack) -> Iterator[Fact]:
    year = str(pack.year or "")
    for field, name in _STAFFING.items():
        quantity = getattr(base.staffing, field)
        yield from _fact(quantity, name, "财政供养人员", year, f"{name}：{quantity.text}")
    for row in (*base.spending, base.procurement, base.budget_adjustment):
        yield from _spending_facts(row, pack)
    for field, name in _BUILDINGS.items():
        quantity = getattr(base.buildings, field)
        yield from _fact(quantity, name, "楼堂馆所", year, f"{name}：{quantity.text}")


def _spending_facts(row: SpendingRow, pack: Pack) -> Iterator[Fact]:
    label = row.place.rsplit("/", 1)[-1]
    for field, name in _SPENDING.items():
        quantity = getattr(row, field)
        last = field == "last_final" and pack.year
        period = str(pack.year - 1) if last and pack.year else str(pack.year or "")
        yield from _fact(
            quantity, f"{label}{name}", label, period, f"{label}　{name}：{quantity.text}"
        )


def _table_facts(table: IndicatorTable, year: str) -> Iterator[Fact]:
    subject = "" if table.kind == "overall" else table.place.removeprefix("projects/")
    for line in table.money:
        for field, name in _MONEY.items():
            quantity = getattr(line, field)
            label = line.place.rsplit("/", 1)[-1]
            yield from _fact(
                quantity, f"{label}{name}", subject, year, f"{label}　{name}：{quantity.text}"
            )
    for named in (*table.by_income, *table.by_expenditure):
        label = named.amount.place.rsplit("/", 1)[-1]
        yield from _fact(named.amount, label, subject, year, f"{label}：{named.amount.text}")
    for indicator in table.indicators:
        for field, name in _INDICATOR.items():
            quantity = getattr(indicator, field)
            label = indicator.name.text or indicator.level2
            yield from _fact(
                quantity, f"{label}{name}", subject, year, f"{label}　{name}：{quantity.text}"
            )
    for level in table.level_weights:
        name = level.level2 or level.level1
        yield from _fact(level.weight, f"{name}分值", subject, year, level.weight.text)
    for quantity, name in ((table.total_weight, "总分"), (table.total_score, "总得分")):
        yield from _fact(quantity, name, subject, year, f"{name}：{quantity.text}")


def _derive(pack: Pack, book: Book) -> None:
    """Add what reviewers compute first: overspending, adjustment, execution, completion."""
    if pack.base_data:
        for row in pack.base_data.spending:
            _derive_row(row, book)
    for table in pack.tables():
        for line in table.money:
            _derive_line(line, book)
        for indicator in table.indicators:
            _derive_indicator(indicator, book)


def _keep(book: Book, fact: Fact | None) -> None:
    if fact is not None:
        book.add(fact)


def _derive_row(row: SpendingRow, book: Book) -> None:
    label = row.place.rsplit("/", 1)[-1]
    budget, final, last = book.of(row.budget), book.of(row.final), book.of(row.last_final)
    if budget and final:
        _keep(book, derive.difference(final, budget, f"{label}决算与预算差额", f"{row.place}/over"))
        _keep(book, derive.ratio(final, budget, f"{label}控制率", f"{row.place}/control_rate"))
    if last and final:
        _keep(book, derive.growth(final, last, f"{label}决算比上年", f"{row.place}/growth"))


def _derive_line(line: BudgetLine, book: Book) -> None:
    label = line.place.rsplit("/", 1)[-1]
    initial, full, done = book.of(line.initial), book.of(line.full_year), book.of(line.executed)
    if initial and full:
        _keep(
            book, derive.difference(full, initial, f"{label}预算调整额", f"{line.place}/adjusted")
        )
        _keep(
            book,
            derive.growth(full, initial, f"{label}预算调整率", f"{line.place}/adjustment_rate"),
        )
    if full and done:
        _keep(book, derive.difference(done, full, f"{label}预算结余", f"{line.place}/left"))
        _keep(book, derive.ratio(done, full, f"{label}预算执行率", f"{line.place}/execution_rate"))


def _derive_indicator(indicator: Indicator, book: Book) -> None:
    target, actual = book.of(indicator.target), book.of(indicator.actual)
    weight, score = book.of(indicator.weight), book.of(indicator.score)
    label = indicator.name.text or indicator.level2
    if target and actual and target.quantity.dimension == actual.quantity.dimension:
        _keep(
            book,
            derive.difference(
                actual, target, f"{label}完成值与指标值差额", f"{indicator.place}/gap"
            ),
        )
        _keep(book, derive.ratio(actual, target, f"{label}完成率", f"{indicator.place}/completion"))
    if weight and score:
        _keep(book, derive.difference(weight, score, f"{label}扣分", f"{indicator.place}/lost"))
