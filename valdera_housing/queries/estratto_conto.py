"""A statement put aside and not imported yet: what is in it, what of it is already here."""

from dataclasses import dataclass

from django.core.files.storage import default_storage

from valdera_housing.choices import FormatoEstratto
from valdera_housing.models import ContoBancario, Lavoro, MovimentoBancario
from valdera_housing.rules.estratto_conto.estratto import EstrattoLetto, MovimentoLetto
from valdera_housing.rules.estratto_conto.lettura import leggi_estratto


@dataclass(frozen=True)
class EstrattoCaricato:
    conto: ContoBancario
    nome: str
    percorso: str
    contenuto: bytes
    letto: EstrattoLetto
    presenti: frozenset[str]

    @property
    def nuovi(self) -> list[MovimentoLetto]:
        """The lines that the account does not have yet; those of zero euro say nothing and are left out."""
        return [m for m in self.letto.movimenti if m.importo and m.impronta not in self.presenti]


def ancora_da_parte(lavoro: Lavoro) -> bool:
    """Whether the file still waits where it was put."""
    return default_storage.exists(lavoro.esito["percorso"])


def leggi_caricato(lavoro: Lavoro) -> EstrattoCaricato:
    """The file again from where it waits, against the lines of its account: two queries."""
    conto = ContoBancario.objects.get(pk=lavoro.esito["conto"])
    nome, percorso = lavoro.esito["nome"], lavoro.esito["percorso"]
    with default_storage.open(percorso, "rb") as file:
        contenuto = file.read()
    letto = leggi_estratto(contenuto, nome, iban=conto.iban)
    impronte = [m.impronta for m in letto.movimenti]
    presenti = MovimentoBancario.objects.filter(conto=conto, impronta__in=impronte).values_list("impronta", flat=True)
    return EstrattoCaricato(conto, nome, percorso, contenuto, letto, frozenset(presenti))


def formato_di(contenuto: bytes) -> FormatoEstratto:
    """The format as its first bytes tell it; the file has already been read whole."""
    testa = contenuto[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if testa.startswith((b"<", b"\xff\xfe<", b"\xfe\xff")):
        return FormatoEstratto.CAMT053
    return FormatoEstratto.MT940 if b":20:" in testa and b":25:" in testa else FormatoEstratto.CSV
