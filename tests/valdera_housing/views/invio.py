"""Post a form as a page does: with its key and, when it has one, the version it was opened on."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client


def invia(client: Client, url: str, *, chiave: str = "", **dati: Any) -> HttpResponse:
    return client.post(url, {"chiave": chiave or str(uuid.uuid4())} | dati)


def errori(risposta: HttpResponse) -> dict[str, list[str]]:
    return {campo: [str(testo) for testo in testi] for campo, testi in risposta.context["form"].errors.items()}
