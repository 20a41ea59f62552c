from django.urls import path

from fondo_garanzia.views import atto_garanzia, garanzia, presentazione, richiesta_garanzia

app_name = "fondo_garanzia"

GARANZIE = [
    path("garanzie/", garanzia.elenco, name="garanzia_elenco"),
    path("garanzie/esporta/", garanzia.esporta, name="garanzia_esporta"),
    path("garanzie/nuova/", richiesta_garanzia.nuova, name="garanzia_nuova"),
    path("garanzie/nuova/contratto/", richiesta_garanzia.contratto, name="garanzia_contratto"),
    path("garanzie/nuova/<int:pk>/", richiesta_garanzia.richiedi, name="garanzia_richiedi"),
    path("garanzie/<int:pk>/", garanzia.scheda, name="garanzia_scheda"),
    path("garanzie/<int:pk>/storia/", garanzia.storia, name="garanzia_storia"),
    path("garanzie/<int:pk>/accettazione/", garanzia.accettazione, name="garanzia_accettazione"),
    path("garanzie/<int:pk>/modifica/", richiesta_garanzia.modifica, name="garanzia_modifica"),
    path("garanzie/<int:pk>/istruisci/", atto_garanzia.istruisci, name="garanzia_istruisci"),
    path("garanzie/<int:pk>/approva/", atto_garanzia.approva, name="garanzia_approva"),
    path("garanzie/<int:pk>/rifiuta/", atto_garanzia.rifiuta, name="garanzia_rifiuta"),
    path("garanzie/<int:pk>/ritira/", atto_garanzia.ritira, name="garanzia_ritira"),
    path("garanzie/<int:pk>/attiva/", atto_garanzia.attiva, name="garanzia_attiva"),
    path("garanzie/<int:pk>/crea-lettera/", atto_garanzia.crea_lettera, name="garanzia_crea_lettera"),
    path("garanzie/<int:pk>/sospendi/", atto_garanzia.sospendi, name="garanzia_sospendi"),
    path("garanzie/<int:pk>/riprendi/", atto_garanzia.riprendi, name="garanzia_riprendi"),
    path("garanzie/<int:pk>/svincola/", atto_garanzia.svincola, name="garanzia_svincola"),
    path("garanzie/<int:pk>/revoca/", atto_garanzia.revoca, name="garanzia_revoca"),
    path("garanzie/<int:pk>/chiudi/", atto_garanzia.chiudi, name="garanzia_chiudi"),
]

urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *GARANZIE,
]
