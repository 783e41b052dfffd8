"""W114: the Word file of a report against the standard for official papers."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.checks import CheckOptions, check
from assistant.documents import read
from assistant.extraction import extract
from assistant.facts import gather
from assistant.model.document import Lettering, Page, ReadingReport, WordLook
from assistant.model.dossier import Dossier
from assistant.model.pack import Pack
from assistant.output.formal_pack import write_pack_document
from tests.checks.build import Edit, sound
from tests.checks.table import Case, judge

D = Decimal
PAGE = Page(width=D(210), height=D(297), top=D(37), bottom=D(35), left=D(28), right=D(26),
            numbered=True)  # fmt: skip
BODY = Lettering(font="仿宋_GB2312", latin="Times New Roman", size=D(16), pitch=D("28.9"),
                 indent=D(2))  # fmt: skip
TITLE = Lettering(font="方正小标宋简体", size=D(22), align="center")
LOOK = WordLook(
    page=PAGE, title=TITLE, heading1=Lettering(font="黑体"), heading2=Lettering(font="楷体"),
    body=BODY,
)  # fmt: skip


def looks(file: str = "pack.docx", look: WordLook = LOOK, **changes: dict[str, object]) -> Edit:
    """Return an edit that adds a file's look, changed: ``body={"size": 14}``."""
    parts = {
        name: part.model_copy(update=changes.get(name, {}))
        for name in WordLook.model_fields
        if (part := getattr(look, name)) is not None
    }

    def edit(pack: Pack) -> None:
        pack.readings.append(ReadingReport(file=file, format="docx", look=WordLook(**parts)))

    return edit


def two_files(pack: Pack) -> None:
    """Let the first project's report stand in a file of its own, set alike."""
    report = pack.project_reports[0]
    at = report.title.location.model_copy(update={"file": "more.docx"})
    report.title = report.title.model_copy(update={"location": at})
    for file in ("pack.docx", "more.docx"):
        looks(file, body={"pitch": D(22)})(pack)


CASES = [
    Case("W114", "usual margins of Word", "fails", severity="info", place="overall_report/title",
         edit=looks(page={"top": D("25.4"), "bottom": D("25.4"), "left": D("31.8"), "right": D("31.8")}),
         says="页边距上、下、左、右为25.4、25.4、31.8、31.8毫米，应为37、35、28、26毫米"),
    Case("W114", "Letter paper", "fails", edit=looks(page={"width": D("215.9"), "height": D("279.4")}),
         says="纸张215.9×279.4毫米"),
    Case("W114", "a report across the page", "fails",
         edit=looks(page={"width": D(297), "height": D(210)}), says="A4纵向"),
    Case("W114", "宋体, 小四, no fixed pitch", "fails",
         edit=looks(body={"font": "宋体", "size": D(12), "pitch": None}),
         says="正文字体宋体，应为仿宋；正文字号12磅，应为三号（16磅）；正文行距不是固定值"),
    Case("W114", "a narrow pitch", "fails", edit=looks(body={"pitch": D(22)}), says="正文行距22磅"),
    Case("W114", "a title at the left", "fails", edit=looks(title={"align": "", "size": D(16)}),
         says="没有居中；报告标题字号16磅"),
    Case("W114", "several small matters", "fails",
         edit=looks(heading1={"font": "仿宋"}, heading2={"font": "仿宋"}, body={"indent": D(0)}),
         says="“一、”级标题字体仿宋，应为黑体；“（一）”级标题字体仿宋，应为楷体；正文首行缩进0字"),
    Case("W114", "two files, the same fault", "fails", edit=two_files, says="“pack.docx”、“more.docx”"),
    Case("W114", "as the standard has it", "passes", edit=looks()),
    Case("W114", "other names of the same fonts", "passes", edit=looks(
        title={"font": "华文中宋"}, heading1={"font": "SimHei"}, heading2={"font": "KaiTi_GB2312"},
        body={"font": "方正仿宋简体", "pitch": D(28)})),
    Case("W114", "FangSong, 30 points, margins almost", "passes", edit=looks(
        page={"top": D("35.5"), "left": D(27)}, body={"font": "FangSong", "pitch": D(30)})),
    Case("W114", "only digits otherwise", "passes", edit=looks(body={"latin": "仿宋_GB2312"})),
    Case("W114", "what the file doesn't say", "passes",
         edit=looks(body={"font": "", "latin": "", "size": None, "indent": None})),
    Case("W114", "a file without a report", "applies_not", edit=looks("forms.docx", body={"size": D(12)})),
    Case("W114", "no Word file", "applies_not"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.why}")
def test_case(case: Case) -> None:
    judge(case)


def test_own_formal_pack_is_in_order(tmp_path: Path) -> None:
    path = tmp_path / "pack.docx"
    write_pack_document(path, sound())
    dossier = Dossier(pack=extract([read(path)]))
    report = check(dossier, gather(dossier), CheckOptions(select=["W114"]))
    outcome = next(o for o in report.outcomes if o.rule == "W114")
    assert (outcome.status, report.findings) == ("passed", [])
