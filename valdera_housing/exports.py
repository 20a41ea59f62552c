"""What is downloaded from the registry, column by column. The health code never leaves: it stays on its page."""

from valdera_housing.choices import Verso
from valdera_housing.kit.foglio import Colonne
from valdera_housing.models import Utente
from valdera_housing.queries.costo import aspetto_costo
from valdera_housing.queries.partitario import chi_paga

NUCLEI: Colonne = (
    ("Codice", lambda nucleo: nucleo.codice),
    ("Intestatario", lambda nucleo: f"{nucleo.cognome or ''} {nucleo.nome or ''}".strip()),
    ("Componenti", lambda nucleo: nucleo.componenti),
    ("Comune", lambda nucleo: nucleo.comune.nome),
    ("In carico dal", lambda nucleo: nucleo.in_carico_dal),
)
CASI: Colonne = (
    ("Numero", lambda caso: caso.numero),
    ("Nucleo", lambda caso: caso.nucleo.codice),
    ("Intestatario", lambda caso: f"{caso.cognome or ''} {caso.nome or ''}".strip()),
    ("Comune", lambda caso: caso.nucleo.comune.nome),
    ("Bisogno principale", lambda caso: caso.get_bisogno_prevalente_display()),
    ("Gravità", lambda caso: caso.gravita),
    ("Assistente sociale", lambda caso: str(caso.assistente_sociale or "")),
    ("Operatore di riferimento", lambda caso: str(caso.case_manager or "")),
    ("Aperto il", lambda caso: caso.aperto_il),
    ("Ultima attività il", lambda caso: caso.ultima_attivita_il or caso.aperto_il),
    ("Chiuso il", lambda caso: caso.chiuso_il),
    ("Esito", lambda caso: caso.get_esito_display()),
)
DIARIO: Colonne = (
    ("Giorno", lambda voce: voce.giorno),
    ("Che cosa", lambda voce: voce.get_tipo_display()),
    ("Testo", lambda voce: voce.testo),
    ("Riservata", lambda voce: "sì" if voce.riservata else "no"),
    ("Scritta da", lambda voce: str(voce.autore)),
    ("Scritta alle", lambda voce: voce.scritta_alle),
)
PROGETTI: Colonne = (
    ("Numero", lambda progetto: progetto.numero),
    ("Caso", lambda progetto: progetto.caso.numero),
    ("Nucleo", lambda progetto: progetto.caso.nucleo.codice),
    ("Comune", lambda progetto: progetto.caso.nucleo.comune.nome),
    ("Stato", lambda progetto: progetto.get_stato_display()),
    ("Scritto il", lambda progetto: progetto.redatto_il),
    ("Firmato il", lambda progetto: progetto.firmato_il),
    ("Verifica entro il", lambda progetto: progetto.verifica_entro),
    ("Finito il", lambda progetto: progetto.chiuso_il),
)
COMUNI: Colonne = (
    ("Comune", lambda comune: comune.nome),
    ("Codice ISTAT", lambda comune: comune.istat),
    ("Codice catastale", lambda comune: comune.belfiore),
    ("CAP", lambda comune: ", ".join(comune.cap)),
    ("Popolazione", lambda comune: comune.popolazione),
    ("Popolazione al", lambda comune: comune.popolazione_al),
    ("Alta tensione abitativa", lambda comune: "sì" if comune.alta_tensione_abitativa else "no"),
    ("Santo patrono", lambda comune: comune.patrono),
    ("Aderente dal", lambda comune: comune.aderente_dal),
    ("Aderente al", lambda comune: comune.aderente_al),
)
ENTI: Colonne = (
    ("Nome", lambda ente: ente.nome),
    ("Ruolo", lambda ente: ente.get_ruolo_display()),
    ("Codice fiscale", lambda ente: ente.codice_fiscale),
    ("Partita IVA", lambda ente: ente.partita_iva),
    ("RUNTS", lambda ente: ente.runts),
    ("PEC", lambda ente: ente.pec),
)
CONVENZIONI: Colonne = (
    ("Numero", lambda convenzione: convenzione.numero),
    ("Oggetto", lambda convenzione: convenzione.oggetto),
    ("Stipulata il", lambda convenzione: convenzione.stipulata_il),
    ("Inizio", lambda convenzione: convenzione.inizio),
    ("Fine", lambda convenzione: convenzione.fine),
    ("Importo", lambda convenzione: convenzione.importo),
)
PARAMETRI: Colonne = (
    ("Parametro", lambda parametro: parametro.descrizione),
    ("Chiave", lambda parametro: parametro.chiave),
    ("Valore", lambda parametro: parametro.valore),
    ("Unità", lambda parametro: parametro.unita),
    ("Valido dal", lambda parametro: parametro.valido_dal),
    ("Valido al", lambda parametro: parametro.valido_al),
    ("Atto", lambda parametro: parametro.atto),
)
UTENTI: Colonne = (
    ("Cognome", lambda utente: utente.last_name),
    ("Nome", lambda utente: utente.first_name),
    ("Nome utente", lambda utente: utente.username),
    ("E-mail", lambda utente: utente.email),
    ("Ruoli", lambda utente: ", ".join(utente.nomi_ruoli)),
    ("Comuni", lambda utente: ", ".join(comune.nome for comune in utente.comuni.all())),
    ("Può entrare", lambda utente: "sì" if utente.is_active else "no"),
    ("Ultimo accesso", lambda utente: utente.last_login),
)
SEDI: Colonne = (
    ("Sede", lambda sede: sede.nome),
    ("Tipo", lambda sede: sede.get_tipo_display()),
    ("Comune", lambda sede: sede.comune.nome),
    ("Indirizzo", lambda sede: sede.indirizzo),
    ("Telefono", lambda sede: sede.telefono),
    ("Minuti di viaggio", lambda sede: sede.minuti_viaggio),
    ("Stanze in uso", lambda sede: sede.quante_stanze),
    ("In uso", lambda sede: "sì" if sede.attiva else "no"),
)
MEDIATORI: Colonne = (
    ("Nome", lambda mediatore: mediatore.nome),
    ("Lingue", lambda mediatore: ", ".join(mediatore.lingue)),
    ("Telefono", lambda mediatore: mediatore.telefono),
    ("E-mail", lambda mediatore: mediatore.email),
    ("Quando può venire", lambda mediatore: ", ".join(str(d) for d in mediatore.disponibilita.all())),
    ("Lavora con noi", lambda mediatore: "sì" if mediatore.attivo else "no"),
)


