"""Rules N202 to N204: lists in brackets and behind colons, with shares, and by bands."""

import pytest

from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


HOMES = "现有福利机构37家（养老院{}、福利院4、儿童之家9、救助站3），运行平稳。"
COURSES = "开设课程152门：文科58、理科{}、工科31、艺术16，开出率100%。"
QUARTERS = "全年支付工程款876.42万元。分季度：112.36；248.15；301.77；{}。上半年累计360.51万元。"
CLASSES = "计划培训260人，实训256人，差4人。共6期：焊工{}期84人；叉车1期46人；月嫂3期{}人，占比最高（49.22%）。"
WAIVED = "（2）学费减免3,460人次、212.70万元（高中{}人次，每学期600元，117.60万元；中职1,500人次，每学期634元，95.10万元）；"
JOBS = "帮扶后412人实现就业，就业率87.66%：本地256人（62.14%）；外地{}人。"
SPENT = "全部支出386.50万元（展馆维护152.30；设备更新{}；活动115.60），执行率96.63%。"
INNER = (
    "预算6,180.00万元（上级补助2,400.00，其中省级1,500.00、市级900.00；区级{}，含基金3,200.00）。"
)
WASTE = "全年收运餐厨垃圾12,600吨；去向明确，制沼{}吨占一半，堆肥4,410吨占35.00%（粗肥2,646吨、精肥1,764吨），焚烧{}吨。"
FUNDS = (
    "应筹资金{}万元，由中央承担60%即1,875.84万元、省级承担25%即781.60万元、县级承担15%即{}万元。"
)
AGES = (
    "年末在册332人，到位率97.65%；持证的186人，按年龄说50岁以上96人、35岁至50岁{}人、35岁以下72人。"
)
BLOCKS = "三个片区分别是12栋426户、{}栋318户、15栋{}户，合计36栋1,291户，全部完工。"
BOUGHT = "签订合同1,562.80万元，按品目划分为工程类984.60万元、货物类{}万元、服务类259.70万元，授予小微企业的合同金额达到1,172.10万元。"
SCORES = (
    "自评得分{}分，其中预算执行得9.70分，产出指标得48.41分，效益指标与满意度指标分别得28分和10分。"
)
SIDES = "全年支出6,218.40万元，从性质上看，基本支出用去1,486.20万元，内含人员经费{}万元、公用经费273.70万元，其余4,732.20万元都是项目支出。"
STAFFED = "编制一共62名，行政14名，剩下的48名都是事业编；到年底实有在职57人，行政12人、事业45人，空编{}名。"
RANGERS = "年初在册巡护员326人，年内因病离职18人，新聘用{}人，年末在册332人。"
PAID = "分季度支付为一季度86.30万元、二季度142.50万元、三季度210.20万元、四季度96.40万元，前三季度累计支付{}万元。"
SITES = (
    "支出196.48万元。设备134.18万元，软件{}万元，站点24.00万元（8个，每个3.0万元），培训20.00万元。"
)
PLANTED = "新种果树{}万亩，城关镇0.62万亩、石桥镇0.86万亩、柳林镇0.40万亩，三镇合计1.88万亩，另外5个镇共1.38万亩。"

