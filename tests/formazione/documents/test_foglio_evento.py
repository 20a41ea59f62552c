"""The programme and the poster of an event: what they say, and that both standards take them."""

import io
from dataclasses import replace
from datetime import date, datetime

import page
import pypdf
import pytest

from formazione.documents.locandina import contesto_di, locandina_pdf
from formazione.documents.programma import programma_pdf
from formazione.models import PartnerEvento
from formazione.queries.file_evento import A_DISTANZA, DocenteFoglio, FoglioEvento, IncontroFoglio, foglio_di
from tests.factories.formazione import DocenteFactory, PartnerFactory, evento_con, sala, sessione
from tests.factories.luogo import SedeFactory, alle
from tests.factories.persone import ComuneFactory

QUANDO = datetime.fromisoformat("2026-11-19T10:00:00+01:00")
LUOGO = "22, Sede dell’Unione, via Brigate Partigiane 4, Pontedera"
INCONTRO = IncontroFoglio(alle(date(2026, 12, 3), "15:00"), alle(date(2026, 12, 3), "17:00"), LUOGO)
FOGLIO = FoglioEvento(
    numero="EV-2026-0001",
    titolo="Affittare senza paura",
    tipo="Incontro a tema",
    destinatari=["proprietari", "inquilini"],
    descrizione="Che cosa cambia con il canone concordato.",
    programma="15:00 Benvenuto\n15:15 Il canone concordato",
    incontri=[INCONTRO],
    docenti=[DocenteFoglio("Paolo Conti", "avvocato"), DocenteFoglio("Maria Neri")],
    partner=["Sindacato inquilini", "Unione dei proprietari"],
    posti=60,
    con_attestato=True,
    iscrizioni="https://servizi.valdera.example.it/formazione/iscrizioni/aB3dE6gH9kL2mN5p/",
)
CORSO = replace(
    FOGLIO,
    titolo="Abitare insieme e non da soli: un corso lungo sui diritti e i doveri di chi affitta, sulle spese di "
    "condominio, sulla cura della casa e sui buoni rapporti fra vicini",
    descrizione="Parola " * 400,
    incontri=[replace(INCONTRO, luogo=f"Sala civica numero {n} " * 6, titolo="Che cosa fare " * 11) for n in range(9)],
    partner=[f"Associazione culturale numero {n}" for n in range(15)],
)
FOGLI = {"uno": FOGLIO, "corso": CORSO, "senza iscrizione": replace(FOGLIO, iscrizioni="", partner=[], incontri=[])}


def scritto_in(contenuto: bytes) -> str:
    pagine = pypdf.PdfReader(io.BytesIO(contenuto)).pages
    return " ".join(" ".join(pagina.extract_text() for pagina in pagine).split())


@pytest.mark.parametrize("profilo", ["3a", "ua1"])
@pytest.mark.parametrize("stampa", [locandina_pdf, programma_pdf], ids=["locandina", "programma"])
@pytest.mark.parametrize("foglio", FOGLI.values(), ids=FOGLI.keys())
def test_both_validators_take_it(foglio: FoglioEvento, stampa, profilo: str) -> None:
    esito = page.validate_pdf_bytes(stampa(foglio, quando=QUANDO), profile=profilo)
    assert [errore.rule_id for errore in esito.failures] == []


@pytest.mark.parametrize("stampa", [locandina_pdf, programma_pdf], ids=["locandina", "programma"])
def test_the_same_event_gives_the_same_bytes(stampa) -> None:
    assert stampa(FOGLIO, quando=QUANDO) == stampa(FOGLIO, quando=QUANDO)


@pytest.mark.parametrize("foglio", FOGLI.values(), ids=FOGLI.keys())
def test_the_poster_is_one_page_whatever_the_event(foglio: FoglioEvento) -> None:
    assert len(pypdf.PdfReader(io.BytesIO(locandina_pdf(foglio, quando=QUANDO))).pages) == 1


