"""The pages of the sportello, in groups by noun."""

from django.urls import path

from sportello.views import (
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
    path("appuntamenti/<int:pk>/modifica/", appuntamento.modifica, name="appuntamento_modifica"),
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

PUNTEGGI: list = [
    path("punteggi/", punteggio.elenco, name="voce_punteggio_elenco"),
    path("punteggi/esporta/", punteggio.esporta, name="voce_punteggio_esporta"),
    path("punteggi/nuova/", punteggio.nuova, name="voce_punteggio_nuova"),
    path("punteggi/<int:pk>/", punteggio.scheda, name="voce_punteggio_scheda"),
    path("punteggi/<int:pk>/modifica/", punteggio.modifica, name="voce_punteggio_modifica"),
    path("punteggi/<int:pk>/chiudi/", punteggio.chiudi, name="voce_punteggio_chiudi"),
    path("domande/<int:pk>/punti/", punteggio.punti, name="domanda_punti"),
    path("domande/<int:pk>/modulo.pdf", punteggio.modulo, name="domanda_modulo"),
]

CONSULENZA: list = [
    path("consulenza/canone/", consulenza.canone, name="consulenza_canone"),
    path("consulenza/canone.pdf", consulenza.canone_in_pdf, name="consulenza_canone_pdf"),
    path("consulenza/sostenibile/", consulenza.sostenibile, name="consulenza_sostenibile"),
    path("consulenza/sostenibile.pdf", consulenza.sostenibile_in_pdf, name="consulenza_sostenibile_pdf"),
]

RETE: list = [
    path("rete/", risorsa.elenco, name="risorsa_elenco"),
    path("rete/esporta/", risorsa.esporta, name="risorsa_esporta"),
    path("rete/mappa/", risorsa.comuni, name="risorsa_mappa"),
    path("rete/nuova/", risorsa.nuova, name="risorsa_nuova"),
    path("rete/<int:pk>/", risorsa.scheda, name="risorsa_scheda"),
    path("rete/<int:pk>/modifica/", risorsa.modifica, name="risorsa_modifica"),
    path("rete/<int:pk>/conferma/", risorsa.conferma, name="risorsa_conferma"),
    path("rete/<int:pk>/disattiva/", risorsa.disattiva, name="risorsa_disattiva"),
    path("rete/<int:pk>/riattiva/", risorsa.riattiva, name="risorsa_riattiva"),
    path("rete/impegni/", impegno.elenco, name="impegno_elenco"),
    path("rete/impegni/esporta/", impegno.esporta, name="impegno_esporta"),
    path("rete/impegni/nuovo/", impegno.nuovo, name="impegno_nuovo"),
    path("rete/impegni/<int:pk>/modifica/", impegno.modifica, name="impegno_modifica"),
    path("rete/impegni/<int:pk>/concludi/", impegno.concludi, name="impegno_concludi"),
    path("rete/tavolo/", tavolo.elenco, name="tavolo_elenco"),
    path("rete/tavolo/esporta/", tavolo.esporta, name="tavolo_esporta"),
    path("rete/tavolo/nuovo/", tavolo.nuovo, name="tavolo_nuovo"),
    path("rete/tavolo/<int:pk>/", tavolo.scheda, name="tavolo_scheda"),
    path("rete/tavolo/<int:pk>/modifica/", tavolo.modifica, name="tavolo_modifica"),
    path("rete/tavolo/<int:pk>/allega-verbale/", tavolo.allega_verbale, name="tavolo_allega_verbale"),
    path("rete/tavolo/<int:pk>/verbale/", tavolo.verbale, name="tavolo_verbale"),
]

LAVORO: list = [
    path("lavoro/opportunita/", opportunita.elenco, name="opportunita_elenco"),
    path("lavoro/opportunita/esporta/", opportunita.esporta, name="opportunita_esporta"),
    path("lavoro/opportunita/nuova/", opportunita.nuova, name="opportunita_nuova"),
    path("lavoro/opportunita/<int:pk>/", opportunita.scheda, name="opportunita_scheda"),
    path("lavoro/opportunita/<int:pk>/modifica/", opportunita.modifica, name="opportunita_modifica"),
    path("lavoro/percorsi/", percorso.elenco, name="percorso_elenco"),
    path("lavoro/percorsi/esporta/", percorso.esporta, name="percorso_esporta"),
    path("lavoro/percorsi/nuovo/", percorso.nuovo, name="percorso_nuovo"),
    path("lavoro/percorsi/<int:pk>/", percorso.scheda, name="percorso_scheda"),
    path("lavoro/percorsi/<int:pk>/modifica/", percorso.modifica, name="percorso_modifica"),
    path("lavoro/percorsi/<int:pk>/concludi/", percorso.concludi, name="percorso_concludi"),
]

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
