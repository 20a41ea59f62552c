"""Addresses of training and participation; those under ``PUBBLICHE`` are the ones anyone may open."""

from django.urls import path

from formazione.views import (
    atto_evento,
    evento,
    presentazione,
    questionario,
    risposta,
    scrittura_questionario,
    sessione,
)

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

QUESTIONARI: list = [
    path("eventi/<int:pk>/prepara-questionario/", scrittura_questionario.prepara, name="evento_prepara_questionario"),
    path("questionari/", questionario.elenco, name="questionario_elenco"),
    path("questionari/esporta/", questionario.esporta, name="questionario_esporta"),
    path("questionari/<int:pk>/", questionario.scheda, name="questionario_scheda"),
    path("questionari/<int:pk>/modifica/", scrittura_questionario.modifica, name="questionario_modifica"),
    path("questionari/<int:pk>/apri/", scrittura_questionario.apri, name="questionario_apri"),
    path("questionari/<int:pk>/chiudi/", scrittura_questionario.chiudi, name="questionario_chiudi"),
    path("questionari/<int:pk>/trascrivi/", risposta.trascrivi, name="questionario_trascrivi"),
    path("questionari/<int:pk>/foglio/", questionario.foglio, name="questionario_foglio"),
    path("questionari/<int:pk>/totali/", questionario.esporta_totali, name="questionario_esporta_totali"),
    path("questionari/<int:pk>/risposte/", questionario.esporta_risposte, name="questionario_esporta_risposte"),
    path("questionari/<int:pk>/storia/", questionario.storia, name="questionario_storia"),
    # A code is never made of figures only, and comes after the words above.
    path("questionari/<slug:codice>/", risposta.pubblica, name="pubblica_questionario"),
]

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
