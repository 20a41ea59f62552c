"""Two tablets at the same door, two people asking for the same certificates (quality R1)."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from formazione.actions import attestato as atti
from formazione.actions.attestato import prepara_attestati
from formazione.actions.presenza import segna_entrata, segna_presenze
from formazione.models import Attestato, Presenza, Sessione
from formazione.rules.presenza import Segnatura
from tests.factories.formazione import PASSATO, IscrizioneFactory, evento_con, operatrice, porta_a, presente, sessione
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Lavoro

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]


def insieme(atti: list[Callable[[], object]]) -> list[object]:
    """Start every act at the same instant, each on its own connection; a refusal is an answer too."""
    via = threading.Barrier(len(atti))

    def corri(atto: Callable[[], object]) -> object:
        via.wait()
        try:
            return atto()
        except AttoRifiutato as rifiuto:
            return rifiuto
        finally:
            connection.close()

    with ThreadPoolExecutor(len(atti)) as corsie:
        return list(corsie.map(corri, atti))


def in_corso() -> Sessione:
    """A session that began half an hour ago: races run on the clock of the wall."""
    inizio = timezone.localtime() - timedelta(minutes=30)
    return sessione(evento_con(PASSATO), inizio.date(), f"{inizio:%H:%M}")


def test_one_qr_read_by_four_people_is_one_entry() -> None:
    incontro = in_corso()
    persona, chi = IscrizioneFactory(evento=incontro.evento), operatrice()
    risposte = insieme([lambda: segna_entrata(incontro, persona, utente=chi) for _ in range(4)])
    assert sorted(type(r).__name__ for r in risposte) == ["AttoRifiutato"] * 3 + ["Presenza"]
    assert Presenza.objects.count() == 1


def test_two_registers_saved_together_keep_the_rows_of_both() -> None:
    incontro = in_corso()
    persone, chi = [IscrizioneFactory(evento=incontro.evento) for _ in range(8)], operatrice()
    ore = incontro.prenotazione.inizio, incontro.prenotazione.fine
    meta = [persone[::2], persone[1::2][::-1]]
    risposte = insieme(
        [lambda m=m: segna_presenze(incontro, [Segnatura(p.pk, ore) for p in m], utente=chi) for m in meta]
    )
    assert (risposte, Presenza.objects.count()) == ([4, 4], 8)


def test_certificates_asked_by_two_people_are_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atti, "attestato_pdf", lambda *_, **__: b"%PDF-1.7")
    evento = evento_con(PASSATO, con_attestato=True)
    persone: list[Any] = [IscrizioneFactory(evento=evento) for _ in range(6)]
    for persona in persone:
        presente(persona, evento.sessioni.get())
    porta_a(evento, "SVOLTO")
    chi, chiavi = operatrice(), [persona.pk for persona in persone]
    lavori = [Lavoro.objects.create(titolo="6 attestati", utente=chi, totale=6) for _ in range(2)]
    insieme([lambda riga=riga: prepara_attestati.call(str(riga.pk), evento.pk, chiavi) for riga in lavori])
    assert (Attestato.objects.count(), Attestato.objects.filter(documento=None).count()) == (6, 0)
    assert sorted(Attestato.objects.values_list("numero", flat=True)) == [
        f"AT-{timezone.localdate().year}-{n:04d}" for n in range(1, 7)
    ]
