"""Family W: slips of wording and format."""

import pytest

from assistant.checks.wording.set_phrases import IN_CONTEXT, MISWRITTEN, wrong_phrases
from assistant.model.pack import Pack
from tests.checks.build import both, findings, run, with_section
from tests.checks.table import Case, judge

WORK = "overall_report/资金使用及绩效情况/p"
SPENT = "overall_report/一般公共预算支出情况/p"
TRAINING = "overall/indicators/数量指标/举办农技培训"
REPORT = "overall_report"


def no_reports(pack: Pack) -> None:
    pack.overall_report, pack.project_reports = None, []


def no_tables(pack: Pack) -> None:
    pack.overall, pack.projects = None, []


def number(position: int, mark: str):
    def edit(pack: Pack) -> None:
        assert pack.overall_report
        pack.overall_report.sections[position].number = mark

    return edit


def without_numbers(pack: Pack) -> None:
    for report in pack.reports():
        for section in report.walk():
            section.number = ""


def done(sentence: str) -> dict[str, str]:
    return {WORK: sentence}


LONG = "全年按月召开例会研究资金使用，逐项核对支出凭证，做到账目清楚。"
NESTED = both(
    with_section(REPORT, "七、", "其他情况", "无。"),
    with_section(f"{REPORT}/其他情况", "（一）", "甲项工作", "完成。"),
    with_section(f"{REPORT}/其他情况", "（二）", "乙项工作", "完成。"),
)

# W101, W102, W106, W107 and W110 look at the whole pack, so they always apply.
ALWAYS = {"W101", "W102", "W106", "W107", "W110"}


def third_level(pack: Pack) -> None:
    """Give the sections below 抚恤补助 the level that 1. has."""
    assert pack.overall_report
    for section in pack.overall_report.walk():
        section.level = {"（": 2}.get(section.number[:1], 3 if section.number[:1].isdigit() else 1)


