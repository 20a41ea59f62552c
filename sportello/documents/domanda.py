"""An application on paper, filled with what the office knows, ready to be signed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sportello.choices import TipoMisura, TipoRequisito
from sportello.models import DomandaMisura
from sportello.queries.punteggio import punteggio_di
from sportello.rules.punteggio import Punteggio
from valdera_housing.documents import foglio_pdf
from valdera_housing.kit.aspetto import Voce
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.giorni import in_parole
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import Isee, MembroNucleo, Persona, Utente
from valdera_housing.queries.caso import ultimo_isee
from valdera_housing.queries.ente import nome_del_gestore

# Requirement → declared fact of the application, and the answer that satisfies it.
DICHIARATI = {
    TipoRequisito.CITTADINANZA: ("cittadinanza_o_permesso", True),
    TipoRequisito.RESIDENZA_O_LAVORO: ("residenza_o_lavoro", True),
    TipoRequisito.CONTRATTO_REGISTRATO: ("contratto_registrato", True),
    TipoRequisito.NON_ERP: ("alloggio_erp", False),
    TipoRequisito.ALLOGGIO_VICINO: ("alloggio_vicino", False),
    TipoRequisito.DICHIARAZIONE: ("dichiarazione", True),
}


@dataclass(frozen=True)
class Casella:
    """A sentence with its box: ticked only when the household has already said so."""

    testo: str
    spuntata: bool = False


def modulo_pdf(domanda: DomandaMisura, *, utente: Utente, giorno: date, quando: datetime) -> bytes:
    """The form of an application as PDF bytes. ``utente`` prints it: a protected address stays hidden to some."""
    del_giorno = domanda.presentata_il or giorno
    membri = domanda.caso.nucleo.membri.alla_data(del_giorno).select_related("persona")
    isee = domanda.isee or ultimo_isee(domanda.caso.nucleo, del_giorno)
    allegati = {file.richiesto_id: file.nome for file in domanda.file.all()}
    documenti = list(domanda.misura.documenti.all())
    contesto = {
        "mittente": nome_del_gestore(),
        "domanda": domanda,
        "data": in_parole(giorno),
        "membri_al": in_data(del_giorno),
        "richiedente": fatti_richiedente(domanda.richiedente, utente),
        "membri": [_membro(membro) for membro in membri],
        "situazione": [*fatti_isee(isee), *fatti_casa(domanda)],
        "caselle": caselle(domanda),
        "documenti": [(documento, documento.pk in allegati) for documento in documenti],
        "punteggio": punteggio_di(domanda) if domanda.misura.tipo == TipoMisura.ERP else Punteggio(),
    }
    return foglio_pdf("documenti/sportello/domanda.html", contesto, quando=quando)


def fatti_richiedente(persona: Persona, utente: Utente) -> list[Voce]:
    """Who signs. A person without a codice fiscale has its STP or ENI code instead."""
    return [
        Voce("Cognome e nome", str(persona)),
        Voce("Codice fiscale", persona.codice_fiscale or persona.codice_sanitario_provvisorio),
        Voce("Data di nascita", in_data(persona.nato_il) if persona.nato_il else ""),
        Voce("Luogo di nascita", persona.luogo_nascita),
        Voce("Cittadinanza", persona.cittadinanza),
        Voce("Comune", persona.comune.nome),
        Voce("Indirizzo", persona.indirizzo_per(utente)),
        Voce("Telefono", persona.telefono),
        Voce("E-mail", persona.email),
    ]


def _membro(membro: MembroNucleo) -> tuple[str, str, str, str]:
    persona = membro.persona
    nascita = in_data(persona.nato_il) if persona.nato_il else ""
    return str(persona), membro.get_parentela_display(), nascita, persona.codice_fiscale or ""


def fatti_isee(isee: Isee | None) -> list[Voce]:
    return [
        Voce("Attestazione ISEE", f"{isee}, vale fino al {in_data(isee.scade_il)}" if isee else ""),
        Voce("Protocollo della DSU", isee.protocollo_dsu if isee else ""),
        Voce("ISEE", in_euro(isee.valore) if isee else ""),
        Voce("ISE", in_euro(isee.ise) if isee and isee.ise is not None else ""),
    ]


def fatti_casa(domanda: DomandaMisura) -> list[Voce]:
    """Home, lease and what is owed; an application for public housing has no amount to ask."""
    sfratto = domanda.sfratto
    righe = [
        Voce("Residente nell’alloggio dal", in_data(domanda.residente_dal) if domanda.residente_dal else ""),
        Voce("Canone annuo senza oneri", _euro(domanda.canone_annuo)),
        Voce("Categoria catastale", domanda.categoria_catastale),
    ]
    if sfratto:
        righe += [
            Voce("Sfratto", f"{sfratto.get_tipo_display()}, {sfratto.get_stato_display().lower()}"),
            Voce("Alloggio dello sfratto", sfratto.indirizzo),
            Voce("Proprietario", sfratto.locatore),
            Voce("Canoni arretrati", _euro(sfratto.importo_morosita)),
        ]
    if domanda.modalita and domanda.misura.tipo != TipoMisura.ERP:
        righe.append(Voce("Che cosa si chiede", domanda.get_modalita_display()))
    if domanda.importo_richiesto is not None:
        righe.append(Voce("Importo chiesto", _euro(domanda.importo_richiesto)))
    return righe


def caselle(domanda: DomandaMisura) -> list[Casella]:
    """The declarations of the notice, in its order; a box is ticked when the household already declared it."""
    righe = []
    for requisito in domanda.misura.requisiti.all():
        campo, atteso = DICHIARATI.get(TipoRequisito(requisito.tipo), ("", True))
        fascia = f" (fascia {requisito.fascia})" if requisito.fascia else ""
        righe.append(Casella(f"{requisito.testo}{fascia}", bool(campo) and getattr(domanda, campo) is atteso))
    return righe


def _euro(importo: Decimal | None) -> str:
    return "" if importo is None else in_euro(importo)
