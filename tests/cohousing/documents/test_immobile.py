"""The proposal and the report of the survey on paper: both standards, the same bytes, all that is to be read."""

import io
import time
from datetime import date, datetime
from decimal import Decimal as D

import page
import pypdf
import pytest

from cohousing.documents.immobile import ELENCATI, proposta_pdf, ricognizione_pdf
from cohousing.models import FaseImmobile, FotoImmobile, RicognizioneImmobile
from tests.factories.cohousing import immobile, operatrice
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
    contenuto = ricognizione_pdf(RicognizioneImmobile.objects.all(), quando=QUANDO)
    assert errori(contenuto) == []
    _, parole = scritto_in(contenuto)
    assert "19 novembre 2026. 4 immobili." in parole
    assert "Ponsacco 1 0 0 0 0 0 1 Pontedera 0 0 2 0 0 1 3 Unione 1 0 2 0 0 1 4" in parole
    ordine = ["Ponsacco: 1 immobile", "Ultimo", "Pontedera: 3 immobili", "Primo", "Secondo", "Crollato"]
    posti = [parole.index(parola) for parola in ordine]
    assert posti == sorted(posti)


def test_a_long_report_lists_those_nearest_to_become_a_house_and_says_how_many_are_left_out() -> None:
    comune, chi = ComuneFactory(), operatrice()
    RicognizioneImmobile.objects.bulk_create(
        RicognizioneImmobile(
            numero=f"RI-2017-{n:04d}", comune=comune, indirizzo="via Lunga", civico=str(n), proprietario_tipo="COMUNE",
            fonte="ELENCO", segnalato_il=date(2026, 9, 7), creato_da=chi,
        )
        for n in range(ELENCATI)
    )  # fmt: skip
    immobile("VALUTATO", denominazione="Ex asilo")
    inizio = time.monotonic()
    pagine, parole = scritto_in(ricognizione_pdf(RicognizioneImmobile.objects.all(), quando=QUANDO))
    assert (pagine >= 4, time.monotonic() - inizio < 60) == (True, True)
    assert ("Ex asilo" in parole, "gli altri (1) si scaricano" in parole) == (True, True)


def test_a_report_of_nothing_says_so() -> None:
    assert "Nessun immobile." in scritto_in(ricognizione_pdf(RicognizioneImmobile.objects.none(), quando=QUANDO))[1]
