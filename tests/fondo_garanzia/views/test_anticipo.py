"""The pages of the advances: who reads what, what the buttons do."""

from datetime import date
from decimal import Decimal as D
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fondo_garanzia.choices import StatoAnticipo
from fondo_garanzia.models import Anticipo
from tests.factories.casa import CasoFactory, InvioFactory, nucleo_con_adulto
from tests.factories.conti import ConvenzioneFactory
from tests.factories.fondo import AnticipoFactory, FondoFactory, anticipo_erogato, nucleo_del_fondo, paga_rata
from tests.factories.persone import ComuneFactory, UtenteFactory
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Ruolo
from valdera_housing.models import Lettera, LetturaFascicolo, Utente

pytestmark = pytest.mark.django_db
OPERATRICE, CONTABILE = Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS
COORDINATRICE, FUNZIONARIA = Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE


def pagina(nome: str, *chiavi: object, **domanda: object) -> str:
    return reverse(f"fondo_garanzia:anticipo_{nome}", args=chiavi, query=domanda or None)


def modulo(**dati: Any) -> dict[str, Any]:
    return {"chiave": uuid4(), **dati}


def letto(risposta: Any) -> str:
    return " ".join(risposta.content.decode().replace("\xa0", " ").split())


def altro_comune() -> Any:
    return ComuneFactory(nome="Calcinaia", istat="050004", belfiore="B390")


@pytest.fixture
def entra(client: Any) -> Any:
    def come(*ruoli: str, **altro: Any) -> Any:
        client.force_login(UtenteFactory(ruoli=list(ruoli), **altro))
        return client

    return come


def test_the_list_shows_the_open_ones_with_their_totals(entra: Any) -> None:
    tardi = anticipo_erogato("IN_RITARDO")
    AnticipoFactory(importo=D("700.00"))
    AnticipoFactory(stato=StatoAnticipo.RITIRATO)
    risposta = entra(CONTABILE).get(pagina("elenco"))
    assert risposta.status_code == 200
    assert risposta.context["somme"] == (2, D("2500.00"), D("0.00"), D("1200.00"))
    solo_tardi = entra(CONTABILE).get(pagina("elenco", ritardo="si"))
    assert [a.pk for a, _ in solo_tardi.context["righe"]] == [tardi.pk]


@pytest.mark.parametrize(
    ("filtri", "quanti"),
    [
        ({"stato": "RITIRATO"}, 1),
        ({"stato": "TUTTI"}, 3),
        ({"motivo": "TRASLOCO"}, 0),
        ({"ritardo": "no"}, 1),
        ({"q": "baldi gino"}, 2),
        ({"q": "AN-2018"}, 2),
        ({"q": "niente"}, 0),
    ],
)
def test_the_list_is_narrowed(entra: Any, filtri: dict[str, str], quanti: int) -> None:
    anticipo_erogato("IN_RITARDO")
    AnticipoFactory()
    AnticipoFactory(stato=StatoAnticipo.RITIRATO)
    risposta = entra(CONTABILE).get(pagina("elenco", **filtri))
    assert (risposta.status_code, risposta.context["elenco"].conto) == (200, quanti)


def test_by_comune_and_by_a_comune_that_is_not_there(entra: Any) -> None:
    uno = AnticipoFactory()
    AnticipoFactory(fondo__comune=altro_comune())
    client = entra(FUNZIONARIA)
    trovati = client.get(pagina("elenco", comune=uno.fondo.comune_id)).context["righe"]
    assert [a for a, _ in trovati] == [uno]
    assert client.get(pagina("elenco", comune="9999999")).status_code == 422


def test_the_list_is_downloaded_with_the_same_filters(entra: Any) -> None:
    anticipo = anticipo_erogato("IN_RITARDO")
    AnticipoFactory()
    risposta = entra(Ruolo.REVISORE).get(pagina("esporta", formato="csv", ritardo="si"))
    righe = b"".join(risposta.streaming_content).decode("utf-8-sig").splitlines()
    assert [riga.split(";")[0].strip('"') for riga in righe] == ["Numero", anticipo.numero]


def test_the_official_reads_a_code_and_who_keeps_the_accounts_a_name(entra: Any) -> None:
    anticipo = AnticipoFactory(istruito=True)
    membro = anticipo.nucleo.membri.select_related("persona").get()
    nome = f"{membro.persona.nome} {membro.persona.cognome}"
    assert nome not in letto(entra(FUNZIONARIA).get(pagina("scheda", anticipo.pk)))
    assert LetturaFascicolo.objects.count() == 0
    assert nome in letto(entra(CONTABILE).get(pagina("scheda", anticipo.pk)))
    assert LetturaFascicolo.objects.get().nucleo == anticipo.nucleo


