"""Events, enrolments, presences, certificates, questionnaires and campaigns of the tests."""

from datetime import date, datetime, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from formazione.choices import (
    Canale,
    Destinatario,
    FonteIscrizione,
    GenereDomanda,
    ModoPresenza,
    StatoEvento,
    StatoIscrizione,
    StatoQuestionario,
    TipoEvento,
    TipoPartner,
    TipoQuestionario,
)
from formazione.models import (
    Attestato,
    Campagna,
    Compilazione,
    Contatto,
    Conteggio,
    Contenuto,
    Costo,
    Docente,
    Domanda,
    Evento,
    Iscrizione,
    Newsletter,
    Partner,
    Presenza,
    Questionario,
    RichiestaSala,
    Risposta,
    Sessione,
)
from tests.factories.luogo import PrenotazioneFactory, SedeFactory, StanzaFactory, alle
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Linea, Ruolo, UsoStanza
from valdera_housing.models import Stanza, Utente

# A Thursday before the day of the tests (19 November 2026), and one after.
PASSATO, FUTURO = date(2026, 11, 12), date(2026, 12, 3)
ISCRITTA_ALLE = alle(date(2026, 11, 2), "09:00")


def operatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def sala(uso: str = UsoStanza.FORMAZIONE, **altro: Any) -> Stanza:
    """A hall of the seat, 60 seats unless told otherwise."""
    return StanzaFactory(**{"sede": SedeFactory(), "uso": uso, "posti": 60} | altro)


class EventoFactory(DjangoModelFactory):
    """A course of the line without sessions: ``evento_con(...)`` gives it some."""

    class Meta:
        model = Evento

    numero = factory.Sequence(lambda n: f"EV-2018-{n:04d}")
    codice = factory.Sequence(lambda n: f"evento-{n:06d}")
    titolo = factory.Sequence(lambda n: f"Diritti e doveri di chi affitta {n}")
    tipo = TipoEvento.FORMAZIONE_BENEFICIARI
    destinatari = [Destinatario.BENEFICIARI, Destinatario.CONDUTTORI]
    descrizione = "Come si legge un contratto di affitto."
    referente = factory.LazyFunction(operatrice)
    creato_da = factory.SelfAttribute("referente")
    creato_il = date(2026, 10, 1)


def sessione(evento: Evento, giorno: date = FUTURO, dalle: str = "15:00", ore: int = 2, **altro: Any) -> Sessione:
    """A session of ``ore`` hours on a day; ``stanza=`` puts it in a room, ``operatore=`` gives it to somebody."""
    inizio = alle(giorno, dalle)
    stanza = altro.pop("stanza", None)
    prenotazione = PrenotazioneFactory(
        linea=Linea.FOR, titolo=evento.titolo[:120], inizio=inizio, fine=inizio + timedelta(hours=ore),
        operatore=altro.pop("operatore", None), sede=stanza.sede if stanza else None, stanza=stanza,
    )  # fmt: skip
    numero = evento.sessioni.count() + 1
    return Sessione.objects.create(
        evento=evento,
        numero=numero,
        codice=f"S-{evento.pk}-{numero}",
        prenotazione=prenotazione,
        **{"luogo": "" if stanza else "Biblioteca comunale, Pontedera"} | altro,
    )


def evento_con(*giorni: date, stato: str = StatoEvento.PROGRAMMATO, **altro: Any) -> Evento:
    """An event with a session of two hours on each of these days, in that state."""
    evento: Evento = EventoFactory(**altro)
    for giorno in giorni or (FUTURO,):
        sessione(evento, giorno)
    return porta_a(evento, stato)


def porta_a(evento: Evento, stato: str) -> Evento:
    """Write the state with what it asks for; the sums of the triggers are read again."""
    evento.refresh_from_db()
    evento.stato = stato
    evento.svolto_il = evento.finisce_il if stato == StatoEvento.SVOLTO else None
    evento.motivo = "Non ci sono abbastanza iscritti" if stato == StatoEvento.ANNULLATO else ""
    evento.save(update_fields=["stato", "svolto_il", "motivo"])
    evento.refresh_from_db()
    return evento


