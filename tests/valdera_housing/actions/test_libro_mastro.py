"""Any story of the ledger agrees with a plain model of it, to the cent: sixty stories of thirty steps."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rendicontazione.queries.integrita import CONTROLLI, IMPUTATI, PAGATE
from tests.factories.casa import IncassoFactory, ScadenzaFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.actions.imputazione import annulla_imputazione, imputa_incasso
from valdera_housing.actions.incasso import annulla_incasso
from valdera_housing.actions.scadenza import annulla_scadenza
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Imputazione, Incasso, Scadenza

pytestmark = pytest.mark.django_db
QUANTE = 4
ATTI = st.tuples(
    st.sampled_from(["imputa", "imputa", "imputa", "togli", "annulla_incasso", "annulla_scadenza"]),
    st.integers(0, QUANTE - 1),
    st.integers(0, QUANTE - 1),
    st.integers(1, 30000),
)


class Modello:
    """The ledger as a child would keep it: what is on each due and each payment, and what joins them."""

    def __init__(self, importi: list[int]) -> None:
        self.incassi, self.scadenze = list(importi), list(importi[::-1])
        self.vivi_i, self.vive_s = [True] * QUANTE, [True] * QUANTE
        self.righe: list[list] = []  # [payment, due, cents, alive]

    def pagato(self, posto: int, quale: int) -> int:
        return sum(r[2] for r in self.righe if r[posto] == quale and r[3])

    def fa(self, atto: str, i: int, s: int, centesimi: int) -> bool:
        """Whether the act is allowed; when it is, do it."""
        if atto == "imputa":
            si = self.vivi_i[i] and self.vive_s[s]
            si = si and centesimi <= min(self.incassi[i] - self.pagato(0, i), self.scadenze[s] - self.pagato(1, s))
            if si:
                self.righe.append([i, s, centesimi, True])
            return si
        if atto == "togli":
            if not self.righe or not self.righe[i % len(self.righe)][3]:
                return False
            self.righe[i % len(self.righe)][3] = False
            return True
        if atto == "annulla_incasso":
            si, self.vivi_i[i] = self.vivi_i[i], False
            for riga in self.righe:
                riga[3] = riga[3] and riga[0] != i
            return si
        si = self.vive_s[s] and not self.pagato(1, s)
        self.vive_s[s] = self.vive_s[s] and not si
        return si


def esegui(atto: str, i: int, s: int, centesimi: int, oggetti: dict) -> bool:
    contabile = oggetti["contabile"]
    try:
        if atto == "imputa":
            quote = [(oggetti["scadenze"][s].pk, Decimal(centesimi) / 100)]
            imputa_incasso(oggetti["incassi"][i], quote, utente=contabile)
        elif atto == "togli":
            righe = list(Imputazione.objects.filter(incasso__in=oggetti["incassi"]).order_by("pk"))
            if not righe:
                return False
            annulla_imputazione(righe[i % len(righe)], utente=contabile)
        elif atto == "annulla_incasso":
            annulla_incasso(oggetti["incassi"][i], "Prova", utente=contabile)
        else:
            annulla_scadenza(oggetti["scadenze"][s], "Prova", utente=contabile, oggi=oggi())
    except AttoRifiutato:
        return False
    return True


@settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    importi=st.lists(st.integers(1, 60000), min_size=QUANTE, max_size=QUANTE),
    storia=st.lists(ATTI, min_size=1, max_size=30),
)
def test_any_story_of_the_ledger_is_that_of_a_plain_model(db: None, importi: list[int], storia: list[tuple]) -> None:
    modello = Modello(importi)
    oggetti = {
        "contabile": UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]),
        "incassi": [IncassoFactory(importo=Decimal(c) / 100) for c in modello.incassi],
        "scadenze": [ScadenzaFactory(importo=Decimal(c) / 100) for c in modello.scadenze],
    }
    for passo in storia:
        assert esegui(*passo, oggetti) == modello.fa(*passo), passo
    for classe, posto, chiave in ((Incasso, 0, "incassi"), (Scadenza, 1, "scadenze")):
        righe = classe.objects.filter(pk__in=[o.pk for o in oggetti[chiave]]).order_by("pk")
        scritti = [int(valore * 100) for valore in righe.values_list("imputato", flat=True)]
        assert scritti == [modello.pagato(posto, n) for n in range(QUANTE)]


def test_the_sums_are_computed_again_by_verifica() -> None:
    assert {PAGATE, IMPUTATI} <= {sql for sql, _ in CONTROLLI}
