"""Acts on a repayment plan: proposed, signed (the debt becomes instalments), withdrawn, lapsed.

The debt is the same before and after each act, to the cent: a signature closes the late dues with a compensation and
opens as much in instalments; a plan that lapses turns what is left of them into one due.
"""

from datetime import date
from decimal import Decimal

from django.db import transaction

from gestore.actions.morosita import (
    Apertura,
    apri_atto,
    blocca_morosita,
    destinatario_di,
    fatti_della_lettera,
    importo_confermato,
)
from gestore.choices import PassoMorosita, StatoMorosita, StatoPiano
from gestore.models import Morosita, PianoRientro, RataPiano
from gestore.queries.morosita import Debito, debito_di, soglie_di
from gestore.rules.morosita import Rata, rate_piano, valuta_piano
from gestore.workflow import MOROSITA, PIANO
from valdera_housing.actions.lettera import crea_lettera, mittente
from valdera_housing.choices import Linea, Mezzo, TipoScadenza, Verso
from valdera_housing.documents import Firma
from valdera_housing.kit.denaro import ZERO, in_euro
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Imputazione, Incasso, Lettera, Scadenza, Utente, prossimo_numero
from valdera_housing.rules.abbinamento import DovutoAperto, imputa_piu_vecchie

MASSIME_RATE = 60
SENZA_RATE = "Ogni rata deve valere almeno un centesimo: fai meno rate."


def rate_proposte(importo: Decimal, numero: int, prima_scadenza: date) -> list[Rata]:
    """The instalments of a plan, which sum to the cent. AttoRifiutato when they cannot be."""
    if not 1 <= numero <= MASSIME_RATE:
        raise AttoRifiutato(f"Le rate vanno da 1 a {MASSIME_RATE}.")
    try:
        return rate_piano(importo, numero, prima_scadenza)
    except ValueError as errore:
        raise AttoRifiutato(SENZA_RATE) from errore


@transaction.atomic
def proponi_piano_morosita(
    morosita: Morosita, *, importo: Decimal, numero: int, prima_scadenza: date, utente: Utente
) -> PianoRientro:
    """Propose to pay the late debt in ``numero`` monthly instalments, with the agreement ready to sign.

    ``importo`` is the debt the person was shown: AttoRifiutato when it is not the one of now.
    """
    aperta = apri_atto("proponi_piano", morosita, utente)
    importo_confermato(aperta.debito, importo)
    if prima_scadenza < aperta.debito.giorno:
        raise AttoRifiutato("La prima rata non può scadere prima di oggi.")
    if aperta.morosita.piani.filter(stato__in=[StatoPiano.PROPOSTO, StatoPiano.ATTIVO]).exists():
        raise AttoRifiutato("C’è già un piano proposto: registrane la firma, o ritiralo.")
    rate = rate_proposte(importo, numero, prima_scadenza)
    piano = PianoRientro.objects.create(
        morosita=aperta.morosita,
        importo=importo,
        proposto_il=aperta.debito.giorno,
        lettera=_accordo(aperta, rate),
    )
    RataPiano.objects.bulk_create(
        RataPiano(piano=piano, numero=rata.numero, importo=rata.importo, scade_il=rata.scade_il) for rata in rate
    )
    aperta.passa()
    quante = f"{numero} {plurale(numero, 'rata,rate')}"
    aperta.annota(PassoMorosita.PIANO, lettera=piano.lettera, nota=f"Proposto: {quante} dal {in_data(prima_scadenza)}")
    return piano


def _accordo(aperta: Apertura, rate: list[Rata]) -> Lettera:
    contratto, ente = aperta.contratto, mittente()
    fatti = fatti_della_lettera(contratto, aperta.debito) | {"ente": ente, "rate": str(len(rate))}
    inserto = {"rate": rate, "totale": aperta.debito.importo}
    return crea_lettera(
        "piano_rientro",
        fatti,
        mittente=ente,
        destinatario=destinatario_di(contratto),
        utente=aperta.utente,
        oggi=aperta.debito.giorno,
        firme=(Firma("Per l’ente", ente), Firma("Chi paga", contratto.conduttore)),
        inserto=("documenti/gestore/piano_rientro.html", inserto),
        contratto=contratto,
        nucleo=contratto.nucleo,
    )


