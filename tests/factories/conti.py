"""The accounts of the tests: a convention of 450.000 € that starts on 1 January 2025, its lines and quarters."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from rendicontazione.choices import Macrovoce, StatoRendiconto, StatoSpesa, TipoAllegato, TipoDocumento
from rendicontazione.models import AllegatoSpesa, DocumentoSpesa, LineaBudget, Pagamento, Rendiconto, Spesa
from tests.factories.persone import EnteFactory, UtenteFactory
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Linea, RuoloEnte
from valdera_housing.kit.tempo import trimestri
from valdera_housing.models import Convenzione, Trimestre

BUDGET = {Linea.GIS: 270_000, Linea.SPO: 105_000, Linea.FON: 30_000, Linea.FOR: 30_000, Linea.COH: 15_000}


class ConvenzioneFactory(DjangoModelFactory):
    """With its twelve quarters, their open accounts and the five budgets."""

    class Meta:
        model = Convenzione
        django_get_or_create = ("numero",)
        skip_postgeneration_save = True

    numero = "12/2025"
    oggetto = "Servizio di housing sociale dell'Unione Valdera"
    stipulata_il = date(2024, 12, 18)
    inizio = date(2025, 1, 1)
    fine = date(2027, 12, 31)
    importo = Decimal("450000.00")
    cup = "J51B24000180004"
    procedente = factory.SubFactory(EnteFactory, nome="Unione Valdera", ruolo=RuoloEnte.PROCEDENTE)
    attuatore = factory.SubFactory(EnteFactory)

    @factory.post_generation
    def calendario(self, create: bool, extracted: Any, **_: Any) -> None:
        if Trimestre.objects.filter(convenzione=self).exists():
            return
        for numero, (dal, al) in enumerate(trimestri(self.inizio, 12), start=1):
            trimestre = Trimestre.objects.create(convenzione=self, numero=numero, inizio=dal, fine=al)
            Rendiconto.objects.create(trimestre=trimestre)
        LineaBudget.objects.bulk_create(
            LineaBudget(
                convenzione=self, linea=linea, numero=linea.numero, budget_iniziale=budget, budget_vigente=budget
            )
            for linea, budget in BUDGET.items()
        )


def rendiconto(numero: int = 7) -> Rendiconto:
    """The accounts of that quarter of the tests' convention."""
    return Rendiconto.objects.get(trimestre__convenzione=ConvenzioneFactory(), trimestre__numero=numero)


class DocumentoSpesaFactory(DjangoModelFactory):
    """An invoice of 1.000 + 220 VAT, 1.220 to claim, with its original and paid in the 7th quarter unless told not."""

    class Meta:
        model = DocumentoSpesa
        skip_postgeneration_save = True

    convenzione = factory.SubFactory(ConvenzioneFactory)
    tipo = TipoDocumento.FATTURA
    fornitore = "Termoidraulica Fornai S.r.l."
    partita_iva = "01998760504"
    numero = factory.Sequence(lambda n: f"{n + 1}/2026")
    data = date(2026, 9, 11)
    imponibile = Decimal("1000.00")
    iva = Decimal("220.00")
    totale = factory.LazyAttribute(lambda d: d.imponibile + d.iva)
    eleggibile = factory.LazyAttribute(lambda d: d.totale)
    cup = "J51B24000180004"
    creato_da = factory.SubFactory(UtenteFactory)

    @factory.post_generation
    def originale(self, create: bool, extracted: Any, **_: Any) -> None:
        if extracted is not False:
            file = archivia_documento(b"%PDF-1.7 " + self.numero.encode(), "fattura.pdf", utente=self.creato_da)
            AllegatoSpesa.objects.create(documento_spesa=self, documento=file, tipo=TipoAllegato.ORIGINALE)

    @factory.post_generation
    def pagato_il(self, create: bool, extracted: Any, **_: Any) -> None:
        if extracted is not False and self.totale > 0:
            Pagamento.objects.create(
                documento_spesa=self, data_valuta=extracted or date(2026, 9, 18), importo=self.totale
            )


class SpesaFactory(DjangoModelFactory):
    """A share of the whole document on line 1, in draft in the 7th quarter; ``stato=`` walks it further."""

    class Meta:
        model = Spesa
        skip_postgeneration_save = True

    numero = factory.Sequence(lambda n: f"2025/{n + 1:04d}")  # never one that an act of 2026 would give
    documento_spesa = factory.SubFactory(DocumentoSpesaFactory)
    rendiconto = factory.LazyFunction(rendiconto)
    linea = Linea.GIS
    macrovoce = Macrovoce.E
    azione = "Manutenzione degli alloggi"
    descrizione = "Sostituzione della caldaia"
    importo = factory.LazyAttribute(lambda s: s.documento_spesa.eleggibile)
    creata_da = factory.SubFactory(UtenteFactory)


def porta_a(spesa: Spesa, stato: StatoSpesa, **colonne: Any) -> Spesa:
    """Move a share to a state by hand, through PRESENTATA, as direct SQL would."""
    for passo in (StatoSpesa.PRESENTATA, stato):
        if spesa.stato != passo:
            spesa.stato = passo
            if passo == stato:
                for nome, valore in colonne.items():
                    setattr(spesa, nome, valore)
                if stato == StatoSpesa.AMMESSA and "ammesso" not in colonne:
                    spesa.ammesso = spesa.importo
            spesa.save()
    return spesa


def rendiconto_in(stato: StatoRendiconto, numero: int = 7, **colonne: Any) -> Rendiconto:
    """The accounts of a quarter already in that state, with the protocol every presented one has."""
    conti = rendiconto(numero)
    valori = {"stato": stato, "protocollo": "41877", "presentato_alle": "2026-10-30T16:40:00+01:00"} | colonne
    Rendiconto.objects.filter(pk=conti.pk).update(**valori)
    conti.refresh_from_db()
    return conti
