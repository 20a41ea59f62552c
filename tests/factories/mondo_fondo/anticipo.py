from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from fondo_garanzia.models import Anticipo
from tests.factories.casa import nucleo_con_adulto
from tests.factories.fondo import AnticipoFactory, anticipo_erogato
from valdera_housing.models import Lettera, ModelloLettera, Nucleo

RATE = 48


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """An advance in each state its pages start from; as many more requests, letters and (up to 48) instalments."""

    def di_qui() -> dict[str, Any]:
        return {"fondo": mondo.fondo, "nucleo": nucleo_con_adulto(comune=mondo.comune)}

    richiesto, istruito = AnticipoFactory(**di_qui()), AnticipoFactory(istruito=True, **di_qui())
    da_pagare = AnticipoFactory(approvato=True, **di_qui())
    pagato, tardi, perso = (
        anticipo_erogato(stato, n_rate=min(quanti, RATE) + 1, **di_qui())
        for stato in ("EROGATO", "IN_RITARDO", "INSOLVENTE")
    )
    with connection.cursor() as cursor:
        # What the database checks at the end of a transaction is checked here: the world is never committed.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    _moltiplica(mondo, richiesto, quanti - 1)
    _lettere(mondo, tardi, quanti)
    return {
        "anticipo": tardi,
        "anticipo_modifica": richiesto,
        "anticipo_istruisci": richiesto,
        "anticipo_approva": istruito,
        "anticipo_rifiuta": istruito,
        "anticipo_ritira": istruito,
        "anticipo_eroga": da_pagare,
        "anticipo_annulla_erogazione": pagato,
        "anticipo_stralcia": perso,
    }


def _moltiplica(mondo: Any, modello: Anticipo, quanti: int) -> None:
    nuclei = Nucleo.objects.filter(codice__startswith="N-2025-")[:quanti]
    Anticipo.objects.bulk_create(
        Anticipo(
            numero=f"AN-2017-{n:05d}", fondo=mondo.fondo, nucleo=nucleo, motivo="CAUZIONE", bisogno="Il deposito",
            richiesto_il=date(2026, 3, 1), richiesto_da=modello.richiesto_da, importo=Decimal("500.00"),
            creditore="Gino Baldi", prima_rata=date(2026, 12, 5),
        )
        for n, nucleo in enumerate(nuclei)
    )  # fmt: skip


def _lettere(mondo: Any, anticipo: Anticipo, quanti: int) -> None:
    modello = ModelloLettera.objects.create(
        chiave="accordo_anticipo", titolo="Accordo", oggetto="Accordo", corpo="Testo", valido_dal=date(2025, 1, 1)
    )
    Lettera.objects.bulk_create(
        Lettera(
            numero=f"LT-2017-{n:05d}", modello=modello, nucleo=anticipo.nucleo, destinatario="Maria Rossi",
            oggetto="Accordo", data=date(2026, 3, 20), documento=mondo.lettera.documento, creata_da=mondo.ets,
        )
        for n in range(quanti)
    )  # fmt: skip
