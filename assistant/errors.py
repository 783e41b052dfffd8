"""Every error that a user may meet: one tree, each class with exit code and advice."""

from collections.abc import Callable, Sequence
from typing import Any


class JixiaoError(Exception):
    """Base of all errors; ``str(error)`` is one Chinese line, ``advice`` says what to do."""

    exit_code = 2
    advice = ""

    def line(self) -> str:
        """Return the message with the advice, on one line."""
        return f"{self}{'　' + self.advice if self.advice else ''}"


class WrongUse(JixiaoError):
    """The command was called in a way that makes no sense."""

    advice = "用法请看 jixiao --help。"


class UnreadableFile(JixiaoError):
    """A file is damaged, encrypted, empty, or not what its name says."""

    advice = "请用 Word 或 WPS 打开检查后另存为 .docx，再试一次。"


class MissingFile(UnreadableFile):
    """A path leads to no file, or to a folder without any pack file."""

    advice = "请核对路径；路径里有空格的，要用引号括起来。"


class BadName(UnreadableFile):
    """A file's name is no valid Unicode (unpacked on another system), or stands twice."""

    advice = "请先给文件或文件夹改名，再试一次。"


class PassedOver(JixiaoError):
    """Files of a folder that no reader takes; told, but no failure."""

    exit_code = 0
    advice = "需要处理的，请先另存为 .docx。"


class EncryptedFile(UnreadableFile):
    """A file is protected by a password."""

    advice = "请先用 Word 或 WPS 打开并取消密码，再试一次。"


class EncryptedArchive(EncryptedFile):
    """A zip archive is protected by a password."""

    advice = "请先输入密码解压，再给出解压后的文件夹。"


class EmptyArchive(MissingFile):
    """A zip archive holds no file that any reader takes."""

    advice = "请打开压缩包核对其中的文件。"


class BadPicture(UnreadableFile):
    """A picture's data are damaged, or of a kind that no reader takes."""

    advice = "请重新扫描或重新保存为 PNG、JPG 或 TIFF，再试一次。"


class OnlyPictures(UnreadableFile):
    """A document holds nothing but pictures, which may be scanned pages."""

    advice = "请把它另存为 PDF 再试（PDF 里的扫描页可做文字识别），或换用文字版。"


class UnsupportedFormat(JixiaoError):
    """No reader takes this kind of file."""

    advice = (
        "可读取 Word、WPS、RTF、OpenDocument、Excel、PDF、图片、网页、Markdown、文本和 zip 压缩包；"
        "其他格式请先另存为 .docx。"
    )


class NeedsLibreOffice(JixiaoError):
    """A file of another office program was given, and LibreOffice isn't there to convert it."""

    advice = (
        "请安装 LibreOffice：Debian、Ubuntu 用 sudo apt install libreoffice；统信 UOS、银河麒麟在"
        "应用商店安装，或用 sudo apt install libreoffice（银河麒麟服务器版用 sudo dnf install "
        "libreoffice）；Windows 安装 LibreOffice 官方安装包。装在别处的，用环境变量 "
        "JIXIAO_SOFFICE 写明 soffice 的位置。也可先用 WPS 或 Word 另存为 .docx（表格存为 .xlsx）。"
    )


class NeedsOcr(JixiaoError):
    """A scan or picture was given, and the text recognition (extra ``ocr``) isn't installed."""

    advice = (
        '请安装文字识别组件：pip install "jixiao[ocr]"（模型随安装包附带，识别时不联网）；'
        "也可先用 WPS 或扫描软件把它转换为 Word 文档。"
    )


class TooLarge(JixiaoError):
    """A file exceeds a limit (size, archive ratio, cells)."""

    advice = "请确认文件来源可靠；确属正常材料的，请拆分后分别处理。"


class ReaderTimedOut(TooLarge):
    """Reading a file in a process of its own took too long; the process was ended."""

    advice = "请用 Word 或 WPS 打开检查；内容很多的，请拆分后分别处理。"


class ReaderCrashed(UnreadableFile):
    """The process that read a file came to an unforeseen end; other files aren't concerned."""

    advice = "文件多半已损坏：请用 Word、WPS 或 PDF 阅读器打开后另存一份再试；仍不行的，请把文件交给维护人员。"


class CheckCrashed(JixiaoError):
    """The process that checked a pack came to an unforeseen end; the decisions are all stored."""

    advice = "已作的处理都已保存。请重新打开这套材料；仍不行的，请把材料交给维护人员。"


class WritingFailed(JixiaoError):
    """The process that wrote a text with a model came to an unforeseen end; nothing was changed."""

    exit_code = 3
    advice = "原来的文字没有改动。请再试一次；仍不行的，请按程序拟的文字修改，并告知维护人员。"


class ReadingStopped(JixiaoError):
    """A person stopped the work before this file was read."""

    exit_code = 3
    advice = "需要时请重新运行。"


class NothingFound(JixiaoError):
    """The files were read but hold none of a pack's forms."""

    advice = "请确认文件里有基础数据表、自评表或自评报告。"


class NotAPack(NothingFound):
    """A file given as part of a pack is a published budget or final accounts."""

    advice = ""


class NotOfPack(NotAPack):
    """The same beside files that do hold a pack: the rest of the work is done."""

    exit_code = 3


