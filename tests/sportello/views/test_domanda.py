"""The pages of measures and applications, as the office uses them."""

import os
import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from sportello.models import DomandaMisura, Misura
from tests.factories.casa import IseeFactory
from tests.factories.persone import ComuneFactory
from tests.factories.sportello import DomandaMisuraFactory, EventoSfrattoFactory, MisuraFactory, SfrattoFactory
from valdera_housing.choices import Ruolo
from valdera_housing.models import Nucleo

pytestmark = pytest.mark.django_db

D = Decimal
OGGI = "2026-11-19"


def manda(client: Client, indirizzo: str, **dati: Any) -> Any:
    return client.post(indirizzo, {"chiave": str(uuid.uuid4())} | dati)


def guarda(nome: str, risposta: Any) -> str:
    testo = risposta.content.decode()
    if cartella := os.environ.get("MISURA_PAGINE"):
        Path(cartella, f"{nome}.html").write_text(testo)
    return testo


@pytest.fixture
def sfratto() -> Any:
    """Scenario 27, of a household whose ISEE is known."""
    sfratto = SfrattoFactory()
    EventoSfrattoFactory(sfratto=sfratto)
    IseeFactory(nucleo=sfratto.caso.nucleo, valore=D("9800.00"), ise=D("15000.00"))
    call_command("carica_misure", verbosity=0)
    return sfratto


def test_a_domanda_from_the_eviction_to_the_payment(entra: Callable[..., Client], sfratto: Any) -> None:
    client = entra(Ruolo.OPERATORE_ETS)
    misura = Misura.objects.get(tipo="PREVENZIONE_SFRATTI")
    nuova = f"/sportello/domande/nuova/?sfratto={sfratto.pk}&misura={misura.pk}"
    assert f'value="{sfratto.caso.nucleo.codice}"' in guarda("nuova", client.get(nuova))
    assert manda(client, nuova, nucleo=sfratto.caso.nucleo.codice, misura=misura.pk).status_code == 302
    domanda = DomandaMisura.objects.get()
    pagina = f"/sportello/domande/{domanda.pk}/"
    testo = guarda("scheda-bozza", client.get(pagina))
    assert "Sfratto intimato il 12/03/2026" in testo
    assert f"{pagina}modifica/#id_quota_proprieta" in testo
    _completa(client, domanda, pagina)
    testo = guarda("scheda", client.get(pagina))
    assert "5.600,00" in testo
    rifiuto = manda(client, f"{pagina}presenta/", presentata_il=OGGI, protocollo="12/2026")
    assert rifiuto.status_code == 422
    assert "Manca il documento" in guarda("presenta", rifiuto)
    for documento in misura.documenti.filter(obbligatorio=True):
        file = SimpleUploadedFile("foglio.pdf", b"%PDF-1.7 foglio")
        assert manda(client, f"{pagina}allega/", richiesto=documento.pk, file=file).status_code == 302
    assert manda(client, f"{pagina}presenta/", presentata_il=OGGI, protocollo="12/2026").status_code == 302
    assert manda(client, f"{pagina}istruisci/").status_code == 302
    assert 'value="Gino Baldi"' in guarda("ammetti", client.get(f"{pagina}ammetti/"))
    assert manda(client, f"{pagina}ammetti/", importo="5.600,00", pagare_a="Gino Baldi").status_code == 302
    assert manda(client, f"{pagina}finanzia/", commissione_il=OGGI).status_code == 302
    _paga(client, pagina)
    assert "Accettata dal proprietario" in guarda("scheda-pagata", client.get(pagina))
    assert b"".join(client.get(f"{pagina}accettazione/").streaming_content).startswith(b"%PDF")
    primo = domanda.file.first()
    assert b"".join(client.get(f"{pagina}file/{primo.pk}/?scarica").streaming_content).startswith(b"%PDF")
    assert client.get(f"{pagina}storia/").status_code == 200
    assert "5.600,00\N{NO-BREAK SPACE}€ pagati" in guarda("elenco", client.get("/sportello/domande/"))


