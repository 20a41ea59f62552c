"""Who may do which act, from which state to which. Buttons, guards and tests read these tables.

An enrolment asked on the public page is confirmed by who asked it, from the e-mail: those acts have no role, and are
in ``actions/iscrizione_pubblica.py``.
"""

from formazione.choices import StatoCampagna as C
from formazione.choices import StatoEvento as E
from formazione.choices import StatoIscrizione as I
from formazione.choices import StatoNewsletter as N
from formazione.choices import StatoQuestionario as Q
from formazione.choices import StatoSala as S
from valdera_housing.choices import Ruolo
from valdera_housing.kit.workflow import Transizione as T
from valdera_housing.kit.workflow import Workflow

TENGONO = (Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS)
DIREZIONE = (Ruolo.COORDINATORE_ETS,)
UNIONE = (Ruolo.FUNZIONARIO_UNIONE,)
CONTI = (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)
# Social workers enrol the people they follow.
ISCRIVONO = (Ruolo.ASSISTENTE_SOCIALE, *TENGONO)
# Who reads events, rooms, campaigns and their figures; the names of who takes part are for ISCRIVONO.
VEDONO = (Ruolo.ASSISTENTE_SOCIALE, *TENGONO, Ruolo.CONTABILE_ETS, *UNIONE, Ruolo.REVISORE)
CHIEDONO_SALE = (*TENGONO, *UNIONE)

VIVI = (E.PROGRAMMATO, E.ISCRIZIONI_APERTE)
ISCRITTI = (I.CONFERMATA, I.IN_ATTESA)

# fmt: off
EVENTO = Workflow("evento", (
    #  act               from                            to                   who       on the button
    T("modifica",        VIVI,                           None,                TENGONO,  "Modifica"),
    T("aggiungi_sessione", VIVI,                         None,                TENGONO,  "Aggiungi un incontro…"),
    T("apri_iscrizioni", (E.PROGRAMMATO,),               E.ISCRIZIONI_APERTE, TENGONO,  "Apri le iscrizioni…"),
    T("chiudi_iscrizioni", (E.ISCRIZIONI_APERTE,),       E.PROGRAMMATO,       TENGONO,  "Chiudi le iscrizioni"),
    T("iscrivi",         VIVI,                           None,                ISCRIVONO, "Iscrivi una persona…"),
    T("allega",          (*VIVI, E.SVOLTO),              None,                TENGONO,  "Aggiungi un file…"),
    T("aggiungi_docente", (*VIVI, E.SVOLTO),             None,                TENGONO,  "Aggiungi un docente…"),
    T("aggiungi_costo",  (*VIVI, E.SVOLTO),              None,                (*TENGONO, Ruolo.CONTABILE_ETS), "Aggiungi una spesa…"),
    T("segna_presenze",  (*VIVI, E.SVOLTO),              None,                TENGONO,  "Segna le presenze"),
    T("prepara_questionario", (*VIVI, E.SVOLTO),         None,                TENGONO,  "Prepara un questionario…"),
    T("svolgi",          VIVI,                           E.SVOLTO,            TENGONO,  "Chiudi l’evento come svolto…"),
    T("riapri",          (E.SVOLTO,),                    E.PROGRAMMATO,       DIREZIONE, "Riapri…"),
    T("rilascia_attestati", (E.SVOLTO,),                 None,                TENGONO,  "Rilascia gli attestati…"),
    T("annulla",         VIVI,                           E.ANNULLATO,         TENGONO,  "Annulla l’evento…"),
))

ISCRIZIONE = Workflow("iscrizione", (
    T("modifica",        (I.DA_CONFERMARE, *ISCRITTI),   None,                ISCRIVONO, "Correggi i dati…"),
    T("conferma",        (I.DA_CONFERMARE,),             I.CONFERMATA,        ISCRIVONO, "Conferma"),
    T("annulla",         (I.DA_CONFERMARE, *ISCRITTI),   I.ANNULLATA,         ISCRIVONO, "Annulla l’iscrizione…"),
))

SALA = Workflow("sala", (
    T("autorizza",       (S.RICHIESTA,),                 S.AUTORIZZATA,       UNIONE,   "Autorizza"),
    T("rifiuta",         (S.RICHIESTA,),                 S.RIFIUTATA,         UNIONE,   "Rifiuta…"),
    T("ritira",          (S.RICHIESTA, S.AUTORIZZATA),   S.RITIRATA,          CHIEDONO_SALE, "Ritira la richiesta…"),
))

QUESTIONARIO = Workflow("questionario", (
    T("modifica",        (Q.BOZZA,),                     None,                TENGONO,  "Scrivi le domande"),
    T("apri",            (Q.BOZZA,),                     Q.APERTO,            TENGONO,  "Apri alle risposte"),
    T("trascrivi",       (Q.APERTO,),                    None,                TENGONO,  "Trascrivi un foglio…"),
    T("chiudi",          (Q.APERTO,),                    Q.CHIUSO,            TENGONO,  "Chiudi"),
))

CAMPAGNA = Workflow("campagna", (
    T("modifica",        (C.BOZZA, C.IN_CORSO),          None,                TENGONO,  "Modifica"),
    T("avvia",           (C.BOZZA,),                     C.IN_CORSO,          TENGONO,  "Avvia"),
    T("pubblica_contenuto", (C.IN_CORSO,),               None,                TENGONO,  "Registra un contenuto…"),
    T("aggiungi_costo",  (C.BOZZA, C.IN_CORSO, C.CONCLUSA), None,             (*TENGONO, Ruolo.CONTABILE_ETS), "Aggiungi una spesa…"),
    T("concludi",        (C.IN_CORSO,),                  C.CONCLUSA,          TENGONO,  "Concludi"),
    T("annulla",         (C.BOZZA, C.IN_CORSO),          C.ANNULLATA,         TENGONO,  "Annulla…"),
))

NEWSLETTER = Workflow("newsletter", (
    T("modifica",        (N.BOZZA,),                     None,                TENGONO,  "Modifica"),
    T("prova",           (N.BOZZA,),                     None,                TENGONO,  "Mandala a te"),
    T("invia",           (N.BOZZA,),                     N.IN_INVIO,          DIREZIONE, "Invia a chi l’ha chiesta…"),
    T("riprendi",        (N.IN_INVIO,),                  None,                DIREZIONE, "Riprendi l’invio"),
))
# fmt: on
