"""``manage.py server``: the web server and the background worker together, until Ctrl-C."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, connection

from valdera_housing import postgres

INDIRIZZO = "127.0.0.1"
PORTA = 8000
PORTE_DA_PROVARE = 20
SECONDI_PER_SPEGNERSI = 10
SECONDI_PER_RISPONDERE = 60
# After the database came back, a process found dead within this time died of that and is started again.
SECONDI_DI_RIPRESA = 30
SEGNALI = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Processo:
    """A program kept alive by the supervisor, its output in a log of its own."""

    nome: str
    comando: list[str]
    registro: Path
    descrittori: tuple[int, ...] = ()
    processo: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def avvia(self) -> None:
        self.registro.parent.mkdir(parents=True, exist_ok=True)
        with open(self.registro, "wb") as uscita:
            # A session of its own: Ctrl-C reaches the supervisor alone, which stops all in order.
            self.processo = subprocess.Popen(  # noqa: S603
                self.comando,
                cwd=settings.BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=uscita,
                stderr=uscita,
                pass_fds=self.descrittori,
                start_new_session=True,
            )

    def morto(self) -> bool:
        return self.processo is not None and self.processo.poll() is not None

    def chiedi_di_finire(self) -> None:
        if self.processo and not self.morto():
            self.processo.terminate()

    def aspetta_la_fine(self, scadenza: float) -> None:
        """Wait until ``scadenza`` (monotonic seconds), then kill."""
        if not self.processo:
            return
        try:
            self.processo.wait(max(0.0, scadenza - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.processo.kill()
            self.processo.wait()

    def ultime_righe(self) -> str:
        righe = self.registro.read_text(errors="replace").splitlines()
        return "\n".join(f"    {riga}" for riga in righe[-8:])


class Command(BaseCommand):
    help = "Avvia il server web e i lavori in sottofondo; Ctrl-C li ferma tutti e due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, help=f"porta del server web (se manca, la prima libera da {PORTA})")

    def handle(self, *args: Any, port: int | None, **options: Any) -> None:
        with apri_porta(port) as ascolto, ascolta_segnali() as fermarsi:
            # Links in e-mails and QR codes lead here, unless the office says another address.
            os.environ.setdefault("VALDERA_INDIRIZZO", f"http://localhost:{ascolto.getsockname()[1]}")
            processi = [_web(ascolto), _lavori()]
            try:
                for processo in processi:
                    processo.avvia()
                self._annuncia(ascolto.getsockname()[1], processi[0], fermarsi)
                self._sorveglia(processi, fermarsi)
            finally:
                self.stdout.write("\nSpengo il server web e i lavori in sottofondo…")
                spegni(processi)
        self.stdout.write("Tutto spento.")

    def _annuncia(self, porta: int, web: Processo, fermarsi: threading.Event) -> None:
        """Say the address once somebody really answers there."""
        scadenza = time.monotonic() + SECONDI_PER_RISPONDERE
        while not fermarsi.wait(0.1) and not web.morto() and not risponde(porta):
            if time.monotonic() > scadenza:
                raise CommandError(f"Il server web non risponde; ultime righe:\n{web.ultime_righe()}")
        if not fermarsi.is_set() and not web.morto():
            self.stdout.write(f"\n  Apri nel browser:  http://localhost:{porta}/\n  Per finire: Ctrl-C\n")
            self.stdout.flush()

    def _sorveglia(self, processi: list[Processo], fermarsi: threading.Event) -> None:
        ripreso_alle = -float(SECONDI_DI_RIPRESA)
        while not fermarsi.wait(1):
            if postgres.in_uso() and not database_vivo():
                self.stderr.write("Il database si è fermato: lo riavvio.")
                postgres.assicura()
                ripreso_alle = time.monotonic()
            for processo in filter(Processo.morto, processi):
                if time.monotonic() - ripreso_alle > SECONDI_DI_RIPRESA:
                    raise CommandError(
                        f"Si è fermato da solo: {processo.nome}. Spengo anche il resto. Ultime righe di "
                        f"{processo.registro}:\n{processo.ultime_righe()}"
                    )
                processo.avvia()


def _web(ascolto: socket.socket) -> Processo:
    modo = [
        "--worker-class=gthread",
        "--workers=2",
        "--threads=8",
        "--no-control-socket",
        "--log-level=warning",
    ]
    tempi = ["--timeout=60", f"--graceful-timeout={SECONDI_PER_SPEGNERSI // 2}"]
    comando = [sys.executable, "-m", "gunicorn", *modo, *tempi, f"--bind=fd://{ascolto.fileno()}"]
    registro = postgres.cartella_dati() / "log" / "web.log"
    return Processo("server web", [*comando, "valdera_housing.wsgi"], registro, (ascolto.fileno(),))


def _lavori() -> Processo:
    opzioni = ["--interval=0.5", "--no-startup-delay", "--no-reload", "--queue-name=*"]
    comando = [sys.executable, "manage.py", "db_worker", *opzioni]
    return Processo("lavori in sottofondo", comando, postgres.cartella_dati() / "log" / "lavori.log")


@contextmanager
def apri_porta(scelta: int | None) -> Iterator[socket.socket]:
    """The listening socket: on the port asked for, else on the first free one. Raises CommandError."""
    porte = [scelta] if scelta is not None else range(PORTA, PORTA + PORTE_DA_PROVARE)
    ascolto = next(filter(None, map(_prova_porta, porte)), None)
    if ascolto is None:
        libera = "manage.py demo --port " + str((scelta or PORTA) + 1)
        raise CommandError(f"La porta {porte[0]} è occupata o non permessa. Scrivi per esempio: python3 {libera}")
    with ascolto:
        yield ascolto


def _prova_porta(porta: int) -> socket.socket | None:
    ascolto = socket.socket()
    ascolto.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        ascolto.bind((INDIRIZZO, porta))
        ascolto.listen(128)
    except (OSError, OverflowError):
        ascolto.close()
        return None
    return ascolto


@contextmanager
def ascolta_segnali() -> Iterator[threading.Event]:
    """An event that Ctrl-C, SIGTERM and a closed terminal set, instead of interrupting."""
    fermarsi = threading.Event()
    precedenti: dict[int, Callable[..., Any] | int | None] = {
        segnale: signal.signal(segnale, lambda *_: fermarsi.set()) for segnale in SEGNALI
    }
    try:
        yield fermarsi
    finally:
        for segnale, precedente in precedenti.items():
            signal.signal(segnale, precedente)


def spegni(processi: list[Processo]) -> None:
    """Ask all to finish together, wait for them, kill who does not."""
    for processo in processi:
        processo.chiedi_di_finire()
    scadenza = time.monotonic() + SECONDI_PER_SPEGNERSI
    for processo in processi:
        processo.aspetta_la_fine(scadenza)


def risponde(porta: int) -> bool:
    """Whether the web server answers a request, with whatever page."""
    try:
        richiesta = http.client.HTTPConnection(INDIRIZZO, porta, timeout=5)
        richiesta.request("GET", "/")
        return richiesta.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        richiesta.close()


def database_vivo() -> bool:
    try:
        with connection.cursor() as cursore:
            cursore.execute("select 1")
    except (DatabaseError, InterfaceError):
        connection.close()
        return False
    return True
