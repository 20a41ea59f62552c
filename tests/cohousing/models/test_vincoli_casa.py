"""Direct writes on houses, units, closures and rules that the database must refuse."""

from datetime import date

import pytest
from django.db import models

from cohousing.models import Fermo, PattoConvivenza, Spazio, Unita
from tests.factories.casa import AlloggioFactory
from tests.factories.cohousing import (
    AlloggioCondivisoFactory,
    StrutturaFactory,
    UnitaFactory,
    apri,
    casa_aperta,
    permanenza,
    regole,
)
from tests.factories.recinto import (
    ACCETTATO,
    Atto,
    Detto,
    Tentativi,
    Tentativo,
    cambia,
    risposta,
    senza_recinto_passa,
    si_rifiuta,
)

pytestmark = pytest.mark.django_db

DOPPIA = "Il sistema non può salvare questi dati: qualcuno può averli cambiati nel frattempo. Ricarica la pagina."
NON_SI_ELIMINA = Detto("Ciò che è registrato non si elimina: si annulla.", "non_si_elimina")
SENZA_IL_NECESSARIO = Detto(
    "Una casa si apre con almeno un'unità e con le regole in vigore, scritte in italiano.",
    "struttura_aperta_con_il_necessario",
)
LE_SUE_DATE = "Una casa aperta dice da quando; una chiusa quando e perché."
ABITATA = Detto(
    "Qualcuno abita, o ha abitato, questa unità: i suoi giorni e i suoi posti non si tolgono.",
    "unita_con_chi_la_abita",
)
TROPPI_POSTI = Detto("Le unità hanno più posti letto dell'alloggio.", "unita_entro_i_posti_letto")
CHIUSA_CON_QUALCUNO = Detto(
    "Una casa si chiude quando non ci abita né ci aspetta più nessuno.", "struttura_chiusa_vuota"
)
FERMO_ABITATO = Detto("In quei giorni l'unità è abitata: non si può chiudere.", "fermo_senza_abitanti")
REGOLE_FERME = Detto("Le regole già in vigore non si riscrivono: se ne prepara una nuova edizione.", "patto_fermo")
TESTO_FERMO = Detto("Il testo di regole in vigore non cambia: si prepara una nuova edizione.", "testo_patto_fermo")
IN_ORDINE = "L'ultimo giorno non viene prima del primo."

TENTATIVI = Tentativi()
su = TENTATIVI.su


def cancella(oggetto: models.Model) -> Atto:
    return lambda: type(oggetto).objects.filter(pk=oggetto.pk).delete()


def fermo(unita: Unita, dal: date = date(2026, 2, 1), al: date | None = date(2026, 2, 10), **altro: str) -> Fermo:
    return Fermo.objects.create(**{"unita": unita, "dal": dal, "al": al, "motivo": "Tinteggiatura"} | altro)


# --- the house ----------------------------------------------------------------------------


@su("Struttura.numero", DOPPIA)
def due_case_con_lo_stesso_numero() -> Atto:
    return cambia(StrutturaFactory(), numero=StrutturaFactory().numero)


@su("Struttura.nome", DOPPIA)
def due_case_con_lo_stesso_nome() -> Atto:
    return cambia(StrutturaFactory(), nome=StrutturaFactory().nome)


@su("struttura_una_per_alloggio", "In questo alloggio c'è già una casa condivisa.")
def due_case_nello_stesso_alloggio() -> Atto:
    prima = StrutturaFactory()
    return lambda: StrutturaFactory(alloggio=prima.alloggio)


@su("struttura_con_le_sue_date", LE_SUE_DATE)
def una_casa_aperta_senza_giorno() -> Atto:
    return cambia(casa_aperta(), attiva_dal=None)


@su("struttura_con_le_sue_date", LE_SUE_DATE)
def una_casa_chiusa_senza_perche() -> Atto:
    return cambia(casa_aperta(), stato="CHIUSA", chiusa_il=date(2026, 11, 1))


@su("struttura_con_le_sue_date", LE_SUE_DATE)
def una_casa_chiusa_prima_di_aprire() -> Atto:
    return cambia(casa_aperta(), stato="CHIUSA", chiusa_il=date(2025, 1, 1), motivo="Fine della concessione")


@su("struttura_capienza_positiva", "I nuclei al massimo sono almeno uno; lascia vuoto se sono quante le unità.")
def una_casa_per_nessuno() -> Atto:
    return cambia(StrutturaFactory(), capienza_nuclei=0)


