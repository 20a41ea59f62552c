"""Addresses of shared housing."""

from django.urls import URLPattern, path

from cohousing.views import autonomia, presentazione, supervisione, violazione

app_name = "cohousing"

STRUTTURE: list[URLPattern] = []

CANDIDATURE: list[URLPattern] = []

PERMANENZE: list[URLPattern] = []

AUTONOMIA: list[URLPattern] = [
    path("permanenze/<int:pk>/autonomia/", autonomia.autonomia, name="permanenza_autonomia"),
    path("permanenze/<int:pk>/obiettivi/", autonomia.fissa_obiettivi, name="permanenza_fissa_obiettivi"),
    path("permanenze/<int:pk>/verifica/", autonomia.verifica_autonomia, name="permanenza_verifica_autonomia"),
    path("verifiche/<int:pk>/modifica/", autonomia.modifica_verifica, name="verifica_modifica"),
    path("permanenze/<int:pk>/regola-non-rispettata/", violazione.annota, name="permanenza_annota_violazione"),
    path("regole-non-rispettate/<int:pk>/comunica/", violazione.comunica, name="violazione_comunica"),
    path("regole-non-rispettate/<int:pk>/annulla/", violazione.annulla, name="violazione_annulla"),
    path("regole-non-rispettate/<int:pk>/lettera/", violazione.lettera, name="violazione_lettera"),
]

SUPERVISIONI: list[URLPattern] = [
    path("supervisioni/", supervisione.elenco, name="supervisione_elenco"),
    path("supervisioni/esporta/", supervisione.esporta, name="supervisione_esporta"),
    path("supervisioni/<int:pk>/", supervisione.scheda, name="supervisione_scheda"),
    path("supervisioni/<int:pk>/modifica/", supervisione.modifica, name="supervisione_modifica"),
    path("supervisioni/<int:pk>/annulla/", supervisione.annulla, name="supervisione_annulla"),
    path("supervisioni/<int:pk>/verbale/", supervisione.verbale, name="supervisione_verbale"),
    path("strutture/<int:pk>/supervisiona/", supervisione.supervisiona, name="struttura_supervisiona"),
    path("permanenze/<int:pk>/colloquio/", supervisione.colloquio, name="permanenza_colloquio"),
]

QUOTE: list[URLPattern] = []

SERVIZI: list[URLPattern] = []

COSTI: list[URLPattern] = []

IMMOBILI: list[URLPattern] = []

NUMERI: list[URLPattern] = []

urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *STRUTTURE,
    *CANDIDATURE,
    *PERMANENZE,
    *AUTONOMIA,
    *SUPERVISIONI,
    *QUOTE,
    *SERVIZI,
    *COSTI,
    *IMMOBILI,
    *NUMERI,
]
