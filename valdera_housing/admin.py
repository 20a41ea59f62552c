"""The technical admin: tables to look at, for superusers alone. The office does not need it; acts write, not this."""

from django.contrib import admin

from valdera_housing.kit.amministrazione import SolaLettura
from valdera_housing.models import Comune, Convenzione, Ente, Nucleo, Parametro, Persona, Utente


@admin.register(Persona)
class PersonaAdmin(SolaLettura):
    list_display = ("cognome", "nome", "codice_fiscale", "nato_il", "comune")
    list_filter = ("comune",)
    search_fields = ("cognome", "nome", "codice_fiscale")


@admin.register(Nucleo)
class NucleoAdmin(SolaLettura):
    list_display = ("codice", "comune", "in_carico", "in_carico_dal")
    list_filter = ("comune", "in_carico")
    search_fields = ("codice",)


@admin.register(Utente)
class UtenteAdmin(SolaLettura):
    list_display = ("username", "last_name", "first_name", "email", "is_active")
    search_fields = ("username", "last_name", "email")
    exclude = ("password",)


@admin.register(Parametro)
class ParametroAdmin(SolaLettura):
    list_display = ("descrizione", "valore", "unita", "valido_dal", "valido_al", "atto")


admin.site.register([Comune, Convenzione, Ente], SolaLettura)
