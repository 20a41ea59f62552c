"""Who may do which act, from which state to which. Buttons, guards and tests read these tables."""

from cohousing.choices import StatoCandidatura as C
from cohousing.choices import StatoImmobile as I
from cohousing.choices import StatoPatto as R
from cohousing.choices import StatoPermanenza as P
from cohousing.choices import StatoServizio as V
from cohousing.choices import StatoSpesaComune as X
from cohousing.choices import StatoStruttura as S
from cohousing.choices import StatoTurno as U
from valdera_housing.choices import Ruolo
from valdera_housing.kit.workflow import Transizione as T
from valdera_housing.kit.workflow import Workflow

TENGONO = (Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS)
DIREZIONE = (Ruolo.COORDINATORE_ETS,)
UNIONE = (Ruolo.FUNZIONARIO_UNIONE,)
CONTI = (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)
ETS = (Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)
# Who reads houses, services, buildings and figures; stays are read by name or by code, see Permanenza.visibili_a.
VEDONO = (Ruolo.ASSISTENTE_SOCIALE, *ETS, *UNIONE, Ruolo.REVISORE)
# Who reads which household asks for a place, and what was seen and said in a house.
SEGUONO = (Ruolo.ASSISTENTE_SOCIALE, *TENGONO)

APERTE = (S.PROGETTO, S.ATTIVA)
IN_ESAME = (I.SEGNALATO, I.RILEVATO, I.VALUTATO)

# fmt: off
STRUTTURA = Workflow("struttura", (
    #  act                from                        to               who        on the button
    T("modifica",         APERTE,                     None,            TENGONO,   "Modifica"),
    T("aggiungi_unita",   APERTE,                     None,            TENGONO,   "Aggiungi un’unità…"),
    T("aggiungi_spazio",  APERTE,                     None,            TENGONO,   "Aggiungi uno spazio comune…"),
    T("prepara_patto",    APERTE,                     None,            TENGONO,   "Prepara le regole della casa…"),
    T("attiva",           (S.PROGETTO,),              S.ATTIVA,        DIREZIONE, "Apri la casa…"),
    T("supervisiona",     (S.ATTIVA,),                None,            TENGONO,   "Registra una visita…"),
    T("aggiungi_spesa_comune", (S.ATTIVA,),           None,            ETS,       "Aggiungi una spesa comune…"),
    T("aggiungi_servizio", APERTE,                    None,            TENGONO,   "Aggiungi un servizio…"),
    T("aggiungi_costo",   APERTE,                     None,            ETS,       "Aggiungi una spesa…"),
    T("chiudi",           APERTE,                     S.CHIUSA,        DIREZIONE, "Chiudi la casa…"),
))

PATTO = Workflow("patto", (
    T("scrivi",           (R.BOZZA,),                None,            TENGONO,   "Scrivi il testo…"),
    T("traduci",          (R.BOZZA, R.IN_VIGORE),   None,            TENGONO,   "Aggiungi una lingua…"),
    T("pubblica",         (R.BOZZA,),                R.IN_VIGORE,    DIREZIONE, "Metti in vigore…"),
))

CANDIDATURA = Workflow("candidatura", (
    T("modifica",         (C.APERTA, C.PROPOSTA),     None,            TENGONO,   "Modifica"),
    T("proponi",          (C.APERTA, C.PROPOSTA),     C.PROPOSTA,      TENGONO,   "Proponi un’unità…"),
    T("accogli",          (C.PROPOSTA,),              C.ACCOLTA,       DIREZIONE, "Accogli…"),
    T("respingi",         (C.APERTA, C.PROPOSTA),     C.NON_ACCOLTA,   DIREZIONE, "Non accogliere…"),
    T("ritira",           (C.APERTA, C.PROPOSTA),     C.RITIRATA,      TENGONO,   "Registra il ritiro…"),
))

