"""The houses with their rooms, spaces and rules, opened when the story says."""

from datetime import date, timedelta
from decimal import Decimal

from cohousing.choices import StatoPatto, StatoStruttura
from cohousing.management.cohousing_di_prova.copione import Casa
from cohousing.models import PattoConvivenza, Spazio, Struttura, TestoPatto, Unita
from valdera_housing.choices import DestinazioneAlloggio, StatoAlloggio, TipologiaAlloggio
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import Alloggio, Ente, prossimo_numero

PREPARAZIONE = timedelta(days=60)


def carica_casa(scena: Scena, casa: Casa) -> Struttura:
    """A house in preparation two months before it opens, then open."""
    apertura = scena.inizio + timedelta(days=casa.apre_dopo)
    with scena.momento(alle(apertura - PREPARAZIONE, 10), scena.operatrice):
        struttura = _scrivi(scena, casa, apertura)
        _stanze(casa, struttura, apertura)
    with scena.momento(alle(apertura, 9), scena.coordinatore):
        _metti_in_vigore(casa, struttura, apertura)
        struttura.stato, struttura.attiva_dal = StatoStruttura.ATTIVA, apertura
        struttura.save(update_fields=["stato", "attiva_dal"])
    return struttura


def _scrivi(scena: Scena, casa: Casa, apertura: date) -> Struttura:
    anno = (apertura - PREPARAZIONE).year
    return Struttura.objects.create(
        numero=f"CC-{anno}-{prossimo_numero('struttura', anno):04d}",
        nome=casa.nome,
        tipo=casa.tipo,
        alloggio=_alloggio(scena, casa, apertura - PREPARAZIONE),
        categoria=casa.categoria,
        descrizione=casa.descrizione,
        ente_supervisore=Ente.objects.get(pk=scena.coordinatore.ente_id),
        responsabile=scena.coordinatore,
    )


def _alloggio(scena: Scena, casa: Casa, dal: date) -> Alloggio:
    """Given by its owner to be shared, so it was never offered to one household."""
    comune = next(c for c in scena.comuni if c.nome == casa.comune)
    return Alloggio.objects.create(
        codice=f"A-{dal.year}-{prossimo_numero('alloggio', dal.year):04d}",
        comune=comune,
        indirizzo=casa.indirizzo,
        civico=casa.civico,
        cap=comune.cap[0],
        tipologia=TipologiaAlloggio.CONDOMINIO if casa.tipo == "CONDOMINIO_SOCIALE" else TipologiaAlloggio.CASA,
        camere=len(casa.stanze),
        posti_letto=casa.posti_letto,
        arredato=True,
        agibilita=True,
        impianti_conformi=True,
        segnalato_il=dal,
        stato=StatoAlloggio.DISPONIBILE,
        stato_dal=dal,
        destinazione=DestinazioneAlloggio.COABITAZIONE,
        condiviso_dal=dal,
    )


def _stanze(casa: Casa, struttura: Struttura, dal: date) -> None:
    for stanza in casa.stanze:
        Unita.objects.create(
            struttura=struttura,
            nome=stanza.nome,
            tipo=stanza.tipo,
            posti_letto=stanza.posti,
            mq=Decimal(stanza.mq),
            accessibile=stanza.accessibile,
            dotazioni=list(stanza.dotazioni),
            quota_mensile=Decimal(stanza.quota),
            cauzione=Decimal(stanza.quota),
            dal=dal,
        )
    for nome, mq, note in casa.spazi:
        Spazio.objects.create(struttura=struttura, nome=nome, mq=Decimal(mq), note=note)


def _metti_in_vigore(casa: Casa, struttura: Struttura, dal: date) -> None:
    patto = PattoConvivenza.objects.create(struttura=struttura, edizione=1, creato_da=struttura.responsabile)
    for lingua, testo in casa.regole.items():
        TestoPatto.objects.create(patto=patto, lingua=lingua, testo=testo)
    patto.stato, patto.in_vigore_dal = StatoPatto.IN_VIGORE, dal
    patto.save(update_fields=["stato", "in_vigore_dal"])
