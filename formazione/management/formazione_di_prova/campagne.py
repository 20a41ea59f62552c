"""What was published, who asked for the newsletter, and the letters that left."""

from datetime import date, timedelta

from formazione.choices import Destinatario, StatoCampagna, StatoNewsletter, StatoSpedizione
from formazione.management.formazione_di_prova.copione import CAMPAGNE
from formazione.management.formazione_di_prova.eventi import COGNOMI, NOMI, codice
from formazione.models import Campagna, Contatto, Contenuto, Costo, Newsletter, Spedizione
from formazione.rules.informativa import INFORMATIVA
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import prossimo_numero

GRUPPI = (Destinatario.PROPRIETARI, Destinatario.CITTADINANZA, Destinatario.ASSOCIAZIONI)
LETTERE = (
    (-40, "Le novità di primavera", "Tre corsi nuovi e uno sportello in più."),
    (-5, "Prima dell’inverno: spendere meno in casa", "Dieci consigli, e le date degli incontri sulle bollette."),
)
IN_PREPARAZIONE = ("Buone feste, e gli orari dello sportello", "Gli orari di dicembre.")


def carica_campagne(scena: Scena) -> None:
    campagne = [_campagna(scena, *storia) for storia in CAMPAGNE]
    contatti = _contatti(scena)
    for settimane, oggetto, testo in LETTERE:
        _newsletter(scena, oggetto, testo, scena.oggi + timedelta(weeks=settimane), contatti)
    with scena.momento(alle(scena.oggi - timedelta(days=2), 11), scena.operatrice):
        _scrivi_newsletter(scena, *IN_PREPARAZIONE, scena.oggi - timedelta(days=2))
        _costi(scena, campagne[-1])


def _campagna(scena: Scena, titolo: str, settimane: int, contenuti: tuple) -> Campagna:
    dal = scena.oggi + timedelta(weeks=settimane)
    finita = settimane < -40
    with scena.momento(alle(dal, 9), scena.operatrice):
        campagna = Campagna.objects.create(
            numero=f"CP-{dal.year}-{prossimo_numero('campagna', dal.year):04d}", titolo=titolo, dal=dal,
            obiettivo="Far sapere che cosa offre il servizio a chi non lo conosce.", destinatari=list(GRUPPI),
            al=dal + timedelta(weeks=26) if finita else None, creata_da=scena.operatrice,
            stato=StatoCampagna.CONCLUSA if finita else StatoCampagna.IN_CORSO,
        )  # fmt: skip
        Contenuto.objects.bulk_create(
            Contenuto(
                campagna=campagna, titolo=nome, canale=canale, lingue=list(lingue), raggiunti=raggiunti,
                pubblicato_il=scena.oggi + timedelta(weeks=quando),
            )
            for nome, canale, lingue, quando, raggiunti in contenuti
        )  # fmt: skip
    return campagna


def _contatti(scena: Scena) -> list[Contatto]:
    """Sixty who asked; some never confirmed, some changed their mind."""
    chiesto = alle(scena.inizio + timedelta(days=60), 10)
    coppie = [(nome, cognome) for nome in NOMI for cognome in COGNOMI]
    with scena.momento(chiesto, scena.operatrice):
        return Contatto.objects.bulk_create(
            Contatto(
                email=f"{nome}.{cognome}@lettori.esempio.it".lower(), nome=f"{nome} {cognome}",
                destinatario=GRUPPI[n % len(GRUPPI)], codice=codice(scena, 32), informativa=INFORMATIVA,
                chiesto_alle=chiesto, confermato_alle=None if n % 12 == 11 else chiesto + timedelta(hours=1),
                disiscritto_alle=chiesto + timedelta(days=300) if n % 15 == 14 else None,
            )
            for n, (nome, cognome) in enumerate(scena.caso.sample(coppie, 60))
        )  # fmt: skip


def _scrivi_newsletter(scena: Scena, oggetto: str, testo: str, giorno: date) -> Newsletter:
    return Newsletter.objects.create(
        numero=f"NL-{giorno.year}-{prossimo_numero('newsletter', giorno.year):04d}", oggetto=oggetto, testo=testo,
        creata_da=scena.operatrice, creata_il=giorno,
    )  # fmt: skip


def _newsletter(scena: Scena, oggetto: str, testo: str, giorno: date, contatti: list[Contatto]) -> None:
    quando = alle(giorno, 11)
    with scena.momento(quando, scena.coordinatore):
        newsletter = _scrivi_newsletter(scena, oggetto, testo, giorno)
        newsletter.stato = StatoNewsletter.IN_INVIO
        newsletter.save(update_fields=["stato"])
        Spedizione.objects.bulk_create(
            Spedizione(newsletter=newsletter, contatto=c, stato=StatoSpedizione.INVIATA, mandata_alle=quando)
            for c in contatti
            if c.confermato_alle and not c.disiscritto_alle
        )
        newsletter.stato, newsletter.inviata_alle = StatoNewsletter.INVIATA, quando
        newsletter.save(update_fields=["stato", "inviata_alle"])


def _costi(scena: Scena, campagna: Campagna) -> None:
    """This quarter's invoices, still to be taken into the accounts."""
    Costo.objects.create(
        campagna=campagna, descrizione="Stampa di 800 schede", fornitore="Tipografia Valdera",
        codice_fiscale="00162600506", documento_numero="212/P", documento_del=scena.oggi - timedelta(days=30),
        importo="341.60", pagato_il=scena.oggi - timedelta(days=3), creato_da=scena.operatrice,
    )  # fmt: skip
