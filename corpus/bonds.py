"""The relations that the forms themselves make, the same in every pack (DOMAIN §2, §3)."""

from collections.abc import Iterator
from typing import Any

from corpus.formula import parse
from corpus.places import SPENDING, label, part
from corpus.truth import YEARS, Relation, Truth, load

_VEHICLES = "公务用车购置和维护经费"
_SPECIAL = "本级专项资金（一个专项一行）"
_PROJECT = "项目支出"
_TOTAL = "年度资金总额"


def form_relations(truth: Truth) -> Iterator[Relation]:
    """Yield the relations of the base data table, the overall table and the project tables."""
    rows = [
        *_base_data(truth),
        *_overall(truth),
        *(row for project in truth.raw["projects"] for row in _project(truth, project)),
    ]
    for number, (kind, text) in enumerate(rows, 1):
        formula = parse(text)
        members = tuple(truth.address(member) for member in formula.members())
        if all(_given(truth, member) for member in members):
            yield Relation(f"B{number:03}", kind, text, members, source="form", parsed=formula)


Row = tuple[str, str]


def _given(truth: Truth, address: str) -> bool:
    """Tell whether a cell holds something; last year's cells are taken as they are."""
    return address not in truth.cells or bool(truth.cells[address].printed.strip())


def _base(name: str, column: str) -> str:
    return f"{{base_data/spending/{name}/{column}}}"


def _plus(names: list[str]) -> str:
    return " + ".join(names)


def _base_data(truth: Truth) -> Iterator[Row]:
    table = truth.raw["base_data"]["spending"]
    labels = [label(row[1]) for row in table]
    start = labels.index(_SPECIAL) + 1
    special = labels[start : labels.index("公用经费")]
    parts = {
        "三公经费": [_VEHICLES, "出国经费", "公务接待"],
        _VEHICLES: ["公车购置", "公车运行维护"],
        _PROJECT: ["业务工作经费", "运行维护经费", _SPECIAL],
        _SPECIAL: special,
    }
    for column in SPENDING:
        for whole, names in parts.items():
            yield "sum", f"{_base(whole, column)} = {_plus([_base(n, column) for n in names])}"
        inner = [_base(name, column) for name in labels[labels.index("公用经费") + 1 :]]
        yield "of_which", f"{_plus(inner)} <= {_base('公用经费', column)}"
    yield from _prior(truth, labels)
    for name in labels:
        yield "limit", f"{_base(name, 'final')} <= {_base(name, 'budget')}"
    yield from _base_rates(truth)


def _prior(truth: Truth, labels: list[str]) -> Iterator[Row]:
    """Yield that “last year's final” is last year's final, where both years list the row."""
    if truth.year == YEARS[0]:
        return
    before = load(truth.town, truth.year - 1).cells
    for name in labels:
        if f"base_data/spending/{name}/final" in before:
            old = f"{{{truth.year - 1}:base_data/spending/{name}/final}}"
            yield "prior", f"{_base(name, 'last_final')} = {old}"


def _base_rates(truth: Truth) -> Iterator[Row]:
    staff = "base_data/staffing"
    yield "rate", f"{{{staff}/control_rate}} = 100 * {{{staff}/staff}} / {{{staff}/posts}}"
    built = "base_data/buildings"
    if truth.raw["base_data"]["buildings"]["actual_area"].strip("　 ")[:1].isdigit():
        for kind in ("area", "investment"):
            ratio = f"{{{built}/actual_{kind}}} / {{{built}/approved_{kind}}}"
            name = "area_rate" if kind == "area" else "investment_rate"
            yield "rate", f"{{{built}/{name}}} = 100 * {ratio}"


def _overall(truth: Truth) -> Iterator[Row]:
    table = truth.raw["overall"]
    executed = f"{{overall/money/{_TOTAL}/executed}}"
    for group in ("by_income", "by_expenditure"):
        names = [f"{{overall/{group}/{label(n)}}}" for n, printed in table[group] if printed]
        yield "equal", f"{names[0]} = {executed}"
        yield "sum", f"{names[0]} = {_plus(names[1:])}"
    yield "equal", f"{{overall/by_expenditure/项目支出}} = {_base(_PROJECT, 'final')}"
    yield from _execution("overall", _TOTAL)
    yield from _scores(table, "overall")


def _project(truth: Truth, table: dict[str, Any]) -> Iterator[Row]:
    short = part(table["short"])
    place = f"projects/{short}"
    money = [label(row[0]) for row in table["money"]]
    given = [n for n in money if n != _TOTAL and table["money"][money.index(n)][3].strip()]
    for column in ("initial", "full_year", "executed"):
        whole = f"{{{place}/money/{_TOTAL}/{column}}}"
        yield "sum", f"{whole} = {_plus([f'{{{place}/money/{n}/{column}}}' for n in given])}"
    total = f"{place}/money/{_TOTAL}"
    yield "equal", f"{{{total}/executed}} = {_base(short, 'final')}"
    yield "equal", f"{{{total}/full_year}} = {_base(short, 'budget')}"
    if table["name"] != table["short"]:
        yield "equal", f"{{{place}/project}} = {{{total}/full_year}}"
    for name in money:
        if table["money"][money.index(name)][5].strip():
            yield from _execution(place, name)
    yield from _scores(table, place)


def _execution(place: str, row: str) -> Iterator[Row]:
    line = f"{place}/money/{row}"
    yield "rate", f"{{{line}/rate}} = 100 * {{{line}/executed}} / {{{line}/full_year}}"
    yield "score", f"{{{line}/score}} = {{{line}/weight}} * lower(1, {{{line}/rate}} / 100)"


def _scores(table: dict[str, Any], place: str) -> Iterator[Row]:
    weights = [f"{{{place}/money/{_TOTAL}/weight}}"]
    scores = [f"{{{place}/money/{_TOTAL}/score}}"]
    for upper in table["levels"]:
        parts = []
        for lower in upper["level2"]:
            rows = [row for row in lower["rows"] if row[0].strip() and row[3].strip()]
            cells = [f"{place}/indicators/{lower['level2']}/{part(row[0])}" for row in rows]
            if lower.get("weight") and rows:
                declared = f"{{{place}/level_weights/{upper['level1']}/{lower['level2']}}}"
                yield "weights", f"{declared} = {_plus([f'{{{c}/weight}}' for c in cells])}"
            parts += cells
            yield from (
                bond for row, cell in zip(rows, cells, strict=True) for bond in _row(row, cell)
            )
        declared = f"{{{place}/level_weights/{upper['level1']}}}"
        yield "weights", f"{declared} = {_plus([f'{{{c}/weight}}' for c in parts])}"
        weights.append(declared)
        scores += [f"{{{c}/score}}" for c in parts]
    yield "weights", f"{{{place}/total/weight}} = {_plus(weights)}"
    yield "score", f"{{{place}/total/score}} = {_plus(scores)}"


def _row(row: list[str], cell: str) -> Iterator[Row]:
    """Yield the bond of target, actual, weight and score; the row's last item says which."""
    ratio = f"{{{cell}/actual}} / {{{cell}/target}}"
    rule = row[6]
    if rule == "ge":
        yield "score", f"{{{cell}/score}} = {{{cell}/weight}} * lower(1, {ratio})"
    elif rule == "le":
        slack = f"lower(1, 1 - ({ratio} - 1))"
        yield "score", f"{{{cell}/score}} = {{{cell}/weight}} * {slack}"
    else:
        yield "score", f"{{{cell}/score}} = {{{cell}/weight}}"
