"""What is downloaded from the registry, column by column. The health code never leaves: it stays on its page."""

from valdera_housing.kit.foglio import Colonne
from valdera_housing.models import Utente

NUCLEI: Colonne = (
    ("Codice", lambda nucleo: nucleo.codice),
    ("Intestatario", lambda nucleo: f"{nucleo.cognome or ''} {nucleo.nome or ''}".strip()),
    ("Componenti", lambda nucleo: nucleo.componenti),
    ("Comune", lambda nucleo: nucleo.comune.nome),
    ("In carico dal", lambda nucleo: nucleo.in_carico_dal),
)
COMUNI: Colonne = (
    ("Comune", lambda comune: comune.nome),
    ("Codice ISTAT", lambda comune: comune.istat),
    ("Codice catastale", lambda comune: comune.belfiore),
    ("CAP", lambda comune: ", ".join(comune.cap)),
    ("Popolazione", lambda comune: comune.popolazione),
    ("Popolazione al", lambda comune: comune.popolazione_al),
    ("Alta tensione abitativa", lambda comune: "sì" if comune.alta_tensione_abitativa else "no"),
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
