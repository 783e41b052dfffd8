"""Contents of files: kept whole, found by digest, held against it, never half there."""

import hashlib
import io
import os
import threading
import time
from pathlib import Path

import pytest

from assistant.errors import ContentLost, StoreUnusable, TooLarge
from assistant.workbench.store import Blobs

BODIES = [b"", b"a", "内容".encode() * 1000, bytes(range(256)) * 20_000]


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "deep" / "blobs")


def files(blobs: Blobs) -> list[Path]:
    return [path for path in blobs.folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("body", BODIES)
def test_a_content_comes_back(blobs: Blobs, body: bytes) -> None:
    sha256 = blobs.put(body)
    assert sha256 == hashlib.sha256(body).hexdigest() and sha256 in blobs
    assert blobs.get(sha256) == body == blobs.path(sha256).read_bytes()
    assert blobs.put_file(io.BytesIO(body), limit=len(body)) == sha256
    assert files(blobs) == [blobs.path(sha256)]
    assert Blobs(blobs.folder).get(sha256) == body


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_others_on_the_machine_may_not_read(blobs: Blobs) -> None:
    path = blobs.path(blobs.put(b"a"))
    assert [p.stat().st_mode & 0o777 for p in (path, path.parent, blobs.folder)] == [
        0o600, 0o700, 0o700,
    ]  # fmt: skip


def test_more_than_the_limit_leaves_nothing(blobs: Blobs) -> None:
    with pytest.raises(TooLarge, match="1 MB"):
        blobs.put_file(io.BytesIO(b"x" * (2**20 + 1)), limit=2**20)
    assert files(blobs) == []


class Broken(io.RawIOBase):
    """Gives something, then fails, as an upload does whose sender goes away."""

    given = False

    def read(self, size: int = -1) -> bytes:
        if self.given:
            raise OSError(5, "gone")
        self.given = True
        return b"half"


def test_half_an_upload_leaves_nothing(blobs: Blobs) -> None:
    with pytest.raises(StoreUnusable, match="gone"):
        blobs.put_file(Broken())
    assert files(blobs) == []


ALTERED = [b"", b"other", "内".encode()]


@pytest.mark.parametrize("other", ALTERED)
def test_an_altered_content_is_told_and_mended_by_another_upload(
    blobs: Blobs, other: bytes
) -> None:
    sha256 = blobs.put("内容".encode())
    blobs.path(sha256).write_bytes(other)
    for read in (blobs.get, blobs.path):
        with pytest.raises(ContentLost, match="改动"):
            read(sha256)
    assert blobs.put("内容".encode()) == sha256
    assert blobs.get(sha256) == "内容".encode()


@pytest.mark.parametrize(
    "sha256", ["0" * 64, "", "..", "../../etc/passwd", "0" * 63, "A" * 64, "0" * 64 + "\n", "\x00"]
)
def test_what_is_not_there_is_told(blobs: Blobs, sha256: str) -> None:
    for read in (blobs.get, blobs.path):
        with pytest.raises(ContentLost):
            read(sha256)


def test_many_may_put_the_same(blobs: Blobs) -> None:
    body, found = b"x" * 1_000_000, []
    threads = [threading.Thread(target=lambda: found.append(blobs.put(body))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(found)) == 1 == len(files(blobs))
    assert blobs.get(found[0]) == body


def test_leftovers_go_when_they_are_old(blobs: Blobs) -> None:
    old, new = blobs.folder / ".new-old", blobs.folder / ".new-new"
    for path in (old, new):
        path.write_bytes(b"half")
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    Blobs(blobs.folder)
    assert files(blobs) == [new]


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_bytes(b"")
    with pytest.raises(StoreUnusable, match="blobs"):
        Blobs(tmp_path / "blobs")
