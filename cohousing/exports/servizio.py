from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from cohousing.models import Turno
from cohousing.rules.servizio import DECIMO, Numeri, minuti_aperto
from valdera_housing.kit.foglio import Colonne
from valdera_housing.rules.orari import ROMA


def ore(minuti: int) -> Decimal:
    return (Decimal(minuti) / 60).quantize(DECIMO, ROUND_HALF_UP)


def chi_apre(turno: Turno) -> str:
    """``2 volontari, 1 operatore``: kinds and numbers, never names. Read with the shift's people prefetched."""
    conti = Counter(addetto.get_natura_display().lower() for addetto in turno.addetti.all())
    return ", ".join(f"{quanti} {natura}" for natura, quanti in sorted(conti.items()))


def _numeri(riga: tuple) -> Numeri:
    return riga[1]


# Rows (Servizio, Numeri since it began).
SERVIZI: Colonne = (
    ("Servizio", lambda r: r[0].nome),
    ("Che cos’è", lambda r: r[0].get_tipo_display()),
    ("Condominio", lambda r: r[0].struttura.nome),
    ("Quando è aperto", lambda r: r[0].orario),
    ("Gestito insieme a", lambda r: r[0].con_chi),
    ("Stato", lambda r: r[0].get_stato_display()),
    ("Attivo dal", lambda r: r[0].dal),
    ("Fino al", lambda r: r[0].al),
    ("Aperture", lambda r: _numeri(r).aperture),
    ("Ore aperte", lambda r: ore(_numeri(r).minuti)),
    ("Presenze di chi abita lì", lambda r: _numeri(r).abitanti),
    ("Presenze del quartiere", lambda r: _numeri(r).quartiere),
    ("Persone raggiunte", lambda r: _numeri(r).persone),
)
# Rows of Turno with its service, condominio and people.
TURNI: Colonne = (
    ("Giorno", lambda t: t.inizio.astimezone(ROMA).date()),
    ("Dalle", lambda t: f"{t.inizio.astimezone(ROMA):%H:%M}"),
    ("Alle", lambda t: f"{t.fine.astimezone(ROMA):%H:%M}"),
    ("Ore", lambda t: ore(minuti_aperto(t.inizio, t.fine))),
    ("Servizio", lambda t: t.servizio.nome),
    ("Condominio", lambda t: t.servizio.struttura.nome),
    ("Stato", lambda t: t.get_stato_display()),
    ("Presenze di chi abita lì", lambda t: t.abitanti),
    ("Presenze del quartiere", lambda t: t.quartiere),
    ("Venuti per la prima volta", lambda t: t.prime_volte),
    ("Chi apre", chi_apre),
    ("Perché non si è fatto", lambda t: t.motivo),
)
