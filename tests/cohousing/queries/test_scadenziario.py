"""What shared houses put on the desk and on the page of the line, on 19 November 2026."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cohousing.choices import StatoCandidatura, StatoImmobile, StatoPermanenza, StatoTurno
from cohousing.models import Permanenza, Ricontatto, Struttura, Tappa
from cohousing.queries.scadenziario import DELLA_LINEA, SCADENZIARIO, che_aspettano
from tests.factories.casa import InvioFactory, ScadenzaFactory
from tests.factories.cohousing import (
    CandidaturaFactory,
    CostoFactory,
    ServizioFactory,
    SpesaComuneFactory,
    SupervisioneFactory,
    casa_aperta,
    immobile,
    permanenza,
    proposta,
    turno,
    verifica,
)
from tests.factories.contatore import contatore
from tests.factories.conti import ConvenzioneFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Linea, Ruolo, TipoScadenza
from valdera_housing.models import Comune, Parametro, Utente

pytestmark = pytest.mark.django_db
OGGI = date(2026, 11, 19)
ASSISTENTE, OPERATORE, CONTABILE = Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS
COORDINATORE, UNIONE = Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE
RUOLI = (ASSISTENTE, OPERATORE, CONTABILE, COORDINATORE, UNIONE, Ruolo.REVISORE)
Riga = tuple[str, str, str]


def di(ruolo: str) -> Utente:
    return UtenteFactory(ruoli=[ruolo], comuni=list(Comune.objects.all()) if ruolo == ASSISTENTE else [])


def compiti(scadenziario: Any, giorno: date = OGGI) -> dict[str, list[Riga]]:
    """What each role has to do, without those who have nothing."""
    per_ruolo = {
        ruolo: [(c.titolo, c.dettaglio, c.aspetto.etichetta) for c in scadenziario.compiti(di(ruolo), giorno)]
        for ruolo in RUOLI
    }
    return {ruolo: righe for ruolo, righe in per_ruolo.items() if righe}


def casa_vista(unita: int = 3) -> Struttura:
    """An open house where somebody was three days ago."""
    casa = casa_aperta(unita)
    SupervisioneFactory(struttura=casa)
    return casa


def abita(**altro: Any) -> Permanenza:
    """A stay in a house that was visited, with its path reviewed on 2 November."""
    stay = permanenza(casa_vista().unita.first(), **altro)
    if stay.stato == StatoPermanenza.IN_CORSO:
        verifica(stay, date(2026, 11, 2))
    return stay


def _ricontattato(stay: Permanenza, mesi: int) -> None:
    Ricontatto.objects.create(
        permanenza=stay, mesi=mesi, svolto_il=date(2026, 10, 1), situazione="ALTRA_CASA", autore=stay.referente
    )


def _uscito_a_maggio() -> None:
    abita(stato=StatoPermanenza.CONCLUSA, uscita_il=date(2026, 5, 10))


def _tappa_non_scritta() -> None:
    ConvenzioneFactory(inizio=date(2026, 1, 1), fine=date(2028, 12, 31))


CASI: list[tuple[Callable[[], object], tuple[str, ...], tuple[str, ...], Riga]] = [
    (
        lambda: InvioFactory(linea=Linea.COH),
        (OPERATORE,), (OPERATORE, COORDINATORE),
        ("Prendere in carico un nucleo inviato al cohousing", "Aspetta dal 02/11/2026", "Da fare"),
    ),
    (
        CandidaturaFactory,
        (OPERATORE,), (OPERATORE, COORDINATORE),
        ("Cercare un posto in una casa condivisa", "Presentata il 02/11/2026", "Da fare"),
    ),
    (
        lambda: proposta(casa_vista().unita.first()),
        (COORDINATORE,), (COORDINATORE,),
        ("Decidere su un posto in una casa condivisa", "L’ingresso è proposto per il 01/12/2026", "Da fare"),
    ),
    (
        lambda: SupervisioneFactory(giorno=date(2026, 11, 11)),
        (OPERATORE,), (OPERATORE, COORDINATORE),
        ("Visitare una casa condivisa", "Nessuno ci va dal 11/11/2026", "Da fare"),
    ),
    (
        casa_aperta,
        (OPERATORE,), (OPERATORE, COORDINATORE),
        ("Visitare una casa condivisa", "Nessuno ci va dal 15/01/2026", "Da fare"),
    ),
    (
        lambda: verifica(permanenza(casa_vista().unita.first()), date(2026, 8, 10)),
        (ASSISTENTE, OPERATORE), (ASSISTENTE, OPERATORE, COORDINATORE),
        ("Verificare il percorso di un nucleo in una casa condivisa", "Entro il 10/11/2026", "In ritardo"),
    ),
    (
        lambda: permanenza(casa_vista().unita.first(), inizio=date(2026, 10, 25)),
        (ASSISTENTE, OPERATORE), (ASSISTENTE, OPERATORE, COORDINATORE),
        ("Verificare il percorso di un nucleo in una casa condivisa", "Entro il 24/11/2026", "Da fare"),
    ),
    (
        lambda: abita(stato=StatoPermanenza.PREPARAZIONE, inizio=date(2026, 12, 1)),
        (OPERATORE,), (OPERATORE, COORDINATORE),
        ("Un ingresso in una casa condivisa aspetta le firme", "L’ingresso è il 01/12/2026", "Da fare"),
    ),
    (
        lambda: abita(fine_prevista=date(2026, 11, 15)),
        (OPERATORE, COORDINATORE), (OPERATORE, COORDINATORE),
        ("Una permanenza è oltre la sua fine", "Finiva il 15/11/2026: si proroga o si conclude", "In ritardo"),
    ),
    (
        _uscito_a_maggio,
        (ASSISTENTE, OPERATORE), (ASSISTENTE, OPERATORE, COORDINATORE),
        ("Sentire un nucleo uscito da una casa condivisa", "Entro il 10/11/2026", "In ritardo"),
    ),
    (
        lambda: ScadenzaFactory(linea=Linea.COH, tipo=TipoScadenza.QUOTA, contratto=None, scade_il=date(2026, 11, 5)),
        (CONTABILE,), (CONTABILE, COORDINATORE),
        ("Una quota di una casa condivisa non è pagata", "Scaduta il 05/11/2026", "In ritardo"),
    ),
    (
        lambda: SpesaComuneFactory(struttura=casa_vista()),
        (CONTABILE,), (CONTABILE, COORDINATORE),
        ("Ripartire una spesa comune", "Documento del 04/11/2026", "Da fare"),
    ),
    (
        lambda: CostoFactory(struttura=casa_vista(), pagato_il=None),
        (CONTABILE,), (CONTABILE, COORDINATORE),
        ("Pagare una spesa del cohousing", "Documento del 05/10/2026", "Da fare"),
    ),
    (
        lambda: turno(ServizioFactory(struttura=condominio_visto())),
        (OPERATORE,), (OPERATORE, COORDINATORE),
        ("Registrare com’è andato un turno di un servizio", "Era il 16/11/2026", "Da fare"),
    ),
    (
        lambda: immobile(StatoImmobile.PROPOSTO),
        (UNIONE,), (UNIONE,),
        ("Registrare la decisione della Cabina su un immobile", "Proposto il 05/10/2026", "Da fare"),
    ),
    (
        _tappa_non_scritta,
        (COORDINATORE,), (COORDINATORE,),
        ("Raggiungere le tappe del cohousing", "La prima va raggiunta entro il 31/12/2026", "Da fare"),
    ),
]  # fmt: skip


def condominio_visto() -> Struttura:
    casa = casa_aperta(tipo="CONDOMINIO_SOCIALE")
    SupervisioneFactory(struttura=casa)
    return casa


@pytest.mark.parametrize(("prepara", "alla_scrivania", "sulla_pagina", "attesa"), CASI)
def test_each_kind_of_thing_waits_for_who_does_it(
    prepara: Callable[[], object], alla_scrivania: tuple[str, ...], sulla_pagina: tuple[str, ...], attesa: Riga
) -> None:
    prepara()
    assert compiti(SCADENZIARIO) == {ruolo: [attesa] for ruolo in alla_scrivania}
    assert compiti(DELLA_LINEA) == {ruolo: [attesa] for ruolo in sulla_pagina}


def _vista_da_poco() -> None:
    SupervisioneFactory(giorno=date(2026, 11, 12))


def _si_visita_ogni_dieci_giorni() -> None:
    Parametro.objects.create(chiave="giorni_fra_le_visite", valore=10, valido_dal=date(2026, 1, 1), atto="Delibera 5")
    SupervisioneFactory(giorno=date(2026, 11, 9))


def _turno_di_oggi() -> None:
    turno(ServizioFactory(struttura=condominio_visto()), OGGI)


def _tappe_raggiunte() -> None:
    convenzione = ConvenzioneFactory(inizio=date(2026, 1, 1), fine=date(2028, 12, 31))
    casa_vista()
    for codice in ("M1", "M2", "M3"):
        Tappa.objects.create(
            convenzione=convenzione, codice=codice, entro_il=date(2026, 12, 31), raggiunta_il=date(2026, 10, 1),
            note="Verbale",
        )  # fmt: skip


def _sentito() -> None:
    _ricontattato(abita(stato=StatoPermanenza.CONCLUSA, uscita_il=date(2026, 5, 10)), 6)


@pytest.mark.parametrize(
    "prepara",
    [
        abita, _vista_da_poco, _si_visita_ogni_dieci_giorni, _turno_di_oggi, _tappe_raggiunte, _sentito,
        lambda: abita(stato=StatoPermanenza.PREPARAZIONE, inizio=date(2026, 12, 10)),
        lambda: abita(stato=StatoPermanenza.ANNULLATA),
        lambda: abita(stato=StatoPermanenza.CONCLUSA, uscita_il=date(2026, 10, 15)),
        lambda: CandidaturaFactory(stato=StatoCandidatura.RITIRATA, decisa_il=OGGI, motivazione="Ha trovato casa"),
        lambda: ScadenzaFactory(linea=Linea.COH, contratto=None, scade_il=date(2026, 11, 19)),
        lambda: turno(ServizioFactory(struttura=condominio_visto()), stato=StatoTurno.SVOLTO),
        lambda: CostoFactory(struttura=casa_vista()),
    ],
)  # fmt: skip
def test_what_is_in_order_waits_for_nobody(prepara: Callable[[], object]) -> None:
    prepara()
    assert (compiti(SCADENZIARIO), compiti(DELLA_LINEA)) == ({}, {})


def test_after_the_sixth_month_comes_the_twelfth() -> None:
    stay = abita(stato=StatoPermanenza.CONCLUSA, uscita_il=date(2026, 5, 10))
    _ricontattato(stay, 6)
    attesa = ("Sentire un nucleo uscito da una casa condivisa", "Entro il 10/05/2027", "Da fare")
    assert [compiti(SCADENZIARIO, giorno).get(ASSISTENTE) for giorno in (date(2027, 4, 9), date(2027, 4, 10))] == [
        None,
        [attesa],
    ]


@pytest.mark.parametrize(
    ("fine", "segnalate"),
    [
        (date(2027, 1, 18), ["1 permanenza finisce il 18/01/2027"]),
        (date(2027, 1, 19), []),
        (date(2026, 11, 19), ["1 permanenza finisce il 19/11/2026"]),
    ],
)
def test_a_stay_that_ends_within_sixty_days_is_a_fact_to_know(fine: date, segnalate: list[str]) -> None:
    abita(fine_prevista=fine)
    operatore = di(OPERATORE)
    assert [s.testo for s in SCADENZIARIO.segnalazioni(operatore, OGGI)] == segnalate
    assert [(d.giorno, d.testo) for d in SCADENZIARIO.prossime_date(operatore, OGGI)] == [
        (fine, "Finisce una permanenza in una casa condivisa") for _ in segnalate
    ]


def test_everything_of_the_line_costs_one_query(django_assert_num_queries: Any) -> None:
    for _ in range(3):
        abita(fine_prevista=date(2026, 11, 15))
        CandidaturaFactory()
    operatore = di(OPERATORE)
    with django_assert_num_queries(1):
        titoli = [c.titolo for c in SCADENZIARIO.compiti(operatore, OGGI)]
    assert titoli == ["Cercare 3 posti in case condivise", "3 permanenze sono oltre la loro fine"]


def test_the_menu_counts_what_each_role_is_waited_for() -> None:
    InvioFactory(linea=Linea.COH)
    InvioFactory(linea=Linea.GIS)
    casa = casa_vista()
    proposta(casa.unita.first())
    proposta(casa.unita.last())
    for _ in range(3):
        immobile(StatoImmobile.PROPOSTO)
    assert contatore(che_aspettano, OPERATORE, COORDINATORE, UNIONE, CONTABILE) == [1, 2, 3, None]
