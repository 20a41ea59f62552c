"""Where the things of the line are on the screen."""

from django.urls import NoReverseMatch, reverse


def indirizzo(nome: str, *argomenti: int | str, domanda: str = "") -> str:
    """The address of a page (``accesso_nuovo``), or nothing when the office does not have that page."""
    try:
        pagina = reverse(nome if ":" in nome else f"sportello:{nome}", args=argomenti)
    except NoReverseMatch:
        return ""
    return f"{pagina}?{domanda}" if domanda else pagina
