"""The pages of the accounts, in groups by noun."""

from django.urls import path

from rendicontazione.views import allegato_spesa, documento_spesa, importazione, pagamento, quadro, spesa

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
    path("importazioni/nuova/", importazione.nuova, name="importazione_nuova"),
    path("importazioni/<uuid:pk>/", importazione.scheda, name="importazione_scheda"),
]
urlpatterns = [*QUADRO, *DOCUMENTI, *BOZZE, *IMPORTAZIONI]
