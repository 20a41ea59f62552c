"""The agreement of a stay and the minutes of its extensions: PDF/A-3a and PDF/UA-1, ready to sign."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString

from cohousing.choices import Lingua
from cohousing.documents.carattere import famiglia_per, in_cifre
from cohousing.models import Permanenza, Proroga
from valdera_housing.documents import foglio_pdf
from valdera_housing.kit.aspetto import Voce
from valdera_housing.kit.carattere import FAMIGLIA
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.giorni import in_parole
from valdera_housing.kit.scrittura import in_data
from valdera_housing.queries.ente import nome_del_gestore
from valdera_housing.rules.lettera import blocchi

DA_DESTRA = (Lingua.AR, Lingua.UR)


@dataclass(frozen=True)
class Testo:
    """The rules in a language as they are printed. ``paragrafi`` are safe HTML; none when no font draws them."""

    lingua: str
    nome: str
    verso: str
    famiglia: str
    paragrafi: tuple[SafeString, ...]


def regole_in(lingua: str, testo: str) -> Testo:
    """The rules in another language, each paragraph in signs the PDF can carry."""
    famiglia = famiglia_per(testo)
    righe = [riga.strip() for riga in testo.splitlines() if riga.strip()] if famiglia else []
    return Testo(
        lingua=lingua,
        nome=Lingua(lingua).label.lower(),
        verso="rtl" if lingua in DA_DESTRA else "ltr",
        famiglia=famiglia or FAMIGLIA,
        paragrafi=tuple(in_cifre(riga) for riga in righe),
    )


def patto_pdf(
    permanenza: Permanenza, *, edizione: int, regole: str, altra: tuple[str, str] | None, quando: datetime
) -> bytes:
    """The agreement with the rules in Italian and, if asked, in ``altra`` (language, text). Raises PdfNonDisponibile.

    The same facts at the same instant give the same bytes.
    """
    contesto = {
        "permanenza": permanenza,
        "mittente": nome_del_gestore(),
        "fatti": fatti(permanenza),
        "edizione": edizione,
        "blocchi": blocchi(regole),
        "altra": regole_in(*altra) if altra else None,
        "data": in_parole(quando.date()),
    }
    return foglio_pdf("documenti/cohousing/patto.html", contesto, quando=quando)


def fatti(permanenza: Permanenza) -> list[Voce]:
    casa, alloggio = permanenza.struttura, permanenza.struttura.alloggio
    return [
        Voce("Ospite", permanenza.ospite),
        Voce("Casa", f"{casa.nome}, {alloggio.indirizzo_completo}, {alloggio.comune}"),
        Voce("Unità", f"{permanenza.unita.nome}, {permanenza.unita.get_tipo_display().lower()}"),
        Voce("Persone", str(permanenza.persone)),
        Voce("Dal", in_data(permanenza.inizio)),
        Voce("Al", in_data(permanenza.fine_effettiva)),
        Voce(
            "Quota al mese",
            f"{in_euro(permanenza.quota_mensile)}, entro il giorno {permanenza.giorno_scadenza} di ogni mese",
        ),
        Voce("Cauzione", in_euro(permanenza.cauzione)),
        Voce("Operatore di riferimento", str(permanenza.referente)),
    ]


def verbale_pdf(proroga: Proroga, *, prima: date, quando: datetime) -> bytes:
    """The minutes of an extension; ``prima`` is the day the stay ended before. Raises PdfNonDisponibile."""
    permanenza = proroga.permanenza
    contesto: dict[str, Any] = {
        "proroga": proroga,
        "permanenza": permanenza,
        "mittente": nome_del_gestore(),
        "fatti": [
            *fatti(permanenza)[:4],
            Voce("Ingresso", in_data(permanenza.inizio)),
            Voce("Finiva il", in_data(prima)),
            Voce("Nuova fine", in_data(proroga.nuova_fine)),
            Voce("Decisa il", f"{in_data(proroga.decisa_il)}, {proroga.decisa_da}"),
        ],
        "verbale": blocchi(proroga.verbale),
        "data": in_parole(quando.date()),
    }
    return foglio_pdf("documenti/cohousing/verbale_proroga.html", contesto, quando=quando)
