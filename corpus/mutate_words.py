"""Slips in prose: direction, counts, years, names, set phrases, text of another project."""

import re
from collections.abc import Iterator
from random import Random
from typing import Any

from corpus.mutate import Clean, Edit, Site, at
from corpus.places import part
from corpus.truth import MARK, KeyPath, Paragraph, Relation, split_heading

KINDS = (
    "direction word", "count changed", "list item dropped", "nothing told", "copied goal",
    "other goal", "other text", "other unit", "wrong year", "wrong year told", "group changed", "prompt left",
    "doubled word", "time point",
)  # fmt: skip
_OPPOSITE = {"增长": "下降", "增加": "减少", "下降": "增长", "减少": "增加", "提高": "降低",
             "降低": "提高", "上升": "下降", "高于": "低于", "低于": "高于", "多": "少", "少": "多"}  # fmt: skip
_PROMPTS = ("（请填写具体情况）", "【待补充】", "（此处填写完成情况）", "主要问题为XX。", "（根据实际情况填写）",
            "金额为××万元。")  # fmt: skip
_DOUBLED = ("的", "了", "项目", "支出", "完成", "资金", "已", "由")
_NUMERALS = "零一二三四五六七八九十"
_GROUPS = ("群众", "村民", "农户", "学生", "读者", "观众", "家长", "企业", "用户", "用水户")
# A wider word names the same people, and a village's water users are its farmers: no slip.
_SAME_PEOPLE = ({"群众", "用户", "村民", "农户", "用水户"}, {"群众", "用户", "读者"},
                {"群众", "用户", "观众"}, {"群众", "用户", "家长"})  # fmt: skip
_OF_YEAR = re.compile("基本支出|项目支出情况|政府性基金|工作开展|资金投入")
_AHEAD = re.compile("措施|应用|公开|问题|偏离")


def direction_word(clean: Clean, random: Random) -> Iterator[Site]:
    """Turn the word before a bound growth or difference."""
    kinds = ("growth", "difference")
    bound = {m for r in clean.relations if r.kind in kinds for m in r.members}
    for figure in clean.truth.figures.values():
        marked = clean.truth.paragraphs[figure.place].marked
        match = re.search(rf"({'|'.join(_OPPOSITE)})⟦{re.escape(figure.id)} ", marked)
        if match and figure.address in bound:
            turned = marked[: match.start(1)] + _OPPOSITE[match[1]] + marked[match.end(1) :]
            yield Site({figure.place: turned})


def count_changed(clean: Clean, random: Random) -> Iterator[Site]:
    """Count one or two more or fewer than are listed."""
    for relation in clean.relations:
        if relation.kind == "count_of_list" and " > " not in relation.formula:
            (address,) = relation.members
            for step in (-1, -2) if _goes_on(clean, relation) else (1, -1, 2):
                text = _counted(clean.truth.printed(address), len(relation.items), step)
                if text:
                    yield Site({address: text})


def list_item_dropped(clean: Clean, random: Random) -> Iterator[Site]:
    """Leave out one of the things that are counted."""
    for relation in clean.relations:
        if relation.kind != "count_of_list" or " > " in relation.formula:
            continue
        if _goes_on(clean, relation):
            continue
        place = relation.members[0].split("@")[0]
        marked = clean.truth.paragraphs[place].marked
        for item in relation.items:
            for comma in (f"{item}、", f"、{item}"):
                if marked.count(comma) == 1:
                    yield Site({place: marked.replace(comma, "")})
                    break


def _goes_on(clean: Clean, relation: Relation) -> bool:
    """Tell whether a list ends in 等: then there may be more than it names (DOMAIN §9)."""
    text = clean.truth.paragraphs[relation.members[0].split("@")[0]].text
    return f"{relation.items[-1]}等" in text


def nothing_told(clean: Clean, random: Random) -> Iterator[Site]:
    """Write 无 where the pack shows a shortcoming of the unit or of the report's project."""
    for path, place, section in _sections(clean):
        overall = place.startswith("overall_report")
        wanted = "问题|改进措施" if overall else "问题|偏离|偏差"
        if re.search(wanted, section["h"]) and (overall or _missed(clean, place.split("/")[1])):
            for text in ("无", "无。", "暂无。", "不存在问题。"):
                yield Site({}, _emptying(path, text), (place, f"{place}/p"))


