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

MISURE: list = []

DOMANDE: list = []

PUNTEGGI: list = []

CONSULENZA: list = []

RETE: list = [
    path("rete/", risorsa.elenco, name="risorsa_elenco"),
    path("rete/esporta/", risorsa.esporta, name="risorsa_esporta"),
    path("rete/mappa/", risorsa.comuni, name="risorsa_mappa"),
    path("rete/nuova/", risorsa.nuova, name="risorsa_nuova"),
    path("rete/<int:pk>/", risorsa.scheda, name="risorsa_scheda"),
    path("rete/<int:pk>/modifica/", risorsa.modifica, name="risorsa_modifica"),
    path("rete/<int:pk>/conferma/", risorsa.conferma, name="risorsa_conferma"),
    path("rete/<int:pk>/disattiva/", risorsa.disattiva, name="risorsa_disattiva"),
    path("rete/<int:pk>/riattiva/", risorsa.riattiva, name="risorsa_riattiva"),
    path("rete/impegni/", impegno.elenco, name="impegno_elenco"),
    path("rete/impegni/esporta/", impegno.esporta, name="impegno_esporta"),
    path("rete/impegni/nuovo/", impegno.nuovo, name="impegno_nuovo"),
    path("rete/impegni/<int:pk>/modifica/", impegno.modifica, name="impegno_modifica"),
    path("rete/impegni/<int:pk>/concludi/", impegno.concludi, name="impegno_concludi"),
    path("rete/tavolo/", tavolo.elenco, name="tavolo_elenco"),
    path("rete/tavolo/esporta/", tavolo.esporta, name="tavolo_esporta"),
    path("rete/tavolo/nuovo/", tavolo.nuovo, name="tavolo_nuovo"),
    path("rete/tavolo/<int:pk>/", tavolo.scheda, name="tavolo_scheda"),
    path("rete/tavolo/<int:pk>/modifica/", tavolo.modifica, name="tavolo_modifica"),
    path("rete/tavolo/<int:pk>/allega-verbale/", tavolo.allega_verbale, name="tavolo_allega_verbale"),
    path("rete/tavolo/<int:pk>/verbale/", tavolo.verbale, name="tavolo_verbale"),
]

LAVORO: list = [
    path("lavoro/opportunita/", opportunita.elenco, name="opportunita_elenco"),
    path("lavoro/opportunita/esporta/", opportunita.esporta, name="opportunita_esporta"),
    path("lavoro/opportunita/nuova/", opportunita.nuova, name="opportunita_nuova"),
    path("lavoro/opportunita/<int:pk>/", opportunita.scheda, name="opportunita_scheda"),
    path("lavoro/opportunita/<int:pk>/modifica/", opportunita.modifica, name="opportunita_modifica"),
    path("lavoro/percorsi/", percorso.elenco, name="percorso_elenco"),
    path("lavoro/percorsi/esporta/", percorso.esporta, name="percorso_esporta"),
    path("lavoro/percorsi/nuovo/", percorso.nuovo, name="percorso_nuovo"),
    path("lavoro/percorsi/<int:pk>/", percorso.scheda, name="percorso_scheda"),
    path("lavoro/percorsi/<int:pk>/modifica/", percorso.modifica, name="percorso_modifica"),
    path("lavoro/percorsi/<int:pk>/concludi/", percorso.concludi, name="percorso_concludi"),
]

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
