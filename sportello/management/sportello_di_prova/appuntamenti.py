"""Appointments on the open hours of each desk: two past years, and three weeks to come."""

from datetime import date, datetime, timedelta
from random import Random

from sportello.choices import ModoAppuntamento, MotivoAccesso, StatoAppuntamento
from sportello.management.sportello_di_prova.accessi import giorni_feriali
from sportello.models import Appuntamento
from valdera_housing.choices import Linea, TipoSede
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import Chiusura, MembroNucleo, OrarioApertura, Prenotazione, prossimo_numero

MINUTI = 45
GIORNI_AVANTI = 21
# Of every hundred past appointments.
STATI = {
    StatoAppuntamento.EFFETTUATO: 80, StatoAppuntamento.ASSENTE: 11, StatoAppuntamento.ANNULLATO_UTENTE: 6,
    StatoAppuntamento.ANNULLATO_ENTE: 3,
}  # fmt: skip
MOTIVI = (
    MotivoAccesso.RICERCA_ALLOGGIO, MotivoAccesso.SFRATTO, MotivoAccesso.ERP, MotivoAccesso.CONTRIBUTO_AFFITTO,
    MotivoAccesso.MOROSITA,
)  # fmt: skip
ANNULLATI = (StatoAppuntamento.ANNULLATO_UTENTE, StatoAppuntamento.ANNULLATO_ENTE)


def carica_appuntamenti(scena: Scena) -> None:
    membri = list(
        MembroNucleo.objects.intestatari().filter(nucleo__in=scena.nuclei).select_related("nucleo", "persona")
    )
    orari = list(OrarioApertura.objects.select_related("sede", "stanza").order_by("pk"))
    posti = [(inizio, orario) for giorno in _giorni(scena) for inizio, orario in _posti(scena, giorno, orari)]
    arrivi = [(inizio, orario, _chi(membri, inizio, scena.caso)) for inizio, orario in posti]
    arrivi = [(inizio, orario, membro) for inizio, orario, membro in arrivi if membro]
    numeri = {
        anno: iter(range(prossimo_numero("appuntamento", anno, quanti), 10**9))
        for anno, quanti in _per_anno([inizio for inizio, _, _ in arrivi]).items()
    }
    appuntamenti, prenotazioni = [], []
    for inizio, orario, membro in arrivi:
        numero = f"AP-{inizio.year}-{next(numeri[inizio.year]):04d}"
        stato = _stato(inizio.date(), scena)
        prenotazioni.append(_prenotazione(numero, inizio, orario, scena, annullata=stato in ANNULLATI))
        appuntamenti.append(_appuntamento(numero, stato, membro, inizio, orario, scena))
    Prenotazione.objects.bulk_create(prenotazioni)
    for appuntamento, prenotazione in zip(appuntamenti, prenotazioni, strict=True):
        appuntamento.prenotazione = prenotazione
    Appuntamento.objects.bulk_create(appuntamenti)
    _da_fissare(scena, membri)


def _giorni(scena: Scena) -> list[date]:
    """Working days on which every desk is open."""
    fine = scena.oggi + timedelta(days=GIORNI_AVANTI)
    chiusi = [(c.dal, c.al) for c in Chiusura.objects.filter(sede=None)]
    feste = {(1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (11, 1), (12, 8), (12, 25), (12, 26)}
    return [
        giorno
        for giorno in giorni_feriali(scena.inizio, fine)
        if (giorno.month, giorno.day) not in feste and not any(dal <= giorno <= al for dal, al in chiusi)
    ]


def _posti(scena: Scena, giorno: date, orari: list[OrarioApertura]) -> list[tuple[datetime, OrarioApertura]]:
    """Some of the places of a day: at the main desk a colleague receives, the other goes round the comuni."""
    scelti = []
    for orario in orari:
        centrale = orario.sede.tipo == TipoSede.CENTRALE
        quanti = scena.caso.choice((0, 1, 1, 2) if centrale else (0, 0, 1, 2))
        if orario.giorno == giorno.weekday() and not (scena.piccola and scena.caso.random() < 0.7):
            inizio = alle(giorno, orario.dalle.hour, orario.dalle.minute)
            scelti += [(inizio + timedelta(minutes=MINUTI * n), orario) for n in range(quanti)]
    return _senza_due_comuni_insieme(scelti)


def _senza_due_comuni_insieme(
    scelti: list[tuple[datetime, OrarioApertura]],
) -> list[tuple[datetime, OrarioApertura]]:
    """Who goes round the comuni is in one of them in a morning."""
    decentrate = [orario.sede_id for _, orario in scelti if orario.sede.tipo == TipoSede.DECENTRATA]
    prima = decentrate[0] if decentrate else None
    return [(i, o) for i, o in scelti if o.sede.tipo == TipoSede.CENTRALE or o.sede_id == prima]


def _chi(membri: list[MembroNucleo], inizio: datetime, caso: Random) -> MembroNucleo | None:
    arrivati = [m for m in membri if m.nucleo.in_carico_dal and m.nucleo.in_carico_dal < inizio.date()]
    return caso.choice(arrivati) if arrivati else None


def _per_anno(inizi: list[datetime]) -> dict[int, int]:
    return {anno: sum(i.year == anno for i in inizi) for anno in sorted({i.year for i in inizi})}


def _stato(giorno: date, scena: Scena) -> str:
    if giorno >= scena.oggi:
        return StatoAppuntamento.CONFERMATO
    return scena.caso.choices(list(STATI), list(STATI.values()))[0]


def _prenotazione(
    numero: str, inizio: datetime, orario: OrarioApertura, scena: Scena, *, annullata: bool
) -> Prenotazione:
    centrale = orario.sede.tipo == TipoSede.CENTRALE
    return Prenotazione(
        linea=Linea.SPO, titolo=f"Appuntamento {numero}", inizio=inizio, fine=inizio + timedelta(minutes=MINUTI),
        operatore=scena.operatrice if centrale else scena.operatore, sede=orario.sede, stanza=orario.stanza,
        viaggio=orario.sede.minuti_viaggio, annullata_alle=inizio - timedelta(days=1) if annullata else None,
        sequenza=int(annullata),
    )  # fmt: skip


def _appuntamento(
    numero: str, stato: str, membro: MembroNucleo, inizio: datetime, orario: OrarioApertura, scena: Scena
) -> Appuntamento:
    chiesto = max(inizio.date() - timedelta(days=scena.caso.randint(2, 16)), scena.inizio)
    return Appuntamento(
        numero=numero, stato=stato, modo=ModoAppuntamento.PRESENZA, persona=membro.persona, nucleo=membro.nucleo,
        telefono=membro.persona.telefono, comune=membro.nucleo.comune, motivi=[scena.caso.choice(MOTIVI)],
        sede=orario.sede, richiesto_il=min(chiesto, scena.oggi), richiesto_da=scena.operatrice,
        esito="Non è riuscito a venire, ha telefonato" if stato in ANNULLATI else "",
    )  # fmt: skip


def _da_fissare(scena: Scena, membri: list[MembroNucleo]) -> None:
    """Four that wait for a day."""
    anno = scena.oggi.year
    for membro in membri[:4]:
        Appuntamento.objects.create(
            numero=f"AP-{anno}-{prossimo_numero('appuntamento', anno):04d}", stato=StatoAppuntamento.RICHIESTO,
            persona=membro.persona, nucleo=membro.nucleo, comune=membro.nucleo.comune,
            motivi=[scena.caso.choice(MOTIVI)], richiesto_il=scena.oggi - timedelta(days=2),
            richiesto_da=scena.assistente,
        )  # fmt: skip
