"""Addresses of the fund."""

from datetime import date

from django.urls import path, register_converter

from fondo_garanzia.views import (
    anticipo,
    atto_anticipo,
    atto_escussione,
    atto_garanzia,
    conto,
    escussione,
    fondo,
    garanzia,
    indicatore,
    invio,
    movimento,
    presentazione,
    richiesta_anticipo,
    richiesta_garanzia,
    riga,
    rivalsa,
)


class MeseDelConto:
    """``2026-11``: the first day of a month; what is not a month is not an address."""

    regex = r"20\d{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


register_converter(MeseDelConto, "mese_del_conto")

FONDI = [
    path("fondi/", fondo.elenco, name="fondo_elenco"),
    path("fondi/esporta/", fondo.esporta, name="fondo_esporta"),
    path("fondi/dota/", fondo.dota, name="fondo_dota"),
    path("fondi/<int:pk>/", fondo.scheda, name="fondo_scheda"),
    path("fondi/<int:pk>/storia/", fondo.storia, name="fondo_storia"),
    path("fondi/<int:pk>/storna/", fondo.storna, name="fondo_storna"),
    path("fondi/<int:pk>/movimenti/nuovo/", movimento.nuovo, name="movimento_nuovo"),
]
MOVIMENTI = [
    path("movimenti/", movimento.elenco, name="movimento_elenco"),
    path("movimenti/esporta/", movimento.esporta, name="movimento_esporta"),
    path("movimenti/<int:pk>/", movimento.scheda, name="movimento_scheda"),
    path("movimenti/<int:pk>/documento/", movimento.file, name="movimento_documento"),
    path("movimenti/<int:pk>/rettifica/", movimento.rettifica, name="movimento_rettifica"),
]
GARANZIE = [
    path("garanzie/", garanzia.elenco, name="garanzia_elenco"),
    path("garanzie/esporta/", garanzia.esporta, name="garanzia_esporta"),
    path("garanzie/nuova/", richiesta_garanzia.nuova, name="garanzia_nuova"),
    path("garanzie/nuova/contratto/<str:codice>/", richiesta_garanzia.contratto, name="garanzia_contratto"),
    path("garanzie/nuova/<int:pk>/", richiesta_garanzia.richiedi, name="garanzia_richiedi"),
    path("garanzie/<int:pk>/", garanzia.scheda, name="garanzia_scheda"),
    path("garanzie/<int:pk>/storia/", garanzia.storia, name="garanzia_storia"),
    path("garanzie/<int:pk>/accettazione/", garanzia.accettazione, name="garanzia_accettazione"),
    path("garanzie/<int:pk>/modifica/", richiesta_garanzia.modifica, name="garanzia_modifica"),
    path("garanzie/<int:pk>/istruisci/", atto_garanzia.istruisci, name="garanzia_istruisci"),
    path("garanzie/<int:pk>/approva/", atto_garanzia.approva, name="garanzia_approva"),
    path("garanzie/<int:pk>/rifiuta/", atto_garanzia.rifiuta, name="garanzia_rifiuta"),
    path("garanzie/<int:pk>/ritira/", atto_garanzia.ritira, name="garanzia_ritira"),
    path("garanzie/<int:pk>/attiva/", atto_garanzia.attiva, name="garanzia_attiva"),
    path("garanzie/<int:pk>/crea-lettera/", atto_garanzia.crea_lettera, name="garanzia_crea_lettera"),
    path("garanzie/<int:pk>/sospendi/", atto_garanzia.sospendi, name="garanzia_sospendi"),
    path("garanzie/<int:pk>/riprendi/", atto_garanzia.riprendi, name="garanzia_riprendi"),
    path("garanzie/<int:pk>/svincola/", atto_garanzia.svincola, name="garanzia_svincola"),
    path("garanzie/<int:pk>/revoca/", atto_garanzia.revoca, name="garanzia_revoca"),
    path("garanzie/<int:pk>/chiudi/", atto_garanzia.chiudi, name="garanzia_chiudi"),
    path("garanzie/<int:pk>/escussione/nuova/", atto_escussione.presenta, name="garanzia_presenta_escussione"),
]
ESCUSSIONI = [
    path("escussioni/", escussione.elenco, name="escussione_elenco"),
    path("escussioni/esporta/", escussione.esporta, name="escussione_esporta"),
    path("escussioni/<int:pk>/", escussione.scheda, name="escussione_scheda"),
    path("escussioni/<int:pk>/storia/", escussione.storia, name="escussione_storia"),
    path("escussioni/<int:pk>/documenti/<int:file_pk>/", escussione.file, name="escussione_file"),
    path("escussioni/<int:pk>/modifica/", atto_escussione.modifica, name="escussione_modifica"),
    path("escussioni/<int:pk>/allega/", atto_escussione.allega, name="escussione_allega"),
    path(
        "escussioni/<int:pk>/chiedi-integrazione/",
        atto_escussione.chiedi_integrazione,
        name="escussione_chiedi_integrazione",
    ),
    path("escussioni/<int:pk>/valuta/", atto_escussione.valuta, name="escussione_valuta"),
    path("escussioni/<int:pk>/approva/", atto_escussione.approva, name="escussione_approva"),
    path("escussioni/<int:pk>/rifiuta/", atto_escussione.rifiuta, name="escussione_rifiuta"),
    path("escussioni/<int:pk>/ritira/", atto_escussione.ritira, name="escussione_ritira"),
    path("escussioni/<int:pk>/liquida/", atto_escussione.liquida, name="escussione_liquida"),
    path("escussioni/<int:pk>/crea-lettera/", atto_escussione.crea_lettera, name="escussione_crea_lettera"),
]
RIVALSE = [
    path("rivalse/", rivalsa.elenco, name="rivalsa_elenco"),
    path("rivalse/esporta/", rivalsa.esporta, name="rivalsa_esporta"),
    path("rivalse/<int:pk>/", rivalsa.scheda, name="rivalsa_scheda"),
    path("rivalse/<int:pk>/storia/", rivalsa.storia, name="rivalsa_storia"),
    path("rivalse/<int:pk>/riprogramma/", rivalsa.riprogramma, name="rivalsa_riprogramma"),
    path("rivalse/<int:pk>/stralcia/", rivalsa.stralcia, name="rivalsa_stralcia"),
    path("rivalse/<int:pk>/lettera/", rivalsa.crea_lettera, name="rivalsa_crea_lettera"),
]
ANTICIPI = [
    path("anticipi/", anticipo.elenco, name="anticipo_elenco"),
    path("anticipi/esporta/", anticipo.esporta, name="anticipo_esporta"),
    path("anticipi/nuovo/", richiesta_anticipo.nuovo, name="anticipo_nuovo"),
    path("anticipi/<int:pk>/", anticipo.scheda, name="anticipo_scheda"),
    path("anticipi/<int:pk>/storia/", anticipo.storia, name="anticipo_storia"),
    path("anticipi/<int:pk>/modifica/", richiesta_anticipo.modifica, name="anticipo_modifica"),
    path("anticipi/<int:pk>/istruisci/", atto_anticipo.istruisci, name="anticipo_istruisci"),
    path("anticipi/<int:pk>/approva/", atto_anticipo.approva, name="anticipo_approva"),
    path("anticipi/<int:pk>/rifiuta/", atto_anticipo.rifiuta, name="anticipo_rifiuta"),
    path("anticipi/<int:pk>/ritira/", atto_anticipo.ritira, name="anticipo_ritira"),
    path("anticipi/<int:pk>/eroga/", atto_anticipo.eroga, name="anticipo_eroga"),
    path(
        "anticipi/<int:pk>/annulla-erogazione/",
        atto_anticipo.annulla_erogazione,
        name="anticipo_annulla_erogazione",
    ),
    path("anticipi/<int:pk>/riprogramma/", atto_anticipo.riprogramma, name="anticipo_riprogramma"),
    path("anticipi/<int:pk>/stralcia/", atto_anticipo.stralcia, name="anticipo_stralcia"),
    path("anticipi/<int:pk>/crea-lettera/", atto_anticipo.crea_lettera, name="anticipo_crea_lettera"),
]
CONTO = [
    path("conto/", conto.scheda, name="conto_scheda"),
    path("conto/<mese_del_conto:mese>/", conto.mese_scheda, name="mese_scheda"),
    path("conto/<mese_del_conto:mese>/esporta/", conto.mese_esporta, name="mese_esporta"),
    path("conto/<mese_del_conto:mese>/chiudi/", conto.mese_chiudi, name="mese_chiudi"),
    path("conto/<mese_del_conto:mese>/riapri/", conto.mese_riapri, name="mese_riapri"),
    path("conto/righe/<int:pk>/", riga.scheda, name="riga_scheda"),
    path("conto/righe/<int:pk>/riscontra/", riga.riscontra, name="riga_riscontra"),
    path("conto/righe/<int:pk>/registra/", riga.registra, name="riga_registra"),
    path("conto/righe/<int:pk>/sciogli/", riga.sciogli, name="riga_sciogli"),
]
INVII = [
    path("invii/", invio.elenco, name="invio_elenco"),
    path("invii/<int:pk>/prendi/", invio.prendi, name="invio_prendi"),
    path("invii/<int:pk>/concludi/", invio.concludi, name="invio_concludi"),
]
INDICATORI = [
    path("indicatori/", indicatore.elenco, name="indicatore_elenco"),
    path("indicatori/<slug:codice>/", indicatore.scheda, name="indicatore_scheda"),
]

app_name = "fondo_garanzia"
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *FONDI,
    *MOVIMENTI,
    *GARANZIE,
    *ESCUSSIONI,
    *RIVALSE,
    *ANTICIPI,
    *CONTO,
    *INVII,
    *INDICATORI,
]
