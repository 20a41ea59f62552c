"""Who may do which act on the fund, from which state to which. Buttons, guards and tests read these tables.

Some states are reached by acts on another noun: a guarantee is IN_ESCUSSIONE while a claim on it is examined, and
ESCUSSA when the claim is paid; an advance is IN_RIMBORSO, RIMBORSATO or RECUPERATO when the ledger receives its
instalments (triggers of models/rata.py), IN_RITARDO or INSOLVENTE as its days pass (``rileva_ritardi``).
"""

from fondo_garanzia.choices import StatoAnticipo as A
from fondo_garanzia.choices import StatoEscussione as E
from fondo_garanzia.choices import StatoGaranzia as G
from fondo_garanzia.choices import StatoRivalsa as V
from valdera_housing.choices import Ruolo
from valdera_housing.kit.workflow import Transizione as T
from valdera_housing.kit.workflow import Workflow

PROPONGONO = (Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS)
CONTI = (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)
PAGANO = (Ruolo.CONTABILE_ETS,)
DIREZIONE = (Ruolo.COORDINATORE_ETS,)
UNIONE = (Ruolo.FUNZIONARIO_UNIONE,)
ETS = (Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)
# Who reads guarantees, advances, claims: the social worker those of her comuni, the Unione and the auditor by code.
VEDONO_LE_PRATICHE = (Ruolo.ASSISTENTE_SOCIALE, *ETS, *UNIONE, Ruolo.REVISORE)
# Who reads the money of the fund and its bank account.
VEDONO_IL_FONDO = (*ETS, *UNIONE, Ruolo.REVISORE)
VEDONO_IL_CONTO = (*CONTI, *UNIONE, Ruolo.REVISORE)

CON_IMPEGNO = (G.APPROVATA, G.ATTIVA, G.SOSPESA, G.IN_ESCUSSIONE, G.ESCUSSA_PARZIALE)
ESCUTIBILI = (G.ATTIVA, G.SOSPESA, G.ESCUSSA_PARZIALE)
DA_RIMBORSARE = (A.EROGATO, A.IN_RIMBORSO, A.IN_RITARDO, A.SOSPESO, A.INSOLVENTE)
RIVALSE_VIVE = (V.IN_RIMBORSO, V.IN_RITARDO, V.SOSPESO, V.INSOLVENTE)

# fmt: off
GARANZIA = Workflow("garanzia", (
    #  act               from                                   to               who          on the button
    T("modifica",        (G.RICHIESTA, G.ISTRUTTORIA),          None,            PROPONGONO,  "Modifica"),
    T("istruisci",       (G.RICHIESTA,),                        G.ISTRUTTORIA,   DIREZIONE,   "Scrivi l’istruttoria…"),
    T("approva",         (G.ISTRUTTORIA,),                      G.APPROVATA,     UNIONE,      "Approva…"),
    T("rifiuta",         (G.RICHIESTA, G.ISTRUTTORIA),          G.RIFIUTATA,     UNIONE,      "Rifiuta…"),
    T("ritira",          (G.RICHIESTA, G.ISTRUTTORIA, G.APPROVATA), G.RITIRATA,  PROPONGONO,  "Ritira la richiesta…"),
    T("attiva",          (G.APPROVATA,),                        G.ATTIVA,        CONTI,       "Consegna la lettera di garanzia…"),
    T("crea_lettera",    (*CON_IMPEGNO,),                       None,            CONTI,       "Prepara una lettera…"),
    T("sospendi",        (G.ATTIVA,),                           G.SOSPESA,       (*DIREZIONE, *UNIONE), "Sospendi…"),
    T("riprendi",        (G.SOSPESA,),                          G.ATTIVA,        (*DIREZIONE, *UNIONE), "Riprendi…"),
    T("svincola",        (G.ATTIVA, G.SOSPESA, G.ESCUSSA_PARZIALE), G.SVINCOLATA, (*DIREZIONE, *UNIONE), "Svincola…"),
    T("revoca",          (G.ATTIVA, G.SOSPESA, G.ESCUSSA_PARZIALE), G.REVOCATA,  UNIONE,      "Revoca…"),
    T("presenta_escussione", ESCUTIBILI,                        G.IN_ESCUSSIONE, ETS,         "Registra una richiesta di escussione…"),
    T("chiudi",          (G.ESCUSSA_TOTALE,),                   G.CHIUSA,        (*CONTI, *UNIONE), "Chiudi…"),
))

