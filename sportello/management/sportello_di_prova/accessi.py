"""About two accesses a working day: by any channel, some from people nobody asked the name of."""

from datetime import date, timedelta
from random import Random

from sportello.choices import Canale, ChiChiede, EsitoAccesso, MotivoAccesso
from sportello.models import Accesso
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import Comune, MembroNucleo, Sede

OGNI_GIORNO = 2
CANALI = {
    Canale.SPORTELLO: 40, Canale.TELEFONO: 28, Canale.DECENTRATO: 14, Canale.EMAIL: 7, Canale.WHATSAPP: 7,
    Canale.SEGNALAZIONE: 3, Canale.DOMICILIARE: 1,
}  # fmt: skip
MOTIVI = {
    MotivoAccesso.RICERCA_ALLOGGIO: 28, MotivoAccesso.CONTRIBUTO_AFFITTO: 18, MotivoAccesso.ERP: 16,
    MotivoAccesso.SFRATTO: 9, MotivoAccesso.MOROSITA: 8, MotivoAccesso.UTENZE: 6, MotivoAccesso.LAVORO: 5,
    MotivoAccesso.CONTRATTO_L431: 4, MotivoAccesso.DOCUMENTI: 4, MotivoAccesso.ALLOGGIO_IMPROPRIO: 4,
    MotivoAccesso.MEDIAZIONE_CONFLITTO: 3, MotivoAccesso.MOROSITA_INCOLPEVOLE: 3, MotivoAccesso.SENZA_DIMORA: 2,
    MotivoAccesso.VIOLENZA: 1,
}  # fmt: skip
ESITI = {
    EsitoAccesso.INFORMAZIONE_FORNITA: 50, EsitoAccesso.APPUNTAMENTO_FISSATO: 25, EsitoAccesso.DOMANDA_COMPILATA: 14,
    EsitoAccesso.INVIO_SERVIZIO_SOCIALE: 5, EsitoAccesso.INVIO_ALTRI: 4, EsitoAccesso.NON_COMPETENZA: 2,
}  # fmt: skip
# Who is known by name, of every hundred accesses.
CONOSCIUTI = 70


def giorni_feriali(dal: date, al: date) -> list[date]:
    giorni = (dal + timedelta(days=n) for n in range((al - dal).days + 1))
    return [giorno for giorno in giorni if giorno.weekday() < 5]


def carica_accessi(scena: Scena) -> None:
    caso = scena.caso
    membri = list(
        MembroNucleo.objects.intestatari().filter(nucleo__in=scena.nuclei).select_related("nucleo", "persona")
    )
    sedi = list(Sede.objects.select_related("comune"))
    visti: set[int] = set()
    accessi = []
    for giorno in giorni_feriali(scena.inizio, scena.oggi - timedelta(days=1)):
        for _ in range(caso.randrange(OGNI_GIORNO * 2 + 1) if not scena.piccola else caso.randrange(2)):
            canale = caso.choices(list(CANALI), list(CANALI.values()))[0]
            arrivati = [m for m in membri if m.nucleo.in_carico_dal and m.nucleo.in_carico_dal <= giorno]
            membro = caso.choice(arrivati) if arrivati and caso.randrange(100) < CONOSCIUTI else None
            comune = membro.nucleo.comune if membro else caso.choice([*scena.comuni, None])
            accessi.append(
                Accesso(
                    avvenuto_alle=alle(giorno, caso.choice((9, 10, 11, 12, 15, 16, 17)), caso.choice((0, 10, 25, 40))),
                    canale=canale,
                    sede=_sede(canale, sedi, comune, caso),
                    comune=comune,
                    chi_chiede=ChiChiede.PROPRIETARIO if caso.random() < 0.06 else ChiChiede.INQUILINO,
                    motivi=sorted({_a_caso(MOTIVI, caso) for _ in range(caso.choice((1, 1, 2)))}),
                    esiti=[_a_caso(ESITI, caso)],
                    minuti=caso.choice((5, 10, 15, 20, 30, 45)),
                    persona=membro.persona if membro else None,
                    nucleo=membro.nucleo if membro else None,
                    operatore=caso.choice((scena.operatore, scena.operatrice)),
                )
            )
    for accesso in sorted(accessi, key=lambda a: a.avvenuto_alle):
        accesso.primo_accesso = accesso.persona_id not in visti if accesso.persona_id else caso.random() < 0.4
        visti.add(accesso.persona_id)
    Accesso.objects.bulk_create(accessi)


def _a_caso(pesi: dict, caso: Random) -> str:
    return caso.choices(list(pesi), list(pesi.values()))[0]


def _sede(canale: str, sedi: list[Sede], comune: Comune | None, caso: Random) -> Sede | None:
    """Where: the desk of the comune for the decentralised, the main one for who came, nowhere by phone."""
    if canale == Canale.SPORTELLO:
        return next(sede for sede in sedi if sede.tipo == "CENTRALE")
    decentrate = [sede for sede in sedi if sede.tipo == "DECENTRATA"]
    if canale == Canale.DECENTRATO:
        return next((sede for sede in decentrate if sede.comune == comune), caso.choice(decentrate))
    return None
