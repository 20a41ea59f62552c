"""The sums the database keeps: right after every write, and wrong as soon as one of their triggers is off.

With the last test every fence of the fund, by its name, has somebody who tries to break it.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from fondo_garanzia.models import Garanzia
from tests.factories.fondo import (
    AnticipoFactory,
    EscussioneFactory,
    FondoFactory,
    GaranziaFactory,
    anticipo_erogato,
    approva,
    dota,
    eroga,
    paga,
    paga_rata,
    valuta,
)
from tests.factories.recinto import cambia, conferma, recinti, togli
from tests.fondo_garanzia.models import (
    test_vincoli_anticipo,
    test_vincoli_conto,
    test_vincoli_escussione,
    test_vincoli_fondo,
    test_vincoli_garanzia,
)
from tests.fondo_garanzia.models.test_vincoli_fondo import deroga

pytestmark = pytest.mark.django_db

DALLE_RIGHE = """
    SELECT f.id, 'fondo', f.dotato, f.erogato, f.rientrato, f.altri, f.impegnato,
           m.dotato, m.erogato, m.rientrato, m.altri, g.impegno + a.impegno
    FROM fondo_garanzia_fondo f
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(effetto) FILTER (WHERE voce = 'DOTATO'), 0) AS dotato,
               -coalesce(sum(effetto) FILTER (WHERE voce = 'EROGATO'), 0) AS erogato,
               coalesce(sum(effetto) FILTER (WHERE voce = 'RIENTRATO'), 0) AS rientrato,
               coalesce(sum(effetto) FILTER (WHERE voce = 'ALTRO'), 0) AS altri
        FROM fondo_garanzia_movimentofondo WHERE fondo_id = f.id) m
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(massimale_canoni + massimale_danni - pagato_canoni - pagato_danni), 0) AS impegno
        FROM fondo_garanzia_garanzia WHERE fondo_id = f.id
        AND stato IN ('APPROVATA', 'ATTIVA', 'SOSPESA', 'IN_ESCUSSIONE', 'ESCUSSA_PARZIALE')) g
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(importo), 0) AS impegno
        FROM fondo_garanzia_anticipo WHERE fondo_id = f.id AND stato = 'APPROVATO') a
    WHERE (f.dotato, f.erogato, f.rientrato, f.altri, f.impegnato)
          IS DISTINCT FROM (m.dotato, m.erogato, m.rientrato, m.altri, g.impegno + a.impegno)
    UNION ALL
    SELECT g.id, 'garanzia', g.pagato_canoni, g.pagato_danni, 0, 0, 0, e.canoni, e.danni, 0, 0, 0
    FROM fondo_garanzia_garanzia g
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(ammesso_canoni), 0) AS canoni, coalesce(sum(ammesso_danni), 0) AS danni
        FROM fondo_garanzia_escussione WHERE garanzia_id = g.id AND stato = 'LIQUIDATA') e
    WHERE (g.pagato_canoni, g.pagato_danni) IS DISTINCT FROM (e.canoni, e.danni)
    UNION ALL
    SELECT p.id, p.genere, p.restituito, 0, 0, 0, 0, m.rientrato, 0, 0, 0, 0
    FROM (SELECT id, 'anticipo' AS genere, restituito FROM fondo_garanzia_anticipo
          UNION ALL SELECT id, 'rivalsa', restituito FROM fondo_garanzia_creditorivalsa) p
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(i.importo), 0) AS rientrato
        FROM fondo_garanzia_ratafondo r
        JOIN valdera_housing_imputazione i ON i.scadenza_id = r.scadenza_id AND i.annullata_alle IS NULL
        JOIN valdera_housing_incasso c ON c.id = i.incasso_id AND c.mezzo <> 'COMPENSAZIONE'
        WHERE (p.genere = 'anticipo' AND r.anticipo_id = p.id) OR (p.genere = 'rivalsa' AND r.credito_id = p.id)) m
    WHERE p.restituito <> m.rientrato
