"""Who may do which act, from which state to which. Buttons, guards and tests read these tables.

Some states are reached by acts on another noun: a home is CONTRATTUALIZZATO when its lease is signed, ASSEGNATO with
the handover report, SFITTO when the keys come back.
"""

from gestore.choices import StatoCandidatura as C
from gestore.choices import StatoManutenzione as M
from gestore.choices import StatoMorosita as D
from gestore.choices import StatoPiano as P
from valdera_housing.choices import Ruolo
from valdera_housing.choices import StatoAlloggio as A
from valdera_housing.choices import StatoContratto as S
from valdera_housing.kit.workflow import Transizione as T
from valdera_housing.kit.workflow import Workflow

SPORTELLO_ETS = (Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS)
CONTI_ETS = (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)
ETS = (Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)
DIREZIONE = (Ruolo.COORDINATORE_ETS,)
UNIONE = (Ruolo.FUNZIONARIO_UNIONE,)
VEDONO_LE_CASE = (Ruolo.ASSISTENTE_SOCIALE, *ETS, *UNIONE, Ruolo.REVISORE)
VEDONO_I_CONTRATTI = VEDONO_LE_CASE
VEDONO_LE_CANDIDATURE = (Ruolo.ASSISTENTE_SOCIALE, *SPORTELLO_ETS)
VEDONO_I_CRITERI = VEDONO_LE_CASE
VEDONO_IL_PARTITARIO = VEDONO_LE_CASE
PRIMA_DEL_CONTRATTO = (A.SEGNALATO, A.SOPRALLUOGO, A.VALUTATO, A.IN_TRATTATIVA)
VUOTO = (A.CONTRATTUALIZZATO, A.DISPONIBILE, A.SFITTO, A.IN_MANUTENZIONE)
FIRMATI = (S.FIRMATO, S.IN_CORSO, S.DISDETTATO)

# fmt: off
ALLOGGIO = Workflow("alloggio", (
    #  act                     from                                          to                   who            on the button
    T("modifica",              tuple(A),                                     None,                SPORTELLO_ETS, "Modifica"),
    T("sopralluoga",           (A.SEGNALATO,),                               A.SOPRALLUOGO,       SPORTELLO_ETS, "Registra il sopralluogo…"),
    T("valuta",                (A.SOPRALLUOGO,),                             A.VALUTATO,          SPORTELLO_ETS, "Registra la valutazione…"),
    T("tratta",                (A.VALUTATO,),                                A.IN_TRATTATIVA,     SPORTELLO_ETS, "Apri la trattativa…"),
    T("scarta",                PRIMA_DEL_CONTRATTO,                          A.NON_IDONEO,        SPORTELLO_ETS, "Non idoneo…"),
    T("rendi_disponibile",     (A.CONTRATTUALIZZATO, A.SFITTO, A.IN_MANUTENZIONE), A.DISPONIBILE, SPORTELLO_ETS, "Rendi disponibile"),
    T("metti_in_manutenzione", (A.CONTRATTUALIZZATO, A.DISPONIBILE, A.SFITTO), A.IN_MANUTENZIONE, SPORTELLO_ETS, "Metti in manutenzione…"),
    T("avvia_rilascio",        VUOTO,                                        A.IN_RILASCIO,       DIREZIONE,     "Avvia il rilascio…"),
    T("restituisci",           (A.IN_RILASCIO,),                             A.RESTITUITO,        SPORTELLO_ETS, "Restituisci al proprietario…"),
))

LOCAZIONE = Workflow("locazione", (
    T("modifica",              (S.BOZZA,),                                   None,                ETS,           "Modifica"),
    T("autorizza_sublocazione", (S.BOZZA, *FIRMATI),                         None,                ETS,           "Registra il consenso a sublocare…"),
    T("firma",                 (S.BOZZA,),                                   S.FIRMATO,           ETS,           "Registra la firma…"),
    T("avvia",                 (S.FIRMATO,),                                 S.IN_CORSO,          ETS,           "Registra la presa delle chiavi…"),
    T("annulla",               (S.BOZZA, S.FIRMATO),                         S.ANNULLATO,         ETS,           "Annulla…"),
    T("registra",              FIRMATI,                                      None,                ETS,           "Registra all’Agenzia delle Entrate…"),
    T("proponi_istat",         (S.IN_CORSO, S.DISDETTATO),                   None,                ETS,           "Proponi l’aggiornamento ISTAT…"),
    T("proroga",               (S.FIRMATO, S.IN_CORSO),                      None,                ETS,           "Proroga…"),
    T("disdici",               (S.FIRMATO, S.IN_CORSO),                      S.DISDETTATO,        ETS,           "Registra una disdetta…"),
    T("ritira_disdetta",       (S.DISDETTATO,),                              S.IN_CORSO,          ETS,           "Ritira la disdetta…"),
    T("chiudi",                (S.IN_CORSO, S.DISDETTATO),                   S.CESSATO,           ETS,           "Chiudi il contratto…"),
))