@su("Struttura.con_il_necessario", SENZA_IL_NECESSARIO)
def una_casa_aperta_senza_unita() -> Atto:
    casa = StrutturaFactory()
    regole(casa)
    return lambda: apri(casa)


@su("Struttura.con_il_necessario", SENZA_IL_NECESSARIO)
def una_casa_aperta_senza_regole() -> Atto:
    casa = UnitaFactory().struttura
    regole(casa, "BOZZA")
    return lambda: apri(casa)


@su("Struttura.con_il_necessario", SENZA_IL_NECESSARIO)
def una_casa_aperta_quando_la_sua_unita_non_c_e_piu() -> Atto:
    casa = UnitaFactory(dal=date(2025, 1, 1), al=date(2025, 12, 31)).struttura
    regole(casa)
    return lambda: apri(casa)


@su(
    "Struttura.con_il_necessario",
    Detto("Una casa aperta sta in un alloggio destinato a essere condiviso.", "struttura_in_alloggio_condiviso"),
)
def una_casa_aperta_in_un_alloggio_da_affittare() -> Atto:
    casa = UnitaFactory(struttura__alloggio=AlloggioFactory()).struttura
    regole(casa)
    return lambda: apri(casa)


@su("Struttura.con_il_necessario", CHIUSA_CON_QUALCUNO)
def una_casa_chiusa_mentre_qualcuno_ci_abita() -> Atto:
    casa = permanenza().struttura
    return cambia(casa, stato="CHIUSA", chiusa_il=date(2026, 11, 1), motivo="Fine della concessione")


@su("Struttura.con_il_necessario", CHIUSA_CON_QUALCUNO)
def una_casa_chiusa_mentre_qualcuno_deve_entrare() -> Atto:
    casa = permanenza(stato="PREPARAZIONE").struttura
    return cambia(casa, stato="CHIUSA", chiusa_il=date(2026, 11, 1), motivo="Fine della concessione")


@su(
    "Struttura.con_il_necessario",
    Detto(
        "La categoria non cambia finché qualcuno abita la casa: vi è entrato per quella.", "struttura_categoria_ferma"
    ),
)
def la_categoria_cambiata_a_chi_abita() -> Atto:
    return cambia(permanenza().struttura, categoria="STUDENTI")


@su("Struttura.con_il_necessario", Detto("Una casa aperta resta dov'è.", "struttura_resta_dov_e"))
def una_casa_aperta_che_trasloca() -> Atto:
    return cambia(casa_aperta(), alloggio=AlloggioCondivisoFactory())


@su(
    "Struttura.con_il_necessario",
    Detto("Nella casa ci sono, o ci saranno, più nuclei di così.", "struttura_capienza_rispettata"),
)
def una_capienza_sotto_chi_ci_abita() -> Atto:
    casa = casa_aperta()
    for unita in casa.unita.all()[:2]:
        permanenza(unita)
    return cambia(casa, capienza_nuclei=1)


@su("Struttura.non_si_elimina", NON_SI_ELIMINA)
def una_casa_cancellata() -> Atto:
    return cancella(StrutturaFactory())


@su(
    "AlloggioCondiviso.ancora_condiviso",
    Detto("In questo alloggio c'è una casa condivisa aperta: prima si chiude quella.", "alloggio_ancora_condiviso"),
)
def un_alloggio_tolto_alla_sua_casa() -> Atto:
    return cambia(casa_aperta().alloggio, destinazione="LOCAZIONE", condiviso_dal=None)


@su("spazio_una_volta", "Questo spazio c'è già.")
def due_cucine() -> Atto:
    casa = StrutturaFactory()
    Spazio.objects.create(struttura=casa, nome="Cucina")
    return lambda: Spazio.objects.create(struttura=casa, nome="Cucina")


@su("spazio_misure_positive", "I metri quadri sono più di zero.")
def uno_spazio_senza_metri() -> Atto:
    casa = StrutturaFactory()
    return lambda: Spazio.objects.create(struttura=casa, nome="Cucina", mq=0)


# --- the units ----------------------------------------------------------------------------


@su("unita_nome_unico", "In questa casa c'è già un'unità con questo nome.")
def due_camere_con_lo_stesso_nome() -> Atto:
    prima = UnitaFactory()
    return lambda: UnitaFactory(struttura=prima.struttura, nome=prima.nome)


@su("unita_misure_positive", "Posti letto e metri quadri sono più di zero, gli importi non sono negativi.")
def una_camera_senza_letti() -> Atto:
    return lambda: UnitaFactory(posti_letto=0)


@su("unita_misure_positive", "Posti letto e metri quadri sono più di zero, gli importi non sono negativi.")
def una_quota_negativa() -> Atto:
    return lambda: UnitaFactory(quota_mensile=-1)


