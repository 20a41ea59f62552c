from valdera_housing.choices import Linea
from valdera_housing.models import Invio, Utente


def da_prendere(utente: Utente) -> int:
    """How many households wait for the gestore to take them."""
    return Invio.objects.visibili_a(utente).da_prendere(Linea.GIS).count()
