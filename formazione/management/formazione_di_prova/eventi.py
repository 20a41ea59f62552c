"""The events with their sessions, rooms, people, hours and certificates."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from formazione.choices import Destinatario as D
from formazione.choices import (
    FonteIscrizione,
    ModoPresenza,
    RegistroPresenze,
    StatoEvento,
    StatoIscrizione,
    StatoSala,
)
from formazione.management.formazione_di_prova.copione import DOCENTI, PARTNER, Storia
from formazione.models import (
    Attestato,
    Conteggio,
    Docente,
    Evento,
    Iscrizione,
    Partner,
    PartnerEvento,
    Presenza,
    RichiestaSala,
    Sessione,
)
from formazione.rules.informativa import INFORMATIVA
from valdera_housing.choices import Linea
from valdera_housing.kit.codici import LEGGIBILI
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import MembroNucleo, Prenotazione, Stanza, Utente, prossimo_numero

# Who comes to the meetings that are not for households: owners, unions, staff. Names are invented.
NOMI = ("Anna", "Bruno", "Carla", "Dario", "Elisa", "Fabio", "Grazia", "Hassan", "Irene", "Lorenzo", "Marta", "Nicola")
COGNOMI = ("Baldini", "Cei", "Donati", "Fabbri", "Galli", "Lari", "Mori", "Neri", "Orsini", "Pini", "Rossi", "Salvi")
SETTIMANA = timedelta(weeks=1)


def carica_partner(scena: Scena) -> list[Partner]:
    with scena.momento(alle(scena.inizio, 9), scena.coordinatore):
        return Partner.objects.bulk_create(Partner(nome=nome, tipo=tipo) for nome, tipo in PARTNER)


def codice(scena: Scena, lettere: int) -> str:
    """A code that is the same in the same office: the real ones are drawn by kit/codici."""
    return "".join(scena.caso.choice(LEGGIBILI) for _ in range(lettere))


def carica_evento(scena: Scena, storia: Storia, partner: list[Partner]) -> Evento:
    """One event as far as its day has come: planned, open, held with its register, or cancelled."""
    giorni = list(_giorni(scena.oggi, storia))
    with scena.momento(alle(giorni[0] - 6 * SETTIMANA, 10), scena.operatrice):
        evento = _scrivi(scena, storia, giorni)
        Docente.objects.bulk_create(
            Docente(evento=evento, nome=DOCENTI[n][0], qualifica=DOCENTI[n][1]) for n in storia.docenti
        )
        PartnerEvento.objects.bulk_create(PartnerEvento(evento=evento, partner=partner[n]) for n in storia.partner)
        sessioni = _incontri(scena, storia, evento, giorni)
        iscritti = list(_iscrivi(scena, storia, evento))
    if storia.annullato:
        return _annulla(scena, storia, evento, sessioni)
    if giorni[-1] >= scena.oggi:
        return _apri(scena, storia, evento)
    with scena.momento(alle(giorni[-1], 19), scena.operatrice):
        _registro(scena, storia, sessioni, iscritti)
        evento.refresh_from_db()
        evento.stato, evento.svolto_il = StatoEvento.SVOLTO, giorni[-1]
        evento.save(update_fields=["stato", "svolto_il"])
    if storia.attestato:
        with scena.momento(alle(giorni[-1] + timedelta(days=7), 10), scena.coordinatore):
            _attestati(scena, evento)
    return evento


def _giorni(oggi: date, storia: Storia) -> Iterator[date]:
    """Thursdays, a week from one another."""
    primo = oggi + storia.settimane * SETTIMANA
    primo += timedelta(days=3 - primo.weekday())
    for n in range(storia.incontri):
        yield primo + n * SETTIMANA


def _scrivi(scena: Scena, storia: Storia, giorni: list[date]) -> Evento:
    creato = giorni[0] - 6 * SETTIMANA
    return Evento.objects.create(
        numero=f"EV-{creato.year}-{prossimo_numero('evento', creato.year):04d}",
        codice=codice(scena, 8).lower(),
        titolo=storia.titolo,
        tipo=storia.tipo,
        destinatari=list(storia.destinatari),
        descrizione=f"{storia.titolo}. Si parla dei casi di tutti i giorni, con tempo per le domande.",
        programma="Accoglienza\nGli argomenti, con esempi\nPausa\nDomande e risposte",
        comune=next((c for c in scena.comuni if c.nome == storia.comune), None),
        referente=scena.operatrice,
        registro=RegistroPresenze.ANONIMO if storia.contati else RegistroPresenze.NOMINATIVO,
        posti=storia.posti,
        iscrizioni_pubbliche=bool(storia.posti),
        con_attestato=storia.attestato,
        accreditamento=storia.accreditamento,
        creato_da=scena.operatrice,
        creato_il=creato,
    )


def _incontri(scena: Scena, storia: Storia, evento: Evento, giorni: list[date]) -> list[Sessione]:
    ora, minuti = map(int, storia.dalle.split(":"))
    sessioni = []
    for n, giorno in enumerate(giorni, start=1):
        stanza = Stanza.objects.select_related("sede").get(nome=storia.stanza) if storia.stanza else None
        prenotazione = Prenotazione.objects.create(
            linea=Linea.FOR, titolo=storia.titolo[:120], inizio=alle(giorno, ora, minuti),
            fine=alle(giorno, ora + storia.ore, minuti), sede=stanza.sede if stanza else None, stanza=stanza,
            partecipanti=storia.posti, aperta_al_pubblico=bool(storia.contati or storia.posti),
            operatore=_chi_lo_tiene(scena, giorno),
        )  # fmt: skip
        if stanza:
            _sala(scena, prenotazione, evento)
        sessioni.append(
            Sessione.objects.create(
                evento=evento, numero=n, luogo=f"{storia.luogo}, {storia.comune}" if storia.luogo else "",
                prenotazione=prenotazione, codice=codice(scena, 24),
            )
        )  # fmt: skip
    return sessioni


def _chi_lo_tiene(scena: Scena, giorno: date) -> Utente | None:
    """One of the two at the desk, the one with nothing else that day."""
    for chi in (scena.operatrice, scena.operatore):
        if not Prenotazione.objects.attive().filter(operatore=chi, inizio__date=giorno).exists():
            return chi
    return None


def _sala(scena: Scena, prenotazione: Prenotazione, evento: Evento) -> None:
    """Allowed by the Unione in the week after it was asked; the last ones wait."""
    chiesta = evento.creato_il
    decisa = chiesta + timedelta(days=5)
    aspetta = decisa >= scena.oggi - timedelta(days=14)
    RichiestaSala.objects.create(
        prenotazione=prenotazione, evento=evento, titolo=evento.titolo[:120], rilevanza_esterna=True,
        disciplinare_accettato=True, richiesta_da=scena.operatrice, richiesta_il=chiesta,
        stato=StatoSala.RICHIESTA if aspetta else StatoSala.AUTORIZZATA,
        decisa_da=None if aspetta else scena.funzionario, decisa_il=None if aspetta else decisa,
    )  # fmt: skip


def _iscrivi(scena: Scena, storia: Storia, evento: Evento) -> Iterable[Iscrizione]:
    """Households for the courses about living, others for the rest; then who waits for a seat."""
    quanti = storia.iscritti + storia.in_attesa
    chi = _famiglie(scena, quanti) if storia.destinatari[0] == D.BENEFICIARI else _altri(scena, storia, quanti)
    quando = alle(evento.creato_il + timedelta(days=20), 9)
    return Iscrizione.objects.bulk_create(
        Iscrizione(
            evento=evento, codice=codice(scena, 32), chiesta_alle=quando + timedelta(hours=n),
            in_fila_dalle=quando + timedelta(hours=n),
            stato=StatoIscrizione.CONFERMATA if n < storia.iscritti else StatoIscrizione.IN_ATTESA,
            **persona,
        )
        for n, persona in enumerate(chi)
    )  # fmt: skip


def _famiglie(scena: Scena, quanti: int) -> list[dict]:
    maggiorenni = MembroNucleo.objects.filter(
        nucleo__in=scena.nuclei, al=None, persona__nato_il__lt=date(scena.oggi.year - 18, 1, 1)
    )
    membri = list(maggiorenni.select_related("persona", "nucleo").order_by("persona__cognome", "persona__nome", "pk"))
    return [
        {
            "nome": m.persona.nome, "cognome": m.persona.cognome, "email": m.persona.email,
            "telefono": m.persona.telefono, "destinatario": D.BENEFICIARI, "comune": m.persona.comune,
            "persona": m.persona, "nucleo": m.nucleo, "fonte": FonteIscrizione.UFFICIO, "creata_da": scena.operatrice,
        }
        for m in scena.caso.sample(membri, min(quanti, len(membri)))
    ]  # fmt: skip


def _altri(scena: Scena, storia: Storia, quanti: int) -> list[dict]:
    coppie = [(nome, cognome) for nome in NOMI for cognome in COGNOMI]
    return [
        {
            "nome": nome, "cognome": cognome, "email": f"{nome}.{cognome}@esempio.it".lower(),
            "destinatario": storia.destinatari[n % len(storia.destinatari)], "fonte": FonteIscrizione.PUBBLICA,
            "informativa": INFORMATIVA,
        }
        for n, (nome, cognome) in enumerate(scena.caso.sample(coppie, quanti))
    ]  # fmt: skip


def _registro(scena: Scena, storia: Storia, sessioni: list[Sessione], iscritti: list[Iscrizione]) -> None:
    """Nine in ten are there at each session, some leave early; public meetings only count."""
    Conteggio.objects.bulk_create(
        Conteggio(sessione=sessione, destinatario=gruppo, quanti=quanti)
        for sessione in sessioni
        for gruppo, quanti in storia.contati
    )
    Presenza.objects.bulk_create(
        Presenza(
            sessione=sessione, iscrizione=iscrizione, entrata=sessione.prenotazione.inizio,
            uscita=_uscita(scena, sessione.prenotazione), modo=ModoPresenza.SCHERMO, segnata_da=scena.operatrice,
        )
        for sessione in sessioni
        for iscrizione in iscritti
        if scena.caso.random() < 0.88
    )  # fmt: skip


def _uscita(scena: Scena, prenotazione: Prenotazione) -> datetime:
    presto = scena.caso.random() < 0.1
    return prenotazione.fine - timedelta(minutes=scena.caso.choice((20, 40, 60)) if presto else 0)


def _attestati(scena: Scena, evento: Evento) -> None:
    giorno = evento.finisce_il + timedelta(days=7)
    for iscrizione in Iscrizione.objects.filter(evento=evento).confermate():
        if iscrizione.minuti * 100 >= evento.minuti * evento.soglia:
            Attestato.objects.create(
                numero=f"AT-{giorno.year}-{prossimo_numero('attestato', giorno.year):04d}",
                codice="-".join(codice(scena, 4) for _ in range(3)), iscrizione=iscrizione, minuti=iscrizione.minuti,
                minuti_evento=evento.minuti, rilasciato_il=giorno, rilasciato_da=scena.coordinatore,
            )  # fmt: skip


def _annulla(scena: Scena, storia: Storia, evento: Evento, sessioni: list[Sessione]) -> Evento:
    quando = alle(evento.creato_il + timedelta(days=35), 12)
    with scena.momento(quando, scena.operatrice):
        Evento.objects.filter(pk=evento.pk).update(stato=StatoEvento.ANNULLATO, motivo=storia.annullato)
        for sessione in sessioni:
            Prenotazione.objects.filter(pk=sessione.prenotazione_id).update(annullata_alle=quando, sequenza=1)
    evento.refresh_from_db()
    return evento


def _apri(scena: Scena, storia: Storia, evento: Evento) -> Evento:
    """What is coming takes names when it has seats; the last one is still being prepared."""
    evento.refresh_from_db()
    if storia.posti:
        with scena.momento(alle(scena.oggi - SETTIMANA, 9), scena.operatrice):
            evento.stato = StatoEvento.ISCRIZIONI_APERTE
            evento.save(update_fields=["stato"])
    return evento
