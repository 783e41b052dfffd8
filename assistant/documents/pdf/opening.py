"""Open a PDF with pdfium; every failure is one of the house's errors."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from assistant.documents.pdf.bounds import Bounds
from assistant.errors import EncryptedFile, TooLarge, UnreadableFile

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SECURITY = 5  # FPDF_ERR_SECURITY
_TORN = "的 PDF 结构已损坏或不完整，可能没有传完或下载完。"


@contextmanager
def opened(data: bytes, bounds: Bounds) -> Iterator[Any]:
    """Yield the file as ``pypdfium2.PdfDocument``; an empty password is tried by itself.

    Raises ``EncryptedFile``, ``UnreadableFile``, or ``TooLarge`` for too many pages.
    """
    import pypdfium2  # type: ignore[import-untyped]  # the native library is loaded only for PDFs

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise EncryptedFile("设有打开密码，无法读取。") from error
        if error.err_code == _SECURITY:
            raise EncryptedFile("使用了无法识别的加密方式，无法读取。") from error
        raise UnreadableFile(_TORN) from error
    try:
        _check_pages(len(document), bounds)
        yield document
    finally:
        document.close()


def _check_pages(count: int, bounds: Bounds) -> None:
    if count == 0:
        raise UnreadableFile("里没有任何页面。")
    if count > bounds.pages:
        raise TooLarge(f"有 {count} 页，超过上限 {bounds.pages} 页。")
