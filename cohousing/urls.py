"""Addresses of shared housing."""

from django.urls import URLPattern, path

from cohousing.views import indicatore, presentazione
from cohousing.views import atto_servizio, costo, presentazione, servizio, turno
from cohousing.views import atto_struttura, patto, presentazione, spazio, struttura, unita
from cohousing.views import atto_permanenza, documento_permanenza, permanenza, presentazione
from cohousing.views import abbinamento, atto_candidatura, candidatura, invio, presentazione
from cohousing.views import atto_spesa_comune, presentazione, quota, spesa_comune
from cohousing.views import autonomia, presentazione, supervisione, violazione
from cohousing.views import atto_immobile, fase, foglio_immobile, foto, immobile, importazione, presentazione, tappa

app_name = "cohousing"

STRUTTURE: list[URLPattern] = [
    path("strutture/", struttura.elenco, name="struttura_elenco"),
    path("strutture/esporta/", struttura.esporta, name="struttura_esporta"),
    path("strutture/nuova/", struttura.nuova, name="struttura_nuova"),
    path("strutture/<int:pk>/", struttura.scheda, name="struttura_scheda"),
    path("strutture/<int:pk>/storia/", struttura.storia, name="struttura_storia"),
    path("strutture/<int:pk>/occupazione/", struttura.occupazione, name="struttura_occupazione"),
    path("strutture/<int:pk>/modifica/", struttura.modifica, name="struttura_modifica"),
    path("strutture/<int:pk>/attiva/", atto_struttura.attiva, name="struttura_attiva"),
    path("strutture/<int:pk>/chiudi/", atto_struttura.chiudi, name="struttura_chiudi"),
    path("strutture/<int:pk>/aggiungi-unita/", unita.aggiungi, name="struttura_aggiungi_unita"),
    path("strutture/<int:pk>/aggiungi-spazio/", spazio.aggiungi, name="struttura_aggiungi_spazio"),
    path("strutture/<int:pk>/prepara-patto/", patto.prepara, name="struttura_prepara_patto"),
    path("unita/", unita.elenco, name="unita_elenco"),
    path("unita/esporta/", unita.esporta, name="unita_esporta"),
    path("unita/<int:pk>/modifica/", unita.modifica, name="unita_modifica"),
    path("unita/<int:pk>/chiudi/", unita.chiudi, name="unita_chiudi"),
    path("unita/<int:pk>/ferma/", unita.ferma, name="unita_ferma"),
    path("fermi/<int:pk>/modifica/", unita.cambia_fermo, name="fermo_modifica"),
    path("spazi/<int:pk>/modifica/", spazio.modifica, name="spazio_modifica"),
    path("spazi/<int:pk>/togli/", spazio.togli, name="spazio_togli"),
    path("patti/<int:pk>/", patto.scheda, name="patto_scheda"),
    path("patti/<int:pk>/scrivi/", patto.scrivi, name="patto_scrivi"),
    path("patti/<int:pk>/traduci/", patto.traduci, name="patto_traduci"),
    path("patti/<int:pk>/pubblica/", patto.pubblica, name="patto_pubblica"),
]

CANDIDATURE: list[URLPattern] = [
    path("candidature/", candidatura.elenco, name="candidatura_elenco"),
    path("candidature/esporta/", candidatura.esporta, name="candidatura_esporta"),
    path("candidature/nuova/", atto_candidatura.nuova, name="candidatura_nuova"),
    path("candidature/confronta/", abbinamento.confronta, name="candidatura_confronta"),
    path("candidature/<int:pk>/", candidatura.scheda, name="candidatura_scheda"),
    path("candidature/<int:pk>/storia/", candidatura.storia, name="candidatura_storia"),
    path("candidature/<int:pk>/unita/", abbinamento.unita, name="candidatura_unita"),
    path("candidature/<int:pk>/modifica/", atto_candidatura.modifica, name="candidatura_modifica"),
    path("candidature/<int:pk>/proponi/", atto_candidatura.proponi, name="candidatura_proponi"),
    path("candidature/<int:pk>/accogli/", atto_candidatura.accogli, name="candidatura_accogli"),
    path("candidature/<int:pk>/respingi/", atto_candidatura.respingi, name="candidatura_respingi"),
    path("candidature/<int:pk>/ritira/", atto_candidatura.ritira, name="candidatura_ritira"),
    path("invii/", invio.elenco, name="invio_elenco"),
    path("invii/<int:pk>/prendi/", invio.prendi, name="invio_prendi"),
    path("invii/<int:pk>/concludi/", invio.concludi, name="invio_concludi"),
]

