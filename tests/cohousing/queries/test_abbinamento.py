"""The facts of the matching: as the rules want them, for the same queries whatever the rows."""

from datetime import date
from typing import Any

import pytest

from cohousing.choices import Categoria, Dotazione, StatoPermanenza
from cohousing.models import Candidatura, Fermo, Unita
from cohousing.queries.abbinamento import (
    con_giorni_presi,
    con_nucleo,
    posto_di,
    richiesta_di,
    soglie_in_vigore,
    unita_proponibili,
)
from cohousing.rules.abbinamento import PostoOfferto, Richiesta, Soggiorno, Soglie, abbina
from cohousing.rules.categoria import Componente
from cohousing.rules.posto import Presa
from tests.factories.caso import ProgettoFactory
from tests.factories.cohousing import (
    AlloggioCondivisoFactory,
    CandidaturaFactory,
    StrutturaFactory,
    UnitaFactory,
    casa_aperta,
    madre_con_figlia,
    permanenza,
    proposta,
)
from tests.factories.persone import ComuneFactory
from valdera_housing.kit.periodo import Periodo
from valdera_housing.models import Parametro

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
MADRE, FIGLIA = Componente(date(1990, 5, 1), "F", "italiana"), Componente(date(2018, 3, 1), "F", "italiana")


def richiesta(candidatura: Candidatura) -> Richiesta:
    return richiesta_di(con_nucleo(Candidatura.objects.filter(pk=candidatura.pk), OGGI).get())


def posto(unita: Unita, candidatura: Candidatura | None = None) -> PostoOfferto:
    return posto_di(con_giorni_presi(Unita.objects.filter(pk=unita.pk), OGGI).get(), candidatura)


def test_a_candidate_is_read_with_its_household_of_today() -> None:
    caso = madre_con_figlia()
    ProgettoFactory(caso=caso, firmato=True)
    palaia = ComuneFactory(nome="Palaia")
    candidatura = CandidaturaFactory(
        caso=caso, condizioni=["LAVORA"], accessibile=True, esigenze=["POSTO_AUTO"], comune=palaia,
        solo_quel_comune=True, entro_il=date(2026, 12, 31), mesi=18,
    )  # fmt: skip
    assert richiesta(candidatura) == Richiesta(
        categoria=Categoria.DONNE_SOLE_CON_FIGLI, componenti=(MADRE, FIGLIA), mesi=18,
        condizioni=frozenset({"LAVORA"}), accessibile=True, esigenze=frozenset({Dotazione.POSTO_AUTO}),
        comune="Palaia", solo_quel_comune=True, entro_il=date(2026, 12, 31), progetto_firmato=True, seguita=True,
    )  # fmt: skip


def test_who_left_the_household_and_nobody_signed_is_not_counted() -> None:
    caso = madre_con_figlia()
    ProgettoFactory(caso=caso)
    caso.nucleo.membri.filter(parentela="FIGLIO").update(al=date(2026, 11, 18))
    caso.assistente_sociale = None
    caso.save()
    letta = richiesta(CandidaturaFactory(caso=caso))
    assert (letta.componenti, letta.progetto_firmato, letta.seguita) == ((MADRE,), False, False)


@pytest.mark.parametrize(
    ("stato", "altro", "soggiorni"),
    [
        (StatoPermanenza.IN_CORSO, {}, (Soggiorno("Casa Rosa", date(2027, 2, 28), True),)),
        (StatoPermanenza.PREPARAZIONE, {}, (Soggiorno("Casa Rosa", date(2027, 2, 28), True),)),
        (StatoPermanenza.CONCLUSA, {"uscita_il": OGGI}, (Soggiorno("Casa Rosa", OGGI, False),)),
        (StatoPermanenza.CONCLUSA, {}, ()),
        (StatoPermanenza.ANNULLATA, {}, ()),
    ],
)
def test_the_places_a_household_has_or_has_just_left(
    stato: str, altro: dict[str, Any], soggiorni: tuple[Soggiorno, ...]
) -> None:
    caso = madre_con_figlia()
    permanenza(casa_aperta(nome="Casa Rosa").unita.first(), stato, caso=caso, **altro)
    assert richiesta(CandidaturaFactory(caso=caso)).soggiorni == soggiorni


