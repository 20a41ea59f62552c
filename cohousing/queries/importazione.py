"""A sheet of buildings put aside and not imported yet: its columns, what is in it, what of it is already here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.core.files.storage import default_storage

from cohousing.choices import Categoria, Disponibilita, FonteImmobile, TipoProprietario, TitoloPossibile
from cohousing.queries.immobile import chiave_di, gia_presenti
from cohousing.rules.importazione import (
    Colonna,
    RigaLetta,
    alcuni_di,
    breve,
    cifra,
    giorno,
    intero,
    leggi_foglio,
    si_o_no,
    uno_di,
)
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Lavoro

POSTI_MASSIMI = 500
EURO_MASSIMI, METRI_MASSIMI = Decimal("9999999.99"), Decimal("999999.99")
Esito = Literal["nuovo", "presente", "sbagliato"]


@dataclass(frozen=True)
class RigaVista:
    """A row of the sheet and what becomes of it; ``parole`` say why it does not enter."""

    numero: int
    esito: Esito
    dove: str
    parole: tuple[str, ...] = ()
    dati: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ImmobiliCaricati:
    nome: str
    percorso: str
    righe: tuple[RigaVista, ...]
    ignorate: tuple[str, ...]

    def quante(self, esito: Esito) -> int:
        return sum(riga.esito == esito for riga in self.righe)

    @property
    def nuovi(self) -> list[dict[str, Any]]:
        """What enters."""
        return [riga.dati for riga in self.righe if riga.esito == "nuovo"]


def comuni_per_nome() -> dict[str, Comune]:
    """The comuni of the Unione, by name: one query."""
    return {comune.nome: comune for comune in Comune.objects.aderenti(oggi()).order_by("nome")}


def colonne(comuni: Sequence[str]) -> tuple[Colonna, ...]:
    """The columns of the sheet, in the order of the model file."""
    return (
        Colonna("Comune", "comune", uno_di({nome: nome for nome in comuni}), True, "Pontedera"),
        Colonna("Via o piazza", "indirizzo", breve(120), True, "via delle Scuole"),
        Colonna("Numero civico", "civico", breve(12), esempio="12"),
        Colonna("Come si chiama", "denominazione", breve(120), esempio="Ex scuola elementare"),
        Colonna("Di chi è", "proprietario_tipo", uno_di(dict(TipoProprietario.choices)), True, "Comune"),
        Colonna("Proprietario", "proprietario", breve(160), esempio="Comune di Pontedera"),
        Colonna("A che cosa serve adesso", "destinazione", breve(160), esempio="Chiusa dal 2019"),
        Colonna("Disponibilità", "disponibilita", uno_di(dict(Disponibilita.choices)), esempio="Libero"),
        Colonna("Disponibile dal", "disponibile_dal", giorno),
        Colonna(
            "Come si potrebbe avere", "titolo_possibile", uno_di(dict(TitoloPossibile.choices)), esempio="Comodato"
        ),
        Colonna("Foglio", "catasto_foglio", breve(4), esempio="14"),
        Colonna("Particella", "catasto_particella", breve(8), esempio="210"),
        Colonna("Subalterno", "catasto_subalterno", breve(4)),
        Colonna("Categoria catastale", "catasto_categoria", breve(5), esempio="B/5"),
        Colonna("Superficie in m²", "superficie", cifra(METRI_MASSIMI, da=Decimal("0.01")), esempio="210,5"),
        Colonna("Posti letto possibili", "posti_letto", intero(1, POSTI_MASSIMI), esempio="10"),
        Colonna("Conservazione da 1 a 5", "stato_conservazione", intero(1, 5), esempio="3"),
        Colonna("Servizi vicini da 1 a 5", "servizi_vicini", intero(1, 5), esempio="4"),
        Colonna("Accessibile", "accessibile", si_o_no, esempio="no"),
        Colonna("Vincoli", "vincoli", breve(300)),
        Colonna("Costo stimato dei lavori", "costo_adeguamento", cifra(EURO_MASSIMI), esempio="85.000,00"),
        Colonna("Per chi", "categorie", alcuni_di(dict(Categoria.choices)), esempio="Anziani soli, Studenti"),
        Colonna("Segnalato il", "segnalato_il", giorno, esempio="07/09/2026"),
        Colonna("Note", "note", breve(2000)),
    )


def leggi_immobili(contenuto: bytes) -> tuple[tuple[RigaVista, ...], tuple[str, ...]]:
    """Every row with what becomes of it, and the heads that are no column of ours: two queries.

    Raises FoglioIlleggibile when the file as a whole is not such a sheet.
    """
    comuni = comuni_per_nome()
    letto = leggi_foglio(contenuto, colonne(list(comuni)))
    presenti = dict(gia_presenti(comune.pk for comune in comuni.values()))
    viste = []
    for riga in letto.righe:
        vista = _vista(riga, comuni, presenti)
        if vista.esito == "nuovo":
            presenti[_chiave(vista.dati)] = f"riga {riga.numero} di questo foglio"
        viste.append(vista)
    return tuple(viste), letto.ignorate


def _vista(riga: RigaLetta, comuni: dict[str, Comune], presenti: dict[Any, str]) -> RigaVista:
    dove = " ".join(filter(None, (riga.dati.get("indirizzo"), riga.dati.get("civico"))))
    dove = ", ".join(filter(None, (dove, riga.dati.get("comune"))))
    futuro = riga.dati.get("segnalato_il", date.min) > oggi()
    errori = (*riga.errori, *([f"Riga {riga.numero}, «Segnalato il»: è nel futuro."] if futuro else []))
    if errori:
        return RigaVista(riga.numero, "sbagliato", dove, errori)
    dati: dict[str, Any] = {
        "fonte": FonteImmobile.ELENCO,
        "segnalato_il": oggi(),
        "civico": "",
        "catasto_subalterno": "",
    } | riga.dati
    dati["comune"] = comuni[dati["comune"]]
    if altro := presenti.get(_chiave(dati)):
        return RigaVista(riga.numero, "presente", dove, (f"C’è già: {altro}",))
    return RigaVista(riga.numero, "nuovo", dove, dati=dati)


def _chiave(dati: dict[str, Any]) -> Any:
    return chiave_di(dati["comune"].pk, dati["indirizzo"], dati["civico"], dati["catasto_subalterno"])


def ancora_da_parte(lavoro: Lavoro) -> bool:
    """Whether the file still waits where it was put."""
    percorso = lavoro.esito.get("percorso")
    return percorso is not None and default_storage.exists(percorso)


def leggi_caricati(lavoro: Lavoro) -> ImmobiliCaricati:
    """The file again from where it waits, against the buildings of now."""
    nome, percorso = lavoro.esito["immobili"], lavoro.esito["percorso"]
    with default_storage.open(percorso, "rb") as file:
        righe, ignorate = leggi_immobili(file.read())
    return ImmobiliCaricati(nome, percorso, righe, ignorate)