PERMANENZE: list[URLPattern] = [
    path("permanenze/", permanenza.elenco, name="permanenza_elenco"),
    path("permanenze/esporta/", permanenza.esporta, name="permanenza_esporta"),
    path("permanenze/nuova/", permanenza.nuova, name="permanenza_nuova"),
    path("permanenze/<int:pk>/", permanenza.scheda, name="permanenza_scheda"),
    path("permanenze/<int:pk>/storia/", permanenza.storia, name="permanenza_storia"),
    path("permanenze/<int:pk>/file/", permanenza.file, name="permanenza_file"),
    path("permanenze/<int:pk>/patto/", documento_permanenza.patto, name="permanenza_patto"),
    path("permanenze/<int:pk>/modifica/", permanenza.modifica, name="permanenza_modifica"),
    path("permanenze/<int:pk>/firma-patto/", atto_permanenza.firma_patto, name="permanenza_firma_patto"),
    path("permanenze/<int:pk>/avvia/", atto_permanenza.avvia, name="permanenza_avvia"),
    path("permanenze/<int:pk>/annulla/", atto_permanenza.annulla, name="permanenza_annulla"),
    path("permanenze/<int:pk>/proroga/", atto_permanenza.proroga, name="permanenza_proroga"),
    path("permanenze/<int:pk>/concludi/", atto_permanenza.concludi, name="permanenza_concludi"),
    path("permanenze/<int:pk>/ricontatta/", atto_permanenza.ricontatta, name="permanenza_ricontatta"),
    path("proroghe/<int:pk>/verbale/", documento_permanenza.verbale, name="proroga_verbale"),
]

AUTONOMIA: list[URLPattern] = [
    path("permanenze/<int:pk>/autonomia/", autonomia.autonomia, name="permanenza_autonomia"),
    path("permanenze/<int:pk>/obiettivi/", autonomia.fissa_obiettivi, name="permanenza_fissa_obiettivi"),
    path("permanenze/<int:pk>/verifica/", autonomia.verifica_autonomia, name="permanenza_verifica_autonomia"),
    path("verifiche/<int:pk>/modifica/", autonomia.modifica_verifica, name="verifica_modifica"),
    path("permanenze/<int:pk>/regola-non-rispettata/", violazione.annota, name="permanenza_annota_violazione"),
    path("regole-non-rispettate/<int:pk>/comunica/", violazione.comunica, name="violazione_comunica"),
    path("regole-non-rispettate/<int:pk>/annulla/", violazione.annulla, name="violazione_annulla"),
    path("regole-non-rispettate/<int:pk>/lettera/", violazione.lettera, name="violazione_lettera"),
]

SUPERVISIONI: list[URLPattern] = [
    path("supervisioni/", supervisione.elenco, name="supervisione_elenco"),
    path("supervisioni/esporta/", supervisione.esporta, name="supervisione_esporta"),
    path("supervisioni/<int:pk>/", supervisione.scheda, name="supervisione_scheda"),
    path("supervisioni/<int:pk>/modifica/", supervisione.modifica, name="supervisione_modifica"),
    path("supervisioni/<int:pk>/annulla/", supervisione.annulla, name="supervisione_annulla"),
    path("supervisioni/<int:pk>/verbale/", supervisione.verbale, name="supervisione_verbale"),
    path("strutture/<int:pk>/supervisiona/", supervisione.supervisiona, name="struttura_supervisiona"),
    path("permanenze/<int:pk>/colloquio/", supervisione.colloquio, name="permanenza_colloquio"),
]