@su("unita_date_in_ordine", IN_ORDINE)
def una_camera_che_finisce_prima() -> Atto:
    return lambda: UnitaFactory(al=date(2025, 12, 31))


@su("unita_dotazioni_conosciute", "Scegli le dotazioni dall'elenco.")
def una_dotazione_inventata() -> Atto:
    return lambda: UnitaFactory(dotazioni=["PISCINA"])


@su("Unita.coerente", Detto("Un'unità resta della sua casa.", "unita_della_sua_casa"))
def una_camera_portata_in_un_altra_casa() -> Atto:
    return cambia(UnitaFactory(), struttura=StrutturaFactory())


@su("Unita.coerente", Detto("Questa casa è chiusa.", "unita_di_una_casa_aperta"))
def una_camera_in_una_casa_chiusa() -> Atto:
    casa = StrutturaFactory(stato="CHIUSA", chiusa_il=date(2026, 11, 1), motivo="Non si fa")
    return lambda: UnitaFactory(struttura=casa)


@su("Unita.coerente", TROPPI_POSTI)
def piu_letti_di_quelli_dell_alloggio() -> Atto:
    casa = StrutturaFactory(alloggio=AlloggioCondivisoFactory(posti_letto=4))
    UnitaFactory(struttura=casa, posti_letto=3)
    return lambda: UnitaFactory(struttura=casa, posti_letto=2)


@su("Unita.coerente", TROPPI_POSTI)
def piu_letti_in_un_giorno_soltanto() -> Atto:
    casa = StrutturaFactory(alloggio=AlloggioCondivisoFactory(posti_letto=4))
    UnitaFactory(struttura=casa, posti_letto=3, dal=date(2026, 6, 1))
    return lambda: UnitaFactory(struttura=casa, posti_letto=2, dal=date(2026, 1, 1), al=date(2026, 6, 1))


@su("Unita.coerente", ABITATA)
def un_letto_tolto_a_chi_ci_dorme() -> Atto:
    return cambia(permanenza(persone=2).unita, posti_letto=1)


@su("Unita.coerente", ABITATA)
def una_camera_tolta_a_chi_ci_abita() -> Atto:
    return cambia(permanenza().unita, al=date(2026, 12, 31))


@su("Unita.coerente", ABITATA)
def una_camera_che_comincia_dopo_chi_ci_abita() -> Atto:
    return cambia(permanenza().unita, dal=date(2026, 4, 1))


@su("Unita.non_si_elimina", NON_SI_ELIMINA)
def una_camera_cancellata() -> Atto:
    return cancella(UnitaFactory())


@su("fermo_date_in_ordine", IN_ORDINE)
def una_chiusura_che_finisce_prima() -> Atto:
    unita = UnitaFactory()
    return lambda: fermo(unita, al=date(2026, 1, 31))


@su("fermo_con_motivo", "Scrivi perché l'unità è chiusa.")
def una_chiusura_senza_perche() -> Atto:
    unita = UnitaFactory()
    return lambda: fermo(unita, motivo="")


@su("fermo_senza_sovrapposizioni", "In quei giorni l'unità è già chiusa.")
def due_chiusure_che_si_toccano() -> Atto:
    unita = UnitaFactory()
    fermo(unita)
    return lambda: fermo(unita, dal=date(2026, 2, 10), al=None)


@su("Fermo.senza_abitanti", FERMO_ABITATO)
def una_camera_chiusa_a_chi_ci_abita() -> Atto:
    unita = permanenza().unita
    return lambda: fermo(unita, dal=date(2027, 2, 28), al=None)


@su("Fermo.senza_abitanti", FERMO_ABITATO)
def una_chiusura_allungata_fino_a_chi_entra() -> Atto:
    return cambia(fermo(permanenza().unita), al=date(2026, 3, 1))


# --- the rules of the house ---------------------------------------------------------------


@su("patto_edizione_unica", "Questa edizione c'è già.")
def due_edizioni_con_lo_stesso_numero() -> Atto:
    patto = regole(StrutturaFactory())
    return lambda: PattoConvivenza.objects.create(struttura=patto.struttura, edizione=1, creato_da=patto.creato_da)


@su("patto_uno_in_vigore", "In questa casa ci sono già regole in vigore.")
def due_edizioni_in_vigore() -> Atto:
    casa = casa_aperta()
    return lambda: regole(casa)


