"""The pages of the sportello, in groups by noun."""

from django.urls import path

from sportello.views import (  # noqa: F401
    accesso,
    agenda,
    appuntamento,
    consulenza,
    domanda,
    evento_sfratto,
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

SFRATTI: list = [
    path("sfratti/", sfratto.elenco, name="sfratto_elenco"),
    path("sfratti/esporta/", sfratto.esporta, name="sfratto_esporta"),
    path("sfratti/nuovo/", evento_sfratto.nuovo, name="sfratto_nuovo"),
    path("sfratti/numeri/", sfratto.conta, name="sfratto_conta"),
    path("sfratti/numeri/esporta/", sfratto.esporta_conta, name="sfratto_conta_esporta"),
    path("sfratti/<int:pk>/", sfratto.scheda, name="sfratto_scheda"),
    path("sfratti/<int:pk>/storia/", sfratto.storia, name="sfratto_storia"),
    path("sfratti/<int:pk>/stampa/", sfratto.stampa, name="sfratto_stampa"),
    path("sfratti/<int:pk>/modifica/", evento_sfratto.modifica, name="sfratto_modifica"),
    path("sfratti/<int:pk>/eventi/nuovo/", evento_sfratto.registra_evento, name="sfratto_registra_evento"),
    path("sfratti/<int:pk>/eventi/<int:evento_pk>/correggi/", evento_sfratto.correggi, name="evento_sfratto_correggi"),
    path("sfratti/<int:pk>/eventi/<int:evento_pk>/elimina/", evento_sfratto.elimina, name="evento_sfratto_elimina"),
    path("sfratti/<int:pk>/documenti/nuovo/", evento_sfratto.allega, name="sfratto_allega"),
    path("sfratti/<int:pk>/documenti/<int:file_pk>/", evento_sfratto.file, name="sfratto_file"),
    path("sfratti/<int:pk>/chiudi/", evento_sfratto.chiudi, name="sfratto_chiudi"),
    path("sfratti/<int:pk>/riapri/", evento_sfratto.riapri, name="sfratto_riapri"),
]

MISURE: list = []

DOMANDE: list = []

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
