"""Acts on a building, on the real database."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from cohousing.actions.fase import aggiungi_fase_immobile, modifica_fase, togli_fase
from cohousing.actions.immobile import (
    approva_immobile,
    modifica_immobile,
    proponi_immobile,
    rileva_immobile,
    rinvia_immobile,
    riprendi_immobile,
    scarta_immobile,
    segnala_immobile,
    valuta_immobile,
)
from cohousing.models import FaseImmobile, RicognizioneImmobile
from cohousing.queries.immobile import decisioni_di
from tests.factories.cohousing import immobile
from tests.factories.persone import ComuneFactory, UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Comune, Parametro, Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
FASE = {"descrizione": "Lavori", "mesi": 8, "costo": D("85000.00")}
VISTO = {
    "rilevato_il": OGGI, "superficie": D("210.00"), "posti_letto": 10, "stato_conservazione": 3, "servizi_vicini": 4,
    "accessibile": True, "vincoli": "",
}  # fmt: skip
VALUTATO = {"costo_adeguamento": D("85000.00"), "titolo_possibile": "CONCESSIONE", "categorie": ["ANZIANI_SOLI"]}


@pytest.fixture
def operatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def coordinatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])


@pytest.fixture
def funzionaria() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


@pytest.fixture
def comune() -> Comune:
    return ComuneFactory()


def segnalato(comune: Comune, **altro: Any) -> dict[str, Any]:
    return {
        "comune": comune, "indirizzo": "via  delle Scuole ", "civico": "12", "proprietario_tipo": "COMUNE",
        "fonte": "COMUNE", "segnalato_il": date(2026, 9, 7),
    } | altro  # fmt: skip


def test_a_building_goes_from_its_sighting_to_the_cabina(
    comune: Comune, operatrice: Utente, coordinatrice: Utente, funzionaria: Utente
) -> None:
    nuovo = segnala_immobile(segnalato(comune), utente=operatrice)
    assert (nuovo.numero, nuovo.indirizzo, nuovo.stato, nuovo.punteggio) == (
        "RI-2026-0001", "via delle Scuole", "SEGNALATO", None,
    )  # fmt: skip
    assert rileva_immobile(nuovo, VISTO, utente=operatrice).stato == "RILEVATO"
    aggiungi_fase_immobile(nuovo, FASE, utente=operatrice)
    # 12 of conservation, 20 free, 20 of cost (8.500 a bed), 11 of services, 10 of title, 10 without barriers
    assert valuta_immobile(nuovo, VALUTATO, utente=operatrice).punteggio == 83
    proposto = proponi_immobile(nuovo, proposta=" Sei alloggi. ", utente=coordinatrice)
    assert (proposto.stato, proposto.proposta, proposto.proposto_il) == ("PROPOSTO", "Sei alloggi.", OGGI)
    fatto = approva_immobile(nuovo, seduta="Seduta n. 4", il=OGGI, utente=funzionaria)
    assert (fatto.stato, fatto.seduta, fatto.approvato_il, fatto.deciso_da, fatto.punteggio, fatto.versione) == (
        "APPROVATO_CABINA", "Seduta n. 4", OGGI, funzionaria, 83, 5,
    )  # fmt: skip


def test_the_cabina_sends_back_and_the_ets_proposes_again(coordinatrice: Utente, funzionaria: Utente) -> None:
    suo = immobile("PROPOSTO")
    rinviato = rinvia_immobile(suo, osservazioni="Manca il piano di gestione", utente=funzionaria)
    assert (rinviato.stato, rinviato.osservazioni, rinviato.deciso_da) == (
        "VALUTATO", "Manca il piano di gestione", funzionaria,
    )  # fmt: skip
    aggiungi_fase_immobile(suo, FASE, utente=coordinatrice)
    assert proponi_immobile(suo, proposta="Con il piano", utente=coordinatrice).proposto_il == OGGI
    assert [(d.aspetto.etichetta, d.parole) for d in decisioni_di(suo)][1:] == [
        ("Valutato", "Rinviato dalla Cabina: Manca il piano di gestione"),
        ("Proposto alla Cabina", "70 punti su 100"),
    ]


def test_a_discarded_building_is_looked_at_again_from_the_beginning(operatrice: Utente) -> None:
    suo = immobile("VALUTATO")
    scartato = scarta_immobile(suo, motivo="Il tetto è crollato", utente=operatrice)
    assert (scartato.stato, scartato.motivo) == ("SCARTATO", "Il tetto è crollato")
    ripreso = riprendi_immobile(suo, utente=operatrice)
    assert (ripreso.stato, ripreso.motivo, ripreso.punteggio, ripreso.posti_letto) == ("SEGNALATO", "", None, 10)


def test_the_score_follows_what_is_corrected_and_the_thresholds_in_force(operatrice: Utente) -> None:
    suo = immobile("VALUTATO")  # worth 78: 12 + 20 + 20 + 11 + 10 + 5
    uguale = modifica_immobile(suo, {"note": "Visto di nuovo"}, utente=operatrice, versione=1)
    assert (uguale.punteggio, uguale.versione) == (78, 2)
    Parametro.objects.create(
        chiave="cohousing_costo_posto_alto", descrizione="Costo", valore=8500, valido_dal=date(2026, 1, 1), atto="-"
    )
    Parametro.objects.create(
        chiave="cohousing_costo_posto_basso", descrizione="Costo", valore=1000, valido_dal=date(2026, 1, 1), atto="-"
    )
    assert modifica_immobile(suo, {"accessibile": True}, utente=operatrice, versione=2).punteggio == 63


def test_before_the_valuation_there_is_no_score(operatrice: Utente) -> None:
    suo = immobile("RILEVATO")
    assert modifica_immobile(suo, {"stato_conservazione": 5}, utente=operatrice, versione=1).punteggio is None


def test_who_saves_second_is_told(operatrice: Utente) -> None:
    suo = immobile("SEGNALATO")
    modifica_immobile(suo, {"note": "A"}, utente=operatrice, versione=1)
    with pytest.raises(ModificaConcorrente):
        modifica_immobile(suo, {"note": "B"}, utente=operatrice, versione=1)


def test_phases_are_added_corrected_and_taken_away(operatrice: Utente) -> None:
    suo = immobile("RILEVATO")
    prima = aggiungi_fase_immobile(suo, FASE, utente=operatrice)
    seconda = aggiungi_fase_immobile(suo, FASE | {"descrizione": "Arredi"}, utente=operatrice)
    modifica_fase(seconda, {"mesi": 2}, utente=operatrice, versione=1)
    with pytest.raises(ModificaConcorrente):
        modifica_fase(seconda, {"mesi": 3}, utente=operatrice, versione=1)
    togli_fase(prima, utente=operatrice)
    terza = aggiungi_fase_immobile(suo, FASE, utente=operatrice)
    assert list(FaseImmobile.objects.values_list("numero", "descrizione", "mesi")) == [
        (seconda.numero, "Arredi", 2), (terza.numero, "Lavori", 8),
    ]  # fmt: skip
    with pytest.raises(AttoRifiutato, match=r"^Questa fase è già stata tolta\.$"):
        togli_fase(FaseImmobile(pk=prima.pk or 0, immobile=suo), utente=operatrice)


def test_phases_end_somewhere(operatrice: Utente) -> None:
    suo = immobile("RILEVATO")
    FaseImmobile.objects.bulk_create(FaseImmobile(immobile=suo, numero=n, **FASE) for n in range(1, 31))
    with pytest.raises(AttoRifiutato, match=r"^Le fasi sono già 30: mettine insieme qualcuna\.$"):
        aggiungi_fase_immobile(suo, FASE, utente=operatrice)


Atto = Callable[[RicognizioneImmobile, Utente], object]


@pytest.mark.parametrize(
    ("stato", "ruolo", "atto", "frase"),
    [
        pytest.param(
            "SEGNALATO", Ruolo.FUNZIONARIO_UNIONE, lambda i, u: rileva_immobile(i, VISTO, utente=u),
            "«Registra il sopralluogo…» spetta a un altro ruolo.", id="the Unione does not survey",
        ),
        pytest.param(
            "VALUTATO", Ruolo.OPERATORE_ETS, lambda i, u: proponi_immobile(i, proposta="Sì", utente=u),
            "«Proponi alla Cabina…» spetta a un altro ruolo.", id="an operator does not propose",
        ),
        pytest.param(
            "PROPOSTO", Ruolo.COORDINATORE_ETS, lambda i, u: approva_immobile(i, seduta="4", il=OGGI, utente=u),
            "«Registra l’approvazione della Cabina…» spetta a un altro ruolo.", id="the ETS does not approve itself",
        ),
        pytest.param(
            "PROPOSTO", Ruolo.OPERATORE_ETS, lambda i, u: scarta_immobile(i, motivo="No", utente=u),
            "Non si può più: «Scarta…» non è possibile quando lo stato è «Proposto alla Cabina».", id="proposed",
        ),
        pytest.param(
            "PROPOSTO", Ruolo.OPERATORE_ETS, lambda i, u: aggiungi_fase_immobile(i, FASE, utente=u),
            "Non si può più: «Aggiungi una fase…» non è possibile quando lo stato è «Proposto alla Cabina».",
            id="phases are still while the Cabina reads",
        ),
        pytest.param(
            "PROPOSTO", Ruolo.OPERATORE_ETS,
            lambda i, u: modifica_immobile(i, {"note": "X"}, utente=u, versione=1),
            "Non si può più: «Modifica» non è possibile quando lo stato è «Proposto alla Cabina».", id="proposed too",
        ),
        pytest.param(
            "SEGNALATO", Ruolo.OPERATORE_ETS,
            lambda i, u: rileva_immobile(i, VISTO | {"rilevato_il": date(2026, 9, 6)}, utente=u),
            "Il sopralluogo viene dopo la segnalazione, del 07/09/2026", id="seen before it was told",
        ),
        pytest.param(
            "RILEVATO", Ruolo.OPERATORE_ETS,
            lambda i, u: valuta_immobile(i, VALUTATO | {"categorie": []}, utente=u),
            "Scrivi per chi potrebbe essere", id="for nobody",
        ),
        pytest.param(
            "VALUTATO", Ruolo.OPERATORE_ETS,
            lambda i, u: modifica_immobile(i, {"titolo_possibile": "DA_DEFINIRE", "superficie": None}, utente=u,
                                           versione=1),
            "Scrivi la superficie. Scrivi come si potrebbe avere", id="what was valued is not emptied",
        ),
        pytest.param(
            "VALUTATO", Ruolo.COORDINATORE_ETS, lambda i, u: proponi_immobile(i, proposta=" ", utente=u),
            "Aggiungi almeno una fase: che cosa si fa, in quanti mesi, a che costo. Scrivi il testo della proposta",
            id="nothing to propose",
        ),
        pytest.param(
            "PROPOSTO", Ruolo.FUNZIONARIO_UNIONE, lambda i, u: approva_immobile(i, seduta=" ", il=OGGI, utente=u),
            "Scrivi in quale seduta la Cabina ha deciso.", id="no session",
        ),
        pytest.param(
            "PROPOSTO", Ruolo.FUNZIONARIO_UNIONE,
            lambda i, u: approva_immobile(i, seduta="4", il=date(2026, 10, 4), utente=u),
            "La Cabina decide dopo la proposta, del 05/10/2026", id="decided before",
        ),
        pytest.param(
            "PROPOSTO", Ruolo.FUNZIONARIO_UNIONE, lambda i, u: rinvia_immobile(i, osservazioni="", utente=u),
            "Scrivi che cosa osserva la Cabina.", id="no reason",
        ),
        pytest.param(
            "VALUTATO", Ruolo.OPERATORE_ETS, lambda i, u: scarta_immobile(i, motivo=" ", utente=u),
            "Scrivi perché l’immobile è scartato.", id="discarded without a reason",
        ),
    ],
)  # fmt: skip
def test_what_is_refused_says_why_and_writes_nothing(stato: str, ruolo: str, atto: Atto, frase: str) -> None:
    suo = immobile(stato)
    prima = RicognizioneImmobile.objects.filter(pk=suo.pk).values().get()
    with pytest.raises(AttoRifiutato) as rifiuto:
        atto(suo, UtenteFactory(ruoli=[ruolo]))
    assert str(rifiuto.value) == frase
    assert RicognizioneImmobile.objects.filter(pk=suo.pk).values().get() == prima
    assert FaseImmobile.objects.count() == 0


def test_a_building_is_there_once_until_it_is_discarded(comune: Comune, operatrice: Utente) -> None:
    suo = segnala_immobile(segnalato(comune), utente=operatrice)
    altro = segnala_immobile(segnalato(comune, civico="14"), utente=operatrice)
    doppio = f"Questo immobile è già nella ricognizione: {suo.numero}, VIA DELLE SCUOLE 12, Pontedera."
    with pytest.raises(AttoRifiutato) as rifiuto:
        segnala_immobile(segnalato(comune, indirizzo="VIA DELLE SCUOLE"), utente=operatrice)
    assert str(rifiuto.value) == doppio
    with pytest.raises(AttoRifiutato, match="è già nella ricognizione"):
        modifica_immobile(altro, {"civico": "12"}, utente=operatrice, versione=1)
    scarta_immobile(suo, motivo="È doppio", utente=operatrice)
    modifica_immobile(altro, {"civico": "12"}, utente=operatrice, versione=1)
    with pytest.raises(AttoRifiutato, match="è già nella ricognizione"):
        riprendi_immobile(suo, utente=operatrice)


@pytest.mark.parametrize(
    ("ruolo", "altro", "frase"),
    [
        (
            Ruolo.ASSISTENTE_SOCIALE, {},
            "Gli immobili li registra l’ente partner: spetta a un altro ruolo.",
        ),
        (
            Ruolo.OPERATORE_ETS, {"segnalato_il": date(2026, 11, 20)},
            "La segnalazione è nel futuro: scrivila quando sarà successo",
        ),
    ],
)  # fmt: skip
def test_a_sighting_that_cannot_be_says_why(comune: Comune, ruolo: str, altro: dict[str, Any], frase: str) -> None:
    with pytest.raises(AttoRifiutato) as rifiuto:
        segnala_immobile(segnalato(comune, **altro), utente=UtenteFactory(ruoli=[ruolo]))
    assert (str(rifiuto.value), RicognizioneImmobile.objects.count()) == (frase, 0)
