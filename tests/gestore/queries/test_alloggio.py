from datetime import date

import pytest

from gestore.queries.alloggio import (
    adatto_a,
    con_le_date,
    da_sistemare,
    in_cerca,
    liberi,
    liberi_presto,
    quando_libero,
)
from tests.factories.casa import AlloggioFactory, nucleo_con_adulto
from tests.factories.gestore import SublocazioneFactory, firma, sublocazione_in_corso
from tests.factories.persone import ComuneFactory, MembroNucleoFactory
from valdera_housing.choices import Parentela, StatoAlloggio, StatoContratto
from valdera_housing.models import Alloggio, Contratto

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


def codici(alloggi) -> list[str]:
    return [alloggio.codice for alloggio in alloggi]


def abitato(codice: str, fine: date) -> Contratto:
    """A home where a household lives until ``fine``."""
    contratto = sublocazione_in_corso(fine=fine).contratto
    Alloggio.objects.filter(pk=contratto.alloggio_id).update(codice=codice)
    return contratto


class TestLiberi:
    def test_free_homes_go_by_comune_and_size_never_by_a_score(self):
        buti, palaia = ComuneFactory(nome="Buti"), ComuneFactory(nome="Palaia")
        AlloggioFactory(codice="P1", comune=palaia, camere=1, stato=StatoAlloggio.DISPONIBILE)
        AlloggioFactory(codice="B?", comune=buti, camere=None, stato=StatoAlloggio.SFITTO)
        AlloggioFactory(codice="B3", comune=buti, camere=3, stato=StatoAlloggio.SFITTO)
        AlloggioFactory(codice="B1", comune=buti, camere=1, stato=StatoAlloggio.SFITTO)
        for stato in set(StatoAlloggio) - {"DISPONIBILE", "SFITTO", "ASSEGNATO"}:
            AlloggioFactory(stato=stato, motivo_stato="prova")
        assert codici(liberi(Alloggio.objects.all())) == ["B1", "B3", "B?", "P1"]

    def test_a_home_promised_to_a_household_is_not_free(self):
        contratto = SublocazioneFactory().contratto
        Alloggio.objects.filter(pk=contratto.alloggio_id).update(stato=StatoAlloggio.DISPONIBILE)
        assert len(liberi(Alloggio.objects.all())) == 1
        firma(contratto)
        assert len(liberi(Alloggio.objects.all())) == 0


class TestLiberiPresto:
    def test_soon_is_within_ninety_days_or_being_repaired(self):
        abitato("OGGI", OGGI)
        abitato("NOVANTA", date(2027, 2, 17))
        abitato("NOVANTUNO", date(2027, 2, 18))
        AlloggioFactory(codice="LAVORI", stato=StatoAlloggio.IN_MANUTENZIONE)
        assert sorted(codici(liberi_presto(Alloggio.objects.all(), OGGI))) == ["LAVORI", "NOVANTA", "OGGI"]

    def test_a_household_that_gave_notice_leaves_on_the_day_written(self):
        contratto = abitato("DISDETTO", date(2028, 4, 30))
        assert codici(liberi_presto(Alloggio.objects.all(), OGGI)) == []
        contratto.stato, contratto.cessato_il = StatoContratto.DISDETTATO, date(2026, 12, 31)
        contratto.save()
        trovato = liberi_presto(Alloggio.objects.all(), OGGI).get()
        assert (trovato.codice, quando_libero(trovato)) == ("DISDETTO", "la famiglia lo lascia entro il 31/12/2026")

    @pytest.mark.parametrize(
        ("stato", "frase"),
        [
            (StatoAlloggio.DISPONIBILE, "disponibile dal 10/01/2026"),
            (StatoAlloggio.SFITTO, "sfitto dal 10/01/2026"),
            (StatoAlloggio.IN_MANUTENZIONE, "in manutenzione dal 10/01/2026"),
        ],
    )
    def test_it_says_since_when(self, stato, frase):
        assert quando_libero(AlloggioFactory(stato=stato)) == frase

    def test_the_head_lease_says_how_long_the_home_can_be_given(self):
        contratto = abitato("A", date(2027, 4, 30))
        trovato = con_le_date(Alloggio.objects.filter(pk=contratto.alloggio_id)).get()
        assert (trovato.si_libera_il, trovato.locato_fino_al) == (date(2027, 4, 30), date(2029, 3, 31))


class TestAdattoA:
    def test_every_reason_is_said_with_who_lives_there_today(self):
        pontedera, palaia = ComuneFactory(), ComuneFactory(nome="Palaia")
        nucleo = nucleo_con_adulto(comune=pontedera)
        figlio = {"nucleo": nucleo, "persona__comune": pontedera, "parentela": Parentela.FIGLIO}
        MembroNucleoFactory(**figlio)
        MembroNucleoFactory(**figlio, al=date(2026, 11, 18))
        MembroNucleoFactory(**figlio | {"dal": date(2026, 11, 20)})
        chi = in_cerca(nucleo, OGGI, accessibile=True)
        alloggio = AlloggioFactory(comune=palaia, mq_calpestabili=27, posti_letto=2, accessibile=False)
        esito = adatto_a(alloggio, chi)
        assert [(m.livello, str(m).replace("\N{NO-BREAK SPACE}", " ")) for m in esito.motivi] == [
            ("no", "27 mq: per 2 persone ne servono almeno 28 mq (art. 2 DM 5/7/1975)"),
            ("si", "2 posti letto per 2 persone"),
            ("no", "Serve un alloggio accessibile a chi ha una disabilità, e questo non lo è (DM 236/1989)"),
            ("avviso", "È a Palaia, il nucleo vive a Pontedera"),
        ]

    def test_home_is_where_the_household_lives(self):
        pontedera = ComuneFactory()
        chi = in_cerca(nucleo_con_adulto(comune=pontedera), OGGI)
        esito = adatto_a(AlloggioFactory(comune=pontedera), chi)
        assert (esito.livello, str(esito.motivi[-1])) == ("si", "È a Pontedera, dove il nucleo vive")


class TestDaSistemare:
    def test_a_complete_home_has_nothing_to_do_until_its_certificate_nears_its_end(self):
        scade = date(2027, 2, 18)
        completo = AlloggioFactory(catasto_categoria="A/3", agibilita=True, impianti_conformi=True, ape_scade_il=scade)
        assert da_sistemare(completo, OGGI) == []
        assert [str(m) for m in da_sistemare(completo, date(2026, 11, 20))] == [
            "L’attestato energetico (APE) scade il 18/02/2027: va rifatto in tempo"
        ]

    def test_of_a_home_just_reported_everything_is_to_be_found_out(self):
        assert [m.livello for m in da_sistemare(AlloggioFactory(), OGGI)] == ["avviso"] * 4

    @pytest.mark.parametrize("stato", [StatoAlloggio.NON_IDONEO, StatoAlloggio.RESTITUITO])
    def test_of_a_home_that_is_not_ours_nothing_is(self, stato):
        assert da_sistemare(AlloggioFactory(stato=stato, motivo_stato="Umido"), OGGI) == []
