"""Files that don't belong to one pack: of several units, or of several years."""

from collections import Counter
from collections.abc import Iterator

from assistant.errors import MixedPacks
from assistant.extraction.form_reader import form_title
from assistant.extraction.identity import same_unit, unit_in_title, years_of
from assistant.extraction.locate import Form


def refuse_mixed(forms: list[Form]) -> None:
    """Raise ``MixedPacks`` when the files of one call name different units, or different years.

    A file whose title alone has another year than most files is this year's with a slip, which
    the checks tell of.
    """
    files: dict[str, list[Form]] = {}
    for form in forms:
        files.setdefault(form.document.source.path, []).append(form)
    _refuse_years({path: list(_years(own)) for path, own in files.items()}, files)
    names = [unit for own in files.values() if (unit := _unit(own))]
    other = next((name for name in names if not same_unit(names[0], name)), None)
    if other is not None:
        raise MixedPacks(f"这些文件属于不同单位：{names[0]}、{other}")


def _refuse_years(titles: dict[str, list[int]], files: dict[str, list[Form]]) -> None:
    years = {path: Counter(found).most_common(1)[0][0] for path, found in titles.items() if found}
    ranked = Counter(years.values()).most_common(2)
    if len(ranked) < 2:
        return
    (most, count), (_, next_count) = ranked
    others = [path for path, year in years.items() if year != most]
    if count == next_count or any(_is_of(files[path], years[path], most) for path in others):
        told = "、".join(f"{year}年" for year in sorted(set(years.values())))
        raise MixedPacks(f"这些文件属于不同年度：{told}")


def _is_of(forms: list[Form], year: int, most: int) -> bool:
    """Tell whether a file speaks of its title's year, and not of that of the other files."""
    counted = years_of(_texts(forms))
    return counted[year] > 0 and counted[year] >= counted[most]


def _texts(forms: list[Form]) -> Iterator[str]:
    """Yield what forms say below their titles."""
    for form in forms:
        yield from (paragraph.text for paragraph in form.paragraphs)
        if form.table is not None:
            yield from (cell.text for cell in form.table.cells)


def _years(forms: list[Form]) -> Iterator[int]:
    for form in forms:
        yield from years_of([form_title(form)]).elements()


def _unit(forms: list[Form]) -> str:
    return next((unit for form in forms if (unit := unit_in_title(form_title(form)))), "")
