"""Addresses of pages that may not be there: a line shows what it has."""

from django.urls import NoReverseMatch, reverse


def indirizzo_in(spazio: str, nome: str, *argomenti: int | str, domanda: str = "") -> str:
    """The address of a page of an app (``gestore``, ``alloggio_scheda``, 12), or nothing when there is no such page.

    A name that has its own app (``sportello:sfratto_scheda``) is taken as it is; ``domanda`` is the query string.
    """
    try:
        pagina = reverse(nome if ":" in nome else f"{spazio}:{nome}", args=argomenti)
    except NoReverseMatch:
        return ""
    return f"{pagina}?{domanda}" if domanda else pagina
