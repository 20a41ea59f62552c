"""What the funds have: read by every act that commits or pays."""

from datetime import date

from fondo_garanzia.models import Fondo
from fondo_garanzia.rules.capienza import SituazioneFondo, non_aderente
from fondo_garanzia.rules.rimborso import Soglie
from valdera_housing.models import Comune, ContoBancario, Parametro


def in_situazione(fondo: Fondo) -> SituazioneFondo:
    """What the rules need of a fund."""
    return SituazioneFondo(str(fondo.comune), fondo.dotato, fondo.cassa, fondo.impegnato, fondo.disponibile)


def situazione_del_comune(comune: Comune) -> SituazioneFondo:
    """The fund of a comune, or one with nothing in it when the comune has not joined."""
    fondo = Fondo.objects.select_related("comune").filter(comune=comune).first()
    return in_situazione(fondo) if fondo else non_aderente(str(comune))


def soglie_rimborso(giorno: date) -> Soglie:
    """How late is late, as the parameters say on that day."""
    valori = Parametro.objects.valori(giorno)
    base = Soglie()
    return Soglie(
        int(valori.get("giorni_ritardo_fondo", base.giorni)), int(valori.get("rate_insolvenza_fondo", base.rate))
    )


def conto_dedicato() -> ContoBancario | None:
    """The account on which instalments are paid."""
    return ContoBancario.objects.filter(dedicato=True).order_by("pk").first()
