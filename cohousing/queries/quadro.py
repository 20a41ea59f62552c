"""The line's own page: houses, beds, who lives there, who waits, what was done."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from cohousing.choices import StatoImmobile, StatoPermanenza, StatoStruttura
from cohousing.models import Candidatura, Fermo, Permanenza, RicognizioneImmobile, Struttura, Unita
from cohousing.queries.pagine import indirizzo
from cohousing.workflow import SEGUONO, VEDONO
from valdera_housing.kit.aspetto import Tessera
from valdera_housing.kit.scrittura import plurale
from valdera_housing.models import Utente
from valdera_housing.queries.conteggio import conta_insieme

POCHI = 3


def tessere(utente: Utente, giorno: date) -> list[Tessera]:
    """The large figures, in two queries. Who reads sums only (the Cabina) has no links, nor small counts."""
    conti = _conti(giorno)
    vede = utente.ha_ruolo(*VEDONO)
    in_preparazione = conti["in_progetto"]
    abitano, in_arrivo, liberi = conti["abitano"], conti["in_arrivo"], conti["liberi"]
    return [
        Tessera(
            "Case aperte", str(conti["aperte"]),
            f"{in_preparazione} in preparazione, {conti['unita']} {plurale(conti['unita'], 'unità,unità')} in tutto",
            url=indirizzo("struttura_elenco") if vede else "",
        ),
        Tessera(
            "Posti letto", str(conti["posti"]), f"{liberi} {plurale(liberi, 'libero,liberi')} oggi",
            url=indirizzo("unita_elenco") if vede else "",
        ),
        Tessera(
            "Nuclei che abitano le case", _quanti(abitano, vede),
            f"{in_arrivo} {plurale(in_arrivo, 'ingresso,ingressi')} in preparazione" if vede else "",
            url=indirizzo("permanenza_elenco", domanda=f"stato={StatoPermanenza.IN_CORSO}") if vede else "",
        ),
        Tessera(
            "Nuclei che aspettano un posto", _quanti(conti["aspettano"], vede), "candidature aperte o proposte",
            url=indirizzo("candidatura_elenco") if utente.ha_ruolo(*SEGUONO) else "",
        ),
        Tessera(
            "Immobili in ricognizione", str(conti["immobili"]),
            f"{conti['approvati']} {plurale(conti['approvati'], 'approvato,approvati')} dalla Cabina",
            url=indirizzo("immobile_elenco") if vede else "",
        ),
    ]  # fmt: skip


def _quanti(nuclei: int, vede: bool) -> str:
    return f"meno di {POCHI}" if not vede and 0 < nuclei < POCHI else str(nuclei)


def _conti(giorno: date) -> dict[str, int]:
    permanenze, immobili = Permanenza.objects.all(), RicognizioneImmobile.objects.all()
    conti = conta_insieme(
        {
            "aperte": Struttura.objects.attive(),
            "in_progetto": Struttura.objects.filter(stato=StatoStruttura.PROGETTO),
            "abitano": permanenze.in_corso(),
            "in_arrivo": permanenze.filter(stato=StatoPermanenza.PREPARAZIONE),
            "aspettano": Candidatura.objects.vive(),
            "immobili": immobili.exclude(stato=StatoImmobile.SCARTATO),
            "approvati": immobili.filter(stato=StatoImmobile.APPROVATO_CABINA),
        }
    )
    return conti | _letti(giorno)


def _letti(giorno: date) -> dict[str, int]:
    """Units and beds of the open houses; those free are neither lived in nor closed today."""
    fermi = Fermo.objects.filter(Q(al=None) | Q(al__gte=giorno), unita=OuterRef("pk"), dal__lte=giorno)
    abitata = Permanenza.objects.vissute().fra(giorno, giorno).filter(unita=OuterRef("pk"))
    unita = Unita.objects.del_giorno(giorno).filter(struttura__stato=StatoStruttura.ATTIVA)
    libera = ~Exists(abitata) & ~Exists(fermi)
    return unita.aggregate(
        unita=Count("pk"),
        posti=Coalesce(Sum("posti_letto"), 0),
        liberi=Coalesce(Sum("posti_letto", filter=libera), 0),
    )
