"""Photographs of buildings as the office keeps them and prints them: not too large, without what the phone adds."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

LATO_CONSERVATO, LATO_STAMPATO = 2000, 900
QUALITA = 85
PIXEL_MASSIMI = 80_000_000


def riduci(contenuto: bytes, lato: int = LATO_CONSERVATO) -> bytes | None:
    """A JPEG of at most ``lato`` pixels a side, upright, without place and device; None if it is no image."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(contenuto), formats=("JPEG", "PNG")) as aperta:
                if aperta.width * aperta.height > PIXEL_MASSIMI:
                    return None
                aperta.draft("RGB", (lato, lato))
                ridotta = ImageOps.exif_transpose(aperta).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError, OSError):
        return None
    except (SyntaxError, ValueError, EOFError):  # what Pillow raises on broken PNG chunks and truncated EXIF
        return None
    ridotta.thumbnail((lato, lato))
    uscita = io.BytesIO()
    ridotta.save(uscita, "JPEG", quality=QUALITA)
    return uscita.getvalue()
