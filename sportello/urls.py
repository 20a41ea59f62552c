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

ACCESSI: list = [
    path("accessi/", accesso.elenco, name="accesso_elenco"),
    path("accessi/esporta/", accesso.esporta, name="accesso_esporta"),
    path("accessi/nuovo/", accesso.nuovo, name="accesso_nuovo"),
    path("accessi/numeri/", accesso.conta, name="accesso_conta"),
    path("accessi/numeri/esporta/", accesso.conta_esporta, name="accesso_conta_esporta"),
    path("accessi/<int:pk>/", accesso.scheda, name="accesso_scheda"),
    path("accessi/<int:pk>/modifica/", accesso.modifica, name="accesso_modifica"),
    path("accessi/<int:pk>/collega/", accesso.collega, name="accesso_collega"),
    path("accessi/<int:pk>/collega/nuova/", accesso.registra_persona, name="accesso_registra_persona"),
    path("accessi/<int:pk>/scollega/", accesso.scollega, name="accesso_scollega"),
    path("accessi/<int:pk>/elimina/", accesso.elimina, name="accesso_elimina"),
]

AGENDA: list = []

PROMEMORIA: list = []

SFRATTI: list = []

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
