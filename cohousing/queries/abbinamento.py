"""The facts the matching asks for: one query for all the candidates, one for all the units, one for the thresholds.

What belongs to each row (people, stays, days taken) comes with it as JSON: a page costs the same for one and for a
thousand.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, DateField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest, JSONObject

from cohousing.choices import StatoCandidatura, StatoPermanenza, StatoStruttura
from cohousing.models import Candidatura, Fermo, Permanenza, Unita
from cohousing.queries.unita import unita_e_casa
from cohousing.rules.abbinamento import PostoOfferto, Richiesta, Soggiorno, Soglie
from cohousing.rules.categoria import ETA_ANZIANI, Componente
from cohousing.rules.permanenza import limiti
from cohousing.rules.posto import Presa
from valdera_housing.choices import StatoProgetto
from valdera_housing.kit.periodo import Periodo
from valdera_housing.models import MembroNucleo, Nucleo, Parametro, ProgettoIndividuale

COLLEGATE = ("caso__nucleo__comune", "comune", "unita__struttura")


def soglie_in_vigore(giorno: date) -> Soglie:
    valori = Parametro.objects.valori(giorno)
    return Soglie(int(valori.get("eta_anziani", ETA_ANZIANI)), limiti(valori).mesi)


def _di_chi_e_dentro(nucleo: str, giorno: date) -> ArraySubquery:
    membri = MembroNucleo.objects.alla_data(giorno).filter(nucleo=OuterRef(nucleo)).order_by("dal", "pk")
    return ArraySubquery(
        membri.values(
            dati=JSONObject(
                nato_il="persona__nato_il",
                sesso="persona__sesso",
                cittadinanza="persona__cittadinanza",
                parentela="parentela",
            )
        )
    )


def con_nucleo(candidature: QuerySet[Candidatura], giorno: date) -> QuerySet[Candidatura]:
    """Each candidate with its household on the day, the places it has in houses, whether its project is signed."""
    soggiorni = (
        Permanenza.objects.exclude(stato=StatoPermanenza.ANNULLATA)
        .filter(nucleo=OuterRef("caso__nucleo"))
        .filter(Q(stato__in=[StatoPermanenza.PREPARAZIONE, StatoPermanenza.IN_CORSO]) | Q(uscita_il__gte=giorno))
        .order_by("inizio", "pk")
    )
    firmati = ProgettoIndividuale.objects.filter(caso=OuterRef("caso"), stato=StatoProgetto.FIRMATO)
    return candidature.select_related(*COLLEGATE).annotate(
        componenti=_di_chi_e_dentro("caso__nucleo", giorno),
        soggiorni=ArraySubquery(
            soggiorni.values(
                dati=JSONObject(casa="struttura__nome", al=Coalesce("uscita_il", "fine_effettiva"), stato="stato")
            )
        ),
        progetto_firmato=Exists(firmati),
    )


def componenti_di(righe: Iterable[dict[str, Any]]) -> tuple[Componente, ...]:
    return tuple(
        Componente(date.fromisoformat(r["nato_il"]) if r["nato_il"] else None, r["sesso"], r["cittadinanza"])
        for r in righe
    )


def componenti_del_nucleo(nucleo: Nucleo, giorno: date) -> tuple[Componente, ...]:
    membri = MembroNucleo.objects.alla_data(giorno).filter(nucleo=nucleo).select_related("persona")
    return tuple(Componente(m.persona.nato_il, m.persona.sesso, m.persona.cittadinanza) for m in membri)


def richiesta_di(candidatura: Any) -> Richiesta:
    """What a candidate read with ``con_nucleo`` asks."""
    vivi = (StatoPermanenza.PREPARAZIONE, StatoPermanenza.IN_CORSO)
    return Richiesta(
        categoria=candidatura.categoria,
        componenti=componenti_di(candidatura.componenti),
        mesi=candidatura.mesi,
        condizioni=frozenset(candidatura.condizioni),
        accessibile=candidatura.accessibile,
        esigenze=frozenset(candidatura.esigenze),
        comune=candidatura.comune.nome if candidatura.comune else "",
        solo_quel_comune=candidatura.solo_quel_comune,
        entro_il=candidatura.entro_il,
        soggiorni=tuple(
            Soggiorno(s["casa"], date.fromisoformat(s["al"]), s["stato"] in vivi) for s in candidatura.soggiorni
        ),
        caso_chiuso_il=candidatura.caso.chiuso_il,
        progetto_firmato=candidatura.progetto_firmato,
        seguita=candidatura.caso.assistente_sociale_id is not None,
    )


def unita_proponibili(giorno: date) -> QuerySet[Unita]:
    """The units of open houses that are still there on a day, free or not."""
    ancora = Q(al=None) | Q(al__gte=giorno)
    return Unita.objects.filter(ancora, struttura__stato=StatoStruttura.ATTIVA).order_by("struttura__nome", "nome")


def con_giorni_presi(unita: QuerySet[Unita], giorno: date) -> QuerySet[Unita]:
    """Each unit with its house, the days taken from ``giorno`` on and the candidature it is proposed to.

    Who stays past the end agreed is still there: the day is taken.
    """
    presi = JSONObject(dal="inizio", al="ultimo")
    vere = Permanenza.objects.exclude(stato=StatoPermanenza.ANNULLATA).annotate(
        ultimo=Coalesce("uscita_il", Greatest("fine_effettiva", _oggi_se_abita(giorno)))
    )
    da_oggi = vere.filter(ultimo__gte=giorno).order_by("inizio", "pk")
    fermi = Fermo.objects.filter(Q(al=None) | Q(al__gte=giorno), unita=OuterRef("pk")).order_by("dal")
    proposte = Candidatura.objects.filter(unita=OuterRef("pk"), stato=StatoCandidatura.PROPOSTA)
    return unita.select_related("struttura__alloggio__comune").annotate(
        giorni_abitati=ArraySubquery(da_oggi.filter(unita=OuterRef("pk")).values(dati=presi)),
        giorni_fermi=ArraySubquery(fermi.values(dati=JSONObject(dal="dal", al="al"))),
        giorni_dei_nuclei=ArraySubquery(da_oggi.filter(struttura=OuterRef("struttura")).values(dati=presi)),
        proposte=ArraySubquery(proposte.values(dati=JSONObject(pk="pk", numero="numero"))),
    )


def _oggi_se_abita(giorno: date) -> Any:
    """Today for a stay in course: PostgreSQL's GREATEST leaves the NULL of the others out."""
    return Case(When(stato=StatoPermanenza.IN_CORSO, then=Value(giorno)), output_field=DateField())


def posto_di(unita: Any, candidatura: Candidatura | None = None) -> PostoOfferto:
    """A unit read with ``con_giorni_presi``, as a candidate finds it."""
    casa = unita.struttura
    altre = [p["numero"] for p in unita.proposte if candidatura is None or p["pk"] != candidatura.pk]
    return PostoOfferto(
        **unita_e_casa(unita, accoglie=casa.stato == StatoStruttura.ATTIVA),
        categoria=casa.categoria,
        comune=casa.alloggio.comune.nome,
        attiva_dal=casa.attiva_dal,
        accessibile=unita.accessibile,
        dotazioni=frozenset(unita.dotazioni),
        abitata=tuple(Presa.letto(riga) for riga in unita.giorni_abitati),
        ferma=tuple(Periodo.letto(riga) for riga in unita.giorni_fermi),
        in_casa=tuple(Presa.letto(riga) for riga in unita.giorni_dei_nuclei),
        proposta_a=altre[0] if altre else "",
    )