def _completa(client: Client, domanda: DomandaMisura, pagina: str) -> None:
    scritti = {
        "richiedente": domanda.richiedente_id, "sfratto": domanda.sfratto_id, "cittadinanza_o_permesso": "True",
        "contratto_registrato": "True", "residente_dal": "2020-01-01", "categoria_catastale": "a3",
        "alloggio_erp": "False", "quota_proprieta": "0",
        "reddito_prima": "20.000,00", "reddito_dopo": "10.000,00", "causa": "LICENZIAMENTO",
        "modalita": "NUOVO_CONTRATTO", "importo_morosita": "5.000,00", "spese_legali": "600,00", "versione": "1",
    }  # fmt: skip
    guarda("modifica", client.get(f"{pagina}modifica/"))
    assert manda(client, f"{pagina}modifica/", **scritti).status_code == 302
    assert manda(client, f"{pagina}modifica/", **scritti).status_code == 409


def _paga(client: Client, pagina: str) -> None:
    dati = {"liquidata_il": OGGI, "importo": "5.600,00", "pagare_a": "Gino Baldi"}
    assert manda(client, f"{pagina}liquida/", **dati).status_code == 422
    firma = SimpleUploadedFile("accettazione.pdf", b"%PDF-1.7 firma")
    risposta = manda(client, f"{pagina}liquida/", **dati, accettazione_il=OGGI, accettazione=firma)
    assert risposta.status_code == 302


def test_what_a_household_may_ask_for(entra: Callable[..., Client], sfratto: Any) -> None:
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[sfratto.caso.nucleo.comune])
    indirizzo = "/sportello/misure/chi-puo-chiedere/"
    pagina = client.get(indirizzo, {"caso": sfratto.caso.pk})
    guarda("verifica", pagina)
    righe = {r["misura"].tipo: (r["aspetto"].etichetta, [v.testo for v in r["no"]]) for r in pagina.context["righe"]}
    assert righe == {
        "PREVENZIONE_SFRATTI": ("Manca qualche dato", []),
        "MOROSITA_INCOLPEVOLE": ("Manca qualche dato", []),
        "ERP": ("Manca qualche dato", []),
    }
    trovato = client.get(indirizzo, {"nucleo": sfratto.caso.nucleo.codice.lower()})
    assert trovato["Location"] == f"{indirizzo}?caso={sfratto.caso.pk}"
    assert "Nessun caso" in client.get(indirizzo, {"nucleo": "N-1999-0001"}).content.decode()
    assert client.get(indirizzo).status_code == 200


def test_an_stp_holder_may_not_ask_for_a_popular_home_yet(entra: Callable[..., Client], sfratto: Any) -> None:
    persona = sfratto.caso.nucleo.membri.get().persona
    persona.codice_fiscale, persona.codice_sanitario_provvisorio = None, "STP0902020000123"
    persona.save()
    client = entra(Ruolo.OPERATORE_ETS)
    righe = client.get("/sportello/misure/chi-puo-chiedere/", {"caso": sfratto.caso.pk}).context["righe"]
    erp = next(r for r in righe if r["misura"].tipo == "ERP")
    assert [v.testo for v in erp["no"]] == [
        "Chi chiede non ha il codice fiscale ma solo un codice STP",
        "Ha solo un codice STP: non si può chiedere finché non c’è il permesso di soggiorno",
    ]


def test_the_domanda_of_another_comune_is_not_there(entra: Callable[..., Client]) -> None:
    altrui = DomandaMisuraFactory()
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory(nome="Peccioli")])
    assert client.get(f"/sportello/domande/{altrui.pk}/").status_code == 404
    assert client.get("/sportello/misure/chi-puo-chiedere/", {"caso": altrui.caso_id}).status_code == 404
    assert list(client.get("/sportello/domande/").context["righe"]) == []


def test_the_list_finds_by_number_state_type_and_period(entra: Callable[..., Client]) -> None:
    cercata = DomandaMisuraFactory(stato="PRESENTATA", presentata_il=date(2026, 11, 5))
    DomandaMisuraFactory(stato="RITIRATA", misura__tipo="ERP")
    client = entra(Ruolo.COORDINATORE_ETS)
    for filtri in (
        {"q": cercata.numero.lower()},
        {"q": cercata.richiedente.nome},
        {"stato": "APERTE"},
        {"tipo": "PREVENZIONE_SFRATTI"},
        {"misura": cercata.misura_id},
        {"comune": cercata.caso.nucleo.comune_id, "dal": "2026-11-05", "al": "2026-11-05"},
    ):
        assert [d for d, _ in client.get("/sportello/domande/", filtri).context["righe"]] == [cercata], filtri
    csv = b"".join(client.get("/sportello/domande/esporta/?formato=csv&stato=APERTE").streaming_content).decode()
    assert cercata.numero in csv
    assert str(cercata.richiedente) not in csv


