from django.apps import AppConfig


class FormazioneConfig(AppConfig):
    name = "formazione"
    verbose_name = "Formazione e partecipazione"
