from django.apps import AppConfig


class FormazioneConfig(AppConfig):
    name = "formazione"
    verbose_name = "Formazione e partecipazione"

    def ready(self) -> None:
        from formazione.linea import SERVIZIO  # noqa: PLC0415 - models must be loaded first
        from valdera_housing.linea import registra  # noqa: PLC0415

        registra(SERVIZIO)
