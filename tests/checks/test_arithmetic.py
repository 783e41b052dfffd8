"""Family A: what adds up, what doesn't, and what can't be told."""

from collections.abc import Callable

import pytest

from assistant.model.pack import Indicator, Pack, Unplaced
from assistant.model.place import Location
from assistant.model.quantity import Quantity
from tests.checks.build import findings, indicator, line, number, put, run
from tests.checks.table import Case, judge

BASE = "base_data/spending"
STAFF = "base_data/staffing"
TOTAL = "overall/money/年度资金总额"
CANAL = "projects/灌溉渠维修/money"
ROWS = "overall/indicators"


def no_base(pack: Pack) -> None:
    pack.base_data = None


def no_tables(pack: Pack) -> None:
    pack.overall, pack.projects = None, []


def undeclared(pack: Pack) -> None:
    for table in pack.tables():
        table.level_weights = []


def undeclare(root: str, level: str):
    """Return an edit that takes one level's printed weight away from one table."""

    def edit(pack: Pack) -> None:
        table = next(t for t in pack.tables() if t.place == root)
        table.level_weights = [
            entry for entry in table.level_weights if (entry.level2 or entry.level1) != level
        ]

    return edit


def without_rows(level2: str):
    """Return an edit after which every row below a level is blank and nothing is declared."""

    def edit(pack: Pack) -> None:
        for table in pack.tables():
            undeclare(table.place, level2)(pack)
            table.indicators = [row for row in table.indicators if row.level2 != level2]

    return edit


def divided(*told: str) -> Callable[[Pack], None]:
    """Return an edit that divides the whole 520 万元 of the full-year budget into these rows."""

    def edit(pack: Pack) -> None:
        assert pack.overall is not None
        for label, amount in zip(told[::2], told[1::2], strict=True):
            pack.overall.money.append(line("overall", label, ("", amount, "", "", "", "")))

    return edit


def with_staffing(posts: str, staff: str, rate: str) -> Callable[[Pack], None]:
    """Return an edit after which the overall table counts the staff, and no base data table does."""

    def edit(pack: Pack) -> None:
        assert pack.overall and pack.base_data
        pack.overall.staffing = pack.base_data.staffing
        pack.base_data = None
        put(pack, "base_data/staffing/posts", posts)
        put(pack, "base_data/staffing/staff", staff)
        put(pack, "base_data/staffing/control_rate", rate)

    return edit


def unspent(budget: str, spent: str, left: str) -> Callable[[Pack], None]:
    """Return an edit that gives the overall table's first task a column of what was not spent."""

    def edit(pack: Pack) -> None:
        assert pack.overall
        task = line("overall", "防汛抢险", ("", budget, spent, "", "", ""))
        task.unspent = number(left, "overall/money/防汛抢险/unspent", "万元")
        pack.overall.tasks = [task]

    return edit


def with_task(*cells: str) -> Callable[[Pack], None]:
    """Return an edit that gives the overall table one task of the year with these amounts."""

    def edit(pack: Pack) -> None:
        assert pack.overall
        pack.overall.tasks = [line("overall", "防汛抢险", cells)]

    return edit


def funds(*told: str) -> Callable[[Pack], None]:
    """Return an edit that gives the canal's 20 万元 these sources in the full-year budget."""

    def edit(pack: Pack) -> None:
        table = next(t for t in pack.projects if t.place == CANAL.removesuffix("/money"))
        lines = [("年度资金总额", "20"), *(each.split(" ") for each in told)]
        table.money = [
            line(table.place, label, ["", sum_, "", "", "", ""]) for label, sum_ in lines
        ]

    return edit


def blank_row(column: str, *labels: str):
    def edit(pack: Pack) -> None:
        for label in labels:
            put(pack, f"{BASE}/{label}/{column}", "")

    return edit


def parent_and_child(pack: Pack) -> None:
    """Score a parent row above the two rows that it consists of, as some places do."""
    assert pack.overall
    parent = indicator("overall", ("产出指标", "数量指标", "农业农村", "", "", "20", "20"))
    pack.overall.indicators.insert(0, parent)


def no_weights(pack: Pack) -> None:
    for table in pack.tables():
        for row in table.indicators:
            blank(row, "weight", "score")


def blank(row: Indicator, *columns: str) -> None:
    for column in columns:
        old: Quantity = getattr(row, column)
        setattr(row, column, number("", old.place))


def special_as_placeholder(pack: Pack) -> None:
    """Turn the last special into a “……” row that the form indents below the one above."""
    assert pack.base_data
    special, other = pack.base_data.spending[9:11]
    special.label.raw = "3、本级专项资金（一个专项一行）"
    other.label.raw = "……"
    other.parent, other.depth = special.place, 2


