"""Small PDFs made by hand, page by page, for what no word processor prints on demand."""

import io
from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

A4 = (595.0, 842.0)
FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Sheet:
    """What to draw on a page; coordinates in points from its top left corner."""

    def __init__(self, size: tuple[float, float] = A4) -> None:
        self.size = size
        self.drawn: list[object] = []

    def text(self, x: float, y: float, text: str, em: float = 12, angle: float = 0) -> "Sheet":
        self.drawn.append(("text", x, y, text, em, angle))
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> "Sheet":
        self.drawn.append(("line", x0, y0, x1, y1, width))
        return self

    def rect(self, x0: float, y0: float, x1: float, y1: float, filled: bool = False) -> "Sheet":
        self.drawn.append(("rect", x0, y0, x1, y1, filled))
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float], width: float = 0.5) -> "Sheet":
        for y in ys:
            self.line(xs[0], y, xs[-1], y, width)
        for x in xs:
            self.line(x, ys[0], x, ys[-1], width)
        return self

    def cells(
        self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], em: float = 9
    ) -> "Sheet":
        """Write texts into the cells of a grid; lines of one cell are parted by ``|``."""
        for y, row in zip(ys, rows, strict=False):
            for x, text in zip(xs, row, strict=False):
                for number, line in enumerate(text.split("|")):
                    self.text(x + 3, y + em * (1.3 + 1.2 * number), line, em)
        return self


def pdf(*sheets: Sheet, password: str | None = None) -> bytes:
    """Return the pages as a PDF; a user password (may be empty) encrypts it."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    out = io.BytesIO()
    encrypt = None if password is None else StandardEncryption(password, "owner", strength=128)
    canvas = Canvas(out, encrypt=encrypt, invariant=1)
    for sheet in sheets:
        canvas.setPageSize(sheet.size)
        for item in sheet.drawn:
            draw(canvas, sheet.size[1], *item)  # type: ignore[misc]
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def draw(canvas: Canvas, height: float, kind: str, *what) -> None:  # type: ignore[no-untyped-def]
    if kind == "text":
        x, y, text, em, angle = what
        canvas.saveState()
        canvas.setFont(FONT, em)
        canvas.translate(x, height - y)
        canvas.rotate(angle)
        canvas.drawString(0, 0, text)
        canvas.restoreState()
    elif kind == "line":
        x0, y0, x1, y1, width = what
        canvas.setLineWidth(width)
        canvas.line(x0, height - y0, x1, height - y1)
    else:
        x0, y0, x1, y1, filled = what
        canvas.rect(x0, height - y1, x1 - x0, y1 - y0, stroke=not filled, fill=filled)
