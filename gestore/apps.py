from django.apps import AppConfig


class GestoreConfig(AppConfig):
    name = "gestore"
    verbose_name = "Gestore immobiliare sociale"

    def ready(self) -> None:
        from gestore.linea import SERVIZIO  # noqa: PLC0415 - models must be loaded first
        from valdera_housing.linea import registra  # noqa: PLC0415

        registra(SERVIZIO)