@pytest.mark.parametrize(
    ("atto", "stato", "dati", "dopo"),
    [
        (
            "chiedi-integrazione",
            "IN_ISTRUTTORIA",
            {"motivo": "Visura", "integrare_entro": "2026-12-01"},
            "INTEGRAZIONE",
        ),
        ("escludi", "IN_ISTRUTTORIA", {"motivo": "ISEE"}, "ESCLUSA"),
        ("non-finanzia", "AMMESSA", {"motivo": "Fondi finiti", "commissione_il": OGGI}, "NON_FINANZIATA"),
        ("ritira", "BOZZA", {"motivo": "Ha trovato casa"}, "RITIRATA"),
        ("chiudi", "AMMESSA", {}, "CHIUSA"),
    ],
)
def test_the_other_acts(entra: Callable[..., Client], atto: str, stato: str, dati: dict[str, str], dopo: str) -> None:
    domanda = DomandaMisuraFactory(
        stato=stato, presentata_il=None if stato == "BOZZA" else date(2026, 11, 5), importo_ammesso=D(100)
    )
    indirizzo = f"/sportello/domande/{domanda.pk}/{atto}/"
    client = entra(Ruolo.COORDINATORE_ETS)
    if dati:
        assert client.get(indirizzo).status_code == 200
        assert manda(client, indirizzo).status_code == 422
    assert manda(client, indirizzo, **dati).status_code == 302
    domanda.refresh_from_db()
    assert domanda.stato == dopo
    assert manda(client, indirizzo, **dati).status_code == 422


def righe(prefisso: str, quante: list[dict[str, Any]]) -> dict[str, Any]:
    campi = {f"{prefisso}-{n}-{nome}": valore for n, riga in enumerate(quante) for nome, valore in riga.items()}
    return campi | {f"{prefisso}-TOTAL_FORMS": len(quante), f"{prefisso}-INITIAL_FORMS": 0}


BANDO = {
    "tipo": "BANDO_LOCALE",
    "nome": "Bando Abitare 2026",
    "ente": "Unione Valdera",
    "atto": "Determina 3/2026",
    "valida_dal": "2026-01-01",
}


def test_a_measure_is_written_corrected_and_renewed(entra: Callable[..., Client]) -> None:
    client = entra(Ruolo.FUNZIONARIO_UNIONE)
    guarda("misura-nuova", client.get("/sportello/misure/nuova/"))
    scritte = (
        BANDO
        | righe("requisiti", [{"tipo": "ISEE_MASSIMO", "testo": "ISEE non oltre 16.500 €", "soglia": "16.500,00"}, {}])
        | righe("massimali", [{"modalita": "CONTRIBUTO", "importo": "1.000,00", "beneficiario": "INQUILINO"}])
        | righe("documenti", [{"nome": "ISEE"}, {"nome": "Ricevute", "facoltativo": "on"}])
    )
    assert manda(client, "/sportello/misure/nuova/", **scritte).status_code == 302
    misura = Misura.objects.get()
    assert list(misura.documenti.values_list("nome", "obbligatorio")) == [("ISEE", True), ("Ricevute", False)]
    pagina = f"/sportello/misure/{misura.pk}/"
    assert "16.500,00" in guarda("misura", client.get(pagina))
    requisito = misura.requisiti.get()
    corrette = scritte | righe(
        "requisiti", [{"pk": requisito.pk, "tipo": "ISEE_MASSIMO", "testo": "ISEE basso", "soglia": "9.000,00"}]
    )
    assert manda(client, f"{pagina}modifica/", **corrette, versione="1").status_code == 302
    requisito.refresh_from_db()
    assert (requisito.testo, requisito.soglia, misura.massimali.count()) == ("ISEE basso", D("9000.00"), 1)
    assert manda(client, f"{pagina}modifica/", **corrette, versione="1").status_code == 409
    proposta = client.get(f"{pagina}rinnova/").context["form"].initial
    assert (proposta["nome"], proposta["valida_dal"]) == ("Bando Abitare 2027", date(2027, 1, 1))
    rinnovo = {"nome": "Bando Abitare 2027", "atto": "Determina 1/2027", "valida_dal": "2027-01-01"}
    assert manda(client, f"{pagina}rinnova/", **rinnovo).status_code == 302
    nuova = Misura.objects.get(nome="Bando Abitare 2027")
    assert (nuova.ente, nuova.requisiti.get().soglia, nuova.documenti.count()) == ("Unione Valdera", D("9000.00"), 2)
    assert "Bando Abitare 2027" in guarda("misure", client.get("/sportello/misure/?q=abitare&tipo=BANDO_LOCALE"))
    assert client.get("/sportello/misure/esporta/?formato=csv").status_code == 200