@su("patto_una_bozza", "C'è già un'edizione in scrittura: completa quella.")
def due_edizioni_in_scrittura() -> Atto:
    casa = regole(StrutturaFactory(), "BOZZA").struttura
    return lambda: regole(casa, "BOZZA")


@su("patto_in_vigore_con_data", "Le regole in vigore dicono da quando.")
def regole_in_vigore_senza_data() -> Atto:
    return cambia(regole(StrutturaFactory(), "BOZZA"), stato="IN_VIGORE")


@su("patto_in_vigore_con_data", "Le regole in vigore dicono da quando.")
def una_bozza_con_la_data() -> Atto:
    return cambia(regole(StrutturaFactory(), "BOZZA"), in_vigore_dal=date(2026, 11, 1))


@su("PattoConvivenza.fermo", REGOLE_FERME)
def regole_in_vigore_tornate_in_scrittura() -> Atto:
    return cambia(regole(StrutturaFactory()), stato="BOZZA", in_vigore_dal=None)


@su("PattoConvivenza.fermo", REGOLE_FERME)
def regole_sostituite_rimesse_in_vigore() -> Atto:
    return cambia(regole(StrutturaFactory(), "SOSTITUITO"), stato="IN_VIGORE")


@su("PattoConvivenza.fermo", REGOLE_FERME)
def regole_con_un_altro_giorno() -> Atto:
    return cambia(regole(StrutturaFactory()), in_vigore_dal=date(2025, 1, 1))


@su(
    "PattoConvivenza.fermo",
    Detto("Le regole entrano in vigore con il testo in italiano.", "patto_con_il_testo_italiano"),
)
def regole_senza_italiano() -> Atto:
    patto = regole(StrutturaFactory(), "BOZZA", "ar")
    patto.testi.filter(lingua="it").delete()
    return cambia(patto, stato="IN_VIGORE", in_vigore_dal=date(2026, 11, 1))


@su("PattoConvivenza.non_si_elimina", NON_SI_ELIMINA)
def regole_cancellate() -> Atto:
    patto = PattoConvivenza.objects.create(
        struttura=StrutturaFactory(), edizione=1, creato_da=StrutturaFactory().responsabile
    )
    return cancella(patto)


@su("testo_patto_una_lingua", "In questa lingua c'è già: correggi quel testo.")
def lo_stesso_testo_due_volte() -> Atto:
    patto = regole(StrutturaFactory(), "BOZZA")
    return lambda: patto.testi.create(lingua="it", testo="Altre regole")


@su("testo_patto_scritto", "Scrivi le regole della casa.")
def un_testo_vuoto() -> Atto:
    patto = regole(StrutturaFactory(), "BOZZA")
    return lambda: patto.testi.create(lingua="ar", testo="")


@su("TestoPatto.fermo", TESTO_FERMO)
def il_testo_di_regole_in_vigore_riscritto() -> Atto:
    return cambia(regole(StrutturaFactory()).testi.get(), testo="Altre regole")


@su("TestoPatto.fermo", TESTO_FERMO)
def il_testo_di_regole_in_vigore_tolto() -> Atto:
    return cancella(regole(StrutturaFactory()).testi.get())


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_the_database_refuses(tentativo: Tentativo) -> None:
    si_rifiuta(tentativo)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_without_its_fence_the_same_write_passes(tentativo: Tentativo) -> None:
    senza_recinto_passa(tentativo)


def test_a_house_opens_with_a_unit_and_italian_rules() -> None:
    casa = UnitaFactory().struttura
    regole(casa)
    assert risposta(lambda: apri(casa)) == ACCETTATO


def test_beds_of_units_that_never_meet_are_not_summed() -> None:
    casa = StrutturaFactory(alloggio=AlloggioCondivisoFactory(posti_letto=4))
    UnitaFactory(struttura=casa, posti_letto=4, dal=date(2026, 6, 1))
    prima = {"struttura": casa, "posti_letto": 4, "dal": date(2026, 1, 1), "al": date(2026, 5, 31)}
    assert risposta(lambda: UnitaFactory(**prima)) == ACCETTATO


def test_a_language_is_added_to_rules_in_force() -> None:
    patto = regole(StrutturaFactory())
    assert risposta(lambda: patto.testi.create(lingua="ar", testo="…")) == ACCETTATO


def test_a_new_edition_takes_the_place_of_the_one_in_force() -> None:
    vecchie = regole(StrutturaFactory())
    nuove = regole(vecchie.struttura, "BOZZA")
    cambia(vecchie, stato="SOSTITUITO")()
    assert risposta(cambia(nuove, stato="IN_VIGORE", in_vigore_dal=date(2026, 11, 1))) == ACCETTATO
