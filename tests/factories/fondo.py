"""Funds, guarantees, claims, advances and credits of the tests, each in the state asked for."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from fondo_garanzia.actions.fondo import scrivi_movimento
from fondo_garanzia.actions.rate import apri_rate, stralcia_rate
from fondo_garanzia.choices import (
    MotivoAnticipo,
    Provenienza,
    StatoAnticipo,
    StatoEscussione,
    StatoGaranzia,
    TipoMovimento,
)
from fondo_garanzia.models import (
    Anticipo,
    CreditoRivalsa,
    Escussione,
    Fondo,
    Garanzia,
    MensilitaEscussa,
    MovimentoFondo,
    RataFondo,
)
from tests.factories.casa import ContrattoFactory, IncassoFactory, nucleo_con_adulto
from tests.factories.persone import ComuneFactory, UtenteFactory
from valdera_housing.choices import NaturaContratto, Ruolo
from valdera_housing.models import Comune, Imputazione, Incasso, Nucleo, Utente

D = Decimal
ZERO = D("0.00")


class FondoFactory(DjangoModelFactory):
    """A fund with nothing in it; ``dotato=D("25000")`` endows it."""

    class Meta:
        model = Fondo
        django_get_or_create = ("comune",)
        skip_postgeneration_save = True

    comune = factory.SubFactory(ComuneFactory)

    @factory.post_generation
    def dotato(self, create: bool, dotato: Decimal | None, **_: object) -> None:
        if dotato:
            dota(self, dotato)
            self.refresh_from_db()


def dota(fondo: Fondo, importo: Decimal, **altro: Any) -> MovimentoFondo:
    """An endowment of the comune, with its act."""
    dati = {
        "giorno": date(2026, 1, 10),
        "causale": "Dotazione",
        "atto": "Delibera di Giunta 12/2026",
        "provenienza": Provenienza.CONVENZIONE,
        "utente": UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE]),
    } | altro
    return scrivi_movimento(fondo, TipoMovimento.DOTAZIONE, importo, **dati)


def nucleo_del_fondo(fondo: Fondo) -> Nucleo:
    """A household in charge, of the comune of the fund."""
    return nucleo_con_adulto(comune=fondo.comune)


def funzionario() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


def contratto_privato(nucleo: Nucleo, **altro: Any) -> Any:
    """A private lease of a household, signed: 480 euro a month, deposit of two months."""
    dati = {
        "numero": f"P-2018-{nucleo.pk:04d}",
        "natura": NaturaContratto.PRIVATO,
        "alloggio": None,
        "nucleo": nucleo,
        "conduttore": "Maria Rossi",
        "canone_mensile": D("480.00"),
        "deposito": D("960.00"),
        "stipulato_il": date(2026, 4, 1),
        "stato": "FIRMATO",
    } | altro
    return ContrattoFactory(**dati)


class GaranziaFactory(DjangoModelFactory):
    """A guarantee of scenario 4, asked for: three rents of 480 euro and 500 of damages. ``stato`` takes it further."""

    class Meta:
        model = Garanzia

    numero = factory.Sequence(lambda n: f"GA-2018-{n + 1:04d}")
    fondo = factory.SubFactory(FondoFactory, dotato=D("25000.00"))
    nucleo = factory.LazyAttribute(lambda g: nucleo_del_fondo(g.fondo))
    contratto = factory.LazyAttribute(lambda g: contratto_privato(g.nucleo))
    proprietario = factory.SelfAttribute("contratto.proprietario")
    titolare = "Gino Baldi"
    titolare_codice = "BLDGNI50A01G843X"
    titolare_iban = "IT60X0542811101000000123456"
    motivo = "Il proprietario affitta solo con una garanzia"
    richiesta_il = date(2026, 3, 1)
    richiesta_da = factory.SubFactory(UtenteFactory, ruoli=[Ruolo.COORDINATORE_ETS])
    canone_mensile = D("480.00")
    mensilita = 3
    massimale_canoni = D("1440.00")
    massimale_danni = D("500.00")
    inizio = date(2026, 4, 1)
    scade_il = date(2029, 3, 31)

    class Params:
        istruita = factory.Trait(
            stato=StatoGaranzia.ISTRUTTORIA, istruttoria="Reddito stabile", istruita_il=date(2026, 3, 5)
        )
        approvata = factory.Trait(
            istruita=True,
            stato=StatoGaranzia.APPROVATA,
            atto="Determinazione 88/2026",
            decisa_il=date(2026, 3, 10),
            decisa_da=factory.LazyFunction(funzionario),
        )
        attiva = factory.Trait(approvata=True, stato=StatoGaranzia.ATTIVA, attiva_dal=date(2026, 3, 15))


class EscussioneFactory(DjangoModelFactory):
    """The claim of scenario 4, just presented: four months of 480 euro, damages 900, deposit 960 kept."""

    class Meta:
        model = Escussione
        skip_postgeneration_save = True

    numero = factory.Sequence(lambda n: f"ES-2018-{n + 1:04d}")
    garanzia = factory.SubFactory(GaranziaFactory, attiva=True)
    evento_il = date(2026, 9, 30)
    presentata_il = date(2026, 10, 10)
    presentata_da = factory.SubFactory(UtenteFactory, ruoli=[Ruolo.CONTABILE_ETS])
    danni = D("900.00")
    deposito_trattenuto = D("960.00")

    @factory.post_generation
    def mesi(self, create: bool, mesi: list[date] | None, **_: object) -> None:
        for mese in mesi if mesi is not None else [date(2026, n, 1) for n in (6, 7, 8, 9)]:
            MensilitaEscussa.objects.create(
                escussione=self, garanzia=self.garanzia, competenza=mese, richiesto=self.garanzia.canone_mensile
            )
        Garanzia.objects.filter(pk=self.garanzia_id).update(stato=StatoGaranzia.IN_ESCUSSIONE)
        self.garanzia.refresh_from_db()


@transaction.atomic
def valuta(escussione: Escussione, ammessi: list[Decimal], danni: Decimal = ZERO) -> Escussione:
    """Write an evaluation: so much for each month, in order."""
    for mese, ammesso in zip(escussione.mensilita.all(), ammessi, strict=True):
        MensilitaEscussa.objects.filter(pk=mese.pk).update(ammesso=ammesso)
    escussione.ammesso_canoni, escussione.ammesso_danni = sum(ammessi, ZERO), danni
    escussione.calcolo = [{"voce": "Canoni non pagati", "importo": "1920.00", "nota": ""}]
    escussione.valutata_il, escussione.stato = date(2026, 10, 20), StatoEscussione.VALUTATA
    escussione.save()
    escussione.refresh_from_db()
    return escussione


@transaction.atomic
def approva(escussione: Escussione) -> Escussione:
    escussione.atto, escussione.decisa_il, escussione.decisa_da = (
        "Determinazione 240/2026",
        date(2026, 10, 25),
        funzionario(),
    )
    escussione.stato = StatoEscussione.APPROVATA
    escussione.save()
    return escussione


@transaction.atomic
def paga(escussione: Escussione, *, rate: int = 12) -> CreditoRivalsa:
    """Pay an approved claim: the movement, the state of the guarantee, the credit with its plan."""
    garanzia = escussione.garanzia
    escussione.pagata_il, escussione.stato = date(2026, 10, 28), StatoEscussione.LIQUIDATA
    escussione.save()
    garanzia.refresh_from_db()
    totale = garanzia.pagato_canoni + garanzia.pagato_danni == garanzia.massimale
    garanzia.stato = StatoGaranzia.ESCUSSA_TOTALE if totale else StatoGaranzia.ESCUSSA_PARZIALE
    garanzia.finita_il = escussione.pagata_il if totale else None
    garanzia.save()
    scrivi_movimento(
        garanzia.fondo, TipoMovimento.EROGAZIONE_ESCUSSIONE, escussione.importo, giorno=escussione.pagata_il,
        causale=f"Escussione {escussione.numero}", utente=UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]),
        escussione=escussione,
    )  # fmt: skip
    credito = CreditoRivalsa.objects.create(
        numero=f"RV-2018-{escussione.pk:04d}",
        escussione=escussione,
        nucleo=garanzia.nucleo,
        importo=escussione.importo,
        aperto_il=escussione.pagata_il,
    )
    apri_rate(credito, credito.importo, rate, date(2026, 12, 5))
    return credito


def rivalsa(**altro: Any) -> CreditoRivalsa:
    """The credit of scenario 4: 1.440 euro in twelve instalments from 05/12/2026."""
    escussione = approva(valuta(EscussioneFactory(**altro), [D("420.00"), D("480.00"), D("480.00"), D("60.00")]))
    return paga(escussione)


class AnticipoFactory(DjangoModelFactory):
    """The advance of scenario 1, asked for: 1.800 euro of deposit, twelve instalments from 05/04/2026."""

    class Meta:
        model = Anticipo

    numero = factory.Sequence(lambda n: f"AN-2018-{n + 1:04d}")
    fondo = factory.SubFactory(FondoFactory, dotato=D("25000.00"))
    nucleo = factory.LazyAttribute(lambda a: nucleo_del_fondo(a.fondo))
    motivo = MotivoAnticipo.CAUZIONE
    bisogno = "Il nuovo proprietario chiede il deposito"
    richiesto_il = date(2026, 3, 1)
    richiesto_da = factory.SubFactory(UtenteFactory, ruoli=[Ruolo.COORDINATORE_ETS])
    importo = D("1800.00")
    reddito_mensile = D("1500.00")
    creditore = "Gino Baldi"
    creditore_codice = "BLDGNI50A01G843X"
    creditore_iban = "IT60X0542811101000000123456"
    n_rate = 12
    giorno_rata = 5
    prima_rata = date(2026, 4, 5)

    class Params:
        istruito = factory.Trait(
            stato=StatoAnticipo.ISTRUTTORIA, istruttoria="Reddito stabile", istruito_il=date(2026, 3, 5)
        )
        approvato = factory.Trait(
            istruito=True,
            stato=StatoAnticipo.APPROVATO,
            atto="Determinazione 90/2026",
            deciso_il=date(2026, 3, 10),
            deciso_da=factory.LazyFunction(funzionario),
        )


@transaction.atomic
def eroga(anticipo: Anticipo, stato: str = StatoAnticipo.EROGATO) -> Anticipo:
    """Pay an approved advance: the movement of the fund and the plan in the ledger."""
    anticipo.erogato_il, anticipo.stato = date(2026, 3, 20), stato
    anticipo.save()
    scrivi_movimento(
        anticipo.fondo, TipoMovimento.EROGAZIONE_ANTICIPO, anticipo.importo, giorno=anticipo.erogato_il,
        causale=f"Anticipo {anticipo.numero}", utente=UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]), anticipo=anticipo,
    )  # fmt: skip
    apri_rate(anticipo, anticipo.importo, anticipo.n_rate, anticipo.prima_rata)
    anticipo.refresh_from_db()
    return anticipo


def anticipo_erogato(stato: str = StatoAnticipo.EROGATO, **altro: Any) -> Anticipo:
    """An advance paid, being given back, late, or insolvent (what a payment has not to write)."""
    return eroga(AnticipoFactory(approvato=True, **altro), stato)


def paga_rata(rata: RataFondo, importo: Decimal | None = None, il: date | None = None) -> Imputazione:
    """A payment of the household on an instalment, as the ledger writes it."""
    importo = importo or rata.scadenza.residuo
    incasso: Incasso = IncassoFactory(data=il or rata.scade_il, importo=importo, nucleo=rata.scadenza.nucleo)
    return Imputazione.objects.create(
        incasso=incasso, scadenza=rata.scadenza, importo=importo, creata_da=incasso.registrato_da
    )


@transaction.atomic
def stralcia(pratica: Anticipo | CreditoRivalsa) -> None:
    """Write off an insolvent file with an act."""
    chi = funzionario()
    pratica.refresh_from_db()
    stralcia_rate(pratica, "Determinazione 300/2026", utente=chi, giorno=date(2026, 11, 20))
    pratica.stato, pratica.atto_stralcio, pratica.stralciato_da = "PERDITA", "Determinazione 300/2026", chi
    pratica.chiuso_il = date(2026, 11, 20)
    pratica.save()


def figure(fondo: Fondo) -> tuple[Decimal, ...]:
    """Committed, paid, come back, on the account, free: as scenario 1 tells them."""
    fondo.refresh_from_db()
    return fondo.impegnato, fondo.erogato, fondo.rientrato, fondo.cassa, fondo.disponibile


def fondo_di(comune: Comune) -> Fondo:
    return Fondo.objects.get(comune=comune)
