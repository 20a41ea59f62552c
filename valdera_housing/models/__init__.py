"""What the office remembers, by shelf: *ente*, *anagrafe*, *casa*, *caso*, *luogo*, *partitario*, *archivio*."""

from valdera_housing.models.anagrafe.isee import Isee
from valdera_housing.models.anagrafe.nucleo import MembroNucleo, Nucleo
from valdera_housing.models.anagrafe.persona import Persona, SenzaAccenti
from valdera_housing.models.archivio.costo import CostoDiLinea, CostoQuerySet, indici_costo, vincoli_costo
from valdera_housing.models.archivio.documento import Documento
from valdera_housing.models.archivio.lavoro import Lavoro
from valdera_housing.models.archivio.lettera import Lettera
from valdera_housing.models.archivio.lettura import LetturaFascicolo
from valdera_housing.models.archivio.modello_lettera import ModelloLettera
from valdera_housing.models.archivio.parametro import Parametro
from valdera_housing.models.archivio.progressivo import Progressivo, prossimo_numero
from valdera_housing.models.archivio.richiesta_unica import RichiestaUnica
from valdera_housing.models.casa.accordo import AccordoTerritoriale, FasciaAccordo
from valdera_housing.models.casa.alloggio import Alloggio, FileAlloggio, Fornitura, QuotaProprieta
from valdera_housing.models.casa.contratto import Contratto
from valdera_housing.models.casa.proprietario import Proprietario
from valdera_housing.models.caso.caso import Caso, Invio, dei_nuclei_seguiti, senza_attivita
from valdera_housing.models.caso.progetto import (
    FirmaProgetto,
    Obiettivo,
    ProgettoIndividuale,
    VerificaProgetto,
    VoceDiario,
)
from valdera_housing.models.ente.comune import Comune
from valdera_housing.models.ente.convenzione import Convenzione, IntervalloDate, Trimestre
from valdera_housing.models.ente.ente import Ente
from valdera_housing.models.ente.utente import Utente, UtenteComune
from valdera_housing.models.luogo.prenotazione import Calendario, IntervalloIstanti, Prenotazione
from valdera_housing.models.luogo.sede import (
    Chiusura,
    DisponibilitaMediatore,
    Mediatore,
    OrarioApertura,
    Sede,
    Stanza,
)
from valdera_housing.models.partitario.banca import ContoBancario, EstrattoConto, MovimentoBancario
from valdera_housing.models.partitario.incasso import Imputazione, Incasso
from valdera_housing.models.partitario.scadenza import Scadenza

__all__ = [
    "AccordoTerritoriale",
    "Alloggio",
    "Calendario",
    "Caso",
    "Chiusura",
    "Comune",
    "ContoBancario",
    "Contratto",
    "Convenzione",
    "CostoDiLinea",
    "CostoQuerySet",
    "DisponibilitaMediatore",
    "Documento",
    "Ente",
    "EstrattoConto",
    "FasciaAccordo",
    "FileAlloggio",
    "FirmaProgetto",
    "Fornitura",
    "Imputazione",
    "Incasso",
    "IntervalloDate",
    "IntervalloIstanti",
    "Invio",
    "Isee",
    "Lavoro",
    "Lettera",
    "LetturaFascicolo",
    "Mediatore",
    "MembroNucleo",
    "ModelloLettera",
    "MovimentoBancario",
    "Nucleo",
    "Obiettivo",
    "OrarioApertura",
    "Parametro",
    "Persona",
    "Prenotazione",
    "ProgettoIndividuale",
    "Progressivo",
    "Proprietario",
    "QuotaProprieta",
    "RichiestaUnica",
    "Scadenza",
    "Sede",
    "SenzaAccenti",
    "Stanza",
    "Trimestre",
    "Utente",
    "UtenteComune",
    "VerificaProgetto",
    "VoceDiario",
    "dei_nuclei_seguiti",
    "indici_costo",
    "prossimo_numero",
    "senza_attivita",
    "vincoli_costo",
]
