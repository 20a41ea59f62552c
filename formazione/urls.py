"""Addresses of training and participation; those under ``PUBBLICHE`` are the ones anyone may open."""

from django.urls import path

from formazione.views import attestato, presentazione, presenza, presenza_qr, verifica

app_name = "formazione"

EVENTI: list = []

SALE: list = []

ISCRIZIONI: list = []

PRESENZE: list = [
    path("eventi/<int:pk>/segna-presenze/", presenza.scegli, name="evento_segna_presenze"),
    path("incontri/<int:pk>/presenze/", presenza.registro, name="incontro_presenze"),
    path("incontri/<int:pk>/presenze/tutti/", presenza.segna_tutti, name="incontro_segna_tutti"),
    path("incontri/<int:pk>/presenze/esporta/", presenza.esporta, name="incontro_esporta"),
    path("incontri/<int:pk>/registro/", presenza.foglio, name="incontro_registro"),
    path("incontri/<int:pk>/conta/", presenza.conta, name="incontro_conta"),
    path("presenze/qr/<slug:codice>/", presenza_qr.scheda, name="presenza_qr"),
    path("presenze/qr/<slug:codice>/entrata/", presenza_qr.segna_entrata, name="presenza_segna_entrata"),
    path("presenze/qr/<slug:codice>/uscita/", presenza_qr.segna_uscita, name="presenza_segna_uscita"),
    path("presenze/<int:pk>/togli/", presenza_qr.togli, name="presenza_togli"),
]

ATTESTATI: list = [
    path("eventi/<int:pk>/rilascia-attestati/", attestato.rilascia, name="evento_rilascia_attestati"),
    path("attestati/", attestato.elenco, name="attestato_elenco"),
    path("attestati/esporta/", attestato.esporta, name="attestato_esporta"),
    path("attestati/verifica/", verifica.modulo, name="attestato_verifica"),
    path("attestati/verifica/<str:codice>/", verifica.risposta, name="attestato_verifica_codice"),
    path("attestati/<int:pk>/", attestato.scheda, name="attestato_scheda"),
    path("attestati/<int:pk>/scarica/", attestato.scarica, name="attestato_scarica"),
    path("attestati/<int:pk>/annulla/", attestato.annulla, name="attestato_annulla"),
]

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
