"""The economic picture as a spreadsheet: the lines with their forecast, and every quarter by category."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rendicontazione.choices import Macrovoce
from rendicontazione.queries.quadro import Conti, Quadro, Somme, somma
from valdera_housing.kit.foglio import Colonne

LINEE: Colonne = (
    ("Linea", lambda conti: conti.nome),
    ("Budget iniziale", lambda conti: conti.budget_iniziale),
    ("Budget vigente", lambda conti: conti.budget),
    ("Presentato", lambda conti: conti.somme.presentato),
    ("Ammesso", lambda conti: conti.somme.ammesso),
    ("In verifica", lambda conti: conti.somme.in_verifica),
    ("In eccedenza", lambda conti: conti.somme.eccedenza),
    ("Non ammesso", lambda conti: conti.somme.non_ammesso),
    ("Residuo", lambda conti: conti.residuo),
    ("Previsione", lambda conti: conti.previsione and conti.previsione.valore),
    ("Previsione minima", lambda conti: conti.previsione and conti.previsione.minimo),
    ("Previsione massima", lambda conti: conti.previsione and conti.previsione.massimo),
)
TRIMESTRI: Colonne = (
    ("Linea", lambda riga: riga.linea),
    ("Trimestre", lambda riga: riga.trimestre),
    ("Dal", lambda riga: riga.dal),
    ("Al", lambda riga: riga.al),
    ("Categoria", lambda riga: f"{riga.macrovoce}. {riga.macrovoce.label}"),
    ("Spese", lambda riga: riga.somme.quante),
    ("Presentato", lambda riga: riga.somme.presentato),
    ("Ammesso", lambda riga: riga.somme.ammesso),
    ("In verifica", lambda riga: riga.somme.in_verifica),
    ("In eccedenza", lambda riga: riga.somme.eccedenza),
    ("Non ammesso", lambda riga: riga.somme.non_ammesso),
)


@dataclass(frozen=True)
class RigaTrimestre:
    """What a line spent in a quarter on a category."""

    linea: str
    trimestre: str
    dal: date
    al: date
    macrovoce: Macrovoce
    somme: Somme


def righe_linee(quadro: Quadro) -> list[Conti]:
    return [*quadro.linee, quadro.totale]


def righe_trimestri(quadro: Quadro) -> Iterable[RigaTrimestre]:
    nomi = {conti.linea: conti.nome for conti in quadro.linee}
    for (numero, linea, macrovoce), righe in groupby(quadro.righe, lambda r: (r.numero, r.linea, r.macrovoce)):
        trimestre = quadro.trimestri[numero - 1]
        somme = somma(riga.somme for riga in righe)
        yield RigaTrimestre(nomi[linea], trimestre.sigla, trimestre.inizio, trimestre.fine, macrovoce, somme)
