"""What a condominio sociale offers, on its record: each active service with its last four weeks. One query."""

from django.db.models import Count, Sum

from cohousing.choices import TipoStruttura
from cohousing.models import Servizio, Struttura
from cohousing.queries.pagine import indirizzo
from cohousing.queries.servizio import ultime_settimane
from valdera_housing.kit.aspetto import Pannello
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Utente


def pannello(struttura: Struttura, utente: Utente) -> Pannello | None:
    """Nothing for a simple house."""
    if struttura.tipo != TipoStruttura.CONDOMINIO_SOCIALE:
        return None
    recenti = ultime_settimane(oggi()).su("turni__")
    servizi = Servizio.objects.visibili_a(utente).filter(struttura=struttura).attivi().order_by("nome")
    righe = servizi.annotate(
        aperture=Count("turni", filter=recenti),
        di_chi_abita=Sum("turni__abitanti", filter=recenti, default=0),
        del_quartiere=Sum("turni__quartiere", filter=recenti, default=0),
        persone=Sum("turni__prime_volte", filter=recenti, default=0),
    )
    contesto = {
        "righe": [(s, indirizzo("servizio_scheda", s.pk), s.di_chi_abita + s.del_quartiere) for s in righe],
        "turni_url": indirizzo("turno_elenco", domanda=f"condominio={struttura.pk}"),
        "locandina_url": indirizzo("struttura_servizi_locandina", struttura.pk),
    }
    return Pannello("Servizi", "cohousing/pannelli/servizi.html", contesto)
