"""Write blocks as a web page: plain for printing, or as a government site shows it."""

from html import escape

from corpus.formats.placed import Placed, placed
from corpus.layout import Block, Heading, Line, Page, Table

_STYLE = """@page{size:A4;margin:20mm} body{font:16pt/1.75 serif} p{margin:0;text-indent:2em}
h1,h2{font-size:18pt;text-align:center;font-weight:normal} table{border-collapse:collapse;width:100%}
td{border:1px solid #000;padding:2px 4px;font-size:9pt;line-height:1.3;white-space:pre-wrap}"""
_NAMES = ("首页", "机构职能", "政务公开", "办事服务", "互动交流")
_ABOVE = (
    '<div class="header"><div class="nav"><ul>{links}</ul></div></div>'
    '<div class="position">您现在的位置：<a href="/">首页</a> &gt; <a href="/xxgk">政务公开</a></div>'
    '<div class="article"><div class="TRS_Editor">'
)
_BELOW = (
    "</div></div><div>【打印本页】【关闭窗口】</div>"
    '<div class="footer">版权所有：县人民政府办公室 网站标识码：0000000000</div>'
)


def page(blocks: list[Block], title: str, site: bool) -> str:
    """Return the blocks as a page; with ``site``, between a site's navigation and its footer."""
    body = "\n".join(_block(block) for block in blocks)
    if site:
        links = "".join(f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(_NAMES))
        body = _ABOVE.format(links=links) + body + _BELOW
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="zh"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def table(block: Table) -> str:
    """Return a form as a table with its spans."""
    cells = placed(block.rows)
    rows = (
        "<tr>" + "".join(_cell(cell) for cell in cells if cell.row == number) + "</tr>\n"
        for number in range(len(block.rows))
    )
    return f"<table>\n{''.join(rows)}</table>"


def _cell(cell: Placed) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.col_span}"' if cell.col_span > 1 else ""
    return f"<td{spans}>{escape(cell.text).replace(chr(10), '<br>')}</td>"


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return table(block)
    if isinstance(block, Page):
        return '<p style="page-break-after:always"></p>'
    if isinstance(block, Heading):
        return f"<p><b>{escape(block.number + block.title)}</b></p>"
    assert isinstance(block, Line)
    name = {"title": "h1", "form_title": "h2"}.get(block.kind, "p")
    return f"<{name}>{escape(block.text)}</{name}>"
