"""What the fund offers to the accounts, and what the accounts make of it."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fondo_garanzia.choices import Provenienza
from fondo_garanzia.models import Anticipo
from fondo_garanzia.queries.costi import (
    ATTO_DA_ALLEGARE,
    DEL_COMUNE,
    SENZA_CODICE,
    SENZA_FILE,
    TORNATO,
    TUTTO_RIENTRATO,
    costi_da_rendicontare,
)
from rendicontazione.actions.costi_offerti import prendi_costi
from rendicontazione.models import AllegatoSpesa, DocumentoSpesa, Spesa
from rendicontazione.rules.prove import DatiInerente, Periodo, inerente
from tests.factories.conti import ConvenzioneFactory, rendiconto
from tests.factories.fondo import FondoFactory, anticipo_erogato, dota, paga_rata, rivalsa
from tests.fondo_garanzia.queries.pagamenti import (
    OTTAVO,
    QUINTO,
    SESTO,
    anticipo_del,
    contabile,
    eroga_il,
    torna_indietro,
    trimestre,
)
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.linea import CostoOfferto
from valdera_housing.models import Lettera, ModelloLettera, Trimestre

pytestmark = pytest.mark.django_db


def offerti(numero: int) -> list[tuple[str, str]]:
    return [(c.numero, str(c.importo)) for c in costi_da_rendicontare(trimestre(numero))]


def test_a_payment_is_offered_with_all_that_its_document_needs() -> None:
    anticipo = anticipo_erogato()
    movimento = anticipo.movimenti.get()
    (costo,) = costi_da_rendicontare(trimestre(QUINTO))
    assert costo == CostoOfferto(
        chiave=f"fon/erogazioni/{movimento.pk}",
        fornitore="Gino Baldi",
        numero=anticipo.numero,
        data=date(2026, 3, 10),
        importo=D("1800.00"),
        macrovoce="F",
        azione="Anticipi ai nuclei",
        descrizione=f"Anticipo {anticipo.numero} per il nucleo {anticipo.nucleo.codice}: pagati 1.800,00\xa0€. "
        "Determinazione 90/2026 del 10/03/2026",
        tipo="ATTO_FONDO",
        codice_fiscale="BLDGNI50A01G843X",
        pagato_il=date(2026, 3, 20),
        note=(SENZA_FILE, ATTO_DA_ALLEGARE),
        nucleo=anticipo.nucleo_id,
    )
    assert offerti(SESTO) == []


def test_a_claim_paid_is_offered_to_its_owner() -> None:
    credito = rivalsa()
    (costo,) = costi_da_rendicontare(trimestre(OTTAVO))
    assert (costo.fornitore, costo.importo, costo.azione, costo.nucleo) == (
        "Gino Baldi", D("1440.00"), "Garanzie escusse", credito.nucleo_id,
    )  # fmt: skip


def test_what_came_back_is_lent_again_and_not_claimed_twice() -> None:
    primo = anticipo_erogato()
    for rata in primo.rate.all()[:3]:
        paga_rata(rata, il=date(2026, 4, 20))
    secondo = anticipo_del(date(2026, 5, 2), "1000.00", fondo=primo.fondo)
    terzo = anticipo_del(date(2026, 5, 3), "200.00", fondo=primo.fondo)
    assert offerti(QUINTO) == [(primo.numero, "1800.00")]
    assert offerti(SESTO) == [(secondo.numero, "550.00"), (terzo.numero, "200.00")]
    (costo, _) = costi_da_rendicontare(trimestre(SESTO))
    assert "pagati 1.000,00\xa0€, di cui 450,00\xa0€ già rientrati e prestati di nuovo" in costo.descrizione


def test_a_payment_made_of_money_come_back_is_told_with_the_reason_and_cannot_be_taken() -> None:
    primo = anticipo_erogato()
    for rata in primo.rate.all()[:3]:
        paga_rata(rata, il=date(2026, 4, 20))
    anticipo_del(date(2026, 5, 2), "450.00", fondo=primo.fondo)
    (costo,) = costi_da_rendicontare(trimestre(SESTO))
    assert (str(costo.importo), costo.note) == ("0.00", (TUTTO_RIENTRATO,))
    with pytest.raises(AttoRifiutato, match="non c’è niente da chiedere a rimborso"):
        prendi_costi(rendiconto(SESTO), [costo.chiave], utente=contabile())


def test_a_fund_that_does_not_revolve_gives_back_what_returns_in_the_quarter() -> None:
    primo = anticipo_erogato()
    secondo = anticipo_del(date(2026, 4, 2), "1000.00", fondo=primo.fondo)
    for rata in primo.rate.all()[:3]:
        paga_rata(rata, il=date(2026, 6, 20))
    ConvenzioneFactory()
    type(ConvenzioneFactory()).objects.update(fondo_rotativo=False)
    assert offerti(SESTO) == [(secondo.numero, "550.00")]


def test_money_added_by_the_comune_is_used_after_that_of_the_convention() -> None:
    fondo = FondoFactory(dotato=D("1000.00"))
    dota(fondo, D("5000.00"), provenienza=Provenienza.COMUNE)
    anticipo = anticipo_del(date(2026, 3, 20), fondo=fondo)
    (costo,) = costi_da_rendicontare(trimestre(QUINTO))
    assert (costo.numero, costo.importo, costo.note) == (
        anticipo.numero, D("1000.00"), (DEL_COMUNE, SENZA_FILE, ATTO_DA_ALLEGARE),
    )  # fmt: skip
    assert "di cui 800,00\xa0€ messi dal comune" in costo.descrizione


def test_the_money_of_a_comune_never_counts_for_another() -> None:
    anticipo_erogato(fondo=FondoFactory(dotato=D("5000.00")))
    senza = FondoFactory(comune__nome="Calcinaia")
    dota(senza, D("5000.00"), provenienza=Provenienza.COMUNE)
    anticipo = anticipo_del(date(2026, 3, 21), fondo=senza)
    assert offerti(QUINTO)[1] == (anticipo.numero, "0.00")


def test_a_transfer_that_bounced_is_offered_once() -> None:
    anticipo = anticipo_del(date(2026, 3, 12))
    torna_indietro(anticipo, date(2026, 3, 15))
    eroga_il(anticipo, date(2026, 3, 20))
    assert offerti(QUINTO) == [(anticipo.numero, "0.00"), (f"{anticipo.numero}/2", "1800.00")]
    torna_indietro(anticipo, date(2026, 4, 5))
    eroga_il(anticipo, date(2026, 4, 10))
    assert offerti(QUINTO) == [(anticipo.numero, "0.00"), (f"{anticipo.numero}/2", "1800.00")]
    assert offerti(SESTO) == [(f"{anticipo.numero}/3", "0.00")]
    assert costi_da_rendicontare(trimestre(QUINTO))[0].note == (TORNATO,)


def test_who_has_no_tax_code_is_offered_with_the_reason() -> None:
    anticipo_erogato(creditore_codice="")
    (costo,) = costi_da_rendicontare(trimestre(QUINTO))
    assert costo.note == (SENZA_CODICE, SENZA_FILE, ATTO_DA_ALLEGARE)


def con_lettera(anticipo: Anticipo) -> None:
    modello = ModelloLettera.objects.create(
        chiave="accordo", titolo="Accordo", oggetto="Accordo", corpo="Testo", valido_dal=date(2026, 1, 1)
    )
    anticipo.lettera = Lettera.objects.create(
        numero="L-2026-0001", modello=modello, nucleo=anticipo.nucleo, destinatario="Gino Baldi", oggetto="Accordo",
        data=date(2026, 3, 20), documento=archivia_documento(b"%PDF-1.7 accordo", "accordo.pdf", utente=None),
        creata_da=contabile(),
    )  # fmt: skip
    anticipo.save()


def test_the_accounts_take_it_once_with_its_letter_and_name_the_household() -> None:
    anticipo = anticipo_erogato()
    con_lettera(anticipo)
    (costo,) = costi_da_rendicontare(trimestre(QUINTO))
    assert costo.note == (ATTO_DA_ALLEGARE,)
    (documento,) = prendi_costi(rendiconto(QUINTO), [costo.chiave], utente=contabile())
    assert prendi_costi(rendiconto(QUINTO), [costo.chiave], utente=contabile()) == []
    spesa, allegato = Spesa.objects.get(), AllegatoSpesa.objects.get()
    assert (documento.tipo, documento.origine, documento.totale, allegato.tipo) == (
        "ATTO_FONDO", costo.chiave, D("1800.00"), "ORIGINALE",
    )  # fmt: skip
    assert (spesa.linea, spesa.macrovoce, spesa.importo, spesa.nucleo, spesa.a_chi) == (
        "FON", "F", D("1800.00"), anticipo.nucleo, anticipo.nucleo.codice,
    )  # fmt: skip
    assert DocumentoSpesa.objects.count() == 1
    convenzione = Periodo("convenzione", date(2025, 1, 1), date(2027, 12, 31))
    prova = inerente(
        DatiInerente("FON", "F", spesa.azione, spesa.descrizione, documento.data, convenzione, spesa.nucleo.codice)
    )
    assert [m.testo for m in prova.motivi if "nucleo" in m.testo][-1] == f"Riguarda il nucleo {anticipo.nucleo.codice}"


def test_the_offer_costs_the_same_queries_whatever_the_payments() -> None:
    t = trimestre(QUINTO)
    fondo = anticipo_erogato().fondo

    def costo() -> int:
        with CaptureQueriesContext(connection) as viste:
            costi_da_rendicontare(Trimestre.objects.select_related("convenzione").get(pk=t.pk))
        return len(viste)

    una = costo()
    for _ in range(3):
        anticipo_erogato(fondo=fondo)
    assert (costo(), una) == (una, 3)
