"""Who may do which act, from which state to which. Buttons, guards and tests read these tables."""

from rendicontazione.choices import StatoRendiconto as R
from rendicontazione.choices import StatoSpesa as S
from valdera_housing.choices import Ruolo
from valdera_housing.kit.workflow import Transizione as T
from valdera_housing.kit.workflow import Workflow

ETS = (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)
UNIONE = (Ruolo.FUNZIONARIO_UNIONE,)
VEDONO_LE_SPESE = (*ETS, *UNIONE, Ruolo.REVISORE)
VEDONO_I_CONTI = (*VEDONO_LE_SPESE, Ruolo.CABINA)
APERTE = (R.APERTO,)
IN_ESAME = (R.IN_VERIFICA, R.INTEGRAZIONI_RICHIESTE)

# fmt: off
SPESA = Workflow("spesa", (
    #  act                    from                              to                  who     on the button
    T("modifica",             (S.BOZZA,),                       None,               ETS,    "Modifica"),
    T("elimina",              (S.BOZZA,),                       None,               ETS,    "Elimina"),
    T("rinvia",               (S.BOZZA,),                       None,               ETS,    "Rinvia al trimestre dopo"),
    T("ammetti",              (S.PRESENTATA, S.DA_INTEGRARE),   S.AMMESSA,          UNIONE, "Ammetti"),
    T("ammetti_in_parte",     (S.PRESENTATA, S.DA_INTEGRARE),   S.AMMESSA_PARZIALE, UNIONE, "Ammetti in parte…"),
    T("chiedi_integrazione",  (S.PRESENTATA,),                  S.DA_INTEGRARE,     UNIONE, "Chiedi integrazione…"),
    T("integra",              (S.DA_INTEGRARE,),                S.PRESENTATA,       ETS,    "Rispondi…"),
    T("non_ammettere",        (S.PRESENTATA, S.DA_INTEGRARE),   S.NON_AMMESSA,      UNIONE, "Non ammettere…"),
    T("rivedi",               (S.AMMESSA, S.AMMESSA_PARZIALE, S.NON_AMMESSA, S.ECCEDENZA),
                                                                S.PRESENTATA,       UNIONE, "Rivedi la decisione"),
    T("rettifica",            (S.AMMESSA, S.AMMESSA_PARZIALE, S.ECCEDENZA, S.LIQUIDATA),
                                                                None,               ETS + UNIONE, "Rettifica…"),
))

RENDICONTO = Workflow("rendiconto", (
    T("presenta",             APERTE,                           R.CHIUSO_ETS,              ETS,    "Presenta il rendiconto…"),
    T("rinvia_incomplete",    APERTE,                           None,                      ETS,    "Rinvia le spese incomplete"),
    T("prendi_in_verifica",   (R.CHIUSO_ETS,),                  R.IN_VERIFICA,             UNIONE, "Prendi in verifica"),
    T("chiedi_integrazioni",  (R.IN_VERIFICA,),                 R.INTEGRAZIONI_RICHIESTE,  UNIONE, "Invia le richieste di integrazione"),
    T("rispondi_integrazioni",(R.INTEGRAZIONI_RICHIESTE,),      R.IN_VERIFICA,             ETS,    "Invia le integrazioni"),
    T("chiudi_verifica",      IN_ESAME,                         R.VERIFICATO,              UNIONE, "Chiudi la verifica…"),
    T("approva",              (R.VERIFICATO,),                  R.APPROVATO,               UNIONE, "Approva…"),
    T("riapri",               (R.VERIFICATO, R.APPROVATO),      R.IN_VERIFICA,             UNIONE, "Riapri…"),
    T("liquida",              (R.APPROVATO,),                   R.LIQUIDATO,               UNIONE, "Registra la liquidazione…"),
))
# fmt: on
