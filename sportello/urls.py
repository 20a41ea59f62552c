"""The pages of the sportello, in groups by noun."""

from django.urls import path

from sportello.views import (  # noqa: F401
    accesso,
    agenda,
    appuntamento,
    consulenza,
    domanda,
    evento_sfratto,
    impegno,
    indicatore,
    invio,
    misura,
    opportunita,
    percorso,
    presentazione,
    promemoria,
    punteggio,
    risorsa,
    sfratto,
    tavolo,
)

app_name = "sportello"

ACCESSI: list = [
    path("accessi/", accesso.elenco, name="accesso_elenco"),
    path("accessi/esporta/", accesso.esporta, name="accesso_esporta"),
    path("accessi/nuovo/", accesso.nuovo, name="accesso_nuovo"),
    path("accessi/numeri/", accesso.conta, name="accesso_conta"),
    path("accessi/numeri/esporta/", accesso.conta_esporta, name="accesso_conta_esporta"),
    path("accessi/<int:pk>/", accesso.scheda, name="accesso_scheda"),
    path("accessi/<int:pk>/modifica/", accesso.modifica, name="accesso_modifica"),
    path("accessi/<int:pk>/collega/", accesso.collega, name="accesso_collega"),
    path("accessi/<int:pk>/collega/nuova/", accesso.registra_persona, name="accesso_registra_persona"),
    path("accessi/<int:pk>/scollega/", accesso.scollega, name="accesso_scollega"),
    path("accessi/<int:pk>/elimina/", accesso.elimina, name="accesso_elimina"),
]

AGENDA: list = [
    path("agenda/", agenda.calendario, name="agenda"),
    path("agenda/foglio/", agenda.foglio, name="agenda_foglio"),
    path("appuntamenti/", appuntamento.elenco, name="appuntamento_elenco"),
    path("appuntamenti/esporta/", appuntamento.esporta, name="appuntamento_esporta"),
    path("appuntamenti/prenota/", appuntamento.prenota, name="appuntamento_prenota"),
    path("appuntamenti/richiedi/", appuntamento.richiedi, name="appuntamento_richiedi"),
    path("appuntamenti/<int:pk>/", appuntamento.scheda, name="appuntamento_scheda"),
    path("appuntamenti/<int:pk>/conferma/", appuntamento.conferma, name="appuntamento_conferma"),
    path("appuntamenti/<int:pk>/sposta/", appuntamento.sposta, name="appuntamento_sposta"),
    path("appuntamenti/<int:pk>/svolgi/", appuntamento.svolgi, name="appuntamento_svolgi"),
    path("appuntamenti/<int:pk>/segna-assente/", appuntamento.segna_assente, name="appuntamento_segna_assente"),
    path("appuntamenti/<int:pk>/rinvia/", appuntamento.rinvia, name="appuntamento_rinvia"),
    path("appuntamenti/<int:pk>/annulla-utente/", appuntamento.annulla_utente, name="appuntamento_annulla_utente"),
    path("appuntamenti/<int:pk>/annulla-ente/", appuntamento.annulla_ente, name="appuntamento_annulla_ente"),
]

PROMEMORIA: list = [
    path("promemoria/", promemoria.elenco, name="promemoria_elenco"),
    path("promemoria/esporta/", promemoria.esporta, name="promemoria_esporta"),
    path("promemoria/spenti/", promemoria.silenzi, name="silenzio_elenco"),
    path("promemoria/spenti/nuovo/", promemoria.silenzio_nuovo, name="silenzio_nuovo"),
    path("promemoria/spenti/<int:pk>/togli/", promemoria.silenzio_togli, name="silenzio_togli"),
    path("appuntamenti/<int:pk>/appuntamento.ics", promemoria.appuntamento_ics, name="appuntamento_ics"),
]

