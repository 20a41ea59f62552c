from django.apps import AppConfig


class CohousingConfig(AppConfig):
    name = "cohousing"
    verbose_name = "Soluzioni abitative innovative"
