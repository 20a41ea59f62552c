"""Who may apply for a measure: each requirement is looked at and answers with the figure that decides.

The thresholds are data of the measure (domain.md 2.4, 2.5, 2.7, 2.8). Amounts are compared exactly and shown rounded
half-up to the cent; percentages are 0–100.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sportello.choices import Risposta, TipoRequisito
from valdera_housing.kit.denaro import in_cifre, in_euro
from valdera_housing.kit.scrittura import FISSO, in_data
from valdera_housing.kit.tempo import aggiungi_mesi

DI_LUSSO = ("A/1", "A/8", "A/9")


@dataclass(frozen=True)
class Requisito:
    """A requirement as its measure has it. ``fascia`` groups alternatives; ``chiave`` is its row."""

    tipo: str
    testo: str = ""
    fascia: str = ""
    soglia: Decimal | None = None
    soglia_ise: Decimal | None = None
    fonte: str = ""
    chiave: int = 0


@dataclass(frozen=True)
class Fatti:
    """What is known of a household on ``giorno``; None (or an empty word) is what nobody knows yet.

    Euro, percentages 0–100. ``sfratto`` says whether one is on record; ``isee_perche`` why its figures are not known.
    """

    giorno: date
    codice_fiscale: bool | None = None
    codice_stp: bool = False
    cittadinanza_o_permesso: bool | None = None
    residente_dal: date | None = None
    residenza_o_lavoro: bool | None = None
    contratto_registrato: bool | None = None
    categoria_catastale: str = ""
    alloggio_erp: bool | None = None
    isee: Decimal | None = None
    ise: Decimal | None = None
    isee_perche: str = ""
    canone_annuo: Decimal | None = None
    reddito_prima: Decimal | None = None
    reddito_dopo: Decimal | None = None
    causa: str = ""
    causa_nome: str = ""
    causa_del: date | None = None
    sfratto: bool = False
    sfratto_intimato_il: date | None = None
    sfratto_eseguito_il: date | None = None
    quota_proprieta: Decimal | None = None
    alloggio_vicino: bool | None = None
    patrimonio_immobiliare: Decimal | None = None
    patrimonio_mobiliare: Decimal | None = None
    dichiarazione: bool | None = None


@dataclass(frozen=True)
class Verdetto:
    """What a requirement says of a household, the source, and what to do when it is not a yes."""

    risposta: str
    testo: str
    fonte: str = ""
    che_fare: str = ""


@dataclass(frozen=True)
class Valutazione:
    """Every requirement with its answer, the band the household is in, and the answer of all together."""

    righe: tuple[tuple[Requisito, Verdetto], ...]
    fascia: str
    risposta: str

    def con(self, risposta: str) -> list[tuple[Requisito, Verdetto]]:
        """The requirements that decide and answer so: those of the band the household is in, when it is in one."""
        return [
            (requisito, verdetto)
            for requisito, verdetto in self.righe
            if verdetto.risposta == risposta and requisito.fascia in ("", self.fascia or requisito.fascia)
        ]


def _si(testo: str) -> Verdetto:
    return Verdetto(Risposta.SI, testo)


def _no(testo: str, che_fare: str = "") -> Verdetto:
    return Verdetto(Risposta.NO, testo, che_fare=che_fare)


def _manca(testo: str, che_fare: str) -> Verdetto:
    return Verdetto(Risposta.MANCA, testo, che_fare=che_fare)


def _percento(valore: Decimal, decimali: int = 2) -> str:
    return f"{in_cifre(valore.quantize(Decimal(1).scaleb(-decimali), ROUND_HALF_UP), decimali)}{FISSO}%"


def _non_oltre(nome: str, valore: Decimal, soglia: Decimal) -> Verdetto:
    """At most: «ISEE 16.500,01 €: oltre la soglia di 16.500,00 €»."""
    if valore > soglia:
        return _no(f"{nome} {in_euro(valore)}: oltre la soglia di {in_euro(soglia)}")
    return _si(f"{nome} {in_euro(valore)}, la soglia è {in_euro(soglia)}")


def _soglia(requisito: Requisito) -> Decimal:
    return requisito.soglia if requisito.soglia is not None else Decimal(0)


def _cittadinanza(requisito: Requisito, fatti: Fatti) -> Verdetto:
    if fatti.cittadinanza_o_permesso is None and fatti.codice_stp:
        return _no(
            "Ha solo un codice STP: non si può chiedere finché non c’è il permesso di soggiorno",
            "Quando arriva il permesso scrivilo nella domanda",
        )
    if fatti.cittadinanza_o_permesso is None:
        return _manca("Cittadinanza o permesso di soggiorno", "Guarda il documento e scrivilo nella domanda")
    if fatti.cittadinanza_o_permesso:
        return _si("Cittadinanza o permesso di soggiorno valido")
    return _no("Il permesso di soggiorno manca o è scaduto", "Accompagna il rinnovo del permesso")


def _codice_fiscale(requisito: Requisito, fatti: Fatti) -> Verdetto:
    if fatti.codice_fiscale is None:
        return _manca("Codice fiscale di chi chiede", "Scegli chi chiede")
    if fatti.codice_fiscale:
        return _si("Chi chiede ha il codice fiscale")
    codice = " ma solo un codice STP" if fatti.codice_stp else ""
    return _no(f"Chi chiede non ha il codice fiscale{codice}", "Quando arriva scrivilo nella scheda della persona")


def _residenza_mesi(requisito: Requisito, fatti: Fatti) -> Verdetto:
    if fatti.residente_dal is None:
        return _manca("Da quando abita nell’alloggio", "Scrivi da quando risiede nell’alloggio")
    mesi = int(_soglia(requisito))
    compiuti = aggiungi_mesi(fatti.residente_dal, mesi)
    testo = f"Residente dal {in_data(fatti.residente_dal)}"
    if compiuti > fatti.giorno:
        return _no(f"{testo}: i {mesi} mesi si compiono il {in_data(compiuti)}")
    return _si(f"{testo}, servono {mesi} mesi")


def _si_o_no(valore: bool | None, bene: str, male: str, ignoto: str, che_fare: str) -> Verdetto:
    if valore is None:
        return _manca(ignoto, che_fare)
    return _si(bene) if valore else _no(male)


def _residenza_o_lavoro(requisito: Requisito, fatti: Fatti) -> Verdetto:
    return _si_o_no(
        fatti.residenza_o_lavoro,
        "Risiede o lavora in uno dei comuni",
        "Non risiede e non lavora in uno dei comuni",
        "Residenza o lavoro in uno dei comuni",
        "Chiedi dove risiede e dove lavora",
    )


def _contratto_registrato(requisito: Requisito, fatti: Fatti) -> Verdetto:
    return _si_o_no(
        fatti.contratto_registrato,
        "Il contratto è registrato",
        "Il contratto non è registrato",
        "Contratto registrato",
        "Chiedi la copia del contratto con la registrazione",
    )


def _categoria(requisito: Requisito, fatti: Fatti) -> Verdetto:
    categoria = normalizza_categoria(fatti.categoria_catastale)
    if not categoria:
        return _manca("Categoria catastale dell’alloggio", "È scritta nel contratto o nella visura")
    if categoria in DI_LUSSO:
        return _no(f"L’alloggio è di categoria {categoria}: è esclusa")
    return _si(f"L’alloggio è di categoria {categoria}")


def normalizza_categoria(categoria: str) -> str:
    """``A/2`` however it is typed: ``a2``, ``A/02``, ``A-2``."""
    pulita = "".join(c for c in categoria.upper() if c.isalnum())
    return f"{pulita[0]}/{pulita[1:].lstrip('0')}" if len(pulita) > 1 else pulita


def _non_erp(requisito: Requisito, fatti: Fatti) -> Verdetto:
    return _si_o_no(
        None if fatti.alloggio_erp is None else not fatti.alloggio_erp,
        "L’alloggio non è una casa popolare",
        "L’alloggio è una casa popolare",
        "Se l’alloggio è una casa popolare",
        "Chiedi chi è il proprietario e guarda il contratto",
    )


def _manca_isee(fatti: Fatti, quale: str) -> Verdetto:
    return _manca(fatti.isee_perche or f"{quale} non è scritto", "Registra l’ISEE valido nella scheda del nucleo")


def _isee_massimo(requisito: Requisito, fatti: Fatti) -> Verdetto:
    if fatti.isee is None:
        return _manca_isee(fatti, "L’ISEE")
    return _non_oltre("ISEE", fatti.isee, _soglia(requisito))


def _ise_massimo(requisito: Requisito, fatti: Fatti) -> Verdetto:
    if fatti.ise is None:
        return _manca_isee(fatti, "L’ISE")
    return _non_oltre("ISE", fatti.ise, _soglia(requisito))


def _isee_o_ise(requisito: Requisito, fatti: Fatti) -> Verdetto:
    """One of the two within its own threshold is enough."""
    coppie = (("ISEE", fatti.isee, _soglia(requisito)), ("ISE", fatti.ise, requisito.soglia_ise or Decimal(0)))
    noti = [_non_oltre(nome, valore, soglia) for nome, valore, soglia in coppie if valore is not None]
    bene = next((verdetto for verdetto in noti if verdetto.risposta == Risposta.SI), None)
    if bene:
        return bene
    if len(noti) < len(coppie):
        mancante = _manca_isee(fatti, "L’ISE" if noti else "L’ISEE")
        return _manca(". ".join([*(verdetto.testo for verdetto in noti), mancante.testo]), mancante.che_fare)
    return _no("; ".join(verdetto.testo for verdetto in noti))


def _incidenza(requisito: Requisito, fatti: Fatti) -> Verdetto:
    """The yearly rent on the ISE, compared without rounding."""
    soglia = _soglia(requisito)
    if fatti.canone_annuo is None:
        return _manca("Canone annuo", "Scrivi il canone di un anno senza gli oneri accessori")
    if fatti.ise is None:
        return _manca_isee(fatti, "L’ISE")
    conto = f"canone {in_euro(fatti.canone_annuo)} su ISE {in_euro(fatti.ise)}"
    if fatti.ise == 0:
        return _si(f"{conto}: pesa per intero") if fatti.canone_annuo > 0 else _no(f"{conto}: non c’è un canone")
    incidenza = fatti.canone_annuo * 100 / fatti.ise
    basta = fatti.canone_annuo * 100 >= soglia * fatti.ise
    mostrata = _percento(incidenza)
    if not basta and mostrata == _percento(soglia):
        mostrata = _percento(incidenza, 4)
    serve = f"serve almeno il {_percento(soglia)}"
    return _si(f"{conto}: {mostrata}, {serve}") if basta else _no(f"{conto}: {mostrata}, {serve}")


def _calo(requisito: Requisito, fatti: Fatti) -> Verdetto:
    if fatti.reddito_prima is None or fatti.reddito_dopo is None:
        return _manca("Reddito di prima e di adesso", "Scrivi i due redditi, dalle dichiarazioni o dall’ISEE corrente")
    da_a = f"reddito da {in_euro(fatti.reddito_prima)} a {in_euro(fatti.reddito_dopo)}"
    perso = fatti.reddito_prima - fatti.reddito_dopo
    if fatti.reddito_prima == 0 or perso <= 0:
        return _no(f"{da_a}: non è calato")
    soglia = _soglia(requisito)
    testo = f"{da_a}: calo del {_percento(perso * 100 / fatti.reddito_prima)}, serve più del {_percento(soglia)}"
    return _si(testo) if perso * 100 > soglia * fatti.reddito_prima else _no(testo)


def _causa(requisito: Requisito, fatti: Fatti) -> Verdetto:
    if not fatti.causa:
        return _manca("Perché il reddito è calato", "Chiedi che cosa è successo e fatti dare la prova")
    if fatti.causa == "ALTRA":
        return _manca("La causa non è fra quelle previste", "Fatti dare la prova: la valuta la commissione")
    return _si(f"Causa: {fatti.causa_nome or fatti.causa}")


def _evento_mesi(requisito: Requisito, fatti: Fatti) -> Verdetto:
    if fatti.causa_del is None:
        return _manca("Da quando il reddito è calato", "Scrivi il giorno in cui è successo")
    mesi = int(_soglia(requisito))
    limite = aggiungi_mesi(fatti.causa_del, mesi)
    if limite < fatti.giorno:
        return _no(f"È successo il {in_data(fatti.causa_del)}: i {mesi} mesi sono passati il {in_data(limite)}")
    return _si(f"È successo il {in_data(fatti.causa_del)}, entro {mesi} mesi")


def _intimato(requisito: Requisito, fatti: Fatti) -> Verdetto:
    if not fatti.sfratto:
        return _no("Non risulta uno sfratto", "Se c’è, registralo fra gli sfratti e sceglilo nella domanda")
    if fatti.sfratto_intimato_il is None:
        return _no("Lo sfratto non è ancora intimato", "Quando arriva l’intimazione registrala nello sfratto")
    return _si(f"Sfratto intimato il {in_data(fatti.sfratto_intimato_il)}")


def _non_eseguito(requisito: Requisito, fatti: Fatti) -> Verdetto:
    if fatti.sfratto_eseguito_il is not None:
        return _no(f"Lo sfratto è stato eseguito il {in_data(fatti.sfratto_eseguito_il)}")
    return _si("Lo sfratto non è stato eseguito")


def _quota(requisito: Requisito, fatti: Fatti) -> Verdetto:
    if fatti.quota_proprieta is None:
        return _manca("Quota di proprietà di una casa", "Chiedi se qualcuno possiede una casa: se no, scrivi zero")
    soglia = _soglia(requisito)
    testo = f"Quota di proprietà {_percento(fatti.quota_proprieta)}, il massimo è {_percento(soglia)}"
    return _si(testo) if fatti.quota_proprieta <= soglia else _no(testo)


def _alloggio_vicino(requisito: Requisito, fatti: Fatti) -> Verdetto:
    distanza = f" entro {int(_soglia(requisito))} km" if requisito.soglia else " vicina"
    return _si_o_no(
        None if fatti.alloggio_vicino is None else not fatti.alloggio_vicino,
        f"Non possiede una casa adeguata{distanza}",
        f"Possiede una casa adeguata{distanza}",
        f"Se possiede una casa adeguata{distanza}",
        "Chiedi se qualcuno del nucleo possiede una casa",
    )


def _immobiliare(requisito: Requisito, fatti: Fatti) -> Verdetto:
    if fatti.patrimonio_immobiliare is None:
        return _manca("Valore degli altri immobili", "È nell’ISEE: se non ne ha, scrivi zero")
    return _non_oltre("Altri immobili", fatti.patrimonio_immobiliare, _soglia(requisito))


def _mobiliare(requisito: Requisito, fatti: Fatti) -> Verdetto:
    if fatti.patrimonio_mobiliare is None:
        return _manca("Patrimonio mobiliare", "È nell’ISEE: conti, titoli, risparmi")
    return _non_oltre("Patrimonio mobiliare", fatti.patrimonio_mobiliare, _soglia(requisito))


def _totale(requisito: Requisito, fatti: Fatti) -> Verdetto:
    parti = (fatti.patrimonio_immobiliare, fatti.patrimonio_mobiliare)
    noto = sum((parte for parte in parti if parte is not None), Decimal(0))
    if None in parti and noto <= _soglia(requisito):
        return _manca("Patrimonio complessivo", "Servono gli altri immobili e il patrimonio mobiliare")
    return _non_oltre("Patrimonio complessivo", noto, _soglia(requisito))


def _dichiarazione(requisito: Requisito, fatti: Fatti) -> Verdetto:
    return _si_o_no(
        fatti.dichiarazione,
        "Lo dichiara",
        "Non lo può dichiarare",
        "Dichiarazione della persona",
        "Leggi insieme il requisito e segna la risposta",
    )


Verifica = Callable[[Requisito, Fatti], Verdetto]
VERIFICHE: dict[str, Verifica] = {
    TipoRequisito.CITTADINANZA: _cittadinanza,
    TipoRequisito.RESIDENZA_MESI: _residenza_mesi,
    TipoRequisito.RESIDENZA_O_LAVORO: _residenza_o_lavoro,
    TipoRequisito.CONTRATTO_REGISTRATO: _contratto_registrato,
    TipoRequisito.CATEGORIA_CATASTALE: _categoria,
    TipoRequisito.NON_ERP: _non_erp,
    TipoRequisito.ISEE_MASSIMO: _isee_massimo,
    TipoRequisito.ISE_MASSIMO: _ise_massimo,
    TipoRequisito.ISEE_O_ISE_MASSIMO: _isee_o_ise,
    TipoRequisito.INCIDENZA_MINIMA: _incidenza,
    TipoRequisito.CALO_REDDITO: _calo,
    TipoRequisito.CAUSA_INCOLPEVOLE: _causa,
    TipoRequisito.EVENTO_MESI: _evento_mesi,
    TipoRequisito.SFRATTO_INTIMATO: _intimato,
    TipoRequisito.SFRATTO_NON_ESEGUITO: _non_eseguito,
    TipoRequisito.QUOTA_PROPRIETA: _quota,
    TipoRequisito.ALLOGGIO_VICINO: _alloggio_vicino,
    TipoRequisito.PATRIMONIO_IMMOBILIARE: _immobiliare,
    TipoRequisito.PATRIMONIO_MOBILIARE: _mobiliare,
    TipoRequisito.PATRIMONIO_TOTALE: _totale,
    TipoRequisito.CODICE_FISCALE: _codice_fiscale,
    TipoRequisito.DICHIARAZIONE: _dichiarazione,
}


def verifica(requisito: Requisito, fatti: Fatti) -> Verdetto:
    """What one requirement says of these facts. Raises KeyError for a type that does not exist."""
    verdetto = VERIFICHE[requisito.tipo](requisito, fatti)
    testo = verdetto.testo[:1].upper() + verdetto.testo[1:]
    return Verdetto(verdetto.risposta, testo, requisito.fonte, verdetto.che_fare)


def _insieme(risposte: Iterable[str]) -> str:
    """No wins on missing, missing on yes."""
    trovate = set(risposte)
    return next((r for r in (Risposta.NO, Risposta.MANCA) if r in trovate), Risposta.SI)


def valuta(requisiti: Sequence[Requisito], fatti: Fatti) -> Valutazione:
    """Every requirement, and all together: the ones without a band, and all those of at least one band.

    The band is the first in which every requirement says yes.
    """
    righe = tuple((requisito, verifica(requisito, fatti)) for requisito in requisiti)
    return riassumi(righe)


def riassumi(righe: tuple[tuple[Requisito, Verdetto], ...]) -> Valutazione:
    """The answer of all together from the answer of each: also from the ones kept with an application."""
    per_fascia: dict[str, list[str]] = {}
    for requisito, verdetto in righe:
        per_fascia.setdefault(requisito.fascia, []).append(verdetto.risposta)
    comuni = _insieme(per_fascia.pop("", []))
    fasce = {fascia: _insieme(risposte) for fascia, risposte in per_fascia.items()}
    prima = next((fascia for fascia, risposta in fasce.items() if risposta == Risposta.SI), "")
    in_fascia = Risposta.SI if prima or not fasce else _almeno_una(fasce.values())
    return Valutazione(righe, prima, _insieme([comuni, in_fascia]))


def _almeno_una(risposte: Iterable[str]) -> str:
    return Risposta.MANCA if Risposta.MANCA in set(risposte) else Risposta.NO
