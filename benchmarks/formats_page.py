"""Write docs/formats.md, the table that users read, from what a run has measured."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from benchmarks.formats_run import Published
from benchmarks.formats_score import Score

GOALS = {"office_pdf": "99.5", "browser_pdf": "99.5", "clean": "99", "worn": "95"}
UNMARKED = Decimal("0.2")
NAMES = {
    "docx": "Word（.docx）", "txt": "文本（.txt）", "xlsx": "Excel（.xlsx）", "html": "网页（.html）",
    "md": "Markdown（.md）", "doc": "旧版 Word（.doc）", "wps": "WPS 文字（.wps）", "rtf": "RTF",
    "odt": "ODT", "xls": "旧版 Excel（.xls）", "et": "WPS 表格（.et）",
    "office_html": "网页（LibreOffice 导出）", "office_pdf": "PDF（LibreOffice 导出）",
    "browser_pdf": "PDF（浏览器打印）", "clean": "扫描件（清晰）", "worn": "扫描件（质量差）",
}  # fmt: skip
_HEAD = (
    "| 格式 | 数字格 | 正确 | 正确率 | 错、有标记 | 错、无标记 | 缺、已列明 | 缺、未列明 | 正文数字 | 目标 | 达标 |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|:-:|\n"
)


class Results(NamedTuple):
    """What a run has measured: scores of packs and forms by format."""

    version: str
    seed: int
    packs: dict[str, Score]
    forms: dict[str, Score]
    count: int
    scanned_whole: int
    scanned: int


def page(found: Results, seed: Mapping[str, Score], published: Sequence[Published]) -> str:
    """Return the page; parts that were not measured say so."""
    parts = [
        _intro(found),
        "## 整套材料\n\n" + _table(found.packs.items(), NAMES),
        "## 各地表式\n\n十三种表式各一张，同样逐格比对。\n\n" + _table(found.forms.items(), NAMES),
        _seed(seed), _published(published), _NOTES,
    ]  # fmt: skip
    return "\n\n".join(part.strip() for part in parts) + "\n"


def meets(kind: str, score: Score) -> bool:
    """Tell whether a format's numbers reach its goal, with few enough wrong and unmarked."""
    goal = Decimal(GOALS.get(kind, "100"))
    return score.share >= goal and score.unmarked <= UNMARKED


def _intro(found: Results) -> str:
    return f"""# 各种格式读得怎样

同一套材料写成各种格式，读回来逐格与底稿比对。一个数字格正确，是指它在结构化结果里的位置、数值、单位和比较符号都与底稿一致；“有标记”是指该格已标为待复核。正文数字同样核对位置、数值和单位。

数字格正确率的目标：PDF 99.5%，清晰扫描件 99%，质量差的扫描件 95%，其他格式 100%；错而无标记的不超过数字格的 {UNMARKED}%。

样例材料全部为虚构（版本 `{found.version}`，随机种子 {found.seed}）：电子格式 {found.count} 套；扫描件 {found.scanned} 套，其中 {found.scanned_whole} 套为全部页面，其余只有表格页。本页由 `python -m benchmarks.formats` 生成。"""


def _table(rows: Iterable[tuple[str, Score]], names: Mapping[str, str]) -> str:
    return _HEAD + "\n".join(_row(kind, score, names.get(kind, kind)) for kind, score in rows)


def _row(kind: str, score: Score, name: str) -> str:
    prose = f"{score.figures_right}/{score.figures}" if score.figures else "—"
    cells = [
        name, score.numeric, score.right, f"{_floor(score.share)}%", score.wrong_marked,
        score.wrong_unmarked, score.missing_told, score.missing, prose,
        f"{GOALS.get(kind, '100')}%", "是" if meets(kind, score) else "否",
    ]  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


def _floor(share: Decimal) -> Decimal:
    """Return a share that never looks better than it is."""
    return share.quantize(Decimal("0.01"), "ROUND_DOWN")


def _seed(seed: Mapping[str, Score]) -> str:
    if not seed:
        return "## 一套真实材料\n\n本次没有测量（材料不在本机）。"
    kinds = {"pack.pdf": "office_pdf", "pack_chrome.pdf": "browser_pdf", "pack_scan.pdf": "clean"}
    rows = (_row(kinds.get(name, name), score, f"`{name}`") for name, score in seed.items())
    text = "以 Word 文件为准，其他格式逐格比对（材料不在仓库中）。扫描件只有 8 页表格，不计正文。"
    return f"## 一套真实材料\n\n{text}\n\n{_HEAD}" + "\n".join(rows)


def _published(files: Sequence[Published]) -> str:
    if not files:
        return "## 公开发布的 PDF\n\n本次没有测量（文件不在本机）。"
    head = "| 文件 | 页数 | 表格 | 读出表名 | 每秒页数 |\n|---|--:|--:|--:|--:|\n"
    rows = (
        f"| `{each.name}` | {each.pages} | {each.tables} | {len(each.named)} | "
        f"{each.pages / each.seconds:.0f} |"
        for each in files
    )
    return "## 公开发布的 PDF\n\n" + head + "\n".join(rows)


_NOTES = """## 说明

* Markdown 写不出合并单元格：认不出归属的数字列在“未归位”里，不猜。
* `.wps` 与 `.doc`、`.et` 与 `.xls` 内容相同，只是扩展名不同：WPS 默认就这样保存，也没有自由软件能写 WPS 早年的格式。
* 旧版 Word、WPS、RTF、ODT、旧版 Excel 先经 LibreOffice 转换；两种网页中一种是网站页面（有导航、页脚），一种是 LibreOffice 的导出。
* 质量差的扫描件：倾斜 1 至 2 度，模糊，噪点，明暗不均，JPEG 失真，文字上盖有红章。"""
