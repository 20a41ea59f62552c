"""The scale of points, the points of an application and its form."""

import io
import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from typing import Any

import page
import pypdf
import pytest
from django.core.management import call_command
from django.test import Client

from sportello.choices import StatoDomanda, TipoMisura, TipoRequisito, TipoSfratto
from sportello.models import DomandaMisura, FileDomanda, PuntoDomanda, VocePunteggio
from sportello.queries.punteggio import giorno_del_bando
from tests.factories.casa import CasoFactory, IseeFactory
from tests.factories.persone import ComuneFactory, MembroNucleoFactory
from tests.factories.sportello import (
    DocumentoMisuraFactory,
    DomandaMisuraFactory,
    MisuraFactory,
    RequisitoMisuraFactory,
    SfrattoFactory,
    VocePunteggioFactory,
)
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Parentela, Ruolo

PUNTEGGI = "/sportello/punteggi/"
SCRITTA = {
    "codice": "A9", "gruppo": "SOCIALI", "descrizione": "Una condizione nuova", "punti": "1,50", "insieme": "",
    "massimo_insieme": "", "valida_dal": "2026-01-09", "fonte": "Bando 2026",
}  # fmt: skip


def manda(client: Client, indirizzo: str, **dati: Any) -> Any:
    return client.post(indirizzo, {"chiave": str(uuid.uuid4())} | dati)


def domanda_erp(**altro: Any) -> DomandaMisura:
    return DomandaMisuraFactory(misura__tipo=TipoMisura.ERP, misura__domande_dal=date(2026, 10, 1), **altro)


