"""The stays, page by page."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cohousing.choices import EsitoPermanenza, Gravita, Provvedimento
from cohousing.models import Permanenza, Proroga, Ricontatto
from tests.factories.casa import CasoFactory
from tests.factories.caso import ProgettoFactory
from tests.factories.cohousing import (
    AlloggioCondivisoFactory,
    PermanenzaFactory,
    ViolazioneFactory,
    casa_aperta,
    permanenza,
    proroga,
)
from tests.factories.persone import ComuneFactory, NucleoFactory
from valdera_housing.choices import Ruolo
from valdera_housing.models import Caso, LetturaFascicolo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
ELENCO = reverse("cohousing:permanenza_elenco")
TUTTI = [
    Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS,
    Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE,
]  # fmt: skip
NOMI = TUTTI[:4]


def seguito(**altro: Any) -> Caso:
    """A case of a household in charge of the service."""
    return CasoFactory(nucleo=NucleoFactory(preso_in_carico=True, **altro))


def pagina(nome: str, oggetto: Any) -> str:
    return reverse(f"cohousing:{nome}", args=[oggetto.pk])


def manda(client: Client, nome: str, oggetto: Any, **dati: Any) -> Any:
    return client.post(pagina(nome, oggetto), {"chiave": uuid4()} | dati)


def letta_da(risposta: Any) -> str:
    return " ".join(risposta.content.decode().replace("\xa0", " ").split())


def entra_e_segue(entra: Entra, ruolo: str, comune: Any) -> Client:
    altro = {"comuni": [comune]} if ruolo == Ruolo.ASSISTENTE_SOCIALE else {}
    return entra(ruolo, **altro)


@pytest.mark.parametrize("ruolo", TUTTI)
def test_who_reads_names_reads_the_guest_the_others_the_code(entra: Entra, ruolo: str) -> None:
    comune = ComuneFactory()
    stay = permanenza(caso=seguito(comune=comune), ospite="Fatima Zahra")
    client = entra_e_segue(entra, ruolo, comune)
    chi = "Fatima Zahra" if ruolo in NOMI else stay.nucleo.codice
    for url in (ELENCO, pagina("permanenza_scheda", stay), pagina("permanenza_storia", stay)):
        letta = letta_da(client.get(url))
        assert (chi in letta, "Fatima" in letta) == (True, ruolo in NOMI)
    foglio = client.get(reverse("cohousing:permanenza_esporta"), {"formato": "csv"})
    assert b"Fatima" in b"".join(foglio) if ruolo in NOMI else b"Fatima" not in b"".join(foglio)
    assert LetturaFascicolo.objects.exists() == (ruolo in (*TUTTI[:2], Ruolo.COORDINATORE_ETS))


def test_who_follows_others_does_not_find_it(entra: Entra) -> None:
    stay = permanenza(caso=seguito())
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory(nome="Palaia")])
    assert client.get(ELENCO).context["elenco"].conto == 0
    assert client.get(pagina("permanenza_scheda", stay)).status_code == 404


@pytest.mark.parametrize(
    ("filtri", "attesi"),
    [
        ({}, ["A", "B"]),
        ({"stato": "TUTTE"}, ["A", "B", "C", "D"]),
        ({"stato": "PREPARAZIONE"}, ["B"]),
        ({"stato": "ANNULLATA"}, ["D"]),
        ({"esito": "ERP"}, ["C"]),
        ({"entro": "30"}, ["A"]),
        ({"entro": "90"}, ["A"]),
        ({"q": "zahra fatima"}, ["B"]),
        ({"q": "pm-a"}, []),
        ({"q": "rossi"}, ["A"]),
    ],
)
def test_what_is_looked_for_is_found_on_the_page_and_in_the_sheet(
    entra: Entra, filtri: dict[str, str], attesi: list[str]
) -> None:
    permanenza(numero="A", ospite="Maria Rossi", fine_prevista=date(2026, 12, 10))
    PermanenzaFactory(numero="B", ospite="Fatima Zahra")
    permanenza(numero="C", stato="CONCLUSA", ospite="Rosa Bini")
    permanenza(numero="D", stato="ANNULLATA", ospite="Lina Neri")
    client = entra(Ruolo.CONTABILE_ETS)
    righe = client.get(ELENCO, filtri | {"ordine": "numero"}).context["righe"]
    assert [r.permanenza.numero for r in righe] == attesi
    foglio = client.get(reverse("cohousing:permanenza_esporta"), filtri | {"ordine": "numero", "formato": "csv"})
    assert [r.split(";")[0] for r in b"".join(foglio).decode("utf-8-sig").splitlines()[1:]] == attesi


@pytest.mark.parametrize("ruolo", [Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE])
def test_who_reads_codes_searches_codes_only(entra: Entra, ruolo: str) -> None:
    stay = permanenza(ospite="Fatima Zahra", numero="PM-2026-0042")
    client = entra(ruolo)
    conti = [client.get(ELENCO, {"q": q}).context["elenco"].conto for q in ("Fatima", "pm-2026-0042")]
    assert [*conti, client.get(ELENCO, {"q": stay.nucleo.codice}).context["elenco"].conto] == [0, 1, 1]


def test_the_house_the_comune_and_the_late_ones(entra: Entra) -> None:
    tardi = permanenza(fine_prevista=date(2026, 11, 10))
    permanenza(casa_aperta(alloggio=AlloggioCondivisoFactory(comune=ComuneFactory(nome="Palaia"))).unita.first())
    client = entra(Ruolo.COORDINATORE_ETS)
    for filtri in ({"casa": tardi.struttura_id}, {"comune": tardi.struttura.alloggio.comune_id}):
        righe = client.get(ELENCO, filtri).context["righe"]
        assert [(r.permanenza, r.oltre) for r in righe] == [(tardi, True)]
    assert "oltre la fine" in letta_da(client.get(ELENCO))


def test_before_it_begins_the_record_says_what_is_missing_and_where_to_write_it(entra: Entra) -> None:
    stay = PermanenzaFactory(caso=seguito(), inizio=date(2026, 11, 16), fine_prevista=date(2027, 11, 15))
    scheda = entra(Ruolo.OPERATORE_ETS).get(pagina("permanenza_scheda", stay))
    assert [(r.nome, r.esito.livello) for r in scheda.context["requisiti"]] == [
        ("Regole della casa", "no"), ("Progetto individuale", "no"), ("Casa", "si"), ("Unità", "si"),
    ]  # fmt: skip
    assert scheda.context["progetto_url"] == stay.caso.get_absolute_url()
    assert [b.etichetta for b in scheda.context["pulsanti"]][:1] == ["Registra la firma del patto…"]


def test_what_is_reserved_is_for_who_follows_the_household(entra: Entra) -> None:
    stay = permanenza(caso=seguito())
    proroga(stay, date(2027, 8, 31), motivo="Parole riservate", verbale="Altre parole riservate")
    letti = {ruolo: letta_da(entra(ruolo).get(pagina("permanenza_scheda", stay))) for ruolo in TUTTI[1:]}
    assert {ruolo: ("Parole riservate" in letta, "31/08/2027" in letta) for ruolo, letta in letti.items()} == {
        Ruolo.OPERATORE_ETS: (True, True),
        Ruolo.CONTABILE_ETS: (False, True),
        Ruolo.COORDINATORE_ETS: (True, True),
        Ruolo.FUNZIONARIO_UNIONE: (False, True),
        Ruolo.REVISORE: (False, True),
    }
    storie = {ruolo: letta_da(entra(ruolo).get(pagina("permanenza_storia", stay))) for ruolo in TUTTI[1:]}
    assert [ruolo for ruolo, letta in storie.items() if "31/08/2027" in letta] == list(TUTTI[1:4])


def nuova(unita: Any, codice: str, **altro: Any) -> dict[str, Any]:
    return {
        "chiave": uuid4(), "nucleo": codice, "adatto": "on", "unita": unita.pk, "inizio": "2026-12-01",
        "fine_prevista": "", "persone": "", "quota_mensile": "180,50", "cauzione": "", "giorno_scadenza": "5",
    } | altro  # fmt: skip


def test_a_place_is_promised_from_the_page_of_the_case(entra: Entra) -> None:
    caso, unita = seguito(), casa_aperta().unita.get(nome="Camera 2")
    client = entra(Ruolo.COORDINATORE_ETS)
    url = reverse("cohousing:permanenza_nuova")
    modulo = client.get(url, {"caso": caso.pk})
    assert f'value="{caso.nucleo.codice}"' in letta_da(modulo)
    referente = modulo.context["form"].initial["referente"]
    risposta = client.post(url, nuova(unita, caso.nucleo.codice, referente=referente))
    nata = Permanenza.objects.get()
    assert (risposta.status_code, risposta.url) == (302, pagina("permanenza_scheda", nata))
    assert (nata.caso, nata.unita, nata.quota_mensile, nata.cauzione, nata.fine_prevista) == (
        caso, unita, D("180.50"), D("220.00"), date(2027, 11, 30),
    )  # fmt: skip


def test_what_is_typed_wrong_comes_back_with_its_reason(entra: Entra) -> None:
    unita = casa_aperta().unita.get(nome="Camera 2")
    client = entra(Ruolo.COORDINATORE_ETS)
    dati = nuova(unita, "N-1999-0001", adatto="", inizio="")
    risposta = client.post(reverse("cohousing:permanenza_nuova"), dati)
    assert (risposta.status_code, risposta.context["form"].errors) == (
        422,
        {
            "nucleo": ["Fra i nuclei che segui non c’è questo codice, o non ha un caso aperto."],
            "adatto": ["Controlla che la casa sia per un nucleo come questo."],
            "inizio": ["Scrivi il giorno dell’ingresso."],
            "referente": ["Scegli l’operatore."],
        },
    )
    assert Permanenza.objects.count() == 0


def test_of_two_people_who_correct_it_the_second_is_told(entra: Entra) -> None:
    stay = PermanenzaFactory(caso=seguito())
    client = entra(Ruolo.OPERATORE_ETS)
    dati = nuova(stay.unita, stay.nucleo.codice, referente=stay.referente_id, inizio="2026-12-01", versione=1)
    assert manda(client, "permanenza_modifica", stay, **dati).status_code == 302
    assert manda(client, "permanenza_modifica", stay, **dati | {"chiave": uuid4()}).status_code == 409
    stay.refresh_from_db()
    assert (stay.inizio, stay.versione) == (date(2026, 12, 1), 2)


def test_from_the_signature_to_the_exit_and_after(entra: Entra) -> None:
    """The whole thread, page after page."""
    stay = PermanenzaFactory(caso=seguito(), inizio=date(2026, 3, 10), fine_prevista=date(2027, 3, 9))
    ProgettoFactory(
        caso=stay.caso, stato="FIRMATO", redatto_il=date(2026, 3, 1), firmato_il=date(2026, 3, 2),
        verifica_entro=date(2026, 6, 2),
    )  # fmt: skip
    client = entra(Ruolo.COORDINATORE_ETS)
    assert "Stampa in italiano" in letta_da(client.get(pagina("permanenza_firma_patto", stay)))
    file = SimpleUploadedFile("patto.pdf", b"%PDF-1.7 firmato")
    manda(client, "permanenza_firma_patto", stay, lingua="it", firmato_il="2026-03-02", file=file)
    assert b"".join(client.get(pagina("permanenza_file", stay))) == b"%PDF-1.7 firmato"
    assert letta_da(client.get(pagina("permanenza_avvia", stay))).count("A posto") == 0
    manda(client, "permanenza_avvia", stay, inizio="2026-03-11", fine="")
    manda(
        client, "permanenza_proroga", stay, nuova_fine="2027-09-10", motivo="La casa non è pronta", deroga="",
        decisa_il="2026-11-18", verbale="Sentito il servizio sociale.",
    )  # fmt: skip
    stay.refresh_from_db()
    assert (stay.stato, stay.inizio, stay.fine_prevista, stay.fine_effettiva) == (
        "IN_CORSO", date(2026, 3, 11), date(2027, 3, 10), date(2027, 9, 10),
    )  # fmt: skip
    verbale = client.get(pagina("proroga_verbale", Proroga.objects.get()))
    assert (verbale.status_code, verbale.content[:5]) == (200, b"%PDF-")
    manda(client, "permanenza_concludi", stay, uscita_il="2026-05-31", esito="GIS", motivo="")
    scheda = client.get(pagina("permanenza_scheda", stay))
    assert f'<a href="{stay.caso.get_absolute_url()}">chiudere il caso {stay.caso.numero}</a>' in letta_da(scheda)
    assert "da fare" in letta_da(client.get(pagina("permanenza_ricontatta", stay)))
    manda(
        client, "permanenza_ricontatta", stay, mesi="6", svolto_il="2026-11-19", situazione="ANCORA_IN_CASA",
        note="Sta bene",
    )  # fmt: skip
    assert Ricontatto.objects.get().situazione == "ANCORA_IN_CASA"
    assert "È ancora in quella casa" in letta_da(client.get(pagina("permanenza_scheda", stay)))


@pytest.mark.parametrize(
    ("atto", "dati", "frase"),
    [
        ("avvia", {"inizio": "2026-11-18"}, "Il progetto individuale non è firmato"),
        ("firma_patto", {"lingua": "it", "firmato_il": "2026-01-02"}, "in vigore dal 15/01/2026: la firma è prima"),
        ("annulla", {"motivo": ""}, "Scrivi perché il nucleo non entra."),
        ("concludi", {"uscita_il": "2026-11-18", "esito": "ERP"}, "non è possibile quando lo stato è"),
        ("proroga", {"nuova_fine": "2027-06-01"}, "La permanenza è «In preparazione»: non si può"),
    ],
)
def test_what_the_rules_refuse_comes_back_with_the_reason_and_nothing_is_written(
    entra: Entra, atto: str, dati: dict, frase: str
) -> None:
    stay = PermanenzaFactory(caso=seguito(), inizio=date(2026, 11, 16), fine_prevista=date(2027, 11, 15))
    risposta = manda(entra(Ruolo.COORDINATORE_ETS), f"permanenza_{atto}", stay, **dati)
    assert (risposta.status_code, frase in letta_da(risposta)) == (422, True)
    stay.refresh_from_db()
    assert (stay.stato, stay.versione, stay.patto) == ("PREPARAZIONE", 1, None)


def test_sending_away_is_explained_and_asks_for_the_proposal(entra: Entra) -> None:
    stay = permanenza(caso=seguito())
    client = entra(Ruolo.OPERATORE_ETS)
    assert "si sceglie solo dopo la proposta" in letta_da(client.get(pagina("permanenza_concludi", stay)))
    ViolazioneFactory(permanenza=stay, gravita=Gravita.GRAVISSIMA, provvedimento=Provvedimento.PROPOSTA_ALLONTANAMENTO)
    assert "è già stato proposto" in letta_da(client.get(pagina("permanenza_concludi", stay)))
    dati = {"uscita_il": "2026-11-19", "esito": EsitoPermanenza.ALLONTANAMENTO, "motivo": "Ha minacciato"}
    assert manda(client, "permanenza_concludi", stay, **dati).status_code == 302
    assert Permanenza.objects.get().esito == "ALLONTANAMENTO"


def test_the_extension_says_until_when_and_who_comes_next(entra: Entra) -> None:
    stay = permanenza(caso=seguito())
    dopo = PermanenzaFactory(unita=stay.unita, inizio=date(2027, 6, 1), fine_prevista=date(2028, 5, 31))
    letta = letta_da(entra(Ruolo.COORDINATORE_ETS).get(pagina("permanenza_proroga", stay)))
    assert "Con le proroghe si arriva a 24 mesi, il 29/02/2028: oltre, solo in deroga" in letta
    assert f"Dal 01/06/2027 l’unità è di un’altra permanenza, {dopo.numero}" in letta


def test_the_agreement_is_printed_in_a_language_that_was_written(entra: Entra) -> None:
    stay = PermanenzaFactory(caso=seguito())
    client = entra(Ruolo.OPERATORE_ETS)
    url = pagina("permanenza_patto", stay)
    assert client.get(url).content[:5] == b"%PDF-"
    assert [client.get(url, {"lingua": lingua}).status_code for lingua in ("zh", "xx", "it")] == [404, 404, 200]
