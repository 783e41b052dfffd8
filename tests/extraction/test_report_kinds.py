"""A report whose title doesn't say 项目: a project's where it names one, or names a thing."""

import pytest

from assistant.extraction import extract
from tests.extraction.build import (
    OVERALL,
    OVERALL_REPORT,
    OVERALL_TITLE,
    PROJECT_TITLE,
    document,
    project,
)

CASES = [  # title, name of the project's form, whether it is that project's, or another's, report
    ("2024年度农村饮水安全提升工程绩效自评报告", "农村饮水安全提升工程", True),
    ("2024年度小型水库社会化管护服务绩效自评报告", "小型水库社会化管护服务", True),
    ("青禾镇人民政府关于2024年度公益性岗位补助绩效自评情况的报告", "公益性岗位补助", True),
    ("老旧小区整体改造工程2024年度绩效自评报告", "老旧小区整体改造工程", True),
    ("2024年度灌区维修养护绩效自评报告", "中型灌区维修养护经费", True),
    ("2024年度困难群众救助补助绩效自评报告", "农村饮水安全提升工程", True),
    ("2024年度青禾镇人民政府绩效自评报告", "农村饮水安全提升工程", False),
    ("2024年度绩效自评报告", "农村饮水安全提升工程", False),
    ("青禾镇人民政府2024年度部门整体绩效自评报告", "农村饮水安全提升工程", False),
    ("2024年度预算绩效管理工作自评报告", "农村饮水安全提升工程", False),
]


@pytest.mark.parametrize(("title", "name", "projects"), CASES)
@pytest.mark.parametrize("first", [True, False])
def test_reports_without_the_word(title: str, name: str, projects: bool, first: bool) -> None:
    forms = document(OVERALL_TITLE, OVERALL, PROJECT_TITLE, project(name), file="1.docx")
    reports = [
        document(*OVERALL_REPORT, file="4.docx"),
        document(title, "一、绩效自评工作开展情况", "走访农户30户。", file="5.docx"),
    ]
    pack = extract([forms, *(reports if first else reports[::-1])])
    assert [report.title.raw for report in pack.project_reports] == [title] * projects
    assert bool(pack.unplaced) is not projects
    if projects:
        assert pack.overall_report and pack.overall_report.title.raw == OVERALL_REPORT[0]


def test_alone_it_is_the_overall_report() -> None:
    pack = extract([document("2024年度公益性岗位补助绩效自评报告", "一、基本情况", "良好。")])
    assert (pack.overall_report is not None, pack.project_reports) == (True, [])
