"""Any sequence of acts keeps the fund right (quality R3): a stateful test against a plain model in Python.

The model is the sheet of an accountant who read domain.md 3.3–3.6 and nothing of our code: whole cents, a list of
lines, guarantees, claims, files to be paid back with their instalments.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fondo_garanzia.actions.anticipo import (
    annulla_erogazione_anticipo,
    approva_anticipo,
    eroga_anticipo,
    rifiuta_anticipo,
    riprogramma_anticipo,
    ritira_anticipo,
    stralcia_anticipo,
)
from fondo_garanzia.actions.escussione import (
    Liquidazione,
    approva_escussione,
    liquida_escussione,
    rifiuta_escussione,
    ritira_escussione,
)
from fondo_garanzia.actions.fondo import dota_fondo, registra_movimento, rettifica_movimento, storna_dotazione
from fondo_garanzia.actions.garanzia import (
    approva_garanzia,
    rifiuta_garanzia,
    riprendi_garanzia,
    sospendi_garanzia,
    svincola_garanzia,
)
from fondo_garanzia.actions.rate import rate_di, riprogramma_rate, stralcia_rate
from fondo_garanzia.actions.ritardo import rileva_ritardi
from fondo_garanzia.choices import TipoMovimento as T
from fondo_garanzia.models import (
    Anticipo,
    CreditoRivalsa,
    Escussione,
    Fondo,
    Garanzia,
    MensilitaEscussa,
    MovimentoFondo,
    RataFondo,
)
from fondo_garanzia.rules.capienza import SituazioneFondo
from fondo_garanzia.rules.rimborso import RataPrevista, Soglie
from tests.factories.fondo import (
    AnticipoFactory,
    EscussioneFactory,
    FondoFactory,
    GaranziaFactory,
    contratto_privato,
    nucleo_del_fondo,
    paga_rata,
    valuta,
)
from tests.factories.persone import UtenteFactory
from tests.factories.recinto import conferma, togli
from tests.fondo_garanzia.models.test_vincoli_somme import scostamenti
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, Esito
from valdera_housing.kit.tempo import aggiungi_mesi, oggi
from valdera_housing.models import Contratto, Imputazione, Nucleo, Utente

pytestmark = [pytest.mark.django_db, pytest.mark.lento]

GIOCHI = 60
# The first sequence that comes to where a bug shows ends the test.
GIOCHI_PER_UN_GUASTO = 200
NUCLEI = 4
SEGNO = {"atto": "Determinazione 90/2026"}
CENTESIMI = st.integers(1, 300_000)
VIVE = {"APPROVATA", "ATTIVA", "SOSPESA", "IN_ESCUSSIONE", "ESCUSSA_PARZIALE"}
DA_RENDERE = {"EROGATO", "IN_RIMBORSO", "IN_RITARDO", "SOSPESO", "INSOLVENTE"}
CHIUSI = {"RIFIUTATO", "RITIRATO", "RIMBORSATO", "RECUPERATO", "PERDITA"}
NON_PAGATI = {"ISTRUTTORIA", "APPROVATO", "RIFIUTATO", "RITIRATO"}


def euro(centesimi: int) -> Decimal:
    return Decimal(centesimi) / 100


def cent(importo: Decimal) -> int:
    return int(importo * 100)


def fra_mesi(quanti: int, giorno: int) -> date:
    """That day of the month which comes so many months after this one."""
    mesi = oggi().year * 12 + oggi().month - 1 + quanti
    return date(mesi // 12, mesi % 12 + 1, giorno)


# --- the sheet ------------------------------------------------------------------------------------------------------


@dataclass
class Rata:
    """``mese`` is how many months from now it is due; ``annullata`` when another plan took its place."""

    importo: int
    mese: int
    pagato: int = 0
    annullata: bool = False
    stralciato: int = 0

    @property
    def resta(self) -> int:
        return 0 if self.annullata else self.importo - self.pagato - self.stralciato


@dataclass
class Pratica:
    """Money that left the fund and has to come back: an advance, or what was paid in place of a household."""

    importo: int
    stato: str
    nucleo: int = -1
    restituito: int = 0
    rate: dict[int, Rata] = field(default_factory=dict)

    def vive(self) -> list[Rata]:
        return [r for r in self.rate.values() if not r.annullata]

    def dopo_il_denaro(self, centesimi: int, mese: int) -> None:
        self.restituito += centesimi
        if self.restituito == self.importo:
            self.stato = "RECUPERATO" if self.stato == "INSOLVENTE" else "RIMBORSATO"
        elif self.stato in {"RIMBORSATO", "EROGATO", "SOSPESO"}:
            self.stato = "IN_RIMBORSO"
        elif self.stato == "RECUPERATO":
            self.stato = "INSOLVENTE"
        elif self.stato == "IN_RITARDO" and not any(r.resta and r.mese < mese for r in self.vive()):
            self.stato = "IN_RIMBORSO"

    def dopo_la_notte(self, mese: int) -> None:
        """One instalment of that month or before is late, three are insolvent; who was just paid waits for one."""
        aperte = [r.mese for r in self.vive() if r.resta]
        tardive = sum(scade <= mese for scade in aperte)
        if tardive or self.stato not in {"EROGATO", "SOSPESO"}:
            self.stato = "INSOLVENTE" if tardive >= 3 else "IN_RITARDO" if tardive else "IN_RIMBORSO"


@dataclass
class Copertura:
    """A guarantee: caps and what was paid of each, with the months paid once for ever."""

    canoni: int
    danni: int
    stato: str
    contratto: int
    pagato_canoni: int = 0
    pagato_danni: int = 0
    mesi: set[int] = field(default_factory=set)

    @property
    def resta(self) -> int:
        return self.canoni + self.danni - self.pagato_canoni - self.pagato_danni


@dataclass
class Richiesta:
    garanzia: int
    stato: str
    prima: str
    mesi: dict[int, int] = field(default_factory=dict)
    danni: int = 0


@dataclass
class Riga:
    """A line of the ledger written by hand, that can be corrected."""

    voce: str
    segno: int
    resta: int


@dataclass
class Carta:
    """The accountant's sheet. Cents."""

    dotato: int = 0
    altri: int = 0
    erogato: int = 0
    rientrato: int = 0
    deroga: int = 0
    concesse: int = 0
    righe: dict[int, Riga] = field(default_factory=dict)
    anticipi: dict[int, Pratica] = field(default_factory=dict)
    crediti: dict[int, Pratica] = field(default_factory=dict)
    garanzie: dict[int, Copertura] = field(default_factory=dict)
    richieste: dict[int, Richiesta] = field(default_factory=dict)
    pagamenti: dict[int, tuple[str, int, int, int]] = field(default_factory=dict)

    @property
    def cassa(self) -> int:
        return self.dotato - self.erogato + self.rientrato + self.altri

    @property
    def impegnato(self) -> int:
        garanzie = sum(g.resta for g in self.garanzie.values() if g.stato in VIVE)
        return garanzie + sum(a.importo for a in self.anticipi.values() if a.stato == "APPROVATO")

    @property
    def disponibile(self) -> int:
        return self.cassa - self.impegnato

    def scelti(self, dove: str, *stati: str) -> list[int]:
        return sorted(pk for pk, riga in getattr(self, dove).items() if riga.stato in stati)

    def da_rendere(self, *stati: str) -> list[tuple[str, int]]:
        return [(dove, pk) for dove in ("anticipi", "crediti") for pk in self.scelti(dove, *(stati or DA_RENDERE))]

    def rate_aperte(self) -> list[tuple[str, int, int]]:
        return [
            (dove, pk, numero)
            for dove, pk in self.da_rendere(*DA_RENDERE, "PERDITA")
            for numero, rata in sorted(getattr(self, dove)[pk].rate.items())
            if rata.resta
        ]

    def nuclei_occupati(self) -> set[int]:
        """Those that have an advance open: one at a time."""
        return {a.nucleo for a in self.anticipi.values() if a.stato not in CHIUSI}

    def nuclei_liberi(self) -> list[int]:
        return [n for n in range(NUCLEI) if n not in self.nuclei_occupati()]

    def contratti_liberi(self) -> list[int]:
        occupati = {g.contratto for g in self.garanzie.values() if g.stato in VIVE | {"ISTRUTTORIA"}}
        return [n for n in range(NUCLEI) if n not in occupati]


