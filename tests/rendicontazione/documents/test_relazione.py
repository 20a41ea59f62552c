"""The quarterly report: valid for both standards, the same bytes, and it prints what the picture says."""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import page
import pypdf
import pytest

from rendicontazione.documents import relazione_pdf
from rendicontazione.documents.relazione import relazione_html
from rendicontazione.rules.conti import conti
from rendicontazione.rules.istantanea import impronta, in_byte
from tests.factories.istantanee import istantanea, istantanea_completa
from valdera_housing.kit.denaro import in_euro

RADICE = Path(__file__).resolve().parents[3]
ESEMPI: dict[str, Callable[[], dict]] = {
    "quarter 1, nothing yet": lambda: istantanea(1, vuota=True),
    "quarter 7, line 5 over budget": lambda: istantanea(7),
    "quarter 7, everything filled": istantanea_completa,
    "quarter 12": lambda: istantanea(12),
}


@cache
def fatta(nome: str) -> bytes:
    return relazione_pdf(ESEMPI[nome]())


@cache
def pagine(nome: str) -> list[str]:
    letto = pypdf.PdfReader(io.BytesIO(fatta(nome)))
    return [foglio.extract_text().replace("\xa0", " ") for foglio in letto.pages]


def parole_di(html: str) -> str:
    """The words of the page, one space apart."""
    senza_disegni = re.sub(r"<svg.*?</svg>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", senza_disegni).replace("\xa0", " ").split())


@pytest.mark.parametrize("profilo", ["3a", "ua1"])
@pytest.mark.parametrize("nome", ESEMPI)
def test_the_report_passes_both_validators(nome: str, profilo: str) -> None:
    esito = page.validate_pdf_bytes(fatta(nome), profile=profilo)
    assert [(errore.rule_id, errore.message) for errore in esito.failures] == []


def test_a_report_that_loses_its_language_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    from rendicontazione.documents import relazione

    intero = relazione.relazione_html
    monkeypatch.setattr(relazione, "relazione_html", lambda i: intero(i).replace('<html lang="it">', "<html>"))
    guasta = relazione_pdf(istantanea(1, vuota=True))
    assert not page.is_pdf_compliant_bytes(guasta, profile="ua1")


@pytest.mark.lento
def test_another_process_in_another_time_zone_makes_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "istantanea.json").write_bytes(in_byte(istantanea_completa()))
    comando = (
        "import sys, json, django; django.setup(); from rendicontazione.documents import relazione_pdf; "
        "sys.stdout.buffer.write(relazione_pdf(json.load(open(sys.argv[1]))))"
    )
    fuso = os.environ | {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "PYTHONPATH": str(RADICE)}
    altra = subprocess.run(
        [sys.executable, "-c", comando, tmp_path / "istantanea.json"],
        env=fuso | {"DJANGO_SETTINGS_MODULE": "valdera_housing.settings"},
        cwd=tmp_path, capture_output=True, check=True,
    ).stdout  # fmt: skip
    assert hashlib.sha256(altra).digest() == hashlib.sha256(fatta("quarter 7, everything filled")).digest()


def test_the_attached_picture_has_the_fingerprint_printed_on_the_cover() -> None:
    nome = "quarter 7, everything filled"
    allegata = pypdf.PdfReader(io.BytesIO(fatta(nome))).attachments["istantanea.json"][0]
    stampata = re.search(r"Impronta dei dati\s*((?:[0-9a-f]{4}\s*){16})", pagine(nome)[0])
    assert stampata is not None
    assert "".join(stampata[1].split()) == hashlib.sha256(allegata).hexdigest() == impronta(istantanea_completa())
    assert json.loads(allegata) == istantanea_completa()


@pytest.mark.parametrize("nome", ESEMPI)
def test_the_summary_stands_on_one_page(nome: str) -> None:
    seconda, terza = pagine(nome)[1:3]
    assert "Sintesi" in seconda
    assert "Il trimestre in cinque fatti" in seconda
    assert "Quadro economico" in terza


@pytest.mark.parametrize("nome", ESEMPI)
def test_no_page_is_left_almost_empty(nome: str) -> None:
    assert [n for n, parole in enumerate(pagine(nome), 1) if len(parole) < 300] == []