ESCUSSIONE = Workflow("escussione", (
    T("modifica",        (E.PRESENTATA, E.INTEGRAZIONE),        None,            ETS,         "Modifica"),
    T("allega",          (E.PRESENTATA, E.INTEGRAZIONE, E.VALUTATA), None,       ETS,         "Allega un documento…"),
    T("chiedi_integrazione", (E.PRESENTATA, E.VALUTATA),        E.INTEGRAZIONE,  (*DIREZIONE, *UNIONE), "Chiedi un’integrazione…"),
    T("valuta",          (E.PRESENTATA, E.INTEGRAZIONE),        E.VALUTATA,      DIREZIONE,   "Valuta…"),
    T("approva",         (E.VALUTATA,),                         E.APPROVATA,     UNIONE,      "Approva…"),
    T("rifiuta",         (E.PRESENTATA, E.INTEGRAZIONE, E.VALUTATA), E.RIFIUTATA, UNIONE,     "Rifiuta…"),
    T("ritira",          (E.PRESENTATA, E.INTEGRAZIONE, E.VALUTATA), E.RITIRATA, ETS,         "Ritira la richiesta…"),
    T("liquida",         (E.APPROVATA,),                        E.LIQUIDATA,     PAGANO,      "Paga il proprietario…"),
    T("crea_lettera",    (E.VALUTATA, E.APPROVATA, E.RIFIUTATA, E.LIQUIDATA), None, CONTI,    "Prepara la lettera…"),
))

RIVALSA = Workflow("rivalsa", (
    T("riprogramma",     RIVALSE_VIVE,                          V.SOSPESO,       CONTI,       "Riprogramma le rate…"),
    T("stralcia",        (V.INSOLVENTE,),                       V.PERDITA,       UNIONE,      "Stralcia con atto…"),
    T("crea_lettera",    RIVALSE_VIVE,                          None,            CONTI,       "Prepara una lettera…"),
))

ANTICIPO = Workflow("anticipo", (
    T("modifica",        (A.RICHIESTO, A.ISTRUTTORIA),          None,            PROPONGONO,  "Modifica"),
    T("istruisci",       (A.RICHIESTO,),                        A.ISTRUTTORIA,   DIREZIONE,   "Scrivi l’istruttoria…"),
    T("approva",         (A.ISTRUTTORIA,),                      A.APPROVATO,     UNIONE,      "Approva…"),
    T("rifiuta",         (A.RICHIESTO, A.ISTRUTTORIA),          A.RIFIUTATO,     UNIONE,      "Rifiuta…"),
    T("ritira",          (A.RICHIESTO, A.ISTRUTTORIA, A.APPROVATO), A.RITIRATO,  PROPONGONO,  "Ritira la richiesta…"),
    T("eroga",           (A.APPROVATO,),                        A.EROGATO,       PAGANO,      "Paga il creditore…"),
    T("annulla_erogazione", (A.EROGATO,),                       A.APPROVATO,     PAGANO,      "Il bonifico è tornato indietro…"),
    T("riprogramma",     DA_RIMBORSARE,                         A.SOSPESO,       CONTI,       "Riprogramma le rate…"),
    T("stralcia",        (A.INSOLVENTE,),                       A.PERDITA,       UNIONE,      "Stralcia con atto…"),
    T("crea_lettera",    (A.APPROVATO, *DA_RIMBORSARE),         None,            CONTI,       "Prepara una lettera…"),
))
# fmt: on
