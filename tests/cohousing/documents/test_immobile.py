"""The proposal and the report of the survey on paper: both standards, the same bytes, all that is to be read."""

import io
import time
from datetime import date, datetime
from decimal import Decimal as D

import page
import pypdf
import pytest

from cohousing.documents.immobile import proposta_pdf, ricognizione_pdf
from cohousing.models import FaseImmobile, FotoImmobile, RicognizioneImmobile
from cohousing.queries.immobile import per_stato
from tests.factories.cohousing import ImmobileFactory, immobile
from tests.factories.mondo_cohousing.immobile import fotografia
from tests.factories.persone import ComuneFactory, EnteFactory
from valdera_housing.actions.documento import archivia_documento

pytestmark = pytest.mark.django_db
QUANDO = datetime.fromisoformat("2026-11-19T10:00:00+01:00")


def errori(contenuto: bytes) -> list[str]:
    return [
        errore.rule_id
        for profilo in ("3a", "ua1")
        for errore in page.validate_pdf_bytes(contenuto, profile=profilo).failures
    ]


def scritto_in(contenuto: bytes) -> tuple[int, str]:
    """How many pages, and what is written on them."""
    letto = pypdf.PdfReader(io.BytesIO(contenuto))
    return len(letto.pages), " ".join(" ".join(p.extract_text() for p in letto.pages).replace("\xa0", " ").split())


def da_proporre() -> RicognizioneImmobile:
    suo = immobile("VALUTATO", denominazione="Ex asilo", proprietario="Comune di Pontedera", catasto_foglio="14")
    FaseImmobile.objects.create(immobile=suo, numero=1, descrizione="Progetto", mesi=3, costo=D("5000.00"))
    FaseImmobile.objects.create(immobile=suo, numero=2, descrizione="Lavori", mesi=8, costo=D("80000.00"))
    for nome, contenuto in (("facciata.jpg", fotografia()), ("rotta.jpg", fotografia()[:100])):
        documento = archivia_documento(contenuto, nome, utente=suo.creato_da)
        FotoImmobile.objects.create(immobile=suo, descrizione=f"Foto {nome}", documento=documento)
    suo.stato, suo.proposto_il = "PROPOSTO", date(2026, 10, 5)
    suo.proposta = "Sei alloggi per anziani.\n\nLi segue l’ETS."
    suo.save()
    return suo


def test_the_proposal_passes_both_validators_and_says_it_all() -> None:
    EnteFactory(nome="Cooperativa Il Girasole")
    suo = da_proporre()
    contenuto = proposta_pdf(suo, quando=QUANDO)
    assert errori(contenuto) == []
    assert proposta_pdf(suo, quando=QUANDO) == contenuto
    pagine, parole = scritto_in(contenuto)
    attese = [
        "Proposta alla Cabina di Regia: Ex asilo", "5 ottobre 2026", "Sei alloggi per anziani.",
        "Comune: Comune di Pontedera", "Anziani soli", "Servono lavori per ascensore e bagni",
        "1. Progetto 3 5.000,00", "2. Lavori 8 80.000,00", "In tutto 11 85.000,00", "8.500,00 €", "Foto facciata.jpg",
        "Stato di conservazione 3 su 5: mediocre 12 su 25", "In tutto Al 05/10/2026 78 su 100", "foglio 14",
    ]  # fmt: skip
    assert [frase for frase in attese if frase not in parole] == []
    assert ("Foto rotta.jpg" in parole, pagine <= 3) == (False, True)


def test_the_photographs_are_seen_on_paper_as_they_are() -> None:
    letto = pypdf.PdfReader(io.BytesIO(proposta_pdf(da_proporre(), quando=QUANDO)))
    foto = next(immagine.image for pagina in letto.pages for immagine in pagina.images)
    rosso, verde, blu = foto.convert("RGB").getpixel((30, 30))
    assert (abs(rosso - 0x88) < 8, abs(verde - 0x99) < 8, abs(blu - 0xAA) < 8) == (True, True, True)


def test_a_building_just_told_of_has_a_draft_of_proposal_on_paper() -> None:
    contenuto = proposta_pdf(immobile("SEGNALATO"), quando=QUANDO)
    assert errori(contenuto) == []
    assert "Bozza di proposta: Ex scuola elementare" in scritto_in(contenuto)[1]


def test_the_report_puts_the_buildings_by_comune_and_state_the_best_first() -> None:
    ponsacco = ComuneFactory(nome="Ponsacco")
    immobile("VALUTATO", denominazione="Secondo", punteggio=60)
    immobile("VALUTATO", denominazione="Primo", punteggio=80)
    immobile("SEGNALATO", denominazione="Ultimo", comune=ponsacco)
    immobile("SCARTATO", denominazione="Crollato")
    tutti = RicognizioneImmobile.objects.select_related("comune")
    contenuto = ricognizione_pdf(tutti, per_stato(tutti), quando=QUANDO)
    assert errori(contenuto) == []
    _, parole = scritto_in(contenuto)
    assert "19 novembre 2026. 4 immobili." in parole
    assert "Segnalato 1 Rilevato 0 Valutato 2 Proposto alla Cabina 0 Approvato dalla Cabina 0 Scartato 1" in parole
    ordine = ["Ponsacco: 1 immobile", "Ultimo", "Pontedera: 3 immobili", "Primo", "Secondo", "Crollato"]
    posti = [parole.index(parola) for parola in ordine]
    assert posti == sorted(posti)


def test_a_report_of_many_buildings_is_made_in_a_few_seconds() -> None:
    for n in range(120):
        ImmobileFactory(civico=str(1000 + n))
    tutti = RicognizioneImmobile.objects.select_related("comune")
    inizio = time.monotonic()
    pagine, _ = scritto_in(ricognizione_pdf(tutti, per_stato(tutti), quando=QUANDO))
    assert (pagine >= 4, time.monotonic() - inizio < 30) == (True, True)


def test_a_report_of_nothing_says_so() -> None:
    nessuno = RicognizioneImmobile.objects.none()
    assert "Nessun immobile." in scritto_in(ricognizione_pdf(nessuno, per_stato(nessuno), quando=QUANDO))[1]
