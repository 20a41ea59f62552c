"""What the office asks of its desks: the hours of a week, the closures to come, what a closure would touch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Func, Q, QuerySet
from django.utils import timezone

from valdera_housing.choices import GiornoSettimana
from valdera_housing.models import Chiusura, Mediatore, OrarioApertura, Prenotazione, Sede
from valdera_housing.rules.luogo import Festa, feste

GIORNI_DI_FESTE = 183


@dataclass(frozen=True)
class GiornoDiApertura:
    """A day of the week and its hours, in force or to come."""

    nome: str
    orari: list[OrarioApertura]


def sedi_con_stanze() -> QuerySet[Sede]:
    """Every desk with its comune and, in ``quante_stanze``, how many rooms it has in use."""
    stanze = Count("stanze", filter=Q(stanze__attiva=True))
    return Sede.objects.select_related("comune").annotate(quante_stanze=stanze)


def settimana(sede: Sede, oggi: date) -> list[GiornoDiApertura]:
    """The seven days with the hours in force today or to come, the earlier first: one query."""
    orari = sede.orari.filter(Q(valido_al=None) | Q(valido_al__gte=oggi)).select_related("stanza")
    per_giorno: dict[int, list[OrarioApertura]] = {giorno: [] for giorno in GiornoSettimana.values}
    for orario in orari.order_by("giorno", "dalle", "valido_dal"):
        per_giorno[orario.giorno].append(orario)
    return [GiornoDiApertura(GiornoSettimana(g).label, o) for g, o in per_giorno.items()]


def orari_in_breve(sedi: Iterable[Sede], oggi: date) -> dict[int, str]:
    """The hours in force of some desks in a line each, «lun 9:00–13:00, gio 15:00–18:00», by key: one query."""
    righe = OrarioApertura.objects.validi(oggi, oggi).filter(sede__in=[s.pk for s in sedi])
    in_breve: dict[int, list[str]] = {}
    for o in righe.order_by("giorno", "dalle"):
        nome = GiornoSettimana(o.giorno).label[:3].lower()
        testo = f"{nome} {o.dalle.hour}:{o.dalle.minute:02}–{o.alle.hour}:{o.alle.minute:02}"
        gia_scritti = in_breve.setdefault(o.sede_id, [])
        if testo not in gia_scritti:
            gia_scritti.append(testo)
    return {sede: ", ".join(testi) for sede, testi in in_breve.items()}


def prossime_chiusure(sede: Sede, oggi: date) -> QuerySet[Chiusura]:
    """Closures of this desk, or of all, that have not ended."""
    return Chiusura.objects.filter(Q(sede=sede) | Q(sede=None), al__gte=oggi).order_by("dal", "pk")[:30]


def prossime_feste(sede: Sede, oggi: date) -> list[Festa]:
    """Holidays of the next six months, with the patron of the comune of the desk."""
    patrono = (sede.comune.patrono_giorno, sede.comune.patrono_mese)
    return feste(oggi, oggi + timedelta(days=GIORNI_DI_FESTE), patrono)


def impegni_nei_giorni(sede: Sede | None, dal: date, al: date) -> int:
    """Bookings that a closure of some days would touch; of every desk when ``sede`` is None."""
    inizio = timezone.make_aware(datetime.combine(dal, time.min))
    fine = timezone.make_aware(datetime.combine(al + timedelta(days=1), time.min))
    toccati = Prenotazione.objects.attive().fra(inizio, fine)
    return (toccati.filter(sede=sede) if sede else toccati.filter(sede__isnull=False)).count()


def lingue_dei_mediatori() -> list[str]:
    """The languages somebody interprets, in alphabetical order."""
    ogni = Mediatore.objects.annotate(lingua=Func(F("lingue"), function="unnest"))
    return list(ogni.order_by("lingua").values_list("lingua", flat=True).distinct())
