"""What was held and what is coming: the story of the line, told from today. Bodies and teachers are invented."""

from dataclasses import dataclass

from formazione.choices import Canale, TipoPartner
from formazione.choices import Destinatario as D
from formazione.choices import TipoEvento as T

BENEFICIARI = (D.BENEFICIARI, D.CONDUTTORI)
PERSONALE = (D.OPERATORI_ETS, D.PERSONALE_COMUNI, D.PERSONALE_UNIONE)
CASA = (D.PROPRIETARI, D.ASSOCIAZIONI, D.SINDACATI)

PARTNER = (
    ("Sindacato inquilini della Valdera", TipoPartner.INQUILINI),
    ("Unione piccoli proprietari", TipoPartner.PROPRIETARI),
    ("Associazione Abitare insieme", TipoPartner.ASSOCIAZIONE),
    ("Circolo Il Pontile", TipoPartner.ASSOCIAZIONE),
    ("Scuola di italiano Parole in comune", TipoPartner.SCUOLA),
    ("Ordine degli assistenti sociali, sezione di Pisa", TipoPartner.ENTE_PUBBLICO),
)
DOCENTI = (
    ("Paola Conti", "Avvocata, diritto delle locazioni"),
    ("Luca Ferri", "Amministratore di condominio"),
    ("Samira Benali", "Mediatrice linguistica"),
    ("Giulio Marchi", "Consulente per il risparmio energetico"),
    ("Elena Dini", "Psicologa di comunità"),
)


@dataclass(frozen=True)
class Storia:
    """An event ``settimane`` weeks from today (before zero is past), with its sessions a week from one another.

    ``stanza`` is a hall of the seat; empty is ``luogo``. ``iscritti`` are people by name, ``contati`` only counted.
    """

    settimane: int
    titolo: str
    tipo: str
    destinatari: tuple[str, ...]
    comune: str = ""
    incontri: int = 1
    dalle: str = "16:00"
    ore: int = 2
    stanza: str = ""
    luogo: str = ""
    posti: int | None = None
    iscritti: int = 0
    in_attesa: int = 0
    contati: tuple[tuple[str, int], ...] = ()
    attestato: bool = False
    accreditamento: str = ""
    partner: tuple[int, ...] = ()
    docenti: tuple[int, ...] = ()
    voti: tuple[int, ...] = ()
    annullato: str = ""


def _corso(settimane: int, comune: str, **altro: object) -> Storia:
    base = {
        "titolo": f"Abitare bene: diritti e doveri di chi affitta, {comune}", "tipo": T.FORMAZIONE_BENEFICIARI,
        "destinatari": BENEFICIARI, "comune": comune, "incontri": 3, "luogo": "Biblioteca comunale", "posti": 16,
        "iscritti": 12, "attestato": True, "partner": (0,), "docenti": (0, 2), "voti": (5, 4, 4, 5, 3, 4, 5),
    }  # fmt: skip
    return Storia(settimane, **base | altro)  # type: ignore[arg-type]