def letto(pdf: bytes) -> str:
    lette = (pagina.extract_text() for pagina in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(" ".join(lette).split())


def test_the_list_says_which_lines_held_on_a_day(entra: Callable[..., Client]) -> None:
    viva = VocePunteggioFactory(codice="A1")
    finita = VocePunteggioFactory(codice="c-1", valida_al=date(2026, 1, 8), perche_non_vale="Corte costituzionale")
    client = entra(Ruolo.REVISORE)
    assert client.get(PUNTEGGI).context["righe"] == [(viva, False), (finita, True)]
    prima = client.get(PUNTEGGI, {"valide_il": "2026-01-08"}).context["righe"]
    dopo = client.get(PUNTEGGI, {"valide_il": "2026-01-09"}).context["righe"]
    assert ([v for v, _ in prima], [v for v, _ in dopo]) == ([viva, finita], [viva])
    assert client.get(PUNTEGGI, {"valide_il": "ieri"}).status_code == 422
    foglio = client.get(f"{PUNTEGGI}esporta/?formato=csv&gruppo=SOCIALI")
    assert b"Corte costituzionale" in b"".join(foglio.streaming_content)
    assert client.get(f"{PUNTEGGI}nuova/").status_code == 403


def test_a_line_is_registered_corrected_and_closed_with_its_reason(entra: Callable[..., Client]) -> None:
    client = entra(Ruolo.FUNZIONARIO_UNIONE)
    assert client.get(f"{PUNTEGGI}nuova/").status_code == 200
    assert manda(client, f"{PUNTEGGI}nuova/", **SCRITTA).status_code == 302
    voce = VocePunteggio.objects.get()
    indirizzo = f"{PUNTEGGI}{voce.pk}/"
    assert client.get(f"{indirizzo}modifica/").status_code == 200
    manda(client, f"{indirizzo}modifica/", **SCRITTA | {"punti": "2"}, versione=1)
    assert manda(client, f"{indirizzo}modifica/", **SCRITTA, versione=1).status_code == 409
    assert client.get(f"{indirizzo}chiudi/").status_code == 200
    senza = manda(client, f"{indirizzo}chiudi/", valida_al="2026-11-19", perche="", versione=2)
    assert (senza.status_code, list(senza.context["form"].errors)) == (422, ["perche"])
    presto = manda(client, f"{indirizzo}chiudi/", valida_al="2026-01-01", perche="Delibera", versione=2)
    assert presto.context["form"].errors == {"__all__": ["La voce non può finire prima di cominciare."]}
    manda(client, f"{indirizzo}chiudi/", valida_al="2026-11-19", perche="Delibera 12/2026", versione=2)
    voce.refresh_from_db()
    assert (voce.punti, voce.valida_al, voce.perche_non_vale, voce.versione) == (
        D("2.00"), date(2026, 11, 19), "Delibera 12/2026", 3,
    )  # fmt: skip
    scheda = client.get(indirizzo).content.decode()
    assert "Delibera 12/2026" in scheda


def test_points_already_claimed_do_not_change_under_an_application(entra: Callable[..., Client]) -> None:
    voce = VocePunteggioFactory(codice="A9", punti=D("1.50"), valida_dal=date(2026, 1, 9))
    PuntoDomanda.objects.create(domanda=domanda_erp(), voce=voce)
    client, indirizzo = entra(Ruolo.COORDINATORE_ETS), f"{PUNTEGGI}{voce.pk}/modifica/"
    rifiutata = manda(client, indirizzo, **SCRITTA | {"punti": "3"}, versione=1)
    assert rifiutata.context["form"].errors == {
        "__all__": ["Questa voce è già in 1 domanda: chiudila e registra quella nuova."]
    }
    assert manda(client, indirizzo, **SCRITTA, versione=1).status_code == 302


def test_two_lines_of_one_code_at_once_and_zero_points_are_refused_in_words(entra: Callable[..., Client]) -> None:
    VocePunteggioFactory(codice="A9")
    client = entra(Ruolo.COORDINATORE_ETS)
    doppia = manda(client, f"{PUNTEGGI}nuova/", **SCRITTA)
    assert doppia.context["form"].errors == {
        "__all__": ["In quei giorni questa voce c’è già: chiudi prima quella.".replace("’", "'")]
    }
    zero = manda(client, f"{PUNTEGGI}nuova/", **SCRITTA | {"codice": "A8", "punti": "0"})
    assert zero.context["form"].errors == {"__all__": ["I punti sono maggiori di zero."]}


def test_the_starting_scale_is_loaded_once_and_closed_lines_stay_closed(db: None, capsys: Any) -> None:
    call_command("carica_punteggi")
    quante = VocePunteggio.objects.count()
    assert capsys.readouterr().out.strip() == f"Voci aggiunte: {quante}"
    storicita = VocePunteggio.objects.filter(codice__startswith="c-1")
    assert [str(p) for p in storicita.order_by("punti").values_list("punti", flat=True)] == ["1.00", "4.00"]
    assert set(storicita.values_list("valida_al", "perche_non_vale")) == {
        (date(2026, 1, 8), "Corte costituzionale, sentenza 1/2026: la lettera c-1 è illegittima")
    }
    VocePunteggio.objects.filter(codice="ANZIANI-1").update(valida_al=date(2026, 6, 30))
    call_command("carica_punteggi")
    assert capsys.readouterr().out.strip() == "Nessuna voce mancava."
    assert VocePunteggio.objects.count() == quante


def test_points_are_ticked_by_people_and_what_the_data_say_is_only_shown(entra: Callable[..., Client]) -> None:
    call_command("carica_punteggi", stdout=io.StringIO())
    domanda = domanda_erp()
    MembroNucleoFactory(
        nucleo=domanda.caso.nucleo, persona__nato_il=date(2015, 1, 1), parentela=Parentela.FIGLIO, dal=date(2026, 1, 1)
    )
    SfrattoFactory(caso=domanda.caso, tipo=TipoSfratto.FINITA_LOCAZIONE)
    client, indirizzo = entra(Ruolo.OPERATORE_ETS), f"/sportello/domande/{domanda.pk}/punti/"
    pagina = client.get(indirizzo)
    risulta = {m.voce.codice: m.risulta for m in pagina.context["scala"].voci if m.risulta}
    assert risulta == {
        "SOLO-MIN-1": "un solo adulto con 1 minore",
        "SOLO-MIN-2": "un solo adulto con 1 minore",
        "SFRATTO-FL-1": "è aperto uno sfratto per finita locazione",
        "SFRATTO-FL-2": "è aperto uno sfratto per finita locazione",
    }
    assert "checked" not in pagina.content.decode()
    assert "sentenza 1/2026" in pagina.content.decode()
    voci = {v.codice: v.pk for v in VocePunteggio.objects.all()}
    senza_anni = manda(client, indirizzo, **{f"voce_{voci['GRADUAT-2']}": "on"}, versione=1)
    assert senza_anni.context["form"].errors == {f"anni_{voci['GRADUAT-2']}": ["Scrivi quanti anni."]}
    segnate = {
        f"voce_{voci['SOLO-MIN-1']}": "on", f"voce_{voci['GRADUAT-2']}": "on", f"anni_{voci['GRADUAT-2']}": "4",
        f"voce_{voci['c-1-20']}": "on",
    }  # fmt: skip
    assert manda(client, indirizzo, **segnate, versione=1).status_code == 302
    punti = domanda.punti.order_by("voce__codice").values_list("voce__codice", "quantita")
    assert list(punti) == [("GRADUAT-2", 4), ("SOLO-MIN-1", 1)]
    assert client.get(indirizzo).context["scala"].punteggio.totale == D("5.00")
    assert manda(client, indirizzo, versione=1).status_code == 409
    assert manda(client, indirizzo, versione=2).status_code == 302
    assert domanda.punti.count() == 0


def test_points_stay_as_they_are_when_the_application_is_closed_and_are_only_of_erp(
    entra: Callable[..., Client],
) -> None:
    voce, client = VocePunteggioFactory(), entra(Ruolo.COORDINATORE_ETS)
    chiusa = domanda_erp(stato=StatoDomanda.RITIRATA)
    PuntoDomanda.objects.create(domanda=chiusa, voce=voce)
    indirizzo = f"/sportello/domande/{chiusa.pk}/punti/"
    assert client.get(indirizzo).context["si_cambia"] is False
    rifiutata = manda(client, indirizzo, versione=1)
    assert (rifiutata.status_code, chiusa.punti.count()) == (422, 1)
    altra = DomandaMisuraFactory()
    assert client.get(f"/sportello/domande/{altra.pk}/punti/").status_code == 404


def test_an_application_of_another_comune_is_not_there(entra: Callable[..., Client]) -> None:
    domanda = domanda_erp()
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory(nome="Palaia")])
    for atto in ("punti/", "modulo.pdf"):
        assert client.get(f"/sportello/domande/{domanda.pk}/{atto}").status_code == 404


