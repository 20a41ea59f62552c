"""One address, opened many times as a person would: queries, bytes, milliseconds."""

import statistics
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from valdera_housing.models import Utente


@dataclass(frozen=True)
class Misura:
    """``millisecondi`` is the median; ``p95`` the slowest but one in twenty."""

    stato: int
    interrogazioni: int
    byte: int
    millisecondi: float
    p95: float

    def come_dati(self) -> dict[str, Any]:
        return asdict(self)


def cliente(utente: Utente) -> Client:
    """A browser of this person, inside this process."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(utente)
    return client


def misura(client: Client, indirizzo: str, volte: int) -> Misura:
    """Once to warm up, once to count, then ``volte`` times against the clock."""
    client.get(indirizzo)
    with CaptureQueriesContext(connection) as viste:
        risposta = client.get(indirizzo)
    interrogazioni = len(viste)  # now: the next request empties the log it is read from
    durate = sorted(_durata(client, indirizzo) for _ in range(volte))
    return Misura(
        stato=risposta.status_code,
        interrogazioni=interrogazioni,
        byte=len(risposta.content),
        millisecondi=round(statistics.median(durate), 1),
        p95=round(durate[min(len(durate) - 1, round(0.95 * len(durate)))], 1),
    )


def _durata(client: Client, indirizzo: str) -> float:
    inizio = time.perf_counter()
    client.get(indirizzo)
    return (time.perf_counter() - inizio) * 1000
