"""While the database is away people read a calm page (503), never an error (quality R4)."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

Vista = Callable[[HttpRequest], HttpResponse]


class risponde_503:
    def __init__(self, get_response: Vista) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            return pagina_503()

    def process_exception(self, request: HttpRequest, errore: Exception) -> HttpResponse | None:
        return pagina_503() if isinstance(errore, (OperationalError, InterfaceError)) else None


def pagina_503() -> HttpResponse:
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})
