"""Who may do which act on the nouns all lines share."""

from valdera_housing.choices import CHI_SEGUE_PERSONE
from valdera_housing.choices import StatoProgetto as S
from valdera_housing.kit.workflow import Transizione as T
from valdera_housing.kit.workflow import Workflow

# fmt: off
PROGETTO = Workflow("progetto", (
    #  act             from                   to            who                on the button
    T("modifica",      (S.BOZZA, S.FIRMATO),  None,         CHI_SEGUE_PERSONE, "Modifica"),
    T("firma",         (S.BOZZA,),            S.FIRMATO,    CHI_SEGUE_PERSONE, "Registra le firme…"),
    T("verifica",      (S.FIRMATO,),          None,         CHI_SEGUE_PERSONE, "Registra una verifica…"),
    T("concludi",      (S.FIRMATO,),          S.CONCLUSO,   CHI_SEGUE_PERSONE, "Concludi…"),
    T("interrompi",    (S.BOZZA, S.FIRMATO),  S.INTERROTTO, CHI_SEGUE_PERSONE, "Interrompi…"),
))
