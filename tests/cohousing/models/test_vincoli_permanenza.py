"""Direct writes on candidates, stays, extensions, warnings, paths and visits that the database must refuse."""

from datetime import date
from typing import Any

import pytest

from cohousing.models import (
    ObiettivoAutonomia,
    Permanenza,
    PunteggioAutonomia,
    Ricontatto,
    Supervisione,
    VerificaAutonomia,
)
from tests.cohousing.models.test_vincoli_casa import DOPPIA, NON_SI_ELIMINA, cancella, fermo
from tests.factories.casa import CasoFactory, InvioFactory
from tests.factories.caso import ProgettoFactory
from tests.factories.cohousing import (
    CandidaturaFactory,
    PermanenzaFactory,
    StrutturaFactory,
    SupervisioneFactory,
    UnitaFactory,
    ViolazioneFactory,
    casa_aperta,
    concludi,
    coordinatrice,
    firma,
    permanenza,
    proposta,
    proroga,
    regole,
    verifica,
)
from tests.factories.persone import ComuneFactory
from tests.factories.recinto import (
    ACCETTATO,
    Atto,
    Detto,
    Tentativi,
    Tentativo,
    cambia,
    conferma,
    risposta,
    senza_recinto_passa,
    si_rifiuta,
)

pytestmark = pytest.mark.django_db

DECISA = {"decisa_il": date(2026, 11, 10), "motivazione": "Adatta alla casa"}
INCOERENTE = "Una proposta ha l'unità e il giorno; una decisione quando e perché."
VALORI = "I mesi vanno da 1 a 60; condizioni ed esigenze si scelgono dall'elenco."
SUO_CASO = Detto("Una candidatura resta del caso per cui è nata.", "candidatura_del_suo_caso")
SUO_INVIO = Detto("L'invio è dello stesso caso, e a questa linea.", "candidatura_del_suo_invio")
AL_SUO_POSTO = Detto("L'unità è della sua casa, il nucleo è quello del suo caso.", "permanenza_al_suo_posto")
ACCOLTA = Detto(
    "Una permanenza nasce da una candidatura accolta dello stesso caso.", "permanenza_da_candidatura_accolta"
)
CON_ATTO = Detto(
    "La fine di una permanenza si sposta con una proroga, che dice perché.", "permanenza_prorogata_con_atto"
)
NON_DISPONIBILE = Detto("In quei giorni l'unità non c'è o è chiusa.", "permanenza_in_unita_disponibile")
CON_IL_PATTO = Detto("Si entra con le regole della casa firmate.", "permanenza_con_il_patto")
CON_IL_PROGETTO = Detto("Si entra con il progetto individuale firmato.", "permanenza_con_il_progetto")
CASA_APERTA = Detto("Si entra in una casa aperta.", "permanenza_in_una_casa_aperta")
FERMA = Detto("Una permanenza cominciata non si riscrive: si proroga o si conclude.", "permanenza_ferma")
ALLONTANATA = Detto(
    "Un allontanamento segue i richiami, o un fatto gravissimo, ed è proposto prima.",
    "permanenza_allontanata_con_i_richiami",
)
IN_AVANTI = Detto("Si proroga una permanenza in corso, a un giorno dopo la sua fine.", "proroga_in_avanti")
NON_CAMBIA = Detto("Ciò che è registrato qui non cambia più.", "non_cambia")
RICHIAMI = Detto(
    "Prima il primo richiamo, poi il secondo, poi la proposta; un fatto gravissimo fa da sé.", "richiami_in_ordine"
)
CHI_ABITA = Detto("Le regole valgono per chi abita la casa, dal giorno in cui è entrato.", "violazione_di_chi_abita")
ANNOTATA = Detto("Ciò che è annotato non si riscrive: si annulla e si annota di nuovo.", "violazione_ferma")
RETTA = Detto("Su questo passo ne poggia un altro: prima si annulla quello.", "richiamo_che_ne_regge_un_altro")
DOPO_I_FATTI = Detto(
    "Dopo quel giorno sono scritte verifiche o regole non rispettate: l'uscita viene dopo.",
    "permanenza_uscita_dopo_i_fatti",
)
DOPO_L_USCITA = Detto("Si ricontatta chi è già uscito, dopo che è uscito.", "ricontatto_dopo_l_uscita")
DURANTE = Detto("Il percorso si verifica mentre il nucleo abita la casa.", "verifica_autonomia_durante")
CASA_SEGUITA = Detto("Si segue una casa nei giorni in cui è aperta.", "supervisione_di_casa_aperta")
CON_ESITO = "Chi è uscito ha il giorno, non prima dell'ingresso, e come è finita."

