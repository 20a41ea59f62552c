"""What the search of the top bar finds in the line: homes, owners, contracts, each among what a person may read."""

from collections.abc import Iterator

from gestore.models import Locazione, Sublocazione
from gestore.queries.pagine import indirizzo
from gestore.workflow import VEDONO_LE_CASE
from valdera_housing.choices import Ruolo
from valdera_housing.linea import Trovato
from valdera_housing.models import Alloggio, Contratto, Proprietario, Utente

QUANTI = 10
# Who audits knows households by their code: a search by name would tell whether somebody is there.
CERCANO_PER_NOME = (
    Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS,
)  # fmt: skip


def cerca(utente: Utente, testo: str) -> list[Trovato]:
    """The first ten of each kind; four queries at most."""
    if not utente.ha_ruolo(*VEDONO_LE_CASE) or not testo.strip():
        return []
    return [*_alloggi(utente, testo), *_proprietari(utente, testo), *_contratti(utente, testo)]


def _alloggi(utente: Utente, testo: str) -> Iterator[Trovato]:
    trovati = Alloggio.objects.visibili_a(utente).cercati(testo).select_related("comune").order_by("codice")
    for alloggio in trovati[:QUANTI]:
        dettaglio = f"{alloggio.comune.nome}, {alloggio.get_stato_display().lower()}"
        yield Trovato("Alloggio", str(alloggio), indirizzo("alloggio_scheda", alloggio.pk), dettaglio)


def _proprietari(utente: Utente, testo: str) -> Iterator[Trovato]:
    trovati = Proprietario.objects.visibili_a(utente).cercati(testo).order_by("denominazione", "pk")
    for proprietario in trovati[:QUANTI]:
        yield Trovato("Proprietario", str(proprietario), indirizzo("proprietario_scheda", proprietario.pk))


def _contratti(utente: Utente, testo: str) -> Iterator[Trovato]:
    """By number; by the tenant's name too for who may read it."""
    contratti = Contratto.objects.visibili_a(utente)
    if utente.ha_ruolo(*CERCANO_PER_NOME):
        contratti = contratti.cercati(testo)
    else:
        contratti = contratti.filter(numero__startswith=testo.strip().upper())
    teste = Locazione.objects.filter(contratto__in=contratti).select_related(
        "contratto__alloggio", "contratto__proprietario"
    )
    for locazione in teste.order_by("contratto__numero")[:QUANTI]:
        c = locazione.contratto
        pagina = indirizzo("locazione_scheda", locazione.pk)
        yield Trovato("Locazione", f"{c.numero}, {c.proprietario}", pagina, str(c.alloggio))
    sotto = Sublocazione.objects.filter(contratto__in=contratti).select_related(
        "contratto__alloggio", "contratto__nucleo"
    )
    for sublocazione in sotto.order_by("contratto__numero")[:QUANTI]:
        c = sublocazione.contratto
        pagina = indirizzo("sublocazione_scheda", sublocazione.pk)
        yield Trovato("Sublocazione", f"{c.numero}, {c.chi_conduce(utente)}", pagina, str(c.alloggio))
