from datetime import UTC, date, datetime, timedelta
from typing import Any

from sportello.choices import StatoPromemoria
from sportello.models import Appuntamento, Promemoria, SilenzioPromemoria
from tests.factories.luogo import (
    ChiusuraFactory,
    DisponibilitaMediatoreFactory,
    OrarioAperturaFactory,
    SedeFactory,
    StanzaFactory,
)
from tests.factories.persone import UtenteFactory
from tests.factories.sportello import AppuntamentoFactory
from valdera_housing.actions.calendario import crea_calendario
from valdera_housing.choices import Ruolo
from valdera_housing.models import (
    Chiusura,
    DisponibilitaMediatore,
    Mediatore,
    OrarioApertura,
    Persona,
    Prenotazione,
    Sede,
    Stanza,
)

LUNEDI, GENNAIO = 0, date(2025, 1, 1)


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A desk with a room, hours and a closure, a mediator, a private address, an appointment with its reminder."""
    sede = SedeFactory(comune=mondo.comune)
    stanza = StanzaFactory(sede=sede)
    orario = OrarioAperturaFactory(sede=sede, stanza=stanza)
    chiusura = ChiusuraFactory(sede=sede)
    disponibilita = DisponibilitaMediatoreFactory()
    mediatore = disponibilita.mediatore
    operatore = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    appuntamento = AppuntamentoFactory(
        persona=mondo.persona, fissato=True, prenotazione__operatore=operatore, prenotazione__sede=sede
    )
    Promemoria.objects.create(appuntamento=appuntamento, per_il=appuntamento.prenotazione.inizio)
    silenzio = SilenzioPromemoria.objects.create(
        persona=mondo.persona, motivo="Non li vuole", dal=GENNAIO, deciso_da=operatore
    )
    _moltiplica_luoghi(mondo, sede, mediatore, quanti - 1)
    _moltiplica_promemoria(mondo, operatore, quanti - 1)
    return {
        "sede": sede,
        "stanza": stanza,
        "stanza_nuova": sede,
        "orario": orario,
        "orario_nuovo": sede,
        "chiusura_nuova": sede,
        "chiusura_togli": sede,
        "chiusura_pk": chiusura.pk,
        "mediatore": mediatore,
        "disponibilita": disponibilita,
        "disponibilita_nuova": mediatore,
        "token": crea_calendario(operatore),
        "silenzio": silenzio,
        "appuntamento_ics": appuntamento,
    }


def _moltiplica_luoghi(mondo: Any, sede: Sede, mediatore: Mediatore, quanti: int) -> None:
    Sede.objects.bulk_create(
        Sede(nome=f"Sportello {n}", tipo="DECENTRATA", comune=mondo.comune) for n in range(quanti)
    )
    Stanza.objects.bulk_create(Stanza(sede=sede, nome=f"Sala {n}", uso="FORMAZIONE") for n in range(min(quanti, 30)))
    giorni = [GENNAIO + timedelta(days=n) for n in range(quanti)]
    OrarioApertura.objects.bulk_create(
        OrarioApertura(sede=sede, giorno=LUNEDI, dalle="09:00", alle="12:00", valido_dal=g, valido_al=g)
        for g in giorni
    )
    Chiusura.objects.bulk_create(Chiusura(dal=g, al=g, motivo="Ferie") for g in giorni)
    Mediatore.objects.bulk_create(Mediatore(nome=f"Mediatore {n}", lingue=["Arabo"]) for n in range(quanti))
    DisponibilitaMediatore.objects.bulk_create(
        DisponibilitaMediatore(mediatore=mediatore, giorno=n % 7, dalle="14:00", alle="16:00")
        for n in range(min(quanti, 30))
    )


def _moltiplica_promemoria(mondo: Any, operatore: Any, quanti: int) -> None:
    inizio = datetime(2026, 3, 1, 8, tzinfo=UTC)
    prenotazioni = Prenotazione.objects.bulk_create(
        Prenotazione(
            linea="SPO",
            titolo="Appuntamento",
            operatore=operatore,
            inizio=inizio + timedelta(hours=n),
            fine=inizio + timedelta(hours=n + 1),
        )
        for n in range(quanti)
    )
    appuntamenti = Appuntamento.objects.bulk_create(
        Appuntamento(
            numero=f"AP-2016-{n:04d}",
            stato="EFFETTUATO",
            persona=mondo.persona,
            comune=mondo.comune,
            motivi=["ALTRO"],
            richiesto_il=GENNAIO,
            richiesto_da=operatore,
            prenotazione=prenotazione,
        )
        for n, prenotazione in enumerate(prenotazioni)
    )
    Promemoria.objects.bulk_create(
        Promemoria(appuntamento=a, per_il=a.prenotazione.inizio, stato=StatoPromemoria.SENZA_INDIRIZZO)
        for a in appuntamenti
    )
    persone = Persona.objects.filter(comune=mondo.comune).exclude(pk=mondo.persona.pk)[:quanti]
    SilenzioPromemoria.objects.bulk_create(
        SilenzioPromemoria(persona=p, motivo="Non li vuole", dal=GENNAIO, deciso_da=operatore) for p in persone
    )