TENTATIVI = Tentativi()
su = TENTATIVI.su


# --- the candidate ------------------------------------------------------------------------


@su("Candidatura.numero", DOPPIA)
def due_candidature_con_lo_stesso_numero() -> Atto:
    return cambia(CandidaturaFactory(), numero=CandidaturaFactory().numero)


@su("Candidatura.invio", DOPPIA)
def due_candidature_da_un_invio() -> Atto:
    invio = InvioFactory(linea="COH")
    prima = CandidaturaFactory(caso=invio.caso, invio=invio)
    cambia(prima, stato="RITIRATA", **DECISA)()
    return lambda: CandidaturaFactory(caso=invio.caso, invio=invio)


@su("coabitazione_candidatura_una_aperta", "Questo nucleo ha già una candidatura aperta.")
def due_candidature_aperte() -> Atto:
    prima = CandidaturaFactory()
    return lambda: CandidaturaFactory(caso=prima.caso)


@su("coabitazione_unita_a_uno_solo", "Questa unità è già proposta a un altro nucleo.")
def una_camera_a_due_nuclei() -> Atto:
    unita = UnitaFactory()
    proposta(unita)
    return lambda: proposta(unita)


@su("coabitazione_candidatura_coerente", INCOERENTE)
def una_proposta_senza_giorno() -> Atto:
    return cambia(proposta(UnitaFactory()), ingresso_il=None)


@su("coabitazione_candidatura_coerente", INCOERENTE)
def accolta_senza_motivazione() -> Atto:
    return cambia(proposta(UnitaFactory()), stato="ACCOLTA", decisa_il=date(2026, 11, 10), decisa_da=coordinatrice())


@su("coabitazione_candidatura_coerente", INCOERENTE)
def accolta_da_nessuno() -> Atto:
    return cambia(proposta(UnitaFactory()), stato="ACCOLTA", **DECISA)


@su("coabitazione_candidatura_coerente", INCOERENTE)
def non_accolta_da_nessuno() -> Atto:
    return cambia(CandidaturaFactory(), stato="NON_ACCOLTA", **DECISA)


@su("coabitazione_candidatura_coerente", INCOERENTE)
def ritirata_senza_giorno() -> Atto:
    return cambia(CandidaturaFactory(), stato="RITIRATA", motivazione="Ha trovato casa")


@su("coabitazione_candidatura_in_ordine", "Una candidatura non si decide prima di essere presentata.")
def decisa_prima_di_essere_presentata() -> Atto:
    return cambia(CandidaturaFactory(), stato="RITIRATA", **DECISA | {"decisa_il": date(2026, 11, 1)})


@su("coabitazione_candidatura_valori", VALORI)
def per_nessun_mese() -> Atto:
    return cambia(CandidaturaFactory(), mesi=0)


@su("coabitazione_candidatura_valori", VALORI)
def un_esigenza_inventata() -> Atto:
    return cambia(CandidaturaFactory(), esigenze=["PISCINA"])


@su("coabitazione_candidatura_valori", VALORI)
def una_condizione_inventata() -> Atto:
    return cambia(CandidaturaFactory(), condizioni=["SIMPATICO"])


@su("coabitazione_candidatura_valori", VALORI)
def solo_in_un_comune_che_non_dice() -> Atto:
    return cambia(CandidaturaFactory(comune=ComuneFactory()), solo_quel_comune=True, comune=None)


@su("Candidatura.coerente", SUO_INVIO)
def un_invio_di_un_altro_caso() -> Atto:
    invio = InvioFactory(linea="COH")
    return lambda: CandidaturaFactory(invio=invio)


