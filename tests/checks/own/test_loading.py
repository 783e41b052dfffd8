"""What is wrong with a file is told with its line, its key and how to mend it."""

from pathlib import Path

import pytest

from assistant.checks.own import load_rules
from assistant.checks.own.loading import LARGEST, MOST_FILES
from assistant.checks.own.model import MOST_CELLS, MOST_RULES
from assistant.checks.own.tree import DEEPEST, MOST_NODES
from assistant.errors import BadSettings
from tests.checks.own.made import HEAD, made, text

FILL = "查: 基础数据表/厉行节约保障措施\n必填: 是"
AMOUNT = "查: 基础数据表/三公经费/本年决算数"
SUM = f"{AMOUNT}\n等于合计: [公务接待/决算数, 出国经费/决算数]"

# The rule's own lines begin with line 6 of the file.
WRONG = [
    ("查: 基础数据表/三公经费/本年决算\n必填: 否", "第 7 行 规则 U001的“必填”：只能写“是”；不要求必填的，删去这一行"),
    (AMOUNT, "第 2 行 规则 U001：没有写怎样核对；请写一种：等于、等于合计、等于比率、不超过、不低于、必填"),
    (f"{AMOUNT}\n不超过: 8万元\n不低于: 1万元", "第 8 行 规则 U001的“不低于”：一条规则只能有一种核对方式，现有“不超过”、“不低于”；请拆成几条规则"),
    ("必填: 是", "没有写“查”"),
    (f"{FILL}\n说眀: 好", "第 8 行 规则 U001的“说眀”：没有这个键，是不是“说明”；可用的键：编号、名称"),
    ("查: 基础表/三公经费/本年决算数\n必填: 是", "第 6 行 规则 U001的“查”：没有“基础表”这种表；可写：基础数据表、整体自评表"),
    ("查: 基础数据表/三公经费/2024年决算数\n必填: 是", "列“2024年决算数”不要写年份；列可写：上年决算数、本年预算数、本年决算数"),
    ("查: 基础数据表/三公经费/全年执行数\n必填: 是", "基础数据表没有“全年执行数”这一列；列可写"),
    ("查: 基础数据表/三公经费/本年结算数\n必填: 是", "没有“本年结算数”这一列，是不是“本年预算数”"),
    ("查: 基础数据表/三公经费\n必填: 是", "没有写列"),
    ("查: 三公经费/本年决算数\n必填: 是", "没有写是哪一种表"),
    ("查: 本年决算数\n必填: 是", "没有写是哪一种表"),
    ("查: 基础数据表/在职人数/本年人数\n必填: 是", "“在职人数”只有一格，不要写列“本年人数”"),
    ("查: 基础数据表/三公经费/本年决算数/元\n必填: 是", "应写成“表/行/列”；名称里本身有“/”的"),
    ("查: 整体自评表（甲项目）/年度资金总额/执行率\n必填: 是", "整体自评表不分项目，请去掉项目“甲项目”"),
    ("查: {表: 整体自评表, 项目: 甲, 行: 年度资金总额, 列: 执行率}\n必填: 是", "整体自评表不分项目，请去掉项目“甲”"),
    ("查: {表: 整体自评表, 项: 甲, 行: 年度资金总额, 列: 执行率}\n必填: 是", "第 6 行 规则 U001的“项”：没有这个键，是不是“项目”；可用的键：表、项目、行、列"),
    ("查: [基础数据表/三公经费/决算数, 基础数据表/公务接待/决算数]\n必填: 是", "只能写一格"),
    (f"{AMOUNT}\n不超过: 8", "第 7 行 规则 U001的“不超过”：“8”的单位不对，应写成“20万元”这样"),
    (f"{AMOUNT}\n不超过: 8万", "不认识单位“万”；金额写“20万元”，比率写“90%”"),
    ("查: 项目自评表/年度资金总额/执行率\n不低于: 0.9", "应写成“90%”这样"),
    ("查: 项目自评表/年度资金总额/得分\n不低于: 90%", "应写成“10”这样"),
    ("查: 整体自评表/所有指标/三级指标\n不低于: 9", "这里填的是文字，不能用“不低于”；文字可用“必填”或“等于”"),
    ("查: 整体自评表/预期目标\n等于: 9", "查的是文字，不能与“9”比"),
    ("查: 100\n等于: 整体自评表/总分/分值", "只有“等于合计”可以查一个固定的数"),
    (f"{AMOUNT}\n等于合计: 8万元", "应列出要相加的各格"),
    (f"{AMOUNT}\n等于合计: []", "应列出要相加的各格"),
    (f"{AMOUNT}\n等于: [公务接待/决算数, 出国经费/决算数]", "只能写一格；几项之和请用“等于合计”"),
    ("查: 整体自评表/总分/分值\n等于: 所有指标/分值", "“等于”只能与一格比"),
    (f"{AMOUNT}\n等于合计: [所有行/决算数]", "“所有行”既有合计又有分项，不能相加"),
    (f"{SUM}\n倍数: 2", "第 8 行 规则 U001的“倍数”：只能与“不超过”或“不低于”一起用"),
    (f"{AMOUNT}\n不超过: 预算数\n倍数: 0", "应是大于 0 的数，如 1.05 或 105%，现在是“0”"),
    (f"{AMOUNT}\n不超过: 预算数\n倍数: 1e9", "应是大于 0 的数"),
    (f"{AMOUNT}\n等于合计:\n  - 公务接待/决算数\n  - 出国经费/决算款", "第 9 行 规则 U001的“等于合计”：基础数据表没有“决算款”这一列"),
    (f"{AMOUNT}\n等于比率:\n  分子: 决算数\n  分毋: 预算数", "没有写“分母”"),
    (f"{AMOUNT}\n等于比率:\n  分子: 决算数\n  分母: 预算款", "第 9 行 规则 U001的“分母”：基础数据表没有“预算款”"),
    (f"{FILL}\n说明: 差{{相差}}", "没有{相差}这个占位；“必填”可用：{表}、{项目}、{行}、{列}、{单位}、{年度}、{值}"),
    (f"{FILL}\n说明: 差{{值", "大括号没有成对"),
    (f"{FILL}\n建议: 差{{值.__class__}}", "没有{值.__class__}这个占位"),
    (f"{FILL}\n说明: {{值}}", "应是文字；以 { 或 [ 开头的文字要加英文引号"),
    (f"{FILL}\n说明: {{值}}不对", "文字以 { 开头或含有引号的，整段要放在英文引号里"),
    (f"{FILL}\n说明: 依据: 某文件", "文字里有“: ”（英文冒号加空格）的，整段要放在英文引号里"),
    (f"{FILL}\n年度: 24年", "写法应如 2024、2024-2026、2024起，现在是“24年”"),
    (f"{FILL}\n口径: 某省", "没有“某省”这种口径；可写："),
    (f"{FILL}\n编号: U002", "第 8 行 “编号”重复，后一处会盖过前一处，请删去一处"),
    (f"{FILL}\n说明：好", "键后面要用英文冒号，冒号后空一格，如“编号: U001”"),
    (f"{FILL}\n\t说明: 好", "缩进要用空格，不能用制表符（Tab）"),
    (f"{FILL}\n说明: &a 好", "不能用 & 和 *（锚点和引用）"),
    (f"{FILL}\n说明: *a", "不能用 & 和 *（锚点和引用）"),
    (f"{FILL}\n说明: !!python/object/apply:os.system [ls]", "不能用 !（标签）"),
    (f"{FILL}\n说明: {'长' * 401}", "太长，最多 400 个字"),
    (f"{FILL}\n说明:", "没有填写"),
]  # fmt: skip
WHOLE = [
    ("", "文件是空的"),
    ("# 只有注释\n", "文件是空的"),
    ("规则:\n", "应是列表，每项以“- ”开头"),
    ("规则: []\n", "应有 1 至 200 条规则，现有 0 条"),
    ("规定: []\n", "没有写“规则”"),
    ("- 编号: U001\n", "最上面应有一行“规则:”"),
    ("规则:\n  - 编号：U001\n", "应由“键: 值”组成，键后用英文冒号、再空一格"),
    (HEAD.replace("U001", "A101"), "第 2 行 规则 A101的“编号”：应是 U 加三位数字，如 U001（不能用内置规则的编号），现在是“A101”"),
    (HEAD.replace("U001", "U1"), "应是 U 加三位数字"),
    (HEAD.replace("警告", "严重"), "第 4 行 规则 U001的“级别”：只能是 错误、警告、提示，现在是“严重”"),
    (HEAD.replace("依据", "出处"), "没有写“依据”"),
    (HEAD.replace("某局〔2024〕1号", ""), "规则 U001的“依据”：没有填写"),
    (text(FILL) + "---\n规则: []\n", "一个文件只能有一份规则"),
    ("a: &a [x, x]\nb: &b [*a, *a]\n规则: [*b, *b]\n", "第 1 行 不能用 & 和 *（锚点和引用）"),
    ("规则: " + "[" * 5000 + "]" * 5000, f"缩进超过 {DEEPEST} 层"),
    ("规则: [" + "x," * (MOST_NODES + 1) + "]", "内容太多，不是规则文件"),
    ("? [a, b]\n: c\n", "键应是文字"),
    ("规则: \x07\n", "有不能识别的字符"),
    ('规则: "没完\n', "写法有误"),
    ("规则:\n" + "  - {}\n" * (MOST_RULES + 1), f"应有 1 至 {MOST_RULES} 条规则，现有 {MOST_RULES + 1} 条"),
    (text(f"{AMOUNT}\n等于合计: [{', '.join(['公务接待/决算数'] * (MOST_CELLS + 1))}]"), f"太多，最多 {MOST_CELLS} 项"),
]  # fmt: skip


