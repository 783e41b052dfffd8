"""Pictures as stored: PNG, JPEG, TIFF pages, and the pages of a PDF drawn as pictures."""

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from assistant.documents.scan.bounds import ScanBounds
from assistant.documents.scan.engine import Image
from assistant.errors import BadPicture, TooLarge

_POINTS = 72.0  # to the inch
_SHEET = 842.0  # points: the longer side of A4, for pictures that don't tell their size
_DENSE, _COARSE = 300.0, 150.0  # pixels to the inch that are worth reading, and the least
_SAID = (100.0, 1300.0)  # pixels to the inch that a file may truthfully claim
_LONGEST = 5_000  # pixels of a side that is worked on
_LEAST = 12  # pixels of a side: no letter is smaller


class Picture(NamedTuple):
    """One page as pixels (blue, green, red), and how many pixels make a point."""

    image: Image
    scale: float


def pictures(data: bytes, bounds: ScanBounds) -> Iterator[Picture]:
    """Yield the pages of a picture file, turned as its camera says.

    Raises ``BadPicture`` for torn files and ``TooLarge`` before anything large is unpacked.
    """
    from PIL import Image as Files
    from PIL import ImageOps, UnidentifiedImageError

    limit, Files.MAX_IMAGE_PIXELS = Files.MAX_IMAGE_PIXELS, None  # ours is looked at instead
    try:
        with Files.open(io.BytesIO(data), formats=["PNG", "JPEG", "TIFF"]) as file:
            number = 0
            while _turned(file, number):
                if number == bounds.pages:
                    raise TooLarge(f"超过文字识别的上限 {bounds.pages} 页。")
                number += 1
                _check(file.size, number, bounds)
                yield _picture(ImageOps.exif_transpose(file))
    except UnidentifiedImageError as error:
        raise BadPicture("不是可以识别的图片（可读 PNG、JPG、TIFF），或文件已经损坏。") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise BadPicture("的图片数据已损坏或不完整。") from error
    finally:
        Files.MAX_IMAGE_PIXELS = limit


def _turned(file: Any, number: int) -> bool:
    """Turn to a picture's page, False behind the last; counting them all would read them all."""
    try:
        file.seek(number)
    except EOFError:
        return False
    return True


def _check(size: tuple[int, int], number: int, bounds: ScanBounds) -> None:
    if min(size) < _LEAST:
        raise BadPicture(f"第 {number} 页只有 {size[0]}×{size[1]} 像素，太小，认不出文字。")
    if size[0] * size[1] > bounds.pixels:
        raise TooLarge(
            f"第 {number} 页有 {size[0]}×{size[1]} 像素，超过上限 {bounds.pixels // 10**6} 百万像素。"
        )


def _picture(file: Any) -> Picture:
    density = float((file.info.get("dpi") or (0, 0))[0])
    if not _SAID[0] <= density <= _SAID[1]:
        density = max(file.size) / _SHEET * _POINTS
    shrink = min(1.0, _DENSE / density, _LONGEST / max(file.size))
    if density < _COARSE - 10:
        shrink = 200 / density  # small letters are read better enlarged
    if shrink != 1:
        file = file.resize(tuple(max(1, round(side * shrink)) for side in file.size))
    if "A" in file.getbands() or "transparency" in file.info:
        file = _on_white(file.convert("RGBA"))
    pixels = np.asarray(file.convert("RGB"))[:, :, ::-1]
    return Picture(np.ascontiguousarray(pixels), density * shrink / _POINTS)


def _on_white(file: Any) -> Any:
    from PIL import Image as Files

    sheet = Files.new("RGBA", file.size, "white")
    sheet.alpha_composite(file)
    return sheet


def drawn(page: Any, bounds: ScanBounds) -> Picture:
    """Return a PDF page as a viewer shows it, at the density of its largest picture."""
    width, height = page.get_size()
    density = min(_DENSE, max(_COARSE, _density(page)))
    scale = min(density / _POINTS, _LONGEST / max(width, height, 1.0))
    if width * height * scale * scale > bounds.pixels:
        scale = (bounds.pixels / (width * height)) ** 0.5
    pixels = page.render(scale=scale, rev_byteorder=False).to_numpy()
    image = np.repeat(pixels, 3, axis=2) if pixels.shape[2] == 1 else pixels[:, :, :3]
    return Picture(np.ascontiguousarray(image), scale)


def _density(page: Any) -> float:
    """Return the pixels to the inch of the page's largest picture, 200 without one."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE  # type: ignore[import-untyped]

    best = (0.0, 200.0)
    for found in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = found.get_bounds()
        wide, high = right - left, top - bottom
        if wide > 1 and high > 1:
            pixels = max(found.get_px_size()) / max(wide, high) * _POINTS
            best = max(best, (wide * high, pixels))
    return best[1]
