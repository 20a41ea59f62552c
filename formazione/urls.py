"""Addresses of training and participation; those under ``PUBBLICHE`` are the ones anyone may open."""

from django.urls import path

from formazione.views import costo, indicatore, invio, presentazione

app_name = "formazione"

EVENTI: list = []

SALE: list = []

ISCRIZIONI: list = []

PRESENZE: list = []

ATTESTATI: list = []

QUESTIONARI: list = []

CAMPAGNE: list = []

COSTI = [
    path("costi/", costo.elenco, name="costo_elenco"),
    path("costi/esporta/", costo.esporta, name="costo_esporta"),
    path("costi/<int:pk>/", costo.scheda, name="costo_scheda"),
    path("costi/<int:pk>/file/", costo.file, name="costo_file"),
    path("costi/<int:pk>/modifica/", costo.modifica, name="costo_modifica"),
    path("costi/<int:pk>/paga/", costo.paga, name="costo_paga"),
    path("costi/<int:pk>/togli/", costo.togli, name="costo_togli"),
    path("eventi/<int:pk>/aggiungi-costo/", costo.di_evento, name="evento_aggiungi_costo"),
    path("campagne/<int:pk>/aggiungi-costo/", costo.di_campagna, name="campagna_aggiungi_costo"),
]

NUMERI = [
    path("indicatori/", indicatore.elenco, name="indicatore_elenco"),
    path("indicatori/<str:codice>/", indicatore.scheda, name="indicatore_scheda"),
    path("invii/", invio.elenco, name="invio_elenco"),
    path("invii/<int:pk>/prendi/", invio.prendi, name="invio_prendi"),
    path("invii/<int:pk>/concludi/", invio.concludi, name="invio_concludi"),
]

PUBBLICHE: list = []

urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *EVENTI,
    *SALE,
    *ISCRIZIONI,
    *PRESENZE,
    *ATTESTATI,
    *QUESTIONARI,
    *CAMPAGNE,
    *COSTI,
    *NUMERI,
    *PUBBLICHE,
]
