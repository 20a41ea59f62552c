"""What the line knows of a household and of a home, for the pages of others."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import F, Max, Q, Sum

from gestore.choices import ASPETTI_CANDIDATURA, ASPETTI_CONTRATTO, ASPETTI_MANUTENZIONE
from gestore.models import Candidatura, Manutenzione, Sublocazione
from gestore.queries.pagine import indirizzo
from gestore.workflow import VEDONO_LE_CASE
from valdera_housing.choices import Linea
from valdera_housing.kit.aspetto import Aspetto, Voce
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import PannelloFascicolo
from valdera_housing.models import Alloggio, Nucleo, Scadenza, Utente

ULTIME = 5


def pannelli_fascicolo(utente: Utente, nucleo: Nucleo) -> Sequence[PannelloFascicolo]:
    """The household in the line: its contracts, what it owes, its requests for a home. Three queries."""
    if not utente.ha_ruolo(*VEDONO_LE_CASE):
        return []
    sublocazioni = Sublocazione.objects.visibili_a(utente).filter(contratto__nucleo=nucleo)
    candidature = Candidatura.objects.visibili_a(utente).filter(nucleo=nucleo)
    contesto = {
        "sublocazioni": [
            (s.contratto, ASPETTI_CONTRATTO[s.contratto.stato], indirizzo("sublocazione_scheda", s.pk))
            for s in sublocazioni.select_related("contratto__alloggio").order_by("-contratto__inizio")[:ULTIME]
        ],
        "candidature": [
            (c, ASPETTI_CANDIDATURA[c.stato], indirizzo("candidatura_scheda", c.pk))
            for c in candidature.order_by("-presentata_il", "-pk")[:ULTIME]
        ],
        "conto": conto(utente, nucleo, oggi()),
    }
    return [PannelloFascicolo(Linea.GIS.label, "gestore/pannelli/nucleo.html", contesto)]


def conto(utente: Utente, nucleo: Nucleo, giorno: date) -> list[Voce]:
    """What the household owed and paid so far in this line, and what is late."""
    scaduta = Q(scade_il__lt=giorno)
    somme = (
        Scadenza.objects.visibili_a(utente)
        .da_incassare()
        .filter(nucleo=nucleo, linea=Linea.GIS, annullata_il=None)
        .aggregate(
            dovuto=Sum("importo", filter=Q(scade_il__lte=giorno)),
            pagato=Sum("imputato", filter=Q(scade_il__lte=giorno)),
            arretrato=Sum(F("importo") - F("imputato"), filter=scaduta),
            ultima=Max("scade_il", filter=scaduta & Q(aperta=True)),
        )
    )
    if somme["dovuto"] is None:
        return []
    ritardo = f"l’ultima scadenza non pagata è del {in_data(somme['ultima'])}" if somme["ultima"] else ""
    cifre: dict[str, Decimal] = {nome: somme[nome] or ZERO for nome in ("dovuto", "pagato", "arretrato")}
    return [
        Voce("Dovuto finora", in_euro(cifre["dovuto"])),
        Voce("Pagato", in_euro(cifre["pagato"])),
        Voce("In arretrato", in_euro(cifre["arretrato"]), nota=ritardo),
    ]


def riparazioni_aperte(alloggio: Alloggio) -> list[tuple[Manutenzione, Aspetto]]:
    """The repairs of a home still to be done, the nearest deadline first."""
    aperte = Manutenzione.objects.filter(alloggio=alloggio).aperte().order_by("entro_il", "pk")[:ULTIME]
    return [(manutenzione, ASPETTI_MANUTENZIONE[manutenzione.stato]) for manutenzione in aperte]