CASES = [
    Case("N202", "a bracket whose unit stands before it", "fails", done(HOMES.format(12)),
         says="12家+4家+9家+3家=28家"),
    Case("N202", "a bracket, right", "passes", done(HOMES.format(21))),
    Case("N202", "a colon whose unit stands before it", "fails", done(COURSES.format(74)),
         says="写152门"),
    Case("N202", "a colon, right", "passes", done(COURSES.format(47))),
    Case("N202", "the last quarter, the first ones summed up elsewhere", "fails",
         done(QUARTERS.format("241.14")), says="与“支付工程款”876.42万元不符"),
    Case("N202", "quarters, right", "passes", done(QUARTERS.format("214.14"))),
    Case("N202", "one of two columns", "fails", done(CLASSES.format(3, 126)), says="=7期"),
    Case("N202", "two columns, right", "passes", done(CLASSES.format(2, 126))),
    Case("N202", "a bracket of two columns", "fails", done(WAIVED.format("1,690")),
         says="=3190人次"),
    Case("N202", "a bracket of two columns, right", "passes", done(WAIVED.format("1,960"))),
    Case("N202", "a rate before the colon", "fails", done(JOBS.format(165)), says="412人不符"),
    Case("N202", "a rate before the colon, right", "passes", done(JOBS.format(156))),
    Case("N202", "semicolons in a bracket", "fails", done(SPENT.format("116.80")), says="=384.7万元"),
    Case("N202", "semicolons in a bracket, right", "passes", done(SPENT.format("118.60"))),
    Case("N202", "a part divided again", "fails", done(INNER.format("3,870.00")), says="=6270万元"),
    Case("N202", "a part divided again, right", "passes", done(INNER.format("3,780.00"))),
    Case("N202", "only some of them", "applies_not",
         done("现有福利机构37家（其中养老院12、福利院4、儿童之家9）。")),
    Case("N202", "of other matters", "applies_not",
         done("全年检查37次：一是督促企业整改隐患12处；二是约谈企业3家；三是立案2起。")),
    Case("N203", "a part without a share", "fails", done(WASTE.format("6,300", "1,980")),
         says="12600吨不符"),
    Case("N203", "a part without a share, right", "passes", done(WASTE.format("6,300", "1,890"))),
    Case("N203", "all shares told, the total wrong", "fails", done(FUNDS.format("312.64", "468.96")),
         says="写312.64万元"),
    Case("N203", "all shares told, a part wrong", "fails", done(FUNDS.format("3,126.40", "486.96")),
         says="3126.4万元不符"),
    Case("N203", "all shares told, right", "passes", done(FUNDS.format("3,126.40", "468.96"))),
    Case("N203", "shares of something else", "applies_not",
         done("调解纠纷862件，婚姻家庭312件。办结率98.2%。")),
    Case("N204", "ages without a gap", "fails", done(AGES.format(146)), says="写332人"),
    Case("N204", "ages, right", "passes", done(AGES.format(164))),
    Case("N204", "a gap between the bands", "applies_not",
         done("年末在册332人，50岁以上96人、35岁以下72人。")),
    Case("N187", "totals told behind two columns", "fails", done(BLOCKS.format(19, 547)),
         says="=46栋"),
    Case("N187", "the other column", "fails", done(BLOCKS.format(9, 574)), says="=1318户"),
    Case("N187", "totals behind two columns, right", "passes", done(BLOCKS.format(9, 547))),
    Case("N101", "a comma goes on to another matter", "fails", done(BOUGHT.format("381.50")),
         says="所列分项984.6万元+381.5万元+259.7万元=1625.8万元"),
    Case("N101", "a comma goes on, right", "passes", done(BOUGHT.format("318.50"))),
    Case("N101", "a list of scores goes on with 分别", "passes", done(SCORES.format("96.11"))),
    Case("N101", "a list of scores that goes on, wrong", "fails", done(SCORES.format("99.11")),
         says="=96.11分"),
    Case("N101", "what a part holds is no part", "passes", done(SIDES.format("1,212.50"))),
    Case("N101", "what a part holds, wrong", "fails", done(SIDES.format("1,221.50")),
         says="1486.2万元不符"),
    Case("N101", "a mean beside the total", "passes",
         done("举办展览268场，月均22.33场，按季度看，一季度52场、二季度71场、三季度84场、四季度61场。")),
    Case("N101", "what is told of a part", "passes",
         done("收回问卷500份，其中发给甲村的200份里满意的有185份，发给乙村的300份里满意的有282份。")),
    Case("N125", "posts left vacant", "fails", done(STAFFED.format(6)), says="62名与57人相差5名"),
    Case("N125", "posts left vacant, right", "passes", done(STAFFED.format(5))),
    Case("N183", "who left and who came", "fails", done(RANGERS.format(42)), says="=350人"),
    Case("N183", "who left and who came, right", "passes", done(RANGERS.format(24))),
    Case("N189", "the first three quarters", "fails", done(PAID.format("493.00")), says="应为439万元"),
    Case("N189", "the first three quarters, right", "passes", done(PAID.format("439.00"))),
    Case("N128", "an item behind a bracket", "fails", done(SITES.format("13.80")), says="=191.98万元"),
    Case("N128", "an item behind a bracket, right", "passes", done(SITES.format("18.30"))),
    Case("N153", "a subtotal and the rest", "passes", done(PLANTED.format("3.26"))),
    Case("N153", "a yardstick is no part", "passes",
         done("改造提升完成3.42万亩，是目标3.6万亩的95%，短少0.18万亩。水稻41亩，早稻18亩、中稻14亩、晚稻9亩。")),
    Case("N123", "the budget beside what was spent", "passes",
         done("公务用车运行支出16.42万元，与18.60万元的预算相比节约2.18万元。公务用车运行支出16.42万元。")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.why}")
def test_rule(case: Case) -> None:
    judge(case)