PERMANENZA = Workflow("permanenza", (
    T("modifica",         (P.PREPARAZIONE,),          None,            TENGONO,   "Modifica"),
    T("firma_patto",      (P.PREPARAZIONE,),          None,            TENGONO,   "Registra la firma del patto…"),
    T("avvia",            (P.PREPARAZIONE,),          P.IN_CORSO,      TENGONO,   "Registra l’ingresso…"),
    T("annulla",          (P.PREPARAZIONE,),          P.ANNULLATA,     TENGONO,   "Annulla…"),
    T("fissa_obiettivi",  (P.PREPARAZIONE, P.IN_CORSO), None,          SEGUONO,   "Fissa gli obiettivi…"),
    T("verifica_autonomia", (P.IN_CORSO,),            None,            SEGUONO,   "Registra una verifica…"),
    T("annota_violazione", (P.IN_CORSO,),             None,            TENGONO,   "Annota una regola non rispettata…"),
    T("proroga",          (P.IN_CORSO,),              None,            DIREZIONE, "Proroga…"),
    T("concludi",         (P.IN_CORSO,),              P.CONCLUSA,      TENGONO,   "Registra l’uscita…"),
    T("ricontatta",       (P.CONCLUSA,),              None,            SEGUONO,   "Registra com’è andata dopo…"),
))

SPESA_COMUNE = Workflow("spesa_comune", (
    T("modifica",         (X.BOZZA,),                 None,            ETS,       "Modifica"),
    T("allega",           (X.BOZZA, X.RIPARTITA),     None,            ETS,       "Aggiungi il file…"),
    T("ripartisci",       (X.BOZZA,),                 X.RIPARTITA,     CONTI,     "Ripartisci…"),
    T("paga",             (X.BOZZA, X.RIPARTITA),     None,            CONTI,     "Registra il pagamento…"),
    T("annulla",          (X.BOZZA, X.RIPARTITA),     X.ANNULLATA,     CONTI,     "Annulla…"),
))

SERVIZIO = Workflow("servizio", (
    T("modifica",         (V.ATTIVO,),                None,            TENGONO,   "Modifica"),
    T("aggiungi_turno",   (V.ATTIVO,),                None,            TENGONO,   "Aggiungi turni…"),
    T("chiudi",           (V.ATTIVO,),                V.CHIUSO,        TENGONO,   "Chiudi il servizio…"),
))

TURNO = Workflow("turno", (
    T("modifica",         (U.PREVISTO, U.SVOLTO),     None,            TENGONO,   "Modifica"),
    T("registra",         (U.PREVISTO,),              U.SVOLTO,        TENGONO,   "Registra com’è andato…"),
    T("salta",            (U.PREVISTO,),              U.SALTATO,       TENGONO,   "Non si è fatto…"),
))

IMMOBILE = Workflow("immobile", (
    T("modifica",         IN_ESAME,                   None,            TENGONO,   "Modifica"),
    T("rileva",           (I.SEGNALATO,),             I.RILEVATO,      TENGONO,   "Registra il sopralluogo…"),
    T("aggiungi_fase",    (I.RILEVATO, I.VALUTATO),   None,            TENGONO,   "Aggiungi una fase…"),
    T("aggiungi_foto",    tuple(I),                   None,            TENGONO,   "Aggiungi una fotografia…"),
    T("valuta",           (I.RILEVATO,),              I.VALUTATO,      TENGONO,   "Concludi la valutazione…"),
    T("proponi",          (I.VALUTATO,),              I.PROPOSTO,      DIREZIONE, "Proponi alla Cabina…"),
    T("approva",          (I.PROPOSTO,),              I.APPROVATO_CABINA, UNIONE, "Registra l’approvazione della Cabina…"),
    T("rinvia",           (I.PROPOSTO,),              I.VALUTATO,      UNIONE,    "Rinvia con osservazioni…"),
    T("aggiungi_costo",   tuple(I),                   None,            ETS,       "Aggiungi una spesa…"),
    T("scarta",           IN_ESAME,                   I.SCARTATO,      TENGONO,   "Scarta…"),
    T("riprendi",         (I.SCARTATO,),              I.SEGNALATO,     TENGONO,   "Riprendi in esame"),
))
# fmt: on