@su("Candidatura.coerente", SUO_INVIO)
def un_invio_a_un_altra_linea() -> Atto:
    invio = InvioFactory(linea="GIS")
    return lambda: CandidaturaFactory(caso=invio.caso, invio=invio)


@su("Candidatura.coerente", SUO_CASO)
def una_candidatura_portata_a_un_altro_caso() -> Atto:
    return cambia(CandidaturaFactory(), caso=CasoFactory())


@su("Candidatura.non_si_elimina", NON_SI_ELIMINA)
def una_candidatura_cancellata() -> Atto:
    return cancella(CandidaturaFactory())


# --- the stay -----------------------------------------------------------------------------


def nuova(prima: Permanenza | None = None, **altro: Any) -> Permanenza:
    """Another stay in the unit of the first, the day after it ends."""
    dove = {"unita": prima.unita, "inizio": date(2027, 3, 1), "fine_prevista": date(2028, 2, 29)} if prima else {}
    return PermanenzaFactory(**dove | altro)


@su("Permanenza.numero", DOPPIA)
def due_permanenze_con_lo_stesso_numero() -> Atto:
    return cambia(PermanenzaFactory(), numero=PermanenzaFactory().numero)


@su("Permanenza.candidatura", DOPPIA)
def due_permanenze_da_una_candidatura() -> Atto:
    casa = casa_aperta()
    accolta = proposta(casa.unita.first())
    cambia(accolta, stato="ACCOLTA", decisa_da=coordinatrice(), **DECISA)()
    accolta.refresh_from_db()
    dati = {"caso": accolta.caso, "candidatura": accolta}
    prima = PermanenzaFactory(unita=accolta.unita, **dati)
    return lambda: nuova(prima, **dati)


@su("permanenza_una_per_unita", "In quei giorni l'unità è già di un altro nucleo.")
def due_nuclei_nella_stessa_camera_per_un_giorno() -> Atto:
    prima = permanenza()
    return lambda: nuova(prima, inizio=date(2027, 2, 28))


@su("permanenza_una_per_unita", "In quei giorni l'unità è già di un altro nucleo.")
def una_proroga_sopra_chi_deve_entrare() -> Atto:
    prima = permanenza()
    nuova(prima)
    return lambda: proroga(prima, date(2027, 3, 1))


@su("permanenza_una_per_nucleo", "In quei giorni il nucleo è già in un'altra unità.")
def un_nucleo_in_due_camere() -> Atto:
    prima = permanenza()
    altra = prima.struttura.unita.last()
    return lambda: PermanenzaFactory(unita=altra, caso=prima.caso)


@su(
    "permanenza_in_corso_una_per_unita",
    "Nell'unità abita ancora chi c'era prima: registra la sua uscita.",
)
def chi_entra_mentre_l_altro_non_e_uscito() -> Atto:
    seconda = firma(nuova(permanenza()))
    return cambia(seconda, stato="IN_CORSO")


@su("permanenza_in_corso_una_per_nucleo", "Questo nucleo abita già in una casa condivisa.")
def chi_entra_mentre_abita_altrove() -> Atto:
    prima = permanenza()
    seconda = nuova(prima, unita=casa_aperta().unita.first(), caso=prima.caso)
    cambia(seconda, patto=seconda.struttura.patti.get(), patto_firmato_il=seconda.inizio, progetto=prima.progetto)()
    return cambia(seconda, stato="IN_CORSO")


@su("permanenza_date_in_ordine", "La fine viene dopo l'ingresso, e una proroga non la accorcia.")
def una_permanenza_di_nessun_giorno() -> Atto:
    stay = PermanenzaFactory()
    return cambia(stay, fine_prevista=stay.inizio, fine_effettiva=stay.inizio)


@su("permanenza_conclusa_con_esito", CON_ESITO)
def uscito_senza_esito() -> Atto:
    return cambia(permanenza(), stato="CONCLUSA", uscita_il=date(2026, 10, 15))


@su("permanenza_conclusa_con_esito", CON_ESITO)
def uscito_prima_di_entrare() -> Atto:
    return cambia(permanenza(), stato="CONCLUSA", uscita_il=date(2026, 2, 28), esito="ERP")


