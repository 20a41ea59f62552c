from datetime import date

from django.urls import path, register_converter

from fondo_garanzia.views import conto, presentazione, riga


class MeseDelConto:
    """``2026-11``: the first day of a month; what is not a month is not an address."""

    regex = r"20\d{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


register_converter(MeseDelConto, "mese_del_conto")

app_name = "fondo_garanzia"
urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    # the dedicated account
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
