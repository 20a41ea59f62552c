"""``manage.py relazione``: the quarterly report from the shell."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rendicontazione.documents import relazione_pdf
from rendicontazione.models import Rendiconto
from rendicontazione.queries.istantanea import componi_istantanea
from rendicontazione.rules.istantanea import Istantanea, IstantaneaIncoerente, controlla, da_byte, impronta, in_byte
from valdera_housing.kit.pdf import PdfNonDisponibile
from valdera_housing.models import Convenzione

PROVVISORIA = 0


class Command(BaseCommand):
    help = (
        "Scrive la relazione trimestrale in PDF. Per un trimestre chiuso la rifà dall'istantanea in archivio, con gli "
        "stessi byte; per uno aperto ne fa una provvisoria, versione 0, che lo dice in copertina e non si archivia."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--trimestre", type=int, required=True, metavar="N", help="da 1 a 12")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="dove scrivere il PDF")
        parser.add_argument("--json", type=Path, metavar="FILE", help="dove scrivere l'istantanea dei dati")

    def handle(self, *args: Any, trimestre: int, output: Path, json: Path | None, **options: Any) -> None:
        istantanea = _istantanea(_rendiconto(trimestre))
        try:
            pdf = relazione_pdf(istantanea)
        except PdfNonDisponibile as errore:
            raise CommandError(str(errore)) from errore
        _scrivi(output, pdf)
        if json:
            _scrivi(json, in_byte(istantanea))
        versione = istantanea["relazione"]["versione"]
        nome = "provvisoria" if versione == PROVVISORIA else f"versione {versione}"
        self.stdout.write(f"Relazione del {trimestre}° trimestre, {nome}: {output}, {len(pdf)} byte")
        self.stdout.write(f"Impronta dei dati {impronta(istantanea)}")


def _rendiconto(trimestre: int) -> Rendiconto:
    try:
        convenzione = Convenzione.objects.attuale()
        return (
            Rendiconto.objects.con_trimestre()
            .select_related("trimestre__convenzione__procedente", "verificato_da", "approvato_da")
            .get(trimestre__convenzione=convenzione, trimestre__numero=trimestre)
        )
    except Convenzione.DoesNotExist as errore:
        raise CommandError("Non c'è ancora una convenzione.") from errore
    except Rendiconto.DoesNotExist as errore:
        raise CommandError(f"La convenzione non ha un trimestre {trimestre}.") from errore


def _istantanea(rendiconto: Rendiconto) -> Istantanea:
    """The frozen picture of a closed quarter; of an open one, the picture of now."""
    ultima = rendiconto.relazioni.order_by("-versione").first()
    if ultima and rendiconto.concluso:
        return da_byte(ultima.istantanea.encode())
    istantanea = componi_istantanea(rendiconto, versione=PROVVISORIA, chiusa_alle=timezone.now(), sostituisce=ultima)
    try:
        controlla(istantanea)
    except IstantaneaIncoerente as errore:
        raise CommandError(str(errore)) from errore
    return istantanea


def _scrivi(percorso: Path, contenuto: bytes) -> None:
    try:
        percorso.write_bytes(contenuto)
    except OSError as errore:
        raise CommandError(f"Non posso scrivere {percorso}: {errore.strerror}.") from errore