SUBLOCAZIONE = Workflow("sublocazione", (
    T("modifica",              (S.BOZZA,),                                   None,                ETS,           "Modifica"),
    T("firma",                 (S.BOZZA,),                                   S.FIRMATO,           ETS,           "Registra la firma…"),
    T("annulla",               (S.BOZZA, S.FIRMATO),                         S.ANNULLATO,         ETS,           "Annulla…"),
    T("registra",              FIRMATI,                                      None,                ETS,           "Registra all’Agenzia delle Entrate…"),
    T("consegna",              (S.FIRMATO,),                                 S.IN_CORSO,          SPORTELLO_ETS, "Verbale di consegna…"),
    T("proroga",               (S.IN_CORSO,),                                None,                ETS,           "Proroga…"),
    T("disdici",               (S.FIRMATO, S.IN_CORSO),                      S.DISDETTATO,        ETS,           "Registra una disdetta…"),
    T("ritira_disdetta",       (S.DISDETTATO,),                              S.IN_CORSO,          ETS,           "Ritira la disdetta…"),
    T("riconsegna",            (S.IN_CORSO, S.DISDETTATO),                   S.CESSATO,           SPORTELLO_ETS, "Verbale di riconsegna…"),
    T("crea_lettera",          (S.BOZZA, *FIRMATI, S.CESSATO),               None,                ETS,           "Prepara un documento…"),
))

CANDIDATURA = Workflow("candidatura", (
    T("modifica",              (C.APERTA, C.PROPOSTA),                       None,                SPORTELLO_ETS, "Modifica"),
    T("proponi",               (C.APERTA, C.PROPOSTA),                       C.PROPOSTA,          SPORTELLO_ETS, "Proponi un alloggio…"),
    T("accogli",               (C.PROPOSTA,),                                C.ACCOLTA,           DIREZIONE,     "Accogli…"),
    T("respingi",              (C.APERTA, C.PROPOSTA),                       C.NON_ACCOLTA,       DIREZIONE,     "Non accogliere…"),
    T("ritira",                (C.APERTA, C.PROPOSTA),                       C.RITIRATA,          SPORTELLO_ETS, "Registra il ritiro…"),
))

MOROSITA = Workflow("morosita", (
    T("sollecita",             (D.IN_RITARDO,),                              D.SOLLECITATA,       ETS,           "Sollecita…"),
    T("diffida",               (D.IN_RITARDO, D.SOLLECITATA),                D.MOROSA,            ETS,           "Manda la lettera formale…"),
    T("annota_colloquio",      (D.SOLLECITATA, D.MOROSA, D.PIANO_DECADUTO),  None,                ETS,           "Annota il colloquio…"),
    T("proponi_piano",         (D.SOLLECITATA, D.MOROSA, D.PIANO_DECADUTO),  None,                ETS,           "Proponi un piano di rientro…"),
    T("avvisa_servizio_sociale", (D.SOLLECITATA, D.MOROSA, D.IN_PIANO, D.PIANO_DECADUTO), None,   ETS,           "Avvisa il servizio sociale…"),
    T("invia_al_fondo",        (D.MOROSA, D.PIANO_DECADUTO),                 D.AL_FONDO,          ETS,           "Chiedi al fondo di garanzia…"),
    T("affida_al_legale",      (D.MOROSA, D.PIANO_DECADUTO, D.AL_FONDO),     D.LEGALE,            DIREZIONE,     "Affida al legale…"),
))

PIANO = Workflow("piano", (
    T("firma",                 (P.PROPOSTO,),                                P.ATTIVO,            ETS,           "Registra la firma…"),
    T("ritira",                (P.PROPOSTO,),                                P.RITIRATO,          ETS,           "Ritira la proposta…"),
    T("dichiara_decaduto",     (P.ATTIVO,),                                  P.DECADUTO,          ETS,           "Dichiara decaduto…"),
))

MANUTENZIONE = Workflow("manutenzione", (
    T("modifica",              (M.APERTA, M.PREVENTIVO, M.AUTORIZZATA),      None,                SPORTELLO_ETS, "Modifica"),
    T("aggiungi_preventivo",   (M.APERTA, M.PREVENTIVO),                     M.PREVENTIVO,        SPORTELLO_ETS, "Aggiungi un preventivo…"),
    T("autorizza",             (M.APERTA, M.PREVENTIVO),                     M.AUTORIZZATA,       DIREZIONE,     "Autorizza…"),
    T("chiudi",                (M.APERTA, M.AUTORIZZATA),                    M.CHIUSA,            ETS,           "Chiudi…"),
    T("annulla",               (M.APERTA, M.PREVENTIVO, M.AUTORIZZATA),      M.ANNULLATA,         SPORTELLO_ETS, "Annulla…"),
))
# fmt: on
