"""Files that don't belong to one pack: of several units, or of several years."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from assistant.errors import MixedPacks
from assistant.extraction.form_reader import form_title
from assistant.extraction.identity import same_unit, unit_in_title, years_of
from assistant.extraction.locate import Form
from assistant.model.place import squeeze


def refuse_mixed(forms: list[Form]) -> None:
    """Raise ``MixedPacks`` when the files of one call name different units, or different years.

    A file whose title alone has another year than most files is this year's with a slip, which
    the checks tell of; so is one whose text has that year too, but is signed after this year.
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
    tied = count == next_count
    if tied:
        most = _of_most(titles)
    others = [path for path, year in years.items() if year != most]
    slip = _is_surely_of if tied else _is_rather_of
    if not most or not all(slip(files[path], most, years[path]) for path in others):
        told = "、".join(f"{year}年" for year in sorted(set(years.values())))
        raise MixedPacks(f"这些文件属于不同年度：{told}")


def _of_most(titles: dict[str, list[int]]) -> int:
    """Return the year of most titles where as many files are of one year as of another, 0 for none."""
    ranked = Counter(chain.from_iterable(titles.values())).most_common(2)
    return ranked[0][0] if ranked[0][1] > ranked[1][1] else 0


def _is_rather_of(forms: list[Form], year: int, titled: int) -> bool:
    """Tell whether a file, titled as another year's, doesn't speak of that one, or is signed later."""
    counted = years_of(_texts(forms))
    speaks = counted[titled] > 0 and counted[titled] >= counted[year]
    return not speaks or _is_signed_after(forms, year)


def _is_surely_of(forms: list[Form], year: int, titled: int) -> bool:
    """Tell whether a file, titled as another year's, speaks of a year more, and of days after it.

    A pack is written in the year after its own: last year's file can't be dated so.
    """
    if _is_signed_after(forms, year):
        return True
    counted = years_of(_texts(forms))
    dated = f"{year + 1}年"
    return counted[year] > counted[titled] and any(
        re.search(rf"{dated}\d{{1,2}}月", squeeze(text)) for text in _texts(forms)
    )


def _is_signed_after(forms: list[Form], year: int) -> bool:
    """Tell whether a line of a file is but a day after a year's end, as the date of a report is."""
    return any(
        (match := _SIGNED.fullmatch(squeeze(text))) and int(match[1]) == year + 1
        for text in _texts(forms)
    )


_SIGNED = re.compile(r"(20\d\d)年\d{1,2}月\d{1,2}日")


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
