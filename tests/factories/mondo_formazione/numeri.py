from typing import Any

from formazione.choices import StatoEvento
from tests.factories.casa import CasoFactory, InvioFactory
from tests.factories.formazione import PASSATO, IscrizioneFactory, evento_con, porta_a, presente
from tests.factories.persone import NucleoFactory
from valdera_housing.choices import Linea
from valdera_housing.models import Caso, Invio


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """An event held with somebody there and, with more rows, another; a referral for as many cases as the list has."""
    for n in range(min(quanti, 2)):
        evento = evento_con(PASSATO, numero=f"EV-2015-{n:04d}", codice=f"numeri-{n}", comune=mondo.comune)
        presente(IscrizioneFactory(evento=evento, codice=f"numeri-{n}"), evento.sessioni.get())
        porta_a(evento, StatoEvento.SVOLTO)
    invio = InvioFactory(
        caso=CasoFactory(nucleo=NucleoFactory(comune=mondo.comune, preso_in_carico=True)), linea=Linea.FOR
    )
    Invio.objects.bulk_create(
        Invio(caso=caso, linea=Linea.FOR, motivo="Corso", inviato_da=mondo.unione, inviato_il=invio.inviato_il)
        for caso in Caso.objects.filter(numero__startswith="C-2025-")[: quanti - 1]
    )
    return {
        "formazione:indicatore_scheda": "I22",
        "formazione:invio_prendi": invio,
        "formazione:invio_concludi": invio,
    }