def test_a_social_worker_sees_those_of_her_comuni_only(entra: Any) -> None:
    suo, altrui = AnticipoFactory(), AnticipoFactory(fondo__comune=altro_comune())
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[suo.fondo.comune])
    assert client.get(pagina("scheda", suo.pk)).status_code == 200
    assert client.get(pagina("scheda", altrui.pk)).status_code == 404


def test_the_record_shows_the_plan_with_its_dues_and_the_movements(entra: Any) -> None:
    anticipo = anticipo_erogato("IN_RIMBORSO")
    paga_rata(anticipo.rate.all()[0])
    risposta = entra(CONTABILE).get(pagina("scheda", anticipo.pk))
    righe = risposta.context["rate"]
    assert [(r.numero, r.pagato, r.parole, r.male) for r in righe[:2]] == [
        (1, D("150.00"), "Pagata", False),
        (2, D("0.00"), "In ritardo", True),
    ]
    assert reverse("scadenza_scheda", args=[righe[0].scadenza]) in letto(risposta)
    assert [m.effetto for m in risposta.context["movimenti"]] == [D("150.00"), D("-1800.00")]


def test_the_record_of_a_request_says_what_the_rules_answer(entra: Any) -> None:
    anticipo = AnticipoFactory(istruito=True, fondo=FondoFactory(dotato=D("800.00")))
    testo = letto(entra(FUNZIONARIA).get(pagina("scheda", anticipo.pk)))
    assert "ne servono 1.800,00 €: ne mancano 1.000,00 €; approvabile 800,00 €" in testo


CAMPI = {
    "motivo": "CAUZIONE",
    "bisogno": "Il deposito",
    "importo": "1.700,00",
    "reddito_mensile": "1.500",
    "creditore": "Gino Baldi",
    "creditore_codice": "01998760506",
    "creditore_iban": "IT60 X054 2811 1010 0000 0123 456",
    "n_rate": "12",
    "prima_rata": "2027-01-05",
}


def test_asking_with_the_plan_in_sight(entra: Any) -> None:
    nucleo = nucleo_del_fondo(FondoFactory(dotato=D("25000.00")))
    client = entra(OPERATRICE)
    scelta = letto(client.get(pagina("nuovo", q=nucleo.codice)))
    assert f'href="?nucleo={nucleo.pk}"' in scelta
    indirizzo = pagina("nuovo", nucleo=nucleo.pk)
    assert client.get(indirizzo).status_code == 200
    anteprima = client.post(indirizzo, modulo(ricalcola="1", **CAMPI))
    assert (anteprima.status_code, Anticipo.objects.count()) == (200, 0)
    assert [r.importo for r in anteprima.context["rate"]] == [D("141.66")] * 11 + [D("141.74")]
    assert "Disponibile 25.000,00 €: dopo restano 23.300,00 €" in letto(anteprima)
    dati = modulo(**CAMPI)
    risposte = [client.post(indirizzo, dati) for _ in range(2)]
    anticipo = Anticipo.objects.get()
    assert [r.url for r in risposte] == [pagina("scheda", anticipo.pk)] * 2
    assert (anticipo.creditore_iban, anticipo.nucleo) == ("IT60X0542811101000000123456", nucleo)


def test_asking_from_a_referral_takes_it(entra: Any) -> None:
    nucleo = nucleo_del_fondo(FondoFactory(dotato=D("25000.00")))
    invio = InvioFactory(caso=CasoFactory(nucleo=nucleo), linea="FON", inviato_il=date(2026, 11, 1))
    entra(OPERATRICE).post(pagina("nuovo", invio=invio.pk), modulo(**CAMPI))
    assert Anticipo.objects.get().invio == invio