@su("permanenza_conclusa_con_esito", CON_ESITO)
def uscito_ma_ancora_in_corso() -> Atto:
    return cambia(permanenza(), uscita_il=date(2026, 10, 15))


@su("permanenza_annullata_con_motivo", "Scrivi perché.")
def annullata_senza_motivo() -> Atto:
    return cambia(PermanenzaFactory(), stato="ANNULLATA")


@su("permanenza_importi_e_giorno", "Importi non negativi, giorno da 1 a 28, almeno una persona.")
def una_quota_negativa() -> Atto:
    return cambia(PermanenzaFactory(), quota_mensile=-1)


@su("permanenza_importi_e_giorno", "Importi non negativi, giorno da 1 a 28, almeno una persona.")
def si_paga_il_31() -> Atto:
    return cambia(PermanenzaFactory(), giorno_scadenza=31)


@su("permanenza_patto_firmato_intero", "Le regole firmate dicono quali e quando.")
def regole_firmate_in_nessun_giorno() -> Atto:
    stay = PermanenzaFactory()
    return cambia(stay, patto=stay.struttura.patti.get())


@su("Permanenza.coerente", AL_SUO_POSTO)
def una_camera_di_un_altra_casa() -> Atto:
    casa = casa_aperta()
    return lambda: PermanenzaFactory(struttura=casa)


@su("Permanenza.coerente", AL_SUO_POSTO)
def il_nucleo_di_un_altro_caso() -> Atto:
    altro = CasoFactory().nucleo
    return lambda: PermanenzaFactory(nucleo=altro)


@su("Permanenza.coerente", CON_ATTO)
def nata_gia_prorogata() -> Atto:
    return lambda: PermanenzaFactory(fine_effettiva=date(2027, 6, 30))


@su("Permanenza.coerente", ACCOLTA)
def da_una_candidatura_non_accolta() -> Atto:
    candidatura = CandidaturaFactory()
    return lambda: PermanenzaFactory(caso=candidatura.caso, candidatura=candidatura)


@su("Permanenza.coerente", Detto("Questa casa è chiusa.", "permanenza_in_una_casa_aperta"))
def in_una_casa_chiusa() -> Atto:
    unita = UnitaFactory()
    cambia(unita.struttura, stato="CHIUSA", chiusa_il=date(2026, 11, 1), motivo="Non si fa")()
    return lambda: PermanenzaFactory(unita=unita)


@su("Permanenza.coerente", NON_DISPONIBILE)
def prima_che_la_camera_ci_sia() -> Atto:
    return lambda: PermanenzaFactory(inizio=date(2025, 12, 31))


@su("Permanenza.coerente", NON_DISPONIBILE)
def dopo_che_la_camera_non_c_e_piu() -> Atto:
    unita = UnitaFactory(al=date(2027, 2, 27))
    return lambda: PermanenzaFactory(unita=unita)


@su("Permanenza.coerente", NON_DISPONIBILE)
def mentre_la_camera_e_chiusa() -> Atto:
    unita = UnitaFactory()
    fermo(unita, dal=date(2027, 2, 28), al=None)
    return lambda: PermanenzaFactory(unita=unita)


@su(
    "Permanenza.coerente",
    Detto("Le persone sono più dei posti letto dell'unità.", "permanenza_entro_i_posti_letto"),
)
def piu_persone_che_letti() -> Atto:
    return lambda: PermanenzaFactory(persone=3)


@su(
    "Permanenza.coerente",
    Detto("In quei giorni la casa ha già tutti i nuclei che può accogliere.", "permanenza_entro_la_capienza"),
)
def un_nucleo_di_troppo_in_un_giorno_soltanto() -> Atto:
    casa = casa_aperta(capienza_nuclei=1)
    prima, seconda, _ = casa.unita.order_by("nome")
    permanenza(prima)
    return lambda: PermanenzaFactory(unita=seconda, inizio=date(2026, 1, 15), fine_prevista=date(2026, 3, 1))


@su("Permanenza.con_le_firme", CON_IL_PATTO)
def dentro_senza_le_regole_firmate() -> Atto:
    stay = firma(PermanenzaFactory())
    return cambia(stay, stato="IN_CORSO", patto=None, patto_firmato_il=None)


