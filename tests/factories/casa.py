"""Homes, owners, contracts, cases and dues of the tests."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from tests.factories.persone import ComuneFactory, MembroNucleoFactory, NucleoFactory, UtenteFactory
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import (
    FormatoEstratto,
    Linea,
    NaturaContratto,
    Ruolo,
    TipoContratto,
    TipoScadenza,
    Verso,
)
from valdera_housing.models import (
    AccordoTerritoriale,
    Alloggio,
    Caso,
    ContoBancario,
    Contratto,
    EstrattoConto,
    FasciaAccordo,
    Incasso,
    Invio,
    Isee,
    MovimentoBancario,
    Nucleo,
    Proprietario,
    Scadenza,
)


class ProprietarioFactory(DjangoModelFactory):
    class Meta:
        model = Proprietario

    denominazione = factory.Sequence(lambda n: f"Gino Baldi {n}")
    codice_fiscale = factory.Sequence(lambda n: f"BLDGNI{n:010d}")
    iban = "IT60X0542811101000000123456"


class AlloggioFactory(DjangoModelFactory):
    class Meta:
        model = Alloggio

    codice = factory.Sequence(lambda n: f"A-2018-{n + 1:04d}")
    comune = factory.SubFactory(ComuneFactory)
    indirizzo = "via Roma"
    civico = factory.Sequence(lambda n: str(n + 1))
    cap = "56025"
    camere = 2
    posti_letto = 4
    mq_calpestabili = Decimal("70.00")
    segnalato_il = date(2026, 1, 10)
    stato_dal = date(2026, 1, 10)


class ContrattoFactory(DjangoModelFactory):
    """A head lease in draft: 3+2 from 01/04/2026, 550 euro a month."""

    class Meta:
        model = Contratto

    numero = factory.Sequence(lambda n: f"L-2018-{n + 1:04d}")
    natura = NaturaContratto.TESTA
    tipo = TipoContratto.CONCORDATO_3_2
    alloggio = factory.SubFactory(AlloggioFactory)
    proprietario = factory.SubFactory(ProprietarioFactory)
    inizio = date(2026, 4, 1)
    fine = date(2029, 3, 31)
    fine_effettiva = factory.SelfAttribute("fine")
    canone_mensile = Decimal("550.00")
    deposito = Decimal("1100.00")


def nucleo_con_adulto(**altro: object) -> Nucleo:
    """A household in charge whose head is an adult with a codice fiscale."""
    nucleo = NucleoFactory(preso_in_carico=True, **altro)
    MembroNucleoFactory(
        nucleo=nucleo, persona__comune=nucleo.comune, persona__nato_il=date(1980, 5, 1),
        persona__codice_fiscale=f"RSSMRA80E41G{nucleo.pk % 1000:03d}X", dal=date(2026, 1, 1),
    )  # fmt: skip
    return nucleo


class CasoFactory(DjangoModelFactory):
    class Meta:
        model = Caso

    numero = factory.Sequence(lambda n: f"C-2018-{n + 1:04d}")
    nucleo = factory.LazyFunction(nucleo_con_adulto)
    assistente_sociale = factory.SubFactory(UtenteFactory, ruoli=[Ruolo.ASSISTENTE_SOCIALE])
    aperto_il = date(2026, 2, 1)
    ultima_attivita_il = factory.SelfAttribute("aperto_il")


class InvioFactory(DjangoModelFactory):
    class Meta:
        model = Invio

    caso = factory.SubFactory(CasoFactory)
    linea = Linea.GIS
    motivo = "Sfratto fra due mesi, due figli alla scuola primaria"
    inviato_da = factory.SelfAttribute("caso.assistente_sociale")
    inviato_il = date(2026, 11, 2)


class IseeFactory(DjangoModelFactory):
    class Meta:
        model = Isee

    nucleo = factory.LazyFunction(nucleo_con_adulto)
    valore = Decimal("9800.00")
    reddito_annuo = Decimal("14400.00")
    presentata_il = date(2026, 2, 10)
    scade_il = date(2026, 12, 31)


class ScadenzaFactory(DjangoModelFactory):
    """The rent of November 2026 owed by a household: 360 euro, due on the 5th."""

    class Meta:
        model = Scadenza

    chiave = factory.Sequence(lambda n: f"prova/{n}")
    verso = Verso.ENTRATA
    tipo = TipoScadenza.CANONE
    linea = Linea.GIS
    intestazione = "Maria Rossi"
    competenza = date(2026, 11, 1)
    descrizione = "Canone di novembre 2026"
    importo = Decimal("360.00")
    scade_il = date(2026, 11, 5)


class IncassoFactory(DjangoModelFactory):
    class Meta:
        model = Incasso

    numero = factory.Sequence(lambda n: f"I-2018-{n + 1:04d}")
    verso = Verso.ENTRATA
    data = date(2026, 11, 5)
    importo = Decimal("360.00")
    chi = "Maria Rossi"
    registrato_da = factory.SubFactory(UtenteFactory, ruoli=[Ruolo.CONTABILE_ETS])


# --- bank ---------------------------------------------------------------------------------


class ContoBancarioFactory(DjangoModelFactory):
    class Meta:
        model = ContoBancario
        django_get_or_create = ("iban",)

    nome = "Banca di Pisa, canoni"
    iban = "IT60X0542811101000000123456"


class EstrattoContoFactory(DjangoModelFactory):
    """November 2026, as imported from a CSV."""

    class Meta:
        model = EstrattoConto

    conto = factory.SubFactory(ContoBancarioFactory)
    documento = factory.LazyFunction(lambda: archivia_documento(b"%PDF-1.7 estratto", "estratto.pdf", utente=None))
    formato = FormatoEstratto.CSV
    dal = date(2026, 11, 1)
    al = date(2026, 11, 15)
    importato_da = factory.SubFactory(UtenteFactory, ruoli=[Ruolo.CONTABILE_ETS])


class MovimentoBancarioFactory(DjangoModelFactory):
    """360 euro that came in on 4 November 2026 from Maria Rossi."""

    class Meta:
        model = MovimentoBancario

    estratto = factory.SubFactory(EstrattoContoFactory)
    conto = factory.SelfAttribute("estratto.conto")
    data = date(2026, 11, 4)
    valuta = factory.SelfAttribute("data")
    importo = Decimal("360.00")
    controparte = "Rossi Maria"
    causale = "Affitto novembre"
    impronta = factory.Sequence(lambda n: f"{n:064d}")


class AccordoTerritorialeFactory(DjangoModelFactory):
    """An accord in force since 2024, still open."""

    class Meta:
        model = AccordoTerritoriale

    comune = factory.SubFactory(ComuneFactory)
    depositato_il = date(2023, 12, 1)
    valido_dal = date(2024, 1, 1)


class FasciaAccordoFactory(DjangoModelFactory):
    """60,00–96,00 € a m² in a year: 350,00–560,00 a month for a home of 70 m²."""

    class Meta:
        model = FasciaAccordo

    accordo = factory.SubFactory(AccordoTerritorialeFactory)
    zona = "Zona 1, centro"
    subfascia = factory.Sequence(lambda n: f"Sottofascia {n + 1}")
    minimo_mq_anno = Decimal("60.00")
    massimo_mq_anno = Decimal("96.00")
