from datetime import date, time, timedelta
from typing import Any

from sportello.choices import MotivoAccesso, StatoAppuntamento
from sportello.models import Appuntamento
from tests.factories.luogo import OrarioAperturaFactory, PrenotazioneFactory, SedeFactory, StanzaFactory, alle
from tests.factories.persone import UtenteFactory
from tests.factories.sportello import AppuntamentoFactory
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.models import Prenotazione

GIORNO = date(2026, 11, 19)


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A desk with a room and an operator; one appointment asked for, one set today, and more in the same week."""
    sede = SedeFactory(comune=mondo.comune)
    stanza = StanzaFactory(sede=sede)
    OrarioAperturaFactory(sede=sede, stanza=stanza, alle=time(17))
    operatore = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    prenotazione = PrenotazioneFactory(
        inizio=alle(GIORNO, "15:00"), fine=alle(GIORNO, "15:45"), operatore=operatore, sede=sede, stanza=stanza
    )
    suoi = {"persona": mondo.persona, "richiesto_da": operatore, "sede": sede}
    richiesto = AppuntamentoFactory(**suoi)
    fissato = AppuntamentoFactory(**suoi, stato=StatoAppuntamento.CONFERMATO, prenotazione=prenotazione)
    _moltiplica(quanti - 1, suoi, sede)
    return {
        "appuntamento": fissato,
        "appuntamento_conferma": richiesto,
    }


def _moltiplica(quanti: int, suoi: dict[str, Any], sede: Any) -> None:
    prenotazioni = Prenotazione.objects.bulk_create(
        Prenotazione(
            linea=Linea.SPO,
            titolo="Appuntamento",
            inizio=alle(GIORNO, "09:00") + timedelta(days=n % 3 - 1, minutes=n % 300),
            fine=alle(GIORNO, "09:30") + timedelta(days=n % 3 - 1, minutes=n % 300),
            sede=sede,
        )
        for n in range(quanti)
    )
    Appuntamento.objects.bulk_create(
        Appuntamento(
            numero=f"AP-2017-{n + 1:04d}",
            stato=StatoAppuntamento.CONFERMATO,
            motivi=[MotivoAccesso.SFRATTO],
            richiesto_il=date(2026, 11, 2),
            prenotazione=prenotazione,
            comune=suoi["persona"].comune,
            **suoi,
        )
        for n, prenotazione in enumerate(prenotazioni)
    )
