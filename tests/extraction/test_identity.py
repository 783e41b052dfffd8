"""Whose pack it is, for which year, and which project a report is about."""

import pytest

from assistant.extraction.identity import (
    match_project,
    project_in_title,
    same_unit,
    unit_in_title,
    years_of,
)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("青禾镇人民政府2024年度部门整体支出绩效自评报告", "青禾镇人民政府2024年度"),
        ("2024年度青禾镇人民政府整体支出绩效自评报告", "青禾镇人民政府"),
        ("附件4 2024年度青禾镇人民政府部门整体支出绩效自评报告", "青禾镇人民政府"),
        ("2024年度部门整体支出绩效自评报告", ""),
        ("2024年度灌溉渠维修项目支出绩效自评报告", ""),
    ],
)
def test_unit_in_title(title: str, unit: str) -> None:
    assert unit_in_title(title).removesuffix("2024年度") == unit.removesuffix("2024年度")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("东州市青平县柳溪镇人民政府", "柳溪镇人民政府", True),
        ("柳溪镇人民政府", "柳溪镇 人民政府", True),
        ("柳溪镇人民政府", "青禾镇人民政府", False),
        ("柳溪镇人民政府", "", True),
    ],
)
def test_same_unit(first: str, second: str, same: bool) -> None:
    assert same_unit(first, second) == same_unit(second, first) == same


def test_years() -> None:
    counted = years_of(["2024年度自评表", "2024 年度报告", "2023年度总结", "自评表"])
    assert counted.most_common() == [(2024, 2), (2023, 1)]


UNITS = ["青平县青禾镇人民政府", "农业综合服务中心"]


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("青禾镇人民政府2024年度灌溉渠维修项目支出绩效自评报告", "灌溉渠维修"),
        ("2024年度青平县青禾镇人民政府灌溉渠维修项目绩效自评报告", "灌溉渠维修"),
        ("2024年度灌溉渠维修项目支出绩效自评报告", "灌溉渠维修"),
        ("灌溉渠维修绩效评价报告（公开）", "灌溉渠维修"),
        ("农业综合服务中心关于灌溉渠维修项目支出绩效自评报告", "灌溉渠维修"),
    ],
)
def test_project_in_title(title: str, project: str) -> None:
    assert project_in_title(title, UNITS) == project


@pytest.mark.parametrize(
    ("name", "known", "match"),
    [
        ("灌溉渠维修", ["灌溉渠维修", "村道养护"], "灌溉渠维修"),
        ("灌溉渠维修工程", ["灌溉渠维修", "村道养护"], "灌溉渠维修"),
        ("灌溉渠维护", ["灌溉渠维修", "村道养护"], "灌溉渠维修"),
        ("文化广场建设", ["灌溉渠维修", "村道养护"], "文化广场建设"),
        ("灌溉渠维修", [], "灌溉渠维修"),
    ],
)
def test_match_project(name: str, known: list[str], match: str) -> None:
    assert match_project(name, known) == match
