"""Acts on the milestones, on the real database."""

from datetime import date
from typing import Any

import pytest

from cohousing.actions.tappa import raggiungi_tappa, sposta_tappa
from cohousing.models import Tappa
from tests.factories.cohousing import casa_aperta
from tests.factories.conti import ConvenzioneFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Convenzione, Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)


@pytest.fixture
def convenzione() -> Convenzione:
    return ConvenzioneFactory()


def chi(ruolo: str) -> Utente:
    return UtenteFactory(ruoli=[ruolo])


def raggiunta(convenzione: Convenzione, codice: str = "M1", **altro: Any) -> Tappa:
    return raggiungi_tappa(
        convenzione, codice, **{"il": OGGI, "note": "Relazione", "versione": 1, "utente": chi(Ruolo.COORDINATORE_ETS)}
        | altro,
    )  # fmt: skip


def spostata(convenzione: Convenzione, **altro: Any) -> Tappa:
    dati = {"entro_il": date(2026, 12, 31), "motivo": "Manca il parere", "versione": 1}
    return sposta_tappa(convenzione, "M1", **dati | {"utente": chi(Ruolo.FUNZIONARIO_UNIONE)} | altro)


def test_the_first_act_writes_the_milestone_and_the_next_one_corrects_it(convenzione: Convenzione) -> None:
    raggiunta(convenzione, file=("relazione.pdf", b"%PDF-1.7 relazione"))
    raggiunta(convenzione, il=date(2026, 11, 18), note="Delibera 12", versione=2)
    tappa = Tappa.objects.get()
    assert (tappa.codice, tappa.entro_il, tappa.raggiunta_il, tappa.note, tappa.versione) == (
        "M1", date(2025, 12, 31), date(2026, 11, 18), "Delibera 12", 3,
    )  # fmt: skip
    assert tappa.documento.nome == "relazione.pdf"


def test_the_first_house_is_reached_only_with_a_house(convenzione: Convenzione) -> None:
    with pytest.raises(AttoRifiutato, match="non ce n’è ancora nessuna"):
        raggiunta(convenzione, "M3")
    casa_aperta()
    assert raggiunta(convenzione, "M3").raggiunta_il == OGGI


def test_the_unione_moves_a_milestone_and_says_why(convenzione: Convenzione) -> None:
    tappa = spostata(convenzione)
    assert (tappa.entro_il, tappa.motivo_spostamento, tappa.note, tappa.raggiunta_il) == (
        date(2026, 12, 31), "Manca il parere", "", None,
    )  # fmt: skip


def test_a_milestone_that_is_reached_still_says_why_it_was_moved(convenzione: Convenzione) -> None:
    spostata(convenzione)
    tappa = raggiunta(convenzione, versione=2)
    assert (tappa.entro_il, tappa.motivo_spostamento, tappa.note) == (
        date(2026, 12, 31), "Manca il parere", "Relazione",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("atto", "altro", "frase"),
    [
        (
            raggiunta, {"utente": Ruolo.OPERATORE_ETS},
            "Le tappe le registra chi coordina l’ente partner: spetta a un altro ruolo.",
        ),
        (raggiunta, {"note": " "}, "Scrivi da che cosa si vede che la tappa è raggiunta."),
        (raggiunta, {"il": date(2026, 11, 20)}, "La data è nel futuro: scrivila quando sarà successo"),
        (
            spostata, {"utente": Ruolo.COORDINATORE_ETS},
            "Le scadenze delle tappe le sposta l’Unione: spetta a un altro ruolo.",
        ),
        (spostata, {"motivo": ""}, "Scrivi perché la scadenza si sposta."),
        (spostata, {"entro_il": date(2025, 12, 31)}, "La scadenza è già il 31/12/2025: scrivine un’altra"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why_and_writes_nothing(
    convenzione: Convenzione, atto: Any, altro: dict[str, Any], frase: str
) -> None:
    if "utente" in altro:
        altro = altro | {"utente": chi(altro["utente"])}
    with pytest.raises(AttoRifiutato) as rifiuto:
        atto(convenzione, **altro)
    assert (str(rifiuto.value), Tappa.objects.count()) == (frase, 0)


def test_who_writes_second_on_the_same_milestone_is_told(convenzione: Convenzione) -> None:
    raggiunta(convenzione)
    with pytest.raises(ModificaConcorrente):
        raggiunta(convenzione, note="Altro")
