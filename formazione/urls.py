"""Addresses of training and participation; those under ``PUBBLICHE`` are the ones anyone may open."""

from django.urls import path

from formazione.views import campagna, contatto, contenuto, newsletter, presentazione

app_name = "formazione"

EVENTI: list = []

SALE: list = []

ISCRIZIONI: list = []

PRESENZE: list = []

ATTESTATI: list = []

QUESTIONARI: list = []

CAMPAGNE: list = [
    path("campagne/", campagna.elenco, name="campagna_elenco"),
    path("campagne/esporta/", campagna.esporta, name="campagna_esporta"),
    path("campagne/nuova/", campagna.nuova, name="campagna_nuova"),
    path("campagne/<int:pk>/", campagna.scheda, name="campagna_scheda"),
    path("campagne/<int:pk>/storia/", campagna.storia, name="campagna_storia"),
    path("campagne/<int:pk>/modifica/", campagna.modifica, name="campagna_modifica"),
    path("campagne/<int:pk>/avvia/", campagna.avvia, name="campagna_avvia"),
    path(
        "campagne/<int:pk>/pubblica-contenuto/",
        campagna.pubblica_contenuto,
        name="campagna_pubblica_contenuto",
    ),
    path("campagne/<int:pk>/concludi/", campagna.concludi, name="campagna_concludi"),
    path("campagne/<int:pk>/annulla/", campagna.annulla, name="campagna_annulla"),
    path("contenuti/", contenuto.elenco, name="contenuto_elenco"),
    path("contenuti/esporta/", contenuto.esporta, name="contenuto_esporta"),
    path("contenuti/<int:pk>/", contenuto.scheda, name="contenuto_scheda"),
    path("contenuti/<int:pk>/file/", contenuto.file, name="contenuto_file"),
    path("contenuti/<int:pk>/modifica/", contenuto.modifica, name="contenuto_modifica"),
    path("contatti/", contatto.elenco, name="contatto_elenco"),
    path("contatti/esporta/", contatto.esporta, name="contatto_esporta"),
    path("contatti/invita/", contatto.invita, name="contatto_invita"),
    path("newsletter/", contatto.pubblica, name="pubblica_newsletter"),
    path("newsletter/conferma/<slug:codice>/", contatto.conferma, name="pubblica_newsletter_conferma"),
    path("newsletter/disdici/<slug:codice>/", contatto.disdici, name="pubblica_newsletter_disdici"),
    path("newsletter/scritte/", newsletter.elenco, name="newsletter_elenco"),
    path("newsletter/scritte/esporta/", newsletter.esporta, name="newsletter_esporta"),
    path("newsletter/scritte/nuova/", newsletter.nuova, name="newsletter_nuova"),
    path("newsletter/scritte/<int:pk>/", newsletter.scheda, name="newsletter_scheda"),
    path("newsletter/scritte/<int:pk>/storia/", newsletter.storia, name="newsletter_storia"),
    path("newsletter/scritte/<int:pk>/spedizioni/", newsletter.spedizioni, name="newsletter_spedizioni"),
    path("newsletter/scritte/<int:pk>/modifica/", newsletter.modifica, name="newsletter_modifica"),
    path("newsletter/scritte/<int:pk>/prova/", newsletter.prova, name="newsletter_prova"),
    path("newsletter/scritte/<int:pk>/invia/", newsletter.invia, name="newsletter_invia"),
    path("newsletter/scritte/<int:pk>/riprendi/", newsletter.riprendi, name="newsletter_riprendi"),
]

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
