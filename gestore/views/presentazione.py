from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from gestore.linea import SERVIZIO
from gestore.queries.presentazione import Quadro
from gestore.views.indicatore import CHI_LEGGE
from gestore.workflow import VEDONO_I_CONTRATTI, VEDONO_IL_PARTITARIO, VEDONO_LE_CANDIDATURE, VEDONO_LE_CASE
from valdera_housing.choices import Ruolo
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.tempo import oggi
from valdera_housing.linea import TUTTI_TRANNE_TECNICO
from valdera_housing.models import Utente
from valdera_housing.views.linea import mostra_linea

# The pages of the line, with who may open them.
SEZIONI = (
    ("Alloggi", "gestore:alloggio_elenco", VEDONO_LE_CASE),
    ("Alloggi liberi", "gestore:alloggio_liberi", VEDONO_LE_CASE),
    ("Locazioni dai proprietari", "gestore:locazione_elenco", VEDONO_I_CONTRATTI),
    ("Sublocazioni", "gestore:sublocazione_elenco", VEDONO_I_CONTRATTI),
    ("Candidature", "gestore:candidatura_elenco", VEDONO_LE_CANDIDATURE),
    ("Partitario", "scadenza_elenco", VEDONO_IL_PARTITARIO),
    ("Morosità", "gestore:morosita_elenco", VEDONO_IL_PARTITARIO),
    ("Manutenzioni", "gestore:manutenzione_elenco", VEDONO_LE_CASE),
    ("Indicatori del trimestre", "gestore:indicatore_elenco", (*CHI_LEGGE, Ruolo.CABINA)),
)


@riservata(*TUTTI_TRANNE_TECNICO)
@require_GET
def presentazione(request: HttpRequest) -> HttpResponse:
    """What the line does and how it stands today, as far as this person may know."""
    quadro = Quadro(request.user, oggi())
    return mostra_linea(
        request,
        SERVIZIO,
        "gestore/presentazione.html",
        vuoto=quadro.vuoto,
        tessere=[] if quadro.vuoto else quadro.tessere(),
        per_stato=quadro.per_stato,
        sezioni=sezioni(request.user),
    )


def sezioni(utente: Utente) -> list[tuple[str, str]]:
    """The name and the address of each page this person may open."""
    return [(nome, reverse(pagina)) for nome, pagina, ruoli in SEZIONI if utente.ha_ruolo(*ruoli)]