def test_the_poster_says_what_when_where_for_whom_and_how() -> None:
    scritto = scritto_in(locandina_pdf(FOGLIO, quando=QUANDO)).replace("/ ", "/")
    for parte in (
        "Affittare senza paura", "iovedì 3 dicembre 2026", "ore 15:00–17:00", "via Brigate Partigiane 4, Pontedera",
        "Per chi: proprietari, inquilini", "Iscriviti", "Insieme a Sindacato inquilini, Unione dei proprietari",
        "servizi.valdera.example.it/formazione/iscrizioni/aB3dE6gH9kL2mN5p/",
    ):  # fmt: skip
        assert parte in scritto


def test_without_a_public_page_the_poster_sends_to_the_desk() -> None:
    scritto = scritto_in(locandina_pdf(FOGLI["senza iscrizione"], quando=QUANDO))
    assert "Giorno e orario da definire" in scritto
    assert "Chiedi allo sportello dei servizi abitativi" in scritto
    assert "Iscriviti" not in scritto


@pytest.mark.parametrize(
    ("foglio", "attesi"),
    [
        (FOGLIO, ("grande", 1, 0, LUOGO, FOGLIO.descrizione)),
        (replace(FOGLIO, titolo="T" * 31), ("media", 1, 0, LUOGO, FOGLIO.descrizione)),
        (replace(FOGLIO, titolo="T" * 110), ("piccola", 1, 0, LUOGO, FOGLIO.descrizione)),
        (CORSO, ("minima", 4, 5, "", "")),
        (replace(FOGLIO, incontri=[INCONTRO] * 3), ("grande", 3, 0, LUOGO, FOGLIO.descrizione)),
    ],
    ids=["short", "medium", "long", "a course", "three sessions in one place"],
)
def test_the_poster_takes_what_fits(foglio: FoglioEvento, attesi: tuple) -> None:
    c = contesto_di(foglio)
    assert (c["misura"], len(c["incontri"]), c["altri"], c["luogo"], c["testo"]) == attesi


def test_a_long_network_is_counted() -> None:
    assert contesto_di(CORSO)["partner"].endswith("Associazione culturale numero 5 e altri 9")


def test_the_programme_says_all_of_it() -> None:
    scritto = scritto_in(programma_pdf(FOGLIO, quando=QUANDO))
    for parte in (
        "Affittare senza paura", "60 posti. Chi frequenta riceve un attestato.", "giovedì 3 dicembre 2026 15:00–17:00",
        "15:15 Il canone concordato", "Paolo Conti, avvocato", "Maria Neri", "Unione dei proprietari",
        "Ci si iscrive dalla pagina",
    ):  # fmt: skip
        assert parte in scritto
    assert "Argomento" not in scritto
    assert "Argomento" in scritto_in(programma_pdf(CORSO, quando=QUANDO))


@pytest.mark.django_db
def test_the_sheet_is_read_from_the_event(django_assert_num_queries) -> None:
    sede = SedeFactory(nome="Sede dell’Unione", comune=ComuneFactory(nome="Pontedera"))
    evento = evento_con(date(2026, 12, 10), titolo="Affittare senza paura", posti=60, iscrizioni_pubbliche=False)
    sessione(evento, date(2026, 12, 3), stanza=sala(nome="22", sede=sede), titolo="Il canone")
    sessione(evento, date(2026, 12, 4), luogo="", collegamento="https://incontri.example.it/a")
    DocenteFactory(evento=evento, nome="Paolo Conti", qualifica="Avvocato")
    PartnerEvento.objects.create(evento=evento, partner=PartnerFactory(nome="Sindacato inquilini"))
    with django_assert_num_queries(3):
        foglio = foglio_di(evento)
    assert foglio == FoglioEvento(
        numero=evento.numero,
        titolo="Affittare senza paura",
        tipo="Formazione per chi abita",
        destinatari=["persone seguite dal servizio", "inquilini"],
        descrizione="Come si legge un contratto di affitto.",
        incontri=[
            replace(INCONTRO, titolo="Il canone"),
            IncontroFoglio(alle(date(2026, 12, 4), "15:00"), alle(date(2026, 12, 4), "17:00"), A_DISTANZA),
            IncontroFoglio(
                alle(date(2026, 12, 10), "15:00"), alle(date(2026, 12, 10), "17:00"), "Biblioteca comunale, Pontedera"
            ),
        ],
        docenti=[DocenteFoglio("Paolo Conti", "Avvocato")],
        partner=["Sindacato inquilini"],
        posti=60,
    )