def _missed(clean: Clean, project: str) -> bool:
    """Tell whether one of a project's indicators lost points."""
    table = next(t for t in clean.truth.raw["projects"] if part(t["short"]) == project)
    rows = [row for u in table["levels"] for lower in u["level2"] for row in lower["rows"]]
    return any(row[3].strip() != row[4].strip() for row in rows)


def copied_goal(clean: Clean, random: Random) -> Iterator[Site]:
    """Give the expected goal as what was achieved."""
    for address, cell in clean.truth.cells.items():
        if address.endswith("/goal_achieved") and cell.printed.strip():
            text = clean.truth.printed(address.replace("goal_achieved", "goal_expected"))
            yield Site({address: text})
            yield Site({address: f"已{text}"})


def other_goal(clean: Clean, random: Random) -> Iterator[Site]:
    """Paste the goal of another project."""
    tables = clean.truth.raw["projects"]
    for table in tables:
        for other in tables:
            if other is not table:
                for name in ("goal_expected", "goal_achieved"):
                    yield Site({f"projects/{part(table['short'])}/{name}": other[name]})


def other_text(clean: Clean, random: Random) -> Iterator[Site]:
    """Paste the paragraph of another project's report."""
    paragraphs = clean.truth.paragraphs
    for place, paragraph in paragraphs.items():
        if not place.startswith("project_reports/") or len(paragraph.text) < 40:
            continue
        section = place.split("/", 2)[2]
        others = [
            other.text
            for where, other in paragraphs.items()
            if where.startswith("project_reports/") and where != place
            and where.split("/", 2)[2] == section and len(other.text) >= 40
        ]  # fmt: skip
        if others and re.search("资金投入|产出|效益", section):
            yield Site({place: random.choice(others)})


def other_unit(clean: Clean, random: Random) -> Iterator[Site]:
    """Leave the name of another unit in a paragraph."""
    core = _core(clean.truth.unit)
    other = "石塘" + core[-1] if core[-1] != "县" else "青陂县"
    for paragraph in _report_paragraphs(clean):
        if core in MARK.sub("", paragraph.marked):
            yield Site({paragraph.place: paragraph.marked.replace(core, other)})
    for path, place, titles in _titles(clean):
        for number, line in enumerate(titles):
            if core in line:
                yield _titled(path, number, line.replace(core, other), place, other)


def wrong_year(clean: Clean, random: Random) -> Iterator[Site]:
    """Write last year at the head of a section on money or work, or in a report's title."""
    yield from _heads_of_last_year(clean, of_year=True)
    year, before = str(clean.truth.year), str(clean.truth.year - 1)
    for path, place, titles in _titles(clean):
        for number, line in enumerate(titles):
            if year in line:
                yield _titled(path, number, line.replace(year, before), place)


def wrong_year_told(clean: Clean, random: Random) -> Iterator[Site]:
    """Write last year at the head of any other paragraph on what was done."""
    yield from _heads_of_last_year(clean, of_year=False)
    year, before = str(clean.truth.year), str(clean.truth.year - 1)
    for paragraph in _report_paragraphs(clean):
        found = re.search(rf"(?<=[。；]){year}年(?=[^末底初])", paragraph.marked)
        if found and not _AHEAD.search(paragraph.place.split("/")[-2]):
            head, rest = paragraph.marked[: found.start()], paragraph.marked[found.end() :]
            yield Site({paragraph.place: f"{head}{before}年{rest}"})


def _heads_of_last_year(clean: Clean, of_year: bool) -> Iterator[Site]:
    year = clean.truth.year
    for paragraph in _report_paragraphs(clean):
        section = paragraph.place.split("/")[-2]
        told = re.match(rf"^[^。，]{{0,6}}{year}年", paragraph.marked)
        if told and not _AHEAD.search(section) and bool(_OF_YEAR.search(section)) == of_year:
            for before in (year - 1,) if of_year else (year - 1, year - 2):
                wrong = paragraph.marked.replace(f"{year}年", f"{before}年", 1)
                yield Site({paragraph.place: wrong})


