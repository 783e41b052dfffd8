"""``python -m corpus.formats OUT_DIR [--town X] [--year Y] [--format F] [--seed N] [--forms]``."""

import argparse
import sys
from pathlib import Path

from corpus.formats.build import FORMATS, SEED, Piece, Place, form, pack, write
from corpus.forms.truth import FORMS
from corpus.truth import TOWNS, YEARS, load


def main(arguments: list[str]) -> int:
    """Write the packs that are asked for, by default all of them in every format."""
    parser = argparse.ArgumentParser(prog="python -m corpus.formats")
    parser.add_argument("out", type=Path)
    parser.add_argument("--town", action="append", choices=TOWNS)
    parser.add_argument("--year", action="append", choices=YEARS, type=int)
    parser.add_argument("--format", action="append", choices=FORMATS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--forms", action="store_true", help="also a form of each layout")
    given = parser.parse_args(arguments)
    pieces: list[tuple[Piece, Place]] = [
        (pack(load(town, year)), Place(given.out / town / str(year)))
        for town in given.town or TOWNS
        for year in given.year or YEARS
    ]
    if given.forms:
        pieces += [(form(name), Place(given.out / "forms", name)) for name in FORMS]
    paths = write(pieces, given.format or FORMATS, given.seed)
    sys.stdout.write(f"seed {given.seed}, {len(paths)} files\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