@su("Permanenza.con_le_firme", CON_IL_PATTO)
def dentro_con_le_regole_firmate_dopo() -> Atto:
    return cambia(firma(PermanenzaFactory()), stato="IN_CORSO", patto_firmato_il=date(2026, 3, 2))


@su("Permanenza.con_le_firme", CON_IL_PATTO)
def dentro_con_le_regole_di_un_altra_casa() -> Atto:
    return cambia(firma(PermanenzaFactory()), stato="IN_CORSO", patto=casa_aperta().patti.get())


@su("Permanenza.con_le_firme", CON_IL_PATTO)
def dentro_con_regole_in_scrittura() -> Atto:
    stay = firma(PermanenzaFactory())
    return cambia(stay, stato="IN_CORSO", patto=regole(stay.struttura, "BOZZA"))


@su("Permanenza.con_le_firme", CON_IL_PROGETTO)
def dentro_senza_progetto() -> Atto:
    return cambia(firma(PermanenzaFactory()), stato="IN_CORSO", progetto=None)


@su("Permanenza.con_le_firme", CON_IL_PROGETTO)
def dentro_con_un_progetto_in_scrittura() -> Atto:
    stay = firma(PermanenzaFactory())
    cambia(stay.progetto, stato="CONCLUSO", chiuso_il=date(2026, 11, 1), esito="Fatto")()
    return cambia(stay, stato="IN_CORSO", progetto=ProgettoFactory(caso=stay.caso))


@su("Permanenza.con_le_firme", CON_IL_PROGETTO)
def dentro_con_il_progetto_di_un_altro() -> Atto:
    return cambia(firma(PermanenzaFactory()), stato="IN_CORSO", progetto=ProgettoFactory(firmato=True))


@su("Permanenza.con_le_firme", CASA_APERTA)
def dentro_prima_che_la_casa_apra() -> Atto:
    return cambia(firma(PermanenzaFactory(inizio=date(2026, 1, 14))), stato="IN_CORSO")


@su("Permanenza.ferma", FERMA)
def tornata_in_preparazione() -> Atto:
    return cambia(permanenza(), stato="PREPARAZIONE")


@su("Permanenza.ferma", FERMA)
def la_quota_di_chi_e_dentro_riscritta() -> Atto:
    return cambia(permanenza(), quota_mensile=100)


@su("Permanenza.ferma", FERMA)
def uscita_cambiata_dopo() -> Atto:
    return cambia(permanenza(stato="CONCLUSA"), uscita_il=date(2026, 10, 20))


@su("Permanenza.ferma", FERMA)
def annullata_rimessa_in_preparazione() -> Atto:
    return cambia(permanenza(stato="ANNULLATA"), stato="PREPARAZIONE", motivo="")


@su("Permanenza.ferma", FERMA)
def passata_a_un_altro_nucleo() -> Atto:
    altro = CasoFactory()
    return cambia(PermanenzaFactory(), caso=altro, nucleo=altro.nucleo)


@su("Permanenza.ferma", CON_ATTO)
def la_fine_spostata_senza_proroga() -> Atto:
    return cambia(permanenza(), fine_effettiva=date(2027, 6, 30))


@su("Permanenza.ferma", ALLONTANATA)
def allontanato_senza_richiami() -> Atto:
    stay = permanenza()
    return lambda: concludi(stay, date(2026, 11, 10), "ALLONTANAMENTO", "Non rispetta le regole")


@su("Permanenza.ferma", DOPO_I_FATTI)
def uscito_prima_di_una_verifica() -> Atto:
    stay = permanenza()
    verifica(stay, date(2026, 11, 11))
    return lambda: concludi(stay, date(2026, 11, 10), "ERP")


@su("Permanenza.ferma", DOPO_I_FATTI)
def uscito_prima_di_un_richiamo() -> Atto:
    stay = ViolazioneFactory().permanenza
    return lambda: concludi(stay, date(2026, 11, 4), "ERP")


@su("Permanenza.non_si_elimina", NON_SI_ELIMINA)
def una_permanenza_cancellata() -> Atto:
    return cancella(PermanenzaFactory())


# --- extensions ---------------------------------------------------------------------------


