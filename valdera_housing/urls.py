"""Addresses of the registry and of the shell; each app brings its own under its name."""

from django.contrib import admin
from django.urls import include, path, re_path, register_converter

from valdera_housing.views import (
    accesso,
    comune,
    convenzione,
    ente,
    galleria,
    glossario,
    lavoro,
    linea,
    nucleo,
    parametro,
    persona,
    ricerca,
    scrivania,
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

handler500 = "valdera_housing.kit.database_assente.risposta_al_guasto"
urlpatterns = [
    path("", scrivania.scrivania, name="scrivania"),
    path("", include(accesso_urls)),
    path("persone/", include(persona_urls)),
    path("nuclei/", include(nucleo_urls)),
    path("comuni/", include(comune_urls)),
    path("enti/", include(ente_urls)),
    path("convenzioni/", include(convenzione_urls)),
    path("parametri/", include(parametro_urls)),
    path("utenti/", include(utente_urls)),
    path("registro/", include(registro_urls)),
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
