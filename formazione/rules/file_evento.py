"""What may be offered to the public, and what stays as proof."""

from formazione.choices import StatoEvento, TipoFileEvento
from valdera_housing.kit.esito import Esito, no

PUBBLICABILI = (TipoFileEvento.MATERIALE, TipoFileEvento.LOCANDINA)
IN_PUBBLICO = (StatoEvento.ISCRIZIONI_APERTE, StatoEvento.SVOLTO)


def valuta_pubblicazione(tipo: str) -> Esito:
    """Only what is made for who takes part goes on the public page."""
    if tipo not in PUBBLICABILI:
        return Esito((no("Sulla pagina pubblica vanno soltanto materiali e locandine"),))
    return Esito()


def valuta_rimozione(tipo: str, stato: str) -> Esito:
    """The signed register of an event that was held proves its hours."""
    if tipo == TipoFileEvento.REGISTRO_FIRMATO and stato == StatoEvento.SVOLTO:
        return Esito((no("Il foglio firme prova che l’evento si è tenuto: prima si riapre l’evento"),))
    return Esito()
