"""Acts on the bills of a house, on the real database."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from cohousing.actions.spesa_comune import (
    CAMBIATA,
    aggiungi_spesa_comune,
    allega_spesa_comune,
    annulla_spesa_comune,
    modifica_spesa_comune,
    paga_spesa_comune,
    ripartisci_spesa_comune,
)
from cohousing.models import QuotaSpesa, SpesaComune
from cohousing.queries.spesa_comune import proposta
from tests.factories.casa import IncassoFactory
from tests.factories.cohousing import SpesaComuneFactory, StrutturaFactory, casa_aperta, permanenza
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Documento, Imputazione, Scadenza, Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def chi(ruolo: str = Ruolo.CONTABILE_ETS) -> Utente:
    return UtenteFactory(ruoli=[ruolo])


def dati(**altro: Any) -> dict[str, Any]:
    return {
        "descrizione": "Acqua", "fornitore": "Acque", "codice_fiscale": "", "documento_numero": "12/A",
        "documento_del": date(2026, 11, 4), "importo": D("90.10"), "dal": date(2026, 9, 1), "al": date(2026, 10, 31),
        "criterio": "UGUALE", "scade_il": date(2026, 12, 5),
    } | altro  # fmt: skip


def divisa_fra_due(**altro: Any) -> SpesaComune:
    """A bill of 184,55 € in a house of three rooms, of which two lived in, one left on 15 October."""
    casa = casa_aperta()
    prima, seconda, _ = casa.unita.order_by("nome")
    permanenza(prima, ospite="Maria Rossi")
    permanenza(seconda, "CONCLUSA", ospite="Ana Popa", persone=1)
    return SpesaComuneFactory(struttura=casa, **altro)


def sentenza(rifiuto: pytest.ExceptionInfo) -> str:
    return str(rifiuto.value).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS])
def test_a_bill_is_of_an_open_house(ruolo: str) -> None:
    casa, utente = casa_aperta(), chi(ruolo)
    spesa = aggiungi_spesa_comune(casa, dati(), utente=utente)
    assert (spesa.numero, spesa.struttura, spesa.stato, spesa.importo, spesa.a_carico_ente, spesa.creata_da) == (
        "SC-2026-0001", casa, "BOZZA", D("90.10"), D(0), utente,
    )  # fmt: skip


def test_a_house_that_is_not_open_has_no_bills() -> None:
    with pytest.raises(AttoRifiutato, match="non è possibile quando lo stato è «In preparazione»"):
        aggiungi_spesa_comune(StrutturaFactory(), dati(), utente=chi())
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        aggiungi_spesa_comune(casa_aperta(), dati(), utente=chi(Ruolo.REVISORE))
    with pytest.raises(AttoRifiutato, match="La data del documento è nel futuro"):
        aggiungi_spesa_comune(casa_aperta(), dati(documento_del=date(2026, 11, 20)), utente=chi())
    assert SpesaComune.objects.count() == 0


def test_a_bill_is_corrected_until_it_is_divided() -> None:
    spesa = divisa_fra_due()
    assert modifica_spesa_comune(spesa, dati(), utente=chi(), versione=1).importo == D("90.10")
    with pytest.raises(ModificaConcorrente):
        modifica_spesa_comune(spesa, dati(), utente=chi(), versione=1)
    ripartisci_spesa_comune(spesa, D(0), utente=chi())
    with pytest.raises(AttoRifiutato, match="non è possibile quando lo stato è «Ripartita»"):
        modifica_spesa_comune(spesa, dati(), utente=chi(), versione=3)


def test_the_ets_is_proposed_the_empty_beds_and_the_rest_is_divided_by_days() -> None:
    vista = proposta(divisa_fra_due(), None, oggi=OGGI)
    assert (vista.letti.tutti, vista.letti.vissuti, vista.a_carico) == (366, 212, D("77.65"))
    assert [(p.giorni, p.importo) for p in vista.parti] == [(61, D("61.52")), (45, D("45.38"))]


def test_divided_shares_and_dues_are_written_together() -> None:
    spesa, utente = divisa_fra_due(criterio="PERSONE"), chi()
    vista = proposta(spesa, D("84.55"), oggi=OGGI)
    ripartisci_spesa_comune(spesa, D("84.55"), utente=utente, vista=vista.impronta)
    spesa.refresh_from_db()
    assert (spesa.stato, spesa.a_carico_ente, spesa.ripartita_il) == ("RIPARTITA", D("84.55"), OGGI)
    assert [(q.permanenza.ospite, q.peso, q.importo) for q in spesa.quote.all()] == [
        ("Maria Rossi", D("122.00"), D("73.05")), ("Ana Popa", D("45.00"), D("26.95")),
    ]  # fmt: skip
    scadenze = [QuotaSpesa.objects.get(pk=q.pk).scadenza for q in spesa.quote.all()]
    assert [
        (s.chiave, s.tipo, s.linea, s.verso, s.importo, s.scade_il, s.competenza, s.intestazione) for s in scadenze
    ] == [
        (f"spesa-comune/{spesa.pk}/{q.permanenza_id}", "SPESE_COMUNI", "COH", "ENTRATA", q.importo, date(2026, 12, 5),
         date(2026, 10, 1), q.permanenza.ospite)
        for q in spesa.quote.all()
    ]  # fmt: skip
    assert scadenze[0].descrizione == f"Luce di settembre e ottobre, quota ({spesa.numero})"


def test_what_the_ets_pays_whole_leaves_shares_of_zero_and_no_dues() -> None:
    spesa = divisa_fra_due()
    ripartisci_spesa_comune(spesa, spesa.importo, utente=chi())
    assert list(spesa.quote.values_list("importo", "scadenza")) == [(D(0), None)] * 2
    assert Scadenza.objects.count() == 0


def test_who_confirms_writes_what_was_seen_or_is_told_that_it_changed() -> None:
    spesa = divisa_fra_due()
    vista = proposta(spesa, D(0), oggi=OGGI)
    terza = spesa.struttura.unita.order_by("nome").last()
    permanenza(terza, inizio=date(2026, 10, 1))
    with pytest.raises(AttoRifiutato) as rifiuto:
        ripartisci_spesa_comune(spesa, D(0), utente=chi(), vista=vista.impronta)
    assert sentenza(rifiuto) == CAMBIATA
    assert QuotaSpesa.objects.count() == 0


@pytest.mark.parametrize(
    ("ruolo", "altro", "frase"),
    [
        (Ruolo.OPERATORE_ETS, {}, "«Ripartisci…» spetta a un altro ruolo."),
        (
            Ruolo.CONTABILE_ETS, {"dal": date(2026, 1, 20), "al": date(2026, 2, 20)},
            "In quei giorni nella casa non abitava nessuno: non c’è con chi dividerla. "
            "Se la paga l’ente, registrala fra le spese della casa",
        ),
        (
            Ruolo.CONTABILE_ETS, {"al": date(2026, 11, 30)},
            "Il periodo finisce il 30/11/2026: si divide quando è finito, contando i giorni vissuti",
        ),
    ],
)  # fmt: skip
def test_a_bill_that_cannot_be_divided_says_why_and_writes_nothing(ruolo: str, altro: dict, frase: str) -> None:
    spesa = divisa_fra_due(**altro)
    with pytest.raises(AttoRifiutato) as rifiuto:
        ripartisci_spesa_comune(spesa, D(0), utente=chi(ruolo))
    assert sentenza(rifiuto) == frase
    assert (QuotaSpesa.objects.count(), Scadenza.objects.count()) == (0, 0)


def test_by_square_metres_a_unit_without_them_is_named() -> None:
    spesa = divisa_fra_due(criterio="SUPERFICIE")
    spesa.struttura.unita.filter(nome="Camera 2").update(mq=None)
    with pytest.raises(AttoRifiutato, match="mancano quelli di: Camera 2"):
        ripartisci_spesa_comune(spesa, D(0), utente=chi())


@pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS])
def test_a_bill_takes_its_file_also_once_divided_and_the_one_before_stays(ruolo: str) -> None:
    spesa, utente = divisa_fra_due(), chi(ruolo)
    prima = allega_spesa_comune(spesa, ("luce.pdf", b"%PDF-1.7 luce"), utente=utente).documento
    ripartisci_spesa_comune(spesa, D(0), utente=chi())
    dopo = allega_spesa_comune(spesa, ("giusta.pdf", b"%PDF-1.7 giusta"), utente=utente)
    assert (dopo.documento.nome, dopo.documento.caricato_da, dopo.stato, dopo.versione) == (
        "giusta.pdf", utente, "RIPARTITA", 4,
    )  # fmt: skip
    assert list(Documento.objects.order_by("pk")) == [prima, dopo.documento]


def test_a_file_is_refused_with_the_reason_and_the_bill_stays_as_it_was() -> None:
    annullata = SpesaComuneFactory(stato="ANNULLATA", motivo="Doppia")
    with pytest.raises(AttoRifiutato, match="non è possibile quando lo stato è «Annullata»"):
        allega_spesa_comune(annullata, ("luce.pdf", b"%PDF-1.7 luce"), utente=chi())
    spesa = SpesaComuneFactory(documento_numero="B")
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        allega_spesa_comune(spesa, ("luce.pdf", b"%PDF-1.7 luce"), utente=chi(Ruolo.REVISORE))
    with pytest.raises(AttoRifiutato):
        allega_spesa_comune(spesa, ("luce.exe", b"MZ luce"), utente=chi())
    spesa.refresh_from_db()
    assert (spesa.documento, spesa.versione, Documento.objects.count()) == (None, 1, 0)


def test_the_day_the_supplier_is_paid_is_corrected_or_taken_away() -> None:
    spesa = divisa_fra_due()
    for giorno in (date(2026, 11, 18), OGGI, None):
        assert paga_spesa_comune(spesa, giorno, utente=chi()).pagata_il == giorno
    with pytest.raises(AttoRifiutato, match="Scrivi quando è stata pagata"):
        paga_spesa_comune(spesa, None, utente=chi())
    with pytest.raises(ModificaConcorrente):
        paga_spesa_comune(spesa, OGGI, utente=chi(), versione=1)
    spesa.refresh_from_db()
    assert (spesa.pagata_il, spesa.versione) == (None, 4)


def test_a_payment_that_cannot_be_says_why() -> None:
    with pytest.raises(AttoRifiutato, match="Il giorno del pagamento è nel futuro"):
        paga_spesa_comune(SpesaComuneFactory(), date(2026, 11, 20), utente=chi())
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        paga_spesa_comune(SpesaComuneFactory(), OGGI, utente=chi(Ruolo.OPERATORE_ETS))


def test_a_bill_cancelled_takes_its_shares_out_of_the_ledger() -> None:
    spesa, utente = divisa_fra_due(), chi()
    ripartisci_spesa_comune(spesa, D(0), utente=utente)
    annulla_spesa_comune(spesa, "Bolletta di un’altra casa", utente=utente)
    spesa.refresh_from_db()
    assert (spesa.stato, spesa.motivo) == ("ANNULLATA", "Bolletta di un’altra casa")
    assert (
        list(Scadenza.objects.values_list("annullata_il", "motivo_annullamento"))
        == [(OGGI, f"Spesa {spesa.numero} annullata: Bolletta di un’altra casa")] * 2
    )
    with pytest.raises(AttoRifiutato, match="non è possibile quando lo stato è «Annullata»"):
        annulla_spesa_comune(spesa, "Ancora", utente=utente)


def test_a_bill_paid_to_the_supplier_is_not_cancelled_until_its_day_is_taken_away() -> None:
    spesa, utente = divisa_fra_due(pagata_il=date(2026, 11, 18)), chi()
    ripartisci_spesa_comune(spesa, D(0), utente=utente)
    with pytest.raises(AttoRifiutato) as rifiuto:
        annulla_spesa_comune(spesa, "Doppia", utente=utente)
    assert sentenza(rifiuto) == (
        "È pagata al fornitore il 18/11/2026: se il pagamento non c’è stato, correggi prima la data."
    )
    assert (SpesaComune.objects.get().stato, Scadenza.objects.exclude(annullata_il=None).count()) == ("RIPARTITA", 0)
    paga_spesa_comune(spesa, None, utente=utente)
    assert annulla_spesa_comune(spesa, "Doppia", utente=utente).stato == "ANNULLATA"


def test_a_bill_somebody_has_paid_is_not_cancelled_and_says_who() -> None:
    spesa, utente = divisa_fra_due(), chi()
    ripartisci_spesa_comune(spesa, D(0), utente=utente)
    quota = spesa.quote.get(permanenza__ospite="Ana Popa").scadenza
    Imputazione.objects.create(incasso=IncassoFactory(), scadenza=quota, importo=1, creata_da=utente)
    with pytest.raises(AttoRifiutato) as rifiuto:
        annulla_spesa_comune(spesa, "Sbagliata", utente=utente)
    assert sentenza(rifiuto) == (
        "Hanno già pagato: Ana Popa. Prima togli gli abbinamenti dei loro incassi nel partitario."
    )
    assert Scadenza.objects.exclude(annullata_il=None).count() == 0
    with pytest.raises(ModificaConcorrente):
        annulla_spesa_comune(SpesaComuneFactory(), "Sbagliata", utente=utente, versione=9)
