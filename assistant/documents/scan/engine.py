"""The two networks of RapidOCR, from the models in its wheel; nothing is ever downloaded."""

import math
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from assistant.documents.scan.decode import Reading, decode
from assistant.errors import NeedsOcr

Image = NDArray[np.uint8]
"""Pixels: rows × columns (grey), or rows × columns × 3 (blue, green, red)."""

_HEIGHT = 48  # pixels of a line that the network reads
_NARROWEST = 48
_BATCH = 640 * 6  # pixels of width that are read at a time
_SIDE = 1600  # pixels: a page is made as small to find its lines


class Quad(NamedTuple):
    """A found line as a slanted rectangle: its corners' extent, in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.y1 - self.y0


class Engine:
    """Finds lines of text and reads them; made once, for it takes a second to load."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        find, read = _model("det"), _model("rec")
        # With the paths given, the library has no reason to look for models elsewhere.
        self._finder: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.max_side_len": _SIDE,
                "Det.model_path": str(find),
                "Rec.model_path": str(read),
            }
        )
        self._one_at_a_time = Lock()
        self._reader = _session(read)
        names = self._reader.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._letters = ["", *names, " "]
        self._input = self._reader.get_inputs()[0].name

    def find(self, image: Image) -> list[Quad]:
        """Return the lines of text of a page, in no particular order."""
        with self._one_at_a_time:  # the library keeps a call's options in the object
            found = self._finder(image, use_det=True, use_cls=False, use_rec=False)
        if found.boxes is None:
            return []
        return [
            Quad(*(float(v) for v in (*box.min(axis=0), *box.max(axis=0))))
            for box in np.asarray(found.boxes)
        ]

    def read(self, crops: Sequence[Image]) -> list[Reading]:
        """Read crops of one line each."""
        order = sorted(range(len(crops)), key=lambda n: crops[n].shape[1] / crops[n].shape[0])
        out: list[Reading] = [Reading(())] * len(crops)
        batch: list[int] = []
        for number in order:
            if batch and _wide(crops[number]) * (len(batch) + 1) > _BATCH:
                self._read_batch(crops, batch, out)
                batch = []
            batch.append(number)
        if batch:
            self._read_batch(crops, batch, out)
        return out

    def _read_batch(self, crops: Sequence[Image], batch: list[int], out: list[Reading]) -> None:
        width = max(_wide(crops[number]) for number in batch)
        block = np.zeros((len(batch), 3, _HEIGHT, width), dtype=np.float32)
        for row, number in enumerate(batch):
            block[row, :, :, : _wide(crops[number])] = _normal(crops[number])
        (shares,) = self._reader.run(None, {self._input: block})
        for row, number in enumerate(batch):
            out[number] = decode(shares[row], self._letters, _scaled(crops[number]) / width)


def _scaled(crop: Image) -> int:
    """Return a crop's width at the network's height."""
    return math.ceil(_HEIGHT * int(crop.shape[1]) / int(crop.shape[0]))


def _wide(crop: Image) -> int:
    return max(_NARROWEST, _scaled(crop))


def _normal(crop: Image) -> NDArray[np.float32]:
    """Return a crop at the network's height, its colours as -1..1."""
    wide = _scaled(crop)
    if crop.ndim == 2:
        crop = np.repeat(crop[:, :, None], 3, axis=2)
    scaled = cv2.resize(crop, (wide, _HEIGHT), interpolation=cv2.INTER_LINEAR)
    padded = np.full((_HEIGHT, _wide(crop), 3), 255, dtype=np.float32)
    padded[:, :wide] = scaled
    return padded.transpose(2, 0, 1) / 127.5 - 1


def _model(kind: str) -> Path:
    """Return the model of a kind in the library's own folder."""
    spec = find_spec("rapidocr")
    folders = list(spec.submodule_search_locations or []) if spec else []
    found = sorted(f for each in folders for f in (Path(each) / "models").glob(f"*_{kind}_*.onnx"))
    if not found:
        raise NeedsOcr("需要文字识别，但安装的 rapidocr 里没有自带模型（需要 3.9 或更高版本）。")
    return found[-1]


def _session(path: Path) -> Any:
    import onnxruntime  # type: ignore[import-untyped]

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False  # memory goes back between pages
    return onnxruntime.InferenceSession(
        str(path), sess_options=options, providers=["CPUExecutionProvider"]
    )


@cache
def engine() -> Engine:
    """Return the engine of this process."""
    return Engine()
