from django.urls import path

from fondo_garanzia.views import invio, presentazione, rivalsa

app_name = "fondo_garanzia"

RIVALSE: list = [
    path("rivalse/", rivalsa.elenco, name="rivalsa_elenco"),
    path("rivalse/esporta/", rivalsa.esporta, name="rivalsa_esporta"),
    path("rivalse/<int:pk>/", rivalsa.scheda, name="rivalsa_scheda"),
    path("rivalse/<int:pk>/storia/", rivalsa.storia, name="rivalsa_storia"),
    path("rivalse/<int:pk>/riprogramma/", rivalsa.riprogramma, name="rivalsa_riprogramma"),
    path("rivalse/<int:pk>/stralcia/", rivalsa.stralcia, name="rivalsa_stralcia"),
    path("rivalse/<int:pk>/lettera/", rivalsa.crea_lettera, name="rivalsa_crea_lettera"),
]

INVII: list = [
    path("invii/", invio.elenco, name="invio_elenco"),
    path("invii/<int:pk>/prendi/", invio.prendi, name="invio_prendi"),
    path("invii/<int:pk>/concludi/", invio.concludi, name="invio_concludi"),
]

urlpatterns = [
    path("", presentazione.presentazione, name="presentazione"),
    *RIVALSE,
    *INVII,
]
