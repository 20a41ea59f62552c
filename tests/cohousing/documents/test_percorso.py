"""The minutes of a meeting and the letter of a warning: archivable, accessible, and saying what happened."""

import io
from collections.abc import Callable
from datetime import date, datetime

import page
import pypdf
import pytest

from cohousing.choices import Gravita, Provvedimento, TipoSupervisione
from cohousing.documents.supervisione import verbale_pdf
from cohousing.documents.violazione import richiamo_pdf
from tests.factories.cohousing import SupervisioneFactory, ViolazioneFactory, casa_aperta

pytestmark = pytest.mark.django_db
QUANDO = datetime.fromisoformat("2026-11-19T10:00:00+01:00")
OGGI = date(2026, 11, 19)


def verbale() -> bytes:
    casa = casa_aperta(nome="Casa Girasole", ente_supervisore__nome="Cooperativa Arno")
    riunione = SupervisioneFactory(
        struttura=casa, tipo=TipoSupervisione.RIUNIONE_CASA, presenti=5, verbale="Turni della cucina.\n\nE rumori."
    )
    return verbale_pdf(riunione, quando=QUANDO)


def richiamo(**altro: object) -> bytes:
    base = {"fatto": "# Un ospite\n- è rimasto a dormire <b>senza dirlo</b>."}
    return richiamo_pdf(ViolazioneFactory(**base | altro), giorno=OGGI, quando=QUANDO)


def scritto_in(contenuto: bytes) -> str:
    pagine = pypdf.PdfReader(io.BytesIO(contenuto)).pages
    return " ".join(" ".join(pagina.extract_text() for pagina in pagine).split())


@pytest.mark.parametrize("profilo", ["3a", "ua1"])
@pytest.mark.parametrize("stampa", [verbale, richiamo], ids=["verbale", "richiamo"])
def test_both_validators_take_it(stampa: Callable[[], bytes], profilo: str) -> None:
    assert [errore.rule_id for errore in page.validate_pdf_bytes(stampa(), profile=profilo).failures] == []


def test_the_minutes_say_where_when_and_what_was_said() -> None:
    scritto = scritto_in(verbale())
    frasi = (
        "Cooperativa Arno Verbale: riunione di casa Casa Girasole", "lunedì 16 novembre 2026, 45 minuti",
        "Abitanti presenti: 5", "Turni della cucina. E rumori.", "Per chi abita la casa",
    )  # fmt: skip
    assert [frase for frase in frasi if frase not in scritto] == []


@pytest.mark.parametrize(
    ("altro", "oggetto", "dopo"),
    [
        ({}, "Primo richiamo", "può seguire un secondo richiamo"),
        (
            {"provvedimento": Provvedimento.PROPOSTA_ALLONTANAMENTO, "gravita": Gravita.GRAVISSIMA},
            "Proposta di allontanamento", "puoi raccontare la tua versione",
        ),
    ],
)  # fmt: skip
def test_the_letter_says_who_which_rule_what_happened_and_what_happens_next(
    altro: dict, oggetto: str, dopo: str
) -> None:
    scritto = scritto_in(richiamo(**altro))
    frasi = (
        "19 novembre 2026", "Maria Rossi", oggetto, "il 05/11/2026", "firmato il 01/03/2026",
        "La regola riguarda: ospiti", "Un ospite è rimasto a dormire <b>senza dirlo</b>", dopo, "Per ricevuta",
    )  # fmt: skip
    assert [frase for frase in frasi if frase not in scritto] == []


def test_the_letter_has_the_day_it_was_told() -> None:
    assert "6 novembre 2026" in scritto_in(richiamo(comunicato_il=date(2026, 11, 6)))


def test_the_same_facts_give_the_same_bytes() -> None:
    richiamata, riunione = ViolazioneFactory(), SupervisioneFactory(tipo=TipoSupervisione.RIUNIONE_CASA)
    assert richiamo_pdf(richiamata, giorno=OGGI, quando=QUANDO) == richiamo_pdf(richiamata, giorno=OGGI, quando=QUANDO)
    assert verbale_pdf(riunione, quando=QUANDO) == verbale_pdf(riunione, quando=QUANDO)
