"""Missing words and stops, 元 among 万元, counts in words; names of other units; economic items."""

import pytest

from assistant.model.pack import Pack
from tests.checks.build import Edit, both, text
from tests.checks.table import Case, judge
from tests.checks.test_wording import done, no_reports

STAFF = "基本工资、津贴补贴、奖金、绩效工资、住房公积金、抚恤金、生活补助"


def unit(name: str) -> Edit:
    def edit(pack: Pack) -> None:
        pack.unit = text(name, "unit")
        for table in pack.tables():
            for field in (table.unit, table.department):
                field.raw = name if field.raw else ""

    return edit


WATER = unit("云山县水利局")


def named_in_a_form(pack: Pack) -> None:
    pack.projects[0].implementer.raw = "县农机局"


CASES = [
    Case("W133", "one amount in 元", "fails",
         done("全年支出504.40万元，办公33.20万元，追回补贴款147250元。"), says="“147250元”", severity="info"),
    Case("W133", "a price", "passes", done("全年支出504.40万元，每公里单价36500元。")),
    Case("W133", "all in 万元", "passes", done("全年支出504.40万元，追回补贴款14.73万元。")),
    Case("W133", "no reports", "applies_not", edit=no_reports),
    Case("W134", "第三度", "fails", done("第三度开展巡查12次。"), says="漏写“季”字", severity="info"),
    Case("W134", "no number before 千伏", "fails", done("建成青禾千伏变电站1座。"), says="“千伏”前漏写数字"),
    Case("W134", "nothing was got", "fails", done("使隐患得到及时有效；群众放心。"), says="得到及时有效"),
    Case("W134", "an amount left out", "fails", done("全年支出万元，其余结转。"), says="“万元”前漏写数字"),
    Case("W134", "verb without object", "fails", done("为资金管理、健全等工作提供参考。"), says="动词后漏写宾语"),
    Case("W134", "one 的 too many", "fails", done("对进度推进的缓慢的村约谈。"), says="前一个“的”多余"),
    Case("W134", "whole sentences", "passes",
         done("第三季度建成110千伏变电站1座，隐患处置及时有效；矛盾得到及时化解。")),
    Case("W134", "no reports", "applies_not", edit=no_reports),
    Case("W135", "no stop at the end", "fails",
         done("全年举办农技培训11场，采用问卷方式开展满意度调查，发放问卷200份，收回全部"), says="收回全部",
         severity="info"),
    Case("W135", "a stop", "passes",
         done("全年举办农技培训11场，采用问卷方式开展满意度调查，发放问卷200份，全部收回。")),
    Case("W135", "no reports", "applies_not", edit=no_reports),
    Case("W136", "words and digits", "fails",
         done("违建厂房三户，已拆除两户。全镇排查23户。"), says="“三户”、“两户”", severity="info"),
    Case("W136", "digits only", "passes", done("违建厂房3户，已拆除2户。全镇排查23户。")),
    Case("W136", "words only", "passes", done("违建厂房三户，已拆除两户。")),
    Case("W136", "no reports", "applies_not", edit=no_reports),
    Case("D119", "another county's bureau", "fails",
         done("用于安排2025年临溪县农机局站点维护。"), both(WATER), says="临溪县农机局", severity="info"),
    Case("D119", "the unit's own second nameplate", "passes",
         done("水利局（加挂县河道局牌子）内设股室6个，县河湖站并入后增编4名。"), WATER),
    Case("D119", "a partner", "passes", done("与临溪县水利局联合巡查12次。"), WATER),
    Case("D119", "the county's own bureau", "passes", done("结余由县财政局收回，云山县财政局批复。"), WATER),
    Case("D119", "verbs before 县", "passes", done("提交县财政局审核，争取县水利局支持。"), WATER),
    Case("D119", "no reports", "applies_not", edit=both(WATER, no_reports)),
    Case("D121", "another bureau of the county describes itself", "fails",
         done("云山县林业和草原局为县政府工作部门，内设6个股室。"), WATER, says="云山县林业和草原局"),
    Case("D121", "its posts, without the county", "fails", done("农业农村局现有在职人员45人。"), WATER),
    Case("D121", "another bureau evaluates", "fails",
         done("根据通知，林业局高度重视绩效自评工作，成立自评小组。"), WATER, says="“林业局”"),
    Case("D121", "another school", "fails", done("云山县第二中学内设处室8个。"), unit("云山县第一中学")),
    Case("D121", "signed by another", "fails", {"overall_report/绩效自评结果拟应用和公开情况/p": "云山县林业局"}, WATER),
    Case("D121", "short for its own", "passes", done("水利局为县政府工作部门，县水利局内设6个股室。"), WATER),
    Case("D121", "superiors, partners and those handed to", "passes",
         done("县财政局高度重视绩效自评工作，县农业农村局完成验收，联合林业局巡查12次，案件移交县生态环境局，抄送县住建局。"
              "会同发改局内设的专班督办，原林业局在职人员并入，县交通局负责监管。"), WATER),
    Case("D121", "the implementing unit of a form", "passes", done("农业综合服务中心内设3个组，农机局下设2个站。"),
         both(WATER, named_in_a_form)),
    Case("D121", "no reports", "applies_not", edit=both(WATER, no_reports)),
    Case("W130", "a town that says 我区", "fails", done("提升我区治理水平。"), says="1处自称“我区”",
         severity="info"),
    Case("W130", "its own name", "passes", done("提升我镇治理水平，全区领先。")),
    Case("W130", "the county itself", "applies_not", done("提升我县治理水平。"), unit("云山县人民政府")),
    Case("W131", "two characters that sound alike", "fails",
         done("碧湾佳园完成换届，碧湾家园安装路灯。"), says="“碧湾佳园”、“碧湾家园”", severity="info"),
    Case("W131", "two estates", "passes", done("碧湾花园完成换届，碧湾家园安装路灯。")),
    Case("W131", "no reports", "applies_not", edit=no_reports),
    Case("W132", "one item twice", "fails", done(f"人员经费包括{STAFF}、奖金。"),
         says="“奖金”列了2次，后一个疑为“奖励金”", severity="info"),
    Case("W132", "a wrong name", "fails", done("公用经费包括办公费、印刷费、水费、电费、因公（境）出国费用。"),
         says="应为“因公出国（境）费用”"),
    Case("W132", "short names", "passes", done("公用经费包括办公费、印刷费、水费、电费、维修费等支出。")),
    Case("W132", "no list", "applies_not"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)