@su("proroga_con_verbale", "Una proroga dice perché e ha il suo verbale.")
def una_proroga_senza_verbale() -> Atto:
    stay = permanenza()
    return lambda: proroga(stay, date(2027, 6, 30), verbale="")


@su("Proroga.coerente", IN_AVANTI)
def una_proroga_che_non_allunga() -> Atto:
    stay = permanenza()
    return lambda: proroga(stay, stay.fine_prevista)


@su("Proroga.coerente", IN_AVANTI)
def una_proroga_a_chi_non_e_ancora_entrato() -> Atto:
    stay = PermanenzaFactory()
    return lambda: proroga(stay, date(2027, 6, 30))


@su("Proroga.non_cambia", NON_CAMBIA)
def una_proroga_riscritta() -> Atto:
    return cambia(proroga(permanenza(), date(2027, 6, 30)), motivo="Un altro")


# --- rules not kept -----------------------------------------------------------------------


@su("violazione_richiami_una_volta", "Questo richiamo c'è già stato.")
def due_primi_richiami() -> Atto:
    prima = ViolazioneFactory()
    return lambda: ViolazioneFactory(permanenza=prima.permanenza)


@su("violazione_raccontata", "Scrivi che cosa è successo.")
def un_richiamo_senza_fatto() -> Atto:
    return lambda: ViolazioneFactory(fatto="")


@su("violazione_annullata_con_motivo", "Scrivi perché è annullata.")
def un_richiamo_annullato_senza_motivo() -> Atto:
    return cambia(ViolazioneFactory(), annullata_il=date(2026, 11, 10))


@su("violazione_comunicata_dopo", "Si comunica dopo che è successo.")
def un_richiamo_comunicato_prima() -> Atto:
    return cambia(ViolazioneFactory(), comunicato_il=date(2026, 11, 4))


@su("Violazione.in_ordine", RICHIAMI)
def un_secondo_richiamo_senza_il_primo() -> Atto:
    stay = permanenza()
    return lambda: ViolazioneFactory(permanenza=stay, provvedimento="SECONDO_RICHIAMO")


@su("Violazione.in_ordine", RICHIAMI)
def una_proposta_dopo_un_solo_richiamo() -> Atto:
    stay = ViolazioneFactory().permanenza
    return lambda: ViolazioneFactory(permanenza=stay, provvedimento="PROPOSTA_ALLONTANAMENTO", gravita="GRAVE")


@su("Violazione.in_ordine", RICHIAMI)
def un_secondo_richiamo_dopo_un_primo_annullato() -> Atto:
    prima = ViolazioneFactory()
    cambia(prima, annullata_il=date(2026, 11, 10), motivo_annullamento="Non era lui")()
    return lambda: ViolazioneFactory(permanenza=prima.permanenza, provvedimento="SECONDO_RICHIAMO")


@su("Violazione.in_ordine", CHI_ABITA)
def un_richiamo_a_chi_non_e_entrato() -> Atto:
    stay = PermanenzaFactory()
    return lambda: ViolazioneFactory(permanenza=stay)


@su("Violazione.in_ordine", CHI_ABITA)
def un_richiamo_di_prima_dell_ingresso() -> Atto:
    return lambda: ViolazioneFactory(giorno=date(2026, 2, 28))


@su("Violazione.in_ordine", ANNOTATA)
def un_richiamo_riscritto() -> Atto:
    return cambia(ViolazioneFactory(), gravita="GRAVE")


@su("Violazione.in_ordine", RETTA)
def il_primo_richiamo_tolto_da_sotto_il_secondo() -> Atto:
    prima = ViolazioneFactory()
    ViolazioneFactory(permanenza=prima.permanenza, provvedimento="SECONDO_RICHIAMO")
    return cambia(prima, annullata_il=date(2026, 11, 10), motivo_annullamento="Non era lui")


@su("Violazione.in_ordine", RETTA)
def il_secondo_richiamo_tolto_da_sotto_la_proposta() -> Atto:
    stay = ViolazioneFactory().permanenza
    seconda = ViolazioneFactory(permanenza=stay, provvedimento="SECONDO_RICHIAMO")
    ViolazioneFactory(permanenza=stay, provvedimento="PROPOSTA_ALLONTANAMENTO")
    return cambia(seconda, annullata_il=date(2026, 11, 10), motivo_annullamento="Non era lui")


