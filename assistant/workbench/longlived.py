"""What is kept for long is kept out of the garbage collector's rounds."""

import gc


def settle() -> None:
    """Exempt all that is held now from being searched for cycles; it still goes when unused.

    Packs are plain trees of a hundred thousand objects each. A full round over those of ten
    packs stops every thread for more than half a second, and finds nothing.
    """
    gc.collect(1)
    gc.freeze()
