"""Documents printed to PDF by Chromium and LibreOffice, as offices do it."""

import shutil
import subprocess
from html import escape
from pathlib import Path

from assistant.model.document import Document, Paragraph, Table

SECONDS = 120
SEPARATE = "table{border-collapse:separate;border-spacing:0} td{border:0.5px solid #000}"
COLLAPSED = "table{border-collapse:collapse} td{border:1px solid #000}"
THICK = "table{border-collapse:collapse;border:3px double #000} td{border:1.5px solid #444}"
_STYLE = """<meta charset="utf-8"><title>材料</title><style>@page{size:A4;margin:20mm}
body{font:12pt/1.5 serif} p,td{white-space:pre-wrap;margin:0 0 6pt} td{padding:2px 4px;
font-size:9pt;line-height:1.3} table{width:100%%} %s</style>"""


def chromium(document: Document, style: str, folder: Path, footer: bool = False) -> Path:
    """Print a document with Chromium; ``footer`` adds its own header and footer."""
    page, out = folder / "page.html", folder / "page.pdf"
    body = "".join(_block(block) for block in document.blocks)
    page.write_text(_STYLE % style + body, encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
    flags += [] if footer else ["--no-pdf-header-footer"]
    program = shutil.which("chromium") or "chromium"
    command = [program, *flags, f"--print-to-pdf={out}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return out


def libreoffice(source: Path, folder: Path) -> Path:
    """Convert a file to PDF with a LibreOffice of its own profile."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return folder / f"{source.stem}.pdf"


def _block(block: Paragraph | Table) -> str:
    if isinstance(block, Paragraph):
        text = escape(block.number + block.text.strip())
        return f'<p style="text-indent:2em">{text}</p>'
    rows = (
        "<tr>" + "".join(_cell(cell) for cell in row if cell.row == number) + "</tr>"
        for number, row in enumerate(block.each_row())
    )
    return f"<table>{''.join(rows)}</table>"


def _cell(cell) -> str:  # type: ignore[no-untyped-def]
    return f'<td rowspan="{cell.row_span}" colspan="{cell.col_span}">{escape(cell.text)}</td>'
