"""Signing in and out and choosing a password: allauth's views under our addresses and our answers."""

from http import HTTPStatus
from typing import Any

from allauth.account import views as allauth
from django.conf import settings
from django.http import HttpResponse

from valdera_housing.choices import Ruolo
from valdera_housing.kit.accesso import riservata
from valdera_housing.models import Utente

TROPPI_TENTATIVI = "too_many_login_attempts"


class ModuloRifiutato:
    """A form that is not right answers 422, as on every other page."""

    def form_invalid(self, form: Any) -> HttpResponse:
        risposta = super().form_invalid(form)
        risposta.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return risposta


class Entra(ModuloRifiutato, allauth.LoginView):
    """Lists the demo logins in the demo office only; after too many failures answers 429."""

    def form_invalid(self, form: Any) -> HttpResponse:
        risposta = super().form_invalid(form)
        if form.has_error("__all__", code=TROPPI_TENTATIVI):
            risposta.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return risposta

    def get_context_data(self, **altro: Any) -> dict[str, Any]:
        contesto = super().get_context_data(**altro) | {"minuti_inattivita": settings.MINUTI_INATTIVITA}
        if settings.DEMO:
            contesto |= {"accessi_di_prova": accessi_di_prova(), "password_di_prova": settings.PASSWORD_DI_PROVA}
        return contesto


class CambiaPassword(ModuloRifiutato, allauth.PasswordChangeView):
    pass


class PasswordDimenticata(ModuloRifiutato, allauth.PasswordResetView):
    pass


class PasswordNuova(ModuloRifiutato, allauth.PasswordResetFromKeyView):
    pass


def accessi_di_prova() -> list[tuple[str, str, str]]:
    """(role, name, username) of the demo logins, in the order of the roles."""
    ordine = list(Ruolo)
    utenti = Utente.objects.filter(di_prova=True, is_active=True).exclude(ruoli=[])
    ordinati = sorted(utenti, key=lambda utente: (ordine.index(Ruolo(utente.ruoli[0])), utente.username))
    return [(Ruolo(utente.ruoli[0]).label, utente.get_full_name(), utente.username) for utente in ordinati]


entra = Entra.as_view()
esci = allauth.logout
chiuso = allauth.account_inactive
cambia_password = riservata()(CambiaPassword.as_view())
password_dimenticata = PasswordDimenticata.as_view()
password_inviata = allauth.password_reset_done
password_nuova = PasswordNuova.as_view()
password_fatta = allauth.password_reset_from_key_done
