"""What the line knows of a household, for the pages of others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, DateField, F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat

from sportello.choices import (
    ASPETTI_APPUNTAMENTO,
    ASPETTI_DOMANDA,
    ASPETTI_ESITO_SFRATTO,
    ASPETTI_FASE,
    ASPETTI_PERCORSO,
    Canale,
    FaseSfratto,
    StatoPercorso,
    TipoSfratto,
)
from sportello.choices import StatoAppuntamento as A
from sportello.choices import StatoDomanda as D
from sportello.models import Accesso, Appuntamento, DomandaMisura, ImpegnoRisorsa, PercorsoLavoro, Sfratto
from sportello.queries.pagine import indirizzo
from sportello.workflow import SEGUONO
from valdera_housing.choices import Linea
from valdera_housing.kit.aspetto import Aspetto, Pulsante
from valdera_housing.linea import PannelloFascicolo
from valdera_housing.models import Caso, Nucleo, Utente

ULTIMI = 5
NIENTE = Value("", output_field=TextField())


@dataclass(frozen=True)
class Riga:
    """Something of the household at the desk: its name, look, page, what it is about and when."""

    titolo: str
    aspetto: Aspetto | None
    url: str
    testo: str
    giorno: date | None


def aspetto_sfratto(stato: str, esito: str) -> Aspetto:
    return ASPETTI_ESITO_SFRATTO[esito] if esito else ASPETTI_FASE[stato]


SFRATTO, CASO = "a", "g"
# Kind → how it is called, its look from state and outcome, its page, the words behind a slug.
GENERI: Mapping[str, tuple[str, Callable[[str, str], Aspetto] | None, str, type | None]] = {
    SFRATTO: ("Sfratto", aspetto_sfratto, "sfratto_scheda", TipoSfratto),
    "b": ("Domanda", lambda stato, _: ASPETTI_DOMANDA[stato], "domanda_scheda", None),
    "c": ("Appuntamento", lambda stato, _: ASPETTI_APPUNTAMENTO[stato], "appuntamento_scheda", None),
    "d": ("Percorso", lambda stato, _: ASPETTI_PERCORSO[stato], "percorso_scheda", None),
    "e": ("", None, "", None),
    "f": ("Accesso", None, "accesso_scheda", Canale),
}

# Kind → how it is called in a sentence, the states in which it is over.
APERTI: Mapping[str, tuple[str, Sequence[str]]] = {
    SFRATTO: ("lo sfratto", (FaseSfratto.CHIUSO,)),
    "b": ("la domanda", (D.ESCLUSA, D.LIQUIDATA, D.CHIUSA, D.RITIRATA)),
    "c": ("l’appuntamento", (A.EFFETTUATO, A.ASSENTE, A.ANNULLATO_UTENTE, A.ANNULLATO_ENTE)),
    "d": ("il percorso di lavoro", (StatoPercorso.CONCLUSO,)),
}


def pannelli_fascicolo(utente: Utente, nucleo: Nucleo) -> Sequence[PannelloFascicolo]:
    """The household at the desk: evictions, applications, appointments, work, network, accesses. One query.

    With an open case, what can be begun for it: an eviction when none is open, an application.
    """
    if not utente.ha_ruolo(*SEGUONO):
        return []
    del_caso = {"caso__nucleo": nucleo}
    impegno = Concat("risorsa__nome", Value(": "), "che_cosa", output_field=TextField())
    quando = Coalesce(Cast("prenotazione__inizio", DateField()), "richiesto_il", output_field=DateField())
    parti = [
        _ultime(SFRATTO, Sfratto.objects.visibili_a(utente).filter(**del_caso), "aperto_il", "tipo", esito="esito"),
        _ultime("b", DomandaMisura.objects.visibili_a(utente).filter(**del_caso), "aperta_il", "misura__nome"),
        _ultime("c", Appuntamento.objects.visibili_a(utente).filter(nucleo=nucleo), quando, NIENTE),
        _ultime("d", PercorsoLavoro.objects.visibili_a(utente).filter(**del_caso), "aperto_il", "obiettivo"),
        _ultime(
            "e", ImpegnoRisorsa.objects.visibili_a(utente).filter(al=None, **del_caso), "dal", NIENTE,
            numero=impegno, stato=NIENTE,
        ),
        _ultime(
            "f", Accesso.objects.visibili_a(utente).filter(nucleo=nucleo), Cast("avvenuto_alle", DateField()),
            "canale", numero=NIENTE, stato=NIENTE,
        ),
        _ultime(
            CASO, Caso.objects.visibili_a(utente).aperti().filter(nucleo=nucleo), "aperto_il", NIENTE, stato=NIENTE
        ),
    ]  # fmt: skip
    lette = list(parti[0].union(*parti[1:], all=True).order_by("genere", "-giorno"))
    righe = [_riga(*riga) for riga in lette if riga[0] != CASO]
    contesto = {"righe": righe, "pulsanti": _pulsanti(lette)}
    return [PannelloFascicolo(Linea.SPO.label, "sportello/pannelli/nucleo.html", contesto, _aperti(lette))]


def _aperti(lette: Sequence[tuple]) -> list[str]:
    """What goes on after the case is closed, unless somebody ends it."""
    return [
        f"{APERTI[genere][0]} {numero}"
        for genere, _, _, numero, stato, *_ in lette
        if genere in APERTI and stato not in APERTI[genere][1]
    ]


def _pulsanti(lette: Sequence[tuple]) -> list[Pulsante]:
    caso = next((pk for genere, pk, *_ in lette if genere == CASO), None)
    if caso is None:
        return []
    sfratto_aperto = any(genere == SFRATTO and stato != FaseSfratto.CHIUSO for genere, _, _, _, stato, *_ in lette)
    nuovo = [] if sfratto_aperto else [("Registra uno sfratto", "sfratto_nuovo")]
    voci = [*nuovo, ("Che cosa può chiedere", "misura_verifica"), ("Nuova domanda", "domanda_nuova")]
    return [Pulsante(etichetta, indirizzo(pagina, domanda=f"caso={caso}")) for etichetta, pagina in voci]


def _ultime(
    genere: str,
    righe: QuerySet,
    giorno: Combinable | str,
    testo: Combinable | str,
    *,
    numero: Combinable | str = "numero",
    stato: Combinable | str = "stato",
    esito: Combinable | str = NIENTE,
) -> QuerySet:
    """The last few rows of a kind, in columns of the same types for all."""
    colonne = {"numero_": numero, "stato_": stato, "esito_": esito, "testo_": testo}
    return (
        righe.annotate(
            genere=Value(genere, output_field=CharField()),
            giorno=F(giorno) if isinstance(giorno, str) else giorno,
            **{nome: Cast(colonna, TextField()) for nome, colonna in colonne.items()},
        )
        .order_by("-giorno", "-pk")
        .values_list("genere", "pk", "giorno", *colonne)[:ULTIMI]
    )


def _riga(genere: str, pk: int, giorno: date, numero: str, stato: str, esito: str, testo: str) -> Riga:
    nome, aspetto, pagina, parole = GENERI[genere]
    return Riga(
        titolo=f"{nome} {numero}".strip(),
        aspetto=aspetto(stato, esito) if aspetto else None,
        url=indirizzo(pagina, pk) if pagina else "",
        testo=parole(testo).label if parole else testo,
        giorno=giorno,
    )
