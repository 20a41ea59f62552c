from datetime import date
from typing import Any

from cohousing.models import Candidatura
from tests.factories.casa import InvioFactory
from tests.factories.cohousing import (
    AlloggioCondivisoFactory,
    CandidaturaFactory,
    UnitaFactory,
    casa_aperta,
    madre_con_figlia,
    proposta,
)
from valdera_housing.choices import Linea
from valdera_housing.models import Caso, Invio


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A candidate with its unit and an open one, a referral; as many more of each, and of units, in bulk."""
    casa = casa_aperta(
        nome="Casa delle candidature", alloggio=AlloggioCondivisoFactory(comune=mondo.comune, posti_letto=5000)
    )
    con_unita, aperta, di_invio = (madre_con_figlia(comune=mondo.comune) for _ in range(3))
    decisa = proposta(casa.unita.first(), caso=con_unita, numero="CA-2015-9001")
    libera = CandidaturaFactory(caso=aperta, numero="CA-2015-9002")
    invio = InvioFactory(caso=di_invio, linea=Linea.COH)
    casi = list(Caso.objects.filter(numero__startswith="C-2025-")[: quanti - 1])
    Candidatura.objects.bulk_create(
        Candidatura(
            numero=f"CA-2015-{n:04d}", caso=caso, richiedente=f"Luca Bianchi {n}", categoria="ANZIANI_SOLI",
            presentata_il=date(2026, 10, 1), creata_da=mondo.ets,
        )
        for n, caso in enumerate(casi)
    )  # fmt: skip
    Invio.objects.bulk_create(
        Invio(caso=caso, linea=Linea.COH, motivo="Casa", inviato_da=mondo.unione, inviato_il=invio.inviato_il)
        for caso in casi
    )
    modello = UnitaFactory.build(struttura=casa, posti_letto=1)
    type(modello).objects.bulk_create(
        type(modello)(
            struttura=casa, nome=f"Stanza {n}", posti_letto=1, quota_mensile=modello.quota_mensile, dal=modello.dal
        )
        for n in range(quanti - 1)
    )
    return {
        "cohousing:candidatura_scheda": decisa,
        "cohousing:candidatura_storia": decisa,
        "cohousing:candidatura_unita": libera,
        "cohousing:candidatura_modifica": libera,
        "cohousing:candidatura_proponi": libera,
        "cohousing:candidatura_accogli": decisa,
        "cohousing:candidatura_respingi": decisa,
        "cohousing:candidatura_ritira": decisa,
        "cohousing:invio_prendi": invio,
        "cohousing:invio_concludi": invio,
    }