QUOTE: list[URLPattern] = [
    path("quote/", quota.elenco, name="quota_elenco"),
    path("quote/esporta/", quota.esporta, name="quota_esporta"),
    path("quote/genera/", quota.genera, name="quota_genera"),
    path("permanenze/<int:pk>/cauzione/", quota.restituisci, name="cauzione_restituisci"),
    path("spese-comuni/", spesa_comune.elenco, name="spesa_comune_elenco"),
    path("spese-comuni/esporta/", spesa_comune.esporta, name="spesa_comune_esporta"),
    path("strutture/<int:pk>/spese-comuni/nuova/", spesa_comune.nuova, name="struttura_aggiungi_spesa_comune"),
    path("spese-comuni/<int:pk>/", spesa_comune.scheda, name="spesa_comune_scheda"),
    path("spese-comuni/<int:pk>/file/", spesa_comune.file, name="spesa_comune_file"),
    path("spese-comuni/<int:pk>/modifica/", spesa_comune.modifica, name="spesa_comune_modifica"),
    path("spese-comuni/<int:pk>/ripartisci/", atto_spesa_comune.ripartisci, name="spesa_comune_ripartisci"),
    path("spese-comuni/<int:pk>/paga/", atto_spesa_comune.paga, name="spesa_comune_paga"),
    path("spese-comuni/<int:pk>/annulla/", atto_spesa_comune.annulla, name="spesa_comune_annulla"),
]

SERVIZI = [
    path("servizi/", servizio.elenco, name="servizio_elenco"),
    path("servizi/esporta/", servizio.esporta, name="servizio_esporta"),
    path("servizi/<int:pk>/", servizio.scheda, name="servizio_scheda"),
    path("servizi/<int:pk>/storia/", servizio.storia, name="servizio_storia"),
    path("servizi/<int:pk>/modifica/", servizio.modifica, name="servizio_modifica"),
    path("servizi/<int:pk>/aggiungi-turno/", atto_servizio.aggiungi_turno, name="servizio_aggiungi_turno"),
    path("servizi/<int:pk>/chiudi/", atto_servizio.chiudi, name="servizio_chiudi"),
    path("strutture/<int:pk>/aggiungi-servizio/", servizio.nuovo, name="struttura_aggiungi_servizio"),
    path("strutture/<int:pk>/servizi-locandina/", servizio.locandina, name="struttura_servizi_locandina"),
    path("turni/", turno.elenco, name="turno_elenco"),
    path("turni/esporta/", turno.esporta, name="turno_esporta"),
    path("turni/<int:pk>/", turno.scheda, name="turno_scheda"),
    path("turni/<int:pk>/registra/", turno.registra, name="turno_registra"),
    path("turni/<int:pk>/modifica/", turno.modifica, name="turno_modifica"),
    path("turni/<int:pk>/salta/", turno.salta, name="turno_salta"),
]

COSTI = [
    path("costi/", costo.elenco, name="costo_elenco"),
    path("costi/esporta/", costo.esporta, name="costo_esporta"),
    path("costi/<int:pk>/", costo.scheda, name="costo_scheda"),
    path("costi/<int:pk>/file/", costo.file, name="costo_file"),
    path("costi/<int:pk>/modifica/", costo.modifica, name="costo_modifica"),
    path("costi/<int:pk>/paga/", costo.paga, name="costo_paga"),
    path("costi/<int:pk>/togli/", costo.togli, name="costo_togli"),
    path("strutture/<int:pk>/aggiungi-costo/", costo.di_struttura, name="struttura_aggiungi_costo"),
    path("immobili/<int:pk>/aggiungi-costo/", costo.di_immobile, name="immobile_aggiungi_costo"),
]

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

NUMERI: list[URLPattern] = [
    path("indicatori/", indicatore.elenco, name="indicatore_elenco"),
    path("indicatori/<str:codice>/", indicatore.scheda, name="indicatore_scheda"),
]

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
