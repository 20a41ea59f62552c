"""The network and the paths to work of the world: one of everything, and many more rows of each list."""

from datetime import date
from typing import Any

from sportello.choices import AiutoOfferto, TipoRisorsa
from sportello.models import ImpegnoRisorsa, IncontroTavolo, OpportunitaLavoro, PercorsoLavoro, RisorsaTerritorio
from tests.factories.persone import MembroNucleoFactory, PersonaFactory
from tests.factories.sportello import (
    ImpegnoRisorsaFactory,
    IncontroTavoloFactory,
    OpportunitaLavoroFactory,
    PercorsoLavoroFactory,
    RisorsaTerritorioFactory,
)
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.models import Persona


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    risorsa = RisorsaTerritorioFactory(comune=mondo.comune, tipo=TipoRisorsa.AZIENDA, aggiornata_il=date(2026, 2, 1))
    ferma = RisorsaTerritorioFactory(comune=mondo.comune, attiva=False)
    opportunita = OpportunitaLavoroFactory(risorsa=risorsa, comune=mondo.comune, scade_il=date(2027, 1, 31))
    persona = PersonaFactory(comune=mondo.comune, nato_il=date(1985, 3, 2))
    MembroNucleoFactory(nucleo=mondo.caso.nucleo, persona=persona, parentela="CONIUGE")
    tavolo = IncontroTavoloFactory(verbale=archivia_documento(b"%PDF-1.7 verbale", "verbale.pdf", utente=mondo.ets))
    tavolo.presenti.set([risorsa])
    oggetti = {
        "risorsa": risorsa,
        "risorsa_riattiva": ferma,
        "impegno": ImpegnoRisorsaFactory(caso=mondo.caso, risorsa=risorsa),
        "opportunita": opportunita,
        "percorso": PercorsoLavoroFactory(
            caso=mondo.caso, persona=persona, opportunita=opportunita, ospitante=risorsa,
            tirocinio="EXTRACURRICULARE", tirocinio_dal=date(2026, 11, 2), indennita=450,
        ),
        "tavolo": tavolo,
    }  # fmt: skip
    _altre(mondo, quanti - 1, oggetti)
    return oggetti


def _altre(mondo: Any, quante: int, oggetti: dict[str, Any]) -> None:
    """As many more rows of every list."""
    numeri = range(quante)
    risorse = RisorsaTerritorio.objects.bulk_create(
        RisorsaTerritorio(
            nome=f"Associazione {n:04d}", tipo=TipoRisorsa.AZIENDA, comune=mondo.comune,
            aiuti=[AiutoOfferto.LAVORO], aggiornata_il=date(2026, 1, 1),
        )
        for n in numeri
    )  # fmt: skip
    oggetti["tavolo"].presenti.add(*risorse)
    ImpegnoRisorsa.objects.bulk_create(
        ImpegnoRisorsa(caso=mondo.caso, risorsa=oggetti["risorsa"], che_cosa=f"Spesa {n}", dal=date(2026, 10, 1))
        for n in numeri
    )
    OpportunitaLavoro.objects.bulk_create(
        OpportunitaLavoro(risorsa=oggetti["risorsa"], ruolo=f"Addetta {n}", pubblicata_il=date(2026, 11, 1))
        for n in numeri
    )
    persone = Persona.objects.bulk_create(
        Persona(cognome="Lavori", nome=f"Ada {n}", comune=mondo.comune) for n in numeri
    )
    PercorsoLavoro.objects.bulk_create(
        PercorsoLavoro(
            numero=f"PL-2017-{n:05d}", caso=mondo.caso, persona=persona, aperto_il=date(2026, 10, 1),
            obiettivo="Un lavoro", opportunita=oggetti["opportunita"], ospitante=oggetti["risorsa"],
        )
        for n, persona in enumerate(persone)
    )  # fmt: skip
    IncontroTavolo.objects.bulk_create(
        IncontroTavolo(giorno=date(2026, 9, 1), ordine_del_giorno=f"Incontro {n}", scritto_da=mondo.ets)
        for n in numeri
    )
