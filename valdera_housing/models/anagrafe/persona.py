from datetime import date

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Lower

from valdera_housing.choices import Ruolo, Sesso
from valdera_housing.models.ente.comune import Comune
from valdera_housing.models.ente.utente import Utente
from valdera_housing.rules.codice_fiscale import controlla_codice_fiscale, controlla_codice_sanitario


class SenzaAccenti(Func):
    """``unaccent`` made immutable by our first migration, so that it can be indexed and generated."""

    function = "senza_accenti"
    output_field = models.TextField()


def valida_codice_fiscale(codice: str) -> None:
    if not (esito := controlla_codice_fiscale(codice)).positivo:
        raise ValidationError(str(esito))


def valida_codice_sanitario(codice: str) -> None:
    if not (esito := controlla_codice_sanitario(codice)).positivo:
        raise ValidationError(str(esito))


class PersonaQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "PersonaQuerySet":
        """Social workers: people of their comuni. ETS desk and manager: people taken in charge by the service."""
        condizione = Q(pk__in=[])
        if utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE):
            condizione |= Q(comune__in=utente.comuni_seguiti)
        if utente.ha_ruolo(Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS):
            # One open membership at a time (exclusion constraint): the join cannot repeat a person.
            condizione |= Q(appartenenze__nucleo__in_carico=True, appartenenze__al=None)
        return self.filter(condizione)

    def cercate(self, testo: str) -> "PersonaQuerySet":
        """By words of surname and name (accents, case and order do not matter) or the start of the codice fiscale."""
        trovate = self
        for parola in testo.replace("\x00", "").split():
            trovate = trovate.filter(
                Q(nome_cercabile__contains=SenzaAccenti(Lower(Value(parola))))
                | Q(codice_fiscale__startswith=parola.upper())
            )
        return trovate

    def simili_a(self, cognome: str, nome: str, nato_il: date | None) -> "PersonaQuerySet":
        """Possible duplicates: the same name written alike, either way round, with no different birth date."""
        nomi = [SenzaAccenti(Lower(Value(f"{a} {b}"))) for a, b in ((cognome, nome), (nome, cognome))]
        stessa_nascita = Q(nato_il=nato_il) | Q(nato_il=None) if nato_il else Q()
        return self.filter(Q(nome_cercabile=nomi[0]) | Q(nome_cercabile=nomi[1]), stessa_nascita)


@pghistory.track(exclude=["nome_cercabile"])
class Persona(models.Model):
    """A person served, or the counterpart of a contract. The codice fiscale may come later; STP/ENI stay apart."""

    dati_personali = True

    cognome = models.CharField("cognome", max_length=80)
    nome = models.CharField("nome", max_length=80)
    nome_cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("cognome"), Value(" "), F("nome")))),
        output_field=models.TextField(),
        db_persist=True,
    )
    codice_fiscale = models.CharField(
        "codice fiscale",
        max_length=16,
        unique=True,
        null=True,
        blank=True,
        validators=[valida_codice_fiscale],
        error_messages={"unique": "Questo codice fiscale è già di un'altra persona."},
    )
    codice_sanitario_provvisorio = models.CharField(
        "codice STP o ENI", max_length=16, blank=True, validators=[valida_codice_sanitario]
    )
    codice_sanitario_scade_il = models.DateField("il codice STP o ENI scade il", null=True, blank=True)
    sesso = models.CharField("sesso", max_length=1, choices=Sesso, blank=True)
    nato_il = models.DateField("data di nascita", null=True, blank=True)
    luogo_nascita = models.CharField("luogo di nascita", max_length=80, blank=True)
    cittadinanza = models.CharField("cittadinanza", max_length=60, blank=True)
    comune = models.ForeignKey(Comune, models.PROTECT, verbose_name="comune di riferimento", related_name="+")
    indirizzo = models.CharField("indirizzo", max_length=160, blank=True)
    indirizzo_protetto = models.BooleanField("indirizzo da tenere segreto", default=False)
    telefono = models.CharField("telefono", max_length=30, blank=True)
    email = models.EmailField("e-mail", blank=True)
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = PersonaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "persona", "persone"
        indexes = [
            models.Index(fields=["nome_cercabile", "id"], name="persona_in_ordine"),
            models.Index(fields=["comune", "nome_cercabile", "id"], name="persona_per_comune"),
            GinIndex(OpClass(F("nome_cercabile"), name="gin_trgm_ops"), name="persona_per_nome"),
        ]
        constraints = [
            models.CheckConstraint(
                name="persona_codice_fiscale_maiuscolo",
                condition=Q(codice_fiscale=None) | Q(codice_fiscale__regex=r"^([A-Z0-9]{16}|[0-9]{11})$"),
                violation_error_message="Il codice fiscale ha 16 lettere e cifre, o 11 cifre se provvisorio.",
            ),
            models.CheckConstraint(
                name="persona_codice_sanitario_a_parte",
                condition=Q(codice_sanitario_provvisorio="")
                | Q(codice_sanitario_provvisorio__regex=r"^(STP|ENI)\d{13}$"),
                violation_error_message="Il codice STP o ENI ha le tre lettere e 13 cifre.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cognome} {self.nome}"

    def indirizzo_visibile_a(self, utente: Utente) -> bool:
        """A protected address is read only by the roles that need it (quality S11)."""
        return not self.indirizzo_protetto or utente.ha_ruolo(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE_ETS)

    def indirizzo_per(self, utente: Utente) -> str:
        return self.indirizzo if self.indirizzo_visibile_a(utente) else "indirizzo protetto"