def above_posts(told: str) -> dict[str, str]:
    """Let the base table have 52 staff on 50 posts, and the report tell a number."""
    return {
        f"{STAFF}/staff": "52",
        f"{STAFF}/control_rate": "104%",
        "overall_report/部门基本情况/p": f"青禾镇人民政府编制50人，在职{told}。",
    }


def persons(*rows: str):
    """Let the base table print rows of persons below its staff, as label and number in pairs."""

    def edit(pack: Pack) -> None:
        assert pack.base_data
        for col, cell in enumerate((pack.base_data.staffing.posts, pack.base_data.staffing.staff)):
            cell.location = cell.location.model_copy(
                update={"table": 0, "row": 0, "col": 2 * col + 1}
            )
        pack.unplaced += [
            Unplaced(text=text, reason="表内文字没有对应的栏目，没有核对",
                     location=Location(file="pack.docx", table=0, row=row, col=0))
            for row, text in enumerate(rows, start=1)
        ]  # fmt: skip

    return edit


CASES = [
    Case("A101", "45÷50 is 90 %, not 95 %", "fails", {f"{STAFF}/control_rate": "95%"},
         place=f"{STAFF}/control_rate", says="45人÷编制数50人=90%"),
    Case("A101", "a ratio printed as 0.9", "passes", {f"{STAFF}/control_rate": "0.9"}),
    Case("A101", "47÷51 is 92.157 %, printed 92.16%", "passes",
         {f"{STAFF}/posts": "51", f"{STAFF}/staff": "47", f"{STAFF}/control_rate": "92.16%"}),
    Case("A101", "staff control of 92 % under 100 % is no fault", "passes",
         {f"{STAFF}/staff": "46", f"{STAFF}/control_rate": "92%"}),
    Case("A101", "no staff given", "applies_not", {f"{STAFF}/staff": ""}),
    Case("A101", "no posts, nothing to divide by", "applies_not", {f"{STAFF}/posts": "0"}),
    Case("A101", "no base data table", "applies_not", edit=no_base),
    Case("A102", "vehicles and receptions make 7.20", "fails", {f"{BASE}/三公经费/final": "7.02"},
         place=f"{BASE}/三公经费/final", says="相差0.18万元"),
    Case("A102", "one part blank, the rest below the total", "passes",
         {f"{BASE}/公务接待/final": ""}),
    Case("A102", "one part blank, the rest above the total", "fails",
         {f"{BASE}/出国经费/final": "", f"{BASE}/公务接待/final": "9.90"}, says="分项之和"),
    Case("A102", "total blank in every column: a matter of A106", "applies_not",
         {f"{BASE}/三公经费/{c}": "" for c in ("last_final", "budget", "final")}),
    Case("A103", "vehicles are purchase and running, though written 其中", "fails",
         {f"{BASE}/公车运行维护/final": "6.03"}, place=f"{BASE}/公务用车购置和维护经费/final"),
    Case("A103", "the two make the whole", "passes"),
    Case("A103", "no base data table", "applies_not", edit=no_base),
    Case("A105", "parts of operating expenses above them", "fails",
         {f"{BASE}/办公经费/final": "73.20"}, place=f"{BASE}/公用经费/final", says="部分大于总额"),
    Case("A105", "parts far below the total", "passes", {f"{BASE}/办公经费/final": "1.00"}),
    Case("A105", "no total in any column", "applies_not",
         {f"{BASE}/公用经费/{c}": "" for c in ("last_final", "budget", "final")}),
    Case("A106", "three-public total blank, parts given", "fails",
         {f"{BASE}/三公经费/{c}": "" for c in ("last_final", "budget", "final")},
         place=f"{BASE}/三公经费", says="2024年决算数7.2万元", severity="warning"),
    Case("A106", "total and a part blank: nothing to add", "passes",
         {f"{BASE}/三公经费/final": "", f"{BASE}/公务接待/final": ""}),
    Case("A106", "no base data table", "applies_not", edit=no_base),
    Case("A107", "1,100 ÷ 1,000 ㎡ is 110 %", "fails",
         {"base_data/buildings/approved_area": "1000平方米",
          "base_data/buildings/actual_area": "1100平方米",
          "base_data/buildings/area_rate": "100%"}, says="=110%"),
    Case("A107", "the investment ratio fits", "passes",
         {"base_data/buildings/approved_investment": "300万元",
          "base_data/buildings/actual_investment": "291万元",
          "base_data/buildings/investment_rate": "97%"}),
    Case("A107", "no building at all", "applies_not"),
    Case("A112", "projects make 48.00", "fails", {f"{BASE}/项目支出/final": "84.00"},
         place=f"{BASE}/项目支出/final", says="相差36万元"),
    Case("A112", "a “……” row is one more special beside the one above it", "passes",
         edit=special_as_placeholder),
    Case("A112", "rounding: 11.5+5.5+19+12 printed as whole numbers", "passes",
         {f"{BASE}/业务工作经费/final": "12", f"{BASE}/运行维护经费/final": "6",
          f"{BASE}/灌溉渠维修专项/final": "19", f"{BASE}/村道养护专项/final": "12",
          f"{BASE}/项目支出/final": "48"}),
    Case("A112", "no base data table", "applies_not", edit=no_base),
    Case("A104", "504.40÷520 is 97 %", "fails", {f"{TOTAL}/rate": "79%"}, place=f"{TOTAL}/rate",
         says="=97%"),
    Case("A104", "a ratio printed as 0.97", "passes", {f"{TOTAL}/rate": "0.97"}),
    Case("A104", "no table", "applies_not", edit=no_tables),
    Case("A108", "sources make 504.40", "fails", {"overall/by_income/政府性基金拨款": "3.00万元"},
         place="overall/by_income/按收入性质分", says="474.4+3=477.4万元"),
    Case("A108", "a source the unit doesn't have is blank", "passes"),
    Case("A108", "no head", "applies_not", {"overall/by_income/按收入性质分": ""}),
    Case("A109", "basic and projects make 504.40", "fails",
         {"overall/by_expenditure/基本支出": "465.40"}, place="overall/by_expenditure/按支出性质分"),
    Case("A109", "the two make the whole", "passes"),
    Case("A109", "no parts", "applies_not",
         {"overall/by_expenditure/基本支出": "", "overall/by_expenditure/项目支出": ""}),
    Case("A101", "the overall table's own row of staff", "fails",
         edit=with_staffing("60", "57", "97%"), says="95"),
    Case("A101", "the overall table's own row of staff, rightly divided", "passes",
         edit=with_staffing("60", "57", "95%")),
    Case("A104", "a task of the year, its rate upside down", "fails",
         edit=with_task("", "40.00", "32.00", "", "125%", ""), says="“防汛抢险”执行率填125%"),
    Case("A104", "a task of the year, its rate right", "passes",
         edit=with_task("", "40.00", "32.00", "", "80%", "")),
    Case("A121", "what was not spent is miscounted", "fails", edit=unspent("40.00", "32.50", "8.50"),
         says="未执行数填8.5万元，全年预算数40万元－全年执行数32.5万元=7.5万元"),
    Case("A121", "what was not spent is right", "passes", edit=unspent("40.00", "32.50", "7.50")),
    Case("A121", "one of the three is blank", "applies_not", edit=unspent("40.00", "", "7.50")),
    Case("A121", "a form without the column", "applies_not"),
    Case("A111", "levels of government that miss the total", "fails",
         edit=funds("其中：上级补助 12.00", "区级资金 9.00"), says="12+9=21万元"),
    Case("A111", "levels of government that make the total", "passes",
         edit=funds("其中：上级补助 12", "区级资金 8")),
    Case("A111", "levels of government that divide the one above", "passes",
         edit=funds("上级补助 12", "其中：中央补助 7", "省级补助 5", "县级资金 8")),
    Case("A110", "income head differs from the year's money", "fails",
         {"overall/by_income/按收入性质分": "540.40"}, place="overall/by_income/按收入性质分"),
    Case("A110", "a hundredth apart is a 尾差", "fails",
         {"overall/by_income/按收入性质分": "504.41"}, says="尾差", severity="info"),
    Case("A110", "a head may stand for the full-year budget", "passes",
         {"overall/by_income/按收入性质分": "520.00"}),
    Case("A110", "no heads, and basic and projects make the total", "passes",
         {"overall/by_income/按收入性质分": "", "overall/by_expenditure/按支出性质分": ""}),
    Case("A110", "no heads, and basic and projects make another total", "fails",
         {"overall/by_income/按收入性质分": "", "overall/by_expenditure/按支出性质分": "",
          "overall/by_expenditure/基本支出": "465.40"}, says="之和为"),
    Case("A110", "no heads and no lines", "applies_not",
         {"overall/by_income/按收入性质分": "", "overall/by_expenditure/按支出性质分": "",
          "overall/by_expenditure/基本支出": "", "overall/by_expenditure/项目支出": ""}),
    Case("A111", "spending rows of which the first names the division", "fails",
         edit=divided("按支出性质分：基本支出", "300.00", "项目支出", "200.00"), says="基本支出与项目支出之和"),
    Case("A111", "spending rows that make the total", "passes",
         edit=divided("按支出性质：基本支出", "320.00", "项目支出总额", "200.00")),
    Case("A111", "18+2 against 12", "fails", {f"{CANAL}/年度资金总额/full_year": "12.00"},
         place=f"{CANAL}/年度资金总额/full_year", says="18+2=20万元"),
    Case("A111", "a total without any source behind it", "fails",
         {f"{CANAL}/当年财政拨款/initial": "0", f"{CANAL}/上年结转资金/initial": ""},
         place=f"{CANAL}/年度资金总额/initial", says="相差20万元"),
    Case("A111", "a source that the project doesn't have is blank", "passes"),
    Case("A111", "every fund is a source, whatever word it lacks", "passes",
         edit=funds("一般公共预算 14", "政府性基金预算 4", "财政专户管理资金 1", "其他 1")),
    Case("A111", "one fund of several is short", "fails",
         edit=funds("一般公共预算 11", "政府性基金预算 4", "财政专户管理资金 1", "其他 1"),
         says="11+4+1+1=17万元"),
    Case("A111", "funds divide the grant above them", "passes",
         edit=funds("财政拨款 19", "其中：一般公共预算 15", "政府性基金 4", "其他资金 1")),
    Case("A111", "a source of unknown name", "passes",
         edit=funds("一般公共预算 15", "以工代赈 5")),
    Case("A111", "a row of unknown name that is no source", "passes",
         edit=funds("一般公共预算 20", "应收未收 5")),
    Case("A111", "no project table", "applies_not", edit=lambda pack: pack.projects.clear()),
    Case("A113", "8+10 against 20 declared", "fails", {f"{ROWS}/数量指标/举办农技培训/weight": "8"},
         place="overall/level_weights/数量指标", says="8+10=18分"),
    Case("A113", "10+10 against 20 declared", "passes"),
    Case("A113", "nothing declared", "applies_not", edit=undeclared),
    Case("A114", "5+10 against 20 declared", "fails", {f"{ROWS}/经济效益指标/全镇税收/weight": "5"},
         place="overall/level_weights/效益指标", says="5+10=15分，与标明的20分不符，相差5分"),
    Case("A114", "a parent row that repeats its children", "passes", edit=parent_and_child),
    Case("A114", "nothing declared", "applies_not", edit=undeclared),
    Case("A115", "weights make 95", "fails", {f"{ROWS}/经济效益指标/全镇税收/weight": "5"},
         place="overall/total/weight", says="合计为95分"),
    Case("A115", "the stated total is not 100", "fails", {"overall/total/weight": "110"}, says="110分"),
    Case("A115", "the execution weight is the wrong one", "fails", {"overall/money/年度资金总额/weight": "20"},
         says="预算执行分值填20分，疑为10分（按执行率97%×10分计，与所填得分9.70相符）；总分值100分，各项分值合计为110分"),
    Case("A115", "a total row that leaves execution out", "passes", {"overall/total/weight": "90"}),
    Case("A115", "a parent row that repeats its children", "passes", edit=parent_and_child),
    Case("A115", "no weight anywhere", "applies_not", edit=no_weights),
    Case("A118", "52 on 50 posts", "fails", above_posts("52人"), place=f"{STAFF}/staff", severity="warning",
         says="年末在职52人，超过编制50人2人，控制率104%"),
    Case("A118", "no rate printed", "fails", above_posts("52人") | {f"{STAFF}/control_rate": ""}),
    Case("A118", "the report says who is beyond the posts", "passes",
         above_posts("52人，其中政策性安置退役士兵2人，超编人员逐年消化")),
    Case("A118", "the report tells another number: X133 says so", "passes", above_posts("49人")),
    Case("A118", "the printed rate is another: A101 says so", "passes",
         above_posts("52人") | {f"{STAFF}/control_rate": "90%"}),
    Case("A118", "45 on 50 posts", "passes"),
    Case("A118", "no posts", "applies_not", {f"{STAFF}/posts": ""}),
    Case("A119", "two digits of a part the wrong way round", "fails",
         edit=persons("其中：专任教师｜62｜管理人员｜8", "工勤人员｜11｜教学班｜36"),
         place=f"{STAFF}/staff", says="“在职人数”45人，其中专任教师、管理人员、工勤人员合计62+8+11=81人"),
    Case("A119", "forms of a school", "fails",
         edit=persons("在校学生｜1,846｜其中：七年级｜618", "八年级｜660｜九年级｜622"),
         says="其中七年级、八年级、九年级合计618+660+622=1900人，相差54人"),
    Case("A119", "fewer than all, by two digits", "fails", edit=persons("其中：专任教师｜12｜管理人员｜24"),
         says="12+24=36人"),
    Case("A119", "men and women are all", "fails", edit=persons("在校学生｜240｜其中：男生｜120｜女生｜110")),
    Case("A119", "several years in a row", "fails",
         edit=persons("学生｜230｜240", "其中：男生｜120｜120", "女生｜110｜110"), says="120+110=230人，相差10人"),
    Case("A119", "all right", "passes",
         edit=persons("其中：专任教师｜26｜管理人员｜8", "工勤人员｜11｜教学班｜36", "在校学生｜90｜其中：七年级｜30",
                      "八年级｜31｜九年级｜29", "二、经费情况")),
    Case("A119", "其中 needn't be all", "passes", edit=persons("其中：专任教师｜26｜管理人员｜8")),
    Case("A119", "who retired is beside the staff", "passes",
         edit=persons("其中：专任教师｜37｜管理人员｜8", "退休人员｜40")),
    Case("A119", "a person counts as several", "applies_not",
         edit=persons("其中：党员｜30｜女职工｜25｜高级职称｜12")),
    Case("A119", "a woman may teach", "applies_not", edit=persons("其中：女教师｜30｜管理人员｜25")),
    Case("A119", "no parts", "applies_not"),
    Case("A117", "two of three kinds of output declare their weight", "fails",
         edit=undeclare("overall", "质量指标"), severity="warning",
         place="overall/level_weights/产出指标/质量指标", says="“质量指标”没有标明分值"),
    Case("A117", "three of four levels", "fails", edit=undeclare("projects/村道养护", "成本指标"),
         says="“成本指标”没有标明分值"),
    Case("A117", "a level with one kind needn't repeat its weight", "passes"),
    Case("A117", "a level that has no row", "passes", edit=without_rows("质量指标")),
    Case("A117", "no weights declared", "applies_not", edit=undeclared),
    Case("A116", "the report tells the right total", "fails",
         {"overall/total/score": "97.90", "overall_report/资金使用及绩效情况/p": "自评得分99.7分。"},
         says="各项得分合计99.7分，报告也写99.7分"),
    Case("A116", "a score left blank, and a total that counts it", "fails",
         {f"{TOTAL}/score": ""}, says="预算执行得分未填"),
    Case("A116", "scores make 99.70", "fails", {"overall/total/score": "97.90"},
         place="overall/total/score", says="各项得分合计99.7分"),
    Case("A116", "execution counted twice", "fails", {"overall/total/score": "109.40"},
         says="重复计入预算执行得分"),
    Case("A116", "execution left out", "fails", {"overall/total/score": "90"}, says="漏计预算执行得分"),
    Case("A116", "a total rounded to one decimal", "passes",
         {"overall/money/年度资金总额/score": "9.66", "overall/total/score": "99.7"}),
    Case("A116", "a cut rounded away to full marks", "fails", {"overall/total/score": "100"},
         says="总分填100分，各项得分合计99.7分"),
    Case("A116", "a parent row that repeats its children", "passes", edit=parent_and_child),
    Case("A116", "no total score", "applies_not", edit=lambda pack: [
        put(pack, f"{table.place}/total/score", "") for table in pack.tables()]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)


@pytest.mark.parametrize(
    ("cells", "explanation"),
    [
        ({f"{BASE}/项目支出/final": "84.00"}, "颠倒"),
        ({f"{BASE}/项目支出/final": "480000"}, "一万倍"),
        ({f"{BASE}/项目支出/final": "480"}, "小数点"),
        ({f"{BASE}/项目支出/final": "52.80"}, "会议费、培训费2024年决算数"),
    ],
)
def test_nearest_explanation(cells: dict[str, str], explanation: str) -> None:
    (found,) = findings(run(cells, select="A112"), "A112")
    assert explanation in found.explanation


def test_a_score_left_blank_is_to_be_filled_before_the_total_is_changed() -> None:
    (found,) = findings(run({f"{TOTAL}/score": ""}, None, "A116"), "A116")
    assert (
        found.suggestion == "先补填预算执行得分（按执行率应为9.7分），总分改为补填后各项得分之和。"
    )
    assert found.expected == "补填后各项得分之和（现有90分，加预算执行得分为99.7分）"