# --- the world, made once -------------------------------------------------------------------------------------------


@dataclass
class Mondo:
    """What no sequence changes: people, households, contracts, and a fund with nothing in it."""

    unione: Utente
    contabile: Utente
    coordinatore: Utente
    fondo: Fondo
    nuclei: list[Nucleo]
    contratti: list[Contratto]


MONDO: list[Mondo] = []


@pytest.fixture
def mondo(db: None) -> Iterator[None]:
    fondo = FondoFactory()
    nuclei = [nucleo_del_fondo(fondo) for _ in range(NUCLEI)]
    ruoli = (Ruolo.FUNZIONARIO_UNIONE, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)
    persone = [UtenteFactory(ruoli=[ruolo]) for ruolo in ruoli]
    MONDO.append(Mondo(*persone, fondo, nuclei, [contratto_privato(n) for n in nuclei]))
    yield
    MONDO.clear()


class FondoDiProva(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.sequenza = transaction.atomic()
        self.sequenza.__enter__()
        self.m = MONDO[0]
        self.carta = Carta()
        self.disponibile_prima = 0

    def teardown(self) -> None:
        """At the end every figure is that of its rows; then the world is as before."""
        try:
            assert scostamenti() == []
        finally:
            transaction.set_rollback(True)
            self.sequenza.__exit__(None, None, None)

    # --- how an act is tried

    def prova(self, atto: Callable[[], Any], possibile: bool) -> Any:
        """Do the act and what a commit checks; it must succeed exactly when the sheet says it may."""
        try:
            with transaction.atomic():
                esito = atto()
                with connection.cursor() as cursore:
                    cursore.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        except (AttoRifiutato, IntegrityError):
            assert not possibile
            return None
        assert possibile
        return esito

    def fatto(self) -> None:
        """The waiver lasts as long as what it allowed: money that comes back eats it."""
        self.carta.deroga = min(self.carta.deroga, max(0, -self.carta.disponibile))

    def copre(self, importo: int) -> bool:
        return self.carta.dotato > 0 and importo <= self.carta.disponibile

    def quanto(self, dati: Any, *soglie: int, altro: int = 100) -> int:
        """An amount at random, or one on the very edge of what is there."""
        bordi = [s for soglia in soglie for s in (soglia, soglia + 1) if 0 < s < 2_000_000]
        return int(dati.draw(st.one_of(st.integers(1, max(altro, 1)), st.sampled_from(bordi or [altro]))))

    # --- endowments, bank, corrections

    @initialize(importo=st.integers(200_000, 1_000_000), attiva=st.booleans())
    def un_fondo_dotato(self, importo: int, attiva: bool) -> None:
        self.dota(importo)
        self.garanzia(0, 144_000, 50_000, 3)
        self.anticipo(1, 90_000)
        if attiva:
            self.approva("garanzie", min(self.carta.garanzie), False)
            self.approva("anticipi", min(self.carta.anticipi), False)
            for pk in self.carta.scelti("anticipi", "APPROVATO"):
                self.eroga(pk, 12)

    @rule(importo=CENTESIMI)
    def il_comune_mette_denaro(self, importo: int) -> None:
        self.dota(importo)

    def dota(self, importo: int) -> None:
        dati = {"importo": euro(importo), "giorno": oggi(), "provenienza": "CONVENZIONE", **SEGNO}
        riga = self.prova(lambda: dota_fondo(self.m.fondo.comune, dati, utente=self.m.unione), True)
        self.carta.dotato += importo
        self.carta.righe[riga.pk] = Riga("dotato", 1, importo)
        self.fatto()

    @rule(dati=st.data())
    def il_comune_riprende_denaro(self, dati: Any) -> None:
        c = self.carta
        importo = self.quanto(dati, c.disponibile)
        colonne = {"importo": euro(importo), "giorno": oggi(), "provenienza": "CONVENZIONE", **SEGNO}
        riga = self.prova(
            lambda: storna_dotazione(self.m.fondo, colonne, utente=self.m.unione),
            importo <= min(c.disponibile, c.cassa, c.dotato),
        )
        if riga:
            c.dotato -= importo
            c.righe[riga.pk] = Riga("dotato", -1, importo)

    @rule(dati=st.data(), tipo=st.sampled_from([T.INTERESSE, T.SPESE_BANCA, T.TRASFERIMENTO_COMUNE]))
    def la_banca_muove_denaro(self, dati: Any, tipo: T) -> None:
        segno = {T.INTERESSE: 1, T.SPESE_BANCA: -1}.get(tipo) or dati.draw(st.sampled_from([1, -1]))
        importo = self.quanto(dati, *([self.carta.disponibile] if segno < 0 else []), altro=500)
        colonne = {"importo": euro(importo), "giorno": oggi(), "causale": "Banca", "segno": segno}
        riga = self.prova(
            lambda: registra_movimento(self.m.fondo, tipo, colonne, utente=self.m.contabile),
            segno > 0 or self.copre(importo),
        )
        if riga:
            self.carta.altri += segno * importo
            self.carta.righe[riga.pk] = Riga("altri", segno, importo)
            self.fatto()

    @rule(dati=st.data())
    def si_rettifica_una_riga(self, dati: Any) -> None:
        c = self.carta
        pk = dati.draw(st.sampled_from(sorted(c.righe)))
        riga = c.righe[pk]
        importo = self.quanto(dati, riga.resta, altro=max(riga.resta, 1))
        movimento = MovimentoFondo.objects.get(pk=pk)
        chi = self.m.unione if movimento.provenienza else self.m.contabile
        possibile = importo <= riga.resta and (riga.segno < 0 or self.copre(importo))
        if riga.voce == "dotato" and riga.segno > 0:
            possibile = possibile and importo <= c.dotato
        if self.prova(
            lambda: rettifica_movimento(movimento, euro(importo), giorno=oggi(), causale="Sbagliata", utente=chi),
            possibile,
        ):
            riga.resta -= importo
            setattr(c, riga.voce, getattr(c, riga.voce) - riga.segno * importo)
            self.fatto()

    # --- commitments

    @precondition(lambda self: self.carta.nuclei_liberi())
    @rule(dati=st.data())
    def si_chiede_un_anticipo(self, dati: Any) -> None:
        nucleo = dati.draw(st.sampled_from(self.carta.nuclei_liberi()))
        importo = dati.draw(st.sampled_from([self.carta.disponibile, self.carta.disponibile + 1, 100_001, 170_000]))
        self.anticipo(nucleo, min(max(importo, 10_000), 500_000))

    def anticipo(self, nucleo: int, importo: int) -> None:
        anticipo = AnticipoFactory(
            fondo=self.m.fondo, nucleo=self.m.nuclei[nucleo], istruito=True, importo=euro(importo),
            richiesto_da=self.m.coordinatore, prima_rata=fra_mesi(1, 5),
        )  # fmt: skip
        self.carta.anticipi[anticipo.pk] = Pratica(importo, "ISTRUTTORIA", nucleo)

    @precondition(lambda self: self.carta.contratti_liberi())
    @rule(dati=st.data(), mensilita=st.integers(1, 6), danni=st.integers(0, 100_000))
    def si_chiede_una_garanzia(self, dati: Any, mensilita: int, danni: int) -> None:
        contratto = dati.draw(st.sampled_from(self.carta.contratti_liberi()))
        self.garanzia(contratto, 48_000 * mensilita, danni, mensilita)

    def garanzia(self, contratto: int, canoni: int, danni: int, mensilita: int) -> None:
        garanzia = GaranziaFactory(
            fondo=self.m.fondo, nucleo=self.m.nuclei[contratto], contratto=self.m.contratti[contratto],
            istruita=True, mensilita=mensilita, massimale_canoni=euro(canoni), massimale_danni=euro(danni),
            richiesta_da=self.m.coordinatore,
        )  # fmt: skip
        self.carta.garanzie[garanzia.pk] = Copertura(canoni, danni, "ISTRUTTORIA", contratto)

    @precondition(lambda self: self.carta.scelti("anticipi", "ISTRUTTORIA"))
    @rule(dati=st.data(), deroga=st.sampled_from([False, False, True]))
    def si_approva_un_anticipo(self, dati: Any, deroga: bool) -> None:
        self.approva("anticipi", dati.draw(st.sampled_from(self.carta.scelti("anticipi", "ISTRUTTORIA"))), deroga)

    @precondition(lambda self: self.carta.scelti("garanzie", "ISTRUTTORIA"))
    @rule(dati=st.data(), deroga=st.sampled_from([False, False, True]))
    def si_approva_una_garanzia(self, dati: Any, deroga: bool) -> None:
        self.approva("garanzie", dati.draw(st.sampled_from(self.carta.scelti("garanzie", "ISTRUTTORIA"))), deroga)

    def approva(self, dove: str, pk: int, deroga: bool) -> None:
        c = self.carta
        riga = getattr(c, dove)[pk]
        importo = riga.importo if dove == "anticipi" else riga.resta
        colonne = {**SEGNO, "deroga": "Famiglia in strada" if deroga else ""}
        modello, atto = (Anticipo, approva_anticipo) if dove == "anticipi" else (Garanzia, approva_garanzia)
        oggetto = modello.objects.get(pk=pk)
        if self.prova(
            lambda: atto(oggetto, colonne, utente=self.m.unione), self.copre(importo) or (deroga and c.dotato > 0)
        ):
            c.concesse += 0 if self.copre(importo) else importo - max(c.disponibile, 0)
            riga.stato = "APPROVATO" if dove == "anticipi" else "APPROVATA"
            c.deroga = max(c.deroga, -c.disponibile)

    @precondition(lambda self: self.carta.scelti("anticipi", "ISTRUTTORIA", "APPROVATO"))
    @rule(dati=st.data())
    def un_anticipo_non_si_fa(self, dati: Any) -> None:
        pk = dati.draw(st.sampled_from(self.carta.scelti("anticipi", "ISTRUTTORIA", "APPROVATO")))
        pratica, oggetto = self.carta.anticipi[pk], Anticipo.objects.get(pk=pk)
        perche = {"motivo_decisione": "Non serve più"}
        if pratica.stato == "ISTRUTTORIA" and dati.draw(st.booleans()):
            self.prova(lambda: rifiuta_anticipo(oggetto, perche, utente=self.m.unione), True)
            pratica.stato = "RIFIUTATO"
        else:
            self.prova(lambda: ritira_anticipo(oggetto, perche, utente=self.m.coordinatore), True)
            pratica.stato = "RITIRATO"
        self.fatto()

    @precondition(lambda self: self.carta.scelti("garanzie", "ISTRUTTORIA", "APPROVATA", "ATTIVA", "SOSPESA"))
    @rule(dati=st.data())
    def una_garanzia_va_avanti(self, dati: Any) -> None:
        """Refused, handed over, held, taken up again."""
        pk = dati.draw(st.sampled_from(self.carta.scelti("garanzie", "ISTRUTTORIA", "APPROVATA", "ATTIVA", "SOSPESA")))
        copertura, oggetto = self.carta.garanzie[pk], Garanzia.objects.get(pk=pk)
        unione = self.m.unione
        perche = {"motivo_decisione": "Contratto troppo caro"}
        consegna = {"stato": "ATTIVA", "attiva_dal": oggi()}
        atti: dict[str, tuple[Callable[[], Any], str]] = {
            "ISTRUTTORIA": (lambda: rifiuta_garanzia(oggetto, perche, utente=unione), "RIFIUTATA"),
            "APPROVATA": (lambda: Garanzia.objects.filter(pk=pk).update(**consegna), "ATTIVA"),
            "ATTIVA": (lambda: sospendi_garanzia(oggetto, motivo="Si chiarisce", utente=unione), "SOSPESA"),
            "SOSPESA": (lambda: riprendi_garanzia(oggetto, utente=unione), "ATTIVA"),
        }
        atto, copertura.stato = atti[copertura.stato]
        self.prova(atto, True)

    @precondition(lambda self: self.carta.scelti("garanzie", "ATTIVA", "SOSPESA", "ESCUSSA_PARZIALE"))
    @rule(dati=st.data(), scaduta=st.booleans())
    def una_garanzia_finisce(self, dati: Any, scaduta: bool) -> None:
        pk = dati.draw(st.sampled_from(self.carta.scelti("garanzie", "ATTIVA", "SOSPESA", "ESCUSSA_PARZIALE")))
        oggetto, fine = Garanzia.objects.get(pk=pk), {"finita_il": oggi(), "utente": self.m.unione}
        if scaduta:
            self.prova(lambda: Garanzia.objects.filter(pk=pk).update(stato="SCADUTA", finita_il=oggi()), True)
        else:
            self.prova(lambda: svincola_garanzia(oggetto, motivo="Casa lasciata", **fine), True)
        self.carta.garanzie[pk].stato = "SCADUTA" if scaduta else "SVINCOLATA"
        self.fatto()

    # --- claims

    @precondition(lambda self: self.carta.scelti("garanzie", "ATTIVA", "ESCUSSA_PARZIALE"))
    @rule(dati=st.data())
    def il_proprietario_chiede(self, dati: Any) -> None:
        """Months at random, those already paid too; as much as is left, or a cent more."""
        pk = dati.draw(st.sampled_from(self.carta.scelti("garanzie", "ATTIVA", "ESCUSSA_PARZIALE")))
        copertura = self.carta.garanzie[pk]
        mesi = sorted(dati.draw(st.sets(st.integers(1, 6), max_size=3)))
        ammessi = {m: dati.draw(st.sampled_from([48_000, 48_000, 17_333])) for m in mesi}
        libero = copertura.danni - copertura.pagato_danni
        danni = dati.draw(st.sampled_from([0, libero, libero, libero + 1])) if mesi else libero
        if not ammessi and not danni:
            return
        escussione = self.prova(lambda: self.presenta(pk, ammessi, danni), not copertura.mesi.intersection(ammessi))
        if escussione:
            self.carta.richieste[escussione.pk] = Richiesta(pk, "VALUTATA", copertura.stato, ammessi, danni)
            copertura.stato = "IN_ESCUSSIONE"

    def presenta(self, pk: int, ammessi: dict[int, int], danni: int) -> Escussione:
        escussione = EscussioneFactory(
            garanzia=Garanzia.objects.get(pk=pk), presentata_da=self.m.contabile,
            mesi=[date(2026, mese, 1) for mese in ammessi],
        )  # fmt: skip
        return valuta(escussione, [euro(a) for a in ammessi.values()], euro(danni))

    @precondition(lambda self: self.carta.scelti("richieste", "VALUTATA"))
    @rule(dati=st.data(), esito=st.sampled_from(["APPROVATA", "APPROVATA", "APPROVATA", "RIFIUTATA", "RITIRATA"]))
    def la_richiesta_si_decide(self, dati: Any, esito: str) -> None:
        pk = dati.draw(st.sampled_from(self.carta.scelti("richieste", "VALUTATA")))
        richiesta, oggetto = self.carta.richieste[pk], Escussione.objects.get(pk=pk)
        atti: dict[str, Callable[[], Any]] = {
            "APPROVATA": lambda: approva_escussione(oggetto, utente=self.m.unione, **SEGNO),
            "RIFIUTATA": lambda: rifiuta_escussione(oggetto, motivo="Tardiva", utente=self.m.unione),
            "RITIRATA": lambda: ritira_escussione(oggetto, motivo="Pagato", utente=self.m.contabile),
        }
        self.prova(atti[esito], True)
        richiesta.stato = esito
        if esito != "APPROVATA":
            richiesta.mesi, richiesta.danni = {}, 0
            self.carta.garanzie[richiesta.garanzia].stato = richiesta.prima

    @precondition(lambda self: self.carta.scelti("richieste", "APPROVATA"))
    @rule(dati=st.data(), rate=st.integers(1, 12))
    def il_proprietario_e_pagato(self, dati: Any, rate: int) -> None:
        c = self.carta
        pk = dati.draw(st.sampled_from(c.scelti("richieste", "APPROVATA")))
        richiesta = c.richieste[pk]
        garanzia = c.garanzie[richiesta.garanzia]
        canoni = sum(richiesta.mesi.values())
        importo = canoni + richiesta.danni
        possibile = (
            canoni <= garanzia.canoni - garanzia.pagato_canoni
            and richiesta.danni <= garanzia.danni - garanzia.pagato_danni
            and importo <= c.cassa
        )
        oggetto, piano = Escussione.objects.get(pk=pk), Liquidazione(oggi(), rate, fra_mesi(1, 5))
        credito = self.prova(lambda: liquida_escussione(oggetto, piano, utente=self.m.contabile), possibile)
        if not credito:
            return
        richiesta.stato = "LIQUIDATA"
        garanzia.pagato_canoni += canoni
        garanzia.pagato_danni += richiesta.danni
        garanzia.mesi |= set(richiesta.mesi)
        garanzia.stato = "ESCUSSA_PARZIALE" if garanzia.resta else "ESCUSSA_TOTALE"
        c.erogato += importo
        c.crediti[credito.pk] = Pratica(importo, "IN_RIMBORSO")
        self.piano(c.crediti[credito.pk], importo, rate)
        self.fatto()

    # --- paid and given back

    def piano(self, pratica: Pratica, importo: int, quante: int, dal_mese: int = 1) -> None:
        """Equal instalments cut down to the cent; the last absorbs the difference."""
        ultima, rata = max(pratica.rate, default=0), importo // quante
        for n in range(quante):
            ultimo = n == quante - 1
            pratica.rate[ultima + 1 + n] = Rata(importo - rata * (quante - 1) if ultimo else rata, dal_mese + n)

    @precondition(lambda self: self.carta.scelti("anticipi", "APPROVATO"))
    @rule(dati=st.data())
    def si_paga_un_anticipo(self, dati: Any) -> None:
        self.eroga(dati.draw(st.sampled_from(self.carta.scelti("anticipi", "APPROVATO"))), 12)

    def eroga(self, pk: int, quante: int) -> None:
        c, colonne = self.carta, {"erogato_il": oggi(), "riferimento": "CRO 1"}
        pratica, oggetto = c.anticipi[pk], Anticipo.objects.get(pk=pk)
        if self.prova(lambda: eroga_anticipo(oggetto, colonne, utente=self.m.contabile), pratica.importo <= c.cassa):
            pratica.stato = "EROGATO"
            c.erogato += pratica.importo
            self.piano(pratica, pratica.importo, quante)

    @precondition(lambda self: self.carta.scelti("anticipi", "EROGATO"))
    @rule(dati=st.data())
    def il_bonifico_torna_indietro(self, dati: Any) -> None:
        pk = dati.draw(st.sampled_from(self.carta.scelti("anticipi", "EROGATO")))
        pratica, oggetto = self.carta.anticipi[pk], Anticipo.objects.get(pk=pk)
        colonne = {"perche": "IBAN chiuso"}
        self.prova(lambda: annulla_erogazione_anticipo(oggetto, colonne, utente=self.m.contabile), True)
        pratica.stato = "APPROVATO"
        self.carta.erogato -= pratica.importo
        for rata in pratica.rate.values():
            rata.annullata = True

    def oggetto(self, dove: str, pk: int) -> Any:
        return (Anticipo if dove == "anticipi" else CreditoRivalsa).objects.get(pk=pk)

    def rata_scritta(self, dove: str, pk: int, numero: int) -> RataFondo:
        lato = {"anticipo_id" if dove == "anticipi" else "credito_id": pk}
        return RataFondo.objects.select_related("scadenza").get(numero=numero, **lato)

    @precondition(lambda self: self.carta.rate_aperte())
    @rule(dati=st.data(), mese=st.integers(0, 14))
    def una_rata_torna(self, dati: Any, mese: int) -> None:
        """Whole, a part, a cent too much; in any order, early or late."""
        dove, pk, numero = dati.draw(st.sampled_from(self.carta.rate_aperte()))
        self.paga(dove, pk, numero, dati, mese)

    @precondition(lambda self: self.carta.rate_aperte())
    @rule(dati=st.data(), mese=st.integers(0, 14))
    def una_pratica_torna_tutta(self, dati: Any, mese: int) -> None:
        dove, pk, _ = dati.draw(st.sampled_from(self.carta.rate_aperte()))
        for numero in [n for d, p, n in self.carta.rate_aperte() if (d, p) == (dove, pk)]:
            self.paga(dove, pk, numero, None, mese)

    def paga(self, dove: str, pk: int, numero: int, dati: Any, mese: int) -> None:
        pratica = getattr(self.carta, dove)[pk]
        rata = pratica.rate[numero]
        importo = self.quanto(dati, rata.resta, altro=rata.resta) if dati else rata.resta
        scritta = self.rata_scritta(dove, pk, numero)
        riga = self.prova(lambda: paga_rata(scritta, euro(importo), fra_mesi(mese, 20)), importo <= rata.resta)
        if riga:
            rata.pagato += importo
            self.carta.rientrato += importo
            # The 20th of a month comes after the instalment of its 5th.
            pratica.dopo_il_denaro(importo, mese + 1)
            self.carta.pagamenti[riga.pk] = (dove, pk, numero, importo)
            self.fatto()

    @precondition(lambda self: self.carta.pagamenti)
    @rule(dati=st.data())
    def un_pagamento_si_annulla(self, dati: Any) -> None:
        """Refused when what came back has been committed again, or the household has another advance by now."""
        c = self.carta
        chiave = dati.draw(st.sampled_from(sorted(c.pagamenti)))
        dove, pk, numero, importo = c.pagamenti[chiave]

        def annulla() -> Imputazione:
            riga = Imputazione.objects.get(pk=chiave)
            riga.annullata_alle = timezone.now()
            riga.save()
            return riga

        pratica = getattr(c, dove)[pk]
        si_riapre = pratica.stato in {"RIMBORSATO", "RECUPERATO"}
        uno_solo = not si_riapre or pratica.nucleo not in c.nuclei_occupati()
        if self.prova(annulla, uno_solo and importo <= c.cassa and c.disponibile - importo >= -c.deroga):
            pratica.rate[numero].pagato -= importo
            c.rientrato -= importo
            pratica.dopo_il_denaro(-importo, 0 if oggi().day <= 5 else 1)
            del c.pagamenti[chiave]

    @precondition(lambda self: self.carta.da_rendere())
    @rule(dati=st.data(), quante=st.integers(1, 12), mese=st.integers(1, 6))
    def si_rifa_il_piano(self, dati: Any, quante: int, mese: int) -> None:
        dove, pk = dati.draw(st.sampled_from(self.carta.da_rendere()))
        pratica, oggetto = getattr(self.carta, dove)[pk], self.oggetto(dove, pk)
        intere = [r for r in pratica.vive() if r.resta and not r.pagato]
        importo, colonne = sum(r.importo for r in intere), {"n_rate": quante, "prima_rata": fra_mesi(mese, 5)}

        def rifa() -> Any:
            if dove == "anticipi":
                return riprogramma_anticipo(oggetto, colonne, utente=self.m.contabile)
            nuove = riprogramma_rate(oggetto, quante, fra_mesi(mese, 5), giorno=oggi())
            CreditoRivalsa.objects.filter(pk=pk).update(stato="SOSPESO")
            return nuove

        if self.prova(rifa, importo >= quante):
            for rata in intere:
                rata.annullata = True
            for rata in pratica.vive():
                rata.mese = mese if rata.resta else rata.mese
            self.piano(pratica, importo, quante, mese)
            pratica.stato = "SOSPESO"

    @precondition(lambda self: self.carta.da_rendere())
    @rule(mese=st.integers(1, 14))
    def passa_il_tempo(self, mese: int) -> None:
        self.notte(mese)

    @precondition(lambda self: self.carta.da_rendere())
    @rule(dati=st.data())
    def una_pratica_si_perde(self, dati: Any) -> None:
        """More than a year without a payment, then an act."""
        dove, pk = dati.draw(st.sampled_from(self.carta.da_rendere()))
        self.notte(14)
        if (dove, pk) in self.carta.da_rendere("INSOLVENTE"):
            self.stralcia(dove, pk)

    def notte(self, mese: int) -> None:
        """The night of the 28th looks at every file."""
        self.prova(lambda: rileva_ritardi(fra_mesi(mese, 28)), True)
        for dove, pk in self.carta.da_rendere():
            getattr(self.carta, dove)[pk].dopo_la_notte(mese)

    @precondition(lambda self: self.carta.da_rendere("INSOLVENTE"))
    @rule(dati=st.data())
    def si_stralcia(self, dati: Any) -> None:
        self.stralcia(*dati.draw(st.sampled_from(self.carta.da_rendere("INSOLVENTE"))))

    def stralcia(self, dove: str, pk: int) -> None:
        pratica, oggetto, atto = getattr(self.carta, dove)[pk], self.oggetto(dove, pk), {"atto_stralcio": "Det. 300"}

        def stralcia() -> Any:
            if dove == "anticipi":
                return stralcia_anticipo(oggetto, atto, utente=self.m.unione)
            perso = stralcia_rate(oggetto, "Det. 300", utente=self.m.unione, giorno=oggi())
            chiusura = {"stato": "PERDITA", "stralciato_da": self.m.unione, "chiuso_il": oggi()}
            CreditoRivalsa.objects.filter(pk=pk).update(**atto, **chiusura)
            return perso

        self.prova(stralcia, True)
        pratica.stato = "PERDITA"
        for rata in pratica.vive():
            rata.stralciato += rata.resta

    # --- what must be true after every act

    @invariant()
    def the_fund_says_what_the_sheet_says(self) -> None:
        c, f = self.carta, Fondo.objects.get(pk=self.m.fondo.pk)
        scritte = (f.dotato, f.erogato, f.rientrato, f.altri, f.impegnato, f.cassa, f.disponibile, f.deroga)
        attese = (c.dotato, c.erogato, c.rientrato, c.altri, c.impegnato, c.cassa, c.disponibile, c.deroga)
        assert tuple(cent(s) for s in scritte) == attese
        assert sum(cent(d) for d in f.deroghe.values_list("importo", flat=True)) == c.concesse
        assert f.cassa >= 0
        assert f.disponibile >= -f.deroga

    @invariant()
    def the_files_say_what_the_sheet_says(self) -> None:
        c = self.carta
        for modello, pratiche in ((Anticipo, c.anticipi), (CreditoRivalsa, c.crediti)):
            scritte = modello.objects.values_list("pk", "stato", "importo", "restituito", "residuo")
            assert {pk: (stato, *map(cent, cifre)) for pk, stato, *cifre in scritte} == {
                pk: (p.stato, p.importo, p.restituito, p.importo - p.restituito) for pk, p in pratiche.items()
            }
        scritte = Garanzia.objects.values_list("pk", "stato", "residuo_canoni", "residuo_danni", "impegno")
        assert {pk: (stato, *map(cent, cifre)) for pk, stato, *cifre in scritte} == {
            pk: (g.stato, g.canoni - g.pagato_canoni, g.danni - g.pagato_danni, g.resta if g.stato in VIVE else 0)
            for pk, g in c.garanzie.items()
        }

    @invariant()
    def the_instalments_say_what_the_sheet_says(self) -> None:
        """Every live one with its day and what is left of it; together they are the file to the cent (c.3)."""
        scritte = RataFondo.objects.filter(sostituita_il=None).values_list(
            "anticipo_id", "credito_id", "numero", "importo", "scadenza__residuo", "scadenza__scade_il"
        )
        attese = {}
        for dove, pratiche in (("anticipi", self.carta.anticipi), ("crediti", self.carta.crediti)):
            for pk, p in pratiche.items():
                lato = (pk, None) if dove == "anticipi" else (None, pk)
                vive = {(*lato, n): (r.importo, r.resta, r.mese) for n, r in p.rate.items() if not r.annullata}
                assert sum(importo for importo, *_ in vive.values()) == (0 if p.stato in NON_PAGATI else p.importo)
                attese |= vive
        base = oggi().year * 12 + oggi().month
        assert {
            (a, c, n): (cent(importo), cent(resta), il.year * 12 + il.month - base)
            for a, c, n, importo, resta, il in scritte
        } == attese

    @invariant()
    def claims_are_paid_once_with_their_credit(self) -> None:
        """c.4 and c.5: one movement and one credit of the same amount; a month of a guarantee once ever."""
        pagate = {
            pk: (sum(r.mesi.values()) + r.danni,) * 2
            for pk, r in self.carta.richieste.items()
            if r.stato == "LIQUIDATA"
        }
        scritte = MovimentoFondo.objects.filter(tipo=T.EROGAZIONE_ESCUSSIONE).values_list(
            "escussione_id", "importo", "escussione__rivalsa__importo"
        )
        assert {pk: (cent(a), cent(b)) for pk, a, b in scritte} == pagate
        mesi = MensilitaEscussa.objects.filter(ammesso__gt=0).values_list("garanzia_id", "competenza__month")
        assert len(set(mesi)) == len(mesi)


ATTI = "fondo_garanzia.actions"
LIBERO = Esito()
GUASTI_DEL_CODICE: dict[str, tuple[str, Any]] = {
    "what is free is not looked at": (f"{ATTI}.fondo.valuta_capienza", lambda fondo, importo: LIBERO),
    "what is committed can be taken back": (f"{ATTI}.fondo.in_situazione", lambda fondo: SituazioneFondo(
        "", fondo.dotato, fondo.cassa, fondo.impegnato, fondo.cassa)),
    "a waiver is given again at every act": (f"{ATTI}.fondo.mancante", lambda fondo, importo: importo),
    "the last cent of a plan is lost": (f"{ATTI}.rate.piano_rate", lambda importo, quante, prima, da=1: [
        RataPrevista(da + n, (importo / quante).quantize(Decimal("0.01"), "ROUND_DOWN"), aggiungi_mesi(prima, n))
        for n in range(quante)]),
    "an instalment paid in part is asked again whole": (f"{ATTI}.rate.togli_rate", lambda pratica, **_: sum(
        (r.importo for r in rate_di(pratica) if r.scadenza.aperta), Decimal(0))),
    "one late instalment is already insolvent": (
        f"{ATTI}.ritardo.soglie_rimborso", lambda giorno: Soglie(rate=1)),
    "what a write-off closes comes back as money": (
        f"{ATTI}.rate.Mezzo",
        SimpleNamespace(COMPENSAZIONE="BONIFICO"),
    ),
}  # fmt: skip
GUASTI_DEL_DATABASE = (
    "MovimentoFondo.somma_nel_fondo_insert",
    "Anticipo.impegni_update",
    "Garanzia.impegni_update",
    "Escussione.somma_pagati_update",
    "ImputazioneDelFondo.torna_nel_fondo",
    "ImputazioneDelFondo.torna_fuori_dal_fondo",
    "Fondo.deroga_si_riassorbe",
    "mensilita_pagata_una_volta",
    "fondo_disponibile_mai_sotto_zero",
)


# Found in seconds: tried every time. The others are looked for at night.
DI_GIORNO = (
    "the last cent of a plan is lost",
    "what a write-off closes comes back as money",
    "MovimentoFondo.somma_nel_fondo_insert",
    "Anticipo.impegni_update",
    "Garanzia.impegni_update",
    "ImputazioneDelFondo.torna_nel_fondo",
)


def col_turno(guasti: Iterable[str]) -> list[Any]:
    """Each bug with the profile of the suite in which it is looked for."""
    return [pytest.param(g, marks=[] if g in DI_GIORNO else pytest.mark.notte) for g in guasti]


def gioca(giochi: int, *fasi: Phase) -> None:
    """Play that many sequences of fifty acts. Only the night shrinks a failure: the day wants to know soon."""
    run_state_machine_as_test(
        FondoDiProva,
        settings=settings(
            max_examples=giochi,
            stateful_step_count=50,
            deadline=None,
            database=None,
            derandomize=True,
            phases=fasi or (Phase.generate,),
            print_blob=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.usefixtures("mondo")
def test_any_sequence_of_acts_keeps_the_fund_right(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("profilo") == "notte":
        gioca(2000, Phase.generate, Phase.shrink)
    else:
        gioca(GIOCHI)


@pytest.mark.usefixtures("mondo")
@pytest.mark.parametrize("guasto", col_turno(GUASTI_DEL_CODICE))
def test_a_planted_bug_is_found(guasto: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*GUASTI_DEL_CODICE[guasto])
    with pytest.raises(Exception):  # noqa: B017, PT011 - a refusal where the sheet says yes is a find too
        gioca(GIOCHI_PER_UN_GUASTO)


@pytest.mark.usefixtures("mondo")
@pytest.mark.parametrize("recinto", col_turno(GUASTI_DEL_DATABASE))
def test_a_fence_taken_away_is_found(recinto: str) -> None:
    conferma()
    togli(recinto)
    with pytest.raises(Exception):  # noqa: B017, PT011 - a refusal where the sheet says yes is a find too
        gioca(GIOCHI_PER_UN_GUASTO)
