"""Where converted copies live: a private folder that goes away with the process."""

import os
import shutil
import tempfile
from multiprocessing.util import Finalize
from pathlib import Path

_folders: dict[int, Path] = {}


def copies_folder() -> Path:
    """Return this process's folder, made on first use and readable by its owner alone."""
    folder = _folders.get(os.getpid())
    if folder is None:
        folder = _folders[os.getpid()] = Path(tempfile.mkdtemp(prefix="jixiao-"))
        # Unlike atexit this also runs in the workers of a process pool.
        Finalize(None, shutil.rmtree, (folder, True), exitpriority=0)
    return folder