class NothingRead(JixiaoError):
    """No file of a call could be read; each one's own error was told before this one."""

    advice = ""


class SameContent(JixiaoError):
    """A file repeats another of the same call; told, but no failure."""

    exit_code = 0
    advice = "一套材料有几种格式时，留 Word 文件即可。"


class MixedPacks(JixiaoError):
    """The files of one call belong to different units or years."""

    advice = "一次只处理一个单位一个年度的材料；上年材料请用 --prior 给出。"


class NotFinalAccounts(JixiaoError):
    """A file given as final accounts is something else: a budget, another unit's, another year's."""

    exit_code = 3
    advice = (
        "部门决算请用 --accounts 给出本单位本年度（或上年度）公开的部门决算；这次核对未用该文件。"
    )


class BadSettings(JixiaoError):
    """A settings file, profile or baseline can't be used."""

    advice = "请按提示修改该文件后再试。"


class BadFigures(JixiaoError):
    """A figures workbook can't be used: formulas, words for numbers, rows lost or unknown."""

    advice = "请在数据表中改正后再试；空白的数据表可用 jixiao rollover --template 重新生成。"


class PartlyDone(JixiaoError):
    """A rule could not run, or a writer fell back; the rest of the work was done."""

    exit_code = 3
    advice = "其余部分已完成；请人工核对这一项。"


class ChangeRefused(JixiaoError):
    """A change does not fit the text that stands at its location."""

    exit_code = 3
    advice = "原文件可能在读取后被修改，请重新运行。"


class ModelUnavailable(JixiaoError):
    """No language model can be asked in this run; drafts of the composer stand in for it."""

    exit_code = 3
    advice = "请核对模型名称、OPENAI_BASE_URL 和 OPENAI_API_KEY；不用模型也能成稿。"


class KeyRefused(ModelUnavailable):
    """The endpoint refuses the key (HTTP 401 or 403)."""

    advice = "请核对 OPENAI_API_KEY 是否有效、是否有权使用该模型，然后重新运行。"


class QuotaExhausted(ModelUnavailable):
    """The account behind the key has no quota or balance left; asking again is no use."""

    advice = "请充值或换用其他账户、其他模型，然后重新运行；已得到的答复有缓存，不重复计费。"


class CannotWrite(JixiaoError):
    """An output file can't be written."""

    advice = "请确认文件夹存在、可写，且文件没有被 Word 或 WPS 打开。"


class StoreUnusable(JixiaoError):
    """The workbench's database can't be opened, read or written."""

    advice = "请核对数据库的位置和权限、磁盘是否已满；放在网络盘上的，请移到本机磁盘。"


class StoreTooNew(StoreUnusable):
    """The workbench's database was written by a newer version of the program."""

    advice = "请把程序升级到最新版本后再打开；数据库没有改动。"


class StoreDamaged(StoreUnusable):
    """Records of the workbench's database contradict each other or can't be understood."""

    advice = "请保留数据库文件，用最近的备份恢复，并把文件交给维护人员。"


class NeedsPostgres(StoreUnusable):
    """A PostgreSQL address was given, and its driver (extra ``postgres``) isn't installed."""

    advice = '请安装：pip install "jixiao[postgres]"。'


class ContentLost(StoreUnusable):
    """The content of an uploaded file is gone from the workbench's folder, or was altered there."""

    advice = "请重新上传这个文件，或用备份恢复数据库旁的文件夹。"


class MissingPack(JixiaoError):
    """The workbench has no pack with this number."""

    advice = "请回到材料列表重新选择。"


class MissingSource(JixiaoError):
    """A pack of the workbench has no such file, page, slot or export."""

    advice = "请刷新页面后再试。"


class NothingAdded(JixiaoError):
    """An upload brought nothing that a pack can take; ``details`` are a line for each file."""

    advice = "请核对所选的文件，改正后再上传。"

    def __init__(self, message: str, details: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.details = tuple(details)


class EventRefused(JixiaoError):
    """A step doesn't fit the pack as it stands: an undo out of order, a draft that isn't there."""

    exit_code = 3
    advice = "请刷新页面后再试。"


class VersionConflict(JixiaoError):
    """Someone changed the same thing after the writer looked at it; nothing was written.

    ``expected`` is the version that the writer saw, ``current`` the pack's now; ``since`` are
    the events in between, oldest first (``workbench.store.Event``).
    """

    exit_code = 3
    advice = "请对照两边的内容，再决定用哪一个。"

    def __init__(
        self, message: str, expected: int = 0, current: int = 0, since: Sequence[Any] = ()
    ) -> None:
        super().__init__(message)
        self.expected = expected
        self.current = current
        self.since = tuple(since)


class NotReturnable(JixiaoError):
    """A file that was sent back can't be read as a Word file."""

    advice = (
        "请上传从这里导出、在 Word 或 WPS 中改过的 .docx 文件；在 WPS 中改过的，请另存为 .docx。"
    )


class OtherPack(JixiaoError):
    """A Word file that was sent back belongs to another pack."""

    advice = "请核对文件，并回到它所属的材料再上传；确是这套材料的，请重新导出后再改。"


Tell = Callable[[JixiaoError], None]
"""Hears of an error that does not end the work."""
