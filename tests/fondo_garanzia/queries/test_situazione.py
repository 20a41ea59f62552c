"""The fund of a comune as it stood on the last day of a quarter, whatever happened afterwards."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.utils import timezone

from fondo_garanzia.actions.fondo import scrivi_movimento
from fondo_garanzia.choices import TipoMovimento
from fondo_garanzia.models import Fondo
from fondo_garanzia.queries.archivio import Archivio
from fondo_garanzia.queries.situazione import situazione, situazione_fondi
from tests.factories.fondo import (
    AnticipoFactory,
    FondoFactory,
    GaranziaFactory,
    anticipo_erogato,
    paga_rata,
    rivalsa,
    stralcia,
)
from tests.fondo_garanzia.models.test_vincoli_conto import chiudi
from tests.fondo_garanzia.queries.pagamenti import (
    OTTAVO,
    QUINTO,
    SESTO,
    SETTIMO,
    anticipo_del,
    contabile,
    torna_indietro,
    trimestre,
)
from valdera_housing.linea import FondoComune
from valdera_housing.models import Imputazione

pytestmark = pytest.mark.django_db


def al_trimestre(numero: int) -> list[str]:
    """Endowed, paid, come back, committed, available of the only fund."""
    (fondo,) = situazione_fondi(trimestre(numero))
    return [str(v) for v in (fondo.dotato, fondo.erogato, fondo.rientrato, fondo.impegnato, fondo.disponibile)]


def test_scenario_1_quarter_by_quarter() -> None:
    fondo = FondoFactory(dotato=D("25000.00"))
    GaranziaFactory(
        fondo=fondo, attiva=True, canone_mensile=D("2000.00"), massimale_canoni=D("6000.00"), massimale_danni=D("0.00")
    )
    anticipo = anticipo_erogato(fondo=fondo)
    for rata in anticipo.rate.all()[:3]:
        paga_rata(rata)
    assert al_trimestre(QUINTO) == ["25000.00", "1800.00", "0.00", "6000.00", "17200.00"]
    assert al_trimestre(SESTO) == ["25000.00", "1800.00", "450.00", "6000.00", "17650.00"]
    assert situazione_fondi(trimestre(4)) == []  # endowed on 10/01/2026


def test_scenario_4_the_commitment_ends_with_the_payment() -> None:
    rivalsa()  # paid on 28/10/2026
    assert al_trimestre(SETTIMO) == ["25000.00", "0.00", "0.00", "1940.00", "23060.00"]
    assert al_trimestre(OTTAVO) == ["25000.00", "1440.00", "0.00", "500.00", "23060.00"]


def test_an_advance_is_committed_from_its_approval_to_its_payment() -> None:
    anticipo_del(date(2026, 4, 2))  # approved on 10/03/2026
    assert al_trimestre(QUINTO) == ["25000.00", "0.00", "0.00", "1800.00", "23200.00"]
    assert al_trimestre(SESTO) == ["25000.00", "1800.00", "0.00", "0.00", "23200.00"]


def test_a_transfer_that_bounced_later_leaves_the_quarter_as_it_was() -> None:
    anticipo = anticipo_del(date(2026, 3, 20))
    prima = al_trimestre(QUINTO)
    torna_indietro(anticipo, date(2026, 4, 5))
    assert al_trimestre(QUINTO) == prima == ["25000.00", "1800.00", "0.00", "0.00", "23200.00"]
    assert al_trimestre(SESTO) == ["25000.00", "0.00", "0.00", "1800.00", "23200.00"]


def test_a_guarantee_ended_later_was_still_committed() -> None:
    garanzia = GaranziaFactory(attiva=True)
    garanzia.stato, garanzia.finita_il = "SVINCOLATA", date(2026, 7, 1)
    garanzia.save()
    assert [al_trimestre(n)[3] for n in (SESTO, SETTIMO)] == ["1940.00", "0.00"]


def test_a_request_withdrawn_today_was_committed_until_today() -> None:
    garanzia = GaranziaFactory(approvata=True)
    anticipo = AnticipoFactory(fondo=garanzia.fondo, approvato=True)
    garanzia.stato, anticipo.stato = "RITIRATA", "RITIRATO"
    garanzia.save()
    anticipo.save()
    assert al_trimestre(QUINTO)[3] == ("3740.00" if timezone.localdate() > date(2026, 3, 31) else "0.00")


def annulla(imputazione: Imputazione) -> None:
    imputazione.annullata_alle = timezone.now()
    imputazione.save()


def test_a_payment_undone_while_its_month_is_open_was_never_there() -> None:
    annulla(paga_rata(anticipo_erogato().rate.first()))
    assert [al_trimestre(n)[2] for n in (SESTO, OTTAVO)] == ["0.00", "0.00"]


def test_a_payment_of_a_closed_month_undone_later_was_there() -> None:
    pagata = paga_rata(anticipo_erogato().rate.first())
    chiudi(pagata.incasso.data.replace(day=1), str(Fondo.objects.get().cassa))()
    annulla(pagata)
    assert al_trimestre(SESTO)[2] == "150.00"


def test_interest_and_fees_are_part_of_what_is_available() -> None:
    fondo = FondoFactory(dotato=D("5000.00"))
    for tipo, euro in ((TipoMovimento.INTERESSE, "12.34"), (TipoMovimento.SPESE_BANCA, "2.00")):
        scrivi_movimento(fondo, tipo, D(euro), giorno=date(2026, 2, 1), causale="Banca", utente=contabile())
    assert situazione_fondi(trimestre(QUINTO)) == [
        FondoComune(str(fondo.comune), D("5000.00"), D("0.00"), D("0.00"), impegnato=D("0.00"), altri=D("10.34"))
    ]
    assert al_trimestre(QUINTO)[4] == "5010.34"


def test_two_comuni_are_told_by_name_and_each_with_its_own() -> None:
    anticipo_erogato(fondo=FondoFactory(comune__nome="Pontedera", dotato=D("25000.00")))
    FondoFactory(comune__nome="Casciana Terme Lari", dotato=D("5000.00"))
    assert [(f.comune, str(f.disponibile)) for f in situazione_fondi(trimestre(QUINTO))] == [
        ("Casciana Terme Lari", "5000.00"), ("Pontedera", "23200.00"),
    ]  # fmt: skip


def test_as_of_today_it_is_what_the_row_of_the_fund_says() -> None:
    fondo = FondoFactory(dotato=D("25000.00"))
    rivalsa(garanzia=GaranziaFactory(fondo=fondo, attiva=True))
    perso = anticipo_erogato(fondo=fondo, stato="INSOLVENTE")
    paga_rata(perso.rate.first(), D("50.00"))
    stralcia(perso)
    GaranziaFactory(fondo=fondo, approvata=True)
    GaranziaFactory(fondo=fondo, istruita=True)
    rifiutato = AnticipoFactory(fondo=fondo, approvato=True)
    rifiutato.stato = "RITIRATO"
    rifiutato.save()
    torna_indietro(anticipo_del(date(2026, 5, 2), fondo=fondo), date(2026, 5, 9))
    archivio = Archivio()
    oggi = situazione(archivio, archivio.fondi[0], date.max)
    riga = Fondo.objects.get()
    assert (oggi.dotato, oggi.erogato, oggi.rientrato, oggi.altri, oggi.impegnato, oggi.disponibile) == (
        riga.dotato, riga.erogato, riga.rientrato, riga.altri, riga.impegnato, riga.disponibile,
    )  # fmt: skip