def refused(tmp_path: Path, body: str) -> str:
    path = tmp_path / "本局规则.yaml"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(BadSettings) as caught:
        load_rules([path])
    told = str(caught.value)
    assert told.startswith("自定义规则文件 ")
    assert "本局规则.yaml" in told
    assert told.endswith("。")
    assert "\n" not in told
    return told


@pytest.mark.parametrize(("body", "words"), WRONG, ids=range(len(WRONG)))
def test_wrong_rule(tmp_path: Path, body: str, words: str) -> None:
    assert words in refused(tmp_path, text(body))


@pytest.mark.parametrize(("body", "words"), WHOLE, ids=range(len(WHOLE)))
def test_wrong_file(tmp_path: Path, body: str, words: str) -> None:
    assert words in refused(tmp_path, body)


def test_several_faults_are_told_at_once(tmp_path: Path) -> None:
    rule = text("查: 基础数据表/三公经费/本年决算款\n必填: 是").removeprefix("规则:\n")
    many = "规则:\n" + "".join(rule.replace("U001", f"U{number:03}") for number in range(7))
    told = refused(tmp_path, many)
    assert told.count("本年决算款") == 5
    assert told.endswith("；等 7 处。")


def test_two_rules_with_one_code(tmp_path: Path) -> None:
    body = text(FILL) + text(FILL).removeprefix("规则:\n").replace("试用规则", "另一规则")
    assert "第 8 行 编号 U001 已被 本局规则.yaml 第 2 行的“试用规则”使用" in refused(tmp_path, body)


