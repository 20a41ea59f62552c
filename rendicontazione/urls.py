"""The pages of the accounts, in groups by noun."""

from django.urls import path

from rendicontazione.views import (
    allegato_spesa,
    costi_offerti,
    documento_spesa,
    importazione,
    pagamento,
    quadro,
    registro_spese,
    relazione,
    rendiconto,
    spesa,
    verifica,
)

app_name = "rendicontazione"

QUADRO = [
    path("quadro-economico/", quadro.scheda, name="quadro"),
    path("quadro-economico/esporta/<slug:foglio>/", quadro.esporta, name="quadro_esporta"),
    path("quadro-economico/linee/<slug:linea>/", quadro.linea, name="quadro_linea"),
]
DOCUMENTI = [
    path("documenti/", documento_spesa.elenco, name="documento_spesa_elenco"),
    path("documenti/esporta/", documento_spesa.esporta, name="documento_spesa_esporta"),
    path("documenti/nuovo/", documento_spesa.nuovo, name="documento_spesa_nuovo"),
    path("documenti/<int:pk>/", documento_spesa.scheda, name="documento_spesa_scheda"),
    path("documenti/<int:pk>/modifica/", documento_spesa.modifica, name="documento_spesa_modifica"),
    path("documenti/<int:pk>/elimina/", documento_spesa.elimina, name="documento_spesa_elimina"),
    path("documenti/<int:pk>/dividi/", spesa.dividi, name="documento_spesa_dividi"),
    path("documenti/<int:pk>/fattura/", documento_spesa.fattura, name="documento_spesa_fattura"),
    path("documenti/<int:pk>/storia/", documento_spesa.storia, name="documento_spesa_storia"),
    path("documenti/<int:pk>/pagamenti/nuovo/", pagamento.nuovo, name="pagamento_nuovo"),
    path("documenti/<int:pk>/pagamenti/<int:pagamento_pk>/elimina/", pagamento.elimina, name="pagamento_elimina"),
    path("documenti/<int:pk>/pagamenti/<int:pagamento_pk>/contabile/", pagamento.prova, name="pagamento_prova"),
    path("documenti/<int:pk>/file/nuovo/", allegato_spesa.nuovo, name="allegato_spesa_nuovo"),
    path("documenti/<int:pk>/file/<int:allegato_pk>/", allegato_spesa.file, name="allegato_spesa_file"),
    path("documenti/<int:pk>/file/<int:allegato_pk>/elimina/", allegato_spesa.elimina, name="allegato_spesa_elimina"),
]
BOZZE = [
    path("spese/<int:pk>/modifica/", spesa.modifica, name="spesa_modifica"),
    path("spese/<int:pk>/elimina/", spesa.elimina, name="spesa_elimina"),
    path("spese/<int:pk>/rinvia/", spesa.rinvia, name="spesa_rinvia"),
]
IMPORTAZIONI = [
    path("documenti/importazioni/nuova/", importazione.nuova, name="importazione_nuova"),
    path("documenti/importazioni/<uuid:pk>/", importazione.scheda, name="importazione_scheda"),
]
RENDICONTI = [
    path("rendiconti/", rendiconto.elenco, name="rendiconto_elenco"),
    path("rendiconti/<int:pk>/", rendiconto.scheda, name="rendiconto_scheda"),
    path("rendiconti/<int:pk>/storia/", rendiconto.storia, name="rendiconto_storia"),
    path("rendiconti/<int:pk>/presenta/", rendiconto.presenta, name="rendiconto_presenta"),
    path("rendiconti/<int:pk>/rinvia-incomplete/", rendiconto.rinvia_incomplete, name="rendiconto_rinvia_incomplete"),
    path(
        "rendiconti/<int:pk>/prendi-in-verifica/", rendiconto.prendi_in_verifica, name="rendiconto_prendi_in_verifica"
    ),
    path("rendiconti/<int:pk>/continua/", rendiconto.continua, name="rendiconto_continua"),
    path(
        "rendiconti/<int:pk>/chiedi-integrazioni/",
        rendiconto.chiedi_integrazioni,
        name="rendiconto_chiedi_integrazioni",
    ),
    path(
        "rendiconti/<int:pk>/rispondi-integrazioni/",
        rendiconto.rispondi_integrazioni,
        name="rendiconto_rispondi_integrazioni",
    ),
    path("rendiconti/<int:pk>/chiudi-verifica/", rendiconto.chiudi_verifica, name="rendiconto_chiudi_verifica"),
    path("rendiconti/<int:pk>/approva/", rendiconto.approva, name="rendiconto_approva"),
    path("rendiconti/<int:pk>/riapri/", rendiconto.riapri, name="rendiconto_riapri"),
    path("rendiconti/<int:pk>/liquida/", rendiconto.liquida, name="rendiconto_liquida"),
]
SPESE = [
    path("spese/", registro_spese.elenco, name="spesa_elenco"),
    path("spese/esporta/", registro_spese.esporta, name="spesa_esporta"),
    path("spese/ammetti/", registro_spese.ammetti_scelte, name="spesa_ammetti_in_blocco"),
    path("spese/<int:pk>/", registro_spese.scheda, name="spesa_scheda"),
    path("spese/<int:pk>/storia/", registro_spese.storia, name="spesa_storia"),
    path("spese/<int:pk>/integra/", registro_spese.integra, name="spesa_integra"),
    path("spese/<int:pk>/rettifica/", registro_spese.rettifica, name="spesa_rettifica"),
    path("spese/<int:pk>/verifica/", verifica.pagina, name="spesa_verifica"),
    path("spese/<int:pk>/ammetti/", verifica.ammetti, name="spesa_ammetti"),
    path("spese/<int:pk>/ammetti-in-parte/", verifica.ammetti_in_parte, name="spesa_ammetti_in_parte"),
    path("spese/<int:pk>/chiedi-integrazione/", verifica.chiedi_integrazione, name="spesa_chiedi_integrazione"),
    path("spese/<int:pk>/non-ammettere/", verifica.non_ammettere, name="spesa_non_ammettere"),
    path("spese/<int:pk>/rivedi/", verifica.rivedi, name="spesa_rivedi"),
]
RELAZIONI = [
    path("relazioni/", relazione.elenco, name="relazione_elenco"),
    path("relazioni/verifica/", relazione.verifica, name="relazione_verifica"),
    path("relazioni/<int:pk>/pdf/", relazione.scarica, name="relazione_scarica"),
    path("relazioni/<int:pk>/dati/", relazione.dati, name="relazione_dati"),
    path("relazioni/<int:pk>/rifai/", relazione.rifai, name="relazione_rifai"),
]
COSTI_OFFERTI = [path("costi-offerti/", costi_offerti.elenco, name="costo_offerto_elenco")]
urlpatterns = [*COSTI_OFFERTI, *QUADRO, *DOCUMENTI, *BOZZE, *IMPORTAZIONI, *RENDICONTI, *SPESE, *RELAZIONI]
