"""The facts that the letters of a sublease are filled with: placeholder → text, as the office writes it."""

from gestore.models import Locazione, Sublocazione
from valdera_housing.choices import RuoloEnte
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.scrittura import in_data
from valdera_housing.models import Contratto, Ente

MESI_ANNO = 12
TUTTO = "tutto l’alloggio"


def ente_partner() -> Ente | None:
    """Who sublets: the ETS of the convention."""
    return Ente.objects.filter(ruolo=RuoloEnte.ETS).order_by("pk").first()


def mittente(ente: Ente | None) -> str:
    return ente.nome if ente else "Ente partner"


def fatti_sublocazione(sublocazione: Sublocazione, ente: Ente | None) -> dict[str, str]:
    """What every document of a sublease may say of it."""
    contratto, testa = sublocazione.contratto, sublocazione.locazione.contratto
    alloggio = contratto.alloggio
    return {
        "contratto": contratto.numero,
        "ente": mittente(ente),
        "ente_codice_fiscale": ente.codice_fiscale if ente else "",
        "conduttore": contratto.conduttore,
        "codice_fiscale": contratto.conduttore_codice_fiscale,
        "alloggio": f"{alloggio.indirizzo_completo}, {alloggio.cap} {alloggio.comune}" if alloggio else "",
        "catasto": _catasto(contratto),
        "proprietario": str(testa.proprietario or ""),
        "locazione": testa.numero,
        "locazione_firmata_il": in_data(testa.stipulato_il) if testa.stipulato_il else "",
        "locazione_fine": in_data(testa.occupato_fino_al),
        "inizio": in_data(contratto.inizio),
        "fine": in_data(contratto.fine_effettiva),
        "canone": in_euro(contratto.canone_mensile),
        "canone_anno": in_euro(contratto.canone_mensile * MESI_ANNO),
        "oneri": in_euro(contratto.oneri_mensili),
        "giorno": str(contratto.giorno_scadenza),
        "deposito": in_euro(contratto.deposito),
        "deposito_forma": contratto.get_deposito_tipo_display().lower(),
    }


def _catasto(contratto: Contratto) -> str:
    alloggio = contratto.alloggio
    if alloggio is None:
        return ""
    parti = (
        ("foglio", alloggio.catasto_foglio),
        ("particella", alloggio.catasto_particella),
        ("subalterno", alloggio.catasto_subalterno),
        ("categoria", alloggio.catasto_categoria),
    )
    return ", ".join(f"{nome} {valore}" for nome, valore in parti if valore) or "dati catastali da completare"


def fatti_comunicazione(sublocazione: Sublocazione, ente: Ente | None, stanze: str) -> dict[str, str]:
    """The notice to the owner: who, how long, which rooms (L. 392/1978 art. 2)."""
    return fatti_sublocazione(sublocazione, ente) | {"stanze": stanze or TUTTO}


def fatti_lettera(sublocazione: Sublocazione, ente: Ente | None, argomento: str, testo: str) -> dict[str, str]:
    return fatti_sublocazione(sublocazione, ente) | {"argomento": argomento, "testo": testo}


def indirizzo_proprietario(locazione: Locazione) -> str:
    """Name and address of the owner, one a line."""
    proprietario = locazione.contratto.proprietario
    return "\n".join(filter(None, [str(proprietario), proprietario.indirizzo])) if proprietario else ""


def indirizzo_nucleo(sublocazione: Sublocazione) -> str:
    """The tenant at the home of the contract."""
    contratto = sublocazione.contratto
    alloggio = contratto.alloggio
    via = [alloggio.indirizzo_completo, f"{alloggio.cap} {alloggio.comune}"] if alloggio else []
    return "\n".join([contratto.conduttore, *via])