"""


def scostamenti() -> list[tuple]:
    """The figures of funds, guarantees, advances and credits that are not those of their rows."""
    with connection.cursor() as cursore:
        cursore.execute(DALLE_RIGHE)
        return cursore.fetchall()


def si_dota() -> None:
    dota(FondoFactory(dotato=D("1000.00")), D("500.00"))


def si_scrive_una_garanzia_gia_attiva() -> None:
    GaranziaFactory(attiva=True)


def si_svincola() -> None:
    cambia(GaranziaFactory(attiva=True), stato="SVINCOLATA", finita_il=date(2026, 11, 19))()


def si_scrive_un_anticipo_gia_approvato() -> None:
    AnticipoFactory(approvato=True)


def si_paga_un_anticipo() -> None:
    eroga(AnticipoFactory(approvato=True))


def si_paga_un_escussione() -> None:
    paga(approva(valuta(EscussioneFactory(), [D("420.00"), D("480.00"), D("480.00"), D("60.00")])))


def si_scrive_un_escussione_gia_pagata() -> None:
    """As a data migration would."""
    modello = EscussioneFactory(garanzia__massimale_danni=D("900.00"))
    cambia(modello, stato="RITIRATA", motivo="Prova")()
    approvata = approva(valuta(EscussioneFactory(garanzia=modello.garanzia, mesi=[]), [], D("900.00")))
    approvata.pk, approvata.numero, approvata._state.adding = None, "ES-2018-9999", True
    approvata.stato, approvata.pagata_il = "LIQUIDATA", date(2026, 11, 19)
    approvata.save()


def si_paga_una_rata() -> None:
    paga_rata(anticipo_erogato().rate.first())


def si_annulla_un_pagamento() -> None:
    pagata = paga_rata(anticipo_erogato().rate.first())
    conferma()
    pagata.annullata_alle = timezone.now()
    pagata.save()


SOMME: dict[str, Callable[[], None]] = {
    "MovimentoFondo.somma_nel_fondo_insert": si_dota,
    "Garanzia.impegni_insert": si_scrive_una_garanzia_gia_attiva,
    "Garanzia.impegni_update": si_svincola,
    "Anticipo.impegni_insert": si_scrive_un_anticipo_gia_approvato,
    "Anticipo.impegni_update": si_paga_un_anticipo,
    "Escussione.somma_pagati_insert": si_scrive_un_escussione_gia_pagata,
    "Escussione.somma_pagati_update": si_paga_un_escussione,
    "ImputazioneDelFondo.torna_nel_fondo": si_paga_una_rata,
    "ImputazioneDelFondo.torna_fuori_dal_fondo": si_annulla_un_pagamento,
}


@pytest.mark.parametrize("nome", SOMME)
def test_the_figures_are_those_of_the_rows(nome: str) -> None:
    with transaction.atomic():
        SOMME[nome]()
        assert scostamenti() == []
        transaction.set_rollback(True)


@pytest.mark.parametrize("nome", SOMME)
def test_with_a_trigger_off_the_figures_are_wrong_or_the_write_is_refused(nome: str) -> None:
    togli(nome)
    try:
        with transaction.atomic():
            SOMME[nome]()
            conferma()
    except DatabaseError:
        return
    assert scostamenti() != []


def test_without_its_trigger_a_waiver_lasts_for_ever() -> None:
    fondo = FondoFactory(dotato=D("1000.00"))
    deroga(fondo, "940.00")()
    GaranziaFactory(fondo=fondo, attiva=True)
    conferma()
    togli("Fondo.deroga_si_riassorbe")
    dota(fondo, D("1000.00"))
    fondo.refresh_from_db()
    assert fondo.deroga == D("940.00")
    assert Garanzia.objects.get().impegno == D("1940.00")


def test_every_fence_of_the_fund_has_somebody_who_tries_to_break_it() -> None:
    prove = (
        test_vincoli_anticipo,
        test_vincoli_conto,
        test_vincoli_escussione,
        test_vincoli_fondo,
        test_vincoli_garanzia,
    )
    tentati = {tentativo.recinto for prova in prove for tentativo in prova.TENTATIVI}
    assert tentati | set(SOMME) | {"Fondo.deroga_si_riassorbe"} == recinti("fondo_garanzia")
