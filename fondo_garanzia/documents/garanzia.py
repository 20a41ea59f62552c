"""What the letters of a guarantee may say of it: placeholder → text, as the office writes it."""

from fondo_garanzia.models import Garanzia
from fondo_garanzia.rules.garanzia import Limiti, ultimo_giorno_per_escutere
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Contratto

LETTERA = "lettera_garanzia"
SOSPENSIONE = "sospensione_garanzia"
SVINCOLO = "svincolo_garanzia"
REVOCA = "revoca_garanzia"
LETTERE = (LETTERA, SOSPENSIONE, SVINCOLO, REVOCA)


def casa_di(contratto: Contratto) -> str:
    """Where the home of a contract is, when it is one of ours; empty for a private lease."""
    alloggio = contratto.alloggio
    return f"{alloggio.indirizzo_completo}, {alloggio.cap} {alloggio.comune}" if alloggio else ""


def fatti_garanzia(garanzia: Garanzia, limiti: Limiti, *, ente: str, casa: str) -> dict[str, str]:
    """Everything a letter of a guarantee may ask for; ``casa`` is where the home is."""
    contratto = garanzia.contratto
    return {
        "garanzia": garanzia.numero,
        "titolare": garanzia.titolare,
        "comune": str(garanzia.fondo.comune),
        "ente": ente,
        "conduttore": contratto.conduttore or garanzia.nucleo.codice,
        "casa": casa,
        "contratto": contratto.numero,
        "contratto_inizio": in_data(contratto.inizio),
        "contratto_fine": in_data(contratto.occupato_fino_al),
        "canone": in_euro(garanzia.canone_mensile),
        "mensilita": str(garanzia.mensilita),
        "franchigia": str(garanzia.franchigia_mensilita or "nessuna"),
        "massimale_canoni": in_euro(garanzia.massimale_canoni),
        "massimale_danni": in_euro(garanzia.massimale_danni),
        "massimale": in_euro(garanzia.massimale),
        "residuo_canoni": in_euro(garanzia.residuo_canoni),
        "residuo_danni": in_euro(garanzia.residuo_danni),
        "residuo": in_euro(garanzia.residuo_canoni + garanzia.residuo_danni),
        "inizio": in_data(garanzia.inizio),
        "scade_il": in_data(garanzia.scade_il),
        "giorni": str(limiti.giorni_escussione),
        "ultimo_giorno": in_data(ultimo_giorno_per_escutere(garanzia.scade_il, limiti.giorni_escussione)),
        "atto": garanzia.atto,
        "motivo": garanzia.motivo_fine,
        "finita_il": in_data(garanzia.finita_il) if garanzia.finita_il else "",
        "oggi": in_data(oggi()),
    }


def indirizzo_titolare(garanzia: Garanzia) -> str:
    """The owner with the address for the post, one a line."""
    posta = garanzia.proprietario.indirizzo if garanzia.proprietario else ""
    return "\n".join(filter(None, [garanzia.titolare, posta]))
