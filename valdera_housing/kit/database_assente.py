"""While the database is away people read a calm page (503), never an error (quality R4)."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error


def risposta_al_guasto(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``: 503 when what failed is the database, wherever it failed, 500 for our own mistakes.

    A middleware would not do: Django turns what fails in the inner ones (the session, the user) into a 500 before
    the outer ones can see it.
    """
    guasto = sys.exc_info()[1]
    return pagina_503() if isinstance(guasto, (OperationalError, InterfaceError)) else server_error(request)


def pagina_503() -> HttpResponse:
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})