def test_bookmarks_lead_to_every_section() -> None:
    letto = pypdf.PdfReader(io.BytesIO(fatta("quarter 7, line 5 over budget")))
    assert [voce.title for voce in letto.outline if not isinstance(voce, list)] == [
        "Copertina",
        "Sintesi",
        "Quadro economico",
        "Gestore immobiliare sociale",
        "Accompagnamento e sportello",
        "Fondo di garanzia",
        "Formazione e partecipazione",
        "Soluzioni abitative innovative",
        "Il fondo per comune",
        "Rendiconto del trimestre",
        "Punti critici e prossimo trimestre",
        "Decisioni e rimodulazioni",
        "Metodo, definizioni e firme",
    ]


@pytest.mark.parametrize("nome", ESEMPI)
def test_totals_are_printed_as_the_accounts_say(nome: str) -> None:
    quadro = conti(ESEMPI[nome]())
    importi = [quadro.totale.ammesso, quadro.totale.in_verifica, quadro.residuo]
    assert [i for i in importi if in_euro(i).replace("\xa0", " ") not in pagine(nome)[1]] == []


def test_lines_without_activity_say_so() -> None:
    frase = "La linea non registra ancora attività in questo sistema."
    assert parole_di(relazione_html(istantanea(7))).count(frase) == 5
    assert parole_di(relazione_html(istantanea_completa())).count(frase) == 3


VUOTE = (
    "I conti di questo trimestre non richiedono decisioni.",
    "Nessuna compartecipazione è registrata nel sistema a questa data.",
    "Il fondo di garanzia non registra ancora dotazioni né movimenti in questo sistema.",
    "Nel trimestre nessun importo è stato rifiutato.",
    "Nessuna variazione riguarda i trimestri già chiusi.",
    "I conti non segnalano punti critici.",
    "L’Unione non ha aggiunto osservazioni.",
    "Il programma del prossimo trimestre non è registrato.",
    "Nessuna decisione di sedute precedenti è registrata nel sistema.",
    "Il budget delle linee è quello della convenzione: nessuna rimodulazione è stata proposta.",
)


def test_what_is_not_there_is_said_in_a_sentence_and_never_as_an_empty_table() -> None:
    html = relazione_html(istantanea(1, vuota=True))
    assert [frase for frase in VUOTE if frase not in parole_di(html)] == []
    assert re.findall(r"<tbody>\s*</tbody>", html) == []


def test_filled_parts_take_the_place_of_those_sentences() -> None:
    html = relazione_html(istantanea_completa())
    assert [frase for frase in VUOTE if frase in parole_di(html)] == []


def test_free_text_is_printed_as_text() -> None:
    una = istantanea(7)
    una["osservazioni"]["criticita"] = 'Il <b>tetto</b> & la "porta"\n\n<script>alert(1)</script>'
    assert "<p>Il &lt;b&gt;tetto&lt;/b&gt; &amp; la &quot;porta&quot;</p>" in relazione_html(una)
    assert "<script>" not in relazione_html(una)


def test_a_reopened_quarter_says_why_on_its_cover() -> None:
    una = istantanea(7)
    una["relazione"] |= {"versione": 2, "motivo_riapertura": "Nota di credito dimenticata", "sostituisce": "ab" * 32}
    parole = parole_di(relazione_html(una))
    assert "Sostituisce la versione 1. Motivo della riapertura: Nota di credito dimenticata" in parole
    assert "Versione sostituita impronta abababababab" in parole


def test_a_provisional_report_never_says_it_is_closed() -> None:
    una = istantanea(7)
    una["relazione"] |= {"versione": 0, "verificatore": "", "approvatore": None, "seduta": None}
    una["rendiconto"]["verifica_al"] = None
    parole = parole_di(relazione_html(una))
    assert "Versione provvisoria, preparata il 30 ottobre 2026 alle 11:20" in parole
    assert "Dati raccolti, versione provvisoria" in parole
    assert "Verifica in corso dal 13/10/2026 60 voci" in parole
    assert "Il rendiconto non è ancora verificato." in parole
    assert [bugia for bugia in ("chiusa il", "congelati alla chiusura", "verificate") if bugia in parole] == []


def test_no_name_of_a_supplier_or_household_is_on_the_pages() -> None:
    una = istantanea_completa()
    nomi = {spesa["fornitore"] for spesa in una["spese"]}
    assert {nome for nome in nomi if nome in relazione_html(una)} == set()


def test_the_same_words_whatever_the_language_of_the_process() -> None:
    from django.utils import translation

    italiano = relazione_html(istantanea(7))
    with translation.override("en"):
        assert relazione_html(istantanea(7)) == italiano
