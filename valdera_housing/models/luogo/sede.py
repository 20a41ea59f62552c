from datetime import date

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from valdera_housing.choices import GiornoSettimana, TipoSede, UsoStanza
from valdera_housing.models.ente.comune import Comune


class SedeQuerySet(models.QuerySet):
    def attive(self) -> "SedeQuerySet":
        return self.filter(attiva=True)


@pghistory.track()
class Sede(models.Model):
    """A place where people are received: the desk at the Unione, those on call in the comuni, others.

    ``minuti_viaggio`` is how long it takes to get there from the main desk, kept free before and after.
    """

    nome = models.CharField("nome", max_length=80, unique=True)
    tipo = models.CharField("tipo", max_length=12, choices=TipoSede)
    comune = models.ForeignKey(Comune, models.PROTECT, verbose_name="comune", related_name="+")
    indirizzo = models.CharField("indirizzo", max_length=160, blank=True)
    telefono = models.CharField("telefono", max_length=30, blank=True)
    minuti_viaggio = models.PositiveSmallIntegerField("minuti di viaggio dalla sede centrale", default=0)
    attiva = models.BooleanField("in uso", default=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = SedeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "sede", "sedi"
        ordering = ["tipo", "nome"]
        constraints = [
            models.CheckConstraint(
                name="sede_viaggio_ragionevole",
                condition=Q(minuti_viaggio__lte=180),
                violation_error_message="Il viaggio dura al massimo 180 minuti.",
            )
        ]

    def __str__(self) -> str:
        return self.nome


@pghistory.track()
class Stanza(models.Model):
    """A room of a place, with what it may be used for and how many people it holds (domain.md 4, room rules)."""

    sede = models.ForeignKey(Sede, models.PROTECT, verbose_name="sede", related_name="stanze")
    nome = models.CharField("nome", max_length=40)
    uso = models.CharField("uso", max_length=16, choices=UsoStanza)
    posti = models.PositiveSmallIntegerField("posti", null=True, blank=True)
    minuti_massimi = models.PositiveSmallIntegerField("durata massima, in minuti", null=True, blank=True)
    attiva = models.BooleanField("in uso", default=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "stanza", "stanze"
        ordering = ["sede", "nome"]
        constraints = [
            models.UniqueConstraint(
                name="stanza_nome_unico",
                fields=["sede", "nome"],
                violation_error_message="Questa sede ha già una stanza con questo nome.",
            ),
            models.CheckConstraint(
                name="stanza_misure_positive",
                condition=(Q(posti=None) | Q(posti__gte=1)) & (Q(minuti_massimi=None) | Q(minuti_massimi__gte=15)),
                violation_error_message="Una stanza ha almeno un posto, e si usa per almeno 15 minuti.",
            ),
        ]

    def __str__(self) -> str:
        return self.nome


class OrarioAperturaQuerySet(models.QuerySet):
    def validi(self, dal: date, al: date) -> "OrarioAperturaQuerySet":
        """Hours in force on some day of a closed range."""
        return self.filter(Q(valido_al=None) | Q(valido_al__gte=dal), valido_dal__lte=al)


@pghistory.track()
class OrarioApertura(models.Model):
    """When a desk receives on a day of the week, in local hours; ``stanza`` is where, when it has rooms."""

    sede = models.ForeignKey(Sede, models.PROTECT, verbose_name="sede", related_name="orari")
    stanza = models.ForeignKey(Stanza, models.PROTECT, verbose_name="stanza", null=True, blank=True, related_name="+")
    giorno = models.PositiveSmallIntegerField("giorno", choices=GiornoSettimana)
    dalle = models.TimeField("dalle")
    alle = models.TimeField("alle")
    valido_dal = models.DateField("valido dal")
    valido_al = models.DateField("valido al", null=True, blank=True)

    objects = OrarioAperturaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "orario di apertura", "orari di apertura"
        ordering = ["sede", "giorno", "dalle"]
        constraints = [
            models.CheckConstraint(
                name="orario_in_ordine",
                condition=Q(alle__gt=F("dalle")),
                violation_error_message="L'orario di fine segue quello di inizio.",
            ),
            models.CheckConstraint(
                name="orario_giorno_della_settimana",
                condition=Q(giorno__lte=6),
                violation_error_message="Scegli un giorno della settimana.",
            ),
            models.CheckConstraint(
                name="orario_date_in_ordine",
                condition=Q(valido_al=None) | Q(valido_al__gte=F("valido_dal")),
                violation_error_message="La fine della validità non può precedere l'inizio.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_giorno_display()} {self.dalle:%H:%M}–{self.alle:%H:%M}"


class ChiusuraQuerySet(models.QuerySet):
    def fra(self, dal: date, al: date) -> "ChiusuraQuerySet":
        return self.filter(dal__lte=al, al__gte=dal)


@pghistory.track()
class Chiusura(models.Model):
    """Days on which a desk is closed, or every desk when ``sede`` is empty; holidays and patrons are not written."""

    sede = models.ForeignKey(Sede, models.PROTECT, verbose_name="sede", null=True, blank=True, related_name="chiusure")
    dal = models.DateField("dal")
    al = models.DateField("al")
    motivo = models.CharField("motivo", max_length=120)

    objects = ChiusuraQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "chiusura", "chiusure"
        ordering = ["-dal", "pk"]
        constraints = [
            models.CheckConstraint(
                name="chiusura_date_in_ordine",
                condition=Q(al__gte=F("dal")),
                violation_error_message="L'ultimo giorno di chiusura non può precedere il primo.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.motivo}, dal {self.dal:%d/%m/%Y} al {self.al:%d/%m/%Y}"


@pghistory.track()
class Mediatore(models.Model):
    """Who interprets at an appointment, and in which languages."""

    nome = models.CharField("nome", max_length=120)
    lingue = ArrayField(models.CharField(max_length=30), verbose_name="lingue")
    telefono = models.CharField("telefono", max_length=30, blank=True)
    email = models.EmailField("e-mail", blank=True)
    attivo = models.BooleanField("disponibile", default=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "mediatore", "mediatori"
        ordering = ["nome"]
        constraints = [
            models.CheckConstraint(
                name="mediatore_con_lingue",
                condition=Q(lingue__len__gte=1),
                violation_error_message="Scrivi almeno una lingua.",
            )
        ]

    def __str__(self) -> str:
        return self.nome


@pghistory.track()
class DisponibilitaMediatore(models.Model):
    """When a mediator can come, by day of the week and local hours."""

    mediatore = models.ForeignKey(Mediatore, models.CASCADE, verbose_name="mediatore", related_name="disponibilita")
    giorno = models.PositiveSmallIntegerField("giorno", choices=GiornoSettimana)
    dalle = models.TimeField("dalle")
    alle = models.TimeField("alle")

    class Meta:
        verbose_name, verbose_name_plural = "disponibilità del mediatore", "disponibilità dei mediatori"
        ordering = ["giorno", "dalle"]
        constraints = [
            models.CheckConstraint(
                name="disponibilita_in_ordine",
                condition=Q(alle__gt=F("dalle"), giorno__lte=6),
                violation_error_message="L'orario di fine segue quello di inizio.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_giorno_display()} {self.dalle:%H:%M}–{self.alle:%H:%M}"
