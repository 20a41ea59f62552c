from django.urls import path

from gestore.views import morosita, piano, presentazione

app_name = "gestore"

MOROSITA = [
    path("morosita/", morosita.elenco, name="morosita_elenco"),
    path("morosita/esporta/", morosita.esporta, name="morosita_esporta"),
    path("morosita/sollecita/", morosita.sollecita_in_blocco, name="morosita_sollecita_in_blocco"),
    path("morosita/solleciti/<uuid:pk>/", morosita.solleciti, name="morosita_solleciti"),
    path("morosita/<int:pk>/", morosita.scheda, name="morosita_scheda"),
    path("morosita/<int:pk>/storia/", morosita.storia, name="morosita_storia"),
    path("morosita/<int:pk>/sollecita/", morosita.sollecita, name="morosita_sollecita"),
    path("morosita/<int:pk>/diffida/", morosita.diffida, name="morosita_diffida"),
    path("morosita/<int:pk>/annota-colloquio/", morosita.annota_colloquio, name="morosita_annota_colloquio"),
    path("morosita/<int:pk>/proponi-piano/", piano.proponi, name="morosita_proponi_piano"),
    path(
        "morosita/<int:pk>/avvisa-servizio-sociale/",
        morosita.avvisa_servizio_sociale,
        name="morosita_avvisa_servizio_sociale",
    ),
    path("morosita/<int:pk>/invia-al-fondo/", morosita.invia_al_fondo, name="morosita_invia_al_fondo"),
    path("morosita/<int:pk>/affida-al-legale/", morosita.affida_al_legale, name="morosita_affida_al_legale"),
]
PIANI = [
    path("piani/<int:pk>/", piano.scheda, name="piano_scheda"),
    path("piani/<int:pk>/firma/", piano.firma, name="piano_firma"),
    path("piani/<int:pk>/ritira/", piano.ritira, name="piano_ritira"),
    path("piani/<int:pk>/dichiara-decaduto/", piano.dichiara_decaduto, name="piano_dichiara_decaduto"),
]
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *MOROSITA,
    *PIANI,
]
