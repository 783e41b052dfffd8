"""Family N, a report's sentences by themselves: parts, shares, lists, claims."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import put, with_section
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
SPENT = "overall_report/一般公共预算支出情况/p"
PROBLEMS = "overall_report/存在的问题及原因分析/p"
TRAINING = "overall/indicators/数量指标/举办农技培训/actual"


def told(sentence: str) -> dict[str, str]:
    return {SPENT: sentence}


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


def problem(sentence: str):
    def edit(pack: Pack) -> None:
        put(pack, PROBLEMS, sentence)

    return edit


CASES = [
    Case("N101", "a digit lost among questionnaires", "fails",
         done("发放600份，其中学生30份、家长220份。"), says="250份"),
    Case("N101", "one part above all", "fails",
         done("开展新技术15项，其中18项填补县内空白。"), says="其中一项写18项，多于总数"),
    Case("N101", "one part of all", "passes", done("开展新技术15项，其中3项填补县内空白。")),
    Case("N101", "parts of an increase", "fails",
         done("固定资产3.46亿元，比年初增加2130万元，其中设备1268万元、房屋及其他502万元。"),
         says="“固定资产增加”2130万元"),
    Case("N101", "parts of an increase that fit", "passes",
         done("固定资产3.46亿元，比年初增加2130万元，其中设备1628万元、房屋及其他502万元。")),
    Case("N101", "people are counted in 人 and 名", "fails",
         done("共为872名学生（其中七年级291人、八年级287人、九年级284人）发放补助。"), says="862名"),
    Case("N101", "a whole divided twice", "passes",
         done("招聘技术人员38名，其中本科及以上31名，男性12名、女性26名；辞职9人。")),
    Case("N101", "a whole divided twice, one division wrong", "fails",
         done("招聘技术人员38名，其中本科及以上31名，男性12名、女性28名；辞职9人。"),
         says="所列分项12名+28名=40名"),
    Case("N101", "another group behind a semicolon", "passes",
         done("年末在职职工812人，其中专业技术人员689人，占84.85%；离退休人员203人。")),
    Case("N101", "the scores of the projects are no parts", "passes",
         done("部门整体自评得分99.67分。其中，灌溉渠维修项目自评得分99.05分，村道养护项目自评得分97.19分。")),
    Case("N101", "a list that is complete before its sentence ends", "passes",
         done("现有股室10个，其中5个参照管理、5个全额拨款、0个差额拨款，2个自收自支单位。")),
    Case("N101", "two halves of a division fall short", "fails",
         done("修订预案85个，其中镇级3个、村级12个。"), severity="error"),
    Case("N101", "a part goes on behind the semicolon", "fails",
         told("年中追加294.20万元，其中基本支出追加172.80万元，用于调资；项目支出追加116.00万元。"),
         says="=288.8万元"),
    Case("N101", "with a share behind each", "fails",
         told("执行145.08万元。其中学生宿舍68.42万元，占59.57%；教学楼38.26万元，占26.37%；食堂20.40万元，占14.06%。"),
         says="68.42万元+38.26万元+20.4万元"),
    Case("N101", "a point dropped in a part", "fails",
         told("执行80.80万元。支出构成为保洁工资45.60万元、户厕补助882万元、垃圾清运26.38万元。")),
    Case("N101", "what was added is made up of", "fails",
         told("全年净增加233.00万元。追加部分由四项组成：建设130.00万元、下乡20.00万元、开放16.00万元、增资63.00万元。"),
         says="=229万元"),
    Case("N101", "done and not done of all", "fails",
         done("全部19项绩效指标中，完成16项，未完成1项。"), says="=17项"),
    Case("N101", "spent on, behind other words", "fails",
         told("基金预算支出42.00万元，来源为公益金，用于购置设备18.50万元、支付补助32.50万元。"), says="=51万元"),
    Case("N101", "spending made up of three parts", "fails",
         told("支出141.80万元，执行率94.53%。支出由补助118.26万元、设备18.50万元、宣传504万元三部分组成。")),
    Case("N101", "held so many each", "fails",
         done("推广活动112场，图书馆、文化馆、博物馆分别举办63场、13场、18场。"), says="=94场"),
    Case("N101", "what each did isn't all of it", "passes",
         done("推广活动预算112.00万元，图书馆、文化馆分别支出63.00万元、31.00万元。")),
    Case("N101", "four parts of a closed list", "fails",
         told("支出4512.60万元，包括征地补偿3900.00万元、河堤加固483.55万元、道路硬化10.05万元和"
              "路灯安装95.00万元。"), place=f"{SPENT}@4512.60万元", severity="error",
         says="3900万元+483.55万元+10.05万元+95万元=4488.6万元"),
    Case("N101", "parts above the whole", "fails",
         done("共有农户320户，其中低保户60户、脱贫户300户。"), severity="error"),
    Case("N101", "the sum stands behind the parts: the total is wrong", "fails",
         done("排查隐患52处，其中消防11处、用电8处、设备6处，已整改25处。"), says="11处+8处+6处=25处"),
    Case("N101", "a target behind the list is no part of it", "fails",
         done("开展培训1926人次，其中农户864人次、企业职工64人次、社区居民420人次，完成目标1800人次的107%。"),
         says="864人次+64人次+420人次=1348人次"),
    Case("N101", "nearly all is listed", "fails",
         done("共有农户320户，其中低保户60户、一般户250户。"), severity="warning",
         says="60户+250户=310户"),
    Case("N101", "分别为", "fails", done("机关设3个大厅，窗口分别为12个、8个、5个，共有窗口24个。"
                                     "今年新增窗口24个，分别为12个、8个、5个。")),
    Case("N101", "in brackets", "fails", done("完成审批88件（其中农业类50件，建设类48件）。")),
    Case("N101", "numbers first", "fails",
         done("本单位共有20个机构，其中9个科室、6个中心，8个站所。")),
    Case("N101", "其中 in a sentence of its own", "fails",
         done("全年调解纠纷96件。其中婚姻家庭类51件、邻里类65件。")),
    Case("N101", "a swapped digit in an open list", "fails",
         told("项目支出96.00万元，其中清淤12.00万元、护坡48.00万元、绿化63.00万元。")),
    Case("N101", "adds up", "passes",
         told("支出504.40万元，其中基本支出456.40万元，项目支出48.00万元。")),
    Case("N101", "adds up within the rounding", "passes",
         told("支出100.0万元，包括甲路33.33万元、乙路33.33万元、丙路33.33万元。")),
    Case("N101", "其中 lists only a part", "passes",
         done("共有农户320户，其中低保户60户、特困户12户。")),
    Case("N101", "ends in 等", "passes",
         told("支出100.00万元，包括维修20.00万元、绿化30.00万元、保洁15.00万元等。")),
    Case("N101", "parts of a part", "passes",
         done("全镇共有党员600名，其中农村党员480名（其中女党员90名、青年党员120名），"
              "机关党员120名。")),
    Case("N101", "other units beside the parts", "passes",
         done("建成项目8个，其中道路5个、长12公里，桥梁3个、投资300万元。")),
    Case("N101", "about", "passes", done("共有农户约320户，其中低保户60户、一般户250户。")),
    Case("N101", "cases and persons: one may exceed the other", "passes",
         done("查处案件6件，处理12人，其中警告5人、记过7人。")),
    Case("N101", "no parts", "applies_not", done("全年举办农技培训11场。") | told("支出合规。")),
    Case("N103", "shares in turn of what is nowhere told", "fails",
         done("其中甲项目支出1826.00万元，乙项目支出1235.00万元，丙项目支出825.00万元，分别占专项资金的46.99%、28.78%、21.23%。"),
         says="1235万元÷（1826万元+1235万元+825万元）=31.78%"),
    Case("N103", "shares in turn, with what each costs among their amounts", "passes",
         done("项目支出570.40万元。其中渠道358.20万元，每公里4.50万元；闸门120.62万元，平均每座0.37万元；监测91.58万元。"
              "三项支出分别占项目支出的62.80%、21.15%、16.06%。")),
    Case("N103", "shares in turn, right", "passes",
         done("其中甲项目支出1826.00万元，乙项目支出1235.00万元，丙项目支出825.00万元，分别占专项资金的46.99%、31.78%、21.23%。")),
    Case("N103", "360 of 456.40 is 78.9 %", "fails",
         told("基本支出456.40万元，其中人员经费360.00万元，占基本支出的87.9%。"), says="=78.88%"),
    Case("N103", "the whole follows", "fails",
         told("甲项目支出443.60万元，占46.60%；乙项目支出374.40万元，占38.88%；丙项目支出145.08万元，"
              "占15.06%。三项共计963.08万元。"), says="=46.06%"),
    Case("N103", "the whole follows and all is right", "passes",
         told("甲项目支出443.60万元，占46.06%；乙项目支出374.40万元，占38.88%；丙项目支出145.08万元，"
              "占15.06%。三项共计963.08万元。")),
    Case("N103", "a rate of a task", "fails",
         done("应整改隐患60处，已完成整改45处，整改率85%。")),
    Case("N103", "three digits", "passes",
         told("基本支出456.40万元，其中人员经费360.00万元，占基本支出的78.88%。")),
    Case("N103", "rounded to a whole", "passes",
         told("基本支出456.40万元，其中人员经费360.00万元，占基本支出的79%。")),
    Case("N103", "of a base that is told two sentences before", "passes",
         told("基本支出456.40万元。机构运转正常。人员经费360.00万元，占基本支出的78.88%。")),
    Case("N103", "over 78 %", "applies_not",
         told("基本支出456.40万元，人员经费360.00万元，占基本支出的78%以上。")),
    Case("N103", "the base is nowhere", "applies_not",
         done("培训女学员30人，占参训人员的40%。")),
    Case("N106", "1,201 of 6,900 and “无”", "fails",
         done("全年改厕任务6900户，已完成1201户。"), problem("无。"), severity="warning",
         says="=17.41%"),
    Case("N106", "the problems name it", "passes",
         done("全年改厕任务6900户，已完成1201户。"),
         problem("改厕任务6900户，因原料涨价只完成1201户。")),
    Case("N106", "the project's own report has it among its problems", "passes",
         {"project_reports/灌溉渠维修/偏离绩效目标的原因和下一步改进措施/p":
          "全年改厕任务100户，已完成70户，其余在下年实施。"}),
    Case("N106", "92 of 100", "passes", done("全年改厕任务100户，已完成92户。"), problem("无。")),
    Case("N106", "found and settled is no task", "applies_not",
         done("排查隐患60处，整改45处。"), problem("无。")),
    Case("N106", "no task in words", "applies_not"),
    Case("N107", "all done, 8 of 10 sessions", "fails",
         {TRAINING: "8场"} | done("各项绩效目标均已完成。"), says="举办农技培训",
         severity="error"),
    Case("N107", "“全部达到年初目标”", "fails",
         {TRAINING: "8场"} | done("三级指标全部达到年初目标。")),
    Case("N107", "all met", "passes", done("各项绩效目标均已完成。")),
    Case("N107", "with an exception", "applies_not",
         {TRAINING: "8场"} | done("除农技培训外，各项目标均已完成。")),
    Case("N107", "a promise", "applies_not",
         {TRAINING: "8场"} | done("下一步确保各项目标任务全部完成。")),
    Case("N107", "no claim", "applies_not"),
    Case("N101", "a mean behind a part is no part", "passes",
         told("三公经费决算7.20万元；其中公车运行维护费6.30万元，保有车辆3辆，平均每辆2.10万元；公务接待0.90万元。")),
    Case("N101", "two lists of one total", "passes",
         told("全年执行374.40万元。按来源分，拨款274.78万元、结转13.22万元、企业投入86.40万元。"
              "按用途分，设备285.38万元、场地52.30万元、软件23.50万元、支付上年质量保证金13.22万元。")),
    Case("N101", "a list by kind, one digit off", "fails",
         done("到馆35.6万人次。分场馆看，图书馆21.3万人次，文化馆8.1万人次，博物馆5.2万人次。")),
    Case("N103", "each share is of the figure in its order", "fails",
         told("项目支出48.00万元，其中灌溉19.00万元、养护12.00万元、业务17.00万元，"
              "分别占项目支出的39.58%、52.00%、35.42%。"), says="报告写52%"),
    Case("N103", "shares in order", "passes",
         told("灌溉、养护、业务依次支出19.00万元、12.00万元、17.00万元，合计48.00万元，"
              "分别占39.58%、25.00%、35.42%。")),
    Case("N103", "a part beside it is no base", "applies_not",
         told("专项共3个，其中灌溉443.60万元，占46.06%；养护145.08万元，占15.06%。")),
    Case("N103", "of what it grew to", "passes",
         done("持证读者由24800人增加到28400人；其中乡村读者11190人，占39.4%。")),
    Case("N107", "of the projects only", "passes",
         {TRAINING: "8场"}, with_section("overall_report/资金使用及绩效情况", "（二）", "项目支出绩效情况",
                                          "两个项目绩效指标均已完成。")),
    Case("N101", "what the brackets hold is not the total", "passes",
         told("项目支出48.00万元（含政府性基金15.00万元），其中灌溉19.00万元、养护12.00万元、业务17.00万元。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
