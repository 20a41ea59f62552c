"""Addresses of training and participation; those under ``PUBBLICHE`` are the ones anyone may open."""

from django.urls import path

from formazione.views import (
    attestato,
    atto_evento,
    campagna,
    contatto,
    contenuto,
    costo,
    docente,
    evento,
    file_evento,
    indicatore,
    invio,
    iscrizione,
    newsletter,
    partner,
    presentazione,
    presenza,
    presenza_qr,
    pubblica,
    questionario,
    risposta,
    sala,
    scrittura_questionario,
    sessione,
    verifica,
)

app_name = "formazione"

EVENTI = [
    path("eventi/", evento.elenco, name="evento_elenco"),
    path("eventi/esporta/", evento.esporta, name="evento_esporta"),
    path("eventi/nuovo/", evento.nuovo, name="evento_nuovo"),
    path("eventi/<int:pk>/", evento.scheda, name="evento_scheda"),
    path("eventi/<int:pk>/storia/", evento.storia, name="evento_storia"),
    path("eventi/<int:pk>/modifica/", evento.modifica, name="evento_modifica"),
    path("eventi/<int:pk>/aggiungi-sessione/", sessione.aggiungi, name="evento_aggiungi_sessione"),
    path("eventi/<int:pk>/apri-iscrizioni/", atto_evento.apri_iscrizioni, name="evento_apri_iscrizioni"),
    path("eventi/<int:pk>/chiudi-iscrizioni/", atto_evento.chiudi_iscrizioni, name="evento_chiudi_iscrizioni"),
    path("eventi/<int:pk>/svolgi/", atto_evento.svolgi, name="evento_svolgi"),
    path("eventi/<int:pk>/riapri/", atto_evento.riapri, name="evento_riapri"),
    path("eventi/<int:pk>/annulla/", atto_evento.annulla, name="evento_annulla"),
    path("sessioni/<int:pk>/sposta/", sessione.sposta, name="sessione_sposta"),
    path("sessioni/<int:pk>/annulla/", sessione.annulla, name="sessione_annulla"),
    path("sessioni/<int:pk>/calendario/", sessione.calendario, name="sessione_calendario"),
]

SALE = [
    path("sale/", sala.elenco, name="sala_elenco"),
    path("sale/esporta/", sala.esporta, name="sala_esporta"),
    path("sale/regole/", sala.regole, name="sala_regole"),
    path("sale/nuova/", sala.nuova, name="sala_nuova"),
    path("sale/<int:pk>/", sala.scheda, name="sala_scheda"),
    path("sale/<int:pk>/autorizza/", sala.autorizza, name="sala_autorizza"),
    path("sale/<int:pk>/rifiuta/", sala.rifiuta, name="sala_rifiuta"),
    path("sale/<int:pk>/ritira/", sala.ritira, name="sala_ritira"),
]

MATERIALI = [
    path("eventi/<int:pk>/aggiungi-docente/", docente.aggiungi, name="evento_aggiungi_docente"),
    path("docenti/<int:pk>/modifica/", docente.modifica, name="docente_modifica"),
    path("docenti/<int:pk>/togli/", docente.togli, name="docente_togli"),
    path("eventi/<int:pk>/allega/", file_evento.allega, name="evento_allega"),
    path("file-eventi/<int:pk>/", file_evento.apri, name="file_evento_apri"),
    path("file-eventi/<int:pk>/pubblica/", file_evento.pubblica, name="file_evento_pubblica"),
    path("file-eventi/<int:pk>/togli/", file_evento.togli, name="file_evento_togli"),
    path("eventi/<int:pk>/programma/", file_evento.programma, name="evento_programma"),
    path("eventi/<int:pk>/locandina/", file_evento.locandina, name="evento_locandina"),
    path("eventi/<int:pk>/aggiungi-partner/", partner.aggiungi_a_evento, name="evento_aggiungi_partner"),
    path("partner-eventi/<int:pk>/togli/", partner.togli_da_evento, name="partner_evento_togli"),
    path("partner/", partner.elenco, name="partner_elenco"),
    path("partner/esporta/", partner.esporta, name="partner_esporta"),
    path("partner/nuovo/", partner.nuovo, name="partner_nuovo"),
    path("partner/<int:pk>/", partner.scheda, name="partner_scheda"),
    path("partner/<int:pk>/modifica/", partner.modifica, name="partner_modifica"),
    path("iscrizioni/<slug:codice>/file/<int:pk>/", file_evento.pubblico, name="pubblica_file"),
]

