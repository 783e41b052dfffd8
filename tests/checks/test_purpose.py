"""Families D and N: one purpose from name to report, and the people meant and asked."""

import pytest

from assistant.checks.copying.groups import groups_in, meet, words_in
from assistant.checks.copying.purpose import key_pairs
from assistant.model.pack import Pack
from tests.checks.build import Edit, both, put
from tests.checks.table import Case, judge

CANAL = "projects/灌溉渠维修"
REPORT = "project_reports/灌溉渠维修"
MATTER = f"{REPORT}/绩效目标自评完成情况分析/p"
HOW = f"{REPORT}/绩效自评工作开展情况/p"
ASKED = f"{CANAL}/indicators/服务对象满意度指标/农户满意度"


def no_projects(pack: Pack) -> None:
    pack.projects.clear()
    pack.project_reports.clear()


def renamed(name: str) -> Edit:
    return lambda pack: put(pack, f"{CANAL}/project", name)


def students(asked: str, goal: str = "资助家庭困难学生968名，全年发放助学金三次。") -> Edit:
    """Return an edit that makes the first project one for students."""

    def edit(pack: Pack) -> None:
        put(pack, f"{CANAL}/project", "中职学生资助")
        put(pack, f"{CANAL}/goal_expected", goal)
        put(pack, f"{CANAL}/goal_achieved", "资助家庭困难学生958名。")
        put(pack, f"{CANAL}/indicators/社会效益指标/新增灌溉面积", "在校生巩固率")
        put(pack, ASKED, asked)
        put(pack, MATTER, "助学金按月打卡发放，没有漏发。")
        put(pack, HOW, "财务处抽查发放名册。")

    return edit


def no_beneficiary(pack: Pack) -> None:
    for table in pack.projects:
        put(pack, f"{table.place}/goal_expected", "完成维修养护。")
        put(pack, f"{table.place}/goal_achieved", "已经完成。")
    put(pack, "projects/村道养护/indicators/社会效益指标/受益村民", "通行时间")


CASES = [
    Case("D115", "a name that nothing speaks of", "fails", edit=renamed("财政监管资金"),
         place=f"{CANAL}/goal_expected", says="“财政监管”与预期目标、指标不对应",
         severity="info"),
    Case("D115", "the report alone is about something else", "fails",
         edit=both(lambda pack: put(pack, MATTER, "全年放映公益电影一百四十四场。"),
                   lambda pack: put(pack, HOW, "由文化站抽查放映记录。"),
                   lambda pack: put(pack, f"{REPORT}/绩效自评结果拟应用和公开情况/p", "在网站公开。")),
         says="与项目报告不对应"),
    Case("D115", "a long name is spoken of by its short form", "passes",
         edit=both(renamed("食品安全监督抽检检验"),
                   lambda pack: put(pack, f"{CANAL}/goal_expected", "开展食检600批次，灌溉沿线全覆盖。"))),
    Case("D115", "a cost indicator that only repeats the name is told", "fails",
         edit=both(renamed("财政监管资金"), lambda pack: put(
             pack, f"{CANAL}/indicators/经济成本指标/每公里维修成本", "财政监管资金")),
         says="说的不是它（成本指标“财政监管资金”只是照写名称）"),
    Case("D115", "one word of the name is enough", "passes", edit=renamed("渠系配套维修经费")),
    Case("D115", "form words alone make no name", "passes", edit=renamed("专项资金")),
    Case("D115", "no project", "applies_not", edit=no_projects),
    Case("D116", "a project for students asks businesses", "fails", edit=students("企业满意度"),
         place=ASKED, says="问的是企业，项目的受益对象写的是学生", severity="warning"),
    Case("D116", "a project for students asks pupils and teachers", "passes",
         edit=students("师生满意度")),
    Case("D116", "a general word", "passes", edit=students("服务对象满意度")),
    Case("D116", "the goal names those who are asked, too", "passes",
         edit=students("企业满意度", "资助学生968名，与企业联合培养，订单就业率达到九成。")),
    Case("D116", "nobody is named", "applies_not", edit=no_beneficiary),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("村民满意度", "对沿线群众开展问卷调查", True),
        ("农户满意度", "访问种植户120户", True),
        ("师生满意度", "向学生发放问卷", True),
        ("学生满意度", "对教师开展测评", False),
        ("家长满意度", "入户走访居民", True),
        ("困难群众满意度", "电话回访低保对象", True),
        ("残疾人满意度", "走访残疾人家庭", True),
        ("村民满意度", "对镇村干部测评", False),
        ("企业满意度", "个体工商户问卷", True),
        ("企业满意度", "群众满意度测评", False),
        ("企业职工满意度", "向企业发放问卷", False),
        ("患者满意度", "住院病人回访", True),
        ("社会公众满意度", "对企业开展问卷", True),
        ("读者满意度", "到馆群众问卷", True),
    ],
)
def test_groups(first: str, second: str, same: bool) -> None:
    assert groups_in(first) and groups_in(second)
    assert meet(groups_in(first), groups_in(second)) is same
    assert meet(groups_in(second), groups_in(first)) is same


def test_longer_words_are_read_first() -> None:
    assert words_in("对企业职工和村干部、干部职工问卷") == ["企业职工", "村干部", "干部职工"]
    assert groups_in("村组织干部") == {"village_cadres"}
    assert groups_in("没有写明对象") == frozenset()


def test_key_pairs_leave_form_words_out() -> None:
    assert key_pairs("2024年财政监管专项资金") == {"财政", "政监", "监管"}
    assert key_pairs("项目资金") == frozenset()
