"""The line's own page: the last year in figures, the events that come, what waits to be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, DateTimeField, Min, Q, Sum
from django.utils import timezone

from formazione.choices import ASPETTI_EVENTO, StatoEvento, TipoEvento
from formazione.models import Evento, Iscrizione, Sessione
from formazione.queries.pagine import indirizzo
from formazione.queries.scadenziario import SCADENZIARIO
from formazione.workflow import VEDONO, VIVI
from valdera_housing.kit.aspetto import Aspetto, Tessera
from valdera_housing.kit.denaro import in_cifre
from valdera_housing.kit.scrittura import con_giorno, plurale
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.linea import Compito
from valdera_housing.models import Utente
from valdera_housing.queries.indicatori import decimo

MESI, MOSTRATI = 12, 8