def test_a_unit_is_read_with_the_days_taken_from_today_on() -> None:
    casa = casa_aperta(unita=2, nome="Casa Rosa", capienza_nuclei=2)
    prima, seconda = casa.unita.all()
    permanenza(prima)
    Fermo.objects.create(unita=prima, dal=date(2027, 3, 1), motivo="Lavori")
    Fermo.objects.create(unita=seconda, dal=date(2026, 2, 1), al=date(2026, 2, 10), motivo="Lavori")
    permanenza(seconda, StatoPermanenza.CONCLUSA)
    abitata = Presa(date(2026, 3, 1), date(2027, 2, 28))
    comune = casa.alloggio.comune.nome
    di_casa = {
        "casa": "Casa Rosa", "categoria": casa.categoria, "comune": comune, "posti_letto": 2,
        "giorni": Periodo(date(2026, 1, 1)), "attiva_dal": date(2026, 1, 15), "capienza": 2, "in_casa": (abitata,),
    }  # fmt: skip
    assert posto(prima) == PostoOfferto(**di_casa, abitata=(abitata,), ferma=(Periodo(date(2027, 3, 1)),))
    assert posto(seconda) == PostoOfferto(**di_casa)


def test_who_stays_past_the_end_agreed_is_still_there() -> None:
    unita = casa_aperta().unita.first()
    permanenza(unita, fine_prevista=date(2026, 10, 31))
    assert posto(unita).abitata == (Presa(date(2026, 3, 1), OGGI),)


def test_a_unit_proposed_waits_for_the_others_and_not_for_its_own_candidate() -> None:
    unita = casa_aperta().unita.first()
    candidatura = proposta(unita)
    assert [posto(unita, c).proposta_a for c in (None, candidatura, CandidaturaFactory())] == [
        candidatura.numero, "", candidatura.numero,
    ]  # fmt: skip


def test_only_units_still_there_in_open_houses_may_be_proposed() -> None:
    casa = casa_aperta(unita=1)
    UnitaFactory(struttura=casa, nome="Di una volta", al=date(2026, 11, 18))
    futura = UnitaFactory(struttura=casa, nome="Di domani", dal=date(2026, 12, 1))
    progetto = UnitaFactory(struttura=StrutturaFactory())
    assert list(unita_proponibili(OGGI)) == [casa.unita.get(nome="Camera 1"), futura]
    assert posto(progetto).chiusa_perche == "In preparazione"


def test_thresholds_are_those_in_force() -> None:
    assert soglie_in_vigore(OGGI) == Soglie(65, 18)
    for chiave, valore in (("eta_anziani", 67), ("mesi_permanenza", 24)):
        Parametro.objects.create(
            chiave=chiave, descrizione="Soglia", valore=valore, valido_dal=date(2026, 1, 1), atto="Delibera 1"
        )
    assert soglie_in_vigore(OGGI) == Soglie(67, 24)


@pytest.mark.parametrize("quanti", [1, 12])
def test_one_query_reads_all_the_candidates_one_all_the_units_one_the_thresholds(
    quanti: int, django_assert_num_queries: Any
) -> None:
    casa = casa_aperta(unita=1, alloggio=AlloggioCondivisoFactory(posti_letto=40))
    for n in range(quanti - 1):
        permanenza(UnitaFactory(struttura=casa, nome=f"Stanza {n}"))
    for _ in range(quanti):
        CandidaturaFactory(caso=madre_con_figlia())
    with django_assert_num_queries(3):
        soglie = soglie_in_vigore(OGGI)
        posti = [posto_di(u) for u in con_giorni_presi(unita_proponibili(OGGI), OGGI)]
        chiedono = [richiesta_di(c) for c in con_nucleo(Candidatura.objects.vive(), OGGI)]
        trovati = [abbina(chi, dove, OGGI, soglie) for chi in chiedono for dove in posti]
    assert (len(trovati), sum(t.ingresso == OGGI for t in trovati)) == (quanti**2, quanti)
