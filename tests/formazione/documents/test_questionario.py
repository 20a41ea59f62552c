"""The blank sheet handed out in the room."""

import io
from typing import Any

import page
import pypdf
import pytest
from django.utils import timezone

from formazione.documents.questionario import indirizzo_pubblico, questionario_pdf
from formazione.models import Questionario
from tests.factories.formazione import evento_con
from tests.factories.mondo_formazione.questionario import FINALE, apri_test

pytestmark = pytest.mark.django_db


@pytest.fixture
def questionario(settings: Any) -> Questionario:
    settings.INDIRIZZO = "https://casa.example.org"
    return apri_test(evento_con(titolo="Come si legge un contratto"), FINALE)


def test_the_address_is_the_one_people_type(questionario: Questionario) -> None:
    assert (
        indirizzo_pubblico(questionario) == "https://casa.example.org/formazione/questionari/mondo-test-finale/"
    )  # fmt: skip


@pytest.mark.parametrize("profilo", ["3a", "ua1"])
def test_the_sheet_passes_both_validators(questionario: Questionario, profilo: str) -> None:
    contenuto = questionario_pdf(questionario, quando=timezone.now())
    assert [e.rule_id for e in page.validate_pdf_bytes(contenuto, profile=profilo).failures] == []


def test_the_sheet_asks_everything_on_one_page_and_does_not_tell_what_is_right(questionario: Questionario) -> None:
    pdf = pypdf.PdfReader(io.BytesIO(questionario_pdf(questionario, quando=timezone.now())))
    testo = " ".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1
    attesi = ("Come si legge un contratto", "1. Quanto ti è servito?", "5 (moltissimo)", "2. Chi paga la caldaia?",
              "Chi affitta", "3. Che cosa cambieresti?", "https://casa.example.org/formazione/questionari/",
              "Non scrivere il tuo nome")  # fmt: skip
    assert [parte for parte in attesi if parte not in testo] == []
    assert "giusta" not in testo


def test_the_same_questions_at_the_same_moment_give_the_same_sheet(questionario: Questionario) -> None:
    adesso = timezone.now()
    assert questionario_pdf(questionario, quando=adesso) == questionario_pdf(questionario, quando=adesso)