@pytest.mark.parametrize(
    ("campo", "valore", "frase"),
    [
        ("creditore_iban", "IT60X0542811101000000123457", "L’IBAN non è giusto"),
        ("creditore_codice", "01998760502", "La partita IVA non è giusta"),
        ("creditore_codice", "BLDGNI50A01G843Z", "codice fiscale"),
        ("importo", "0", "maggiore di zero"),
        ("importo", "99", "Un anticipo sta fra 100,00 € e 5.000,00 €, qui si chiedono 99,00 €"),
        ("n_rate", "6", "Le rate vanno da 12 a 48, qui sono 6"),
        ("prima_rata", "2026-11-19", "La prima rata viene dopo il pagamento"),
        ("motivo", "VACANZA", "Scegli"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(entra: Any, campo: str, valore: str, frase: str) -> None:
    nucleo = nucleo_del_fondo(FondoFactory(dotato=D("25000.00")))
    risposta = entra(OPERATRICE).post(pagina("nuovo", nucleo=nucleo.pk), modulo(**(CAMPI | {campo: valore})))
    testo = letto(risposta)
    assert (risposta.status_code, Anticipo.objects.count(), 'value="Gino Baldi"' in testo) == (422, 0, True)
    assert frase in testo


def test_a_comune_that_has_not_joined_gets_a_sentence_and_no_form(entra: Any) -> None:
    nucleo = nucleo_con_adulto(comune=altro_comune())
    risposta = entra(OPERATRICE).get(pagina("nuovo", nucleo=nucleo.pk))
    assert "Comune non aderente: Calcinaia non ha una dotazione nel fondo" in letto(risposta)
    assert entra(OPERATRICE).post(pagina("nuovo", nucleo=nucleo.pk), modulo(**CAMPI)).status_code == 422


def test_a_request_is_corrected_and_the_second_who_saves_is_told(entra: Any) -> None:
    anticipo = AnticipoFactory()
    client = entra(OPERATRICE)
    indirizzo = pagina("modifica", anticipo.pk)
    assert client.get(indirizzo).status_code == 200
    prima = client.post(indirizzo, modulo(versione=1, **CAMPI))
    assert (prima.status_code, prima.context and prima.context["form"].errors) == (302, None)
    seconda = client.post(indirizzo, modulo(versione=1, **(CAMPI | {"importo": "900"})))
    anticipo.refresh_from_db()
    assert (seconda.status_code, anticipo.importo) == (409, D("1700.00"))


def test_from_the_request_to_the_payment_by_the_buttons(entra: Any) -> None:
    anticipo = AnticipoFactory(prima_rata=date(2027, 1, 5))
    passi = (
        (COORDINATRICE, "istruisci", {"istruttoria": "Reddito stabile"}, "ISTRUTTORIA"),
        (FUNZIONARIA, "approva", {"atto": "Determinazione 90/2026"}, "APPROVATO"),
        (CONTABILE, "eroga", {"erogato_il": "2026-11-19", "riferimento": "CRO 1", "prima_rata": "2027-01-05"},
         "EROGATO"),
        (CONTABILE, "annulla_erogazione", {"perche": "IBAN chiuso"}, "APPROVATO"),
        (OPERATRICE, "ritira", {"motivo_decisione": "Non serve più"}, "RITIRATO"),
    )  # fmt: skip
    for ruolo, atto, dati, stato in passi:
        client = entra(ruolo)
        assert f'href="{pagina(atto, anticipo.pk)}"' in letto(client.get(pagina("scheda", anticipo.pk)))
        assert client.get(pagina(atto, anticipo.pk)).status_code == 200
        assert client.post(pagina(atto, anticipo.pk), modulo(**dati)).url == pagina("scheda", anticipo.pk)
        anticipo.refresh_from_db()
        assert anticipo.stato == stato


def test_a_waiver_is_asked_only_when_the_fund_has_not_enough(entra: Any) -> None:
    anticipo = AnticipoFactory(istruito=True, prima_rata=date(2027, 1, 5), fondo=FondoFactory(dotato=D("800.00")))
    client = entra(FUNZIONARIA)
    assert 'name="deroga"' in letto(client.get(pagina("approva", anticipo.pk)))
    senza = client.post(pagina("approva", anticipo.pk), modulo(atto="Determinazione 90/2026"))
    assert (senza.status_code, "approvabile 800,00 €" in letto(senza)) == (422, True)
    client.post(pagina("approva", anticipo.pk), modulo(atto="Determinazione 90/2026", deroga="Sfratto domani"))
    anticipo.refresh_from_db()
    assert anticipo.stato == "APPROVATO"
    capiente = AnticipoFactory(istruito=True)
    assert 'name="deroga"' not in letto(client.get(pagina("approva", capiente.pk)))


def test_who_asked_sees_the_button_off_with_its_reason(entra: Any) -> None:
    client = entra(COORDINATRICE, FUNZIONARIA)
    utente = Utente.objects.get(pk=client.session["_auth_user_id"])
    anticipo = AnticipoFactory(istruito=True, richiesto_da=utente)
    testo = letto(client.get(pagina("scheda", anticipo.pk)))
    assert "Chi chiede un anticipo non può deciderlo: serve un’altra persona." in testo
    assert f'href="{pagina("approva", anticipo.pk)}"' not in testo


def test_instalments_made_again_are_seen_before(entra: Any) -> None:
    anticipo = anticipo_erogato("IN_RITARDO")
    client = entra(CONTABILE)
    dati = {"n_rate": "7", "prima_rata": "2026-12-10"}
    anteprima = client.post(pagina("riprogramma", anticipo.pk), modulo(ricalcola="1", **dati))
    assert [r.importo for r in anteprima.context["nuove"]] == [D("257.14")] * 6 + [D("257.16")]
    anticipo.refresh_from_db()
    assert anticipo.stato == "IN_RITARDO"
    client.post(pagina("riprogramma", anticipo.pk), modulo(**dati))
    anticipo.refresh_from_db()
    assert anticipo.stato == "SOSPESO"


def test_a_write_off_and_a_refusal_by_the_unione(entra: Any) -> None:
    perso, no = anticipo_erogato("INSOLVENTE"), AnticipoFactory(istruito=True)
    client = entra(FUNZIONARIA)
    client.post(pagina("stralcia", perso.pk), modulo(atto_stralcio="Determinazione 300/2026"))
    assert client.post(pagina("rifiuta", no.pk), modulo(motivo_decisione="")).status_code == 422
    client.post(pagina("rifiuta", no.pk), modulo(motivo_decisione="Ha già il contributo"))
    assert [Anticipo.objects.get(pk=a.pk).stato for a in (perso, no)] == ["PERDITA", "RIFIUTATO"]
    for anticipo in (perso, no):
        assert client.get(pagina("scheda", anticipo.pk)).status_code == 200


def test_letters_are_made_and_found_on_the_record(entra: Any) -> None:
    carica_modelli(date(2026, 1, 1))
    ConvenzioneFactory(conto_dedicato="IT60X0542811101000000999999")
    anticipo = anticipo_erogato("IN_RITARDO")
    client = entra(CONTABILE)
    for chiave in ("accordo_anticipo", "sollecito_anticipo"):
        client.post(pagina("crea_lettera", anticipo.pk), modulo(quale=chiave))
    lettere = client.get(pagina("scheda", anticipo.pk)).context["lettere"]
    assert {lettera.modello.chiave for lettera in lettere} == {"accordo_anticipo", "sollecito_anticipo"}
    assert client.post(pagina("crea_lettera", anticipo.pk), modulo(quale="altra")).status_code == 422
    assert Lettera.objects.count() == 2


def test_the_history_tells_every_change(entra: Any) -> None:
    anticipo = anticipo_erogato("IN_RITARDO")
    assert "In ritardo" in letto(entra(Ruolo.REVISORE).get(pagina("storia", anticipo.pk)))


@pytest.mark.parametrize("domanda", ["nucleo=x", "nucleo=-1", "nucleo=99999999999999", "invio=0", "nucleo=%00"])
def test_an_address_that_leads_nowhere_asks_for_the_household(entra: Any, domanda: str) -> None:
    risposta = entra(OPERATRICE).get(f"{pagina('nuovo')}?{domanda}")
    assert (risposta.status_code, risposta.templates[0].name) == (200, "fondo_garanzia/anticipo/scegli.html")


@pytest.mark.parametrize("nome", ["elenco", "nuovo"])
def test_a_page_costs_the_same_with_one_row_and_with_many(entra: Any, nome: str) -> None:
    client = entra(OPERATRICE)
    indirizzo = pagina(nome, **({"nucleo": AnticipoFactory().nucleo_id} if nome == "nuovo" else {}))
    anticipo_erogato("IN_RITARDO")
    client.get(indirizzo)
    conti = []
    for quanti in (0, 20):
        for _ in range(quanti):
            AnticipoFactory()
        with CaptureQueriesContext(connection) as viste:
            assert client.get(indirizzo).status_code == 200
        conti.append(len(viste))
    assert (conti[0] == conti[1], conti[0] <= 12) == (True, True)