class RichiestaSalaFactory(DjangoModelFactory):
    """A hall asked for 3 December 2026, 15–17, with its Disciplinare; ``stanza=`` for another room."""

    class Meta:
        model = RichiestaSala

    class Params:
        stanza = factory.LazyFunction(sala)

    titolo = "Incontro con i proprietari"
    rilevanza_esterna = True
    disciplinare_accettato = True
    richiesta_da = factory.LazyFunction(operatrice)
    richiesta_il = date(2026, 11, 16)

    @factory.lazy_attribute
    def prenotazione(self) -> Any:
        return PrenotazioneFactory(
            linea=Linea.FOR, titolo=self.titolo, inizio=alle(FUTURO, "15:00"), fine=alle(FUTURO, "17:00"),
            operatore=None, sede=self.stanza.sede, stanza=self.stanza, partecipanti=20,
        )  # fmt: skip


class IscrizioneFactory(DjangoModelFactory):
    """Confirmed by the office; ``evento=`` says of what."""

    class Meta:
        model = Iscrizione

    evento = factory.LazyFunction(evento_con)
    nome = "Amina"
    cognome = factory.Sequence(lambda n: f"Haddad {n}")
    email = factory.Sequence(lambda n: f"amina{n}@example.org")
    destinatario = Destinatario.CONDUTTORI
    fonte = FonteIscrizione.UFFICIO
    stato = StatoIscrizione.CONFERMATA
    codice = factory.Sequence(lambda n: f"iscrizione-{n:08d}")
    chiesta_alle = ISCRITTA_ALLE
    creata_da = factory.LazyFunction(operatrice)

    @factory.lazy_attribute
    def in_fila_dalle(self) -> datetime | None:
        return ISCRITTA_ALLE if self.stato in (StatoIscrizione.CONFERMATA, StatoIscrizione.IN_ATTESA) else None

    @factory.lazy_attribute
    def annullata_alle(self) -> datetime | None:
        return ISCRITTA_ALLE if self.stato == StatoIscrizione.ANNULLATA else None


def presente(iscrizione: Iscrizione, incontro: Sessione, minuti: int | None = None) -> Presenza:
    """There from the beginning, for so many minutes or to the end."""
    prenotazione = incontro.prenotazione
    uscita = prenotazione.fine if minuti is None else prenotazione.inizio + timedelta(minutes=minuti)
    presenza = Presenza.objects.create(
        sessione=incontro, iscrizione=iscrizione, entrata=prenotazione.inizio, uscita=uscita,
        modo=ModoPresenza.REGISTRO, segnata_da=iscrizione.evento.referente,
    )  # fmt: skip
    iscrizione.refresh_from_db()
    return presenza


def conta(incontro: Sessione, **gruppi: int) -> list[Conteggio]:
    """So many people of each group, without names: ``conta(s, CITTADINANZA=12)``."""
    return Conteggio.objects.bulk_create(
        Conteggio(sessione=incontro, destinatario=gruppo, quanti=quanti) for gruppo, quanti in gruppi.items()
    )


def attestato(minuti: int | None = None, **altro: Any) -> Attestato:
    """The certificate of somebody at a closed event of one session (two hours), whole unless told otherwise."""
    evento = evento_con(PASSATO, con_attestato=True, **altro)
    iscrizione = IscrizioneFactory(evento=evento)
    presente(iscrizione, evento.sessioni.get(), minuti)
    return rilascia(iscrizione)


def rilascia(iscrizione: Iscrizione) -> Attestato:
    """Close the event and give the certificate, without its PDF."""
    evento = porta_a(iscrizione.evento, StatoEvento.SVOLTO)
    iscrizione.refresh_from_db()
    n = Attestato.objects.count() + 1
    return Attestato.objects.create(
        numero=f"AT-2018-{n:04d}", codice=f"TTTT-{n:04d}", iscrizione=iscrizione, minuti=iscrizione.minuti,
        minuti_evento=evento.minuti, rilasciato_il=date(2026, 11, 16), rilasciato_da=evento.referente,
    )  # fmt: skip


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    nome = factory.Sequence(lambda n: f"Sindacato inquilini {n}")
    tipo = TipoPartner.INQUILINI