def persone_per(utente: Utente) -> Colonne:
    """The columns of the people list; protected addresses as this person may read them."""
    return (
        ("Cognome", lambda persona: persona.cognome),
        ("Nome", lambda persona: persona.nome),
        ("Codice fiscale", lambda persona: persona.codice_fiscale),
        ("Data di nascita", lambda persona: persona.nato_il),
        ("Luogo di nascita", lambda persona: persona.luogo_nascita),
        ("Cittadinanza", lambda persona: persona.cittadinanza),
        ("Comune", lambda persona: persona.comune.nome),
        ("Indirizzo", lambda persona: persona.indirizzo_per(utente)),
        ("Telefono", lambda persona: persona.telefono),
        ("E-mail", lambda persona: persona.email),
    )


# --- partitario ---------------------------------------------------------------------------


def colonne_scadenze(utente: Utente) -> Colonne:
    """The dues as this person may read them: the code of the household for who audits."""
    return (
        ("Verso", lambda s: s.get_verso_display()),
        ("Tipo", lambda s: s.get_tipo_display()),
        ("Chi", lambda s: s.chi(utente)),
        ("Nucleo", lambda s: s.nucleo.codice if s.nucleo else ""),
        ("Contratto", lambda s: s.contratto.numero if s.contratto else ""),
        ("Descrizione", lambda s: s.descrizione),
        ("Competenza", lambda s: s.competenza),
        ("Scade il", lambda s: s.scade_il),
        ("Importo", lambda s: s.importo),
        ("Pagato", lambda s: s.imputato),
        ("Residuo", lambda s: s.residuo),
        ("Annullata il", lambda s: s.annullata_il),
        ("Perché è annullata", lambda s: s.motivo_annullamento),
    )


def colonne_incassi(utente: Utente) -> Colonne:
    """The payments as this person may read them."""
    return (
        ("Numero", lambda i: i.numero),
        ("Verso", lambda i: "Incasso" if i.verso == Verso.ENTRATA else "Pagamento"),
        ("Data", lambda i: i.data),
        ("Chi", lambda i: chi_paga(i, utente)),
        ("Nucleo", lambda i: i.nucleo.codice if i.nucleo else ""),
        ("Mezzo", lambda i: i.get_mezzo_display()),
        ("Riferimento", lambda i: i.riferimento if chi_paga(i, utente) == i.chi else ""),
        ("Importo", lambda i: i.importo),
        ("Abbinato", lambda i: i.imputato),
        ("Da abbinare", lambda i: i.da_imputare),
        ("Annullato alle", lambda i: i.annullato_alle),
        ("Perché è annullato", lambda i: i.motivo_annullamento),
    )


MOVIMENTI_BANCARI: Colonne = (
    ("Conto", lambda m: m.conto.nome),
    ("Data", lambda m: m.data),
    ("Valuta", lambda m: m.valuta),
    ("Importo", lambda m: m.importo),
    ("Controparte", lambda m: m.controparte),
    ("Causale", lambda m: m.causale),
    ("Abbinato", lambda m: "sì" if m.abbinato else "no"),
    ("Non riguarda il partitario perché", lambda m: m.ignorato_perche),
)


def colonne_costo(proprie: Colonne) -> Colonne:
    """The sheet of the expenses of a line: its own columns say of what they are."""
    return (
        ("Documento", lambda c: c.documento_numero),
        ("Del", lambda c: c.documento_del),
        ("Fornitore", lambda c: c.fornitore),
        ("Partita IVA o codice fiscale", lambda c: c.codice_fiscale),
        *proprie,
        ("Per che cosa", lambda c: c.descrizione),
        ("Importo", lambda c: c.importo),
        ("Stato", lambda c: aspetto_costo(c).etichetta),
        ("Pagato il", lambda c: c.pagato_il),
        ("Tolto il", lambda c: c.annullato_il),
        ("Con il file", lambda c: "sì" if c.documento_id else "no"),
    )
