"""Who may do which act, from which state to which. Buttons, guards and tests read these tables."""

from sportello.choices import FaseSfratto as F
from sportello.choices import StatoAppuntamento as A
from sportello.choices import StatoDomanda as D
from sportello.choices import StatoPercorso as P
from valdera_housing.choices import CHI_SEGUE_PERSONE, Ruolo
from valdera_housing.kit.workflow import Transizione as T
from valdera_housing.kit.workflow import Workflow

# Who works at the desk, and with it the social workers who book and follow.
SPORTELLO_ETS = (Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS)
SEGUONO = CHI_SEGUE_PERSONE
VEDONO_LE_MISURE = (*CHI_SEGUE_PERSONE, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE)
SCRIVONO_LE_MISURE = (Ruolo.FUNZIONARIO_UNIONE, Ruolo.COORDINATORE_ETS)
VEDONO_LA_RETE = (*CHI_SEGUE_PERSONE, Ruolo.FUNZIONARIO_UNIONE)
VIVI = (
    F.DISDETTA_O_MORA,
    F.INTIMAZIONE,
    F.UDIENZA,
    F.TERMINE_DI_GRAZIA,
    F.CONVALIDA,
    F.PRECETTO,
    F.PREAVVISO,
    F.ACCESSO,
)

# fmt: off
APPUNTAMENTO = Workflow("appuntamento", (
    #  act               from                                 to                  who      on the button
    T("modifica",        (A.RICHIESTO, A.CONFERMATO, A.RINVIATO), None,          SEGUONO, "Correggi telefono e note"),
    T("conferma",        (A.RICHIESTO, A.RINVIATO),           A.CONFERMATO,       SEGUONO, "Fissa giorno e ora…"),
    T("sposta",          (A.CONFERMATO,),                     None,               SEGUONO, "Sposta…"),
    T("svolgi",          (A.CONFERMATO,),                     A.EFFETTUATO,       SEGUONO, "Registra com’è andato…"),
    T("segna_assente",   (A.CONFERMATO,),                     A.ASSENTE,          SEGUONO, "Non si è presentato"),
    T("rinvia",          (A.CONFERMATO,),                     A.RINVIATO,         SEGUONO, "Rinvia a data da fissare…"),
    T("annulla_utente",  (A.RICHIESTO, A.CONFERMATO, A.RINVIATO), A.ANNULLATO_UTENTE, SEGUONO, "La persona annulla…"),
    T("annulla_ente",    (A.RICHIESTO, A.CONFERMATO, A.RINVIATO), A.ANNULLATO_ENTE, SEGUONO, "L’ufficio annulla…"),
))

# The state of an eviction is its stage; an event moves it where the event says (rules/sfratto.py).
SFRATTO = Workflow("sfratto", (
    T("modifica",        VIVI,                                None,               SEGUONO, "Modifica"),
    T("registra_evento", VIVI,                                None,               SEGUONO, "Registra che cosa è successo…"),
    T("allega",          (*VIVI, F.CHIUSO),                   None,               SEGUONO, "Aggiungi un documento…"),
    T("chiudi",          VIVI,                                F.CHIUSO,           SEGUONO, "Chiudi con l’esito…"),
    T("riapri",          (F.CHIUSO,),                         None,               (Ruolo.COORDINATORE_ETS,), "Riapri…"),
))

APERTE = (D.BOZZA, D.PRESENTATA, D.IN_ISTRUTTORIA, D.INTEGRAZIONE)
DOMANDA = Workflow("domanda", (
    T("modifica",        (D.BOZZA, D.INTEGRAZIONE, D.IN_ISTRUTTORIA), None,       SEGUONO, "Modifica"),
    T("allega",          (*APERTE, D.AMMESSA, D.FINANZIATA),  None,               SEGUONO, "Aggiungi un documento…"),
    T("presenta",        (D.BOZZA,),                          D.PRESENTATA,       SEGUONO, "Registra la presentazione…"),
    T("istruisci",       (D.PRESENTATA, D.INTEGRAZIONE),      D.IN_ISTRUTTORIA,   SPORTELLO_ETS, "Comincia l’istruttoria"),
    T("chiedi_integrazione", (D.IN_ISTRUTTORIA,),             D.INTEGRAZIONE,     SPORTELLO_ETS, "Chiedi un’integrazione…"),
    T("ammetti",         (D.IN_ISTRUTTORIA,),                 D.AMMESSA,          SPORTELLO_ETS, "Ammetti…"),
    T("escludi",         (D.PRESENTATA, D.IN_ISTRUTTORIA, D.INTEGRAZIONE), D.ESCLUSA, SPORTELLO_ETS, "Escludi…"),
    T("finanzia",        (D.AMMESSA, D.NON_FINANZIATA),       D.FINANZIATA,       SPORTELLO_ETS, "Registra il finanziamento…"),
    T("non_finanzia",    (D.AMMESSA,),                        D.NON_FINANZIATA,   SPORTELLO_ETS, "Registra che i fondi non bastano…"),
    T("liquida",         (D.FINANZIATA,),                     D.LIQUIDATA,        SPORTELLO_ETS, "Registra il pagamento…"),
    T("chiudi",          (D.AMMESSA, D.NON_FINANZIATA, D.LIQUIDATA, D.ESCLUSA), D.CHIUSA, SPORTELLO_ETS, "Chiudi"),
    T("ritira",          (*APERTE, D.AMMESSA),                D.RITIRATA,         SEGUONO, "Registra il ritiro…"),
))

PERCORSO = Workflow("percorso", (
    T("modifica",        (P.ATTIVO,),                         None,               SEGUONO, "Modifica"),
    T("concludi",        (P.ATTIVO,),                         P.CONCLUSO,         SEGUONO, "Concludi…"),
))
