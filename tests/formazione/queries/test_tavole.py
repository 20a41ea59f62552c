"""Table T11: what training did in a quarter, beside the one before."""

from datetime import date
from decimal import Decimal as D

import pytest

from formazione.queries.tavole import tavole
from rendicontazione.queries.istantanea import _tavola
from tests.factories.formazione import (
    PASSATO,
    ContenutoFactory,
    IscrizioneFactory,
    conta,
    evento_con,
    porta_a,
    presente,
)
from tests.factories.persone import ComuneFactory
from tests.fondo_garanzia.queries.pagamenti import OTTAVO, trimestre

pytestmark = pytest.mark.django_db


def test_the_table_in_full() -> None:
    corso = evento_con(PASSATO, comune=ComuneFactory(nome="Pontedera"))
    for gruppo in ("BENEFICIARI", "CONDUTTORI", "CONDUTTORI"):
        presente(IscrizioneFactory(evento=corso, destinatario=gruppo), corso.sessioni.get())
    festa = evento_con(date(2026, 9, 10), tipo="INCONTRO_PARTECIPATIVO", registro="ANONIMO")
    conta(festa.sessioni.get(), CITTADINANZA=40)
    porta_a(corso, "SVOLTO")
    porta_a(festa, "SVOLTO")
    ContenutoFactory()
    trovate = {
        t.titolo: [(r.nome, str(r.valore), str(r.precedente)) for r in t.righe] for t in tavole(trimestre(OTTAVO))
    }
    assert trovate == {
        "Eventi svolti, per tipo": [("Formazione per chi abita", "1", "0"), ("Incontro partecipativo", "0", "1")],
        "Eventi svolti, per comune": [("Pontedera", "1", "0"), ("Tutta l’Unione", "0", "1")],
        "Partecipanti, per gruppo": [
            ("Persone seguite dal servizio", "1", "0"), ("Inquilini", "2", "0"), ("Cittadinanza", "0", "40"),
        ],
        "Partecipanti, per tipo di evento": [
            ("Formazione per chi abita", "3", "0"), ("Incontro partecipativo", "0", "40"),
        ],
        "Partecipanti, per comune": [("Pontedera", "3", "0"), ("Tutta l’Unione", "0", "40")],
        "Ore, per tipo di evento": [
            ("Formazione per chi abita, ore di incontri", "2.0", "0.0"),
            ("Formazione per chi abita, ore frequentate", "6.0", "0.0"),
            ("Incontro partecipativo, ore di incontri", "0.0", "2.0"),
            ("Incontro partecipativo, ore frequentate", "0.0", "80.0"),
        ],
        "Contenuti pubblicati, per canale": [("Sito", "1", "0")],
    }  # fmt: skip


def test_few_people_are_hidden_with_their_complement_and_events_never() -> None:
    corso = evento_con(PASSATO)
    for gruppo, quanti in (("BENEFICIARI", 1), ("CONDUTTORI", 4), ("PROPRIETARI", 6)):
        for _ in range(quanti):
            presente(IscrizioneFactory(evento=corso, destinatario=gruppo), corso.sessioni.get())
    porta_a(corso, "SVOLTO")
    stampate = {t.titolo: _tavola(t, 3)["righe"] for t in tavole(trimestre(OTTAVO))}
    assert [(r["nome"], r["valore"]) for r in stampate["Partecipanti, per gruppo"]] == [
        ("Persone seguite dal servizio", {"soppresso": "PRIMARIO"}),
        ("Proprietari", "6"),
        ("Inquilini", {"soppresso": "SECONDARIO"}),
        ("Totale", "11"),
    ]
    assert [(r["nome"], r["valore"]) for r in stampate["Eventi svolti, per tipo"]] == [
        ("Formazione per chi abita", "1")
    ]


def test_hours_of_too_few_people_are_hidden() -> None:
    corso = evento_con(PASSATO)
    presente(IscrizioneFactory(evento=corso), corso.sessioni.get())
    porta_a(corso, "SVOLTO")
    ore = next(t for t in tavole(trimestre(OTTAVO)) if t.titolo == "Ore, per tipo di evento")
    assert [(r.valore, r.nuclei) for r in ore.righe] == [(D("2.0"), (None, None)), (D("2.0"), (1, None))]


def test_nothing_is_printed_while_nothing_was_done() -> None:
    assert tavole(trimestre(OTTAVO)) == []
