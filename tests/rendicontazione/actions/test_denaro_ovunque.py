"""Any sequence of acts keeps the money right (quality R3): a stateful test against a plain model in Python.

The model knows only what an accountant would write on paper: documents, shares, what was decided, five budgets.
"""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
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

from rendicontazione.actions.rendiconto import (
    chiudi_verifica,
    prendi_in_verifica,
    presenta_rendiconto,
    riapri_rendiconto,
)
from rendicontazione.actions.spesa import QuotaScritta, dividi_documento, elimina_spesa
from rendicontazione.actions.verifica import (
    ammetti_in_blocco,
    ammetti_in_parte,
    ammetti_spesa,
    non_ammettere,
    rettifica_spesa,
    rivedi_decisione,
)
from rendicontazione.choices import StatoRendiconto as R
from rendicontazione.choices import StatoSpesa as S
from rendicontazione.models import DocumentoSpesa, LineaBudget, Spesa, TotaleSpesa
from rendicontazione.rules.ammissione import Parti
from rendicontazione.rules.riparto import QuotaChiesta
from tests.factories.conti import BUDGET, DocumentoSpesaFactory, rendiconto
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.kit.esito import AttoRifiutato, Esito

pytestmark = [pytest.mark.django_db, pytest.mark.lento]

LINEE = (Linea.COH, Linea.FOR)
MACROVOCI = {Linea.COH: "E", Linea.FOR: "G"}
ZERO = Decimal("0")
IMPORTI = st.integers(1, 900_000).map(lambda c: Decimal(c) / 100)
DA_DECIDERE = {S.PRESENTATA}
DECISE = {S.AMMESSA, S.AMMESSA_PARZIALE, S.ECCEDENZA, S.NON_AMMESSA}


@dataclass
class Quota:
    """A share on paper."""

    documento: int
    linea: str
    importo: Decimal
    stato: str = S.BOZZA
    ammesso: Decimal = ZERO
    eccedenza: Decimal = ZERO
    non_ammesso: Decimal = ZERO
    trimestre: int = 7
    rettifica_di: int | None = None

    @property
    def occupa(self) -> Decimal:
        return self.importo if self.stato in {S.BOZZA, S.PRESENTATA} else self.ammesso + self.eccedenza

    def decidi(self, stato: str, riconosciuto: Decimal, capienza: Decimal) -> None:
        self.ammesso = min(riconosciuto, capienza)
        self.eccedenza = riconosciuto - self.ammesso
        self.non_ammesso = self.importo - riconosciuto
        self.stato = S.ECCEDENZA if self.eccedenza else stato


@dataclass
class Carta:
    """The accountant's sheet: documents (eligible amount, paid or not) and shares, by their numbers."""

    documenti: dict[int, tuple[Decimal, bool]] = field(default_factory=dict)
    quote: dict[int, Quota] = field(default_factory=dict)
    stato: str = R.APERTO

    def somma(self, linea: str, colonna: str, *stati: str) -> Decimal:
        return sum(
            (getattr(q, colonna) for q in self.quote.values() if q.linea == linea and (not stati or q.stato in stati)),
            ZERO,
        )

    def capienza(self, linea: str) -> Decimal:
        return BUDGET[linea] - self.somma(linea, "ammesso")

    def libero(self, documento: int) -> Decimal:
        return self.documenti[documento][0] - sum(
            (q.occupa for q in self.quote.values() if q.documento == documento), ZERO
        )

    def scelte(self, *stati: str) -> list[int]:
        return sorted(pk for pk, q in self.quote.items() if q.stato in stati and q.trimestre == 7)


