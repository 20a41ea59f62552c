"""Addresses of the registry and of the shell; each app brings its own under its name."""

from django.contrib import admin
from django.urls import include, path, re_path, register_converter

from valdera_housing.views import (
    accesso,
    calendario,
    caso,
    comune,
    conto_bancario,
    convenzione,
    diario,
    ente,
    estratto_conto,
    galleria,
    glossario,
    incasso,
    isee,
    lavoro,
    lettera,
    linea,
    mediatore,
    movimento,
    nucleo,
    parametro,
    persona,
    progetto,
    ricerca,
    scadenza,
    scrivania,
    sede,
    storia,
    utente,
)


class CodiceNucleo:
    """``N-2026-0042``: anything else is not an address."""

    regex = r"N-\d{4}-\d{4,6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CodiceNucleo, "nucleo")

accesso_urls = [
    # names are allauth's own: it finds its pages by them
    path("accedi/", accesso.entra, name="account_login"),
    path("accedi/chiuso/", accesso.chiuso, name="account_inactive"),
    path("esci/", accesso.esci, name="account_logout"),
    path("password/cambia/", accesso.cambia_password, name="account_change_password"),
    path("password/dimenticata/", accesso.password_dimenticata, name="account_reset_password"),
    path("password/dimenticata/inviata/", accesso.password_inviata, name="account_reset_password_done"),
    path("password/nuova/fatta/", accesso.password_fatta, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/nuova/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,90})/$",
        accesso.password_nuova,
        name="account_reset_password_from_key",
    ),
]
persona_urls = [
    path("", persona.elenco, name="persona_elenco"),
    path("esporta/", persona.esporta, name="persona_esporta"),
    path("nuova/", persona.nuova, name="persona_nuova"),
    path("<int:pk>/", persona.scheda, name="persona_scheda"),
    path("<int:pk>/modifica/", persona.modifica, name="persona_modifica"),
    path("<int:pk>/nucleo/apri/", persona.apri_nucleo_suo, name="persona_apri_nucleo"),
]
nucleo_urls = [
    path("", nucleo.elenco, name="nucleo_elenco"),
    path("esporta/", nucleo.esporta, name="nucleo_esporta"),
    path("<nucleo:codice>/", nucleo.scheda, name="nucleo_scheda"),
    path("<nucleo:codice>/componenti/aggiungi/", nucleo.aggiungi, name="nucleo_aggiungi_componente"),
    path("<nucleo:codice>/componenti/<int:pk>/togli/", nucleo.togli, name="nucleo_togli_componente"),
    path("<nucleo:codice>/prendi-in-carico/", nucleo.prendi, name="nucleo_prendi_in_carico"),
    path("<nucleo:codice>/nome/", nucleo.nome, name="nucleo_nome"),
    path("<nucleo:codice>/storia/", nucleo.storia, name="nucleo_storia"),
    path("<nucleo:codice>/caso/apri/", caso.apri, name="caso_apri"),
    path("<nucleo:codice>/isee/nuovo/", isee.nuovo, name="isee_nuovo"),
]
caso_urls = [
    path("", caso.elenco, name="caso_elenco"),
    path("esporta/", caso.esporta, name="caso_esporta"),
    path("<int:pk>/", caso.scheda, name="caso_scheda"),
    path("<int:pk>/modifica/", caso.modifica, name="caso_modifica"),
    path("<int:pk>/storia/", caso.storia, name="caso_storia"),
    path("<int:pk>/assegna/", caso.assegna, name="caso_assegna"),
    path("<int:pk>/invia/", caso.invia, name="caso_invia"),
    path("<int:pk>/chiudi/", caso.chiudi, name="caso_chiudi"),
    path("<int:pk>/diario/", diario.elenco, name="diario_elenco"),
    path("<int:pk>/diario/esporta/", diario.esporta, name="diario_esporta"),
    path("<int:pk>/diario/nuova/", diario.nuova, name="diario_nuova"),
    path("<int:pk>/progetto/nuovo/", progetto.nuovo, name="progetto_nuovo"),
]
progetto_urls = [
    path("", progetto.elenco, name="progetto_elenco"),
    path("esporta/", progetto.esporta, name="progetto_esporta"),
    path("<int:pk>/", progetto.scheda, name="progetto_scheda"),
    path("<int:pk>/storia/", progetto.storia, name="progetto_storia"),
    path("<int:pk>/stampa/", progetto.stampa, name="progetto_stampa"),
    path("<int:pk>/copia/", progetto.copia, name="progetto_copia"),
    path("<int:pk>/modifica/", progetto.modifica, name="progetto_modifica"),
    path("<int:pk>/firma/", progetto.firma, name="progetto_firma"),
    path("<int:pk>/verifica/", progetto.verifica, name="progetto_verifica"),
    path("<int:pk>/concludi/", progetto.concludi, name="progetto_concludi"),
    path("<int:pk>/interrompi/", progetto.interrompi, name="progetto_interrompi"),
]
isee_urls = [
    path("<int:pk>/modifica/", isee.modifica, name="isee_modifica"),
]
comune_urls = [
    path("", comune.elenco, name="comune_elenco"),
    path("esporta/", comune.esporta, name="comune_esporta"),
    path("nuovo/", comune.nuovo, name="comune_nuovo"),
    path("<int:pk>/", comune.scheda, name="comune_scheda"),
    path("<int:pk>/modifica/", comune.modifica, name="comune_modifica"),
]
ente_urls = [
    path("", ente.elenco, name="ente_elenco"),
    path("esporta/", ente.esporta, name="ente_esporta"),
    path("nuovo/", ente.nuovo, name="ente_nuovo"),
    path("<int:pk>/", ente.scheda, name="ente_scheda"),
    path("<int:pk>/modifica/", ente.modifica, name="ente_modifica"),
]
convenzione_urls = [
    path("", convenzione.elenco, name="convenzione_elenco"),
    path("esporta/", convenzione.esporta, name="convenzione_esporta"),
    path("nuova/", convenzione.nuova, name="convenzione_nuova"),
    path("<int:pk>/", convenzione.scheda, name="convenzione_scheda"),
    path("<int:pk>/modifica/", convenzione.modifica, name="convenzione_modifica"),
]
modello_lettera_urls = [
    path("", lettera.elenco, name="modello_lettera_elenco"),
    path("<int:pk>/", lettera.scheda, name="modello_lettera_scheda"),
    path("<int:pk>/prova/", lettera.prova, name="modello_lettera_prova"),
    path("<int:pk>/cambia/", lettera.cambia, name="modello_lettera_cambia"),
]
parametro_urls = [
    path("", parametro.elenco, name="parametro_elenco"),
    path("esporta/", parametro.esporta, name="parametro_esporta"),
    path("<int:pk>/", parametro.scheda, name="parametro_scheda"),
    path("<int:pk>/cambia/", parametro.cambia, name="parametro_cambia"),
]
utente_urls = [
    path("", utente.elenco, name="utente_elenco"),
    path("esporta/", utente.esporta, name="utente_esporta"),
    path("nuovo/", utente.nuovo, name="utente_nuovo"),
    path("<int:pk>/", utente.scheda, name="utente_scheda"),
    path("<int:pk>/modifica/", utente.modifica, name="utente_modifica"),
    path("<int:pk>/password/", utente.manda_password, name="utente_manda_password"),
]
registro_urls = [
    path("modifiche/", storia.registro, name="storia_registro"),
    path("letture/", storia.letture, name="storia_letture"),
]
partitario_urls = [
    path("", scadenza.elenco, name="scadenza_elenco"),
    path("esporta/", scadenza.esporta, name="scadenza_esporta"),
    path("scadenze/<int:pk>/", scadenza.scheda, name="scadenza_scheda"),
    path("scadenze/<int:pk>/annulla/", scadenza.annulla, name="scadenza_annulla"),
    path("contratti/<int:pk>/", scadenza.conto, name="partitario_contratto"),
    path("contratti/<int:pk>/scadenza/", scadenza.aggiungi, name="scadenza_aggiungi"),
    path("contratti/<int:pk>/conguaglio/", scadenza.conguaglia, name="scadenza_conguaglia"),
    path("incassi/", incasso.elenco, name="incasso_elenco"),
    path("incassi/esporta/", incasso.esporta, name="incasso_esporta"),
    path("incassi/nuovo/", incasso.nuovo, name="incasso_nuovo"),
    path("incassi/<int:pk>/", incasso.scheda, name="incasso_scheda"),
    path("incassi/<int:pk>/imputa/", incasso.imputa, name="incasso_imputa"),
    path("incassi/<int:pk>/annulla/", incasso.annulla, name="incasso_annulla"),
    path("incassi/<int:pk>/ricevuta/", incasso.ricevuta, name="incasso_ricevuta"),
    path("incassi/<int:pk>/ricevuta/crea/", incasso.ricevuta_nuova, name="incasso_crea_ricevuta"),
    path("abbinamenti/<int:pk>/annulla/", incasso.annulla_abbinamento, name="imputazione_annulla"),
    path("conti/", conto_bancario.elenco, name="conto_bancario_elenco"),
    path("conti/nuovo/", conto_bancario.nuovo, name="conto_bancario_nuovo"),
    path("estratti/", estratto_conto.elenco, name="estratto_conto_elenco"),
    path("estratti/carica/", estratto_conto.carica, name="estratto_conto_carica"),
    path("estratti/importa/<uuid:pk>/", estratto_conto.importa, name="estratto_conto_importa"),
    path("estratti/<int:pk>/", estratto_conto.scheda, name="estratto_conto_scheda"),
    path("estratti/<int:pk>/abbina-sicuri/", estratto_conto.sicuri, name="estratto_conto_abbina_sicuri"),
    path("movimenti/", movimento.elenco, name="movimento_elenco"),
    path("movimenti/esporta/", movimento.esporta, name="movimento_esporta"),
    path("movimenti/<int:pk>/", movimento.scheda, name="movimento_scheda"),
    path("movimenti/<int:pk>/abbina/", movimento.abbina, name="movimento_abbina"),
    path("movimenti/<int:pk>/ignora/", movimento.ignora, name="movimento_ignora"),
    path("movimenti/<int:pk>/riapri/", movimento.riapri, name="movimento_riapri"),
]
sede_urls = [
    path("", sede.elenco, name="sede_elenco"),
    path("esporta/", sede.esporta, name="sede_esporta"),
    path("nuova/", sede.nuova, name="sede_nuova"),
    path("<int:pk>/", sede.scheda, name="sede_scheda"),
    path("<int:pk>/modifica/", sede.modifica, name="sede_modifica"),
    path("<int:pk>/stanze/nuova/", sede.stanza_nuova, name="stanza_nuova"),
    path("stanze/<int:pk>/modifica/", sede.stanza_modifica, name="stanza_modifica"),
    path("<int:pk>/orari/nuovo/", sede.orario_nuovo, name="orario_nuovo"),
    path("orari/<int:pk>/modifica/", sede.orario_modifica, name="orario_modifica"),
    path("orari/<int:pk>/togli/", sede.orario_togli, name="orario_togli"),
    path("<int:pk>/chiusure/nuova/", sede.chiusura_nuova, name="chiusura_nuova"),
    path("<int:pk>/chiusure/<int:chiusura_pk>/togli/", sede.chiusura_togli, name="chiusura_togli"),
]
mediatore_urls = [
    path("", mediatore.elenco, name="mediatore_elenco"),
    path("esporta/", mediatore.esporta, name="mediatore_esporta"),
    path("nuovo/", mediatore.nuovo, name="mediatore_nuovo"),
    path("<int:pk>/", mediatore.scheda, name="mediatore_scheda"),
    path("<int:pk>/modifica/", mediatore.modifica, name="mediatore_modifica"),
    path("<int:pk>/disponibilita/nuova/", mediatore.disponibilita_nuova, name="disponibilita_nuova"),
    path("disponibilita/<int:pk>/togli/", mediatore.disponibilita_togli, name="disponibilita_togli"),
]
calendario_urls = [
    path("", calendario.scheda, name="calendario_scheda"),
    path("crea/", calendario.crea, name="calendario_crea"),
    path("revoca/", calendario.revoca, name="calendario_revoca"),
    re_path(r"^(?P<token>[A-Za-z0-9_-]{43})\.ics$", calendario.leggi, name="calendario_leggi"),
]

