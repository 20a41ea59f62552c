"""What a head lease agrees, read for the pure rules: its band, its verdict, its dates (domain.md 1.2-1.8)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from gestore.models import Disdetta, Locazione, Proroga, Sublocazione
from gestore.queries.registrazione import registrazione_di
from gestore.rules.istat import valuta_quota
from valdera_housing.choices import NaturaContratto, TipoContratto
from valdera_housing.kit.aspetto import Passo, Riga
from valdera_housing.kit.denaro import in_cifre, in_euro
from valdera_housing.kit.esito import Esito, Motivo, avviso, no
from valdera_housing.kit.scrittura import in_data, in_distanza
from valdera_housing.models import Alloggio, Contratto, FasciaAccordo, Utente
from valdera_housing.models.casa.contratto import VIVI
from valdera_housing.rules.canone import Limiti, limiti_fascia, valuta_canone_concordato, valuta_deposito
from valdera_housing.rules.durata import CONCORDATO, TRANSITORIO, ProssimaScadenza, prossima_scadenza, valuta_durata
from valdera_housing.rules.registrazione import scadenza_comunicazione, scadenza_rli

CONTROVERSA = avviso(
    "Cedolare secca con un ente come inquilino: materia controversa. L’Agenzia delle Entrate la nega, la Cassazione "
    "la ammette, decideranno le Sezioni Unite",
    "Cass. 12395/2024 e 12076/2025, ord. 30016/2025",
)
SENZA_FASCIA = avviso(
    "Scegli la fascia dell’accordo: senza, il contratto non si può firmare", "art. 2 c. 3 L. 431/1998"
)
SOLO_ENTE_LOCALE = avviso("Vale solo se il conduttore è il Comune o l’Unione", "art. 1 c. 3 L. 431/1998")
SENZA_ESIGENZA = no("Scrivi l’esigenza transitoria: senza, il contratto diventa un 4+4", "art. 2 DM 16/1/2017")
DI_TESTA = [
    tipo
    for tipo in TipoContratto.choices
    if tipo[0] not in {TipoContratto.SUBLOCAZIONE, TipoContratto.PATTO_OSPITALITA}
]


def contratti_di_testa(utente: Utente) -> QuerySet:
    """The contracts with owners this person may read, each with ``locazione_pk``: the rows of the list."""
    sua = Locazione.objects.filter(contratto=OuterRef("pk")).values("pk")[:1]
    righe = Contratto.objects.visibili_a(utente).filter(natura=NaturaContratto.TESTA)
    return righe.select_related("alloggio__comune", "proprietario").annotate(locazione_pk=Subquery(sua))


@dataclass(frozen=True)
class CalcoloFascia:
    """The rent a band allows to a home: zone, square metres, increase, and the two limits of a month."""

    fascia: FasciaAccordo
    mq: Decimal
    maggiorazione_pct: Decimal
    limiti: Limiti

    @property
    def righe(self) -> list[Riga]:
        """The computation as a receipt: €/m² in a year × m² / 12."""
        fascia = self.fascia
        al_metro = f"{in_cifre(fascia.minimo_mq_anno)}–{in_cifre(fascia.massimo_mq_anno)}"
        righe = [
            Riga(str(fascia), al_metro, nota="€ al m² in un anno"),
            Riga("Superficie", f"{in_cifre(self.mq)} m²"),
        ]
        if self.maggiorazione_pct:
            righe.append(Riga("Maggiorazione", f"{in_cifre(self.maggiorazione_pct)} %"))
        return [
            *righe,
            Riga("Canone minimo al mese", in_euro(self.limiti.minimo), nota="minimo × m² / 12", esito=True),
            Riga("Canone massimo al mese", in_euro(self.limiti.massimo), nota="massimo × m² / 12", esito=True),
        ]


def calcola_fascia(
    alloggio: Alloggio, fascia: FasciaAccordo | None, maggiorazione_pct: Decimal
) -> CalcoloFascia | None:
    """The limits of a band for a home; None when the band or the square metres are not known."""
    mq = alloggio.mq_convenzionali or alloggio.mq_calpestabili
    if fascia is None or mq is None:
        return None
    limiti = limiti_fascia(fascia.minimo_mq_anno, fascia.massimo_mq_anno, mq, maggiorazione_pct)
    return CalcoloFascia(fascia, mq, maggiorazione_pct, limiti)


def fasce_di(alloggio: Alloggio) -> QuerySet[FasciaAccordo]:
    """The bands of every accord of the comune of a home, the last accord first."""
    fasce = FasciaAccordo.objects.filter(accordo__comune=alloggio.comune_id).select_related("accordo__comune")
    return fasce.order_by("-accordo__valido_dal", "zona", "subfascia")


def valuta_locazione(alloggio: Alloggio, dati: Mapping[str, Any]) -> Esito:
    """Everything the law says of what is being agreed, each reason with its article."""
    esito = valuta_durata(dati["tipo"], dati["inizio"], dati["fine"])
    esito += valuta_deposito(dati["deposito"], dati["canone_mensile"])
    if dati["quota_istat"] is not None:
        esito += valuta_quota(dati["tipo"], dati["quota_istat"])
    return esito + Esito(tuple(_del_tipo(dati))) + valuta_fascia(alloggio, dati)


def _del_tipo(dati: Mapping[str, Any]) -> Iterator[Motivo]:
    if dati["tipo"] == TRANSITORIO and not dati["esigenza_transitoria"].strip():
        yield SENZA_ESIGENZA
    if dati["tipo"] == TipoContratto.ENTE_LOCALE_TRANSITORIO:
        yield SOLO_ENTE_LOCALE
    if dati["cedolare"]:
        yield CONTROVERSA


def valuta_fascia(alloggio: Alloggio, dati: Mapping[str, Any]) -> Esito:
    """Whether an agreed rent is inside its band on that day; other types have no band."""
    fascia = dati["fascia"]
    if fascia is None:
        return Esito((SENZA_FASCIA,)) if dati["tipo"] == CONCORDATO else Esito()
    accordo = fascia.accordo
    if accordo.comune_id != alloggio.comune_id:
        return Esito((no("La fascia è di un altro comune: scegline una dell’accordo di questo"),))
    if accordo.valido_dal > dati["inizio"] or (accordo.valido_al and accordo.valido_al < dati["inizio"]):
        return Esito((no(f"L’accordo scelto non vale il {in_data(dati['inizio'])}, quando il contratto comincia"),))
    calcolo = calcola_fascia(alloggio, fascia, dati["maggiorazione_pct"])
    if calcolo is None:
        return Esito((avviso("Scrivi i metri quadri dell’alloggio: senza, la fascia non si può calcolare"),))
    return valuta_canone_concordato(dati["canone_mensile"], calcolo.limiti, dati["deroga_motivata"])


def sublocazioni_di(locazione: Locazione, utente: Utente) -> QuerySet[Sublocazione]:
    """The subleases under a head lease that this person may read, the last first."""
    righe = Sublocazione.objects.visibili_a(utente).filter(locazione=locazione)
    return righe.select_related("contratto__nucleo").order_by("-contratto__inizio", "-pk")


def sublocazioni_vive(locazione: Locazione) -> QuerySet[Sublocazione]:
    """The subleases signed and not ended under a head lease, whoever asks."""
    return Sublocazione.objects.filter(locazione=locazione, contratto__stato__in=VIVI)


def scadenza_di(locazione: Locazione, giorno: date) -> ProssimaScadenza:
    """What happens at the end of the period that is running: extended ends count as agreed."""
    contratto = locazione.contratto
    return prossima_scadenza(
        contratto.tipo,
        contratto.inizio,
        contratto.fine,
        max(giorno, contratto.fine_effettiva),
        anni_rinnovo=locazione.rinnovo_anni,
    )


def date_di(locazione: Locazione, disdetta: Disdetta | None, proroghe: Sequence[Proroga], giorno: date) -> list[Passo]:
    """The dates of a head lease, those to come first with their distance, then those past."""
    passi = sorted(_date(locazione, disdetta, proroghe, giorno), key=lambda p: p.quando, reverse=True)
    futuri = sorted((p for p in passi if p.fase == "prossimo"), key=lambda p: p.quando)
    return [*futuri, *(p for p in passi if p.fase != "prossimo")]


def _date(
    locazione: Locazione, disdetta: Disdetta | None, proroghe: Sequence[Proroga], giorno: date
) -> Iterator[Passo]:
    contratto = locazione.contratto
    yield _passo(contratto.inizio, "Comincia il contratto", giorno)
    if contratto.stipulato_il:
        yield _passo(contratto.stipulato_il, "Firma", giorno)
    yield from _date_registrazione(contratto, giorno)
    for proroga in proroghe:
        yield _passo(proroga.decisa_il, f"Proroga fino al {in_data(proroga.nuova_fine)}", giorno)
        if proroga.registrata_il:
            yield _passo(proroga.registrata_il, "RLI della proroga inviato", giorno)
        else:
            yield _passo(
                scadenza_rli(proroga.fine_precedente), "RLI della proroga da inviare entro", giorno, da_fare=True
            )
    if contratto.cessato_il:
        yield _passo(contratto.cessato_il, "Il contratto è finito", giorno)
    elif contratto.stato in VIVI:
        yield from _date_fine(locazione, disdetta, giorno)


def _date_registrazione(contratto: Contratto, giorno: date) -> Iterator[Passo]:
    stato = registrazione_di(contratto, giorno)
    if contratto.registrato_il:
        yield _passo(contratto.registrato_il, "Registrato all’Agenzia delle Entrate", giorno)
        if contratto.comunicato_il:
            yield _passo(contratto.comunicato_il, "Registrazione comunicata", giorno)
        else:
            entro = scadenza_comunicazione(contratto.registrato_il)
            yield _passo(entro, "Registrazione da comunicare entro", giorno, da_fare=True)
    elif stato.scadenza and contratto.stato in VIVI:
        yield _passo(stato.scadenza, "Da registrare entro", giorno, da_fare=True)


def _date_fine(locazione: Locazione, disdetta: Disdetta | None, giorno: date) -> Iterator[Passo]:
    contratto = locazione.contratto
    if disdetta is not None and disdetta.efficace_dal:
        yield _passo(disdetta.ricevuta_il, "Disdetta arrivata", giorno)
        yield _passo(disdetta.efficace_dal, "Finisce per la disdetta", giorno, da_fare=True)
        return
    scadenza = scadenza_di(locazione, contratto.fine_effettiva)
    if scadenza.disdetta_entro and scadenza.disdetta_entro >= giorno:
        yield _passo(scadenza.disdetta_entro, "Ultimo giorno per la disdetta", giorno)
    yield _passo(contratto.fine_effettiva, "Scadenza", giorno, da_fare=True)


def _passo(quando: date, testo: str, giorno: date, *, da_fare: bool = False) -> Passo:
    """A moment: to come, or past; what had to be done and was not stays open, in sight."""
    futuro = quando > giorno or da_fare
    return Passo(
        quando, testo, fase="prossimo" if futuro else "fatto", nota=in_distanza(quando, giorno) if futuro else ""
    )