EVENTI = (
    Storia(-90, "La casa che manca: incontro di apertura", T.INCONTRO_PARTECIPATIVO, (D.CITTADINANZA,), "Pontedera",
           stanza="Stanza 22", contati=((D.CITTADINANZA, 41), (D.ASSOCIAZIONI, 9)), partner=(2, 3), voti=(4, 4, 5)),
    Storia(-84, "Lavorare con le case: il metodo del servizio", T.FORMAZIONE_OPERATORI, PERSONALE, incontri=2, ore=4,
           dalle="09:00", stanza="Stanza 23", posti=25, iscritti=18, attestato=True, accreditamento="CNOAS-50012",
           partner=(5,), docenti=(4,), voti=(5, 5, 4, 4, 5, 4)),
    _corso(-76, "Pontedera", stanza="Stanza 25", luogo=""),
    Storia(-70, "Affittare senza pensieri: proprietari e garanzie", T.INCONTRO_TEMA, CASA, "Pontedera",
           dalle="17:30", stanza="Stanza 22", posti=60, iscritti=22, partner=(1,), docenti=(0,), voti=(4, 5, 3, 4, 4)),
    Storia(-62, "Vicini di scala", T.INCONTRO_PARTECIPATIVO, (D.CITTADINANZA, D.CONDUTTORI), "Bientina",
           luogo="Circolo ricreativo", contati=((D.CITTADINANZA, 17), (D.CONDUTTORI, 8)), partner=(3,)),
    _corso(-58, "Bientina"),
    Storia(-50, "Spese di casa e bollette: leggerle e ridurle", T.FORMAZIONE_BENEFICIARI, BENEFICIARI, "Calcinaia",
           incontri=2, luogo="Sala del consiglio", posti=20, iscritti=14, attestato=True, docenti=(3,),
           voti=(5, 5, 4, 5, 4, 3)),
    Storia(-46, "Chi cerca casa in Valdera: i risultati della ricerca", T.RICERCA,
           (D.PERSONALE_COMUNI, D.PERSONALE_UNIONE, D.ASSOCIAZIONI), stanza="Stanza 22", posti=60, iscritti=26,
           partner=(2,), docenti=(4,), voti=(4, 4, 4)),
    Storia(-40, "Il canone concordato nei nostri comuni", T.INCONTRO_TEMA, CASA, "Casciana Terme Lari",
           dalle="18:00", luogo="Teatro comunale", contati=((D.PROPRIETARI, 19), (D.SINDACATI, 4)), partner=(0, 1),
           docenti=(0,)),
    _corso(-35, "Capannoli", iscritti=9),
    Storia(-30, "Tolleranza e convivenza nei condomini", T.INCONTRO_PARTECIPATIVO, (D.CITTADINANZA,), "Pontedera",
           luogo="Quartiere Fuori del Ponte", contati=((D.CITTADINANZA, 33), (D.BENEFICIARI, 2)), partner=(2, 3),
           docenti=(1, 4), voti=(4, 5, 5, 3)),
    Storia(-26, "Mediare i conflitti in casa", T.FORMAZIONE_OPERATORI, PERSONALE, incontri=3, ore=3, dalle="09:00",
           stanza="Stanza 23", posti=25, iscritti=19, attestato=True, accreditamento="CNOAS-50387", partner=(5,),
           docenti=(4, 2), voti=(5, 4, 5, 5, 4)),
    Storia(-22, "Open day del gestore sociale", T.COMUNICAZIONE, (D.PROPRIETARI, D.CITTADINANZA), "Pontedera",
           stanza="Stanza 22", ore=3, contati=((D.PROPRIETARI, 14), (D.CITTADINANZA, 21)), partner=(1,)),
    _corso(-17, "Buti", iscritti=8),
    Storia(-13, "Dal contratto alle chiavi", T.INCONTRO_TEMA, CASA, "Palaia", luogo="Sala civica", posti=30,
           annullato="Troppo pochi iscritti: si rifà in primavera", iscritti=2),
    _corso(-9, "Pontedera", stanza="Stanza 25", luogo="", iscritti=15, voti=(5, 5, 4, 4, 5, 5, 4, 3)),
    Storia(-3, "Proprietari e inquilini a confronto", T.INCONTRO_TEMA, (*CASA, D.CONDUTTORI), "Pontedera",
           dalle="17:30", stanza="Stanza 22", posti=60, iscritti=24, partner=(0, 1), docenti=(0, 1),
           voti=(4, 3, 5, 4, 4, 4)),
    _corso(2, "Calcinaia", posti=12, iscritti=12, in_attesa=3, voti=()),
    Storia(4, "Risparmiare energia in casa", T.FORMAZIONE_BENEFICIARI, (*BENEFICIARI, D.CITTADINANZA), "Pontedera",
           stanza="Stanza 25", posti=30, iscritti=7, docenti=(3,)),
    Storia(7, "Laboratorio di quartiere", T.INCONTRO_PARTECIPATIVO, (D.CITTADINANZA,), "Capannoli",
           luogo="Casa del popolo", partner=(2,)),
)  # fmt: skip

# Title, weeks from today, contents: (title, channel, languages, weeks, people reached).
CAMPAGNE = (
    ("Affitta la tua casa vuota", -80, (
        ("Opuscolo per i proprietari", Canale.VOLANTINO, ("italiano",), -78, 1500),
        ("Pagina del sito: le garanzie", Canale.SITO, ("italiano", "inglese"), -76, 640),
        ("Intervista alla radio locale", Canale.RADIO_TV, ("italiano",), -60, 4000),
    )),
    ("Lo sportello casa è aperto a tutti", -52, (
        ("Manifesti nei sette comuni", Canale.AFFISSIONE, ("italiano",), -51, None),
        ("Volantino in cinque lingue", Canale.VOLANTINO,
         ("italiano", "arabo", "albanese", "romeno", "wolof"), -50, 2200),
        ("Video: come si chiede un appuntamento", Canale.VIDEO, ("italiano", "arabo"), -44, 1830),
        ("Il servizio sul giornale", Canale.STAMPA, ("italiano",), -38, 6000),
    )),
    ("Bollette: si può spendere meno", -12, (
        ("Dieci consigli per l’inverno", Canale.SOCIAL, ("italiano", "francese"), -10, 2750),
        ("Scheda da appendere in cucina", Canale.VOLANTINO, ("italiano", "arabo", "romeno"), -6, 800),
    )),
)  # fmt: skip
