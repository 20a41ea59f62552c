from django.urls import path

from gestore.views import alloggio, alloggio_libero, file_alloggio, fornitura, presentazione, proprietario, quota
from gestore.views import accordo, disdetta, istat, locazione, presentazione, proroga, registrazione

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
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *ALLOGGI,
    *PROPRIETARI,
    # Contracts with owners
    path("locazioni/", locazione.elenco, name="locazione_elenco"),
    path("locazioni/esporta/", locazione.esporta, name="locazione_esporta"),
    path("locazioni/nuova/", locazione.nuova, name="locazione_nuova"),
    path("locazioni/<int:pk>/", locazione.scheda, name="locazione_scheda"),
    path("locazioni/<int:pk>/storia/", locazione.storia, name="locazione_storia"),
    path("locazioni/<int:pk>/file/<slug:quale>/", locazione.file, name="locazione_file"),
    path("locazioni/<int:pk>/modifica/", locazione.modifica, name="locazione_modifica"),
    path(
        "locazioni/<int:pk>/autorizza-sublocazione/",
        locazione.autorizza_sublocazione,
        name="locazione_autorizza_sublocazione",
    ),
    path("locazioni/<int:pk>/firma/", locazione.firma, name="locazione_firma"),
    path("locazioni/<int:pk>/avvia/", locazione.avvia, name="locazione_avvia"),
    path("locazioni/<int:pk>/annulla/", locazione.annulla, name="locazione_annulla"),
    path("locazioni/<int:pk>/chiudi/", locazione.chiudi, name="locazione_chiudi"),
    path("locazioni/<int:pk>/registra/", registrazione.registra, name="locazione_registra"),
    path("locazioni/<int:pk>/proroga/", proroga.proroga, name="locazione_proroga"),
    path("locazioni/<int:pk>/disdici/", disdetta.disdici, name="locazione_disdici"),
    path("locazioni/<int:pk>/ritira-disdetta/", disdetta.ritira, name="locazione_ritira_disdetta"),
    path(
        "locazioni/<int:pk>/disdette/<int:disdetta_pk>/lettera/",
        disdetta.lettera,
        name="locazione_lettera_disdetta",
    ),
    path("locazioni/<int:pk>/proponi-istat/", istat.proponi, name="locazione_proponi_istat"),
    path("aggiornamenti-istat/<int:pk>/applica/", istat.applica, name="istat_applica"),
    path("aggiornamenti-istat/<int:pk>/rinuncia/", istat.rinuncia, name="istat_rinuncia"),
    path("indici-foi/", istat.indici, name="indice_foi_elenco"),
    path("indici-foi/esporta/", istat.esporta_indici, name="indice_foi_esporta"),
    path("indici-foi/nuovo/", istat.nuovo_indice, name="indice_foi_nuovo"),
    path("indici-foi/importa/", istat.importa_indici, name="indice_foi_importa"),
    path("accordi/", accordo.elenco, name="accordo_elenco"),
    path("accordi/esporta/", accordo.esporta, name="accordo_esporta"),
    path("accordi/nuovo/", accordo.nuovo, name="accordo_nuovo"),
    path("accordi/<int:pk>/", accordo.scheda, name="accordo_scheda"),
    path("accordi/<int:pk>/file/", accordo.file, name="accordo_file"),
    path("accordi/<int:pk>/modifica/", accordo.modifica, name="accordo_modifica"),
]
