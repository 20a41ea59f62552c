"""The milestones of the line in a convention: always three, written or not yet."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from cohousing.choices import CodiceTappa, StatoImmobile
from cohousing.models import RicognizioneImmobile, Struttura, Tappa
from cohousing.rules.tappa import StatoTappa, entro_predefinito, stato_tappa
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Convenzione, Documento


@dataclass(frozen=True)
class TappaLetta:
    """A milestone as pages and reports read it. ``pk`` is None while no act has written it; ``spostata`` when an act
    has moved its day, and ``motivo_spostamento`` why. ``note`` says what shows it is reached.
    """

    codice: str
    nome: str
    entro_il: date
    spostata: bool
    raggiunta_il: date | None
    note: str
    documento: Documento | None
    stato: StatoTappa
    pk: int | None = None
    versione: int = 1
    motivo_spostamento: str = ""

    def __str__(self) -> str:
        return f"{self.codice} – {self.nome}"


def tappe_di(convenzione: Convenzione, al: date | None = None) -> list[TappaLetta]:
    """M1, M2 and M3 as they stood on ``al`` (today unless told): one query."""
    giorno = al or oggi()
    righe = Tappa.objects.filter(convenzione=convenzione).select_related("documento")
    scritte = {riga.codice: riga for riga in righe}
    return [_letta(convenzione, codice, scritte.get(codice), giorno) for codice in CodiceTappa]


def _letta(convenzione: Convenzione, codice: CodiceTappa, riga: Tappa | None, giorno: date) -> TappaLetta:
    entro = entro_predefinito(convenzione.inizio)
    if riga is None:
        return TappaLetta(codice.value, codice.label, entro, False, None, "", None, stato_tappa(entro, None, giorno))
    raggiunta = riga.raggiunta_il if riga.raggiunta_il and riga.raggiunta_il <= giorno else None
    stato = stato_tappa(riga.entro_il, raggiunta, giorno)
    return TappaLetta(
        codice.value, codice.label, riga.entro_il, riga.entro_il != entro, raggiunta, riga.note if raggiunta else "",
        riga.documento if raggiunta else None, stato, riga.pk, riga.versione, riga.motivo_spostamento,
    )  # fmt: skip


def prima_casa_aperta() -> date | None:
    """The day the first house of the line opened, also when it has closed since."""
    return Struttura.objects.aggregate(primo=Min("attiva_dal"))["primo"]


def suggerimenti() -> dict[str, str]:
    """What the office already knows that says how far each milestone is: two queries."""
    conti = RicognizioneImmobile.objects.aggregate(
        tutti=Count("pk"),
        visti=Count("pk", filter=~Q(stato__in=[StatoImmobile.SEGNALATO, StatoImmobile.SCARTATO])),
        approvati=Count("pk", filter=Q(stato=StatoImmobile.APPROVATO_CABINA)),
    )
    casa, visti, approvati = prima_casa_aperta(), conti["visti"], conti["approvati"]
    return {
        CodiceTappa.M1: (
            f"{visti} {plurale(visti, 'immobile visitato,immobili visitati')} su "
            f"{conti['tutti']} {plurale(conti['tutti'], 'segnalato,segnalati')}"
        ),
        CodiceTappa.M2: f"{approvati} {plurale(approvati, 'immobile approvato,immobili approvati')} dalla Cabina",
        CodiceTappa.M3: f"La prima casa è aperta dal {in_data(casa)}" if casa else "Nessuna casa è ancora aperta",
    }