def _bloccato(atto: str, piano: PianoRientro, utente: Utente) -> tuple[PianoRientro, Morosita]:
    morosita = blocca_morosita(piano.morosita)
    piano = PianoRientro.objects.select_for_update(no_key=True).get(pk=piano.pk)
    PIANO.pretende(atto, piano, utente)
    return piano, morosita


@transaction.atomic
def firma_piano(piano: PianoRientro, *, firmato_il: date, utente: Utente) -> PianoRientro:
    """The household signed: its late dues are closed by a compensation, oldest first, and the instalments are due.

    Raises AttoRifiutato when the late debt is now less than the plan.
    """
    piano, morosita = _bloccato("firma", piano, utente)
    giorno = oggi()
    if not piano.proposto_il <= firmato_il <= giorno:
        raise AttoRifiutato(f"La firma sta fra il {in_data(piano.proposto_il)}, quando fu proposto, e oggi.")
    if morosita.stato not in MOROSITA["proponi_piano"].da:
        raise AttoRifiutato(f"La morosità è «{morosita.get_stato_display()}»: il piano non si firma più, ritiralo.")
    debito = _debito_bloccato(morosita, giorno)
    if debito.importo < piano.importo:
        raise AttoRifiutato(
            f"Dalla proposta è stato pagato qualcosa: il piano è di {in_euro(piano.importo)}, il debito scaduto di "
            f"{in_euro(debito.importo)}. Ritira il piano e proponine un altro."
        )
    _compensa(piano, morosita, debito, firmato_il, utente)
    _apri_rate(piano, morosita)
    piano.firmato_il = firmato_il
    _passa(piano, StatoPiano.ATTIVO)
    aperta = Apertura(morosita, debito, utente, StatoMorosita.IN_PIANO)
    aperta.passa()
    aperta.annota(PassoMorosita.PIANO, fatto_il=firmato_il, lettera=piano.lettera, nota="Firmato")
    return piano


def _debito_bloccato(morosita: Morosita, giorno: date) -> Debito:
    """The late dues, locked by pk so that a payment in the same instant waits or is seen."""
    chiavi = [s.pk for s in debito_di(morosita.contratto, giorno).scadenze]
    list(Scadenza.objects.select_for_update(no_key=True).filter(pk__in=chiavi).order_by("pk"))
    return debito_di(morosita.contratto, giorno)


def _compensa(piano: PianoRientro, morosita: Morosita, debito: Debito, il: date, utente: Utente) -> None:
    contratto = morosita.contratto
    incasso = Incasso.objects.create(
        numero=f"I-{il.year}-{prossimo_numero('incasso', il.year):04d}",
        verso=Verso.ENTRATA,
        data=il,
        importo=piano.importo,
        mezzo=Mezzo.COMPENSAZIONE,
        riferimento=f"Piano di rientro firmato il {in_data(il)}",
        chi=contratto.conduttore,
        nucleo=contratto.nucleo,
        registrato_da=utente,
    )
    aperti = [DovutoAperto(pk=s.pk, residuo=s.residuo, scade_il=s.scade_il) for s in debito.scadenze]
    Imputazione.objects.bulk_create(
        Imputazione(incasso=incasso, scadenza_id=pk, importo=quota, criterio=str(piano), creata_da=utente)
        for pk, quota in imputa_piu_vecchie(piano.importo, aperti)
    )