CASES = [
    Case("W111", "a pair of two kinds", "fails", done("完成率96.2%（目标为95%)，已达标。"),
         says="（目标为95%)", severity="info"),
    Case("W111", "both kinds in one report", "fails",
         done("修渠12处(含塘坝)。改厕104户（含公厕）。"), says="(含塘坝)"),
    Case("W111", "one kind", "passes", done("修渠12处（含塘坝），改厕104户（含公厕）。")),
    Case("W111", "a formula", "passes", done("改厕（户厕）完成率按(A÷B)计算。")),
    Case("W111", "no report", "applies_not", edit=no_reports),
    Case("W112", "政府 for 人民政府", "fails", {"projects/村道养护/implementer": "青禾镇政府"},
         says="“青禾镇政府”", severity="info"),
    Case("W112", "the place before it", "passes", {"projects/村道养护/unit": "云山县青禾镇人民政府"}),
    Case("W112", "another unit carries it out", "passes",
         {"projects/村道养护/implementer": "青禾镇农业综合服务中心"}),
    Case("W112", "no tables", "applies_not", edit=no_tables),
    Case("W113", "both kinds in one sentence", "fails", done("全年举办培训十三场，开展巡查12场。"),
         says="“十三场”、“12场”", severity="info"),
    Case("W113", "one kind", "passes", done("全年举办培训13场，开展巡查12场。")),
    Case("W113", "a small count", "passes", done("全年举办培训12场、观摩三场。")),
    Case("W113", "no report", "applies_not", edit=no_reports),
    Case("W115", "a half-width comma", "fails", done("举办农技培训,群众满意。"), severity="info",
         says="农技培训,群众满意"),
    Case("W115", "full-width digits and a bare stop: one notice", "fails",
         done("支出３２万元，修渠；改厕;验收."), says="3处"),
    Case("W115", "stops of numbers and of English", "passes",
         done("支出1,200.50万元，比例1:3，10:30开会，PPT, Word各1份。")),
    Case("W115", "no report", "applies_not", edit=no_reports),
    Case("W116", "a bracket not closed", "fails", done("修渠12处（含塘坝。"), severity="info",
         says="修渠12处（含塘坝"),
    Case("W116", "closed, never opened", "fails", done("修渠12处含塘坝）。")),
    Case("W116", "quotes of two kinds", "fails", done("开展“清廉\"行动3次。")),
    Case("W116", "list marks, nested and mixed pairs", "passes",
         done("1）修渠；2)改厕（含公厕（3座）)；（3）建“廉洁（一期）”长廊。")),
    Case("W116", "a paragraph that a page cut", "passes", done("得分98分（其中，产出指标")),
    Case("W116", "no report", "applies_not", edit=no_reports),
    Case("W117", "二是 left out", "fails", done("一是强化管理；三是加强监督。"), severity="info",
         says="“一是”后面是“三是”"),
    Case("W117", "the same number twice", "fails", done("一是甲事。二是乙事。二是丙事。")),
    Case("W117", "paragraphs that begin with 1. and 3.", "fails",
         edit=with_section(REPORT, "七、", "其他情况", "1.建制度。", "3.强监督。"), says="“1.”后面是“3.”"),
    Case("W117", "(1) and (2) between 3. and 4.", "passes",
         edit=with_section(REPORT, "七、", "其他情况", "3.分两类：", "（1）甲类；", "（2）乙类；", "（3）丙类。", "4.按月发放。")),
    Case("W117", "in order, and anew", "passes",
         done("一是建制度；二是强监督。一是早谋划；二是快推进；三是严考核。")),
    Case("W117", "amounts at the head of paragraphs", "passes",
         edit=with_section(REPORT, "七、", "其他情况", "1.建制度。", "2.强监督。", "12.5万元用于奖补。")),
    Case("W117", "no ordinals", "applies_not"),
    Case("W102", "the last words of a text that others follow", "fails",
         done("绩效自评报告在门户网站公开，接收社会监督"), says="应为“接受”监督"),
    Case("W101", "已 twice", "fails", done("片区水源不足，已已建成应急水源。")),
    Case("W101", "“次次”", "fails", done("组织4次次巡查。"), severity="info", says="量词重复"),
    Case("W101", "two commas", "fails", done("组织巡查，，效果明显。"), says="标点重复"),
    Case("W101", "comma and stop", "fails", done("组织巡查，。"), says="标点连用"),
    Case("W101", "“的的”", "fails", done("组织的的巡查。"), says="字词重复"),
    Case("W101", "in an indicator", "fails", {TRAINING: "完好完好率"}, says="词语重复"),
    Case("W101", "in a section's number", "fails", edit=number(1, "二、、"), says="标点重复"),
    Case("W101", "人人, 户户, an ellipsis", "passes",
         done("做到人人有责、户户受益、村村通路、天天保洁，常常巡查，等等……")),
    Case("W101", "a whole word", "fails", done("资金及时及时拨付到村。"), severity="warning"),
    Case("W101", "a noun at the head of its clause", "fails", done("路面完好，群众群众普遍满意。"), severity="warning"),
    Case("W101", "a name that ends as the next begins", "fails", done("城东社区社区医生签约到户。"), severity="info"),
    Case("W101", "“4次数”, “元元” of nobody", "passes", done("巡查4次，次数适当。支出5元，元旦发放。")),
    *(Case("W101", why, "fails", done(words)) for why, words in {
        "户户": "改造危房12户户。", "万元元": "支出48.00万元元。", "根据据": "根据据县级要求推进。",
        "a word twice": "我单位进一步进一步加强管理。", "a noun twice": "该项目项目已完工。",
        "截至至": "截至至年底完成。", "场场次": "开展巡查12场场次。"}.items()),
    Case("W101", "sound doublings", "passes", done(
        "12户户厕、30人人均、5处处置点，以及及时整改，对对口支援村、在在建项目、和和谐社区，的的确确、"
        "点点滴滴、实实在在、一步一步、一项一项、研究研究，人民政府政府性基金，宣传宣传册。")),
    *(Case("W102", why, "fails", done(words), says=says) for why, words, says in (
        ("帐目", "帐目清楚。", "账"), ("拔付", "资金拔付到位。", "拨付"), ("签定", "签定合同3份。", "签订"),
        ("己完成", "工程己完成验收。", "已"), ("以完成", "项目以完成验收。", "已"), ("反应诉求", "反应群众诉求12件。", "反映"),
        ("部份", "部份项目未完工。", "部分"), ("竟争性", "竟争性谈判2次。", "竞"), ("座落", "座落在河边。", "坐落"),
        ("切实的加强", "切实的加强管理。", "应用“地”"), ("有效的保障了", "有效的保障了运转。", "应用“地”"))),
    Case("W102", "right words that look wrong", "passes", done(
        "究竟标准如何、消防讯息、内外部份额、绿化费、自己完成、外部份额、既使群众受益，又使企业增效，海拔高、"
        "报名截止2024年5月，帐篷12顶，气候适宜，审批单凭审批章，举措失当，积极的推动作用，严格的执行标准，"
        "全面的落实方案，及时的信息公开，各项日常工作，随即定期检查。")),
    Case("W102", "接收监督", "fails", done("在网站公开，接收社会监督。"), says="接受"),
    Case("W102", "截止目前", "fails", done("截止目前完成11场。"), says="截至"),
    Case("W102", "及时的完成", "fails", done("及时的完成了工程。")),
    Case("W102", "其它", "fails", done("其它支出合规。")),
    Case("W102", "right words", "passes",
         done("接收文件12份，接受社会监督，截至12月底完成，及时地完成，报名截止日期为6月。")),
    Case("W103", "截至目前, twice and once more: one notice", "fails",
         done("截至目前举办农技培训11场。上半年完成6场，10月份完成2场。"), severity="info",
         says="3处"),
    Case("W103", "December and the whole year", "passes",
         done("全年举办农技培训11场，截至12月底全部完成。")),
    Case("W103", "no report", "applies_not", edit=no_reports),
    *(Case("W103", why, "fails", done(words)) for why, words in {
        "一季度": "一季度支出100万元。", "a day in June": "截至2024年6月30日完成。", "1—9月": "1—9月支出300万元。",
        "the first ten months": "前10个月支出300万元。", "预计": "工程预计年底完成验收。"}.items()),
    Case("W103", "events, plans for later years, what is every year", "passes", done(
        "工程于9月份开工，6月份开展安全生产月宣传。每年10月份集中清渠。质保金2025年上半年支付。项目前期费3万元。"
        "截至2024年12月31日全部完成。")),
    Case("W103", "现在 of problems", "passes",
         {"overall_report/存在的问题及原因分析/p": "目前仍有15.6万元结转，预计2025年6月支付。"}),
    Case("W104", "arabic after Chinese", "fails", edit=number(2, "3、"), says="“3、”应为“三、”"),
    Case("W104", "a gap", "fails", edit=number(5, "八、"), says="“八、”应为“六、”"),
    Case("W104", "after a wrong number the right one is right", "fails",
         edit=both(number(2, "五、"), number(3, "四、")), says="不连续：“五、”应为“三、”。"),
    Case("W104", "a list that begins with 4", "fails",
         edit=both(with_section(REPORT, "七、", "其他情况", "无。"),
                   with_section(f"{REPORT}/其他情况", "（四）", "甲项工作", "完成。"),
                   with_section(f"{REPORT}/其他情况", "（五）", "乙项工作", "完成。")),
         says="“（四）”应为“一、”、“（五）”应为“二、”"),
    Case("W104", "two items full of figures between two headings", "passes",
         edit=both(with_section(REPORT, "七、", "其他情况"),
                   with_section(f"{REPORT}/其他情况", "（一）", "抚恤补助"),
                   with_section(f"{REPORT}/其他情况/抚恤补助", "1.", "来源", "上级补助80万元。"),
                   with_section(f"{REPORT}/其他情况/抚恤补助", "2.", "用途", "用于三类对象。",
                                "3.在册对象210人、63.00万元，分两类：", "（1）甲类120人；", "（2）乙类90人。",
                                "4.其他支出17.00万元。"),
                   with_section(f"{REPORT}/其他情况/抚恤补助", "5.", "时效", "按月发放。"),
                   third_level)),
    Case("W104", "a number left out before the items go on", "fails",
         edit=both(with_section(REPORT, "七、", "其他情况"),
                   with_section(f"{REPORT}/其他情况", "（一）", "抚恤补助"),
                   with_section(f"{REPORT}/其他情况/抚恤补助", "1.", "来源", "上级补助80万元。"),
                   with_section(f"{REPORT}/其他情况/抚恤补助", "3.", "时效", "按月发放。"),
                   third_level), says="“3.”应为“2.”",
         place=f"{REPORT}/其他情况/抚恤补助/时效"),
    Case("W104", "twice the same", "fails", edit=number(1, "一、")),
    Case("W104", "the same number as the heading before", "fails", edit=number(2, "二、"), says="序号相同，应为“三、”", severity="warning"),
    Case("W104", "two levels in order", "passes", edit=NESTED),
    Case("W104", "numbers lost in the conversion", "passes", edit=without_numbers),
    Case("W104", "no report", "applies_not", edit=no_reports),
    Case("W105", "“75万”", "fails", done("村级办公经费75万，按季拨付。"), says="缺“元”字1处"),
    Case("W105", "three of them: one notice", "fails",
         done("拨付75万，配套20万，总投资1.2亿。"), says="3处"),
    Case("W105", "万人, 万亩, 万余元", "passes",
         done("惠及1.2万人、3万亩，产值2.5万余元，发放传单1万份，合计75 万元。")),
    Case("W105", "余万, in words", "fails", done("安排经费20余万，列支十五万用于办公。"), says="2处"),
    Case("W105", "one amount without a unit among others", "fails",
         done("预算12.50万元，支出11.80，执行率94.4%。"), says="没有写单位1处：“11.80”"),
    Case("W105", "a whole number after a word of money", "fails",
         done("预算12.50万元，追加3，用于维修。"), says="“追加3”"),
    Case("W105", "last year's beside this year's", "fails",
         done("收入1268万元，比上年的1120增长13.2%。"), says="没有写单位1处"),
    Case("W105", "one unit for a list, scores, coefficients", "passes",
         done("三项分别支出1.25、2.30和3.45万元，得分9.70，系数0.98，版本2.0。")),
    Case("W105", "no money", "passes",
         done("阅读量达10万，覆盖人数2万，栽苗3万羽、5万千瓦时、10万千伏安，受众3万以上。")),
    Case("W105", "no report", "applies_not", edit=no_reports),
    Case("W106", "此处填写", "fails", done("（此处填写主要成效）"), severity="warning"),
    Case("W106", "XX at the end", "fails", done("水质不达标，主要问题为XX。"), severity="warning"),
    *(Case("W106", "a prompt in brackets", "fails", done(words), severity="warning") for words in (
        "（请结合实际填写）按进度拨付资金。", "【简要介绍组织实施情况】成立自评小组。", "（请逐项说明未完成的原因）按期完成。",
    )),
    Case("W106", "ordinary remarks in brackets", "passes", done(
        "（请见附件）按进度拨付资金（说明见附表），表样中“（请简要说明主要做法）”一栏已填。")),
    Case("W106", "a type of machine", "passes", done("采购设备3台，型号为ZX。")),
    Case("W106", "XX镇", "fails", done("XX镇举办农技培训11场。")),
    Case("W106", "20XX年", "fails", done("20xx年举办农技培训11场。")),
    *(Case("W106", why, "fails", done(words)) for why, words in {
        "（根据实际情况填写）": "（根据实际情况填写）", "单击此处": "单击此处输入文字。", "a line to fill": "举办农技培训____场。",
        "（待补充）": "成效明显（待补充）。", "XX%": "完成率XX%。", "a day of X": "2024年×月×日举办培训。",
        "a broken formula": "执行率#DIV/0!。", "a limit of words": "本段字数不超过500字。",
        "an empty bracket": "举办培训（  ）场。", "XXX同志": "由XXX同志负责。",
        "XX套": "核对资料XX套。", "stars": "惠及**人。", "wide lines": "投入＿＿万元。", "××公里": "养护村道××公里。"}.items()),
    Case("W106", "masked numbers", "passes",
         done("咨询电话0871-6650****，身份证号5301**********1234，电话138XXXX0000，围栏3×3×2米。")),
    Case("W106", "ordinary brackets", "passes", done(
        "召开会议（部门联席会）2次，表格（填写率100%）齐全，水管DN200×10，（见附件1），N95口罩200只，村民填写申请表。")),
    Case("W106", "model and road codes", "passes",
         done("修复X012线、C345线，采购X光机1台，PPT汇报2次。")),
    Case("W106", "an ordinary request", "passes", done("申请修改规划2次，补充材料1份。")),
    Case("W107", "近220余次", "fails", done("开展巡查近220余次。"), severity="info"),
    Case("W107", "约30人左右", "fails", done("参训约30人左右。")),
    Case("W107", "one word of doubt", "passes", done("开展巡查220余次，约30人参训，近百户受益。")),
    Case("W107", "签约90户, 附近30余户", "passes", done("签约90户以上，附近30余户受益。")),
    Case("W108", "one paragraph twice", "fails", {WORK: LONG, SPENT: LONG}, says="重复粘贴"),
    Case("W108", "short ones", "passes", {WORK: "完成良好。", SPENT: "完成良好。"}),
    Case("W108", "the same in two reports", "passes",
         {WORK: LONG, "project_reports/村道养护/绩效目标自评完成情况分析/p": LONG}),
    Case("W108", "no report", "applies_not", edit=no_reports),
    Case("W109", "“10” and “11场”", "fails", {f"{TRAINING}/target": "10"}, severity="info",
         place=f"{TRAINING}/target"),
    Case("W109", "neither has a unit", "passes",
         {f"{TRAINING}/target": "10", f"{TRAINING}/actual": "11"}),
    Case("W109", "words without a number", "passes", {f"{TRAINING}/actual": "完成"}),
    Case("W109", "no table", "applies_not", edit=no_tables),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("组织巡查到位，开展巡查近220余次。", "“开展巡查近220余次”：“近”与“余”重复。"),
        ("所谓“线上送学”近220余次。", "“所谓‘线上送学’近220余次”：“近”与“余”重复。"),
    ],
)
def test_words_around_end_with_their_clause(words: str, says: str) -> None:
    (found,) = findings(run(done(words), select="W107"), "W107")
    assert found.message == says


def test_no_wrong_word_begins_another() -> None:
    """One search finds them all, and at each character only the first of them."""
    words = [*MISWRITTEN, *(key for key, _ in IN_CONTEXT if len(key) > 1)]
    for word in words:
        assert not [other for other in words if other != word and other.startswith(word)]


def test_wrong_words_that_share_a_character_are_both_found() -> None:
    assert [(w.start, w.words) for w in wrong_phrases("气侯车")] == [(0, "气侯"), (1, "侯车")]
