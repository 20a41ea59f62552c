"""What a household behind with its rent owes today, and the step its file asks for."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DecimalField, Exists, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from gestore.choices import PassoMorosita, StatoMorosita, StatoPiano
from gestore.models import AttoMorosita, Morosita, PianoRientro, RataPiano
from gestore.rules.morosita import SogliePassi, giorni_ritardo, valuta_morosita_di_legge
from gestore.rules.passo_morosita import FattiMorosita, PassoDaFare, Soglie, passo_da_fare
from valdera_housing.choices import NaturaContratto, TipoScadenza
from valdera_housing.kit.denaro import ZERO
from valdera_housing.kit.esito import Esito
from valdera_housing.models import Caso, Contratto, Parametro, Scadenza

# A deposit never paid is not a rent in arrears; what is due for living in a shared house has its own line.
NON_MOROSITA = {TipoScadenza.DEPOSITO, TipoScadenza.QUOTA, TipoScadenza.SPESE_COMUNI}
TIPI = [tipo for tipo in TipoScadenza if tipo not in NON_MOROSITA]
CANONI = (TipoScadenza.CANONE, TipoScadenza.RATA_PIANO)
ONERI = (TipoScadenza.ONERI, TipoScadenza.CONGUAGLIO, TipoScadenza.UTENZE)
# What is left of a lapsed plan is due at once, the very day.
RESTO_DEL_PIANO = Q(tipo=TipoScadenza.RATA_PIANO, chiave__endswith="/residuo")
FASCE = ((30, "Fino a 30 giorni"), (60, "Da 31 a 60 giorni"), (90, "Da 61 a 90 giorni"))
OLTRE = "Oltre 90 giorni"
EURO = DecimalField(max_digits=12, decimal_places=2)


def soglie_di(giorno: date) -> Soglie:
    """Days and instalments of the procedure in force on that day."""
    valori = Parametro.objects.valori(giorno)
    base = SogliePassi()

    def valore(chiave: str, predefinito: int) -> int:
        return int(valori.get(f"morosita_{chiave}", predefinito))

    return Soglie(
        SogliePassi(
            in_ritardo=valore("giorni_ritardo", base.in_ritardo),
            sollecito=valore("giorni_sollecito", base.sollecito),
            moroso=valore("giorni_moroso", base.moroso),
            colloquio=valore("giorni_colloquio", base.colloquio),
        ),
        rate=valore("rate_decadenza", Soglie().rate),
    )


def dovute() -> QuerySet[Scadenza]:
    """What households owe on their subleases and have not paid whole, late or not."""
    return (
        Scadenza.objects.aperte().da_incassare().filter(tipo__in=TIPI, contratto__natura=NaturaContratto.SUBLOCAZIONE)
    )


def in_mora(giorno: date) -> Q:
    """Late on that day."""
    return Q(scade_il__lt=giorno) | RESTO_DEL_PIANO


def in_mora_o_a_rate(giorno: date) -> Q:
    """Late on that day, or put in instalments: while some is left, the file stays open."""
    return Q(scade_il__lt=giorno) | Q(tipo=TipoScadenza.RATA_PIANO)


def in_ritardo_di(contratto: Contratto, giorno: date) -> QuerySet[Scadenza]:
    """The late dues of a contract, the oldest first."""
    return dovute().filter(in_mora(giorno), contratto=contratto).order_by("scade_il", "pk")


def con_debito(fascicoli: QuerySet[Morosita], giorno: date, soglie: Soglie) -> QuerySet[Morosita]:
    """Each file with ``debito`` (euro late), ``piu_vecchia`` (the oldest due day) and ``passo``, the step of today."""
    dovuto = dovute().filter(in_mora(giorno), contratto=OuterRef("contratto")).order_by().values("contratto")
    rate = RataPiano.objects.filter(
        piano__morosita=OuterRef("pk"),
        piano__stato=StatoPiano.ATTIVO,
        scadenza__aperta=True,
        scadenza__scade_il__lt=giorno,
    )
    annotati = fascicoli.annotate(
        debito=Coalesce(Subquery(dovuto.annotate(s=Sum("residuo")).values("s")), Value(ZERO), output_field=EURO),
        piu_vecchia=Subquery(dovuto.annotate(m=Min("scade_il")).values("m")),
        rate_scadute=Coalesce(
            Subquery(rate.order_by().values("piano__morosita").annotate(n=Count("pk")).values("n")), Value(0)
        ),
        colloquio_fatto=Exists(AttoMorosita.objects.filter(morosita=OuterRef("pk"), passo=PassoMorosita.COLLOQUIO)),
        piano_proposto=Exists(PianoRientro.objects.filter(morosita=OuterRef("pk"), stato=StatoPiano.PROPOSTO)),
    )
    return annotati.annotate(passo=_passo(giorno, soglie))


def _passo(giorno: date, soglie: Soglie) -> Case:
    """The rule ``passo_da_fare`` in SQL, for filtering and sorting; a test keeps the two equal."""
    D, P = StatoMorosita, PassoMorosita

    def da(giorni: int) -> Q:
        return Q(piu_vecchia__lte=giorno - timedelta(days=giorni))

    return Case(
        When(da(soglie.passi.moroso) & Q(stato__in=[D.IN_RITARDO, D.SOLLECITATA]), then=Value(P.LETTERA)),
        When(da(soglie.passi.sollecito) & Q(stato=D.IN_RITARDO), then=Value(P.SOLLECITO)),
        When(stato=D.MOROSA, piano_proposto=False, colloquio_fatto=True, then=Value(P.PIANO)),
        When(da(soglie.passi.colloquio) & Q(stato=D.MOROSA, piano_proposto=False), then=Value(P.COLLOQUIO)),
        When(stato=D.IN_PIANO, rate_scadute__gte=soglie.rate, then=Value(P.DECADENZA)),
        When(stato=D.PIANO_DECADUTO, piano_proposto=False, then=Value(P.INVIO_FONDO)),
        default=Value(""),
    )


def passo_dovuto_di(morosita: Any, giorno: date, soglie: Soglie) -> PassoDaFare | None:
    """The step of a file read with ``con_debito``, with its reason."""
    m = morosita
    giorni = giorni_ritardo(m.piu_vecchia, giorno) if m.piu_vecchia else 0
    fatti = FattiMorosita(m.stato, giorni, m.colloquio_fatto, m.piano_proposto, m.rate_scadute)
    return passo_da_fare(fatti, soglie)


@dataclass(frozen=True)
class Debito:
    """The late dues of a contract on a day, the oldest first."""

    giorno: date
    scadenze: tuple[Scadenza, ...]

    @property
    def importo(self) -> Decimal:
        return sum((s.residuo for s in self.scadenze), ZERO)

    @property
    def giorni(self) -> int:
        """Days of the oldest."""
        return max((giorni_ritardo(s.scade_il, self.giorno) for s in self.scadenze), default=0)

    @property
    def per_eta(self) -> list[tuple[str, Decimal]]:
        """Euro of each band of days; the bands sum to the debt."""
        somme = {nome: ZERO for _, nome in FASCE} | {OLTRE: ZERO}
        for scadenza in self.scadenze:
            giorni = giorni_ritardo(scadenza.scade_il, self.giorno)
            somme[next((nome for fino, nome in FASCE if giorni <= fino), OLTRE)] += scadenza.residuo
        return list(somme.items())

    def di_legge(self, canone_mensile: Decimal) -> Esito:
        """Whether the law lets the contract be ended (art. 5 L. 392/1978)."""
        canoni = [giorni_ritardo(s.scade_il, self.giorno) for s in self.scadenze if s.tipo in CANONI]
        oneri = sum((s.residuo for s in self.scadenze if s.tipo in ONERI), ZERO)
        return valuta_morosita_di_legge(max(canoni, default=0), oneri, canone_mensile)


def debito_di(contratto: Contratto, giorno: date) -> Debito:
    return Debito(giorno, tuple(in_ritardo_di(contratto, giorno)))


def contratti_in_ritardo(giorno: date, soglie: Soglie) -> dict[int, date]:
    """Contracts without an open file and with a due late enough to open one, each with its oldest late day."""
    aperti = Morosita.objects.aperte().filter(contratto=OuterRef("contratto"))
    limite = giorno - timedelta(days=max(soglie.passi.in_ritardo, 1))
    righe = dovute().filter(~Exists(aperti), scade_il__lte=limite).order_by()
    return dict(righe.values("contratto").annotate(dal=Min("scade_il")).values_list("contratto", "dal"))


def senza_debito(fascicoli: QuerySet[Morosita], giorno: date) -> QuerySet[Morosita]:
    """The files on whose contract nothing is late and no instalment is left."""
    resta = dovute().filter(in_mora_o_a_rate(giorno), contratto=OuterRef("contratto"))
    return fascicoli.filter(~Exists(resta))


def piani_pagati() -> QuerySet[PianoRientro]:
    """The running plans whose instalments are all paid."""
    aperte = RataPiano.objects.filter(piano=OuterRef("pk"), scadenza__aperta=True)
    return PianoRientro.objects.filter(~Exists(aperte), stato=StatoPiano.ATTIVO)


def caso_aperto(contratto: Contratto) -> Caso | None:
    """The open case of the household, with its social worker."""
    return Caso.objects.aperti().filter(nucleo=contratto.nucleo_id).select_related("assistente_sociale").first()
