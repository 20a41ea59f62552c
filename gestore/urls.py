from django.urls import path

from gestore.views import accordo, disdetta, istat, locazione, presentazione, proroga, registrazione

app_name = "gestore"
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
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
    path("locazioni/<int:pk>/proroghe/<int:proroga_pk>/rli/", proroga.rli, name="locazione_rli_proroga"),
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
