"""Accesses, appointments, evictions, measures, applications and the network of the tests."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from sportello.choices import (
    AiutoOfferto,
    Beneficiario,
    Canale,
    EsitoAccesso,
    GruppoErp,
    ModalitaMisura,
    MotivoAccesso,
    StatoAppuntamento,
    StatoDomanda,
    TipoEventoSfratto,
    TipoMisura,
    TipoRequisito,
    TipoRisorsa,
    TipoSfratto,
)
from sportello.models import (
    Accesso,
    Appuntamento,
    DocumentoMisura,
    DomandaMisura,
    EventoSfratto,
    ImpegnoRisorsa,
    IncontroTavolo,
    MassimaleMisura,
    Misura,
    OpportunitaLavoro,
    PercorsoLavoro,
    RequisitoMisura,
    RisorsaTerritorio,
    Sfratto,
    VocePunteggio,
)
from tests.factories.casa import CasoFactory
from tests.factories.luogo import PrenotazioneFactory, alle
from tests.factories.persone import ComuneFactory, PersonaFactory, UtenteFactory
from valdera_housing.choices import Ruolo


class AccessoFactory(DjangoModelFactory):
    """Somebody unknown who came to the desk for a home, on 18 November 2026."""

    class Meta:
        model = Accesso

    avvenuto_alle = alle(date(2026, 11, 18), "10:15")
    canale = Canale.SPORTELLO
    comune = factory.SubFactory(ComuneFactory)
    motivi = [MotivoAccesso.RICERCA_ALLOGGIO]
    esiti = [EsitoAccesso.INFORMAZIONE_FORNITA]
    operatore = factory.SubFactory(UtenteFactory, ruoli=[Ruolo.OPERATORE_ETS])


class AppuntamentoFactory(DjangoModelFactory):
    """Asked for and not set yet; ``fissato=True`` is confirmed on 26 November at 9."""

    class Meta:
        model = Appuntamento

    numero = factory.Sequence(lambda n: f"AP-2018-{n + 1:04d}")
    stato = StatoAppuntamento.RICHIESTO
    persona = factory.SubFactory(PersonaFactory)
    comune = factory.SelfAttribute("persona.comune")
    motivi = [MotivoAccesso.SFRATTO]
    richiesto_il = date(2026, 11, 16)
    richiesto_da = factory.SubFactory(UtenteFactory, ruoli=[Ruolo.OPERATORE_ETS])

    class Params:
        fissato = factory.Trait(
            stato=StatoAppuntamento.CONFERMATO, prenotazione=factory.SubFactory(PrenotazioneFactory)
        )


class SfrattoFactory(DjangoModelFactory):
    """Arrears of 5.000 euro and 600 of costs, of a household with its case (domain.md scenario 27)."""

    class Meta:
        model = Sfratto

    numero = factory.Sequence(lambda n: f"SF-2018-{n + 1:04d}")
    caso = factory.SubFactory(CasoFactory)
    tipo = TipoSfratto.MOROSITA
    aperto_il = date(2026, 2, 10)
    indirizzo = "via Verdi 12, Pontedera"
    locatore = "Gino Baldi"
    canone_mensile = Decimal("500.00")
    importo_morosita = Decimal("5000.00")
    spese_legali = Decimal("600.00")


class EventoSfrattoFactory(DjangoModelFactory):
    class Meta:
        model = EventoSfratto

    sfratto = factory.SubFactory(SfrattoFactory)
    tipo = TipoEventoSfratto.CONVALIDA
    giorno = date(2026, 3, 12)
    per_il = date(2026, 9, 12)
    registrato_da = factory.SubFactory(UtenteFactory, ruoli=[Ruolo.OPERATORE_ETS])


class MisuraFactory(DjangoModelFactory):
    class Meta:
        model = Misura

    tipo = TipoMisura.PREVENZIONE_SFRATTI
    nome = factory.Sequence(lambda n: f"Prevenzione sfratti {n}")
    ente = "Regione Toscana"
    atto = "DGRT 1240/2021"
    valida_dal = date(2025, 1, 1)


class RequisitoMisuraFactory(DjangoModelFactory):
    class Meta:
        model = RequisitoMisura

    misura = factory.SubFactory(MisuraFactory)
    tipo = TipoRequisito.ISEE_MASSIMO
    testo = "ISEE non oltre 16.500 €"
    soglia = Decimal("16500.00")


class MassimaleMisuraFactory(DjangoModelFactory):
    class Meta:
        model = MassimaleMisura

    misura = factory.SubFactory(MisuraFactory)
    modalita = ModalitaMisura.NUOVO_CONTRATTO
    importo = Decimal("7000.00")
    beneficiario = Beneficiario.PROPRIETARIO


class DocumentoMisuraFactory(DjangoModelFactory):
    class Meta:
        model = DocumentoMisura

    misura = factory.SubFactory(MisuraFactory)
    nome = factory.Sequence(lambda n: f"Copia del contratto registrato {n}")


class VocePunteggioFactory(DjangoModelFactory):
    class Meta:
        model = VocePunteggio

    codice = factory.Sequence(lambda n: f"A{n + 1}")
    gruppo = GruppoErp.SOCIALI
    descrizione = "Una persona di più di 65 anni"
    punti = Decimal("2.00")
    valida_dal = date(2019, 1, 1)
    fonte = "L.R. 2/2019, all. B"


class DomandaMisuraFactory(DjangoModelFactory):
    """In draft; a later state wants its facts with it (see the constraints)."""

    class Meta:
        model = DomandaMisura

    numero = factory.Sequence(lambda n: f"D-2018-{n + 1:04d}")
    misura = factory.SubFactory(MisuraFactory)
    caso = factory.SubFactory(CasoFactory)
    richiedente = factory.LazyAttribute(lambda d: d.caso.nucleo.membri.first().persona)
    aperta_il = date(2026, 11, 2)

    class Params:
        presentata = factory.Trait(stato=StatoDomanda.PRESENTATA, presentata_il=date(2026, 11, 5))


class RisorsaTerritorioFactory(DjangoModelFactory):
    class Meta:
        model = RisorsaTerritorio

    nome = factory.Sequence(lambda n: f"Emporio solidale {n}")
    tipo = TipoRisorsa.ASSOCIAZIONE
    comune = factory.SubFactory(ComuneFactory)
    aiuti = [AiutoOfferto.ALIMENTI]
    aggiornata_il = date(2026, 9, 1)


class ImpegnoRisorsaFactory(DjangoModelFactory):
    class Meta:
        model = ImpegnoRisorsa

    caso = factory.SubFactory(CasoFactory)
    risorsa = factory.SubFactory(RisorsaTerritorioFactory)
    che_cosa = "Spesa ogni quindici giorni"
    dal = date(2026, 10, 1)


class OpportunitaLavoroFactory(DjangoModelFactory):
    class Meta:
        model = OpportunitaLavoro

    risorsa = factory.SubFactory(RisorsaTerritorioFactory, tipo=TipoRisorsa.AZIENDA, aiuti=[AiutoOfferto.LAVORO])
    ruolo = "Addetta alle pulizie, 20 ore"
    pubblicata_il = date(2026, 11, 2)


class PercorsoLavoroFactory(DjangoModelFactory):
    class Meta:
        model = PercorsoLavoro

    numero = factory.Sequence(lambda n: f"PL-2018-{n + 1:04d}")
    caso = factory.SubFactory(CasoFactory)
    persona = factory.LazyAttribute(lambda p: p.caso.nucleo.membri.first().persona)
    aperto_il = date(2026, 10, 5)
    obiettivo = "Un lavoro di mezza giornata"


class IncontroTavoloFactory(DjangoModelFactory):
    class Meta:
        model = IncontroTavolo

    giorno = date(2026, 10, 20)
    ordine_del_giorno = "Tirocini di inclusione del prossimo anno"
    scritto_da = factory.SubFactory(UtenteFactory, ruoli=[Ruolo.OPERATORE_ETS])
