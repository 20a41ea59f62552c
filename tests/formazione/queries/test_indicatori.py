"""Indicators I22, I27 and I29: the numbers, the people they speak of, the rows behind them."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from formazione.models import Evento, PartnerEvento
from formazione.queries.archivio import Archivio
from formazione.queries.indicatori import DEFINIZIONI, indicatori
from tests.factories.casa import CasoFactory
from tests.factories.formazione import (
    PASSATO,
    ContenutoFactory,
    CostoFactory,
    IscrizioneFactory,
    PartnerFactory,
    QuestionarioFactory,
    conta,
    evento_con,
    porta_a,
    presente,
    rispondi,
)
from tests.factories.persone import MembroNucleoFactory
from tests.fondo_garanzia.queries.pagamenti import OTTAVO, SETTIMO, trimestre
from valdera_housing.queries.indicatori import Misura

pytestmark = pytest.mark.django_db
ESTATE = date(2026, 9, 10)


def misura(codice: str, numero: int) -> Misura:
    t = trimestre(numero)
    return DEFINIZIONI[codice].misura(Archivio([t]), t)


def corso(*giorni: date, minuti: tuple[int, ...] = (120,), **altro: object) -> Evento:
    """An event of two hours a day, held, with a person there for each of ``minuti`` on the first day."""
    evento = evento_con(*giorni, **altro)
    for quanti in minuti:
        presente(IscrizioneFactory(evento=evento), evento.sessioni.get(numero=1), quanti)
    return evento


def test_i22_an_event_counts_in_the_quarter_of_its_last_day_with_all_its_people_and_hours() -> None:
    porta_a(corso(ESTATE, PASSATO, minuti=(120, 60)), "SVOLTO")
    porta_a(corso(ESTATE), "SVOLTO")
    corso(PASSATO)  # not closed yet
    evento_con(PASSATO, stato="ANNULLATO")
    codici = ("I22", "I22P", "I22H", "I22O")
    assert {n: [misura(c, n).valore for c in codici] for n in (SETTIMO, OTTAVO)} == {
        SETTIMO: [1, 1, D("2.0"), D("2.0")],
        OTTAVO: [1, 2, D("4.0"), D("3.0")],
    }


def test_i22_who_is_counted_without_a_name_counts_once_for_the_fullest_session() -> None:
    evento = evento_con(ESTATE, PASSATO, registro="ANONIMO")
    prima, seconda = evento.sessioni.order_by("numero")
    conta(prima, CITTADINANZA=12, PROPRIETARI=2)
    conta(seconda, CITTADINANZA=9, PROPRIETARI=5)
    porta_a(evento, "SVOLTO")
    persone, ore, proprietari = (misura(codice, OTTAVO) for codice in ("I22P", "I22O", "I27"))
    assert (persone.valore, persone.nuclei, ore.valore, proprietari.valore) == (17, 17, D("56.0"), 5)
    assert [(r.nome, r.celle) for r in persone.righe] == [
        (evento.numero, (evento.titolo, "12/11/2026", "Tutta l’Unione", "17"))
    ]


def test_i22_and_i27_the_liking_is_the_mean_of_all_the_answers() -> None:
    for destinatari, voti in ((["PROPRIETARI"], (5, 4)), (["BENEFICIARI"], (2,))):
        evento = evento_con(PASSATO, destinatari=destinatari)
        questionario = QuestionarioFactory(evento=evento, aperto=True)
        for voto in voti:
            rispondi(questionario, voto, "Bene")
        porta_a(evento, "SVOLTO")
    tutti, proprietari = misura("I22G", OTTAVO), misura("I27G", OTTAVO)
    assert [(m.valore, m.nuclei) for m in (tutti, proprietari)] == [(D("3.7"), 3), (D("4.5"), 2)]
    assert [r.celle[-1] for r in tutti.righe] == ["4,5 (2)", "2,0 (1)"]
    assert misura("I22G", SETTIMO) == Misura(None, ("Titolo", "Svolto il", "Comune", "Media (fogli)"), [], None)


def test_i29_a_body_of_the_network_counts_once() -> None:
    sindacato, scuola = PartnerFactory(nome="Sindacato inquilini"), PartnerFactory(nome="Istituto Fermi")
    PartnerFactory()
    eventi = [evento_con(PASSATO, numero=f"EV-2026-000{n}") for n in range(2)]
    for evento in eventi:
        PartnerEvento.objects.create(evento=evento, partner=sindacato)
    PartnerEvento.objects.create(evento=eventi[1], partner=scuola)
    for evento in eventi:
        porta_a(evento, "SVOLTO")
    trovata = misura("I29", OTTAVO)
    assert (trovata.valore, [(r.nome, r.celle) for r in trovata.righe]) == (
        2, [("Istituto Fermi", ("EV-2026-0001",)), ("Sindacato inquilini", ("EV-2026-0000, EV-2026-0001",))],
    )  # fmt: skip


def test_the_people_followed_who_took_part_over_all_the_people_followed() -> None:
    """Two households with an open case (their heads and three more), one whose case was closed before."""
    caso = CasoFactory(aperto_il=date(2026, 2, 1))
    presente_, assente = (MembroNucleoFactory(nucleo=caso.nucleo) for _ in range(2))
    altro = CasoFactory(aperto_il=date(2026, 10, 20))
    MembroNucleoFactory(nucleo=altro.nucleo)
    chiuso = CasoFactory(aperto_il=date(2026, 1, 1), chiuso_il=date(2026, 3, 1), esito="CASA_TROVATA")
    di_prima = MembroNucleoFactory(nucleo=chiuso.nucleo)
    evento = evento_con(PASSATO)
    for membro in (presente_, di_prima):
        iscrizione = IscrizioneFactory(evento=evento, persona=membro.persona)
        presente(iscrizione, evento.sessioni.get())
    IscrizioneFactory(evento=evento, persona=assente.persona)
    porta_a(evento, "SVOLTO")
    trovata = misura("I22B", OTTAVO)
    assert (trovata.valore, trovata.nuclei, [r.celle for r in trovata.righe]) == (D("20.0"), 1, [("5",), ("1",)])
    assert misura("I22B", SETTIMO).valore == D("0.0")


def test_the_cost_of_an_hour_is_what_was_paid_over_the_hours_of_all() -> None:
    evento = corso(PASSATO, minuti=(120, 60))
    CostoFactory(evento=evento, importo="90.00")
    CostoFactory(evento=evento, importo="500.00", pagato_il=None)
    CostoFactory(evento=evento, importo="500.00", annullato_il=PASSATO)
    porta_a(evento, "SVOLTO")
    assert (misura("I22E", OTTAVO).valore, misura("I22E", SETTIMO).valore) == (D("30.00"), None)


def test_contents_and_comuni() -> None:
    ContenutoFactory(raggiunti=None)
    ContenutoFactory(raggiunti=120)
    ContenutoFactory(pubblicato_il=ESTATE, raggiunti=None)
    porta_a(corso(PASSATO), "SVOLTO")
    valori = {n: [misura(c, n).valore for c in ("I22N", "I22R", "I22C")] for n in (SETTIMO, OTTAVO)}
    assert valori == {SETTIMO: [1, None, 0], OTTAVO: [2, 120, 0]}


def test_nothing_is_told_while_there_is_nothing() -> None:
    assert indicatori(trimestre(OTTAVO)) == []


def test_the_quarter_stands_beside_the_one_before() -> None:
    porta_a(corso(ESTATE), "SVOLTO")
    porta_a(corso(PASSATO, minuti=(120, 60)), "SVOLTO")
    per_codice = {i.codice: (i.valore, i.precedente, i.nuclei) for i in indicatori(trimestre(OTTAVO))}
    assert {codice: per_codice[codice] for codice in ("I22", "I22P", "I27", "I29")} == {
        "I22": (1, 1, (None, None, None)),
        "I22P": (2, 1, (2, 1, 0)),
        "I27": (0, 0, (0, 0, 0)),
        "I29": (0, 0, (None, None, None)),
    }


def test_the_numbers_cost_the_same_queries_whatever_the_rows() -> None:
    t = trimestre(OTTAVO)

    def costo() -> int:
        with CaptureQueriesContext(connection) as viste:
            indicatori(t)
        return len(viste)

    porta_a(corso(PASSATO), "SVOLTO")
    una = costo()
    for _ in range(3):
        porta_a(corso(PASSATO, minuti=(120, 30)), "SVOLTO")
        ContenutoFactory()
    assert (una, costo()) == (6, 6)  # four of the line, the calendar, the targets