class DocenteFactory(DjangoModelFactory):
    class Meta:
        model = Docente

    evento = factory.LazyFunction(evento_con)
    nome = factory.Sequence(lambda n: f"Paolo Conti {n}")
    qualifica = "Avvocato"


class QuestionarioFactory(DjangoModelFactory):
    """About liking, with a question from 1 to 5 and one in words; ``stato=`` opens or closes it."""

    class Meta:
        model = Questionario
        skip_postgeneration_save = True

    evento = factory.LazyFunction(evento_con)
    tipo = TipoQuestionario.GRADIMENTO
    codice = factory.Sequence(lambda n: f"questionario-{n:06d}")
    creato_da = factory.SelfAttribute("evento.referente")

    @factory.post_generation
    def aperto(self, create: bool, stato: str | None, **_: object) -> None:
        Domanda.objects.create(questionario=self, numero=1, testo="Quanto ti è servito?")
        Domanda.objects.create(questionario=self, numero=2, testo="Che cosa cambieresti?", genere=GenereDomanda.TESTO)
        if stato:
            self.stato = StatoQuestionario.APERTO if stato is True else stato
            self.save()


def rispondi(questionario: Questionario, voto: int, testo: str = "") -> Compilazione:
    """One sheet of :class:`QuestionarioFactory` filled in; it must be open."""
    compilazione = Compilazione.objects.create(questionario=questionario, compilata_il=date(2026, 11, 12))
    prima, seconda = questionario.domande.order_by("numero")
    Risposta.objects.create(compilazione=compilazione, domanda=prima, valore=voto)
    if testo:
        Risposta.objects.create(compilazione=compilazione, domanda=seconda, testo=testo)
    return compilazione


class CampagnaFactory(DjangoModelFactory):
    class Meta:
        model = Campagna

    numero = factory.Sequence(lambda n: f"CP-2018-{n:04d}")
    titolo = factory.Sequence(lambda n: f"Affitta la casa vuota {n}")
    obiettivo = "Trovare case vuote."
    destinatari = [Destinatario.PROPRIETARI]
    dal = date(2026, 9, 1)
    stato = "IN_CORSO"
    creata_da = factory.LazyFunction(operatrice)


class ContenutoFactory(DjangoModelFactory):
    class Meta:
        model = Contenuto

    campagna = factory.SubFactory(CampagnaFactory)
    titolo = factory.Sequence(lambda n: f"Un affitto sicuro {n}")
    canale = Canale.SITO
    lingue = ["italiano"]
    pubblicato_il = date(2026, 10, 10)
    raggiunti = 120


class ContattoFactory(DjangoModelFactory):
    """Somebody who asked for the newsletter and confirmed."""

    class Meta:
        model = Contatto

    email = factory.Sequence(lambda n: f"lettrice{n}@example.org")
    nome = "Carla Neri"
    destinatario = Destinatario.PROPRIETARI
    codice = factory.Sequence(lambda n: f"contatto-{n:08d}")
    informativa = "1.0"
    chiesto_alle = ISCRITTA_ALLE
    confermato_alle = ISCRITTA_ALLE


class NewsletterFactory(DjangoModelFactory):
    class Meta:
        model = Newsletter

    numero = factory.Sequence(lambda n: f"NL-2018-{n:04d}")
    oggetto = "Le case vuote della Valdera"
    testo = "Chi affitta al gestore sociale riceve il canone ogni mese."
    creata_da = factory.LazyFunction(operatrice)
    creata_il = date(2026, 11, 1)


class CostoFactory(DjangoModelFactory):
    """An invoice of 300 € for an event, paid in October 2026; ``campagna=`` with ``evento=None`` for a campaign."""

    class Meta:
        model = Costo

    evento = factory.LazyFunction(evento_con)
    descrizione = "Compenso del docente"
    fornitore = "Studio Conti"
    codice_fiscale = "00162600506"
    documento_numero = factory.Sequence(lambda n: f"{n}/A")
    documento_del = date(2026, 10, 5)
    importo = "300.00"
    pagato_il = date(2026, 10, 20)
    creato_da = factory.LazyFunction(operatrice)
