"""Signing in and out: clear answers, nobody learns who is enrolled, doors close by themselves."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.models import Utente

pytestmark = pytest.mark.django_db
PASSWORD = "una password abbastanza lunga"
ADESSO = datetime.fromisoformat("2026-11-19T10:00:00+01:00")


@pytest.fixture(autouse=True)
def tentativi_da_zero() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def marta() -> Utente:
    utente = UtenteFactory(username="marta", email="marta@example.org", ruoli=[Ruolo.FUNZIONARIO_UNIONE])
    utente.set_password(PASSWORD)
    utente.save()
    return utente


def prova(client: Client, nome: str, password: str) -> Any:
    return client.post(reverse("account_login"), {"login": nome, "password": password})


def frasi(risposta: Any) -> list[str]:
    return [str(frase) for frase in risposta.context["form"].non_field_errors()]


@pytest.mark.parametrize("nome", ["marta", "marta@example.org", "MARTA"])
def test_a_person_enters_with_username_or_email(client: Client, marta: Utente, nome: str) -> None:
    risposta = prova(client, nome, PASSWORD)
    assert (risposta.status_code, risposta.url) == (302, reverse("scrivania"))
    assert client.session["_auth_user_id"] == str(marta.pk)


def test_the_page_asked_for_comes_after_the_login(client: Client, marta: Utente) -> None:
    chiesta = client.get(reverse("glossario"))
    assert chiesta.url == f"{reverse('account_login')}?next={reverse('glossario')}"
    entrata = client.post(chiesta.url, {"login": "marta", "password": PASSWORD, "next": reverse("glossario")})
    assert entrata.url == reverse("glossario")


def test_another_site_is_never_where_the_login_goes(client: Client, marta: Utente) -> None:
    entrata = client.post(
        reverse("account_login"), {"login": "marta", "password": PASSWORD, "next": "https://altrove.example/"}
    )
    assert entrata.url == reverse("scrivania")


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client: Client, marta: Utente) -> None:
    sbagliata, ignota = prova(client, "marta", "sbagliata"), prova(client, "nessuno", "sbagliata")
    assert (sbagliata.status_code, ignota.status_code) == (422, 422)
    assert frasi(sbagliata) == frasi(ignota) == ["Il nome utente o la password non sono giusti."]


def test_a_closed_account_does_not_enter(client: Client, marta: Utente) -> None:
    Utente.objects.filter(pk=marta.pk).update(is_active=False)
    prova(client, "marta", PASSWORD)
    assert "_auth_user_id" not in client.session


def test_after_five_failures_the_right_password_waits_fifteen_minutes(client: Client, marta: Utente) -> None:
    esiti = [prova(client, "marta", "sbagliata").status_code for _ in range(5)]
    bloccata = prova(client, "marta", PASSWORD)
    assert esiti == [422] * 5
    assert bloccata.status_code == 429
    assert frasi(bloccata) == ["Troppi tentativi sbagliati. Riprova fra 15 minuti."]
    with time_machine.travel(ADESSO + timedelta(minutes=16)):
        assert prova(client, "marta", PASSWORD).status_code == 302


def test_the_lock_of_one_name_leaves_the_others_alone(client: Client, marta: Utente) -> None:
    for _ in range(6):
        prova(client, "nessuno", "sbagliata")
    assert prova(client, "marta", PASSWORD).status_code == 302


def test_after_thirty_idle_minutes_the_session_is_over(client: Client, marta: Utente) -> None:
    prova(client, "marta", PASSWORD)
    with time_machine.travel(ADESSO + timedelta(minutes=29)):
        assert client.get(reverse("glossario")).status_code == 200
    with time_machine.travel(ADESSO + timedelta(minutes=58)):
        assert client.get(reverse("glossario")).status_code == 200
    with time_machine.travel(ADESSO + timedelta(minutes=89)):
        assert client.get(reverse("glossario")).url == f"{reverse('account_login')}?next={reverse('glossario')}"


def test_signing_out_needs_a_button_not_a_link(client: Client, marta: Utente) -> None:
    prova(client, "marta", PASSWORD)
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_nobody_enrols_alone() -> None:
    for nome in ("account_signup", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(nome)


# --- passwords -----------------------------------------------------------------------------------------------


def test_a_person_changes_her_password_and_stays_in(client: Client, marta: Utente) -> None:
    prova(client, "marta", PASSWORD)
    nuova = "un'altra password lunga"
    risposta = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": nuova, "password2": nuova}
    )
    assert risposta.status_code == 302
    marta.refresh_from_db()
    assert marta.check_password(nuova)
    assert client.get(reverse("glossario")).status_code == 200


def test_a_password_of_eleven_letters_is_refused_in_italian(client: Client, marta: Utente) -> None:
    prova(client, "marta", PASSWORD)
    risposta = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "cavallo bai", "password2": "cavallo bai"},
    )
    assert risposta.status_code == 422
    assert risposta.context["form"].errors == {
        "password1": ["La password è troppo corta: servono almeno 12 caratteri."]
    }


def test_changing_the_password_needs_a_login(client: Client) -> None:
    assert client.get(reverse("account_change_password")).status_code == 302


def test_a_forgotten_password_is_chosen_again_from_the_message(client: Client, marta: Utente) -> None:
    chiesta = client.post(reverse("account_reset_password"), {"email": "marta@example.org"})
    assert chiesta.url == reverse("account_reset_password_done")
    [messaggio] = mail.outbox
    assert messaggio.to == ["marta@example.org"]
    link = re.search(r"/password/nuova/\S+", messaggio.body)[0]
    pagina = client.get(link, follow=True)
    nuova = "scelta dopo il messaggio"
    fatta = client.post(pagina.request["PATH_INFO"], {"password1": nuova, "password2": nuova})
    assert fatta.url == reverse("account_reset_password_from_key_done")
    marta.refresh_from_db()
    assert marta.check_password(nuova)
    assert client.get(link, follow=True).context["token_fail"] is True


def test_asking_for_an_unknown_address_says_the_same_and_sends_nothing(client: Client, marta: Utente) -> None:
    nota = client.post(reverse("account_reset_password"), {"email": "marta@example.org"})
    mail.outbox.clear()
    ignota = client.post(reverse("account_reset_password"), {"email": "nessuno@example.org"})
    assert (ignota.status_code, ignota.url) == (nota.status_code, nota.url)
    assert mail.outbox == []


@pytest.mark.parametrize("link", ["/password/nuova/1-abc/", "/password/nuova/zzzzzzzzzzzzz-x-y/"])
def test_an_invented_link_is_told_so(client: Client, link: str) -> None:
    risposta = client.get(link, follow=True)
    assert risposta.status_code == 200
    assert risposta.context["token_fail"] is True


# --- demo logins ---------------------------------------------------------------------------------------------


def test_the_demo_office_lists_its_logins_in_the_order_of_the_roles(client: Client, settings: Any) -> None:
    settings.DEMO = True
    for ruolo in (Ruolo.REVISORE, Ruolo.ASSISTENTE_SOCIALE):
        UtenteFactory(username=ruolo, ruoli=[ruolo], first_name="Ada", last_name="Neri", di_prova=True)
    UtenteFactory(username="vera", ruoli=[Ruolo.CABINA])
    contesto = client.get(reverse("account_login")).context
    assert contesto["accessi_di_prova"] == [
        ("Assistente sociale", "Ada Neri", "assistente_sociale"),
        ("Revisore", "Ada Neri", "revisore"),
    ]
    assert contesto["password_di_prova"] == "valdera-demo"


def test_elsewhere_the_demo_logins_are_not_listed(client: Client) -> None:
    UtenteFactory(username="revisore", ruoli=[Ruolo.REVISORE], di_prova=True)
    pagina = client.get(reverse("account_login"))
    assert "accessi_di_prova" not in pagina.context
    assert "revisore" not in pagina.content.decode()


def test_production_refuses_a_demo_login_as_if_it_did_not_exist(client: Client, marta: Utente, settings: Any) -> None:
    Utente.objects.filter(pk=marta.pk).update(di_prova=True)
    settings.PRODUZIONE = True
    risposta = prova(client, "marta", PASSWORD)
    assert (risposta.status_code, frasi(risposta)) == (422, ["Il nome utente o la password non sono giusti."])


@pytest.mark.parametrize("nome", ["\x00", "a" * 100_000, "marta'--", "<script>"])
def test_absurd_names_are_refused_calmly(client: Client, nome: str) -> None:
    assert prova(client, nome, "x").status_code == 422
