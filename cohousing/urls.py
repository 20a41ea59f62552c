"""Addresses of shared housing."""

from django.urls import URLPattern, path

from cohousing.views import abbinamento, atto_candidatura, candidatura, invio, presentazione

app_name = "cohousing"

STRUTTURE: list[URLPattern] = []

CANDIDATURE: list[URLPattern] = [
    path("candidature/", candidatura.elenco, name="candidatura_elenco"),
    path("candidature/esporta/", candidatura.esporta, name="candidatura_esporta"),
    path("candidature/nuova/", atto_candidatura.nuova, name="candidatura_nuova"),
    path("candidature/confronta/", abbinamento.confronta, name="candidatura_confronta"),
    path("candidature/<int:pk>/", candidatura.scheda, name="candidatura_scheda"),
    path("candidature/<int:pk>/storia/", candidatura.storia, name="candidatura_storia"),
    path("candidature/<int:pk>/unita/", abbinamento.unita, name="candidatura_unita"),
    path("candidature/<int:pk>/modifica/", atto_candidatura.modifica, name="candidatura_modifica"),
    path("candidature/<int:pk>/proponi/", atto_candidatura.proponi, name="candidatura_proponi"),
    path("candidature/<int:pk>/accogli/", atto_candidatura.accogli, name="candidatura_accogli"),
    path("candidature/<int:pk>/respingi/", atto_candidatura.respingi, name="candidatura_respingi"),
    path("candidature/<int:pk>/ritira/", atto_candidatura.ritira, name="candidatura_ritira"),
    path("invii/", invio.elenco, name="invio_elenco"),
    path("invii/<int:pk>/prendi/", invio.prendi, name="invio_prendi"),
    path("invii/<int:pk>/concludi/", invio.concludi, name="invio_concludi"),
]

PERMANENZE: list[URLPattern] = []

AUTONOMIA: list[URLPattern] = []

SUPERVISIONI: list[URLPattern] = []

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
