"""Family N, how many there are said to be, against names and wholes."""

import pytest

from tests.checks.table import Case, judge

OPENING = "overall_report/部门基本情况/p"
WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


def villages(sentence: str) -> dict[str, str]:
    return {OPENING: "全镇辖12个行政村、2个社区。", WORK: sentence}


CASES = [
    Case("N102", "four offices, five names", "fails",
         done("内设4个办公室（党政办公室、经济发展办公室、社会事务办公室、应急管理办公室、"
              "综治办公室）。"), says="列出5个名称"),
    Case("N102", "和 and a count behind", "fails", done("维修涉及宿舍、教学楼和食堂4处，8月完工。")),
    Case("N102", "和 and the right count", "passes", done("维修涉及宿舍、教学楼和食堂3处，8月完工。")),
    Case("N102", "something told of them all behind", "fails",
         done("开设专业9个，分别是机电、汽修、会计，比上年增加1个。")),
    Case("N102", "more villages than places", "fails", done("更新场地3处，分布在东坪、西坪、南坡、北坡等村。")),
    Case("N102", "more places than villages", "passes", done("更新场地6处，分布在东坪、西坪、南坡、北坡等村。")),
    Case("N102", "villages", "fails", done("下辖3个村（东坪村、西坪村、南坡村、北坡村）。")),
    Case("N102", "as many as said", "passes", done("下设2个中心（便民服务中心、文化服务中心）。")),
    Case("N102", "“和” before the last", "passes",
         done("下设3个中心（便民服务中心、文化服务中心和农业服务中心）。")),
    Case("N102", "ends in 等", "applies_not",
         done("内设4个办公室（党政办公室、经济发展办公室等）。")),
    Case("N102", "an explanation, not a list", "applies_not",
         done("内设4个办公室（含挂牌机构，编制、人员另行核定）。")),
    Case("N102", "no list", "applies_not"),
    Case("N102", "a list behind a colon", "fails",
         done("机关设股室6个：办公室、财务股、规划股、河湖股、农水股。"), severity="warning",
         says="列出5个名称"),
    Case("N102", "分别是", "fails", done("管理6个场馆，分别是图书馆、文化馆、博物馆。")),
    Case("N102", "a list ahead of its count", "fails",
         done("镇政府设党政办、组织办、平安办、村镇办5个内设机构。"), says="列出4个名称"),
    Case("N102", "villages ahead of their count", "fails", done("工程覆盖东坪、西坪、南坡8个村。")),
    Case("N102", "和 may stand inside a name", "passes",
         done("设财务股、规划和建设股、水资源股、河湖股4个股室。")),
    Case("N102", "共 behind a list of names", "fails",
         done("开设机电技术、汽车运用、电子商务、幼儿保育共6个专业。"), says="列出4个名称"),
    Case("N102", "共 behind a comma", "fails", done("设急诊、内科、外科、儿科、妇科，共4个科室。")),
    Case("N102", "共 behind a list, right", "passes",
         done("开设机电技术、汽车运用与维修、电子商务、幼儿保育共4个专业。")),
    Case("N102", "与 inside a name is no join", "fails",
         done("开设专业4个，分别是机电技术、汽车运用与维修、电子商务。")),
    Case("N102", "things, not names", "applies_not", done("改造广场、戏台、步道共12处。")),
    Case("N102", "kinds of units, not their names", "applies_not",
         done("走访学校、医院共5个单位。")),
    Case("N102", "numbered sentences", "fails",
         done("主要有3个方面的问题：一是进度慢；二是资料不全。"), says="列出2个名称"),
    Case("N102", "as many numbered sentences", "passes",
         done("主要有3个方面的问题：一是进度慢；二是资料不全；三是人手少。")),
    Case("N102", "names in marks", "fails",
         done("修订《财务管理办法》《采购管理办法》《资产管理办法》4项制度。")),
    Case("N102", "names behind 为", "fails", done("设3个分馆，分别为东河分馆、西岔分馆。")),
    Case("N102", "names behind 包括 and 等", "applies_not",
         done("现有6个场馆，包括图书馆、文化馆等。")),
    Case("N102", "what is counted is not what is listed", "applies_not",
         done("新建广场、戏台、步道5处。")),
    Case("N102", "a sentence that ends in a count", "applies_not",
         done("网格管理、积分制做法被推广到3个乡镇。")),
    Case("N124", "21 of 12 villages", "fails", villages("21个村集体经济收入均超过10万元。"),
         severity="error", says="全部为12个"),
    Case("N124", "8 of 12", "passes", villages("8个村完成道路硬化。")),
    Case("N124", "villagers' groups are no villages", "applies_not", villages("45个村民小组通水。")),
    Case("N124", "nothing told of villages", "applies_not"),
    Case("N127", "two tables, six said", "fails",
         done("本级专项资金共6个，灌溉渠维修专项执行19.00万元，村道养护专项执行12.00万元。"),
         says="逐个列出2个项目"),
    Case("N127", "their clauses behind semicolons", "fails",
         done("本级专项资金共3个，其中灌溉渠维修专项支出19.00万元，占61.29%；村道养护专项支出12.00万元，占38.71%。"),
         says="逐个列出2个项目"),
    Case("N127", "a sentence of 其中", "fails",
         done("本级专项资金共3个。其中灌溉渠维修专项19.00万元；村道养护专项12.00万元。")),
    Case("N127", "as many", "passes",
         done("本级专项资金共2个，灌溉渠维修专项执行19.00万元，村道养护专项执行12.00万元。")),
    Case("N127", "not all are named", "applies_not",
         done("本级专项资金共6个，灌溉渠维修专项执行19.00万元。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
