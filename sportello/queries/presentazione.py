"""The numbers of the line's own page: the last thirty days at the desk, evictions followed, applications open."""

from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from sportello.choices import ASPETTI_FASE, FaseSfratto
from sportello.models import Accesso, Appuntamento, DomandaMisura, Sfratto
from sportello.queries.pagine import indirizzo
from sportello.workflow import SEGUONO
from valdera_housing.kit.aspetto import Aspetto, Tessera
from valdera_housing.models import Utente

GIORNI = 30


def tessere(utente: Utente, giorno: date) -> list[Tessera]:
    """The large figures of what this person may see, in four queries; none for who reads sums only."""
    if not utente.ha_ruolo(*SEGUONO):
        return []
    da = timezone.now() - timedelta(days=GIORNI)
    accessi = (
        Accesso.objects.visibili_a(utente)
        .filter(avvenuto_alle__gte=da)
        .aggregate(tutti=Count("pk"), primi=Count("pk", filter=Q(primo_accesso=True)))
    )
    da_fissare = Appuntamento.objects.visibili_a(utente).da_fissare().count()
    sfratti = (
        Sfratto.objects.visibili_a(utente)
        .aperti()
        .aggregate(tutti=Count("pk"), vicini=Count("pk", filter=Q(prossima_data__lte=giorno + timedelta(days=14))))
    )
    domande = DomandaMisura.objects.visibili_a(utente).aperte().count()
    dal = giorno - timedelta(days=GIORNI)
    return [
        Tessera(
            f"Accessi negli ultimi {GIORNI} giorni", str(accessi["tutti"]), f"{accessi['primi']} per la prima volta",
            url=indirizzo("accesso_elenco", domanda=f"dal={dal}"),
        ),
        Tessera(
            "Appuntamenti da fissare", str(da_fissare), "chiesti o rinviati",
            url=indirizzo("appuntamento_elenco", domanda="stato=DA_FISSARE"),
        ),
        Tessera(
            "Sfratti seguiti", str(sfratti["tutti"]), f"{sfratti['vicini']} con una data entro 14 giorni",
            url=indirizzo("sfratto_elenco"),
        ),
        Tessera("Domande aperte", str(domande), "contributi, fondi, case popolari", url=indirizzo("domanda_elenco")),
    ]  # fmt: skip


def per_fase(utente: Utente) -> list[tuple[Aspetto, int, str]]:
    """The open evictions by stage: look, how many, their list. One query."""
    if not utente.ha_ruolo(*SEGUONO):
        return []
    quanti = dict(
        Sfratto.objects.visibili_a(utente).aperti().order_by().values_list("stato").annotate(quanti=Count("pk"))
    )
    return [
        (ASPETTI_FASE[fase], quanti[fase], indirizzo("sfratto_elenco", domanda=f"stato={fase}"))
        for fase in FaseSfratto
        if quanti.get(fase)
    ]