def test_one_code_in_two_files(tmp_path: Path) -> None:
    for name in ("甲.yaml", "乙.yaml"):
        (tmp_path / name).write_text(text(FILL), encoding="utf-8")
    with pytest.raises(BadSettings, match=r"乙\.yaml：第 2 行 编号 U001 已被 甲\.yaml 第 2 行"):
        load_rules([tmp_path / "甲.yaml", tmp_path / "乙.yaml"])


def test_files_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "本局规则.yaml").write_bytes(text(FILL).encode("gb18030"))
    with pytest.raises(BadSettings, match="不是 UTF-8 编码；请用记事本打开，另存时编码选 UTF-8"):
        load_rules([tmp_path / "本局规则.yaml"])
    with pytest.raises(BadSettings, match="打不开，请核对文件名"):
        load_rules([tmp_path / "没有.yaml"])
    with pytest.raises(BadSettings, match="打不开"):
        load_rules([tmp_path])
    (tmp_path / "大.yaml").write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(BadSettings, match="超过 256 KB"):
        load_rules([tmp_path / "大.yaml"])
    with pytest.raises(BadSettings, match=f"最多 {MOST_FILES} 个"):
        load_rules(["x.yaml"] * (MOST_FILES + 1))


def test_a_mark_before_the_text_and_two_files_in_order_of_codes(tmp_path: Path) -> None:
    (tmp_path / "甲.yaml").write_text(text(FILL).replace("U001", "U009"), encoding="utf-8-sig")
    (tmp_path / "乙.yaml").write_text(text(SUM), encoding="utf-8")
    rules = load_rules([tmp_path / "甲.yaml", str(tmp_path / "乙.yaml")])
    assert [rule.code for rule in rules] == ["U001", "U009"]
    assert load_rules([]) == ()


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("基础数据表/三公经费/本年决算数", "{表: 基础数据表, 行: 三公经费, 列: 本年决算数}"),
        ("基础数据表／厉行节约", "{表: 基础数据表, 行: [厉行节约]}"),
        ("项目自评表（甲/乙项目）/年度资金总额/执行率", ""),
        ("项目自评表（甲项目）/年度资金总额/执行率",
         "{表: 项目自评表, 项目: 甲项目, 行: 年度资金总额, 列: 执行率}"),
    ],
)  # fmt: skip
def test_the_short_way_and_the_long_way_of_a_cell(short: str, long: str) -> None:
    if not long:
        with pytest.raises(BadSettings, match="名称里本身有“/”的"):
            made(f"查: {short}\n必填: 是")
        return
    assert made(f"查: {short}\n必填: 是").subject == made(f"查: {long}\n必填: 是").subject
