from django.urls import path

from gestore.views import (
    alloggio,
    alloggio_libero,
    candidatura,
    confronto,
    criterio,
    file_alloggio,
    fornitura,
    invio,
    presentazione,
    proprietario,
    quota,
)

app_name = "gestore"

ALLOGGI = [
    path("alloggi/", alloggio.elenco, name="alloggio_elenco"),
    path("alloggi/esporta/", alloggio.esporta, name="alloggio_esporta"),
    path("alloggi/liberi/", alloggio_libero.elenco, name="alloggio_liberi"),
    path("alloggi/nuovo/", alloggio.nuovo, name="alloggio_nuovo"),
    path("alloggi/<int:pk>/", alloggio.scheda, name="alloggio_scheda"),
    path("alloggi/<int:pk>/modifica/", alloggio.modifica, name="alloggio_modifica"),
    path("alloggi/<int:pk>/storia/", alloggio.storia, name="alloggio_storia"),
    path("alloggi/<int:pk>/quote/", quota.modifica, name="alloggio_quote"),
    path("alloggi/<int:pk>/sopralluoga/", alloggio.sopralluoga, name="alloggio_sopralluoga"),
    path("alloggi/<int:pk>/valuta/", alloggio.valuta, name="alloggio_valuta"),
    path("alloggi/<int:pk>/tratta/", alloggio.tratta, name="alloggio_tratta"),
    path("alloggi/<int:pk>/scarta/", alloggio.scarta, name="alloggio_scarta"),
    path("alloggi/<int:pk>/rendi-disponibile/", alloggio.rendi_disponibile, name="alloggio_rendi_disponibile"),
    path(
        "alloggi/<int:pk>/metti-in-manutenzione/",
        alloggio.metti_in_manutenzione,
        name="alloggio_metti_in_manutenzione",
    ),
    path("alloggi/<int:pk>/avvia-rilascio/", alloggio.avvia_rilascio, name="alloggio_avvia_rilascio"),
    path("alloggi/<int:pk>/restituisci/", alloggio.restituisci, name="alloggio_restituisci"),
    path("alloggi/<int:pk>/forniture/nuova/", fornitura.nuova, name="fornitura_nuova"),
    path("alloggi/<int:pk>/forniture/<int:fornitura_pk>/modifica/", fornitura.modifica, name="fornitura_modifica"),
    path("alloggi/<int:pk>/file/nuovo/", file_alloggio.nuovo, name="file_alloggio_nuovo"),
    path("alloggi/<int:pk>/file/<int:file_pk>/", file_alloggio.apri, name="file_alloggio_apri"),
    path("alloggi/<int:pk>/file/<int:file_pk>/elimina/", file_alloggio.elimina, name="file_alloggio_elimina"),
]
PROPRIETARI = [
    path("proprietari/", proprietario.elenco, name="proprietario_elenco"),
    path("proprietari/esporta/", proprietario.esporta, name="proprietario_esporta"),
    path("proprietari/nuovo/", proprietario.nuovo, name="proprietario_nuovo"),
    path("proprietari/<int:pk>/", proprietario.scheda, name="proprietario_scheda"),
    path("proprietari/<int:pk>/modifica/", proprietario.modifica, name="proprietario_modifica"),
    path("proprietari/<int:pk>/storia/", proprietario.storia, name="proprietario_storia"),
]
CANDIDATURE = [
    path("invii/", invio.elenco, name="invio_elenco"),
    path("invii/<int:pk>/prendi/", invio.prendi, name="invio_prendi"),
    path("candidature/", candidatura.elenco, name="candidatura_elenco"),
    path("candidature/esporta/", candidatura.esporta, name="candidatura_esporta"),
    path("candidature/nuova/", candidatura.nuova, name="candidatura_nuova"),
    path("candidature/confronta/", confronto.confronta, name="candidatura_confronta"),
    path("candidature/<int:pk>/", candidatura.scheda, name="candidatura_scheda"),
    path("candidature/<int:pk>/storia/", candidatura.storia, name="candidatura_storia"),
    path("candidature/<int:pk>/modifica/", candidatura.modifica, name="candidatura_modifica"),
    path("candidature/<int:pk>/proponi/", candidatura.proponi, name="candidatura_proponi"),
    path("candidature/<int:pk>/accogli/", candidatura.accogli, name="candidatura_accogli"),
    path("candidature/<int:pk>/respingi/", candidatura.respingi, name="candidatura_respingi"),
    path("candidature/<int:pk>/ritira/", candidatura.ritira, name="candidatura_ritira"),
    path("requisiti/", criterio.elenco, name="criterio_elenco"),
    path("requisiti/nuovo/", criterio.nuovo, name="criterio_nuovo"),
    path("requisiti/<int:pk>/cambia/", criterio.cambia, name="criterio_cambia"),
    path("requisiti/<int:pk>/togli/", criterio.togli, name="criterio_togli"),
]
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *ALLOGGI,
    *PROPRIETARI,
    *CANDIDATURE,
]
