from django.apps import AppConfig


class CohousingConfig(AppConfig):
    name = "cohousing"
    verbose_name = "Soluzioni abitative innovative"

    def ready(self) -> None:
        from cohousing.linea import SERVIZIO  # noqa: PLC0415 - models must be loaded first
        from valdera_housing.linea import registra  # noqa: PLC0415

        registra(SERVIZIO)
