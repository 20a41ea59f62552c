"""From one page to the next: who has done a step finds the way to the one that follows."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from gestore.actions.piano import firma_piano, proponi_piano_morosita
from gestore.choices import StatoCandidatura, StatoMorosita
from gestore.models import Sublocazione
from tests.factories.casa import AlloggioFactory
from tests.factories.gestore import CandidaturaFactory, MorositaFactory, SublocazioneFactory, firma, in_ritardo
from tests.factories.persone import EnteFactory, UtenteFactory
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Ruolo, StatoAlloggio
from valdera_housing.models import Contratto

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]


def url(nome: str, *pk: int) -> str:
    return reverse(nome if nome.startswith(("partitario", "scadenza")) else f"gestore:{nome}", args=pk)


def sotto(contratto: Contratto) -> Sublocazione:
    return Sublocazione.objects.get(contratto=contratto)


@pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS])
@pytest.mark.parametrize(
    ("stato", "etichetta", "tipo"),
    [
        (StatoAlloggio.IN_TRATTATIVA, "Scrivi il contratto con il proprietario", "primario"),
        (StatoAlloggio.SFITTO, "Nuovo contratto con il proprietario", "piano"),
    ],
)
def test_from_a_home_to_the_contract_with_its_owner(
    entra: Entra, ruolo: str, stato: str, etichetta: str, tipo: str
) -> None:
    alloggio = AlloggioFactory(stato=stato)
    pulsanti = entra(ruolo).get(url("alloggio_scheda", alloggio.pk)).context["pulsanti"]
    indirizzo = f"{url('locazione_nuova')}?alloggio={alloggio.pk}"
    assert [(p.etichetta, p.tipo) for p in pulsanti if p.url == indirizzo] == [(etichetta, tipo)]


@pytest.mark.parametrize(
    ("stato", "ruolo"),
    [
        (StatoAlloggio.IN_TRATTATIVA, Ruolo.FUNZIONARIO_UNIONE),
        (StatoAlloggio.VALUTATO, Ruolo.OPERATORE_ETS),
        (StatoAlloggio.RESTITUITO, Ruolo.OPERATORE_ETS),
    ],
)
def test_no_contract_to_write_before_the_negotiation_or_by_others(entra: Entra, stato: str, ruolo: str) -> None:
    pagina = entra(ruolo).get(url("alloggio_scheda", AlloggioFactory(stato=stato).pk))
    assert url("locazione_nuova") not in pagina.content.decode()


def test_the_meters_of_a_handover_stand_under_their_name(entra: Entra) -> None:
    """The floating name is cleared by what follows it: a hidden field there would leave the boxes beside it."""
    sublocazione = SublocazioneFactory()
    firma(sublocazione.contratto)
    testo = entra(Ruolo.OPERATORE_ETS).get(url("sublocazione_consegna", sublocazione.pk)).content.decode()
    assert len(re.findall(r'<legend>(?:Luce|Gas|Acqua)</legend>\s*<div class="campi">', testo)) == 3


def test_from_a_sublease_to_its_account_its_arrears_its_home_and_its_household(entra: Entra) -> None:
    contratto = in_ritardo(date(2026, 10, 5))
    morosita = MorositaFactory(contratto=contratto)
    sublocazione = sotto(contratto)
    testo = entra(Ruolo.OPERATORE_ETS).get(url("sublocazione_scheda", sublocazione.pk)).content.decode()
    attesi = [
        url("partitario_contratto", contratto.pk),
        url("morosita_scheda", morosita.pk),
        url("alloggio_scheda", contratto.alloggio_id),
        contratto.nucleo.get_absolute_url(),
    ]
    assert [indirizzo for indirizzo in attesi if f'href="{indirizzo}"' not in testo] == []


def test_a_file_that_is_closed_and_a_household_not_followed_have_no_link(entra: Entra) -> None:
    contratto = in_ritardo()
    MorositaFactory(contratto=contratto, stato=StatoMorosita.SANATA, chiusa_il=date(2026, 11, 10))
    client = entra(Ruolo.FUNZIONARIO_UNIONE)
    testo = client.get(url("sublocazione_scheda", sotto(contratto).pk)).content.decode()
    assert ("Segui la morosità" in testo, contratto.nucleo.get_absolute_url() in testo) == (False, False)


def test_from_the_arrears_and_from_the_lease_to_the_account_of_the_contract(entra: Entra) -> None:
    contratto = in_ritardo(date(2026, 10, 5))
    client = entra(Ruolo.CONTABILE_ETS)
    fascicolo = client.get(url("morosita_scheda", MorositaFactory(contratto=contratto).pk)).content.decode()
    assert contratto.nucleo.get_absolute_url() not in fascicolo  # a contabile does not follow people
    locazione = sotto(contratto).locazione
    testa = client.get(url("locazione_scheda", locazione.pk)).content.decode()
    assert f'href="{url("partitario_contratto", contratto.pk)}"' in fascicolo
    assert f'href="{url("partitario_contratto", locazione.contratto_id)}"' in testa


def test_from_a_signed_plan_to_each_of_its_instalments(entra: Entra) -> None:
    EnteFactory()
    carica_modelli(date(2025, 1, 1))
    contratto = in_ritardo(date(2026, 9, 5), date(2026, 10, 5))
    morosita = MorositaFactory(contratto=contratto, stato=StatoMorosita.MOROSA)
    chi = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])
    piano = proponi_piano_morosita(
        morosita, importo=Decimal("720.00"), numero=2, prima_scadenza=date(2026, 12, 5), utente=chi
    )
    client = entra(Ruolo.CONTABILE_ETS)
    prima = client.get(url("piano_scheda", piano.pk)).content.decode()
    piano = firma_piano(piano, firmato_il=date(2026, 11, 19), utente=chi)
    dopo = client.get(url("piano_scheda", piano.pk)).content.decode()
    indirizzi = [url("scadenza_scheda", rata.scadenza_id) for rata in piano.rate.all()]
    assert ("/partitario/scadenze/" in prima, [i for i in indirizzi if i not in dopo]) == (False, [])


def test_from_an_accepted_candidature_to_its_sublease(entra: Entra) -> None:
    sublocazione = SublocazioneFactory()
    candidatura = CandidaturaFactory(
        caso=sublocazione.caso,
        alloggio=sublocazione.contratto.alloggio,
        stato=StatoCandidatura.ACCOLTA,
        canone_proposto=360,
        motivazione="Unica famiglia in attesa",
        decisa_da=UtenteFactory(),
        decisa_il=date(2026, 11, 10),
    )
    client = entra(Ruolo.OPERATORE_ETS)
    prima = client.get(url("candidatura_scheda", candidatura.pk)).content.decode()
    sublocazione.candidatura = candidatura
    sublocazione.save()
    dopo = client.get(url("candidatura_scheda", candidatura.pk)).content.decode()
    assert ("Apri la sublocazione" in prima, url("sublocazione_scheda", sublocazione.pk) in dopo) == (False, True)


def test_the_page_of_the_line_leads_to_the_arrears(entra: Entra) -> None:
    pagina = entra(Ruolo.COORDINATORE_ETS).get(url("presentazione"))
    assert url("morosita_elenco") in [v.url for v in pagina.context["sezioni_linea"]]
