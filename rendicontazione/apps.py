from django.apps import AppConfig


class RendicontazioneConfig(AppConfig):
    name = "rendicontazione"
    verbose_name = "Rendicontazione"

    def ready(self) -> None:
        from rendicontazione.linea import SERVIZIO  # noqa: PLC0415 - models must be loaded first
        from valdera_housing.linea import registra  # noqa: PLC0415

        registra(SERVIZIO)
