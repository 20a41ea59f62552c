"""The offices of the stories: who works there and what is there before they begin."""

from datetime import date

from tests.factories.casa import ContoBancarioFactory, nucleo_con_adulto
from tests.factories.conti import ConvenzioneFactory
from tests.factories.persone import ComuneFactory, UtenteFactory
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Ruolo
from valdera_housing.models import Comune, Nucleo

CONTO_DEDICATO = "IT60X0542811101000000123456"


def lavorano(comune: Comune, **ruoli: Ruolo) -> None:
    """Who works in the office, by the name they sign in with; the password is that of ``entra``."""
    for nome, ruolo in ruoli.items():
        persona = UtenteFactory(username=nome, ruoli=[ruolo], comuni=[comune])
        persona.set_password("valdera-demo")
        persona.save()


def ufficio_del_fondo() -> Nucleo:
    """A comune, the dedicated account of the fund, those who work on it, and a household in charge."""
    pontedera = ComuneFactory(nome="Pontedera", aderente_dal=date(2025, 1, 1))
    ConvenzioneFactory(conto_dedicato=CONTO_DEDICATO)
    ContoBancarioFactory(nome="Banca di Pisa, fondo", iban=CONTO_DEDICATO, dedicato=True)
    carica_modelli(date(2026, 1, 1))
    lavorano(
        pontedera,
        operatore=Ruolo.OPERATORE_ETS,
        coordinatore=Ruolo.COORDINATORE_ETS,
        contabile=Ruolo.CONTABILE_ETS,
        funzionario=Ruolo.FUNZIONARIO_UNIONE,
        assistente=Ruolo.ASSISTENTE_SOCIALE,
    )
    return nucleo_con_adulto(comune=pontedera)
