"""The three tests of an expense: sostenuta, documentata, inerente (domain.md 6.2-6.4; convenzione, art. 8).

They are computed, never typed, and they agree with the triggers of ``models/spesa.py``: what a test refuses for
payments, original, action or dates the database refuses too. A warning never stops an admission.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rendicontazione.choices import Macrovoce, Modalita, TipoAllegato, TipoDocumento
from rendicontazione.rules.cup import DatiCup, controlla_cup
from valdera_housing.choices import Linea
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import Esito, Motivo, avviso, no, si
from valdera_housing.kit.scrittura import in_data, in_periodo

CASSA = "convenzione, art. 8: criterio di cassa"
TRACCIA = "L. 136/2010, art. 3"
DOCUMENTI = "convenzione, allegato C"
LINEE = "convenzione, allegato A"
LIMITE_CONTANTI = Decimal("5000")

# Which categories each line may claim: the fund only pays out, and only those who run homes pay rents.
_COMUNI = frozenset("ABCHILM")
CATEGORIE = {
    Linea.GIS: _COMUNI | {"D", "E", "G"},
    Linea.SPO: _COMUNI | {"E", "G"},
    Linea.FON: frozenset("F"),
    Linea.FOR: _COMUNI | {"G"},
    Linea.COH: _COMUNI | {"D", "E", "G"},
}
# What else than the original goes with a document: required, or only advised (domain.md 6.4).
NECESSARI = {
    TipoDocumento.CEDOLINO: (TipoAllegato.ORE,),
    TipoDocumento.PARCELLA: (TipoAllegato.CONTRATTO,),
    TipoDocumento.ATTO_FONDO: (TipoAllegato.AUTORIZZAZIONE,),
    TipoDocumento.NOTA_SPESE: (TipoAllegato.AUTORIZZAZIONE,),
}
CONSIGLIATI = {
    TipoDocumento.CEDOLINO: (TipoAllegato.CONTRATTO,),
    TipoDocumento.PARCELLA: (TipoAllegato.RELAZIONE,),
}
CON_CUP = (TipoDocumento.FATTURA, TipoDocumento.PARCELLA, TipoDocumento.NOTA_CREDITO, TipoDocumento.NOTA_DEBITO)


@dataclass(frozen=True)
class Periodo:
    """A closed range of days with the name people give it."""

    nome: str
    inizio: date
    fine: date

    def contiene(self, giorno: date) -> bool:
        return self.inizio <= giorno <= self.fine

    def __str__(self) -> str:
        return f"{self.nome} ({in_periodo(self.inizio, self.fine)})"


@dataclass(frozen=True)
class PagamentoFatto:
    """A payment of the document, in euro; ``provato`` when its bank proof is on file."""

    data_valuta: date
    importo: Decimal
    modalita: str = Modalita.BONIFICO
    provato: bool = True

    def __str__(self) -> str:
        return f"{Modalita(self.modalita).label} di {in_euro(self.importo)} con valuta {in_data(self.data_valuta)}"


@dataclass(frozen=True)
class DatiSostenuta:
    """``quota`` is what would be admitted now; ``altre_quote`` what the document's other shares take so far."""

    quota: Decimal
    altre_quote: Decimal
    pagamenti: tuple[PagamentoFatto, ...]
    trimestre: Periodo
    convenzione: Periodo
    altri_finanziatori: tuple[tuple[str, Decimal], ...] = ()
    limite_contanti: Decimal = LIMITE_CONTANTI


@dataclass(frozen=True)
class DatiDocumentata:
    tipo: str
    allegati: frozenset[str]
    cup: DatiCup | None = None


@dataclass(frozen=True)
class DatiInerente:
    linea: str
    macrovoce: str
    azione: str
    descrizione: str
    data_documento: date
    convenzione: Periodo
    nucleo: str = ""


def sostenuta(dati: DatiSostenuta) -> Esito:
    """Paid from the account, with value date in the convention and by the end of the quarter (6.2)."""
    if dati.quota < 0:
        return Esito((si("Riga in diminuzione: non serve un pagamento"),))
    return Esito((*_copertura(dati), *_modi_di_pagare(dati), *_altri_finanziatori(dati)))


def _copertura(dati: DatiSostenuta) -> Iterator[Motivo]:
    utili = [p for p in dati.pagamenti if dati.convenzione.inizio <= p.data_valuta <= dati.trimestre.fine]
    pagato = sum((p.importo for p in utili), ZERO)
    richiesto = dati.quota + dati.altre_quote
    entro = f"entro il {in_data(dati.trimestre.fine)}"
    for pagamento in utili:
        yield _del_trimestre(pagamento, dati.trimestre)
    if not utili:
        yield no(f"Nessun pagamento con valuta {entro}", CASSA)
    elif pagato < richiesto:
        frase = f"Pagati {in_euro(pagato)} {entro}, le quote del documento chiedono {in_euro(richiesto)}"
        yield no(f"{frase}: mancano {in_euro(richiesto - pagato)}", CASSA)
    else:
        yield si(f"Pagati {in_euro(pagato)}: coprono le quote del documento, {in_euro(richiesto)}")
    for pagamento in dati.pagamenti:
        if pagamento.data_valuta > dati.trimestre.fine:
            yield avviso(f"{pagamento}: dopo il {dati.trimestre}, vale dal trimestre seguente", CASSA)
        elif pagamento.data_valuta < dati.convenzione.inizio:
            yield avviso(f"{pagamento}: prima dell'inizio della convenzione, non conta", CASSA)