def _apri_rate(piano: PianoRientro, morosita: Morosita) -> None:
    rate = list(piano.rate.order_by("numero"))
    scadenze = Scadenza.objects.bulk_create(
        _scadenza(
            morosita,
            chiave=f"piano/{piano.pk}/{rata.numero}",
            descrizione=f"Rata {rata.numero} di {len(rate)} del piano di rientro",
            importo=rata.importo,
            scade_il=rata.scade_il,
        )
        for rata in rate
    )
    for rata, scadenza in zip(rate, scadenze, strict=True):
        rata.scadenza = scadenza
    RataPiano.objects.bulk_update(rate, ["scadenza"])


def _scadenza(morosita: Morosita, *, chiave: str, descrizione: str, importo: Decimal, scade_il: date) -> Scadenza:
    contratto = morosita.contratto
    return Scadenza(
        chiave=chiave,
        verso=Verso.ENTRATA,
        tipo=TipoScadenza.RATA_PIANO,
        linea=Linea.GIS,
        contratto=contratto,
        nucleo=contratto.nucleo,
        intestazione=contratto.conduttore,
        competenza=scade_il.replace(day=1),
        descrizione=descrizione,
        importo=importo,
        scade_il=scade_il,
    )


def _passa(piano: PianoRientro, stato: str, perche: str = "") -> None:
    piano.stato, piano.deciso_perche = stato, perche[:300]
    piano.versione += 1
    piano.save(update_fields=["stato", "deciso_perche", "firmato_il", "versione"])


@transaction.atomic
def ritira_piano(piano: PianoRientro, *, perche: str, utente: Utente) -> PianoRientro:
    """Take back a proposal nobody signed."""
    piano, morosita = _bloccato("ritira", piano, utente)
    _passa(piano, StatoPiano.RITIRATO, perche)
    aperta = Apertura(morosita, debito_di(morosita.contratto, oggi()), utente, None)
    aperta.annota(PassoMorosita.PIANO, nota=f"Proposta ritirata: {perche}"[:500])
    return piano


@transaction.atomic
def dichiara_decaduto_piano(piano: PianoRientro, *, nota: str = "", utente: Utente) -> PianoRientro:
    """End a plan that is not paid: what is left of it is due at once.

    Instalments nobody paid are cancelled and become one due of today; one paid in part stays, for its rest, due today
    too. Raises AttoRifiutato, with the count, while too few instalments are late.
    """
    piano, morosita = _bloccato("dichiara_decaduto", piano, utente)
    giorno = oggi()
    chiavi = piano.rate.values("scadenza")
    scadenze = list(Scadenza.objects.select_for_update(no_key=True).filter(pk__in=chiavi).order_by("pk"))
    rate = [Rata(n, s.importo, s.scade_il, s.imputato) for n, s in enumerate(scadenze, start=1)]
    esito = valuta_piano(rate, giorno, soglie_di(giorno).rate)
    if esito.positivo:
        raise AttoRifiutato(f"Il piano non decade. {esito}")
    aperte = [s for s in scadenze if s.aperta]
    intere = [s for s in aperte if not s.imputato]
    Scadenza.objects.filter(pk__in=[s.pk for s in intere]).update(
        annullata_il=giorno, motivo_annullamento="Piano di rientro decaduto"
    )
    Scadenza.objects.filter(pk__in=[s.pk for s in aperte if s.imputato], scade_il__gt=giorno).update(scade_il=giorno)
    resto = sum((s.residuo for s in intere), ZERO)
    if resto:
        _scadenza(
            morosita,
            chiave=f"piano/{piano.pk}/residuo",
            descrizione="Resto del piano di rientro decaduto",
            importo=resto,
            scade_il=giorno,
        ).save()
    _passa(piano, StatoPiano.DECADUTO, " ".join(filter(None, (str(esito), nota))))
    aperta = Apertura(morosita, debito_di(morosita.contratto, giorno), utente, StatoMorosita.PIANO_DECADUTO)
    aperta.passa()
    aperta.annota(PassoMorosita.DECADENZA, nota=nota)
    return piano
