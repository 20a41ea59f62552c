"""One login per role, plus the official that four eyes ask for and a colleague at the desk. Every name is invented."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from valdera_housing.choices import Ruolo
from valdera_housing.models import Comune, Ente, Utente

PASSWORD = "valdera-demo"  # noqa: S105 - demo logins, refused in production


@dataclass(frozen=True)
class Squadra:
    """The people who act in the story."""

    assistente: Utente
    operatore: Utente
    operatrice: Utente
    contabile: Utente
    coordinatore: Utente
    funzionario: Utente
    secondo: Utente


# username, name, surname, role, works for the Unione
PERSONE = (
    ("assistente_sociale", "Elena", "Bacci", Ruolo.ASSISTENTE_SOCIALE, True),
    ("operatore_ets", "Davide", "Ferretti", Ruolo.OPERATORE_ETS, False),
    ("seconda_operatrice", "Sara", "Baldini", Ruolo.OPERATORE_ETS, False),
    ("contabile_ets", "Silvia", "Lenzi", Ruolo.CONTABILE_ETS, False),
    ("coordinatore_ets", "Andrea", "Pucci", Ruolo.COORDINATORE_ETS, False),
    ("funzionario_unione", "Marta", "Giannini", Ruolo.FUNZIONARIO_UNIONE, True),
    ("secondo_funzionario", "Paolo", "Ricci", Ruolo.FUNZIONARIO_UNIONE, True),
    ("cabina", "Lucia", "Matteucci", Ruolo.CABINA, True),
    ("revisore", "Franco", "Barsotti", Ruolo.REVISORE, True),
    ("amministratore", "Sara", "Nencini", Ruolo.AMMINISTRATORE, True),
)
COMUNI_SEGUITI = ("Bientina", "Calcinaia", "Pontedera")


def carica_utenti(comuni: list[Comune], unione: Ente, portone: Ente) -> Squadra:
    segreta = make_password(PASSWORD)
    persone = Utente.objects.bulk_create(
        Utente(
            username=nome_utente,
            first_name=nome,
            last_name=cognome,
            email=f"{nome}.{cognome}@example.it".lower(),
            ruoli=[ruolo.value],
            ente=unione if dell_unione else portone,
            password=segreta,
            date_joined=timezone.now(),
            di_prova=True,
        )
        for nome_utente, nome, cognome, ruolo, dell_unione in PERSONE
    )
    per_nome = {persona.username: persona for persona in persone}
    per_nome["assistente_sociale"].comuni.set(c for c in comuni if c.nome in COMUNI_SEGUITI)
    return Squadra(
        assistente=per_nome["assistente_sociale"],
        operatore=per_nome["operatore_ets"],
        operatrice=per_nome["seconda_operatrice"],
        contabile=per_nome["contabile_ets"],
        coordinatore=per_nome["coordinatore_ets"],
        funzionario=per_nome["funzionario_unione"],
        secondo=per_nome["secondo_funzionario"],
    )
