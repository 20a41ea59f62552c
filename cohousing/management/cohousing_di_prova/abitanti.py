"""Who lives in the houses: chosen among the households without a home of the gestore, entered, followed, gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cohousing.choices import AreaAutonomia, Categoria, Condizione, EsitoPermanenza, Gravita, SituazioneDopo
from cohousing.choices import Provvedimento as PR
from cohousing.choices import StatoCandidatura as SC
from cohousing.choices import StatoPermanenza as SP
from cohousing.choices import TemaRegola as TR
from cohousing.management.cohousing_di_prova.copione import Casa, Vita
from cohousing.models import (
    Candidatura,
    ObiettivoAutonomia,
    Permanenza,
    Proroga,
    PunteggioAutonomia,
    Ricontatto,
    Struttura,
    Unita,
    VerificaAutonomia,
    Violazione,
)
from cohousing.rules.categoria import Componente, Famiglia, valuta_categoria
from valdera_housing.choices import NaturaContratto, StatoContratto, StatoProgetto
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import Caso, Contratto, ProgettoIndividuale, prossimo_numero
from valdera_housing.rules.durata import fine_dopo_mesi

# What a household of each category tells of itself.
CONDIZIONI = {Categoria.LAVORATORI: [Condizione.LAVORA]}
PRIMA_DI_ENTRARE = timedelta(days=40)
FRA_LE_VERIFICHE = 3
TRAGUARDI = {"REDDITO": 3, "CASA": 4, "LAVORO": 3, "RETE": 3, "LINGUA": 4}


@dataclass(frozen=True)
class Ospite:
    """A household that can come in: its case, its holder, how many people it has."""

    caso: Caso
    nome: str
    persone: int


class Disponibili:
    """The households that may be told of, each once."""

    def __init__(self) -> None:
        vivi = (StatoContratto.FIRMATO, StatoContratto.IN_CORSO, StatoContratto.DISDETTATO)
        abitano = Contratto.objects.filter(natura=NaturaContratto.SUBLOCAZIONE, stato__in=vivi)
        casi = Caso.objects.aperti().exclude(nucleo__in=abitano.values("nucleo")).select_related("nucleo")
        self.casi = list(casi.prefetch_related("nucleo__membri__persona").order_by("aperto_il", "pk"))

    def prendi(self, categoria: str, posti: int, giorno: date) -> Ospite | None:
        """The first that is of the category and fits the beds on that day."""
        for caso in self.casi:
            membri = [m for m in caso.nucleo.membri.all() if m.dal <= giorno and (m.al is None or m.al >= giorno)]
            if caso.aperto_il > giorno - PRIMA_DI_ENTRARE or not 0 < len(membri) <= posti:
                continue
            persone = tuple(Componente(m.persona.nato_il, m.persona.sesso, m.persona.cittadinanza) for m in membri)
            famiglia = Famiglia(persone, frozenset(CONDIZIONI.get(Categoria(categoria), [])), giorno)
            if valuta_categoria(categoria, famiglia).livello == "si":
                self.casi.remove(caso)
                capo = next((m.persona for m in membri if m.parentela == "INTESTATARIO"), membri[0].persona)
                return Ospite(caso, f"{capo.cognome} {capo.nome}", len(membri))
        return None


def carica_abitanti(scena: Scena, casa: Casa, struttura: Struttura, chi: Disponibili) -> list[Permanenza]:
    """The stays of a house in the order in which they began, then who waits for a place."""
    stanze = list(struttura.unita.order_by("pk"))
    permanenze = []
    for vita in sorted(casa.vite, key=lambda v: -v.da_giorni):
        inizio = max(scena.oggi - timedelta(days=vita.da_giorni), struttura.attiva_dal or scena.oggi)
        ospite = chi.prendi(casa.categoria, stanze[vita.stanza].posti_letto, inizio)
        if ospite is not None:
            permanenze.append(_vivi(scena, vita, stanze[vita.stanza], ospite, inizio))
    for _ in range(casa.in_attesa):
        in_attesa = chi.prendi(casa.categoria, 3, scena.oggi)
        if in_attesa is not None:
            giorno = scena.oggi - timedelta(days=scena.caso.randint(3, 35))
            with scena.momento(alle(giorno, 11), scena.operatrice):
                _candidatura(scena, struttura.categoria, in_attesa, giorno)
    return permanenze


def _vivi(scena: Scena, vita: Vita, stanza: Unita, ospite: Ospite, inizio: date) -> Permanenza:
    permanenza = _prepara(scena, vita, stanza, ospite, inizio)
    if inizio > scena.oggi:
        return permanenza
    with scena.momento(alle(inizio, 10), scena.operatrice):
        _firma(scena, permanenza)
        permanenza.stato = SP.IN_CORSO
        permanenza.save()
        _obiettivi(permanenza)
    _percorso(scena, vita, permanenza)
    if vita.proroga_mesi:
        _proroga(scena, vita, permanenza)
    if vita.richiami:
        _richiama(scena, permanenza)
    if vita.uscita_da_giorni is not None:
        _esci(scena, vita, permanenza)
    return permanenza


def _candidatura(scena: Scena, categoria: str, ospite: Ospite, giorno: date, **proposta: object) -> Candidatura:
    return Candidatura.objects.create(
        numero=f"CA-{giorno.year}-{prossimo_numero('candidatura_coabitazione', giorno.year):04d}",
        caso=ospite.caso,
        richiedente=ospite.nome,
        categoria=categoria,
        condizioni=CONDIZIONI.get(Categoria(categoria), []),
        comune=ospite.caso.nucleo.comune,
        entro_il=giorno + timedelta(days=90),
        presentata_il=giorno,
        creata_da=scena.operatrice,
        **proposta,
    )


def _prepara(scena: Scena, vita: Vita, stanza: Unita, ospite: Ospite, inizio: date) -> Permanenza:
    """The candidate accepted three weeks before, and the stay written."""
    deciso = min(inizio, scena.oggi) - timedelta(days=20)
    with scena.momento(alle(deciso, 12), scena.coordinatore):
        candidatura = _candidatura(
            scena, stanza.struttura.categoria, ospite, deciso - timedelta(days=12), unita=stanza, ingresso_il=inizio,
            stato=SC.ACCOLTA, decisa_da=scena.coordinatore, decisa_il=deciso,
            motivazione="La composizione è adatta alla casa; il servizio sociale la segue e c’è un progetto.",
        )  # fmt: skip
        fine = fine_dopo_mesi(inizio, vita.mesi)
        return Permanenza.objects.create(
            numero=f"PM-{inizio.year}-{prossimo_numero('permanenza', inizio.year):04d}",
            struttura=stanza.struttura,
            unita=stanza,
            nucleo=ospite.caso.nucleo,
            caso=ospite.caso,
            candidatura=candidatura,
            ospite=ospite.nome,
            persone=ospite.persone,
            referente=scena.operatrice,
            inizio=inizio,
            fine_prevista=fine,
            fine_effettiva=fine,
            quota_mensile=stanza.quota_mensile,
            cauzione=stanza.cauzione,
        )


def _firma(scena: Scena, permanenza: Permanenza) -> None:
    il = permanenza.inizio
    progetto = permanenza.caso.progetti.aperti().first()
    if progetto is None or progetto.redatto_il > il:
        permanenza.caso.progetti.aperti().update(stato=StatoProgetto.INTERROTTO, chiuso_il=scena.oggi, esito="Rifatto")
        progetto = ProgettoIndividuale(
            numero=f"PI-{il.year}-{prossimo_numero('progetto', il.year):04d}", caso=permanenza.caso, redatto_il=il,
            situazione="Non ha casa e può reggere una quota: un anno insieme ad altri per rimettersi in piedi.",
        )  # fmt: skip
    if progetto.firmato_il is None or progetto.firmato_il > il:
        progetto.firmato_il = il
    progetto.stato = StatoProgetto.FIRMATO
    progetto.verifica_entro = max(progetto.verifica_entro or il, scena.oggi + timedelta(days=60))
    progetto.save()
    permanenza.progetto = progetto
    permanenza.patto = permanenza.struttura.patti.get(stato="IN_VIGORE")
    permanenza.patto_firmato_il = il


def _obiettivi(permanenza: Permanenza) -> None:
    ObiettivoAutonomia.objects.bulk_create(
        ObiettivoAutonomia(permanenza=permanenza, area=area, traguardo=punti) for area, punti in TRAGUARDI.items()
    )


def _percorso(scena: Scena, vita: Vita, permanenza: Permanenza) -> None:
    """A review at the entry and every three months; people move forward, not always and not everywhere."""
    uscita = scena.oggi - timedelta(days=vita.uscita_da_giorni or 0)
    punti = {area: scena.caso.choice((0, 1, 1, 2)) for area in AreaAutonomia.values}
    for giorno in _giorni_di_verifica(permanenza.inizio, uscita):
        with scena.momento(alle(giorno, 15), scena.operatrice):
            verifica = VerificaAutonomia.objects.create(
                permanenza=permanenza, svolta_il=giorno, autore=scena.operatrice,
                note="Si è parlato di lavoro, scuola e conti di casa.",
            )  # fmt: skip
            PunteggioAutonomia.objects.bulk_create(
                PunteggioAutonomia(verifica=verifica, area=area, punti=valore) for area, valore in punti.items()
            )
        punti = {area: min(4, v + scena.caso.choice((0, 0, 1, 1))) for area, v in punti.items()}


def _giorni_di_verifica(inizio: date, fine: date) -> Iterator[date]:
    giorno = inizio + timedelta(days=14)
    while giorno < fine:
        yield giorno
        giorno = aggiungi_mesi(giorno, FRA_LE_VERIFICHE)


def _proroga(scena: Scena, vita: Vita, permanenza: Permanenza) -> None:
    decisa = permanenza.fine_prevista - timedelta(days=20)
    with scena.momento(alle(decisa, 12), scena.coordinatore):
        Proroga.objects.create(
            permanenza=permanenza,
            nuova_fine=aggiungi_mesi(permanenza.fine_prevista, vita.proroga_mesi),
            motivo="È in graduatoria per una casa popolare: manca poco",
            verbale="Sentiti la signora, l’assistente sociale e l’operatrice: si prosegue con gli stessi obiettivi.",
            decisa_il=decisa,
            decisa_da=scena.coordinatore,
        )
    permanenza.refresh_from_db()


def _richiama(scena: Scena, permanenza: Permanenza) -> None:
    giorno = scena.oggi - timedelta(days=38)
    with scena.momento(alle(giorno, 18), scena.operatrice):
        Violazione.objects.create(
            permanenza=permanenza, giorno=giorno, tema=TR.OSPITI, gravita=Gravita.LIEVE, annotata_da=scena.operatrice,
            fatto="Un ospite si è fermato a dormire due notti senza dirlo agli altri.",
            provvedimento=PR.PRIMO_RICHIAMO, comunicato_il=giorno + timedelta(days=1),
        )  # fmt: skip


def _esci(scena: Scena, vita: Vita, permanenza: Permanenza) -> None:
    giorno = scena.oggi - timedelta(days=vita.uscita_da_giorni or 0)
    with scena.momento(alle(giorno, 12), scena.operatrice):
        permanenza.stato, permanenza.uscita_il, permanenza.esito = SP.CONCLUSA, giorno, vita.esito or ""
        permanenza.motivo = "Ha smesso di abitare la casa" if vita.esito == EsitoPermanenza.ABBANDONO else ""
        permanenza.save()
    sentito = aggiungi_mesi(giorno, 6)
    if sentito <= scena.oggi:
        perso = vita.esito == EsitoPermanenza.ABBANDONO
        with scena.momento(alle(sentito, 10), scena.operatrice):
            Ricontatto.objects.create(
                permanenza=permanenza, mesi=6, svolto_il=sentito, autore=scena.operatrice,
                situazione=SituazioneDopo.NON_RINTRACCIATO if perso else SituazioneDopo.ANCORA_IN_CASA,
                note="" if perso else "Paga l’affitto da sola; la bambina va a scuola volentieri.",
            )  # fmt: skip