@pytest.mark.parametrize("tipo", TipoMisura)
def test_the_form_carries_what_is_known_and_is_a_valid_pdf(entra: Callable[..., Client], tipo: str) -> None:
    caso = CasoFactory()
    persona = caso.nucleo.membri.get().persona
    persona.cognome, persona.nome = "D’Ignazio-Ștefănescu Dell’Orologio", "Nicolò Ángel"
    persona.indirizzo, persona.indirizzo_protetto = "via Segreta 3", True
    persona.save()
    misura = MisuraFactory(tipo=tipo, nome="Avviso 2026", domande_dal=date(2026, 10, 1))
    RequisitoMisuraFactory(misura=misura, tipo=TipoRequisito.CITTADINANZA, testo="Cittadinanza", soglia=None)
    RequisitoMisuraFactory(misura=misura, fascia="B")
    allegato, mancante = DocumentoMisuraFactory(misura=misura), DocumentoMisuraFactory(misura=misura)
    domanda = DomandaMisuraFactory(
        misura=misura, caso=caso, cittadinanza_o_permesso=True, canone_annuo=D("6000.00"),
        sfratto=SfrattoFactory(caso=caso),
    )  # fmt: skip
    IseeFactory(nucleo=caso.nucleo, ise=D("15000.00"))
    PuntoDomanda.objects.create(domanda=domanda, voce=VocePunteggioFactory())
    documento = archivia_documento(b"%PDF-1.7 contratto", "contratto.pdf", utente=None)
    FileDomanda.objects.create(domanda=domanda, richiesto=allegato, nome="Contratto", documento=documento)
    risposta = entra(Ruolo.OPERATORE_ETS).get(f"/sportello/domande/{domanda.pk}/modulo.pdf")
    pdf = risposta.content
    assert [
        e.rule_id for profilo in ("3a", "ua1") for e in page.validate_pdf_bytes(pdf, profile=profilo).failures
    ] == []
    scritto = letto(pdf)
    for atteso in (
        "D’Ignazio-Ștefănescu Dell’Orologio Nicolò Ángel", "indirizzo protetto", "15.000,00 €", "6.000,00 €",
        f"{allegato.nome} allegato", f"{mancante.nome} manca", "X Cittadinanza", "(fascia B)", "Luogo e data",
    ):  # fmt: skip
        assert atteso in scritto
    assert "via Segreta" not in scritto
    assert ("Totale indicativo decide la commissione 2,00" in scritto) is (tipo == TipoMisura.ERP)


def test_a_measure_always_open_is_counted_with_the_scale_of_the_day_one_applies(db: None) -> None:
    sempre = DomandaMisuraFactory(misura__tipo=TipoMisura.ERP, misura__domande_dal=None)
    assert giorno_del_bando(sempre) == sempre.aperta_il
    presentata = DomandaMisuraFactory(misura__domande_dal=None, presentata=True)
    assert giorno_del_bando(presentata) == date(2026, 11, 5)
    bando = DomandaMisuraFactory(misura__domande_dal=date(2025, 3, 1), presentata=True)
    assert giorno_del_bando(bando) == date(2025, 3, 1)