@su("Violazione.in_ordine", RETTA)
def la_proposta_tolta_a_chi_e_stato_allontanato() -> Atto:
    proposta_di_uscita = ViolazioneFactory(gravita="GRAVISSIMA", provvedimento="PROPOSTA_ALLONTANAMENTO")
    concludi(proposta_di_uscita.permanenza, date(2026, 11, 10), "ALLONTANAMENTO", "Ha minacciato")
    return cambia(proposta_di_uscita, annullata_il=date(2026, 11, 12), motivo_annullamento="Ci si è ripensato")


@su("Violazione.non_si_elimina", NON_SI_ELIMINA)
def un_richiamo_cancellato() -> Atto:
    return cancella(ViolazioneFactory())


# --- after the exit -----------------------------------------------------------------------


def ricontatto(stay: Permanenza, **altro: Any) -> Ricontatto:
    return Ricontatto.objects.create(
        **{
            "permanenza": stay, "mesi": 6, "svolto_il": date(2027, 4, 15), "situazione": "ANCORA_IN_CASA",
            "autore": stay.referente,
        }
        | altro
    )  # fmt: skip


@su("ricontatto_una_volta", "È già scritto com'è andata dopo questi mesi.")
def due_volte_dopo_sei_mesi() -> Atto:
    prima = ricontatto(permanenza(stato="CONCLUSA"))
    return lambda: ricontatto(prima.permanenza)


@su("ricontatto_a_sei_e_dodici_mesi", "Si sente dopo sei mesi e dopo un anno.")
def dopo_nove_mesi() -> Atto:
    stay = permanenza(stato="CONCLUSA")
    return lambda: ricontatto(stay, mesi=9)


@su("Ricontatto.dopo_l_uscita", DOPO_L_USCITA)
def chi_abita_ancora_la_casa() -> Atto:
    stay = permanenza()
    return lambda: ricontatto(stay)


@su("Ricontatto.dopo_l_uscita", DOPO_L_USCITA)
def il_giorno_in_cui_esce() -> Atto:
    stay = permanenza(stato="CONCLUSA")
    return lambda: ricontatto(stay, svolto_il=stay.uscita_il)


# --- the path -----------------------------------------------------------------------------


@su("obiettivo_autonomia_uno_per_area", "In quest'area l'obiettivo c'è già.")
def due_obiettivi_nella_stessa_area() -> Atto:
    stay = permanenza()
    ObiettivoAutonomia.objects.create(permanenza=stay, area="LAVORO")
    return lambda: ObiettivoAutonomia.objects.create(permanenza=stay, area="LAVORO")


@su("obiettivo_autonomia_da_1_a_4", "Il traguardo va da 1 a 4.")
def un_traguardo_di_niente() -> Atto:
    stay = permanenza()
    return lambda: ObiettivoAutonomia.objects.create(permanenza=stay, area="LAVORO", traguardo=0)


@su("verifica_autonomia_una_al_giorno", "In quel giorno c'è già una verifica: correggi quella.")
def due_verifiche_in_un_giorno() -> Atto:
    stay = permanenza()
    verifica(stay, date(2026, 6, 1))
    return lambda: VerificaAutonomia.objects.create(permanenza=stay, svolta_il=date(2026, 6, 1), autore=stay.referente)


@su("VerificaAutonomia.durante", DURANTE)
def una_verifica_prima_dell_ingresso() -> Atto:
    stay = permanenza()
    return lambda: verifica(stay, date(2026, 2, 28))


@su("VerificaAutonomia.durante", DURANTE)
def una_verifica_dopo_l_uscita() -> Atto:
    stay = permanenza(stato="CONCLUSA")
    return lambda: verifica(stay, date(2026, 10, 16))


@su("VerificaAutonomia.durante", DURANTE)
def una_verifica_a_chi_non_e_entrato() -> Atto:
    stay = PermanenzaFactory()
    return lambda: verifica(stay, date(2026, 6, 1))


