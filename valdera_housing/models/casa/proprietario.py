import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower

from valdera_housing.choices import Ruolo
from valdera_housing.models.anagrafe.persona import SenzaAccenti
from valdera_housing.models.ente.utente import Utente


class ProprietarioQuerySet(models.QuerySet):
    def visibili_a(self, utente: Utente) -> "ProprietarioQuerySet":
        """Owners are counterparts of the ETS, not people served: who keeps or audits the contracts reads them."""
        vedono = (
            Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE,
        )  # fmt: skip
        return self if utente.ha_ruolo(*vedono) else self.none()

    def cercati(self, testo: str) -> "ProprietarioQuerySet":
        trovati = self
        for parola in testo.replace("\x00", "").split():
            trovati = trovati.filter(cercabile__contains=SenzaAccenti(Lower(Value(parola))))
        return trovati


@pghistory.track(exclude=["cercabile"])
class Proprietario(models.Model):
    """Who owns a home, a person or a company, with what is needed to write to them and to pay them."""

    denominazione = models.CharField("cognome e nome, o denominazione", max_length=160)
    persona_giuridica = models.BooleanField("è una società o un ente", default=False)
    codice_fiscale = models.CharField("codice fiscale", max_length=16, unique=True, null=True, blank=True)
    partita_iva = models.CharField("partita IVA", max_length=11, blank=True)
    indirizzo = models.CharField("indirizzo per la posta", max_length=200, blank=True)
    telefono = models.CharField("telefono", max_length=30, blank=True)
    email = models.EmailField("e-mail", blank=True)
    pec = models.EmailField("PEC", blank=True)
    iban = models.CharField("IBAN", max_length=34, blank=True)
    cercabile = models.GeneratedField(
        expression=SenzaAccenti(Lower(Concat(F("denominazione"), Value(" "), F("partita_iva")))),
        output_field=models.TextField(),
        db_persist=True,
    )
    versione = models.PositiveIntegerField(default=1, editable=False)

    objects = ProprietarioQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "proprietario", "proprietari"
        ordering = ["denominazione", "pk"]
        indexes = [
            models.Index(fields=["denominazione", "id"], name="proprietario_in_ordine"),
            GinIndex(OpClass(F("cercabile"), name="gin_trgm_ops"), name="proprietario_cercabile"),
        ]
        constraints = [
            models.CheckConstraint(
                name="proprietario_iban_scritto_bene",
                condition=Q(iban="") | Q(iban__regex=r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"),
                violation_error_message="L'IBAN comincia con due lettere e due cifre, senza spazi.",
            )
        ]

    def __str__(self) -> str:
        return self.denominazione
