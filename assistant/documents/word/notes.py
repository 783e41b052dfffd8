"""The reading report of a Word file, gathered while its parts are walked."""

from assistant.model.document import ReadingNote
from assistant.model.place import Location

# What is told once for a file, however often it is met.
_SUMMARY = {
    "inserted": "有 {n} 处修订插入的文字，已按“接受修订”读入。",
    "deleted": "有 {n} 处修订删除的文字，未计入正文。",
    "text_box": "有 {n} 个文本框，其文字已排在所在段落之后。",
    "nested_table": "有 {n} 个嵌套在单元格里的表格，已作为单独的表排在外层表之后。",
    "footnote": "有 {n} 条脚注，已排在正文之后。",
    "endnote": "有 {n} 条尾注，已排在正文之后。",
    "comment": "有 {n} 条批注，未计入正文。",
    "image": "有 {n} 张图片，图片里的文字没有读取。",
    "ragged_row": "有 {n} 行的单元格比本表其他行少，已在行末补空格子。",
    "math": "有 {n} 处公式，已按文字读入。",
}


class Notes:
    """Collects notes; those of one kind are counted together unless their text is lost."""

    def __init__(self) -> None:
        self._notes: list[ReadingNote] = []
        self._summary: dict[str, ReadingNote] = {}

    def lost(self, kind: str, message: str, text: str = "", at: Location | None = None) -> None:
        """Tell of something whose text is not in the blocks."""
        self._notes.append(
            ReadingNote(kind=kind, message=message, lost=True, text=text, location=at)
        )

    def count(self, kind: str, text: str = "", at: Location | None = None, n: int = 1) -> None:
        """Count something that is told once for the file; its texts are kept line by line."""
        note = self._summary.get(kind)
        if note is None:
            note = self._summary[kind] = ReadingNote(kind=kind, message="", count=0, location=at)
            self._notes.append(note)
        note.count += n
        note.message = _SUMMARY[kind].format(n=note.count)
        note.text = f"{note.text}\n{text}" if note.text and text else note.text or text

    def all(self) -> list[ReadingNote]:
        """Return the notes in the order in which their kinds were first met."""
        return self._notes
