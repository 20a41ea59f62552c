"""The accesses as they are downloaded. The note stays on its page; the name goes to who may read it."""

from sportello.choices import EsitoAccesso, MotivoAccesso
from sportello.models import Accesso
from sportello.queries.accesso import FUORI
from valdera_housing.kit.foglio import Colonne


def motivi_di(accesso: Accesso) -> str:
    return ", ".join(MotivoAccesso(motivo).label for motivo in accesso.motivi)


def esiti_di(accesso: Accesso) -> str:
    return ", ".join(EsitoAccesso(esito).label for esito in accesso.esiti)


# Rows of queries.accesso.con_nomi_leggibili.
ACCESSI: Colonne = (
    ("Quando", lambda a: a.avvenuto_alle),
    ("Come", lambda a: a.get_canale_display()),
    ("Dove", lambda a: a.sede.nome if a.sede else ""),
    ("Comune di residenza", lambda a: a.comune.nome if a.comune else FUORI),
    ("Chi chiede", lambda a: a.get_chi_chiede_display()),
    ("Perché", motivi_di),
    ("Che cosa si è fatto", esiti_di),
    ("Inviato a", lambda a: a.inviato_a),
    ("Minuti", lambda a: a.minuti),
    ("Primo accesso", lambda a: "sì" if a.primo_accesso else "no"),
    ("Persona", lambda a: str(a.persona) if a.legge_persona else ""),
    ("Nucleo", lambda a: a.nucleo.codice if a.legge_nucleo else ""),
    ("Registrato da", lambda a: str(a.operatore)),
)
# Rows of (which table, Conto).
NUMERI: Colonne = (
    ("Tavola", lambda riga: riga[0]),
    ("Voce", lambda riga: riga[1].nome),
    ("Accessi", lambda riga: riga[1].accessi),
    ("Primi accessi", lambda riga: riga[1].primi),
    ("Ogni 1.000 abitanti", lambda riga: riga[1].per_mille and round(riga[1].per_mille, 2)),
)
