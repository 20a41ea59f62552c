"""Acts on the candidates of the shared houses, on the real database."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from cohousing.actions.candidatura import (
    accogli_candidatura,
    apri_candidatura,
    modifica_candidatura,
    proponi_candidatura,
    respingi_candidatura,
    ritira_candidatura,
)
from cohousing.choices import Categoria, StatoCandidatura, StatoPermanenza
from cohousing.models import Candidatura, Permanenza, Unita
from cohousing.queries.candidatura import richiedente_di
from tests.factories.casa import CasoFactory, InvioFactory
from tests.factories.cohousing import (
    CandidaturaFactory,
    casa_aperta,
    coordinatrice,
    madre_con_figlia,
    operatrice,
    permanenza,
    proposta,
)
from tests.factories.persone import NucleoFactory, UtenteFactory
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Caso, Persona

pytestmark = pytest.mark.django_db
OGGI, INGRESSO = date(2026, 11, 19), date(2026, 12, 1)
PERCHE = "È la prima arrivata e la camera va bene"


def dati(**altro: Any) -> dict[str, Any]:
    return {
        "categoria": Categoria.DONNE_SOLE_CON_FIGLI, "presentata_il": date(2026, 11, 2), "mesi": 12,
        "condizioni": [], "esigenze": [], "comune": None, "solo_quel_comune": False,
    } | altro  # fmt: skip


def candidata(**altro: Any) -> Candidatura:
    return CandidaturaFactory(**{"caso": madre_con_figlia()} | altro)


def proposta_a(unita: Unita, **altro: Any) -> Candidatura:
    return proposta(unita, **{"caso": madre_con_figlia()} | altro)


def rifiuto(atto: Callable[[], object]) -> str:
    with pytest.raises(AttoRifiutato) as detto:
        atto()
    return str(detto.value)


# --- open and correct ----------------------------------------------------------------------------------------


def test_a_candidature_is_born_from_its_referral_which_is_taken_with_it() -> None:
    caso, utente = madre_con_figlia(), operatrice()
    invio = InvioFactory(caso=caso, linea=Linea.COH)
    candidatura = apri_candidatura(caso, dati(), utente=utente, invio=invio)
    invio.refresh_from_db()
    assert (candidatura.numero, candidatura.stato, candidatura.invio, candidatura.creata_da) == (
        "CA-2026-0001", StatoCandidatura.APERTA, invio, utente,
    )  # fmt: skip
    assert candidatura.richiedente == str(caso.nucleo.membri.intestatari().get().persona)
    assert (invio.preso_in_carico_il, invio.preso_in_carico_da, invio.concluso_il) == (OGGI, utente, None)


def test_a_household_without_people_is_called_by_its_code() -> None:
    caso = CasoFactory(nucleo=NucleoFactory(preso_in_carico=True))
    assert apri_candidatura(caso, dati(), utente=operatrice()).richiedente == caso.nucleo.codice


def chiuso() -> Caso:
    return CasoFactory(chiuso_il=date(2026, 11, 10), esito="RINUNCIA")


@pytest.mark.parametrize(
    ("caso", "ruolo", "altro", "frase"),
    [
        (
            CasoFactory, Ruolo.ASSISTENTE_SOCIALE, {},
            "Le candidature le registra l’ente partner: spetta a un altro ruolo.",
        ),
        (CasoFactory, Ruolo.OPERATORE_ETS, {"mesi": 61}, "I mesi vanno da 1 a 60"),
        (CasoFactory, Ruolo.OPERATORE_ETS, {"mesi": 0}, "I mesi vanno da 1 a 60"),
        (CasoFactory, Ruolo.OPERATORE_ETS, {"solo_quel_comune": True}, "Scrivi in quale comune deve vivere"),
        (
            CasoFactory, Ruolo.OPERATORE_ETS, {"presentata_il": date(2026, 11, 20)},
            "Una candidatura si presenta oggi o si è già presentata: la data è nel futuro",
        ),
    ],
)  # fmt: skip
def test_what_may_not_be_registered_is_refused_with_a_sentence(
    caso: Callable[[], Caso], ruolo: str, altro: dict[str, Any], frase: str
) -> None:
    utente = UtenteFactory(ruoli=[ruolo])
    assert rifiuto(lambda: apri_candidatura(caso(), dati(**altro), utente=utente)) == frase
    assert Candidatura.objects.count() == 0


def test_a_closed_case_and_a_household_that_waits_already_ask_no_more() -> None:
    aperta, finito = candidata(), chiuso()
    assert rifiuto(lambda: apri_candidatura(finito, dati(), utente=operatrice())) == (
        f"Il caso {finito.numero} è chiuso dal 10/11/2026."
    )
    assert rifiuto(lambda: apri_candidatura(aperta.caso, dati(), utente=operatrice())) == (
        f"Questo nucleo ha già una candidatura aperta, {aperta.numero}."
    )


@pytest.mark.parametrize(
    ("linea", "concluso_il", "frase"),
    [
        (Linea.GIS, None, "L’invio è di un altro caso o di un’altra linea."),
        (Linea.COH, OGGI, "L’invio è già concluso: la candidatura si registra dalla scheda del nucleo."),
    ],
)
def test_a_referral_of_others_or_ended_starts_nothing(linea: str, concluso_il: date | None, frase: str) -> None:
    invio = InvioFactory(linea=linea, concluso_il=concluso_il, esito="Fatto" if concluso_il else "")
    assert rifiuto(lambda: apri_candidatura(invio.caso, dati(), utente=operatrice(), invio=invio)) == frase
    assert Candidatura.objects.count() == 0


def test_who_overtakes_another_in_correcting_is_told() -> None:
    candidatura, utente = candidata(), operatrice()
    corretta = modifica_candidatura(candidatura, dati(mesi=6), utente=utente, versione=1)
    assert (corretta.mesi, corretta.versione) == (6, 2)
    with pytest.raises(ModificaConcorrente):
        modifica_candidatura(candidatura, dati(mesi=9), utente=utente, versione=1)
    assert rifiuto(lambda: modifica_candidatura(candidatura, dati(mesi=99), utente=utente, versione=2)) == (
        "I mesi vanno da 1 a 60"
    )


# --- propose -------------------------------------------------------------------------------------------------


def test_a_unit_is_proposed_and_another_may_take_its_place() -> None:
    prima, seconda = casa_aperta(unita=2).unita.all()
    candidatura, utente = candidata(), operatrice()
    fatta = proponi_candidatura(candidatura, unita=prima, ingresso_il=INGRESSO, utente=utente, versione=1)
    assert (fatta.stato, fatta.unita, fatta.ingresso_il, fatta.versione) == ("PROPOSTA", prima, INGRESSO, 2)
    altra = proponi_candidatura(candidatura, unita=seconda, ingresso_il=OGGI, utente=utente, versione=2)
    assert (altra.stato, altra.unita, altra.ingresso_il, altra.versione) == ("PROPOSTA", seconda, OGGI, 3)


def test_a_unit_waits_for_one_household_at_a_time() -> None:
    unita = casa_aperta().unita.first()
    prima, seconda = proposta_a(unita), candidata()

    def proponi() -> object:
        return proponi_candidatura(seconda, unita=unita, ingresso_il=INGRESSO, utente=operatrice(), versione=1)

    assert rifiuto(proponi) == f"L’unità è già proposta alla candidatura {prima.numero}"
    respingi_candidatura(prima, motivazione=PERCHE, utente=coordinatrice(), versione=1)
    proponi()
    seconda.refresh_from_db()
    assert (seconda.stato, seconda.unita) == ("PROPOSTA", unita)


@pytest.mark.parametrize(
    ("casa", "altro", "ingresso", "frase"),
    [
        ({}, {}, date(2026, 11, 18), "Il giorno dell’ingresso, 18/11/2026, è già passato: proponi un altro giorno"),
        (
            {"categoria": Categoria.STUDENTI}, {}, INGRESSO,
            "La casa è per «Studenti», la candidatura è per «Donne sole con figli»",
        ),
        ({}, {"accessibile": True}, INGRESSO, "Serve un’unità accessibile, e questa non lo è"),
        ({}, {"entro_il": OGGI}, INGRESSO, "Serve entro il 19/11/2026, si entra dal 01/12/2026"),
    ],
)  # fmt: skip
def test_a_unit_that_does_not_fit_is_refused_with_the_reasons(
    casa: dict[str, Any], altro: dict[str, Any], ingresso: date, frase: str
) -> None:
    unita, candidatura = casa_aperta(**casa).unita.first(), candidata(**altro)
    assert frase == rifiuto(
        lambda: proponi_candidatura(candidatura, unita=unita, ingresso_il=ingresso, utente=operatrice(), versione=1)
    )
    candidatura.refresh_from_db()
    assert (candidatura.stato, candidatura.unita, candidatura.versione) == ("APERTA", None, 1)


def test_a_unit_somebody_lives_in_says_until_when() -> None:
    unita = casa_aperta().unita.first()
    permanenza(unita)
    candidatura = candidata()
    assert (
        rifiuto(
            lambda: proponi_candidatura(
                candidatura, unita=unita, ingresso_il=INGRESSO, utente=operatrice(), versione=1
            )
        )
        == "L’unità è abitata dal 01/03/2026 al 28/02/2027"
    )


def test_who_has_a_place_already_is_not_proposed_another() -> None:
    libera, abitata = casa_aperta(unita=2, nome="Casa Rosa").unita.all()
    dentro = permanenza(abitata, caso=madre_con_figlia())
    candidatura = candidata(caso=dentro.caso)
    assert (
        rifiuto(
            lambda: proponi_candidatura(
                candidatura, unita=libera, ingresso_il=INGRESSO, utente=operatrice(), versione=1
            )
        )
        == "Il nucleo ha già un posto in Casa Rosa, fino al 28/02/2027"
    )


def test_a_social_worker_proposes_nothing() -> None:
    unita, candidatura = casa_aperta().unita.first(), candidata()
    chi = UtenteFactory(ruoli=[Ruolo.ASSISTENTE_SOCIALE])
    assert (
        rifiuto(lambda: proponi_candidatura(candidatura, unita=unita, ingresso_il=INGRESSO, utente=chi, versione=1))
        == "«Proponi un’unità…» spetta a un altro ruolo."
    )


# --- decide --------------------------------------------------------------------------------------------------


def test_accepting_prepares_the_stay_and_answers_who_referred() -> None:
    caso = madre_con_figlia()
    caso.case_manager = operatrice()
    caso.save()
    invio = InvioFactory(caso=caso, linea=Linea.COH)
    unita = casa_aperta().unita.first()
    candidatura = proposta(unita, caso=caso, invio=invio, richiedente="Rossi Anna", mesi=18)
    chi = coordinatrice()
    stay = accogli_candidatura(candidatura, motivazione=PERCHE, utente=chi, versione=1)
    candidatura.refresh_from_db()
    invio.refresh_from_db()
    assert (candidatura.stato, candidatura.decisa_da, candidatura.decisa_il, candidatura.motivazione) == (
        StatoCandidatura.ACCOLTA, chi, OGGI, PERCHE,
    )  # fmt: skip
    assert Permanenza.objects.filter(pk=stay.pk).values(
        "numero", "stato", "struttura", "unita", "nucleo", "caso", "candidatura", "ospite", "persone", "referente",
        "inizio", "fine_prevista", "fine_effettiva", "quota_mensile", "cauzione",
    ).get() == {
        "numero": "PM-2026-0001", "stato": StatoPermanenza.PREPARAZIONE, "struttura": unita.struttura_id,
        "unita": unita.pk, "nucleo": caso.nucleo_id, "caso": caso.pk, "candidatura": candidatura.pk,
        "ospite": richiedente_di(caso.nucleo, INGRESSO), "persone": 2,
        "referente": caso.case_manager_id, "inizio": INGRESSO,
        "fine_prevista": date(2028, 5, 31), "fine_effettiva": date(2028, 5, 31), "quota_mensile": D("220.00"),
        "cauzione": D("220.00"),
    }  # fmt: skip
    assert (invio.concluso_il, invio.esito) == (OGGI, f"Candidatura {candidatura.numero} accolta: {PERCHE}")


def test_without_a_case_manager_the_stay_is_of_who_decides() -> None:
    candidatura, chi = proposta_a(casa_aperta().unita.first()), coordinatrice()
    assert accogli_candidatura(candidatura, motivazione=PERCHE, utente=chi, versione=1).referente == chi


def test_a_house_full_of_households_takes_no_more() -> None:
    prima, seconda = casa_aperta(unita=2, capienza_nuclei=1).unita.all()
    candidate = [proposta_a(unita) for unita in (prima, seconda)]
    chi = coordinatrice()
    accogli_candidatura(candidate[0], motivazione=PERCHE, utente=chi, versione=1)
    assert (
        rifiuto(lambda: accogli_candidatura(candidate[1], motivazione=PERCHE, utente=chi, versione=1))
        == "Il 01/12/2026 la casa ha già 1 nucleo: di più non ne può accogliere"
    )
    assert Permanenza.objects.count() == 1


def passata(unita: Unita) -> Candidatura:
    return proposta_a(unita, ingresso_il=date(2026, 11, 18))


def con_caso_chiuso(unita: Unita) -> Candidatura:
    candidatura = proposta_a(unita)
    Caso.objects.filter(pk=candidatura.caso_id).update(numero="C-2026-0099", chiuso_il=OGGI, esito="RINUNCIA")
    return candidatura


def senza_anagrafe(unita: Unita) -> Candidatura:
    candidatura = proposta_a(unita)
    Persona.objects.filter(appartenenze__nucleo=candidatura.caso.nucleo).update(nato_il=None)
    return candidatura


@pytest.mark.parametrize(
    ("prepara", "ruolo", "motivazione", "frase"),
    [
        (proposta_a, Ruolo.OPERATORE_ETS, PERCHE, "«Accogli…» spetta a un altro ruolo."),
        (
            proposta_a, Ruolo.COORDINATORE_ETS, "  ",
            "Scrivi perché: la motivazione la legge chi ha inviato la famiglia.",
        ),
        (
            passata, Ruolo.COORDINATORE_ETS, PERCHE,
            "Il giorno dell’ingresso, 18/11/2026, è già passato: proponi un altro giorno",
        ),
        (con_caso_chiuso, Ruolo.COORDINATORE_ETS, PERCHE, "Il caso C-2026-0099 è chiuso dal 19/11/2026."),
        (
            senza_anagrafe, Ruolo.COORDINATORE_ETS, PERCHE,
            "Di 2 persone non si sa la data di nascita: completa l’anagrafe",
        ),
        (
            lambda _unita: candidata(), Ruolo.COORDINATORE_ETS, PERCHE,
            "Non si può più: «Accogli…» non è possibile quando lo stato è «Aperta».",
        ),
    ],
)  # fmt: skip
def test_what_may_not_be_accepted_leaves_everything_as_it_was(
    prepara: Callable[[Unita], Candidatura], ruolo: str, motivazione: str, frase: str
) -> None:
    candidatura = prepara(casa_aperta().unita.first())
    prima = candidatura.stato
    chi = UtenteFactory(ruoli=[ruolo])
    assert frase == rifiuto(lambda: accogli_candidatura(candidatura, motivazione=motivazione, utente=chi, versione=1))
    candidatura.refresh_from_db()
    assert (candidatura.stato, candidatura.versione, Permanenza.objects.count()) == (prima, 1, 0)


@pytest.mark.parametrize(
    ("atto", "chi", "stato", "parola"),
    [
        (respingi_candidatura, coordinatrice, StatoCandidatura.NON_ACCOLTA, "non accolta"),
        (ritira_candidatura, operatrice, StatoCandidatura.RITIRATA, "ritirata"),
    ],
)
def test_who_is_not_accepted_or_asks_no_more_is_answered_and_the_unit_is_free(
    atto: Callable[..., Candidatura], chi: Callable[[], Any], stato: str, parola: str
) -> None:
    caso, utente = madre_con_figlia(), chi()
    invio = InvioFactory(caso=caso, linea=Linea.COH)
    unita = casa_aperta().unita.first()
    candidatura = atto(
        proposta(unita, caso=caso, invio=invio), motivazione="Ha trovato una casa", utente=utente, versione=1
    )
    invio.refresh_from_db()
    assert (candidatura.stato, candidatura.decisa_da, candidatura.decisa_il, candidatura.versione) == (
        stato, utente, OGGI, 2,
    )  # fmt: skip
    assert invio.esito == f"Candidatura {candidatura.numero} {parola}: Ha trovato una casa"
    proponi_candidatura(candidata(), unita=unita, ingresso_il=INGRESSO, utente=operatrice(), versione=1)
    assert "non è possibile" in rifiuto(lambda: atto(candidatura, motivazione=PERCHE, utente=utente, versione=2))


def test_of_two_who_decide_together_one_wins() -> None:
    candidatura, chi = proposta_a(casa_aperta().unita.first()), coordinatrice()
    modifica_candidatura(candidatura, dati(mesi=6), utente=chi, versione=1)
    for atto in (accogli_candidatura, respingi_candidatura, ritira_candidatura):
        with pytest.raises(ModificaConcorrente):
            atto(candidatura, motivazione=PERCHE, utente=chi, versione=1)
    assert Permanenza.objects.count() == 0