ISCRIZIONI = [
    path("eventi/<int:pk>/iscritti/", iscrizione.elenco, name="evento_iscritti"),
    path("eventi/<int:pk>/iscritti/esporta/", iscrizione.esporta, name="iscrizione_esporta"),
    path("eventi/<int:pk>/iscrivi/", iscrizione.iscrivi, name="evento_iscrivi"),
    path("iscritti/<int:pk>/", iscrizione.scheda, name="iscrizione_scheda"),
    path("iscritti/<int:pk>/modifica/", iscrizione.modifica, name="iscrizione_modifica"),
    path("iscritti/<int:pk>/conferma/", iscrizione.conferma, name="iscrizione_conferma"),
    path("iscritti/<int:pk>/annulla/", iscrizione.annulla, name="iscrizione_annulla"),
]

PRESENZE = [
    path("eventi/<int:pk>/segna-presenze/", presenza.scegli, name="evento_segna_presenze"),
    path("incontri/<int:pk>/presenze/", presenza.registro, name="incontro_presenze"),
    path("incontri/<int:pk>/presenze/tutti/", presenza.segna_tutti, name="incontro_segna_tutti"),
    path("incontri/<int:pk>/presenze/esporta/", presenza.esporta, name="incontro_esporta"),
    path("incontri/<int:pk>/registro/", presenza.foglio, name="incontro_registro"),
    path("incontri/<int:pk>/conta/", presenza.conta, name="incontro_conta"),
    path("presenze/qr/<slug:codice>/", presenza_qr.scheda, name="presenza_qr"),
    path("presenze/qr/<slug:codice>/entrata/", presenza_qr.segna_entrata, name="presenza_segna_entrata"),
    path("presenze/qr/<slug:codice>/uscita/", presenza_qr.segna_uscita, name="presenza_segna_uscita"),
    path("presenze/<int:pk>/togli/", presenza_qr.togli, name="presenza_togli"),
]

ATTESTATI = [
    path("eventi/<int:pk>/rilascia-attestati/", attestato.rilascia, name="evento_rilascia_attestati"),
    path("attestati/", attestato.elenco, name="attestato_elenco"),
    path("attestati/esporta/", attestato.esporta, name="attestato_esporta"),
    path("attestati/verifica/", verifica.modulo, name="attestato_verifica"),
    path("attestati/verifica/<str:codice>/", verifica.risposta, name="attestato_verifica_codice"),
    path("attestati/<int:pk>/", attestato.scheda, name="attestato_scheda"),
    path("attestati/<int:pk>/scarica/", attestato.scarica, name="attestato_scarica"),
    path("attestati/<int:pk>/annulla/", attestato.annulla, name="attestato_annulla"),
]

QUESTIONARI = [
    path("eventi/<int:pk>/prepara-questionario/", scrittura_questionario.prepara, name="evento_prepara_questionario"),
    path("questionari/", questionario.elenco, name="questionario_elenco"),
    path("questionari/esporta/", questionario.esporta, name="questionario_esporta"),
    path("questionari/<int:pk>/", questionario.scheda, name="questionario_scheda"),
    path("questionari/<int:pk>/modifica/", scrittura_questionario.modifica, name="questionario_modifica"),
    path("questionari/<int:pk>/apri/", scrittura_questionario.apri, name="questionario_apri"),
    path("questionari/<int:pk>/chiudi/", scrittura_questionario.chiudi, name="questionario_chiudi"),
    path("questionari/<int:pk>/trascrivi/", risposta.trascrivi, name="questionario_trascrivi"),
    path("questionari/<int:pk>/foglio/", questionario.foglio, name="questionario_foglio"),
    path("questionari/<int:pk>/totali/", questionario.esporta_totali, name="questionario_esporta_totali"),
    path("questionari/<int:pk>/risposte/", questionario.esporta_risposte, name="questionario_esporta_risposte"),
    path("questionari/<int:pk>/storia/", questionario.storia, name="questionario_storia"),
    # A code is never made of figures only, and comes after the words above.
    path("questionari/<slug:codice>/", risposta.pubblica, name="pubblica_questionario"),
]

