"""Addresses of training and participation; those under ``PUBBLICHE`` are the ones anyone may open."""

from django.urls import path

from formazione.views import atto_evento, evento, presentazione, sessione

app_name = "formazione"

EVENTI: list = [
    path("eventi/", evento.elenco, name="evento_elenco"),
    path("eventi/esporta/", evento.esporta, name="evento_esporta"),
    path("eventi/nuovo/", evento.nuovo, name="evento_nuovo"),
    path("eventi/<int:pk>/", evento.scheda, name="evento_scheda"),
    path("eventi/<int:pk>/storia/", evento.storia, name="evento_storia"),
    path("eventi/<int:pk>/modifica/", evento.modifica, name="evento_modifica"),
    path("eventi/<int:pk>/aggiungi-sessione/", sessione.aggiungi, name="evento_aggiungi_sessione"),
    path("eventi/<int:pk>/apri-iscrizioni/", atto_evento.apri_iscrizioni, name="evento_apri_iscrizioni"),
    path("eventi/<int:pk>/chiudi-iscrizioni/", atto_evento.chiudi_iscrizioni, name="evento_chiudi_iscrizioni"),
    path("eventi/<int:pk>/svolgi/", atto_evento.svolgi, name="evento_svolgi"),
    path("eventi/<int:pk>/riapri/", atto_evento.riapri, name="evento_riapri"),
    path("eventi/<int:pk>/annulla/", atto_evento.annulla, name="evento_annulla"),
    path("sessioni/<int:pk>/sposta/", sessione.sposta, name="sessione_sposta"),
    path("sessioni/<int:pk>/annulla/", sessione.annulla, name="sessione_annulla"),
    path("sessioni/<int:pk>/calendario/", sessione.calendario, name="sessione_calendario"),
]

SALE: list = []

ISCRIZIONI: list = []

PRESENZE: list = []

ATTESTATI: list = []

QUESTIONARI: list = []

CAMPAGNE: list = []

COSTI: list = []

NUMERI: list = []

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
