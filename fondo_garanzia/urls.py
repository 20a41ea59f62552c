from django.urls import path

from fondo_garanzia.views import atto_escussione, escussione, presentazione

app_name = "fondo_garanzia"
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    # --- claims
    path("escussioni/", escussione.elenco, name="escussione_elenco"),
    path("escussioni/esporta/", escussione.esporta, name="escussione_esporta"),
    path("escussioni/<int:pk>/", escussione.scheda, name="escussione_scheda"),
    path("escussioni/<int:pk>/storia/", escussione.storia, name="escussione_storia"),
    path("escussioni/<int:pk>/documenti/<int:file_pk>/", escussione.file, name="escussione_file"),
    path("escussioni/<int:pk>/modifica/", atto_escussione.modifica, name="escussione_modifica"),
    path("escussioni/<int:pk>/allega/", atto_escussione.allega, name="escussione_allega"),
    path(
        "escussioni/<int:pk>/chiedi-integrazione/",
        atto_escussione.chiedi_integrazione,
        name="escussione_chiedi_integrazione",
    ),
    path("escussioni/<int:pk>/valuta/", atto_escussione.valuta, name="escussione_valuta"),
    path("escussioni/<int:pk>/approva/", atto_escussione.approva, name="escussione_approva"),
    path("escussioni/<int:pk>/rifiuta/", atto_escussione.rifiuta, name="escussione_rifiuta"),
    path("escussioni/<int:pk>/ritira/", atto_escussione.ritira, name="escussione_ritira"),
    path("escussioni/<int:pk>/liquida/", atto_escussione.liquida, name="escussione_liquida"),
    path("escussioni/<int:pk>/crea-lettera/", atto_escussione.crea_lettera, name="escussione_crea_lettera"),
    path("garanzie/<int:pk>/escussione/nuova/", atto_escussione.presenta, name="garanzia_presenta_escussione"),
    # --- until the merge: addresses of the guarantees and of the credits
    path("garanzie/<int:pk>/", escussione.scheda, name="garanzia_scheda"),
    path("rivalse/<int:pk>/", escussione.scheda, name="rivalsa_scheda"),
]
