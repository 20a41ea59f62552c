from datetime import date
from decimal import Decimal
from typing import Any

from fondo_garanzia.choices import StatoEscussione, StatoGaranzia, StatoRivalsa
from fondo_garanzia.models import CreditoRivalsa, Escussione, Garanzia, RataFondo
from tests.factories.fondo import paga_rata, rivalsa
from valdera_housing.choices import Linea, TipoScadenza, Verso
from valdera_housing.models import Nucleo, Scadenza

CANONE = Decimal("480.00")


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A credit with a payment, an insolvent one; as many more in bulk, each with an instalment past its day."""
    credito = rivalsa(garanzia__fondo=mondo.fondo)
    paga_rata(credito.rate.order_by("numero").first())
    insolvente = rivalsa(garanzia__fondo=mondo.fondo)
    CreditoRivalsa.objects.filter(pk=insolvente.pk).update(stato=StatoRivalsa.INSOLVENTE)
    _moltiplica(mondo, credito, quanti - 1)
    return {"rivalsa": credito, "rivalsa_stralcia": insolvente}


def _moltiplica(mondo: Any, credito: CreditoRivalsa, quanti: int) -> None:
    """The rows alone: what the fund keeps of them is checked when the transaction ends, and this one never does."""
    modello = credito.escussione.garanzia
    decisa = {"atto": modello.atto, "decisa_il": modello.decisa_il, "decisa_da": modello.decisa_da}
    nuclei = list(Nucleo.objects.filter(codice__startswith="N-2025-")[:quanti])
    garanzie = Garanzia.objects.bulk_create(
        Garanzia(
            numero=f"GA-2017-{n:04d}", fondo=modello.fondo, nucleo=nucleo, contratto=modello.contratto,
            titolare="Gino Baldi", motivo="Prova", richiesta_il=date(2026, 1, 10), richiesta_da=modello.richiesta_da,
            canone_mensile=CANONE, mensilita=1, massimale_canoni=CANONE, inizio=date(2026, 1, 20),
            scade_il=date(2028, 1, 20), finita_il=date(2026, 9, 1), stato=StatoGaranzia.ESCUSSA_TOTALE, **decisa,
        )
        for n, nucleo in enumerate(nuclei)
    )  # fmt: skip
    escussioni = Escussione.objects.bulk_create(
        Escussione(
            numero=f"ES-2017-{n:04d}", garanzia=garanzia, evento_il=date(2026, 7, 1), presentata_il=date(2026, 7, 2),
            presentata_da=modello.richiesta_da, ammesso_canoni=CANONE, valutata_il=date(2026, 7, 3),
            pagata_il=date(2026, 9, 1), stato=StatoEscussione.LIQUIDATA, **decisa,
        )
        for n, garanzia in enumerate(garanzie)
    )  # fmt: skip
    crediti = CreditoRivalsa.objects.bulk_create(
        CreditoRivalsa(
            numero=f"RV-2017-{n:04d}", escussione=escussione, nucleo=nucleo, importo=CANONE,
            aperto_il=date(2026, 9, 1), stato=StatoRivalsa.IN_RITARDO if n % 2 else StatoRivalsa.IN_RIMBORSO,
        )
        for n, (escussione, nucleo) in enumerate(zip(escussioni, nuclei, strict=True))
    )  # fmt: skip
    scadenze = Scadenza.objects.bulk_create(
        Scadenza(
            chiave=f"fondo/prova/{altro.pk}", verso=Verso.ENTRATA, tipo=TipoScadenza.RIVALSA, linea=Linea.FON,
            nucleo=altro.nucleo, intestazione="Luca Bianchi", competenza=date(2026, 10, 1), descrizione="Rata 1 di 1",
            importo=CANONE, scade_il=date(2026, 10, 5),
        )
        for altro in crediti
    )  # fmt: skip
    RataFondo.objects.bulk_create(
        RataFondo(credito=altro, numero=1, importo=CANONE, scade_il=scadenza.scade_il, scadenza=scadenza)
        for altro, scadenza in zip(crediti, scadenze, strict=True)
    )
