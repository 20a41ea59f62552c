"""Candidates as the pages ask for them: the household on the day, its requirements, what it can bear."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gestore.models import Candidatura, Criterio, Morosita
from gestore.queries.alloggio import dati_di
from gestore.queries.canone import canone_al
from gestore.rules.alloggio import DatiNucleo, adeguatezza
from gestore.rules.requisiti import Criterio as CriterioInVigore
from gestore.rules.requisiti import DatiCandidato, verifica_requisiti
from valdera_housing.choices import NaturaContratto, StatoAlloggio
from valdera_housing.kit.esito import Esito, Motivo
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Alloggio, Contratto, Isee, MembroNucleo, Persona, Utente
from valdera_housing.queries.canone import Soglia
from valdera_housing.rules.canone import canone_sostenibile

MESI_MAGGIORE_ETA = 18 * 12
# A home that is or may become free: what a candidate can be proposed.
PROPONIBILI = (
    StatoAlloggio.CONTRATTUALIZZATO,
    StatoAlloggio.DISPONIBILE,
    StatoAlloggio.SFITTO,
    StatoAlloggio.IN_MANUTENZIONE,
    StatoAlloggio.ASSEGNATO,
)


def con_fatti(candidature: QuerySet[Candidatura], giorno: date, *, utente: Utente) -> QuerySet[Candidatura]:
    """Each candidate with its household on the day: head (when this user may read it), people, ISEE, arrears."""
    membri = MembroNucleo.objects.alla_data(giorno).filter(nucleo=OuterRef("nucleo")).order_by()
    testa = membri.intestatari().filter(persona__in=Persona.objects.visibili_a(utente))
    nati_prima = aggiungi_mesi(giorno, -MESI_MAGGIORE_ETA)
    adulti = membri.filter(Q(persona__nato_il=None) | Q(persona__nato_il__lte=nati_prima))
    isee = Isee.objects.filter(nucleo=OuterRef("nucleo"), presentata_il__lte=giorno).order_by("-presentata_il", "-pk")
    morosi = Morosita.objects.aperte().filter(contratto__nucleo=OuterRef("nucleo"))
    return candidature.select_related("nucleo__comune", "caso").annotate(
        cognome=Subquery(testa.values("persona__cognome")[:1]),
        nome=Subquery(testa.values("persona__nome")[:1]),
        componenti=_quanti(membri),
        adulti_con_cf=_quanti(adulti.exclude(persona__codice_fiscale=None)),
        isee=Subquery(isee.values("valore")[:1]),
        isee_scade_il=Subquery(isee.values("scade_il")[:1]),
        isee_difforme=Subquery(isee.values("difformita")[:1]),
        moroso=Exists(morosi),
    )


def _quanti(membri: QuerySet[MembroNucleo]) -> Any:
    conto = membri.values("nucleo").annotate(quanti=Count("pk")).values("quanti")
    return Coalesce(Subquery(conto), 0)


def intestatario(candidatura: Any) -> str:
    return f"{candidatura.cognome or ''} {candidatura.nome or ''}".strip()


def dati_candidato(candidatura: Any, giorno: date) -> DatiCandidato:
    """What the rules want to know of a candidate read with ``con_fatti``."""
    comune = candidatura.nucleo.comune
    aderente = comune.aderente_dal and comune.aderente_dal <= giorno
    aderente = aderente and (comune.aderente_al is None or comune.aderente_al >= giorno)
    return DatiCandidato(
        adulti_con_cf=candidatura.adulti_con_cf,
        # Somebody who lives elsewhere may work here: a person has to ascertain it.
        in_comune_aderente=True if aderente else None,
        isee=candidatura.isee,
        isee_scade_il=candidatura.isee_scade_il,
        isee_con_omissioni=bool(candidatura.isee_difforme),
        reddito_annuo=candidatura.reddito_annuo,
        permesso_valido=candidatura.soggiorno_valido,
        possiede_alloggio=candidatura.possiede_alloggio,
        relazione_servizio_sociale=candidatura.caso.assistente_sociale_id is not None,
        morosita_precedente=candidatura.moroso,
    )


def criteri_in_vigore(giorno: date) -> list[Criterio]:
    return list(Criterio.objects.validi(giorno).order_by("-obbligatorio", "pk"))


def verifica(candidatura: Any, criteri: Iterable[Criterio], giorno: date) -> list[tuple[Criterio, Motivo]]:
    """Every requirement in force with its reason for this candidate, in the order given."""
    righe = list(criteri)
    in_vigore = [
        CriterioInVigore(
            codice=str(riga.pk),
            tipo=riga.tipo,
            descrizione=riga.descrizione,
            soglia=riga.soglia,
            obbligatorio=riga.obbligatorio,
            atto=riga.atto,
        )
        for riga in righe
    ]
    motivi = verifica_requisiti(in_vigore, dati_candidato(candidatura, giorno), giorno)
    return [(riga, motivo) for riga, (_, motivo) in zip(righe, motivi, strict=True)]


def esito_di(verifiche: Sequence[tuple[Criterio, Motivo]]) -> Esito:
    return Esito(tuple(motivo for _, motivo in verifiche))


def sostenibile(candidatura: Candidatura, soglia: Soglia) -> Decimal | None:
    """Euro a month; None while the income is not known."""
    if candidatura.reddito_annuo is None:
        return None
    return canone_sostenibile(candidatura.reddito_annuo, soglia.pct)


def adatto(alloggio: Alloggio, candidatura: Any) -> Esito:
    """Whether a home suits the household of a candidate read with ``con_fatti``, with every reason."""
    chi = DatiNucleo(componenti=candidatura.componenti, serve_accessibile=candidatura.serve_accessibile)
    return adeguatezza(dati_di(alloggio), chi)


def canone_di_testa(alloggio: Alloggio, giorno: date) -> Decimal | None:
    """What the ETS pays the owner on a day, in euro a month; None without a signed contract."""
    contratti = Contratto.objects.vivi().filter(alloggio=alloggio, natura=NaturaContratto.TESTA)
    contratto = contratti.order_by("-inizio").first()
    return canone_al(contratto, giorno) if contratto else None


def proponibili(utente: Utente) -> QuerySet[Alloggio]:
    """The homes a candidate may be proposed, the free ones and those that will be."""
    return Alloggio.objects.visibili_a(utente).da_affittare().filter(stato__in=PROPONIBILI).select_related("comune")
