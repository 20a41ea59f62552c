"""Who may open a page: every view declares it, and what is not declared is refused by the tests."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils import timezone

Vista = Callable[..., HttpResponse]
NOME_O_PASSWORD = "Il nome utente o la password non sono giusti."  # noqa: S105 - a sentence, not a secret


def riservata(*ruoli: str) -> Callable[[Vista], Vista]:
    """Only people with at least one of these roles; without roles, anyone who is signed in."""

    def decora(vista: Vista) -> Vista:
        @wraps(vista)
        def controlla(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if ruoli and not set(ruoli) & set(getattr(request.user, "ruoli", ())):
                raise PermissionDenied("Questa pagina è di un altro ruolo.")
            return vista(request, *args, **kwargs)

        controlla.ruoli = ruoli  # type: ignore[attr-defined]
        return controlla

    return decora


def puo_aprire(indirizzo: str, utente: Any) -> bool:
    """Whether the page at an address of ours is for one of this person's roles."""
    ruoli = getattr(resolve(urlsplit(indirizzo).path).func, "ruoli", ())
    return not ruoli or utente.ha_ruolo(*ruoli)


def chiude_sessioni_ferme(get_response: Vista) -> Vista:
    """Idle time-out. The last activity is written at most once a minute, so that reading pages stays a read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        adesso = timezone.now().timestamp()
        if request.user.is_authenticated:
            ultima = request.session.get("ultima_attivita", adesso)
            if adesso - ultima > timedelta(minutes=settings.MINUTI_INATTIVITA).total_seconds():
                logout(request)
            elif "ultima_attivita" not in request.session or adesso - ultima > 60:
                request.session["ultima_attivita"] = adesso
        return get_response(request)

    return middleware


class AdattatoreAccesso(DefaultAccountAdapter):
    """People are enrolled by the administrator: nobody signs up alone. Production refuses demo logins."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NOME_O_PASSWORD,
        "email_password_mismatch": NOME_O_PASSWORD,
        "too_many_login_attempts": "Troppi tentativi sbagliati. Riprova fra 15 minuti.",
        "account_inactive": "Questo accesso è chiuso. Chiedi all’amministratore di riaprirlo.",
        "enter_current_password": "Scrivi la password di adesso.",
        "incorrect_password": "La password non è giusta.",
        "rate_limited": "Troppe richieste in poco tempo. Aspetta un minuto e riprova.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credenziali: Any) -> Any:
        utente = super().authenticate(request, **credenziali)
        return None if utente is not None and utente.di_prova and settings.PRODUZIONE else utente


class LunghezzaMinima(MinimumLengthValidator):
    """Django's own check, with a sentence in Italian."""

    def get_error_message(self) -> str:
        return f"La password è troppo corta: servono almeno {self.min_length} caratteri."
