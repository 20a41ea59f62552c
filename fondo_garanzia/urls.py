from django.urls import path

from fondo_garanzia.views import fondo, movimento, presentazione

app_name = "fondo_garanzia"

FONDI = [
    path("fondi/", fondo.elenco, name="fondo_elenco"),
    path("fondi/esporta/", fondo.esporta, name="fondo_esporta"),
    path("fondi/dota/", fondo.dota, name="fondo_dota"),
    path("fondi/<int:pk>/", fondo.scheda, name="fondo_scheda"),
    path("fondi/<int:pk>/storia/", fondo.storia, name="fondo_storia"),
    path("fondi/<int:pk>/storna/", fondo.storna, name="fondo_storna"),
]
MOVIMENTI = [
    path("fondi/<int:pk>/movimenti/nuovo/", movimento.nuovo, name="movimento_nuovo"),
    path("movimenti/", movimento.elenco, name="movimento_elenco"),
    path("movimenti/esporta/", movimento.esporta, name="movimento_esporta"),
    path("movimenti/<int:pk>/", movimento.scheda, name="movimento_scheda"),
    path("movimenti/<int:pk>/documento/", movimento.file, name="movimento_documento"),
    path("movimenti/<int:pk>/rettifica/", movimento.rettifica, name="movimento_rettifica"),
]
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *FONDI,
    *MOVIMENTI,
]
