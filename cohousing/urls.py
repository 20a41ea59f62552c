"""Addresses of shared housing."""

from django.urls import URLPattern, path

from cohousing.views import atto_immobile, fase, foglio_immobile, foto, immobile, importazione, presentazione, tappa

app_name = "cohousing"

STRUTTURE: list[URLPattern] = []

CANDIDATURE: list[URLPattern] = []

PERMANENZE: list[URLPattern] = []

AUTONOMIA: list[URLPattern] = []

SUPERVISIONI: list[URLPattern] = []

QUOTE: list[URLPattern] = []

SERVIZI: list[URLPattern] = []

COSTI: list[URLPattern] = []

IMMOBILI: list[URLPattern] = [
    path("immobili/", immobile.elenco, name="immobile_elenco"),
    path("immobili/esporta/", immobile.esporta, name="immobile_esporta"),
    path("immobili/ricognizione/", foglio_immobile.ricognizione, name="immobile_ricognizione_pdf"),
    path("immobili/nuovo/", immobile.nuovo, name="immobile_nuovo"),
    path("immobili/modello/", importazione.modello, name="immobile_modello"),
    path("immobili/importa/", importazione.importa, name="immobile_importa"),
    path("immobili/importa/<uuid:pk>/", importazione.conferma, name="immobile_importa_conferma"),
    path("immobili/<int:pk>/", immobile.scheda, name="immobile_scheda"),
    path("immobili/<int:pk>/storia/", immobile.storia, name="immobile_storia"),
    path("immobili/<int:pk>/proposta/", foglio_immobile.proposta, name="immobile_proposta_pdf"),
    path("immobili/<int:pk>/modifica/", immobile.modifica, name="immobile_modifica"),
    path("immobili/<int:pk>/rileva/", atto_immobile.rileva, name="immobile_rileva"),
    path("immobili/<int:pk>/aggiungi-fase/", fase.aggiungi, name="immobile_aggiungi_fase"),
    path("immobili/<int:pk>/aggiungi-foto/", foto.aggiungi, name="immobile_aggiungi_foto"),
    path("immobili/<int:pk>/valuta/", atto_immobile.valuta, name="immobile_valuta"),
    path("immobili/<int:pk>/proponi/", atto_immobile.proponi, name="immobile_proponi"),
    path("immobili/<int:pk>/approva/", atto_immobile.approva, name="immobile_approva"),
    path("immobili/<int:pk>/rinvia/", atto_immobile.rinvia, name="immobile_rinvia"),
    path("immobili/<int:pk>/scarta/", atto_immobile.scarta, name="immobile_scarta"),
    path("immobili/<int:pk>/riprendi/", atto_immobile.riprendi, name="immobile_riprendi"),
    path("fasi/<int:pk>/modifica/", fase.modifica, name="fase_modifica"),
    path("fasi/<int:pk>/togli/", fase.togli, name="fase_togli"),
    path("foto/<int:pk>/", foto.apri, name="foto_apri"),
    path("foto/<int:pk>/togli/", foto.togli, name="foto_togli"),
    path("tappe/", tappa.elenco, name="tappa_elenco"),
    path("tappe/<int:pk>/file/", tappa.file, name="tappa_file"),
    path("tappe/<int:pk>/storia/", tappa.storia, name="tappa_storia"),
    path("tappe/<slug:tappa>/raggiunta/", tappa.raggiunta, name="tappa_raggiunta"),
    path("tappe/<slug:tappa>/sposta/", tappa.sposta, name="tappa_sposta"),
]

NUMERI: list[URLPattern] = []

urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *STRUTTURE,
    *CANDIDATURE,
    *PERMANENZE,
    *AUTONOMIA,
    *SUPERVISIONI,
    *QUOTE,
    *SERVIZI,
    *COSTI,
    *IMMOBILI,
    *NUMERI,
]
