from datetime import timedelta
from typing import Any

from cohousing.choices import AreaAutonomia, Gravita, Provvedimento, TemaRegola
from cohousing.models import ObiettivoAutonomia, PunteggioAutonomia, VerificaAutonomia, Violazione
from tests.factories.cohousing import ViolazioneFactory, verifica


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """Goals, a review and a warning of the stay of this world; in bulk, as many talks about rules and some reviews."""
    stay = mondo.permanenza
    ObiettivoAutonomia.objects.bulk_create(
        ObiettivoAutonomia(permanenza=stay, area=area, traguardo=3, descrizione="Un corso") for area in AreaAutonomia
    )
    fatta = verifica(stay, stay.inizio)
    altre = VerificaAutonomia.objects.bulk_create(
        VerificaAutonomia(permanenza=stay, svolta_il=stay.inizio + timedelta(days=n + 1), autore=mondo.ets)
        for n in range(min(quanti - 1, 200))
    )
    PunteggioAutonomia.objects.bulk_create(
        PunteggioAutonomia(verifica=altra, area=area, punti=1) for altra in altre for area in AreaAutonomia
    )
    richiamo = ViolazioneFactory(permanenza=stay)
    Violazione.objects.bulk_create(
        Violazione(
            permanenza=stay, giorno=stay.inizio, tema=TemaRegola.RUMORE, gravita=Gravita.LIEVE,
            fatto="Musica dopo le undici", provvedimento=Provvedimento.NESSUNO, annotata_da=mondo.ets,
        )
        for _ in range(quanti - 1)
    )  # fmt: skip
    atti = ("autonomia", "fissa_obiettivi", "verifica_autonomia", "annota_violazione")
    return {"verifica": fatta, "violazione": richiamo} | {f"permanenza_{atto}": stay for atto in atti}
