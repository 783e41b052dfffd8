"""Read files of any known format, each by its content; the office files of a call together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.documents.limits import DEFAULT_LIMITS, Limits
from assistant.documents.steps import (
    Context,
    Convert,
    Inner,
    Outcome,
    ReadCopy,
    Step,
    Take,
    Waiting,
    named,
    perform,
)
from assistant.errors import BadName, JixiaoError
from assistant.model.document import Document

Progress = Callable[[Path, int, int], None]
"""Hears of each file that is done: its path, how many are done, how many are known so far."""

Run = Callable[[Sequence[Step]], Iterator[list[Outcome]]]
"""Does steps that don't need one another; gives what each one gave, in their order."""


class Reading(NamedTuple):
    """What could be read of a call's files, in order, and what to tell about the others."""

    documents: list[Document]
    errors: list[JixiaoError]


def read(
    path: Path,
    limits: Limits = DEFAULT_LIMITS,
    *,
    soffice: str = "",
    copies: Path | None = None,
) -> Document:
    """Read one file of any known format into a document.

    Raises ``UnreadableFile`` (absent, empty, damaged), ``EncryptedFile``, ``UnsupportedFormat``,
    ``NeedsLibreOffice`` or ``TooLarge``, each a single Chinese line that names the file. See
    :func:`read_all` for ``soffice`` and ``copies``, and for archives.
    """
    context = Context(limits=limits, soffice=soffice, copies=copies)
    return only(Call(_here(context), archives=False).read([path]))


def read_all(
    paths: Iterable[Path],
    limits: Limits = DEFAULT_LIMITS,
    *,
    soffice: str = "",
    copies: Path | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read files; one that can't be read becomes an error and the others go on.

    A zip archive counts as the files in it. Office files that need LibreOffice are converted
    in one start for texts and one for workbooks; ``soffice`` names the program, ``copies`` the
    folder for converted and unpacked files (by default one that goes away with the process).
    Files of unknown origin are better read by :class:`assistant.documents.apart.ReaderPool`.
    """
    context = Context(limits=limits, soffice=soffice, copies=copies)
    return Call(_here(context), progress).read(paths)


def only(reading: Reading) -> Document:
    """Return the document of a call of one file, or raise its error.

    Of a document some of whose pages need OCR, the report tells.
    """
    if not reading.documents:
        raise reading.errors[0]
    (document,) = reading.documents
    return document


def _here(context: Context) -> Run:
    """Return a way to do steps one after another in this process."""
    return lambda steps: (perform(step, context) for step in steps)


def _flat(parts: Iterable[list[Outcome]]) -> list[Outcome]:
    return [item for part in parts for item in part]


class Call:
    """The order of a call's steps; who does them is ``run``'s business."""

    def __init__(
        self, run: Run, progress: Progress | None = None, *, archives: bool = True
    ) -> None:
        self._run, self._progress, self._archives = run, progress, archives
        self._done = self._known = 0
        self._names: set[str] = set()

    def read(self, paths: Iterable[Path]) -> Reading:
        """Read files; the results are in their order, those of an archive in its place."""
        files = list(paths)
        self._known, self._names = len(files), {path.name for path in files}
        items = _flat(self._take(files, archives=self._archives))
        # What an archive holds is no archive again: bundle has looked through those already.
        items = [self._once(item) if isinstance(item, Inner) else item for item in items]
        inner = iter(self._take([item.path for item in items if isinstance(item, Inner)]))
        items = _flat(next(inner) if isinstance(item, Inner) else [item] for item in items)
        items = self._convert(items)
        documents = [item for item in items if isinstance(item, Document)]
        return Reading(documents, [item for item in items if isinstance(item, JixiaoError)])

    def _take(self, paths: list[Path], *, archives: bool = False) -> list[list[Outcome]]:
        steps = [Take(path=path, archives=archives) for path in paths]
        out: list[list[Outcome]] = []
        for path, found in zip(paths, self._run(steps), strict=True):
            self._known += sum(isinstance(item, Inner) for item in found)
            if not any(isinstance(item, Waiting) for item in found):
                self._tell(path)
            out.append(found)
        return out

    def _once(self, item: Inner) -> Outcome:
        """Return a file of an archive; locations know files by names: the first one is read."""
        if item.path.name not in self._names:
            self._names.add(item.path.name)
            return item
        self._known -= 1
        message = f"里的“{item.path.name}”与另一个文件同名，没有读取。"
        return named(BadName(message), item.archive)

    def _convert(self, items: list[Outcome]) -> list[Outcome]:
        """Convert the waiting files together and read their copies."""
        waiting = [item for item in items if isinstance(item, Waiting)]
        if not waiting:
            return items
        (made,) = self._run([Convert(files=tuple(waiting))])
        copies = [
            ReadCopy(file=file, copy_path=copy)
            for file, copy in zip(waiting, made, strict=True)
            if isinstance(copy, Path)
        ]
        read = self._run(copies)
        results: list[list[Outcome]] = []
        for file, copy in zip(waiting, made, strict=True):
            results.append(next(read) if isinstance(copy, Path) else [copy])
            self._tell(file.path)
        found = iter(results)
        return _flat(next(found) if isinstance(item, Waiting) else [item] for item in items)

    def _tell(self, path: Path) -> None:
        self._done += 1
        if self._progress:
            self._progress(path, self._done, self._known)