def group_changed(clean: Clean, random: Random) -> Iterator[Site]:
    """Name another group in a satisfaction indicator than the one that was asked."""
    for address, cell in clean.truth.cells.items():
        match = re.search(r"^(.*/indicators/[^/]*满意[^/]*)/([^/]+)/target$", address)
        if match is None:
            continue
        for group in [g for g in _GROUPS if g in match[2]][-1:]:
            same = set().union(*(each for each in _SAME_PEOPLE if group in each))
            others = [g for g in _GROUPS if g not in match[2] and group not in g and g not in same]
            for other in random.sample(others, 2):
                name = match[2].replace(group, other)
                where = (f"{match[1]}/{match[2]}", f"{match[1]}/{name}")
                yield Site({}, _setting((*cell.path[:-1], 0), name), where)


def prompt_left(clean: Clean, random: Random) -> Iterator[Site]:
    """Leave a prompt of the form or a blank to be filled in."""
    for paragraph in _report_paragraphs(clean):
        yield Site({paragraph.place: paragraph.marked + random.choice(_PROMPTS)})


def doubled_word(clean: Clean, random: Random) -> Iterator[Site]:
    """Type a word twice."""
    for paragraph in _report_paragraphs(clean):
        places = [
            match.end()
            for match in re.finditer("|".join(_DOUBLED), paragraph.marked)
            if not _marked(paragraph.marked, match.start())
        ]
        if places:
            end = random.choice(places)
            word = next(w for w in _DOUBLED if paragraph.marked.endswith(w, 0, end))
            text = paragraph.marked[:end] + word + paragraph.marked[end:]
            yield Site({paragraph.place: text})


def time_point(clean: Clean, random: Random) -> Iterator[Site]:
    """Tell of a day before the end of the year as if the year ended there."""
    for paragraph in _report_paragraphs(clean):
        section = paragraph.place.split("/")[-2]
        dated = re.match(r"[^。，]{0,6}\d{4}年", paragraph.marked)
        if not _AHEAD.search(section) and "⟦" in paragraph.marked and not dated:
            words = random.choice(("截至10月底，", "截至目前，", "上半年，", "1-9月，"))
            yield Site({paragraph.place: words + paragraph.marked})


def _counted(text: str, count: int, step: int) -> str:
    wanted = count + step
    if re.match(r"\d+", text):
        return re.sub(r"^\d+", str(wanted), text)
    if text[0] in _NUMERALS and text[1:2] not in _NUMERALS and 0 < wanted <= 10:
        return _NUMERALS[wanted] + text[1:]
    return ""


def _report_paragraphs(clean: Clean) -> Iterator[Paragraph]:
    for place, paragraph in clean.truth.paragraphs.items():
        if not place.startswith("summary") and len(paragraph.text) > 1:
            yield paragraph


def _reports(clean: Clean) -> Iterator[tuple[KeyPath, str, dict[str, Any]]]:
    raw = clean.truth.raw
    yield ("overall_report",), "overall_report", raw["overall_report"]
    for number, report in enumerate(raw["project_reports"]):
        yield ("project_reports", number), f"project_reports/{part(report['short'])}", report


def _titles(clean: Clean) -> Iterator[tuple[KeyPath, str, list[str]]]:
    for path, place, report in _reports(clean):
        yield (*path, "title"), f"{place}/title", report["title"]


def _titled(path: KeyPath, number: int, line: str, place: str, words: str = "") -> Site:
    return Site({}, _setting((*path, number), line), (place,), words)


def _sections(clean: Clean) -> Iterator[tuple[KeyPath, str, dict[str, Any]]]:
    for path, place, report in _reports(clean):
        for number, section in enumerate(report["s"]):
            title = part(split_heading(section["h"])[1])
            yield (*path, "s", number), f"{place}/{title}", section


def _setting(path: KeyPath, text: str) -> Edit:
    def edit(raw: dict[str, Any]) -> None:
        at(raw, path[:-1])[path[-1]] = text

    return edit


def _emptying(path: KeyPath, text: str) -> Edit:
    def edit(raw: dict[str, Any]) -> None:
        section = at(raw, path)
        section.pop("s", None)
        section["p"] = [text]

    return edit


def _core(unit: str) -> str:
    """Return the part of a unit's name that another unit's would differ in."""
    match = re.match(r"(?:.+县)?(.+?[镇乡])人民政府", unit) or re.match(r"(.+?县)", unit)
    assert match is not None, unit
    return match[1]


def _marked(text: str, position: int) -> bool:
    """Tell whether a position lies inside a mark."""
    return text.rfind("⟦", 0, position) > text.rfind("⟧", 0, position)
