"""Who writes the scale, and who ticks the points of an application."""

from datetime import date
from decimal import Decimal as D

import pytest

from sportello.actions.punteggio import (
    chiudi_voce_punteggio,
    modifica_voce_punteggio,
    registra_voce_punteggio,
    segna_punti_domanda,
)
from sportello.choices import StatoDomanda, TipoMisura
from sportello.models import VocePunteggio
from tests.factories.persone import UtenteFactory
from tests.factories.sportello import DomandaMisuraFactory, VocePunteggioFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente

pytestmark = pytest.mark.django_db
DATI = {
    "codice": "A9", "gruppo": "SOCIALI", "descrizione": "Una condizione", "punti": D(1), "per_anno": False,
    "insieme": "", "massimo_insieme": None, "valida_dal": date(2026, 1, 1), "fonte": "Bando 2026",
}  # fmt: skip


def test_the_scale_is_written_by_the_unione_and_the_manager_only() -> None:
    voce, operatore = VocePunteggioFactory(), UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    for atto in (
        lambda: registra_voce_punteggio(DATI, utente=operatore),
        lambda: modifica_voce_punteggio(voce, DATI, utente=operatore, versione=1),
        lambda: chiudi_voce_punteggio(voce, valida_al=date(2026, 1, 1), perche="x", utente=operatore, versione=1),
    ):
        with pytest.raises(AttoRifiutato, match="La scala dei punti la scrivono il coordinatore e l’Unione"):
            atto()
    registra_voce_punteggio(DATI, utente=UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE]))
    assert VocePunteggio.objects.filter(codice="A9").count() == 1


def test_the_points_of_an_application_are_ticked_while_it_may_change() -> None:
    domanda, voce = DomandaMisuraFactory(misura__tipo=TipoMisura.ERP), VocePunteggioFactory(per_anno=True)
    operatore = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    domanda = segna_punti_domanda(domanda, {voce.pk: 3}, utente=operatore, versione=1)
    primo = domanda.punti.get()
    segna_punti_domanda(domanda, {voce.pk: 4}, utente=operatore, versione=2)
    primo.refresh_from_db()
    assert (primo.quantita, primo.pk) == (4, domanda.punti.get().pk)
    with pytest.raises(ModificaConcorrente):
        segna_punti_domanda(domanda, {}, utente=operatore, versione=2)
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        segna_punti_domanda(domanda, {}, utente=UtenteFactory(ruoli=[Ruolo.REVISORE]), versione=3)


def test_points_are_of_public_housing_and_of_an_application_not_decided() -> None:
    operatore = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    with pytest.raises(AttoRifiutato, match="I punti si segnano solo nelle domande per la casa popolare"):
        segna_punti_domanda(DomandaMisuraFactory(), {}, utente=operatore, versione=1)
    chiusa = DomandaMisuraFactory(misura__tipo=TipoMisura.ERP, stato=StatoDomanda.RITIRATA)
    with pytest.raises(AttoRifiutato, match="non è possibile quando lo stato è «Ritirata»"):
        segna_punti_domanda(chiusa, {}, utente=operatore, versione=1)
