"""What the sportello remembers."""

from sportello.models.accesso import Accesso
from sportello.models.appuntamento import Appuntamento, Promemoria, SilenzioPromemoria
from sportello.models.domanda import DomandaMisura, EsitoRequisitoMisura, FileDomanda, PuntoDomanda
from sportello.models.misura import DocumentoMisura, MassimaleMisura, Misura, RequisitoMisura, VocePunteggio
from sportello.models.rete import (
    ImpegnoRisorsa,
    IncontroTavolo,
    OpportunitaLavoro,
    PercorsoLavoro,
    RisorsaTerritorio,
)
from sportello.models.sfratto import EventoSfratto, FileSfratto, Sfratto

__all__ = [
    "Accesso",
    "Appuntamento",
    "DocumentoMisura",
    "DomandaMisura",
    "EsitoRequisitoMisura",
    "EventoSfratto",
    "FileDomanda",
    "FileSfratto",
    "ImpegnoRisorsa",
    "IncontroTavolo",
    "MassimaleMisura",
    "Misura",
    "OpportunitaLavoro",
    "PercorsoLavoro",
    "Promemoria",
    "PuntoDomanda",
    "RequisitoMisura",
    "RisorsaTerritorio",
    "Sfratto",
    "SilenzioPromemoria",
    "VocePunteggio",
]
