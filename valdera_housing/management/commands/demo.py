"""``manage.py demo``: a working office on this machine, from the tables to the printed address."""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from valdera_housing import postgres
from valdera_housing.choices import Ruolo

PASSWORD = "valdera-demo"  # noqa: S105 - invented people on the person's own machine
UTENTI = {**dict(Ruolo.choices), "secondo_funzionario": "Secondo funzionario (quattro occhi)"}


class Command(BaseCommand):
    help = "Prepara l'ufficio dimostrativo e lo avvia: un comando, un indirizzo, un utente per ruolo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, help="porta del server web (se manca, la prima libera da 8000)")
        parser.add_argument("--solo-dati", action="store_true", help="prepara tutto senza avviare i server")

    def handle(self, *args: Any, port: int | None, solo_dati: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("La demo vuole VALDERA_AMBIENTE=demo: togli l'altro valore e ripeti il comando.")
        self._prepara(solo_dati)
        if solo_dati:
            self.stdout.write("L'ufficio dimostrativo è pronto. Per avviarlo: python3 manage.py demo")
            return
        self._mostra_accessi()
        call_command("server", port=port)

    def _prepara(self, con_pdf: bool) -> None:
        """Tables, data, static files. One command at a time: a second one waits and finds them done.

        The PDFs of the closed quarters are left to the worker when it is about to start: the address comes sooner.
        """
        dati = postgres.cartella_dati()
        dati.mkdir(parents=True, exist_ok=True)
        with postgres.chiuso_a_chiave(dati / "ufficio.chiave"):
            self._di("Aggiorno le tabelle del database…")
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            if "popola" in get_commands():
                self._di("Carico i dati dimostrativi, se mancano…")
                call_command("popola", solo_se_vuoto=True, senza_pdf=not con_pdf)
            self._raccogli_statici()

    def _raccogli_statici(self) -> None:
        """Collect the static files, only when one has changed: hashing and compressing them takes seconds."""
        segno = Path(settings.STATIC_ROOT) / "fonti.txt"
        fonti = impronta_statici()
        if segno.exists() and segno.read_text() == fonti:
            return
        self._di("Preparo fogli di stile, caratteri e immagini…")
        call_command("collectstatic", verbosity=0, interactive=False)
        segno.write_text(fonti)

    def _mostra_accessi(self) -> None:
        presenti = get_user_model().objects.filter(username__in=UTENTI).values_list("username", flat=True)
        self.stdout.write(f"\n  Utenti (password per tutti: {PASSWORD})")
        for utente in sorted(presenti, key=[*UTENTI].index):
            self.stdout.write(f"    {utente:<22}{UTENTI[utente]}")
        self.stdout.write(f"\n  Tutto ciò che la demo scrive sta in {postgres.cartella_dati()}")

    def _di(self, frase: str) -> None:
        self.stdout.write(f"• {frase}")
        self.stdout.flush()


def impronta_statici() -> str:
    """One word for the static files as they are now: path, size and time of each."""
    return hashlib.sha256("\n".join(sorted(_fonti())).encode()).hexdigest()


def _fonti() -> Iterator[str]:
    for finder in get_finders():
        for nome, deposito in finder.list([]):
            stato = Path(deposito.path(nome)).stat()
            yield f"{nome} {stato.st_size} {stato.st_mtime_ns}"