class Conti(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.mondo = transaction.atomic()
        self.mondo.__enter__()
        self.ets = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])
        self.unione = UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])
        self.carta = Carta()
        self.rendiconto = rendiconto(7)

    @initialize(presentato=st.booleans(), pagato=st.booleans())
    def un_trimestre_di_lavoro(self, presentato: bool, pagato: bool) -> None:
        """Six paid bills that together pass the budget of line 5, in draft or already under verification."""
        for importo, linea in ((4000, 0), (5000, 0), (6000, 0), (2500, 0), (700, 1), (29_500, 1)):
            documento = self.documento(Decimal(importo), pagato=pagato or importo != 700)
            self.dividi(documento, LINEE[linea], Decimal(importo))
        if presentato:
            self.si_presenta()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.mondo.__exit__(None, None, None)

    def prova(self, atto, possibile: bool):
        """Do the act; it must succeed exactly when the sheet says it may."""
        try:
            with transaction.atomic():
                esito = atto()
        except (AttoRifiutato, IntegrityError):
            assert not possibile
            return None
        assert possibile
        return esito

    def spesa(self, pk: int) -> Spesa:
        return Spesa.objects.select_related("rendiconto__trimestre").get(pk=pk)

    @rule(importo=IMPORTI, pagato=st.sampled_from([True, True, True, False]))
    def arriva_un_documento(self, importo: Decimal, pagato: bool) -> None:
        self.documento(importo, pagato)

    def documento(self, importo: Decimal, pagato: bool) -> int:
        documento = DocumentoSpesaFactory(
            imponibile=importo, iva=ZERO, creato_da=self.ets, **({} if pagato else {"pagato_il": False})
        )
        self.carta.documenti[documento.pk] = (importo, pagato)
        return documento.pk

    @precondition(lambda self: self.carta.documenti)
    @rule(dati=st.data(), linea=st.sampled_from(LINEE), importo=IMPORTI)
    def si_divide(self, dati, linea: Linea, importo: Decimal) -> None:
        pk = dati.draw(st.sampled_from(sorted(self.carta.documenti)))
        libero = self.carta.libero(pk)
        importo = dati.draw(st.sampled_from([importo, max(libero, Decimal("0.01")), libero + Decimal("0.01")]))
        self.dividi(pk, linea, importo)

    def dividi(self, pk: int, linea: Linea, importo: Decimal) -> None:
        libero = self.carta.libero(pk)
        documento = DocumentoSpesa.objects.get(pk=pk)
        vecchie = [
            QuotaScritta(QuotaChiesta(importo=q.importo), q.linea, MACROVOCI[q.linea], "Azione", "Voce", pk=numero)
            for numero, q in self.carta.quote.items()
            if q.documento == pk and q.stato == S.BOZZA and q.trimestre == 7
        ]
        nuova = QuotaScritta(QuotaChiesta(importo=importo), linea, MACROVOCI[linea], "Azione", "Voce")
        spese = self.prova(
            lambda: dividi_documento(
                documento,
                [*vecchie, nuova],
                rendiconto=self.rendiconto,
                utente=self.ets,
                versione=documento.versione,
            ),
            self.carta.stato == R.APERTO and ZERO < importo <= libero,
        )
        if spese:
            self.carta.quote[spese[-1].pk] = Quota(pk, linea, importo)

    @precondition(lambda self: self.carta.scelte(S.BOZZA))
    @rule(dati=st.data())
    def si_cancella(self, dati) -> None:
        pk = dati.draw(st.sampled_from(self.carta.scelte(S.BOZZA)))
        elimina_spesa(self.spesa(pk), utente=self.ets)
        del self.carta.quote[pk]

    @precondition(lambda self: self.carta.stato == R.APERTO and len(self.carta.quote) > 2)
    @rule()
    def si_presenta(self) -> None:
        bozze = self.carta.scelte(S.BOZZA)
        pagate = all(self.carta.documenti[self.carta.quote[pk].documento][1] for pk in bozze)
        if self.prova(lambda: presenta_rendiconto(self.rendiconto, utente=self.ets), pagate):
            prendi_in_verifica(self.rendiconto, utente=self.unione)
            self.carta.stato = R.IN_VERIFICA
            for pk in bozze:
                self.carta.quote[pk].stato = S.PRESENTATA

    @precondition(lambda self: self.carta.scelte(*DA_DECIDERE, *DECISE))
    @rule(dati=st.data())
    def si_ammette(self, dati) -> None:
        pk = dati.draw(st.sampled_from(self.carta.scelte(*DA_DECIDERE, *DECISE)))
        quota = self.carta.quote[pk]
        possibile = quota.stato in DA_DECIDERE and self.carta.stato == R.IN_VERIFICA
        if self.prova(lambda: ammetti_spesa(self.spesa(pk), utente=self.unione), possibile):
            quota.decidi(S.AMMESSA, quota.importo, self.carta.capienza(quota.linea))

    @precondition(lambda self: self.carta.stato == R.IN_VERIFICA and self.carta.scelte(*DA_DECIDERE))
    @rule(dati=st.data(), importo=IMPORTI)
    def si_ammette_in_parte(self, dati, importo: Decimal) -> None:
        pk = dati.draw(st.sampled_from(self.carta.scelte(*DA_DECIDERE)))
        quota = self.carta.quote[pk]
        importo = dati.draw(st.sampled_from([importo, quota.importo]))
        atto = {"utente": self.unione, "importo": importo, "motivo": "OLTRE_MASSIMALE", "spiegazione": "Tariffa"}
        if self.prova(lambda: ammetti_in_parte(self.spesa(pk), **atto), importo < quota.importo):
            quota.decidi(S.AMMESSA_PARZIALE, importo, self.carta.capienza(quota.linea))

    @precondition(lambda self: self.carta.stato == R.IN_VERIFICA and self.carta.scelte(*DA_DECIDERE))
    @rule(dati=st.data())
    def non_si_ammette(self, dati) -> None:
        pk = dati.draw(st.sampled_from(self.carta.scelte(*DA_DECIDERE)))
        non_ammettere(self.spesa(pk), utente=self.unione, motivo="NON_INERENTE", spiegazione="Fuori linea")
        quota = self.carta.quote[pk]
        quota.stato, quota.non_ammesso = S.NON_AMMESSA, quota.importo

    @precondition(lambda self: self.carta.scelte(*DA_DECIDERE))
    @rule()
    def si_ammette_in_blocco(self) -> None:
        esito = ammetti_in_blocco(self.carta.scelte(*DA_DECIDERE), utente=self.unione)
        assert not esito.saltate
        for spesa in esito.ammesse:
            quota = self.carta.quote[spesa.pk]
            quota.decidi(S.AMMESSA, quota.importo, self.carta.capienza(quota.linea))

    @precondition(lambda self: self.carta.scelte(*DECISE))
    @rule(dati=st.data())
    def si_rivede(self, dati) -> None:
        pk = dati.draw(st.sampled_from(self.carta.scelte(*DECISE)))
        rettificata = any(q.rettifica_di == pk for q in self.carta.quote.values())
        possibile = self.carta.stato == R.IN_VERIFICA and not rettificata
        quota = self.carta.quote[pk]
        # What was refused may have been claimed again meanwhile: then there is no room to reconsider it.
        possibile = possibile and quota.importo - quota.occupa <= self.carta.libero(quota.documento)
        if self.prova(lambda: rivedi_decisione(self.spesa(pk), utente=self.unione), possibile):
            quota.stato, quota.ammesso, quota.eccedenza, quota.non_ammesso = S.PRESENTATA, ZERO, ZERO, ZERO

    @precondition(lambda self: self.carta.stato == R.IN_VERIFICA)
    @rule()
    def si_chiude(self) -> None:
        possibile = not self.carta.scelte(*DA_DECIDERE)
        if self.prova(lambda: chiudi_verifica(self.rendiconto, utente=self.unione), possibile):
            self.carta.stato = R.VERIFICATO

    @precondition(lambda self: self.carta.stato == R.VERIFICATO)
    @rule()
    def si_riapre(self) -> None:
        riapri_rendiconto(self.rendiconto, utente=self.unione, motivo="Un documento letto male")
        self.carta.stato = R.IN_VERIFICA

    @precondition(lambda self: self.carta.stato == R.VERIFICATO and self.carta.scelte(*DECISE - {S.NON_AMMESSA}))
    @rule(dati=st.data(), importo=IMPORTI)
    def si_rettifica(self, dati, importo: Decimal) -> None:
        pk = dati.draw(st.sampled_from(self.carta.scelte(*DECISE - {S.NON_AMMESSA})))
        quota = self.carta.quote[pk]
        tolto = sum((q.importo for q in self.carta.quote.values() if q.rettifica_di == pk), ZERO)
        atto = {"utente": self.unione, "importo": importo, "motivo": "Pagata due volte"}
        nuova = self.prova(lambda: rettifica_spesa(self.spesa(pk), **atto), importo <= quota.ammesso + tolto)
        if nuova:
            self.carta.quote[nuova.pk] = Quota(quota.documento, quota.linea, -importo, trimestre=8, rettifica_di=pk)

    @precondition(lambda self: self.carta.scelte(*DA_DECIDERE))
    @rule(dati=st.data())
    def qualcuno_scrive_a_mano_nel_database(self, dati) -> None:
        """Direct SQL meets the same fence."""
        pk = dati.draw(st.sampled_from(self.carta.scelte(*DA_DECIDERE)))
        quota = self.carta.quote[pk]
        possibile = quota.importo <= self.carta.capienza(quota.linea) and self.carta.stato == R.IN_VERIFICA
        atto = lambda: Spesa.objects.filter(pk=pk).update(stato=S.AMMESSA, ammesso=quota.importo)  # noqa: E731
        if self.prova(atto, possibile):
            quota.decidi(S.AMMESSA, quota.importo, quota.importo)

    @invariant()
    def the_budget_rows_say_what_the_sheet_says(self) -> None:
        scritti = {
            b.linea: (b.presentato, b.in_verifica, b.ammesso, b.eccedenza, b.residuo)
            for b in LineaBudget.objects.filter(linea__in=LINEE)
        }
        carta = self.carta
        presentati = [s for s in S.values if s != S.BOZZA]
        attesi = {
            linea: (
                carta.somma(linea, "importo", *presentati),
                carta.somma(linea, "importo", S.PRESENTATA),
                carta.somma(linea, "ammesso"),
                carta.somma(linea, "eccedenza"),
                carta.capienza(linea) - carta.somma(linea, "importo", S.PRESENTATA),
            )
            for linea in LINEE
        }
        assert scritti == attesi
        assert all(ammesso <= BUDGET[linea] for linea, (_, _, ammesso, _, _) in scritti.items())

    @invariant()
    def documents_and_totals_say_what_the_sheet_says(self) -> None:
        ripartiti = dict(DocumentoSpesa.objects.values_list("pk", "ripartito"))
        assert ripartiti == {pk: e - self.carta.libero(pk) for pk, (e, _) in self.carta.documenti.items()}
        totali = TotaleSpesa.objects.aggregate(Sum("quante"), Sum("importo"), Sum("ammesso"), Sum("non_ammesso"))
        quote = self.carta.quote.values()
        assert {k: v or 0 for k, v in totali.items()} == {
            "quante__sum": len(quote),
            "importo__sum": sum(q.importo for q in quote),
            "ammesso__sum": sum(q.ammesso for q in quote),
            "non_ammesso__sum": sum(q.non_ammesso for q in quote),
        }

    @invariant()
    def the_convention_is_whole(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        assert LineaBudget.objects.aggregate(Sum("budget_vigente"))["budget_vigente__sum"] == Decimal("450000")


def gioca(giochi: int, *fasi: Phase) -> None:
    """Play that many sequences of fifty acts. Only the night shrinks a failure: the day wants to know soon."""
    run_state_machine_as_test(
        Conti,
        settings=settings(
            max_examples=giochi,
            stateful_step_count=50,
            deadline=None,
            database=None,
            phases=fasi or (Phase.generate,),
            print_blob=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_sequence_of_acts_keeps_the_money_right(request: pytest.FixtureRequest, db: None) -> None:
    if request.config.getoption("profilo") == "notte":
        gioca(2000, Phase.generate, Phase.shrink)
    else:
        gioca(60)


def senza_trigger(tabella: str, nome: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
            [tabella, f"pgtrigger_{nome}_%"],
        )
        return f"ALTER TABLE {tabella} DISABLE TRIGGER {cursor.fetchone()[0]}"


SPESA, LINEA = "rendicontazione_spesa", "rendicontazione_lineabudget"
ATTI, CONTI = "rendicontazione.actions.verifica", "rendicontazione.actions.rendiconto"
# Few sequences come to where a bug shows, to the last euro of a line for one; the first that does ends the test.
GIOCHI_PER_UN_GUASTO = 200
GUASTI_DEL_CODICE = {
    "the residual is ignored": (f"{ATTI}.dividi", lambda i, c, riconosciuto=None: Parti(riconosciuto or i)),
    "a cent too little is admitted": (
        f"{ATTI}.dividi",
        lambda i, c, riconosciuto=None: Parti(i - Decimal("0.01"), Decimal("0.01")),
    ),
    "what exceeds is lost": (
        f"{ATTI}.dividi",
        lambda i, c, riconosciuto=None: Parti(min(i, c.residuo), ZERO, i - min(i, c.residuo)),
    ),
    "an admission in part may be whole": (f"{ATTI}.valuta_parte", lambda importo, parte: Esito()),
    "unpaid drafts are presented": (f"{CONTI}.spese_incomplete", lambda bozze: []),
    "a quarter closes with shares undecided": (f"{CONTI}.IN_VERIFICA", ()),
}
GUASTI_DEL_DATABASE = {
    "the budget rows are not kept": (SPESA, "somma_budget_update"),
    "the totals are not kept": (SPESA, "somma_totali_update"),
    "the divided amount is not kept": (SPESA, "somma_ripartito_insert"),
}


@pytest.mark.parametrize("guasto", GUASTI_DEL_CODICE)
def test_a_bug_planted_in_the_acts_is_found(guasto: str, monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    dove, come = GUASTI_DEL_CODICE[guasto]
    monkeypatch.setattr(dove, come)
    with pytest.raises(Exception):  # noqa: B017, PT011 - a refusal where the sheet says yes is a find too
        gioca(GIOCHI_PER_UN_GUASTO)


@pytest.mark.parametrize("guasto", GUASTI_DEL_DATABASE)
def test_a_bug_planted_in_the_database_is_found(guasto: str, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(senza_trigger(*GUASTI_DEL_DATABASE[guasto]))
    with pytest.raises(Exception):  # noqa: B017, PT011 - a refusal where the sheet says yes is a find too
        gioca(GIOCHI_PER_UN_GUASTO)


def test_a_missing_fence_is_found(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {LINEA} DROP CONSTRAINT budget_mai_superato")
    with pytest.raises(Exception):  # noqa: B017, PT011 - a refusal where the sheet says yes is a find too
        gioca(GIOCHI_PER_UN_GUASTO)
