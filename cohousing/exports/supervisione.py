from cohousing.queries.supervisione import con_chi
from cohousing.rules.supervisione import in_ore
from valdera_housing.kit.foglio import Colonne
from valdera_housing.models import Utente


def supervisioni(utente: Utente) -> Colonne:
    """Rows of ``con_chi_legge``: the facts, never the words; with whom, as this person may read it."""
    return (
        ("Giorno", lambda s: s.giorno),
        ("Numero della casa", lambda s: s.struttura.numero),
        ("Casa", lambda s: s.struttura.nome),
        ("Che cosa", lambda s: s.get_tipo_display()),
        ("Con chi", lambda s: con_chi(s, utente)),
        ("Operatore", lambda s: str(s.operatore)),
        ("Minuti", lambda s: s.minuti),
        ("Ore", lambda s: in_ore(s.minuti)),
        ("Abitanti presenti", lambda s: s.presenti),
        ("Annullata il", lambda s: s.annullata_il),
    )
