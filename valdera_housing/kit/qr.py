"""An address as a QR code, the same in a page and in a PDF."""

import segno

MARGINE = 4  # modules of quiet zone, as ISO/IEC 18004 asks


def qr(testo: str) -> str:
    """A data URI with an SVG image of the code, to be put in ``<img src alt>``; it stands a torn or dirty sheet."""
    return segno.make(testo, error="m", micro=False).svg_data_uri(border=MARGINE, scale=4, dark="#000", light="#fff")
