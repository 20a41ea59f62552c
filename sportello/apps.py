from django.apps import AppConfig


class SportelloConfig(AppConfig):
    name = "sportello"
    verbose_name = "Accompagnamento e sportello"

    def ready(self) -> None:
        from sportello.linea import SERVIZIO  # noqa: PLC0415 - models must be loaded first
        from valdera_housing.linea import registra  # noqa: PLC0415

        registra(SERVIZIO)
