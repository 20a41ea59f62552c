"""Leases, subleases, handovers and arrears of the tests, each in the state asked for."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from gestore.choices import StatoVerbale, TipoCriterio, TipoVerbale, Urgenza
from gestore.models import (
    Candidatura,
    Criterio,
    IndiceFoi,
    Locazione,
    Manutenzione,
    Morosita,
    Sublocazione,
    VerbaleConsegna,
)
from tests.factories.casa import AlloggioFactory, CasoFactory, ContrattoFactory, IncassoFactory, ScadenzaFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import (
    NaturaContratto,
    Ruolo,
    StatoAlloggio,
    StatoContratto,
    TipoContratto,
    TipoScadenza,
    Verso,
)
from valdera_housing.models import Alloggio, Contratto, Imputazione, Scadenza


class LocazioneFactory(DjangoModelFactory):
    """A head lease with its consent to sublet; ``firmata=True`` makes it IN_CORSO."""

    class Meta:
        model = Locazione
        skip_postgeneration_save = True

    contratto = factory.SubFactory(ContrattoFactory)
    durata_anni = 3
    rinnovo_anni = 2
    sublocazione_autorizzata = True
    consenso = factory.LazyFunction(lambda: archivia_documento(b"%PDF-1.7 consenso", "consenso.pdf", utente=None))
    canone_minimo = Decimal("400.00")
    canone_massimo = Decimal("700.00")

    @factory.post_generation
    def firmata(self, create: bool, firmata: bool, **_: object) -> None:
        if firmata:
            firma(self.contratto, StatoContratto.IN_CORSO)


def firma(contratto: Contratto, stato: str = StatoContratto.FIRMATO) -> None:
    """Sign a draft, then take it as far as asked."""
    contratto.stipulato_il = contratto.stipulato_il or contratto.inizio
    contratto.stato = StatoContratto.FIRMATO
    contratto.save()
    if stato != StatoContratto.FIRMATO:
        contratto.stato = stato
        contratto.save()


class SublocazioneFactory(DjangoModelFactory):
    """A sublease in draft, 360 euro a month, inside its own signed head lease, of a household with its case."""

    class Meta:
        model = Sublocazione
        exclude = ("inizio", "fine", "canone")

    inizio = date(2026, 5, 1)
    fine = date(2028, 4, 30)
    canone = Decimal("360.00")
    locazione = factory.SubFactory(LocazioneFactory, firmata=True)
    caso = factory.SubFactory(CasoFactory)
    contratto = factory.SubFactory(
        ContrattoFactory,
        numero=factory.Sequence(lambda n: f"S-2018-{n + 1:04d}"),
        natura=NaturaContratto.SUBLOCAZIONE,
        tipo=TipoContratto.SUBLOCAZIONE,
        alloggio=factory.SelfAttribute("..locazione.contratto.alloggio"),
        proprietario=None,
        nucleo=factory.SelfAttribute("..caso.nucleo"),
        conduttore="Maria Rossi",
        inizio=factory.SelfAttribute("..inizio"),
        fine=factory.SelfAttribute("..fine"),
        canone_mensile=factory.SelfAttribute("..canone"),
        deposito=Decimal("720.00"),
    )
    reddito_annuo = Decimal("14400.00")
    canone_sostenibile = Decimal("360.00")


def consegna(sublocazione: Sublocazione, il: date | None = None) -> VerbaleConsegna:
    """Sign the contract if it is a draft, hand the keys over: the sublease runs and the home is assigned."""
    contratto = sublocazione.contratto
    if contratto.stato == StatoContratto.BOZZA:
        firma(contratto)
    verbale = VerbaleConsegna.objects.create(
        sublocazione=sublocazione,
        tipo=TipoVerbale.CONSEGNA,
        data=il or contratto.inizio,
        chiavi="2 chiavi",
        per_l_ente="Paolo Neri",
        per_il_nucleo=contratto.conduttore,
        stato=StatoVerbale.FIRMATO,
        redatto_da=UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]),
    )
    contratto.stato = StatoContratto.IN_CORSO
    contratto.save()
    Alloggio.objects.filter(pk=contratto.alloggio_id).update(stato=StatoAlloggio.ASSEGNATO)
    return verbale


def riconsegna(sublocazione: Sublocazione, il: date) -> VerbaleConsegna:
    """Take the keys back: the sublease is over and the home is empty."""
    verbale = VerbaleConsegna.objects.create(
        sublocazione=sublocazione,
        tipo=TipoVerbale.RICONSEGNA,
        data=il,
        chiavi="2 chiavi",
        per_l_ente="Paolo Neri",
        per_il_nucleo="Maria Rossi",
        stato=StatoVerbale.FIRMATO,
        redatto_da=UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS]),
    )
    contratto = sublocazione.contratto
    contratto.stato, contratto.cessato_il = StatoContratto.CESSATO, il
    contratto.save()
    Alloggio.objects.filter(pk=contratto.alloggio_id).update(stato=StatoAlloggio.SFITTO)
    return verbale


def sublocazione_in_corso(**altro: object) -> Sublocazione:
    sublocazione = SublocazioneFactory(**altro)
    consegna(sublocazione)
    return sublocazione


class CandidaturaFactory(DjangoModelFactory):
    class Meta:
        model = Candidatura

    numero = factory.Sequence(lambda n: f"K-2018-{n + 1:04d}")
    caso = factory.SubFactory(CasoFactory)
    nucleo = factory.SelfAttribute("caso.nucleo")
    presentata_il = date(2026, 11, 3)
    reddito_annuo = Decimal("14400.00")


class CriterioFactory(DjangoModelFactory):
    """The ISEE must not pass 26.000 euro, since the Regolamento of 2025."""

    class Meta:
        model = Criterio

    tipo = TipoCriterio.ISEE_MASSIMO
    descrizione = "ISEE non oltre 26.000 euro"
    soglia = Decimal("26000.00")
    valido_dal = date(2025, 1, 1)
    atto = "Regolamento, art. 4"


class MorositaFactory(DjangoModelFactory):
    class Meta:
        model = Morosita

    contratto = factory.LazyFunction(lambda: sublocazione_in_corso().contratto)
    aperta_il = date(2026, 11, 6)
    in_ritardo_dal = date(2026, 11, 5)


def in_ritardo(*scade: date, importo: Decimal = Decimal("360.00"), **altro: object) -> Contratto:
    """The contract of a running sublease with a rent unpaid since each of those days."""
    contratto = sublocazione_in_corso(**altro).contratto
    for giorno in scade:
        deve(contratto, giorno, importo)
    return contratto


def deve(contratto: Contratto, giorno: date, importo: Decimal, tipo: str = "CANONE") -> Scadenza:
    return ScadenzaFactory(
        contratto=contratto,
        nucleo=contratto.nucleo,
        intestazione=contratto.conduttore,
        tipo=tipo,
        scade_il=giorno,
        competenza=giorno.replace(day=1),
        descrizione=f"{TipoScadenza(tipo).label} del {giorno:%m/%Y}",
        importo=importo,
    )


class ManutenzioneFactory(DjangoModelFactory):
    class Meta:
        model = Manutenzione

    numero = factory.Sequence(lambda n: f"M-2018-{n + 1:04d}")
    alloggio = factory.SubFactory(AlloggioFactory)
    aperta_il = date(2026, 11, 10)
    segnalata_da = "Maria Rossi"
    descrizione = "La caldaia non parte"
    urgenza = Urgenza.URGENTE
    entro_il = date(2026, 11, 15)
    a_carico_di = "PROPRIETARIO"


class IndiceFoiFactory(DjangoModelFactory):
    """October 2026: +1,3 %."""

    class Meta:
        model = IndiceFoi

    mese = date(2026, 10, 1)
    variazione_pct = Decimal("1.30")


def paga(contratto: Contratto, importo: str | Decimal, il: date, tipo: str = TipoScadenza.CANONE) -> Imputazione:
    """Money of a contract: cashed from the household of a sublease, paid to the owner of a head lease."""
    verso = Verso.ENTRATA if contratto.natura == NaturaContratto.SUBLOCAZIONE else Verso.USCITA
    chi = {"contratto": contratto, "nucleo": contratto.nucleo, "proprietario": contratto.proprietario}
    importo = Decimal(importo)
    scadenza = ScadenzaFactory(
        verso=verso, tipo=tipo, importo=importo, scade_il=il, competenza=il.replace(day=1), **chi
    )
    incasso = IncassoFactory(verso=verso, data=il, importo=importo)
    return Imputazione.objects.create(
        incasso=incasso, scadenza=scadenza, importo=importo, creata_da=incasso.registrato_da
    )
