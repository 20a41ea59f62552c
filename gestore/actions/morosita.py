"""Acts on the arrears of a household: found at night, then followed step by step.

Locks, always in this order: Contratto, Morosita, PianoRientro, Scadenza by pk. Each step is written with the debt of
that day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django_tasks import task

from gestore.choices import PassoMorosita, StatoMorosita, StatoPiano
from gestore.models import AttoMorosita, Morosita, PianoRientro
from gestore.queries.morosita import (
    Debito,
    caso_aperto,
    contratti_in_ritardo,
    debito_di,
    piani_pagati,
    senza_debito,
    soglie_di,
)
from gestore.workflow import MOROSITA
from valdera_housing.actions.caso import segna_attivita
from valdera_housing.actions.lavoro import apri_lavoro, chiudi_lavoro, segna_avanzamento
from valdera_housing.actions.lettera import crea_lettera, mittente
from valdera_housing.choices import Linea
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.pdf import PdfNonDisponibile
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Caso, Contratto, Invio, Lavoro, Lettera, Utente

GIORNI_PER_PAGARE = 15
MASSIMI_SOLLECITI = 200
FINITA = "Debito pagato"


@dataclass(frozen=True)
class Rilevazione:
    """What a night changed: files opened, files closed, plans paid whole."""

    aperte: int
    sanate: int
    conclusi: int


@transaction.atomic
def rileva_morosita(giorno: date) -> Rilevazione:
    """Open a file on each sublease late enough, close those whose debt is paid. Done twice, it is done once."""
    conclusi = _concludi_piani(giorno)
    sanate = _sana(giorno)
    return Rilevazione(_apri(giorno), sanate, conclusi)


def _apri(giorno: date) -> int:
    """Contracts are locked before looking again: two rounds at once open one file."""
    soglie = soglie_di(giorno)
    candidati = Contratto.objects.select_for_update(no_key=True).filter(pk__in=contratti_in_ritardo(giorno, soglie))
    list(candidati.order_by("pk").values_list("pk", flat=True))
    nuove = Morosita.objects.bulk_create(
        Morosita(contratto_id=contratto, aperta_il=giorno, in_ritardo_dal=dal)
        for contratto, dal in sorted(contratti_in_ritardo(giorno, soglie).items())
    )
    AttoMorosita.objects.bulk_create(
        AttoMorosita(
            morosita=nuova,
            passo=PassoMorosita.APERTURA,
            fatto_il=giorno,
            importo=debito_di(nuova.contratto, giorno).importo,
        )
        for nuova in nuove
    )
    return len(nuove)


def _concludi_piani(giorno: date) -> int:
    """A plan paid whole ends; what is late beside it starts again from the first step."""
    piani = list(piani_pagati().values_list("morosita", flat=True))
    conclusi = 0
    for morosita in _bloccate(Morosita.objects.filter(pk__in=piani)):
        conclusi += piani_pagati().filter(morosita=morosita).update(stato=StatoPiano.CONCLUSO)
        debito = debito_di(morosita.contratto, giorno)
        if morosita.stato == StatoMorosita.IN_PIANO and debito.scadenze:
            morosita.in_ritardo_dal = debito.scadenze[0].scade_il
            _passa(morosita, StatoMorosita.IN_RITARDO)
    return conclusi


def _sana(giorno: date) -> int:
    aperte = Morosita.objects.aperte()
    sanate = list(_bloccate(senza_debito(aperte, giorno)))
    chiavi = [m.pk for m in sanate]
    PianoRientro.objects.filter(morosita__in=chiavi, stato=StatoPiano.PROPOSTO).update(
        stato=StatoPiano.RITIRATO, deciso_perche=FINITA
    )
    for morosita in sanate:
        morosita.chiusa_il = giorno
        _passa(morosita, StatoMorosita.SANATA)
    AttoMorosita.objects.bulk_create(
        AttoMorosita(morosita=m, passo=PassoMorosita.SANATORIA, fatto_il=giorno, importo=ZERO) for m in sanate
    )
    return len(sanate)


def _bloccate(fascicoli: QuerySet[Morosita]) -> QuerySet[Morosita]:
    return fascicoli.select_for_update(no_key=True, of=("self",)).select_related("contratto").order_by("pk")


def _passa(morosita: Morosita, stato: str | None) -> None:
    morosita.stato = stato or morosita.stato
    morosita.versione += 1
    morosita.save(update_fields=["stato", "in_ritardo_dal", "chiusa_il", "versione"])


@dataclass(frozen=True)
class Apertura:
    """A file locked for an act, with the debt and the day of the act; ``a`` is the state it leads to."""

    morosita: Morosita
    debito: Debito
    utente: Utente
    a: str | None

    @property
    def contratto(self) -> Contratto:
        return self.morosita.contratto

    def annota(self, passo: PassoMorosita, **altro: object) -> AttoMorosita:
        """Write the step, with the debt of today."""
        campi = {"fatto_il": self.debito.giorno, "importo": self.debito.importo} | altro
        return AttoMorosita.objects.create(morosita=self.morosita, passo=passo, fatto_da=self.utente, **campi)

    def passa(self, stato: str | None = None) -> None:
        """Take the file to the state of the table, or to ``stato``."""
        _passa(self.morosita, stato or self.a)


def blocca_morosita(morosita: Morosita) -> Morosita:
    """The fresh row, locked, with what letters and dues read of the contract."""
    return (
        Morosita.objects.select_for_update(no_key=True, of=("self",))
        .select_related("contratto__alloggio__comune", "contratto__nucleo")
        .get(pk=morosita.pk)
    )


def apri_atto(atto: str, morosita: Morosita, utente: Utente) -> Apertura:
    """Lock the file and check the table. Raises AttoRifiutato, also when nothing is late any more."""
    morosita = blocca_morosita(morosita)
    transizione = MOROSITA.pretende(atto, morosita, utente)
    debito = debito_di(morosita.contratto, oggi())
    if not debito.importo:
        raise AttoRifiutato("Oggi non risulta niente di scaduto: stanotte la morosità si chiude da sola.")
    return Apertura(morosita, debito, utente, transizione.a)


@transaction.atomic
def sollecita_morosita(morosita: Morosita, *, utente: Utente, nota: str = "") -> AttoMorosita:
    """Make the reminder letter and write it down."""
    aperta = apri_atto("sollecita", morosita, utente)
    lettera = _lettera("sollecito", aperta)
    aperta.passa()
    return aperta.annota(PassoMorosita.SOLLECITO, lettera=lettera, nota=nota)


@transaction.atomic
def diffida_morosita(morosita: Morosita, *, utente: Utente, entro: date | None = None) -> AttoMorosita:
    """Make the formal letter, which says what the law allows (art. 5 L. 392/1978), and warn the social worker.

    ``entro`` is the last day to pay, by default fifteen days from now.
    """
    aperta = apri_atto("diffida", morosita, utente)
    termine = entro or aperta.debito.giorno + timedelta(days=GIORNI_PER_PAGARE)
    if termine <= aperta.debito.giorno:
        raise AttoRifiutato("Il termine per pagare deve venire dopo oggi.")
    caso = caso_aperto(aperta.contratto)
    assistente = caso.assistente_sociale if caso else None
    legge = ". ".join(str(motivo) for motivo in aperta.debito.di_legge(aperta.contratto.canone_mensile).motivi)
    avviso = "Abbiamo informato il servizio sociale che ti segue. " if assistente else ""
    fatti = {"entro": in_data(termine), "soglia_di_legge": f"{legge}.", "servizio_sociale": avviso.strip()}
    lettera = _lettera("diffida", aperta, fatti)
    aperta.passa()
    scritto = aperta.annota(PassoMorosita.LETTERA, lettera=lettera, nota=f"Da pagare entro il {in_data(termine)}")
    if assistente:
        aperta.annota(PassoMorosita.INVIO_SOCIALE, lettera=lettera, nota=f"{assistente}, con la lettera formale")
    return scritto


@transaction.atomic
def annota_colloquio_morosita(morosita: Morosita, *, fatto_il: date, nota: str, utente: Utente) -> AttoMorosita:
    """Write what was said with the household; the talk is not in the future, nor before the file."""
    aperta = apri_atto("annota_colloquio", morosita, utente)
    if not aperta.morosita.aperta_il <= fatto_il <= aperta.debito.giorno:
        raise AttoRifiutato(
            f"Il colloquio si annota dopo che c’è stato: fra il {in_data(aperta.morosita.aperta_il)} e oggi."
        )
    aperta.passa()
    return aperta.annota(PassoMorosita.COLLOQUIO, fatto_il=fatto_il, nota=nota)


@transaction.atomic
def avvisa_servizio_sociale_morosita(morosita: Morosita, *, nota: str, utente: Utente) -> AttoMorosita:
    """Write that the social worker of the household knows of the debt."""
    aperta = apri_atto("avvisa_servizio_sociale", morosita, utente)
    caso = _caso(aperta.contratto)
    if caso.assistente_sociale is None:
        raise AttoRifiutato(f"Il caso {caso.numero} non ha un’assistente sociale di riferimento: indicala nel caso.")
    aperta.passa()
    return aperta.annota(PassoMorosita.INVIO_SOCIALE, nota=f"{caso.assistente_sociale}: {nota}"[:500])


@transaction.atomic
def invia_al_fondo_morosita(morosita: Morosita, *, motivo: str, utente: Utente) -> AttoMorosita:
    """Refer the household to the guarantee fund, on its open case.

    Raises AttoRifiutato without an open case, or when the fund has still to answer to another referral.
    """
    aperta = apri_atto("invia_al_fondo", morosita, utente)
    caso = _caso(aperta.contratto)
    Caso.objects.select_for_update(no_key=True).get(pk=caso.pk)
    in_attesa = Invio.objects.filter(caso=caso, linea=Linea.FON, concluso_il=None).first()
    if in_attesa:
        raise AttoRifiutato(f"Il nucleo è già al fondo dal {in_data(in_attesa.inviato_il)}: aspetta la risposta.")
    invio = Invio.objects.create(
        caso=caso, linea=Linea.FON, motivo=motivo, inviato_da=utente, inviato_il=aperta.debito.giorno
    )
    segna_attivita(caso, aperta.debito.giorno)
    aperta.passa()
    return aperta.annota(PassoMorosita.INVIO_FONDO, invio=invio, nota=motivo)


@transaction.atomic
def affida_al_legale_morosita(morosita: Morosita, *, nota: str, utente: Utente) -> AttoMorosita:
    """Hand the file over to the lawyer; a plan only proposed is withdrawn."""
    aperta = apri_atto("affida_al_legale", morosita, utente)
    aperta.morosita.piani.filter(stato=StatoPiano.PROPOSTO).update(
        stato=StatoPiano.RITIRATO, deciso_perche="Affidata al legale"
    )
    aperta.passa()
    return aperta.annota(PassoMorosita.LEGALE, nota=nota)


def _caso(contratto: Contratto) -> Caso:
    caso = caso_aperto(contratto)
    if caso is None:
        raise AttoRifiutato("Il nucleo non ha un caso aperto: prima aprine uno con l’assistente sociale.")
    return caso


def fatti_della_lettera(contratto: Contratto, debito: Debito) -> dict[str, str]:
    """The facts every letter of arrears may ask for."""
    return {
        "contratto": contratto.numero,
        "conduttore": contratto.conduttore,
        "alloggio": indirizzo_di(contratto),
        "oggi": in_data(debito.giorno),
        "importo": in_euro(debito.importo),
        "giorni": str(debito.giorni),
        "elenco_dovuto": "\n".join(
            f"- {s.descrizione}, da pagare entro il {in_data(s.scade_il)}: {in_euro(s.residuo)}"
            for s in debito.scadenze
        ),
    }


def indirizzo_di(contratto: Contratto) -> str:
    casa = contratto.alloggio
    return f"{' '.join(filter(None, (casa.indirizzo, casa.civico)))}, {casa.comune.nome}" if casa else ""


def destinatario_di(contratto: Contratto) -> str:
    """Name and address, a line each."""
    casa = contratto.alloggio
    if casa is None:
        return contratto.conduttore
    via = " ".join(filter(None, (casa.indirizzo, casa.civico)))
    return "\n".join([contratto.conduttore, via, f"{casa.cap} {casa.comune.nome}".strip()])


def _lettera(chiave: str, aperta: Apertura, altri: Mapping[str, str] | None = None) -> Lettera:
    return crea_lettera(
        chiave,
        fatti_della_lettera(aperta.contratto, aperta.debito) | dict(altri or {}),
        mittente=mittente(),
        destinatario=destinatario_di(aperta.contratto),
        utente=aperta.utente,
        oggi=aperta.debito.giorno,
        contratto=aperta.contratto,
        nucleo=aperta.contratto.nucleo,
    )


# --- reminders in bulk ------------------------------------------------------------------------------------------


@transaction.atomic
def sollecita_in_blocco(scelte: Sequence[int], *, utente: Utente) -> Lavoro:
    """Order the reminder letters of these files to the worker, once this transaction is committed.

    The caller gives files this person may see. Raises AttoRifiutato when there is none.
    """
    chiavi = list(dict.fromkeys(scelte))[:MASSIMI_SOLLECITI]
    if not chiavi:
        raise AttoRifiutato("Scegli dalle caselle almeno una morosità da sollecitare.")
    titolo = f"{len(chiavi)} {plurale(len(chiavi), 'sollecito,solleciti')}"
    lavoro = apri_lavoro(titolo, utente=utente, totale=len(chiavi), ritorno="")
    lavoro.ritorno = reverse("gestore:morosita_solleciti", args=[lavoro.pk])
    lavoro.save(update_fields=["ritorno"])
    transaction.on_commit(lambda: prepara_solleciti.enqueue(str(lavoro.pk), chiavi))
    return lavoro


@task()
def prepara_solleciti(lavoro_pk: str, chiavi: list[int]) -> None:
    """Make the reminders one by one: a refused one never stops the others, one already made is not made again."""
    lavoro = Lavoro.objects.select_related("utente").get(pk=lavoro_pk)
    righe = []
    for fatti, chiave in enumerate(chiavi, start=1):
        righe.append(_sollecito(chiave, lavoro.utente))
        segna_avanzamento(lavoro, fatti)
    riusciti = sum(1 for riga in righe if riga["lettera"])
    frase = f"{riusciti} {plurale(riusciti, 'lettera pronta,lettere pronte')} su {len(righe)}."
    chiudi_lavoro(lavoro, esito={"righe": righe, "frase": frase})


def _sollecito(chiave: int, utente: Utente | None) -> dict[str, object]:
    morosita = Morosita.objects.select_related("contratto").get(pk=chiave)
    riga: dict[str, object] = {"morosita": chiave, "contratto": morosita.contratto.numero, "lettera": None}
    if utente is None:
        return riga | {"motivo": "Non si sa chi l’ha chiesto."}
    try:
        atto = sollecita_morosita(morosita, utente=utente)
    except (AttoRifiutato, PdfNonDisponibile) as rifiuto:
        return riga | {"motivo": str(rifiuto)}
    return riga | {"lettera": atto.lettera_id, "motivo": ""}


def importo_confermato(debito: Debito, importo: Decimal) -> None:
    """AttoRifiutato when the debt is not the one the person was shown."""
    if debito.importo != importo:
        raise AttoRifiutato(
            f"Il debito è cambiato: sulla pagina era {in_euro(importo)}, adesso è {in_euro(debito.importo)}. Ricarica."
        )