handler500 = "valdera_housing.kit.database_assente.risposta_al_guasto"
urlpatterns = [
    path("", scrivania.scrivania, name="scrivania"),
    path("", include(accesso_urls)),
    path("persone/", include(persona_urls)),
    path("nuclei/", include(nucleo_urls)),
    path("casi/", include(caso_urls)),
    path("progetti/", include(progetto_urls)),
    path("isee/", include(isee_urls)),
    path("comuni/", include(comune_urls)),
    path("enti/", include(ente_urls)),
    path("convenzioni/", include(convenzione_urls)),
    path("lettere/modelli/", include(modello_lettera_urls)),
    path("lettere/<int:pk>/", lettera.scarica, name="lettera_scarica"),
    path("parametri/", include(parametro_urls)),
    path("utenti/", include(utente_urls)),
    path("registro/", include(registro_urls)),
    path("partitario/", include(partitario_urls)),
    path("sedi/", include(sede_urls)),
    path("mediatori/", include(mediatore_urls)),
    path("calendario/", include(calendario_urls)),
    path("cerca/", ricerca.cerca, name="cerca"),
    path("linee/", linea.elenco, name="linea_elenco"),
    path("lavori/<uuid:pk>/", lavoro.scheda, name="lavoro_scheda"),
    path("glossario/", glossario.glossario, name="glossario"),
    path("galleria/", galleria.galleria, name="galleria"),
    path("gestore/", include("gestore.urls")),
    path("sportello/", include("sportello.urls")),
    path("fondo-garanzia/", include("fondo_garanzia.urls")),
    path("formazione/", include("formazione.urls")),
    path("cohousing/", include("cohousing.urls")),
    path("rendicontazione/", include("rendicontazione.urls")),
    path("amministrazione/", admin.site.urls),
]
