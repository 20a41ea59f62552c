"""Every page of the accounts costs at most twelve queries, and the same for one share or for thirty."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rendicontazione.choices import StatoRendiconto, StatoSpesa
from rendicontazione.models import AltroFinanziamento, RelazioneTrimestrale, RichiestaIntegrazione, Spesa
from tests.factories.conti import DocumentoSpesaFactory, SpesaFactory, porta_a, rendiconto, rendiconto_in
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
UNIONE, ETS = Ruolo.FUNZIONARIO_UNIONE, Ruolo.CONTABILE_ETS


def una_spesa(stato: StatoSpesa = StatoSpesa.PRESENTATA, **altro) -> Spesa:
    """A share with another funder and an open question."""
    documento = DocumentoSpesaFactory()
    AltroFinanziamento.objects.create(documento_spesa=documento, ente="Regione", progetto="Arredi", importo=20)
    spesa = porta_a(SpesaFactory(documento_spesa=documento, importo=600, **altro), stato)
    RichiestaIntegrazione.objects.create(
        spesa=spesa, richiesta="Manca il rapporto", chiesta_da=UtenteFactory(), entro="2026-12-01"
    )
    return spesa


def riempi(quante: int) -> Spesa:
    """That many shares in the 7th quarter, under verification, and as many versions of its report."""
    rendiconto_in(StatoRendiconto.APERTO)
    spese = [una_spesa() for _ in range(quante)]
    conti = rendiconto_in(StatoRendiconto.IN_VERIFICA)
    presenti = conti.relazioni.count()
    for versione in range(presenti + 1, presenti + quante + 1):
        RelazioneTrimestrale.objects.create(
            rendiconto=conti, versione=versione, istantanea="{}", impronta="0" * 64, creata_da=UtenteFactory()
        )
    return spese[0]


PAGINE: dict[str, tuple[str, Callable[[Spesa], str]]] = {
    "rendiconti": (UNIONE, lambda s: reverse("rendicontazione:rendiconto_elenco")),
    "rendiconto": (UNIONE, lambda s: reverse("rendicontazione:rendiconto_scheda", args=[s.rendiconto_id])),
    "storia del rendiconto": (UNIONE, lambda s: reverse("rendicontazione:rendiconto_storia", args=[s.rendiconto_id])),
    "spese": (UNIONE, lambda s: reverse("rendicontazione:spesa_elenco") + "?trimestre=7&linea=GIS&stato=PRESENTATA"),
    "ricerca di spese": (ETS, lambda s: reverse("rendicontazione:spesa_elenco") + "?q=caldaia"),
    "foglio delle spese": (UNIONE, lambda s: reverse("rendicontazione:spesa_esporta") + "?formato=csv"),
    "spesa": (ETS, lambda s: reverse("rendicontazione:spesa_scheda", args=[s.pk])),
    "storia della spesa": (UNIONE, lambda s: reverse("rendicontazione:spesa_storia", args=[s.pk])),
    "verifica": (UNIONE, lambda s: reverse("rendicontazione:spesa_verifica", args=[s.pk])),
    "non ammettere": (UNIONE, lambda s: reverse("rendicontazione:spesa_non_ammettere", args=[s.pk])),
    "integra": (ETS, lambda s: reverse("rendicontazione:spesa_integra", args=[s.pk])),
    "rettifica": (ETS, lambda s: reverse("rendicontazione:spesa_rettifica", args=[s.pk])),
    "relazioni": (Ruolo.CABINA, lambda s: reverse("rendicontazione:relazione_elenco")),
    "verifica una relazione": (Ruolo.ASSISTENTE_SOCIALE, lambda s: reverse("rendicontazione:relazione_verifica")),
    "chiudi": (UNIONE, lambda s: reverse("rendicontazione:rendiconto_chiudi_verifica", args=[s.rendiconto_id])),
}


def costo(client, indirizzo: str) -> int:
    """Queries of a page, from the second on: the first of a session also writes that somebody is here."""
    client.get(reverse("rendicontazione:relazione_verifica"))
    with CaptureQueriesContext(connection) as query:
        risposta = client.get(indirizzo)
        if risposta.streaming:
            b"".join(risposta.streaming_content)
    assert risposta.status_code == 200
    return len(query)


@pytest.mark.parametrize("nome", PAGINE)
def test_a_page_costs_the_same_for_one_and_for_thirty(entra, nome: str) -> None:
    ruolo, indirizzo_di = PAGINE[nome]
    indirizzo = indirizzo_di(riempi(1))
    client = entra(ruolo)
    prima = costo(client, indirizzo)
    riempi(30)
    assert (costo(client, indirizzo), prima <= 12) == (prima, True), prima


def test_presenting_costs_the_same_for_one_and_for_thirty(entra) -> None:
    client = entra(ETS)
    SpesaFactory(azione="")
    indirizzo = reverse("rendicontazione:rendiconto_presenta", args=[rendiconto().pk])
    prima = costo(client, indirizzo)
    for _ in range(29):
        SpesaFactory(azione="")
    assert (costo(client, indirizzo), prima <= 12) == (prima, True), prima
