"""The inbox of shared housing: from a referral to its candidature, nothing typed twice."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cohousing.models import Candidatura
from tests.factories.casa import InvioFactory
from tests.factories.cohousing import madre_con_figlia
from tests.factories.persone import ComuneFactory
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.models import Invio

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
INVII = reverse("cohousing:invio_elenco")


@pytest.fixture
def invio() -> Invio:
    InvioFactory(linea=Linea.GIS)
    return InvioFactory(linea=Linea.COH, caso=madre_con_figlia(), motivo="Esce dal centro antiviolenza")


def invia(client: Client, nome: str, invio: Invio, **dati: str):
    return client.post(reverse(f"cohousing:invio_{nome}", args=[invio.pk]), {"chiave": uuid4(), **dati})


def test_two_clicks_lead_from_a_referral_to_its_candidature(entra: Entra, invio: Invio) -> None:
    operatore = entra(Ruolo.OPERATORE_ETS)
    assert [i for i, _ in operatore.get(INVII).context["righe"]] == [invio]
    preso = invia(operatore, "prendi", invio)
    nuova = reverse("cohousing:candidatura_nuova", query={"invio": invio.pk})
    assert (preso.status_code, preso["Location"]) == (302, nuova)
    form = operatore.get(nuova).context["form"]
    assert form.initial == {
        "presentata_il": date(2026, 11, 2), "note": "Esce dal centro antiviolenza",
        "categoria": "DONNE_SOLE_CON_FIGLI", "comune": invio.caso.nucleo.comune_id,
    }  # fmt: skip
    # Pressing «Salva» on the page as it is: what the browser sends is what is already written in the fields.
    gia_scritto = {nome: form[nome].value() for nome in form.fields}
    dati = {
        n: v.isoformat() if isinstance(v, date) else v for n, v in gia_scritto.items() if v not in (None, "", False)
    }
    salvata = operatore.post(nuova, {"chiave": uuid4(), **dati})
    candidatura = Candidatura.objects.get()
    scheda = reverse("cohousing:candidatura_scheda", args=[candidatura.pk])
    assert (salvata.status_code, salvata["Location"]) == (302, scheda)
    assert (candidatura.invio, candidatura.caso, candidatura.mesi) == (invio, invio.caso, 12)
    assert operatore.get(nuova)["Location"] == scheda


def test_the_same_referral_is_taken_once(entra: Entra, invio: Invio) -> None:
    operatore = entra(Ruolo.OPERATORE_ETS)
    invia(operatore, "prendi", invio)
    secondo = invia(operatore, "prendi", invio)
    assert secondo.status_code == 422
    assert "L’invio è già stato preso in carico il 19/11/2026." in secondo.content.decode()


def test_what_came_of_it_is_told_to_who_sent_it(entra: Entra, invio: Invio) -> None:
    coordinatore = entra(Ruolo.COORDINATORE_ETS)
    fatto = invia(coordinatore, "concludi", invio, esito="Ha trovato posto da una sorella")
    assert (fatto.status_code, fatto["Location"]) == (302, reverse("caso_scheda", args=[invio.caso_id]))
    invio.refresh_from_db()
    assert (invio.concluso_il, invio.esito) == (date(2026, 11, 19), "Ha trovato posto da una sorella")


def test_a_social_worker_reads_those_of_her_comuni_and_takes_none(entra: Entra, invio: Invio) -> None:
    assistente = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[invio.caso.nucleo.comune])
    pagina = assistente.get(INVII)
    assert [i for i, _ in pagina.context["righe"]] == [invio]
    assert (pagina.context["prende"], pagina.context["comincia"]) == ("", [])
    assert invia(assistente, "prendi", invio).status_code == 403
    assistente.utente.comuni.set([ComuneFactory(nome="Palaia")])
    assert [i for i, _ in assistente.get(INVII).context["righe"]] == []


def test_the_referral_of_another_line_is_nowhere(entra: Entra) -> None:
    operatore, altro = entra(Ruolo.OPERATORE_ETS), InvioFactory(linea=Linea.SPO)
    nuova = reverse("cohousing:candidatura_nuova", query={"invio": altro.pk})
    assert [invia(operatore, nome, altro).status_code for nome in ("prendi", "concludi")] == [404, 404]
    assert [operatore.get(nuova).status_code, operatore.get(nuova[:-1] + "x").status_code] == [404, 404]
