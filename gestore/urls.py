"""The pages of the gestore, in groups by noun."""

from django.urls import path

from gestore.views import (
    accordo,
    alloggio,
    alloggio_libero,
    candidatura,
    confronto,
    contratto_sublocazione,
    criterio,
    disdetta,
    file_alloggio,
    fornitura,
    generazione,
    indicatore,
    invio,
    istat,
    lettera,
    locazione,
    manutenzione,
    morosita,
    piano,
    presentazione,
    proprietario,
    proroga,
    quota,
    registrazione,
    sublocazione,
    verbale,
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
LOCAZIONI = [
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
        "locazioni/<int:pk>/disdette/<int:disdetta_pk>/lettera/", disdetta.lettera, name="locazione_lettera_disdetta"
    ),
    path("locazioni/<int:pk>/proponi-istat/", istat.proponi, name="locazione_proponi_istat"),
]
SUBLOCAZIONI = [
    path("sublocazioni/", sublocazione.elenco, name="sublocazione_elenco"),
    path("sublocazioni/esporta/", sublocazione.esporta, name="sublocazione_esporta"),
    path("sublocazioni/nuova/", sublocazione.nuova, name="sublocazione_nuova"),
    path("sublocazioni/<int:pk>/", sublocazione.scheda, name="sublocazione_scheda"),
    path("sublocazioni/<int:pk>/storia/", sublocazione.storia, name="sublocazione_storia"),
    path("sublocazioni/<int:pk>/modifica/", sublocazione.modifica, name="sublocazione_modifica"),
    path("sublocazioni/<int:pk>/firma/", sublocazione.firma, name="sublocazione_firma"),
    path("sublocazioni/<int:pk>/annulla/", sublocazione.annulla, name="sublocazione_annulla"),
    path("sublocazioni/<int:pk>/consegna/", verbale.consegna, name="sublocazione_consegna"),
    path("sublocazioni/<int:pk>/riconsegna/", verbale.riconsegna, name="sublocazione_riconsegna"),
    path("sublocazioni/<int:pk>/crea-lettera/", lettera.crea, name="sublocazione_crea_lettera"),
    path("sublocazioni/<int:pk>/registra/", contratto_sublocazione.registra, name="sublocazione_registra"),
    path("sublocazioni/<int:pk>/proroga/", contratto_sublocazione.proroga, name="sublocazione_proroga"),
    path("sublocazioni/<int:pk>/disdici/", contratto_sublocazione.disdici, name="sublocazione_disdici"),
    path("sublocazioni/<int:pk>/ritira-disdetta/", contratto_sublocazione.ritira, name="sublocazione_ritira_disdetta"),
    path("sublocazioni/verbali/<int:pk>/", verbale.scheda, name="verbale_scheda"),
    path("sublocazioni/verbali/<int:pk>/firma/", verbale.firma, name="verbale_firma"),
    path("sublocazioni/verbali/<int:pk>/stampa/", verbale.stampa, name="verbale_stampa"),
    path("sublocazioni/verbali/<int:pk>/firmato/", verbale.firmato, name="verbale_firmato"),
    path("sublocazioni/verbali/<int:pk>/foto/<int:foto_pk>/", verbale.foto, name="verbale_foto"),
    path(
        "sublocazioni/verbali/<int:pk>/foto/<int:foto_pk>/elimina/", verbale.elimina_foto, name="verbale_elimina_foto"
    ),
]
ACCORDI = [
    path("accordi/", accordo.elenco, name="accordo_elenco"),
    path("accordi/esporta/", accordo.esporta, name="accordo_esporta"),
    path("accordi/nuovo/", accordo.nuovo, name="accordo_nuovo"),
    path("accordi/<int:pk>/", accordo.scheda, name="accordo_scheda"),
    path("accordi/<int:pk>/file/", accordo.file, name="accordo_file"),
    path("accordi/<int:pk>/modifica/", accordo.modifica, name="accordo_modifica"),
]
INDICI_FOI = [
    path("indici-foi/", istat.indici, name="indice_foi_elenco"),
    path("indici-foi/esporta/", istat.esporta_indici, name="indice_foi_esporta"),
    path("indici-foi/nuovo/", istat.nuovo_indice, name="indice_foi_nuovo"),
    path("indici-foi/importa/", istat.importa_indici, name="indice_foi_importa"),
]
AGGIORNAMENTI_ISTAT = [
    path("aggiornamenti-istat/<int:pk>/applica/", istat.applica, name="istat_applica"),
    path("aggiornamenti-istat/<int:pk>/rinuncia/", istat.rinuncia, name="istat_rinuncia"),
]
INVII = [
    path("invii/", invio.elenco, name="invio_elenco"),
    path("invii/<int:pk>/prendi/", invio.prendi, name="invio_prendi"),
]
CANDIDATURE = [
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
]
REQUISITI = [
    path("requisiti/", criterio.elenco, name="criterio_elenco"),
    path("requisiti/nuovo/", criterio.nuovo, name="criterio_nuovo"),
    path("requisiti/<int:pk>/cambia/", criterio.cambia, name="criterio_cambia"),
    path("requisiti/<int:pk>/togli/", criterio.togli, name="criterio_togli"),
]
SCADENZE = [
    path("scadenze/genera/", generazione.genera, name="scadenza_genera"),
]
MANUTENZIONI = [
    path("manutenzioni/", manutenzione.elenco, name="manutenzione_elenco"),
    path("manutenzioni/esporta/", manutenzione.esporta, name="manutenzione_esporta"),
    path("manutenzioni/nuova/", manutenzione.nuova, name="manutenzione_nuova"),
    path("manutenzioni/<int:pk>/", manutenzione.scheda, name="manutenzione_scheda"),
    path("manutenzioni/<int:pk>/modifica/", manutenzione.modifica, name="manutenzione_modifica"),
    path(
        "manutenzioni/<int:pk>/preventivi/nuovo/",
        manutenzione.aggiungi_preventivo,
        name="manutenzione_aggiungi_preventivo",
    ),
    path(
        "manutenzioni/<int:pk>/preventivi/<int:preventivo_pk>/",
        manutenzione.preventivo,
        name="manutenzione_preventivo",
    ),
    path("manutenzioni/<int:pk>/autorizza/", manutenzione.autorizza, name="manutenzione_autorizza"),
    path("manutenzioni/<int:pk>/chiudi/", manutenzione.chiudi, name="manutenzione_chiudi"),
    path("manutenzioni/<int:pk>/annulla/", manutenzione.annulla, name="manutenzione_annulla"),
    path("manutenzioni/<int:pk>/fattura/", manutenzione.fattura, name="manutenzione_fattura"),
]
INDICATORI = [
    path("indicatori/", indicatore.elenco, name="indicatore_elenco"),
    path("indicatori/<slug:codice>/", indicatore.scheda, name="indicatore_scheda"),
]
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
    *ALLOGGI,
    *PROPRIETARI,
    *LOCAZIONI,
    *SUBLOCAZIONI,
    *ACCORDI,
    *INDICI_FOI,
    *AGGIORNAMENTI_ISTAT,
    *INVII,
    *CANDIDATURE,
    *REQUISITI,
    *SCADENZE,
    *MANUTENZIONI,
    *INDICATORI,
    *MOROSITA,
    *PIANI,
]
