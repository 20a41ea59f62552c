from django.urls import path

from fondo_garanzia.views import anticipo, atto_anticipo, presentazione, richiesta_anticipo

app_name = "fondo_garanzia"
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    # advances
    path("anticipi/", anticipo.elenco, name="anticipo_elenco"),
    path("anticipi/esporta/", anticipo.esporta, name="anticipo_esporta"),
    path("anticipi/nuovo/", richiesta_anticipo.nuovo, name="anticipo_nuovo"),
    path("anticipi/<int:pk>/", anticipo.scheda, name="anticipo_scheda"),
    path("anticipi/<int:pk>/storia/", anticipo.storia, name="anticipo_storia"),
    path("anticipi/<int:pk>/modifica/", richiesta_anticipo.modifica, name="anticipo_modifica"),
    path("anticipi/<int:pk>/istruisci/", atto_anticipo.istruisci, name="anticipo_istruisci"),
    path("anticipi/<int:pk>/approva/", atto_anticipo.approva, name="anticipo_approva"),
    path("anticipi/<int:pk>/rifiuta/", atto_anticipo.rifiuta, name="anticipo_rifiuta"),
    path("anticipi/<int:pk>/ritira/", atto_anticipo.ritira, name="anticipo_ritira"),
    path("anticipi/<int:pk>/eroga/", atto_anticipo.eroga, name="anticipo_eroga"),
    path(
        "anticipi/<int:pk>/annulla-erogazione/",
        atto_anticipo.annulla_erogazione,
        name="anticipo_annulla_erogazione",
    ),
    path("anticipi/<int:pk>/riprogramma/", atto_anticipo.riprogramma, name="anticipo_riprogramma"),
    path("anticipi/<int:pk>/stralcia/", atto_anticipo.stralcia, name="anticipo_stralcia"),
    path("anticipi/<int:pk>/crea-lettera/", atto_anticipo.crea_lettera, name="anticipo_crea_lettera"),
]
