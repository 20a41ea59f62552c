"""Twelve evictions at different stages, and two closed a year ago."""

from datetime import timedelta
from decimal import Decimal

from sportello.actions.sfratto import apri_sfratto, chiudi_sfratto, registra_evento_sfratto
from sportello.choices import EsitoAccessoGiudiziario as A
from sportello.choices import EsitoSfratto, Fragilita, TipoSfratto
from sportello.choices import TipoEventoSfratto as E
from sportello.models import Sfratto
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import Caso

PROPRIETARI = ("Gino Baldi", "Immobiliare Era s.r.l.", "Carla Orsini", "Eredi Taddei", "Piero Lemmi")
# Days before today on which the desk knew, its type, what happened since (kind, days after, day fixed, how an access
# went), its outcome.
STORIE = (
    (10, TipoSfratto.MOROSITA, ((E.DISDETTA_O_MORA, 0, None, ""),), ""),
    (14, TipoSfratto.MOROSITA, ((E.INTIMAZIONE, 2, 29, ""),), ""),
    (70, TipoSfratto.MOROSITA, ((E.INTIMAZIONE, 0, 28, ""), (E.UDIENZA, 28, None, ""),
                                (E.TERMINE_DI_GRAZIA, 28, 118, "")), ""),
    (120, TipoSfratto.FINITA_LOCAZIONE, ((E.INTIMAZIONE, 5, 40, ""), (E.CONVALIDA, 40, 160, "")), ""),
    (200, TipoSfratto.MOROSITA, ((E.INTIMAZIONE, 0, 25, ""), (E.CONVALIDA, 25, 180, ""),
                                 (E.PRECETTO, 190, None, "")), ""),
    (210, TipoSfratto.MOROSITA, ((E.CONVALIDA, 10, 170, ""), (E.PRECETTO, 180, None, ""),
                                 (E.PREAVVISO, 200, 219, "")), ""),
    (260, TipoSfratto.MOROSITA, ((E.CONVALIDA, 0, 170, ""), (E.PRECETTO, 180, None, ""), (E.PREAVVISO, 200, 240, ""),
                                 (E.ACCESSO, 240, 281, A.RINVIO)), ""),
    (180, TipoSfratto.FINITA_LOCAZIONE, ((E.CONVALIDA, 30, 120, ""), (E.PROROGA, 110, 290, "")), ""),
    (150, TipoSfratto.MOROSITA, ((E.INTIMAZIONE, 0, 30, ""), (E.SANATORIA, 60, None, "")), EsitoSfratto.EVITATO_RESTA),
    (230, TipoSfratto.MOROSITA, ((E.CONVALIDA, 10, 170, ""), (E.ACCORDO, 100, None, "")),
     EsitoSfratto.EVITATO_CASA_A_CASA),
    (300, TipoSfratto.NECESSITA, ((E.CONVALIDA, 0, 150, ""), (E.PRECETTO, 160, None, ""), (E.PREAVVISO, 170, 190, ""),
                                  (E.ACCESSO, 190, None, A.ESEGUITO)), EsitoSfratto.ESEGUITO_CON_SOLUZIONE),
    (320, TipoSfratto.MOROSITA, ((E.CONVALIDA, 0, 150, ""), (E.PRECETTO, 160, None, ""), (E.PREAVVISO, 170, 190, ""),
                                 (E.ACCESSO, 190, None, A.ESEGUITO)), EsitoSfratto.ESEGUITO),
    (420, TipoSfratto.MOROSITA, ((E.INTIMAZIONE, 0, 30, ""), (E.RINUNCIA, 50, None, "")), EsitoSfratto.EVITATO_RESTA),
    (480, TipoSfratto.FINITA_LOCAZIONE, ((E.CONVALIDA, 0, 90, ""), (E.RILASCIO, 85, None, "")),
     EsitoSfratto.ESEGUITO_CON_SOLUZIONE),
)  # fmt: skip


def carica_sfratti(scena: Scena, casi: list[Caso]) -> list[Sfratto]:
    """One a case, in the order of the stories; a story older than the case begins with it."""
    storie = STORIE[:6] if scena.piccola else STORIE
    # The oldest cases have the longest stories.
    in_ordine = sorted(casi, key=lambda caso: caso.aperto_il)
    ordinate = sorted(storie, key=lambda storia: -storia[0])
    return [_sfratto(scena, caso, *storia) for caso, storia in zip(in_ordine, ordinate, strict=False)]


def _sfratto(scena: Scena, caso: Caso, giorni_fa: int, tipo: str, eventi: tuple, esito: str) -> Sfratto:
    inizio = scena.oggi - timedelta(days=giorni_fa)
    ultimo = inizio + timedelta(days=max(dopo for _, dopo, _, _ in eventi))
    with scena.momento(alle(ultimo, 10), scena.operatore):
        canone = Decimal(scena.caso.choice((420, 450, 480, 520, 560, 600)))
        moroso = tipo == TipoSfratto.MOROSITA
        dati = {
            "tipo": tipo, "aperto_il": inizio,
            "indirizzo": f"via Verdi {scena.caso.randint(1, 90)}, {caso.nucleo.comune}",
            "locatore": scena.caso.choice(PROPRIETARI), "legale": "avv. Lisa Corsi", "canone_mensile": canone,
            "importo_morosita": canone * scena.caso.randint(3, 10) if moroso else None,
            "spese_legali": Decimal(scena.caso.choice((350, 600, 820))) if moroso else None,
            "rg_numero": str(scena.caso.randint(1000, 4999)), "rg_anno": inizio.year,
            "fragilita": scena.caso.choice(([], [Fragilita.MINORI], [Fragilita.OVER_70], [Fragilita.SERVIZI_SOCIALI])),
        }  # fmt: skip
        sfratto = apri_sfratto(caso, dati, utente=scena.operatore)
        for genere, dopo, fissa, com_e_andato in eventi:
            fatto = {
                "tipo": genere, "giorno": inizio + timedelta(days=dopo), "esito": com_e_andato,
                "per_il": inizio + timedelta(days=fissa) if fissa else None,
            }  # fmt: skip
            registra_evento_sfratto(sfratto, fatto, utente=scena.operatore)
        if esito:
            chiudi_sfratto(sfratto, esito=esito, il=ultimo, nota="", utente=scena.operatore)
    sfratto.refresh_from_db()
    return sfratto