def _del_trimestre(pagamento: PagamentoFatto, trimestre: Periodo) -> Motivo:
    if trimestre.contiene(pagamento.data_valuta):
        return si(f"{pagamento}, dentro il {trimestre}")
    return avviso(f"{pagamento}, prima del {trimestre}: è una spesa presentata in ritardo", CASSA)


def _modi_di_pagare(dati: DatiSostenuta) -> Iterator[Motivo]:
    for pagamento in dati.pagamenti:
        if pagamento.modalita == Modalita.CONTANTI and pagamento.importo > dati.limite_contanti:
            yield no(f"{pagamento}: in contanti si arriva al massimo a {in_euro(dati.limite_contanti)}", TRACCIA)
        elif pagamento.modalita == Modalita.CONTANTI:
            yield avviso(f"{pagamento}: i contanti non lasciano traccia, guarda la quietanza", TRACCIA)
        elif pagamento.modalita == Modalita.COMPENSAZIONE:
            yield avviso(f"{pagamento}: guarda l'accordo di compensazione", TRACCIA)
        elif not pagamento.provato:
            yield avviso(f"{pagamento}: manca la contabile", DOCUMENTI)


def _altri_finanziatori(dati: DatiSostenuta) -> Iterator[Motivo]:
    for ente, importo in dati.altri_finanziatori:
        yield si(f"{ente} ne copre già {in_euro(importo)}: qui è chiesto il resto", "divieto di doppio finanziamento")


def documentata(dati: DatiDocumentata) -> Esito:
    """The documents of its type are on file, and the project code is where the convention wants it (6.1, 6.4)."""
    tipo = TipoDocumento(dati.tipo)
    cup = controlla_cup(dati.cup) if dati.cup and tipo in CON_CUP else Esito()
    doppioni = Esito((si("Nessun altro documento con stesso fornitore, numero, anno e tipo"),))
    return Esito((*_originale(dati), *_allegati(tipo, dati.allegati))) + cup + doppioni


def _originale(dati: DatiDocumentata) -> Iterator[Motivo]:
    nome = TipoDocumento(dati.tipo).label
    if TipoAllegato.ORIGINALE in dati.allegati:
        yield si(f"{nome}: il documento originale c'è")
    else:
        yield no(f"{nome}: manca il documento originale", DOCUMENTI)


def _allegati(tipo: TipoDocumento, presenti: frozenset[str]) -> Iterator[Motivo]:
    for richiesti, dice in ((NECESSARI, no), (CONSIGLIATI, avviso)):
        for allegato in richiesti.get(tipo, ()):
            nome = TipoAllegato(allegato).label
            c_e = allegato in presenti
            yield si(f"{nome}: presente") if c_e else dice(f"{nome}: manca per «{tipo.label}»", DOCUMENTI)


def inerente(dati: DatiInerente) -> Esito:
    """Said what for, dated in the convention, of a category that the line may claim (6.2, 6.3)."""
    return Esito((*_scopo(dati), *_categoria(dati), _data(dati)))


def _scopo(dati: DatiInerente) -> Iterator[Motivo]:
    if not dati.azione:
        yield no("Manca l'azione a cui serve", LINEE)
    if not dati.descrizione:
        yield no("Manca la descrizione", LINEE)
    if dati.azione and dati.descrizione:
        yield si(f"{dati.azione}: {dati.descrizione}")
    if dati.nucleo:
        yield si(f"Riguarda il nucleo {dati.nucleo}")
    elif dati.linea == Linea.FON:
        yield avviso("Non dice quale nucleo riguarda: il fondo paga per un nucleo", LINEE)


def _categoria(dati: DatiInerente) -> Iterator[Motivo]:
    linea, voce = Linea(dati.linea), Macrovoce(dati.macrovoce)
    nome = f"Categoria {voce.value}, {voce.label.lower()}"
    if voce in CATEGORIE[linea]:
        yield si(f"{nome}: prevista sulla linea {linea.numero}")
    else:
        yield no(f"{nome}: non prevista sulla linea {linea.numero}, {linea.label}", LINEE)


def _data(dati: DatiInerente) -> Motivo:
    giorno = in_data(dati.data_documento)
    if dati.convenzione.contiene(dati.data_documento):
        return si(f"Documento del {giorno}, dentro la {dati.convenzione}")
    return no(f"Documento del {giorno}, fuori dalla {dati.convenzione}", "convenzione, art. 3")


@dataclass(frozen=True)
class Prove:
    """The three answers about one share."""

    sostenuta: Esito
    documentata: Esito
    inerente: Esito

    @property
    def insieme(self) -> Esito:
        return self.sostenuta + self.documentata + self.inerente

    @property
    def superate(self) -> bool:
        return self.insieme.positivo


def valuta(soldi: DatiSostenuta, carte: DatiDocumentata, scopo: DatiInerente) -> Prove:
    return Prove(sostenuta(soldi), documentata(carte), inerente(scopo))


def presentabile(soldi: DatiSostenuta, carte: DatiDocumentata, scopo: DatiInerente) -> Esito:
    """What a draft needs to be presented: everything the ETS alone can know. The rest the Unione may ask for."""
    return sostenuta(soldi) + Esito(tuple(_originale(carte))) + inerente(scopo)
