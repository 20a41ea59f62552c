"""The pages of the sportello, in groups by noun."""

from django.urls import path

from sportello.views import (  # noqa: F401
    accesso,
    agenda,
    appuntamento,
    consulenza,
    domanda,
    impegno,
    indicatore,
    misura,
    opportunita,
    percorso,
    presentazione,
    promemoria,
    punteggio,
    risorsa,
    sfratto,
    tavolo,
)

app_name = "sportello"

ACCESSI: list = []

AGENDA: list = []

PROMEMORIA: list = []

SFRATTI: list = []

MISURE: list = [
    path("misure/", misura.elenco, name="misura_elenco"),
    path("misure/esporta/", misura.esporta, name="misura_esporta"),
    path("misure/nuova/", misura.nuova, name="misura_nuova"),
    path("misure/chi-puo-chiedere/", misura.verifica, name="misura_verifica"),
    path("misure/<int:pk>/", misura.scheda, name="misura_scheda"),
    path("misure/<int:pk>/modifica/", misura.modifica, name="misura_modifica"),
    path("misure/<int:pk>/rinnova/", misura.rinnova, name="misura_rinnova"),
]

DOMANDE: list = [
    path("domande/", domanda.elenco, name="domanda_elenco"),
    path("domande/esporta/", domanda.esporta, name="domanda_esporta"),
    path("domande/nuova/", domanda.nuova, name="domanda_nuova"),
    path("domande/<int:pk>/", domanda.scheda, name="domanda_scheda"),
    path("domande/<int:pk>/storia/", domanda.storia, name="domanda_storia"),
    path("domande/<int:pk>/file/<int:documento_domanda_pk>/", domanda.file, name="domanda_file"),
    path("domande/<int:pk>/accettazione/", domanda.accettazione, name="domanda_accettazione"),
    path("domande/<int:pk>/modifica/", domanda.modifica, name="domanda_modifica"),
    path("domande/<int:pk>/allega/", domanda.allega, name="domanda_allega"),
    path("domande/<int:pk>/presenta/", domanda.presenta, name="domanda_presenta"),
    path("domande/<int:pk>/istruisci/", domanda.istruisci, name="domanda_istruisci"),
    path("domande/<int:pk>/chiedi-integrazione/", domanda.chiedi_integrazione, name="domanda_chiedi_integrazione"),
    path("domande/<int:pk>/ammetti/", domanda.ammetti, name="domanda_ammetti"),
    path("domande/<int:pk>/escludi/", domanda.escludi, name="domanda_escludi"),
    path("domande/<int:pk>/finanzia/", domanda.finanzia, name="domanda_finanzia"),
    path("domande/<int:pk>/non-finanzia/", domanda.non_finanzia, name="domanda_non_finanzia"),
    path("domande/<int:pk>/liquida/", domanda.liquida, name="domanda_liquida"),
    path("domande/<int:pk>/chiudi/", domanda.chiudi, name="domanda_chiudi"),
    path("domande/<int:pk>/ritira/", domanda.ritira, name="domanda_ritira"),
]

PUNTEGGI: list = []

CONSULENZA: list = []

RETE: list = []

LAVORO: list = []

NUMERI: list = []

urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *ACCESSI,
    *AGENDA,
    *PROMEMORIA,
    *SFRATTI,
    *MISURE,
    *DOMANDE,
    *PUNTEGGI,
    *CONSULENZA,
    *RETE,
    *LAVORO,
    *NUMERI,
]
