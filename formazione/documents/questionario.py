"""The blank sheet of a questionnaire, to be handed out in the room."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from formazione.models import Questionario
from formazione.rules.questionario import ESTREMI, VOTI
from valdera_housing.documents import FOGLIO, MODULO
from valdera_housing.kit.pdf import html_in_pdf
from valdera_housing.kit.qr import qr
from valdera_housing.queries.ente import nome_del_gestore


def indirizzo_pubblico(questionario: Questionario) -> str:
    """Where people answer, as it is typed or read by a telephone."""
    pagina = reverse("formazione:pubblica_questionario", args=[questionario.codice])
    return f"{settings.INDIRIZZO}{pagina}"


def questionario_pdf(questionario: Questionario, *, quando: datetime) -> bytes:
    """The questions with the room to answer, and the address of the page for who prefers the telephone."""
    indirizzo = indirizzo_pubblico(questionario)
    contesto = {
        "questionario": questionario,
        "domande": list(questionario.domande.all()),
        "voti": [ESTREMI.get(voto, str(voto)) for voto in VOTI],
        "indirizzo": indirizzo,
        "qr": qr(indirizzo),
        "mittente": nome_del_gestore(),
    }
    css = "\n".join(foglio.read_text("utf-8") for foglio in (FOGLIO, MODULO, FOGLIO.with_name("questionario.css")))
    return html_in_pdf(render_to_string("documenti/formazione/questionario.html", contesto), css=css, quando=quando)