@pytest.mark.parametrize(
    ("insieme", "quante", "frase"),
    [
        ("requisiti", [{"tipo": "ISEE_MASSIMO", "testo": "ISEE"}], "bisogno di una soglia"),
        ("requisiti", [{"tipo": "ISEE_O_ISE_MASSIMO", "testo": "ISEE", "soglia": "1"}], "anche la soglia ISE"),
        ("massimali", [{"modalita": "RINUNCIA", "importo": "1", "beneficiario": "PROPRIETARIO"}] * 2, "più di un"),
        ("documenti", [{"nome": "ISEE"}, {"nome": "isee"}], "scritto due volte"),
    ],
)
def test_rows_of_a_measure_that_make_no_sense_come_back(
    entra: Callable[..., Client], insieme: str, quante: list[dict[str, Any]], frase: str
) -> None:
    tutte = BANDO | righe("requisiti", []) | righe("massimali", []) | righe("documenti", []) | righe(insieme, quante)
    risposta = manda(entra(Ruolo.COORDINATORE_ETS), "/sportello/misure/nuova/", **tutte)
    assert risposta.status_code == 422
    assert frase in risposta.content.decode()


def test_who_audits_reads_the_measures_and_does_not_write_them(entra: Callable[..., Client]) -> None:
    misura = MisuraFactory()
    client = entra(Ruolo.REVISORE)
    assert client.get(f"/sportello/misure/{misura.pk}/").status_code == 200
    assert client.get(f"/sportello/misure/{misura.pk}/modifica/").status_code == 403
    assert client.get("/sportello/domande/").status_code == 403


@pytest.mark.parametrize("pagina", ["", "modifica/", "presenta/", "ritira/"])
def test_a_page_with_an_eviction_and_an_isee_to_look_for_costs_twelve_queries(
    entra: Callable[..., Client], sfratto: Any, pagina: str, django_assert_max_num_queries: Any
) -> None:
    domanda = DomandaMisuraFactory(
        caso=sfratto.caso,
        misura=Misura.objects.get(tipo="PREVENZIONE_SFRATTI"),
        modalita="RINUNCIA",
        sfratto=sfratto,
    )
    client = entra(Ruolo.COORDINATORE_ETS)
    indirizzo = f"/sportello/domande/{domanda.pk}/{pagina}"
    client.get(indirizzo)
    with django_assert_max_num_queries(12):
        assert client.get(indirizzo).status_code == 200


def test_an_eviction_of_somebody_else_is_not_attached(entra: Callable[..., Client], sfratto: Any) -> None:
    altrui = SfrattoFactory()
    Nucleo.objects.filter(pk=altrui.caso.nucleo_id).update(comune=ComuneFactory(nome="Peccioli"))
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[sfratto.caso.nucleo.comune])
    assert client.get("/sportello/domande/nuova/", {"sfratto": altrui.pk}).status_code == 404
    misura = Misura.objects.get(tipo="PREVENZIONE_SFRATTI")
    nuova = f"/sportello/domande/nuova/?caso={sfratto.caso.pk}"
    assert manda(client, nuova, nucleo="N-1999-0001", misura=misura.pk).status_code == 422
