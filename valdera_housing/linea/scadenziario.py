"""What a line asks of each person: things to do, facts to know, days that come. One query for all the lines.

Each kind of thing is counted with its nearest day, so that forty contracts do not make forty rows of a desk.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import CharField, Count, DateField, Min, QuerySet, Value
from django.db.models.functions import Cast

from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.pagine import indirizzo_in
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.linea import Compito, ProssimaData, Segnalazione
from valdera_housing.models import Utente
from valdera_housing.queries.conteggio import unite

SCADE = Aspetto("orologio", "attesa", "Scade")
IN_RITARDO = Aspetto("triangolo", "negativo", "In ritardo")
DA_FARE = Aspetto("punto", "corso", "Da fare")


@dataclass(frozen=True)
class Genere:
    """A kind of thing: who it concerns, how it is said for one and for many, where it is.

    ``scheda`` is the page of one, ``elenco`` of many (with ``domanda``). ``segnala`` makes it a fact to know rather
    than a thing to do; with neither ``uno`` nor ``segnala`` it is only a day that comes. ``dettaglio`` is said, for
    one and for many, where the day is not a deadline (``con_termine`` False: it is never late). ``data`` names it
    among the days that come; ``anticipo`` is how many months before one must decide.
    """

    chi: tuple[str, ...]
    uno: str
    molti: str
    verbo: str
    scheda: str
    elenco: str
    domanda: str = ""
    segnala: str = ""
    con_termine: bool = True
    dettaglio: tuple[str, str] = ("Entro il {quando}", "Prima scadenza: {quando}")
    data: str = ""
    anticipo: int = 0


@dataclass(frozen=True)
class Conto:
    """So many things of a kind, the nearest day and one of them."""

    genere: str
    quanti: int
    giorno: date | None
    quale: int | None


@dataclass(frozen=True)
class Scadenziario:
    """The kinds of a line. ``cerca`` gives the rows of each and the column of their day; ``parole`` are declined."""

    spazio: str
    generi: Mapping[str, Genere]
    cerca: Callable[[Utente, date], Mapping[str, tuple[QuerySet, str]]]
    parole: Mapping[str, str] = field(default_factory=dict)

    def conti(self, utente: Utente, giorno: date) -> list[Conto]:
        return leggi([self], utente, giorno)[self.spazio]

    def parti(self, utente: Utente, giorno: date) -> list[QuerySet]:
        """A query for each kind that concerns this person."""
        suoi = [nome for nome, genere in self.generi.items() if utente.ha_ruolo(*genere.chi)]
        cercati = self.cerca(utente, giorno) if suoi else {}
        return [_conta(self.spazio, nome, *cercati[nome]) for nome in suoi]

    # --- for the desk -----------------------------------------------------------------------------------------------

    def compiti(self, utente: Utente, giorno: date) -> Iterator[Compito]:
        for conto in self.conti(utente, giorno):
            genere = self.generi[conto.genere]
            if genere.uno and not genere.segnala:
                yield self._compito(conto, genere, giorno)

    def _compito(self, conto: Conto, genere: Genere, giorno: date) -> Compito:
        tardi = genere.con_termine and conto.giorno is not None and conto.giorno < giorno
        quando = in_data(conto.giorno) if conto.giorno else ""
        return Compito(
            titolo=genere.uno if conto.quanti == 1 else genere.molti.format(n=conto.quanti),
            dettaglio=genere.dettaglio[conto.quanti > 1].format(quando=quando),
            url=self.pagina(conto, genere),
            verbo=genere.verbo,
            aspetto=IN_RITARDO if tardi else DA_FARE,
            entro=conto.giorno if genere.con_termine else None,
        )

    def pagina(self, conto: Conto, genere: Genere) -> str:
        una = ""
        if genere.scheda and conto.quanti == 1 and conto.quale:
            una = indirizzo_in(self.spazio, genere.scheda, conto.quale)
        elenco = indirizzo_in(self.spazio, genere.elenco, domanda=genere.domanda)
        return una or elenco or indirizzo_in(self.spazio, "presentazione")

    def segnalazioni(self, utente: Utente, giorno: date) -> Iterator[Segnalazione]:
        for conto in self.conti(utente, giorno):
            genere = self.generi[conto.genere]
            if genere.segnala:
                parole = {nome: plurale(conto.quanti, forme) for nome, forme in self.parole.items()}
                quando = in_data(decidere_entro(conto, genere)) if conto.giorno else ""
                testo = genere.segnala.format(n=conto.quanti, giorno=quando, **parole)
                yield Segnalazione(testo, self.pagina(conto, genere), SCADE)

    def prossime_date(self, utente: Utente, giorno: date) -> Iterator[ProssimaData]:
        """The nearest day of each kind, from today on; what is late is already among the things to do."""
        for conto in self.conti(utente, giorno):
            genere = self.generi[conto.genere]
            if genere.data and conto.giorno and decidere_entro(conto, genere) >= giorno:
                yield ProssimaData(decidere_entro(conto, genere), genere.data, self.pagina(conto, genere))


def leggi(scadenziari: Iterable[Scadenziario], utente: Utente, giorno: date) -> dict[str, list[Conto]]:
    """The counts of these lines by name, read in one query and once a request: they stay with the person who asks."""
    letti: dict[str, list[Conto]] = utente.__dict__.setdefault("scadenziari", {})
    nuovi = [s for s in scadenziari if s.spazio not in letti]
    letti |= {s.spazio: [] for s in nuovi}
    parti = [parte for s in nuovi for parte in s.parti(utente, giorno)]
    conti = [(spazio, Conto(*conto)) for spazio, *conto in unite(parti)]
    for spazio, conto in sorted(conti, key=lambda riga: (riga[1].giorno or date.max, riga[1].genere)):
        if conto.quanti:
            letti[spazio].append(conto)
    return letti


def decidere_entro(conto: Conto, genere: Genere) -> date:
    giorno = conto.giorno or date.max
    return aggiungi_mesi(giorno, -genere.anticipo) if genere.anticipo else giorno


def _conta(spazio: str, nome: str, righe: QuerySet, quando: str) -> QuerySet:
    """Line, kind, how many, the nearest day, the thing of the lowest number: one row."""
    return (
        righe.order_by()
        .values(spazio_=Value(spazio, output_field=CharField()), genere=Value(nome, output_field=CharField()))
        .annotate(quanti=Count("pk"), giorno=Cast(Min(quando), DateField()), quale=Min("pk"))
        .values_list("spazio_", "genere", "quanti", "giorno", "quale")
    )
