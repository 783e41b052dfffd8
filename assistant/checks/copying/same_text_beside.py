"""D: passages that another unit's pack has too (``--beside``)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.checks.context import Context
from assistant.checks.copying.other_names import strange_names
from assistant.checks.copying.same_text import Passage
from assistant.checks.copying.same_text_figures import Figures, told
from assistant.checks.copying.same_text_packs import Shared, names_left
from assistant.checks.copying.same_text_pairs import Twins, figures_of, more, side_by_side, weight
from assistant.checks.findings import Item, finding
from assistant.checks.registry import rule
from assistant.model.finding import Finding, Severity
from assistant.model.pack import Pack
from assistant.model.place import Place, squeeze

_LEAST, _MUCH = 16, 40
"""Characters of its own words that a paragraph must share; more where every figure differs."""

_FIGURES = 2
"""Unchanged figures of three digits or more: two such aren't equal by chance."""


@rule("D114", name="与其他单位材料文字雷同", severity="info", source="DOMAIN §8 抄错文字")
def beside(ctx: Context) -> Iterator[Finding]:
    """查什么：本单位的段落、绩效目标、偏差说明，与其他单位材料（--beside 给出）除单位、项目名称和数字外是否基本相同，并列出哪些数字不同、哪些原样未改。

    为什么：照搬别的单位的材料，反映不了本单位的情况；连数字都一样的，多半是复制后没有改。
    举例：两个镇的“存在的问题”一字不差，“超预算12.68万元”也没有改。
    怎样改：按本单位实际情况重写，逐个核对没有改动的数字。
    何时不报：没有给出其他单位的材料；短句；政策、法规名称和科目罗列；四个以上单位都这样写的通用表述。两个以上多位数字没有改，或者三个以上数字、长段文字里的数字全部没有改的作警告，其余只作提示。
    """
    for place, number, pairs in _matches(ctx):
        ctx.look(place)
        other, figures = ctx.dossier.beside[number], figures_of(pairs)
        if not _enough(pairs, figures) or any(_left(ctx, pair, number) for pair in pairs):
            continue
        yield finding(
            ctx, "D114", place,
            f"本段有{len(pairs)}句与{_called(other)}材料除名称、数字外基本相同{more(pairs)}；{told(figures)}。",
            items=side_by_side(pairs, _called(other), _prefix(other)),
            found=pairs[0].own.words, expected="本单位的情况", severity=_severity(pairs, figures),
            suggestion="按本单位实际情况改写，逐个核对没有改动的数字。",
        )  # fmt: skip


@rule("D117", name="材料留有其他单位的名称", severity="error", source="DOMAIN §8 抄错文字")
def name_left(ctx: Context) -> Iterator[Finding]:
    """查什么：报告标题、单位自称和公开网站处，是否写着别处的地名；与其他单位材料（--beside 给出）相同的句段里，是否还写着那个单位或那个地方的名称。

    为什么：名称都没有改，说明这一段是从那个单位的材料复制的，内容不是本单位的。
    举例：青禾镇的报告标题写“白塘镇人民政府2024年度……”；报告写“白塘镇全年整治河道6公里”，与白塘镇的报告一字不差。
    怎样改：按本单位实际情况重写这一段，核对其中每一个数字。
    何时不报：别处的地名不是写在本单位名称的位置（如写两地合作）；没有给出其他单位的材料的，正文的其他地方不查；两个单位共同的上级地名。
    """
    yield from _in_own_place(ctx)
    for place, number, pairs in _matches(ctx):
        ctx.look(place)
        left = [pair for pair in pairs if _left(ctx, pair, number)]
        if left:
            other, name = ctx.dossier.beside[number], _left(ctx, left[0], number)
            yield finding(
                ctx, "D117", place,
                f"本段写有“{name}”，且与{_called(other)}材料的文字相同，疑为复制后没有改；{told(figures_of(left))}。",
                items=side_by_side(left, _called(other), _prefix(other)),
                found=name, expected=ctx.pack.unit.text,
                suggestion="按本单位实际情况改写，核对其中的名称和数字。", clerical=True,
            )  # fmt: skip


def _in_own_place(ctx: Context) -> Iterator[Finding]:
    ctx.look(*(report.title.place for report in ctx.pack.reports()))
    for text, name, own in strange_names(ctx.pack):
        yield finding(
            ctx, "D117", text.place,
            f"这里写的是“{name}”，本单位是“{ctx.pack.unit.text}”，应为“{own}”，疑似其他单位的材料没有改完。",
            items=[Item("", text), Item("单位名称", ctx.pack.unit)], found=name, expected=own,
            suggestion="改正名称，并核对这一段的内容和数字是不是本单位的。", clerical=True,
        )  # fmt: skip


def _matches(ctx: Context) -> Iterator[tuple[Place, int, list[Twins]]]:
    """Yield each paragraph with the pack that says most of it too, and the passages of both."""
    found: dict[Place, dict[int, list[Twins]]] = defaultdict(lambda: defaultdict(list))
    for group in ctx.beside:
        for number, passage in zip(group.packs, group.passages, strict=True):
            if number == 0:
                for other, twin in _nearest(group, passage):
                    found[passage.place][other].append(Twins(passage, twin))
    for place, others in found.items():
        yield place, *max(others.items(), key=lambda entry: _weight(entry[1]))


def _enough(pairs: Sequence[Twins], figures: Figures) -> bool:
    """Tell whether so much is the same that it is no chance."""
    least = _LEAST if len(figures.undated) >= len(figures.results) else _MUCH
    return len(figures.telling) >= _FIGURES or weight(pairs) >= least


def _weight(pairs: Sequence[Twins]) -> tuple[int, int]:
    return weight(pairs), len(figures_of(pairs).kept)


def _nearest(group: Shared, own: Passage) -> Iterator[tuple[int, Passage]]:
    """Yield for each other pack its passage that is the likest to one of ours."""
    best: dict[int, Passage] = {}
    for number, passage in zip(group.packs, group.passages, strict=True):
        if number == 0:
            continue
        exact = squeeze(passage.printed) == squeeze(own.printed)
        if number not in best or exact:
            best[number] = passage
    yield from ((number - 1, passage) for number, passage in best.items())


def _left(ctx: Context, pair: Twins, number: int) -> str:
    return next(iter(names_left(pair.own, ctx.pack, ctx.dossier.beside[number])), "")


def _severity(pairs: Sequence[Twins], figures: Figures) -> Severity:
    kept = len(figures.telling) >= _FIGURES and len(figures.results) <= len(figures.kept)
    many = len(figures.undated) > _FIGURES or weight(pairs) >= _MUCH
    untouched = bool(figures.undated) and not figures.results and many
    return "warning" if kept or untouched else "info"


def _called(pack: Pack) -> str:
    year = f"{pack.year}年" if pack.year else ""
    return f"“{pack.unit.text or '未写单位名称'}”{year}"


def _prefix(pack: Pack) -> Place:
    return f"beside/{pack.unit.text or '-'}"
