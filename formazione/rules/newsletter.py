"""Who gets a newsletter, how it is written, and for how long a request may be confirmed."""

from datetime import datetime, timedelta

from valdera_housing.kit.esito import Esito, Motivo, no, si
from valdera_housing.kit.scrittura import in_data

GIORNI_PER_CONFERMARE = 7
HA_DISDETTO = "Ha disdetto la newsletter prima di riceverla."
FIRMA = "Servizi abitativi, Unione Valdera"


def valuta_conferma(
    *, chiesto: datetime, confermato: datetime | None, disdetto: datetime | None, adesso: datetime
) -> Esito:
    """Whether the link of the e-mail still confirms. Who confirmed already is told so, and nothing changes."""
    if disdetto is not None:
        return Esito((no(f"Hai disdetto la newsletter il {in_data(disdetto)}. Se la vuoi di nuovo, chiedila."),))
    if confermato is not None:
        return Esito((si("Ricevi già la newsletter"),))
    if adesso - chiesto > timedelta(days=GIORNI_PER_CONFERMARE):
        return Esito((no(f"Il collegamento valeva {GIORNI_PER_CONFERMARE} giorni ed è scaduto. Chiedila di nuovo."),))
    return Esito((si("La richiesta si può confermare"),))


def valuta_invito(*, confermato: datetime | None, disdetto: datetime | None) -> Esito:
    """Whether the office may ask an address it already knows: never one that said no."""
    if disdetto is not None:
        return Esito(
            (
                no(
                    f"Ha disdetto la newsletter il {in_data(disdetto)}: può chiederla di nuovo solo la persona, "
                    "dalla pagina pubblica"
                ),
            )
        )
    if confermato is not None:
        return Esito((no(f"Riceve già la newsletter dal {in_data(confermato)}"),))
    return Esito((si("Si può invitare"),))


def valuta_invio(*, quanti: int, campagna: str, in_corso: bool) -> Esito:
    """Whether a newsletter may leave. ``campagna`` is the name of the one it belongs to, empty when none."""
    motivi: list[Motivo] = []
    if not quanti:
        motivi.append(no("Nessuno, fra i gruppi scelti, ha chiesto la newsletter"))
    if campagna and not in_corso:
        motivi.append(no(f"La campagna «{campagna}» non è in corso: avviala, oppure togli la campagna"))
    return Esito(tuple(motivi) or (si("Si può inviare"),))


def corpo_newsletter(testo: str, *, nome: str, disdici: str) -> str:
    """The e-mail as it arrives: a greeting where there is a name, the text, the way out."""
    saluto = f"Gentile {nome},\n\n" if nome else ""
    return (
        f"{saluto}{testo.strip()}\n\n{FIRMA}\n\n"
        "Ricevi questa e-mail perché l’hai chiesta. Se non la vuoi più, disdici qui con un clic:\n"
        f"{disdici}\n"
    )


def corpo_conferma(*, nome: str, conferma: str) -> str:
    """The e-mail with the link that confirms."""
    saluto = f"Gentile {nome},\n\n" if nome else ""
    return (
        f"{saluto}per ricevere la newsletter dei Servizi abitativi apri questo collegamento e conferma:\n"
        f"{conferma}\n\n"
        f"Vale {GIORNI_PER_CONFERMARE} giorni. Se non l’hai chiesta tu, non fare niente: non riceverai altro.\n\n"
        f"{FIRMA}\n"
    )


def corpo_gia_iscritto(*, nome: str, disdici: str) -> str:
    """What arrives to who asks again what she already receives."""
    saluto = f"Gentile {nome},\n\n" if nome else ""
    return (
        f"{saluto}ricevi già la newsletter dei Servizi abitativi a questo indirizzo: non serve altro.\n\n"
        f"Se non la vuoi più, disdici qui con un clic:\n{disdici}\n\n{FIRMA}\n"
    )
