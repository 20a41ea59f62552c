"""Acts on a stay, on the real database."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from cohousing.actions.permanenza import (
    annulla_permanenza,
    avvia_permanenza,
    concludi_permanenza,
    firma_patto_permanenza,
    modifica_permanenza,
    prepara_permanenza,
)
from cohousing.choices import EsitoPermanenza, Gravita, Provvedimento, StatoPatto
from cohousing.models import Fermo, Permanenza, Unita
from tests.factories.casa import CasoFactory
from tests.factories.caso import ProgettoFactory
from tests.factories.cohousing import (
    INGRESSO,
    CandidaturaFactory,
    PermanenzaFactory,
    ViolazioneFactory,
    casa_aperta,
    coordinatrice,
    firma,
    operatrice,
    permanenza,
    proposta,
    regole,
    verifica,
)
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Caso

pytestmark = pytest.mark.django_db
OGGI, DOMANI = date(2026, 11, 19), date(2026, 11, 20)


def stanza() -> Unita:
    return casa_aperta().unita.get(nome="Camera 1")


def rifiutato(atto: Any, *dati: Any, **altro: Any) -> list[str]:
    with pytest.raises(AttoRifiutato) as rifiuto:
        atto(*dati, **altro)
    return [str(m) for m in rifiuto.value.esito.ostacoli]


class TestPrepara:
    def test_what_is_left_blank_is_of_the_unit_and_of_the_household(self) -> None:
        unita, chi, caso = stanza(), coordinatrice(), CasoFactory(ultima_attivita_il=None)
        nata = prepara_permanenza(unita, caso, {"inizio": date(2026, 12, 1)}, utente=chi)
        nata.refresh_from_db()
        assert (nata.numero, nata.struttura, nata.unita, nata.nucleo, nata.stato, nata.candidatura) == (
            "PM-2026-0001", unita.struttura, unita, caso.nucleo, "PREPARAZIONE", None,
        )  # fmt: skip
        assert (nata.inizio, nata.fine_prevista, nata.fine_effettiva) == (
            date(2026, 12, 1), date(2027, 11, 30), date(2027, 11, 30),
        )  # fmt: skip
        assert (nata.persone, nata.referente, nata.quota_mensile, nata.cauzione, nata.giorno_scadenza) == (
            1, chi, D("220.00"), D("220.00"), 5,
        )  # fmt: skip
        intestatario = caso.nucleo.membri.get().persona
        assert nata.ospite == str(intestatario)
        assert Caso.objects.get(pk=caso.pk).ultima_attivita_il == OGGI

    def test_what_is_written_counts_more(self) -> None:
        referente = operatrice()
        dati = {
            "inizio": OGGI, "fine_prevista": date(2027, 5, 18), "persone": 2, "referente": referente,
            "quota_mensile": D("0"), "cauzione": D("100.00"), "giorno_scadenza": 10,
        }  # fmt: skip
        nata = prepara_permanenza(stanza(), CasoFactory(), dati, utente=coordinatrice())
        assert {nome: getattr(nata, nome) for nome in dati} == dati

    def test_an_accepted_candidate_keeps_its_stay(self) -> None:
        unita, chi = stanza(), coordinatrice()
        candidata = proposta(unita)
        candidata.stato, candidata.decisa_da, candidata.decisa_il = "ACCOLTA", chi, OGGI
        candidata.motivazione = "Ha i requisiti"
        candidata.save()
        nata = prepara_permanenza(
            unita, candidata.caso, {"inizio": candidata.ingresso_il}, utente=chi, candidatura=candidata
        )
        assert (nata.candidatura, nata.inizio) == (candidata, date(2026, 12, 1))

    def test_a_candidate_not_accepted_has_no_stay(self) -> None:
        candidata = CandidaturaFactory()
        assert rifiutato(
            prepara_permanenza, stanza(), candidata.caso, {"inizio": OGGI}, utente=coordinatrice(),
            candidatura=candidata,
        ) == ["Una permanenza nasce da una candidatura accolta dello stesso caso."]  # fmt: skip
        assert Permanenza.objects.count() == 0

    @pytest.mark.parametrize("ruolo", [Ruolo.OPERATORE_ETS, Ruolo.ASSISTENTE_SOCIALE, Ruolo.CONTABILE_ETS])
    def test_only_who_directs_promises_a_place(self, ruolo: str) -> None:
        assert rifiutato(
            prepara_permanenza, stanza(), CasoFactory(), {"inizio": OGGI}, utente=UtenteFactory(ruoli=[ruolo])
        ) == ["Una permanenza la decide il coordinatore dell’ente partner."]
        assert Permanenza.objects.count() == 0

    def test_every_reason_is_told_at_once(self) -> None:
        unita = stanza()
        altra = permanenza(unita)
        Fermo.objects.create(unita=unita, dal=date(2027, 6, 1), motivo="Lavori")
        dati = {"inizio": date(2027, 1, 1), "fine_prevista": date(2028, 12, 31), "persone": 3}
        assert rifiutato(prepara_permanenza, unita, CasoFactory(), dati, utente=coordinatrice()) == [
            "L’unità è chiusa dal 01/06/2027",
            f"L’unità è abitata dal 01/03/2026 al 28/02/2027 ({altra.numero})",
            "3 persone per 2 posti letto",
            "Una permanenza dura al massimo 18 mesi: da quel giorno finisce entro il 30/06/2028; se serve di più, poi "
            "si proroga (patto di ospitalità, durata)",
        ]
        assert Permanenza.objects.count() == 1

    def test_a_household_is_in_one_place_at_a_time(self) -> None:
        altra = permanenza()
        assert rifiutato(prepara_permanenza, stanza(), altra.caso, {"inizio": OGGI}, utente=coordinatrice()) == [
            f"Il nucleo ha già un’altra permanenza, {altra.numero}, dal 01/03/2026 al 28/02/2027"
        ]

    def test_a_closed_case_has_no_stay(self) -> None:
        caso = CasoFactory(chiuso_il=date(2026, 11, 1), esito="ALTRO")
        assert rifiutato(prepara_permanenza, stanza(), caso, {"inizio": OGGI}, utente=coordinatrice()) == [
            f"Il caso {caso.numero} è chiuso dal 01/11/2026."
        ]

    def test_a_house_takes_no_more_households_than_it_can(self) -> None:
        casa = casa_aperta(capienza_nuclei=1)
        permanenza(casa.unita.get(nome="Camera 1"))
        dati = {"inizio": date(2027, 2, 28)}
        unita = casa.unita.get(nome="Camera 2")
        assert rifiutato(prepara_permanenza, unita, CasoFactory(), dati, utente=coordinatrice()) == [
            "Il 28/02/2027 la casa ha già 1 nucleo: di più non ne può accogliere"
        ]
        dopo = prepara_permanenza(unita, CasoFactory(), {"inizio": date(2027, 3, 1)}, utente=coordinatrice())
        assert dopo.struttura == casa

    def test_a_closed_house_takes_nobody(self) -> None:
        unita = stanza()
        casa = unita.struttura
        casa.stato, casa.chiusa_il, casa.motivo = "CHIUSA", OGGI, "Lavori"
        casa.save()
        assert rifiutato(prepara_permanenza, unita, CasoFactory(), {"inizio": OGGI}, utente=coordinatrice()) == [
            f"{casa} non accoglie nessuno: è «Chiusa»"
        ]


def accordo(stay: Permanenza, **altro: Any) -> dict[str, Any]:
    return {
        "unita": stay.unita, "inizio": stay.inizio, "fine_prevista": stay.fine_prevista, "persone": 2,
        "referente": stay.referente, "quota_mensile": D("200.00"), "cauzione": D("0"), "giorno_scadenza": 5,
    } | altro  # fmt: skip


class TestModifica:
    def test_what_was_agreed_changes_before_the_household_comes_in(self) -> None:
        stay = firma(PermanenzaFactory())
        dati = accordo(stay, unita=stay.struttura.unita.get(nome="Camera 2"), fine_prevista=date(2027, 5, 31))
        modifica_permanenza(stay, dati, utente=operatrice(), versione=1)
        stay.refresh_from_db()
        assert {nome: getattr(stay, nome) for nome in dati} == dati
        assert (stay.fine_effettiva, stay.versione, stay.patto_firmato_il) == (date(2027, 5, 31), 2, INGRESSO)

    def test_in_another_house_other_rules_are_to_be_signed(self) -> None:
        stay, altra = firma(PermanenzaFactory()), stanza()
        modifica_permanenza(stay, accordo(stay, unita=altra), utente=operatrice(), versione=1)
        stay.refresh_from_db()
        assert (stay.unita, stay.struttura, stay.patto, stay.patto_firmato_il) == (altra, altra.struttura, None, None)

    def test_of_two_people_who_change_it_one_wins(self) -> None:
        stay = PermanenzaFactory()
        modifica_permanenza(stay, accordo(stay), utente=operatrice(), versione=1)
        with pytest.raises(ModificaConcorrente):
            modifica_permanenza(stay, accordo(stay, persone=1), utente=operatrice(), versione=1)
        assert Permanenza.objects.get().persone == 2

    def test_one_in_course_is_extended_or_ended_not_rewritten(self) -> None:
        stay = permanenza()
        assert rifiutato(modifica_permanenza, stay, accordo(stay), utente=operatrice(), versione=1) == [
            "Non si può più: «Modifica» non è possibile quando lo stato è «In corso»."
        ]

    def test_days_taken_are_not_taken_again(self) -> None:
        stay = PermanenzaFactory()
        altra = permanenza(stay.struttura.unita.get(nome="Camera 2"))
        dati = accordo(stay, unita=altra.unita)
        assert rifiutato(modifica_permanenza, stay, dati, utente=operatrice(), versione=1) == [
            f"L’unità è abitata dal 01/03/2026 al 28/02/2027 ({altra.numero})"
        ]

    def test_who_acts_on_the_unit_it_left_meanwhile_is_told(self) -> None:
        stay = PermanenzaFactory()
        dati = accordo(stay, unita=stay.struttura.unita.get(nome="Camera 2"))
        modifica_permanenza(stay, dati, utente=operatrice(), versione=1)
        assert rifiutato(annulla_permanenza, stay, motivo="Ha trovato casa", utente=operatrice()) == [
            "Nel frattempo la permanenza ha cambiato unità: ricarica la pagina e riprova."
        ]


class TestFirmaPatto:
    def test_the_edition_in_force_is_signed_in_the_language_it_was_read(self) -> None:
        stay = PermanenzaFactory()
        patto = stay.struttura.patti.get()
        patto.testi.create(lingua="ar", testo="المطبخ")
        firma_patto_permanenza(stay, lingua="ar", firmato_il=OGGI, utente=operatrice())
        stay.refresh_from_db()
        assert (stay.patto, stay.patto_lingua, stay.patto_firmato_il, stay.patto_documento) == (
            patto, "ar", OGGI, None,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("lingua", "giorno", "attesa"),
        [
            ("it", DOMANI, "La firma è nel futuro: registrala quando le regole saranno firmate."),
            ("it", date(2026, 1, 14), "Queste regole sono in vigore dal 15/01/2026: la firma è prima."),
            ("zh", OGGI, "In questa lingua le regole non sono scritte: scegli una di quelle che ci sono."),
        ],
    )
    def test_what_cannot_have_been_signed_is_refused(self, lingua: str, giorno: date, attesa: str) -> None:
        stay = PermanenzaFactory()
        assert rifiutato(
            firma_patto_permanenza, stay, lingua=lingua, firmato_il=giorno, utente=operatrice()
        ) == [attesa]  # fmt: skip
        assert Permanenza.objects.get().patto is None

    def test_without_rules_in_force_there_is_nothing_to_sign(self) -> None:
        stay = PermanenzaFactory()
        stay.struttura.patti.update(stato=StatoPatto.SOSTITUITO)
        assert rifiutato(firma_patto_permanenza, stay, lingua="it", firmato_il=OGGI, utente=operatrice()) == [
            "Questa casa non ha ancora regole in vigore: prima si scrivono, dalla pagina della casa."
        ]

    def test_who_lives_there_signed_already(self) -> None:
        assert rifiutato(firma_patto_permanenza, permanenza(), lingua="it", firmato_il=OGGI, utente=operatrice()) == [
            "Non si può più: «Registra la firma del patto…» non è possibile quando lo stato è «In corso»."
        ]


def pronta(**altro: Any) -> Permanenza:
    """Promised from 16 November 2026 for a year, everything signed the day before."""
    stay = PermanenzaFactory(**{"inizio": date(2026, 11, 16), "fine_prevista": date(2027, 11, 15)} | altro)
    ProgettoFactory(
        caso=stay.caso, stato="FIRMATO", redatto_il=date(2026, 11, 15), firmato_il=date(2026, 11, 15),
        verifica_entro=date(2027, 2, 15),
    )  # fmt: skip
    stay.patto, stay.patto_firmato_il = stay.struttura.patti.get(), date(2026, 11, 15)
    stay.save()
    return stay


class TestAvvia:
    def test_who_comes_in_later_stays_as_long_and_takes_the_signed_project_along(self) -> None:
        stay = pronta()
        avvia_permanenza(stay, inizio=date(2026, 11, 18), utente=operatrice())
        stay.refresh_from_db()
        assert (stay.stato, stay.inizio, stay.fine_prevista, stay.fine_effettiva, stay.progetto) == (
            "IN_CORSO", date(2026, 11, 18), date(2027, 11, 17), date(2027, 11, 17), stay.caso.progetti.get(),
        )  # fmt: skip
        assert Caso.objects.get(pk=stay.caso_id).ultima_attivita_il == OGGI

    def test_another_end_may_be_agreed_on_the_door(self) -> None:
        stay = pronta()
        avvia_permanenza(stay, inizio=date(2026, 11, 16), fine=date(2027, 5, 15), utente=operatrice())
        assert Permanenza.objects.get().fine_effettiva == date(2027, 5, 15)

    def test_all_that_is_missing_is_told(self) -> None:
        stay = PermanenzaFactory(inizio=date(2026, 11, 16), fine_prevista=date(2027, 11, 15))
        assert rifiutato(avvia_permanenza, stay, inizio=DOMANI, utente=operatrice()) == [
            "L’ingresso è nel futuro: si registra quando il nucleo entra",
            "Le regole della casa non sono firmate: prima si leggono e si firmano (regole della coabitazione)",
            "Il progetto individuale non è firmato: prima si scrive e si firma (regole della coabitazione)",
        ]
        assert Permanenza.objects.get().stato == "PREPARAZIONE"

    def test_a_house_not_open_yet_takes_nobody(self) -> None:
        stay = pronta()
        type(stay.struttura).objects.filter(pk=stay.struttura_id).update(attiva_dal=date(2026, 11, 17))
        assert rifiutato(avvia_permanenza, stay, inizio=date(2026, 11, 16), utente=operatrice()) == [
            "La casa è aperta dal 17/11/2026, l’ingresso è prima"
        ]

    def test_nobody_comes_in_while_who_was_there_is_late_to_leave(self) -> None:
        unita = stanza()
        prima = permanenza(unita, fine_prevista=date(2026, 11, 10))
        stay = pronta(unita=unita)
        assert rifiutato(avvia_permanenza, stay, inizio=date(2026, 11, 16), utente=operatrice()) == [
            f"Nell’unità abita ancora chi c’era prima: registra l’uscita di {prima.numero}"
        ]

    def test_a_new_edition_of_the_rules_does_not_stop_who_signed_the_old_one(self) -> None:
        stay = pronta()
        stay.struttura.patti.update(stato=StatoPatto.SOSTITUITO)
        regole(stay.struttura)
        assert avvia_permanenza(stay, inizio=date(2026, 11, 16), utente=operatrice()).stato == "IN_CORSO"

    @pytest.mark.parametrize("ruolo", [Ruolo.CONTABILE_ETS, Ruolo.ASSISTENTE_SOCIALE, Ruolo.FUNZIONARIO_UNIONE])
    def test_who_holds_the_house_registers_the_entry(self, ruolo: str) -> None:
        assert rifiutato(
            avvia_permanenza, pronta(), inizio=OGGI, utente=UtenteFactory(ruoli=[ruolo])
        ) == ["«Registra l’ingresso…» spetta a un altro ruolo."]  # fmt: skip


class TestAnnulla:
    def test_the_days_of_who_does_not_come_are_free_again(self) -> None:
        stay = PermanenzaFactory()
        annulla_permanenza(stay, motivo="Ha trovato casa", utente=operatrice())
        stay.refresh_from_db()
        assert (stay.stato, stay.motivo) == ("ANNULLATA", "Ha trovato casa")
        dati = {"inizio": stay.inizio}
        assert prepara_permanenza(stay.unita, CasoFactory(), dati, utente=coordinatrice()).unita == stay.unita

    def test_who_came_in_leaves_and_is_not_cancelled(self) -> None:
        assert rifiutato(annulla_permanenza, permanenza(), motivo="No", utente=operatrice()) == [
            "Non si può più: «Annulla…» non è possibile quando lo stato è «In corso»."
        ]


class TestConcludi:
    def test_who_leaves_frees_the_unit_from_the_day_after(self) -> None:
        stay = permanenza()
        concludi_permanenza(stay, uscita_il=date(2026, 11, 18), esito=EsitoPermanenza.GIS, utente=operatrice())
        stay.refresh_from_db()
        assert (stay.stato, stay.uscita_il, stay.esito, stay.positiva, stay.fino_al) == (
            "CONCLUSA", date(2026, 11, 18), "GIS", True, date(2026, 11, 18),
        )  # fmt: skip
        dopo = prepara_permanenza(stay.unita, CasoFactory(), {"inizio": OGGI}, utente=coordinatrice())
        assert dopo.unita == stay.unita

    def test_who_leaves_late_leaves_on_the_day_it_really_did(self) -> None:
        stay = permanenza(fine_prevista=date(2026, 10, 31))
        concludi_permanenza(stay, uscita_il=OGGI, esito=EsitoPermanenza.ABBANDONO, utente=operatrice())
        assert Permanenza.objects.get().uscita_il == OGGI

    def test_who_leaves_was_there_for_what_is_written_of_them(self) -> None:
        stay = permanenza()
        verifica(stay, date(2026, 11, 10))
        ViolazioneFactory(permanenza=stay, giorno=date(2026, 11, 12))
        dati = {"uscita_il": date(2026, 11, 11), "esito": "ERP", "utente": operatrice()}
        assert rifiutato(concludi_permanenza, stay, **dati) == [
            "Il 12/11/2026 è scritta una verifica, o una regola non rispettata: l’uscita viene dopo"
        ]
        assert concludi_permanenza(stay, **dati | {"uscita_il": date(2026, 11, 12)}).stato == "CONCLUSA"

    def test_late_days_promised_to_others_are_told(self) -> None:
        stay = permanenza(fine_prevista=date(2026, 10, 31))
        altra = PermanenzaFactory(unita=stay.unita, inizio=date(2026, 11, 1), fine_prevista=date(2027, 4, 30))
        assert rifiutato(concludi_permanenza, stay, uscita_il=OGGI, esito="ERP", utente=operatrice()) == [
            f"L’unità è abitata dal 01/11/2026 al 30/04/2027 ({altra.numero})"
        ]

    def test_nobody_is_sent_away_without_a_proposal(self) -> None:
        stay = permanenza()
        dati = {"uscita_il": OGGI, "esito": EsitoPermanenza.ALLONTANAMENTO, "motivo": "Ha minacciato un’altra ospite"}
        assert rifiutato(concludi_permanenza, stay, **dati, utente=operatrice()) == [
            "Un allontanamento si propone prima: dopo il secondo richiamo, o per un fatto gravissimo, annota la "
            "regola non rispettata con la proposta (regole della coabitazione)"
        ]
        ViolazioneFactory(
            permanenza=stay, gravita=Gravita.GRAVISSIMA, provvedimento=Provvedimento.PROPOSTA_ALLONTANAMENTO
        )
        assert concludi_permanenza(stay, **dati, utente=operatrice()).esito == "ALLONTANAMENTO"

    @pytest.mark.parametrize(
        ("giorno", "attesa"),
        [
            (DOMANI, "L’uscita è nel futuro: si registra quando il nucleo lascia la casa"),
            (date(2026, 2, 28), "Il nucleo è entrato il 01/03/2026: non può uscire prima"),
        ],
    )
    def test_one_leaves_on_a_day_of_the_stay(self, giorno: date, attesa: str) -> None:
        assert rifiutato(
            concludi_permanenza, permanenza(), uscita_il=giorno, esito="ERP", utente=operatrice()
        ) == [attesa]  # fmt: skip
        assert Permanenza.objects.get().stato == "IN_CORSO"