CAMPAGNE = [
    path("campagne/", campagna.elenco, name="campagna_elenco"),
    path("campagne/esporta/", campagna.esporta, name="campagna_esporta"),
    path("campagne/nuova/", campagna.nuova, name="campagna_nuova"),
    path("campagne/<int:pk>/", campagna.scheda, name="campagna_scheda"),
    path("campagne/<int:pk>/storia/", campagna.storia, name="campagna_storia"),
    path("campagne/<int:pk>/modifica/", campagna.modifica, name="campagna_modifica"),
    path("campagne/<int:pk>/avvia/", campagna.avvia, name="campagna_avvia"),
    path(
        "campagne/<int:pk>/pubblica-contenuto/",
        campagna.pubblica_contenuto,
        name="campagna_pubblica_contenuto",
    ),
    path("campagne/<int:pk>/concludi/", campagna.concludi, name="campagna_concludi"),
    path("campagne/<int:pk>/annulla/", campagna.annulla, name="campagna_annulla"),
    path("contenuti/", contenuto.elenco, name="contenuto_elenco"),
    path("contenuti/esporta/", contenuto.esporta, name="contenuto_esporta"),
    path("contenuti/<int:pk>/", contenuto.scheda, name="contenuto_scheda"),
    path("contenuti/<int:pk>/file/", contenuto.file, name="contenuto_file"),
    path("contenuti/<int:pk>/modifica/", contenuto.modifica, name="contenuto_modifica"),
    path("contatti/", contatto.elenco, name="contatto_elenco"),
    path("contatti/esporta/", contatto.esporta, name="contatto_esporta"),
    path("contatti/invita/", contatto.invita, name="contatto_invita"),
    path("newsletter/", contatto.pubblica, name="pubblica_newsletter"),
    path("newsletter/conferma/<slug:codice>/", contatto.conferma, name="pubblica_newsletter_conferma"),
    path("newsletter/disdici/<slug:codice>/", contatto.disdici, name="pubblica_newsletter_disdici"),
    path("newsletter/scritte/", newsletter.elenco, name="newsletter_elenco"),
    path("newsletter/scritte/esporta/", newsletter.esporta, name="newsletter_esporta"),
    path("newsletter/scritte/nuova/", newsletter.nuova, name="newsletter_nuova"),
    path("newsletter/scritte/<int:pk>/", newsletter.scheda, name="newsletter_scheda"),
    path("newsletter/scritte/<int:pk>/storia/", newsletter.storia, name="newsletter_storia"),
    path("newsletter/scritte/<int:pk>/spedizioni/", newsletter.spedizioni, name="newsletter_spedizioni"),
    path("newsletter/scritte/<int:pk>/modifica/", newsletter.modifica, name="newsletter_modifica"),
    path("newsletter/scritte/<int:pk>/prova/", newsletter.prova, name="newsletter_prova"),
    path("newsletter/scritte/<int:pk>/invia/", newsletter.invia, name="newsletter_invia"),
    path("newsletter/scritte/<int:pk>/riprendi/", newsletter.riprendi, name="newsletter_riprendi"),
]

COSTI = [
    path("costi/", costo.elenco, name="costo_elenco"),
    path("costi/esporta/", costo.esporta, name="costo_esporta"),
    path("costi/<int:pk>/", costo.scheda, name="costo_scheda"),
    path("costi/<int:pk>/file/", costo.file, name="costo_file"),
    path("costi/<int:pk>/modifica/", costo.modifica, name="costo_modifica"),
    path("costi/<int:pk>/paga/", costo.paga, name="costo_paga"),
    path("costi/<int:pk>/togli/", costo.togli, name="costo_togli"),
    path("eventi/<int:pk>/aggiungi-costo/", costo.di_evento, name="evento_aggiungi_costo"),
    path("campagne/<int:pk>/aggiungi-costo/", costo.di_campagna, name="campagna_aggiungi_costo"),
]

NUMERI = [
    path("indicatori/", indicatore.elenco, name="indicatore_elenco"),
    path("indicatori/<str:codice>/", indicatore.scheda, name="indicatore_scheda"),
    path("invii/", invio.elenco, name="invio_elenco"),
    path("invii/<int:pk>/prendi/", invio.prendi, name="invio_prendi"),
    path("invii/<int:pk>/concludi/", invio.concludi, name="invio_concludi"),
]

PUBBLICHE = [
    path("informativa/", pubblica.informativa, name="pubblica_informativa"),
    path("iscrizioni/", pubblica.elenco, name="pubblica_elenco"),
    path("iscrizioni/inviata/", pubblica.inviata, name="pubblica_inviata"),
    path("iscrizioni/conferma/<slug:codice>/", pubblica.conferma, name="pubblica_conferma"),
    path("iscrizioni/annulla/<slug:codice>/", pubblica.annulla, name="pubblica_annulla"),
    path("iscrizioni/calendario/<slug:codice>/", pubblica.calendario, name="pubblica_calendario"),
    path("iscrizioni/<slug:codice>/", pubblica.evento, name="pubblica_evento"),
]

urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *EVENTI,
    *SALE,
    *MATERIALI,
    *ISCRIZIONI,
    *PRESENZE,
    *ATTESTATI,
    *QUESTIONARI,
    *CAMPAGNE,
    *COSTI,
    *NUMERI,
    *PUBBLICHE,
]