@su("punteggio_autonomia_uno_per_area", "Quest'area ha già il suo punteggio.")
def due_punteggi_nella_stessa_area() -> Atto:
    fatta = verifica(permanenza(), date(2026, 6, 1))
    return lambda: PunteggioAutonomia.objects.create(verifica=fatta, area="LAVORO", punti=1)


@su("punteggio_autonomia_da_0_a_4", "Il punteggio va da 0 a 4.")
def un_cinque() -> Atto:
    return cambia(verifica(permanenza(), date(2026, 6, 1)).punteggi.first(), punti=5)


# --- visits -------------------------------------------------------------------------------


@su("supervisione_durata", "La durata va da un minuto a un giorno.")
def una_visita_di_nessun_minuto() -> Atto:
    return lambda: SupervisioneFactory(minuti=0)


@su(
    "supervisione_riunione_con_verbale",
    "Di una riunione e di un'emergenza resta scritto che cosa si è detto.",
)
def una_riunione_senza_verbale() -> Atto:
    return lambda: SupervisioneFactory(tipo="RIUNIONE_CASA", verbale="")


@su("supervisione_colloquio_con_qualcuno", "Un colloquio dice con chi.")
def un_colloquio_con_nessuno() -> Atto:
    return lambda: SupervisioneFactory(tipo="COLLOQUIO")


@su("supervisione_annullata_con_motivo", "Scrivi perché è annullata.")
def una_visita_annullata_senza_motivo() -> Atto:
    return cambia(SupervisioneFactory(), annullata_il=date(2026, 11, 17))


@su("Supervisione.coerente", CASA_SEGUITA)
def una_visita_prima_che_la_casa_apra() -> Atto:
    return lambda: SupervisioneFactory(giorno=date(2026, 1, 14))


@su("Supervisione.coerente", CASA_SEGUITA)
def una_visita_a_una_casa_in_preparazione() -> Atto:
    casa = StrutturaFactory()
    return lambda: SupervisioneFactory(struttura=casa)


@su(
    "Supervisione.coerente",
    Detto("Il colloquio è con chi abita questa casa.", "supervisione_della_sua_casa"),
)
def un_colloquio_con_chi_abita_altrove() -> Atto:
    stay = permanenza()
    return lambda: SupervisioneFactory(permanenza=stay, tipo="COLLOQUIO")


@su("Supervisione.coerente", Detto("Ciò che è annullato non cambia.", "supervisione_annullata_ferma"))
def una_visita_annullata_ripresa() -> Atto:
    visita = SupervisioneFactory()
    Supervisione.objects.filter(pk=visita.pk).update(annullata_il=date(2026, 11, 17), motivo="Non c'ero")
    return cambia(visita, annullata_il=None)


@su("Supervisione.non_si_elimina", NON_SI_ELIMINA)
def una_visita_cancellata() -> Atto:
    return cancella(SupervisioneFactory())


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_the_database_refuses(tentativo: Tentativo) -> None:
    si_rifiuta(tentativo)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_without_its_fence_the_same_write_passes(tentativo: Tentativo) -> None:
    senza_recinto_passa(tentativo)


def test_the_day_after_the_exit_another_household_may_come_in() -> None:
    uscita = permanenza(stato="CONCLUSA")
    dopo = {"inizio": date(2026, 10, 16), "fine_prevista": date(2027, 10, 15)}
    assert risposta(lambda: permanenza(uscita.unita, **dopo)) == ACCETTATO


def test_a_very_grave_fact_goes_straight_to_the_proposal_and_to_the_exit() -> None:
    stay = permanenza()
    ViolazioneFactory(permanenza=stay, gravita="GRAVISSIMA", provvedimento="PROPOSTA_ALLONTANAMENTO")
    assert risposta(lambda: concludi(stay, date(2026, 11, 10), "ALLONTANAMENTO", "Ha minacciato")) == ACCETTATO


def test_an_extension_moves_the_end_and_a_second_one_moves_it_again() -> None:
    stay = permanenza()
    proroga(stay, date(2027, 6, 30))
    proroga(stay, date(2027, 8, 31))
    conferma()
    assert (stay.fine_prevista, stay.fine_effettiva) == (date(2027, 2, 28), date(2027, 8, 31))
