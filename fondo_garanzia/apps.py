from django.apps import AppConfig


class FondoGaranziaConfig(AppConfig):
    name = "fondo_garanzia"
    verbose_name = "Fondo di garanzia"
