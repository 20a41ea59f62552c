"""Rows of different things in one query."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import CharField, Count, QuerySet, Value


def conta_insieme(righe: Mapping[str, QuerySet]) -> dict[str, int]:
    """How many rows of each name."""
    conti = [
        query.order_by()
        .values(nome_=Value(nome, output_field=CharField()))
        .annotate(quanti_=Count("pk"))
        .values_list("nome_", "quanti_")
        for nome, query in righe.items()
    ]
    return dict(unite(conti))


def unite(parti: Sequence[QuerySet]) -> Iterable:
    """The rows of all of these, one after the other, in one query; in none when there are none."""
    if not parti:
        return []
    return parti[0].union(*parti[1:], all=True) if parti[1:] else parti[0]
