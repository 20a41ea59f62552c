"""``manage.py importa_fatture``: the import of the page, from the shell."""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rendicontazione.actions.documento_spesa import pretende_ets
from rendicontazione.actions.importazione import BOZZA, DOPPIA, RIFIUTATA, EsitoImportazione, Importazione
from rendicontazione.rules.archivio_zip import MAX_ZIP, FileRicevuto
from rendicontazione.rules.fattura import CorpoFattura, CorpoIlleggibile
from rendicontazione.rules.fatturapa import riga_json
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Convenzione, Utente

AIUTO = """
Importa fatture elettroniche (.xml, .p7m, .zip): ogni fattura diventa una bozza fra i documenti di spesa.

Lo stato di ogni fattura è:
  bozza      è diventata una bozza (con --prova: lo diventerebbe)
  doppia     c'è già: stesso fornitore, numero, anno e tipo, oppure stesso file; il motivo dice quale
  rifiutata  non si può leggere o importare; il motivo dice perché

Un file sbagliato non ferma gli altri. Il comando esce con 0 se almeno una fattura è stata letta
(bozza o doppia), con 1 se nessuna lo è stata o se manca qualcosa per cominciare, con 2 se gli
argomenti sono sbagliati.
"""
IMPEDIMENTI: dict[type[OSError], str] = {
    FileNotFoundError: "non esiste",
    IsADirectoryError: "è una cartella",
    PermissionError: "manca il permesso di leggerlo",
}
COLONNE = "{stato:<10}{numero:<18}{data:<12}{totale:>14}  {fornitore:<36}{file}"


class Command(BaseCommand):
    help = AIUTO

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="+", metavar="FILE", help="fatture .xml o .p7m, o archivi .zip")
        parser.add_argument("--prova", action="store_true", help="dice come andrebbe, senza scrivere nulla")
        parser.add_argument("--json", action="store_true", help="una riga JSON per ogni fattura")
        parser.add_argument(
            "--utente", default="contabile_ets", help="chi risulta averle inserite (predefinito: contabile_ets)"
        )

    def handle(self, *args: Any, file: list[str], prova: bool, utente: str, **options: Any) -> None:
        importazione = Importazione(_convenzione(), _utente(utente), prova=prova)
        conto: Counter[str] = Counter()
        if not options["json"]:
            self._scrivi(_intestazione())
        for esito in _esiti(importazione, file):
            conto[esito.stato] += 1
            self._scrivi(_in_json(esito) if options["json"] else _in_tabella(esito))
        if not options["json"]:
            self._scrivi(_riassunto(conto, prova=prova))
        if not conto[BOZZA] and not conto[DOPPIA]:
            raise CommandError("Nessuna fattura letta: vedi i motivi qui sopra.", returncode=1)

    def _scrivi(self, riga: str) -> None:
        self.stdout.write(riga)
        self.stdout.flush()


def _convenzione() -> Convenzione:
    try:
        return Convenzione.objects.attuale()
    except Convenzione.DoesNotExist as errore:
        raise CommandError("Manca la convenzione: va inserita prima delle spese.") from errore


def _utente(nome: str) -> Utente:
    utente = Utente.objects.filter(username=nome).first()
    if utente is None:
        raise CommandError(f"Non c'è un utente «{nome}»: indicane uno con --utente.")
    try:
        pretende_ets(utente)
    except AttoRifiutato as rifiuto:
        raise CommandError(f"«{nome}» non può importare. {rifiuto}") from rifiuto
    return utente


def _esiti(importazione: Importazione, percorsi: list[str]) -> Iterator[EsitoImportazione]:
    for percorso in percorsi:
        letto = _leggi(percorso)
        if isinstance(letto, CorpoIlleggibile):
            yield EsitoImportazione(letto, RIFIUTATA, letto.motivo)
        else:
            yield from importazione.esegui([letto])


def _leggi(percorso: str) -> FileRicevuto | CorpoIlleggibile:
    """The file with the name it was given on the command line, or why it cannot be opened."""
    try:
        with Path(percorso).open("rb") as file:
            return FileRicevuto(percorso, file.read(MAX_ZIP + 1))
    except OSError as errore:
        perche = next((frase for tipo, frase in IMPEDIMENTI.items() if isinstance(errore, tipo)), "è danneggiato")
        return CorpoIlleggibile(percorso, None, f"Il file non si può aprire: {perche}.")


def _in_json(esito: EsitoImportazione) -> str:
    return json.dumps(riga_json(esito.corpo, stato=esito.stato, motivo=esito.motivo), ensure_ascii=False)


def _in_tabella(esito: EsitoImportazione) -> str:
    corpo = esito.corpo
    riga = COLONNE.format(
        stato=esito.stato,
        numero=corpo.numero or "–",
        data=f"{corpo.data:%d/%m/%Y}" if corpo.data else "–",
        totale=in_cifre(corpo.totale) if isinstance(corpo, CorpoFattura) else "–",
        fornitore=(corpo.fornitore or "–")[:34],
        file=corpo.file,
    )
    return f"{riga}\n{'':<10}{esito.motivo}" if esito.motivo else riga


def _intestazione() -> str:
    return COLONNE.format(
        stato="stato", numero="numero", data="data", totale="totale €", fornitore="fornitore", file="file"
    )


def _riassunto(conto: Counter[str], *, prova: bool) -> str:
    fatto = "prova, non ho scritto nulla" if prova else "fatto"
    return f"\n{fatto}: bozze {conto[BOZZA]}, doppie {conto[DOPPIA]}, rifiutate {conto[RIFIUTATA]}"
