from django.apps import AppConfig


class FondoGaranziaConfig(AppConfig):
    name = "fondo_garanzia"
    verbose_name = "Fondo di garanzia"

    def ready(self) -> None:
        from fondo_garanzia.linea import SERVIZIO  # noqa: PLC0415 - models must be loaded first
        from valdera_housing.linea import registra  # noqa: PLC0415

        registra(SERVIZIO)
