"""Packs as scans: ``python -m corpus.scans PACK.docx OUT_DIR [--seed N]``.

LibreOffice prints the pack, each page is drawn at 200 pixels to the inch. ``clean.tif`` holds
the pages as they are; ``worn.pdf`` as a bad scanner and an office leave them: noise, a slant
of one or two degrees, blur, JPEG artefacts, a red stamp. The seed is printed: the same seed
gives the same pixels. Needs the extra ``ocr``.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
DENSITY = 200
SECONDS = 120
_JPEG = 55
_STAMP = (40, 30, 200)  # blue, green, red


def printed(source: Path, folder: Path) -> Path:
    """Convert a Word file to PDF with a LibreOffice of its own profile; return the PDF."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603
    return folder / f"{source.stem}.pdf"


def drawn(pdf: Path, pages: Sequence[int] | None = None) -> list[Image]:
    """Return pages (from 1; by default all) of a PDF as pictures, blue-green-red."""
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(pdf)
    try:
        wanted = pages or range(1, len(document) + 1)
        return [
            np.ascontiguousarray(document[n - 1].render(scale=DENSITY / 72).to_numpy()[:, :, :3])
            for n in wanted
        ]
    finally:
        document.close()


def worn(page: Image, chance: np.random.Generator) -> Image:
    """Return a page stamped, slanted, blurred, noisy, unevenly lit and packed as JPEG."""
    page = _stamped(page, chance)
    angle = float(chance.uniform(1.0, 2.0) * chance.choice([-1, 1]))
    page = _slanted(page, angle)
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), float(chance.uniform(0.6, 0.9))), np.uint8)
    noise = chance.normal(0, 9, page.shape)
    light = np.linspace(1.0, float(chance.uniform(0.86, 0.94)), page.shape[1])[None, :, None]
    page = np.clip(page * light + noise, 0, 255).astype(np.uint8)
    specks = chance.random(page.shape[:2]) < 0.0004
    page[specks] = 60
    _, packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, _JPEG])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)


def _stamped(page: Image, chance: np.random.Generator) -> Image:
    """Return a page with a round red stamp somewhere over its text."""
    height, width = page.shape[:2]
    radius = round(0.8 * DENSITY)
    middle = (
        int(chance.integers(2 * radius, width - 2 * radius)),
        int(chance.integers(2 * radius, height - 2 * radius)),
    )
    ink = np.zeros((height, width), np.uint8)
    cv2.circle(ink, middle, radius, 255, 9)
    star = [
        (middle[0] + round(r * radius * np.sin(a)), middle[1] - round(r * radius * np.cos(a)))
        for n in range(10)
        for a, r in [(n * np.pi / 5, 0.36 if n % 2 == 0 else 0.15)]
    ]
    cv2.fillPoly(ink, [np.array(star, np.int32)], 255)
    mottled = np.asarray(ink > 0) & (chance.random(ink.shape) < 0.85)
    red = np.broadcast_to(np.array(_STAMP, np.uint8), page.shape)
    pressed = np.minimum(page, red)  # the stamp's ink lies over the paper, black stays black
    return np.where(mottled[:, :, None], pressed, page).astype(np.uint8)


def _slanted(page: Image, angle: float) -> Image:
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    white = (250, 250, 250)
    return np.asarray(
        cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=white),
        np.uint8,
    )


def save(pages: Sequence[Image], path: Path, **how: Any) -> Path:
    """Write pictures as the pages of one TIFF or PDF, 200 pixels to the inch; return its path."""
    from PIL import Image as Files

    files = [Files.fromarray(np.ascontiguousarray(page[:, :, ::-1])) for page in pages]
    size = {"resolution": DENSITY} if path.suffix == ".pdf" else {"dpi": (DENSITY, DENSITY)}
    files[0].save(path, save_all=True, append_images=files[1:], **size, **how)
    return path


def clean(pdf: Path, path: Path, pages: Sequence[int] | None = None) -> Path:
    """Write a PDF's pages as they are into a TIFF."""
    return save(drawn(pdf, pages), path, compression="tiff_deflate")


def damaged(pdf: Path, path: Path, seed: int, pages: Sequence[int] | None = None) -> Path:
    """Write a PDF's pages as a bad scanner leaves them into a PDF of pictures."""
    chance = np.random.default_rng(seed)
    return save([worn(page, chance) for page in drawn(pdf, pages)], path, quality=_JPEG)


def scans(pdf: Path, out: Path, seed: int, pages: Sequence[int] | None = None) -> list[Path]:
    """Write ``clean.tif`` and ``worn.pdf`` of a PDF's pages into ``out``."""
    return [
        clean(pdf, out / "clean.tif", pages),
        damaged(pdf, out / "worn.pdf", seed, pages),
    ]


def main(arguments: list[str]) -> int:
    """Print one pack and write its scans."""
    parser = argparse.ArgumentParser(prog="python -m corpus.scans")
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    pdf = printed(given.source, given.out)
    paths = scans(pdf, given.out, given.seed)
    sys.stdout.write(f"seed {given.seed}: {', '.join(str(path) for path in paths)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
