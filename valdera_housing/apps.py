from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.core import checks


class ValderaHousingConfig(AppConfig):
    name = "valdera_housing"
    verbose_name = "Servizi abitativi"
    default = True

    def ready(self) -> None:
        from valdera_housing.linea import REGISTRO, registra  # noqa: PLC0415 - models must be loaded first
        from valdera_housing.queries.accesso import controlla_accessi_di_prova  # noqa: PLC0415

        registra(REGISTRO)
        checks.register(controlla_accessi_di_prova, checks.Tags.security, deploy=True)


class AmministrazioneConfig(admin_apps.AdminConfig):
    """Django's admin, behind our login."""

    default = False
    default_site = "valdera_housing.kit.amministrazione.SitoTecnico"