SFRATTI: list = [
    path("sfratti/", sfratto.elenco, name="sfratto_elenco"),
    path("sfratti/esporta/", sfratto.esporta, name="sfratto_esporta"),
    path("sfratti/nuovo/", evento_sfratto.nuovo, name="sfratto_nuovo"),
    path("sfratti/numeri/", sfratto.conta, name="sfratto_conta"),
    path("sfratti/numeri/esporta/", sfratto.esporta_conta, name="sfratto_conta_esporta"),
    path("sfratti/<int:pk>/", sfratto.scheda, name="sfratto_scheda"),
    path("sfratti/<int:pk>/storia/", sfratto.storia, name="sfratto_storia"),
    path("sfratti/<int:pk>/stampa/", sfratto.stampa, name="sfratto_stampa"),
    path("sfratti/<int:pk>/modifica/", evento_sfratto.modifica, name="sfratto_modifica"),
    path("sfratti/<int:pk>/eventi/nuovo/", evento_sfratto.registra_evento, name="sfratto_registra_evento"),
    path("sfratti/<int:pk>/eventi/<int:evento_pk>/correggi/", evento_sfratto.correggi, name="evento_sfratto_correggi"),
    path("sfratti/<int:pk>/eventi/<int:evento_pk>/elimina/", evento_sfratto.elimina, name="evento_sfratto_elimina"),
    path("sfratti/<int:pk>/documenti/nuovo/", evento_sfratto.allega, name="sfratto_allega"),
    path("sfratti/<int:pk>/documenti/<int:file_pk>/", evento_sfratto.file, name="sfratto_file"),
    path("sfratti/<int:pk>/chiudi/", evento_sfratto.chiudi, name="sfratto_chiudi"),
    path("sfratti/<int:pk>/riapri/", evento_sfratto.riapri, name="sfratto_riapri"),
]

MISURE: list = [
    path("misure/", misura.elenco, name="misura_elenco"),
    path("misure/esporta/", misura.esporta, name="misura_esporta"),
    path("misure/nuova/", misura.nuova, name="misura_nuova"),
    path("misure/chi-puo-chiedere/", misura.verifica, name="misura_verifica"),
    path("misure/<int:pk>/", misura.scheda, name="misura_scheda"),
    path("misure/<int:pk>/modifica/", misura.modifica, name="misura_modifica"),
    path("misure/<int:pk>/rinnova/", misura.rinnova, name="misura_rinnova"),
]

DOMANDE: list = [
    path("domande/", domanda.elenco, name="domanda_elenco"),
    path("domande/esporta/", domanda.esporta, name="domanda_esporta"),
    path("domande/nuova/", domanda.nuova, name="domanda_nuova"),
    path("domande/<int:pk>/", domanda.scheda, name="domanda_scheda"),
    path("domande/<int:pk>/storia/", domanda.storia, name="domanda_storia"),
    path("domande/<int:pk>/file/<int:documento_domanda_pk>/", domanda.file, name="domanda_file"),
    path("domande/<int:pk>/accettazione/", domanda.accettazione, name="domanda_accettazione"),
    path("domande/<int:pk>/modifica/", domanda.modifica, name="domanda_modifica"),
    path("domande/<int:pk>/allega/", domanda.allega, name="domanda_allega"),
    path("domande/<int:pk>/presenta/", domanda.presenta, name="domanda_presenta"),
    path("domande/<int:pk>/istruisci/", domanda.istruisci, name="domanda_istruisci"),
    path("domande/<int:pk>/chiedi-integrazione/", domanda.chiedi_integrazione, name="domanda_chiedi_integrazione"),
    path("domande/<int:pk>/ammetti/", domanda.ammetti, name="domanda_ammetti"),
    path("domande/<int:pk>/escludi/", domanda.escludi, name="domanda_escludi"),
    path("domande/<int:pk>/finanzia/", domanda.finanzia, name="domanda_finanzia"),
    path("domande/<int:pk>/non-finanzia/", domanda.non_finanzia, name="domanda_non_finanzia"),
    path("domande/<int:pk>/liquida/", domanda.liquida, name="domanda_liquida"),
    path("domande/<int:pk>/chiudi/", domanda.chiudi, name="domanda_chiudi"),
    path("domande/<int:pk>/ritira/", domanda.ritira, name="domanda_ritira"),
]

PUNTEGGI: list = []

CONSULENZA: list = []

RETE: list = []

LAVORO: list = []

INVII = [
    path("invii/", invio.elenco, name="invio_elenco"),
    path("invii/<int:pk>/prendi/", invio.prendi, name="invio_prendi"),
    path("invii/<int:pk>/concludi/", invio.concludi, name="invio_concludi"),
]

NUMERI = [
    path("indicatori/", indicatore.elenco, name="indicatore_elenco"),
    path("indicatori/<slug:codice>/", indicatore.scheda, name="indicatore_scheda"),
]

urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *ACCESSI,
    *AGENDA,
    *PROMEMORIA,
    *SFRATTI,
    *MISURE,
    *DOMANDE,
    *PUNTEGGI,
    *CONSULENZA,
    *RETE,
    *LAVORO,
    *INVII,
    *NUMERI,
]
