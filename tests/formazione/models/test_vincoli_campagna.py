"""Direct writes on campaigns, contacts and newsletters, without the acts, that the database must refuse."""

from datetime import date, datetime, timedelta

import pytest

from formazione.choices import Destinatario
from formazione.models import Contatto, Newsletter, Spedizione
from tests.factories.formazione import (
    ISCRITTA_ALLE,
    CampagnaFactory,
    ContattoFactory,
    ContenutoFactory,
    NewsletterFactory,
)
from tests.factories.recinto import (
    ACCETTATO,
    Atto,
    Detto,
    Tentativi,
    Tentativo,
    cambia,
    risposta,
    senza_recinto_passa,
    si_rifiuta,
)

pytestmark = pytest.mark.django_db

PRIMA, DOPO = ISCRITTA_ALLE - timedelta(minutes=1), ISCRITTA_ALLE + timedelta(days=1)
DOPPIA = "Il sistema non può salvare questi dati: qualcuno può averli cambiati nel frattempo. Ricarica la pagina."
IN_ORDINE = "Conferma e disdetta seguono la richiesta."
PER_CHI = "Scegli a chi si rivolge la campagna."
QUANDO, MANDATA_QUANDO = "Una newsletter inviata dice quando.", "Una newsletter mandata dice quando."
PARTITA = Detto("Una newsletter partita non si riscrive.", "newsletter_partita_ferma")
NON_LA_VUOLE = Detto("Una newsletter si manda solo a chi l'ha chiesta.", "spedizione_a_chi_la_vuole")

TENTATIVI = Tentativi()
su = TENTATIVI.su


def newsletter(stato: str = "BOZZA") -> Newsletter:
    scritta: Newsletter = NewsletterFactory()
    for passo in ("IN_INVIO", "INVIATA") if stato == "INVIATA" else (stato,):
        scritta.stato, scritta.inviata_alle = passo, DOPO if passo == "INVIATA" else None
        scritta.save()
    return scritta


def spedizione(stato: str = "DA_INVIARE", mandata_alle: datetime | None = None, **contatto: object) -> Atto:
    lettera, lettrice = newsletter("IN_INVIO"), ContattoFactory(**contatto)
    return lambda: Spedizione.objects.create(
        newsletter=lettera, contatto=lettrice, stato=stato, mandata_alle=mandata_alle
    )


# --- campaigns and contents ----------------------------------------------------------------------------------


@su("Campagna.numero", DOPPIA)
def due_campagne_con_lo_stesso_numero() -> Atto:
    prima = CampagnaFactory()
    return lambda: CampagnaFactory(numero=prima.numero)


@su("campagna_date_in_ordine", "La campagna non finisce prima di cominciare.")
def una_campagna_che_finisce_prima() -> Atto:
    return cambia(CampagnaFactory(), al=date(2026, 8, 31))


@su("campagna_con_destinatari", PER_CHI)
def una_campagna_per_nessuno() -> Atto:
    return cambia(CampagnaFactory(), destinatari=[])


@su("campagna_con_destinatari", PER_CHI)
def una_campagna_per_un_gruppo_che_non_c_e() -> Atto:
    return cambia(CampagnaFactory(), destinatari=[Destinatario.PROPRIETARI, "MARZIANI"])


@su("campagna_annullata_con_motivo", "Scrivi perché la campagna è annullata.")
def una_campagna_annullata_senza_perche() -> Atto:
    return cambia(CampagnaFactory(), stato="ANNULLATA")


@su("contenuto_con_lingua", "Scrivi almeno una lingua.")
def un_contenuto_in_nessuna_lingua() -> Atto:
    return cambia(ContenutoFactory(), lingue=[])


# --- contacts ------------------------------------------------------------------------------------------------


@su("Contatto.codice", DOPPIA)
def due_contatti_con_lo_stesso_codice() -> Atto:
    primo = ContattoFactory()
    return lambda: ContattoFactory(codice=primo.codice)


@su("contatto_email_unica", "Questo indirizzo è già fra i contatti.")
def lo_stesso_indirizzo_con_le_maiuscole() -> Atto:
    ContattoFactory(email="carla@example.org")
    return lambda: ContattoFactory(email="Carla@Example.org")


@su("contatto_date_in_ordine", IN_ORDINE)
def una_conferma_prima_della_richiesta() -> Atto:
    return cambia(ContattoFactory(), confermato_alle=PRIMA)


@su("contatto_date_in_ordine", IN_ORDINE)
def una_disdetta_prima_della_richiesta() -> Atto:
    return cambia(ContattoFactory(), disiscritto_alle=PRIMA)


# --- newsletters ---------------------------------------------------------------------------------------------


@su("Newsletter.numero", DOPPIA)
def due_newsletter_con_lo_stesso_numero() -> Atto:
    prima = NewsletterFactory()
    return lambda: NewsletterFactory(numero=prima.numero)


@su("newsletter_inviata_con_ora", QUANDO)
def inviata_chissa_quando() -> Atto:
    return cambia(newsletter("IN_INVIO"), stato="INVIATA")


@su("newsletter_inviata_con_ora", QUANDO)
def una_bozza_gia_inviata() -> Atto:
    return cambia(newsletter(), inviata_alle=DOPO)


@su("newsletter_a_gruppi_conosciuti", "Scegli i gruppi dall'elenco.")
def a_un_gruppo_che_non_c_e() -> Atto:
    return cambia(newsletter(), destinatari=["MARZIANI"])


@su("Newsletter.partita_ferma", PARTITA)
def il_testo_mentre_parte() -> Atto:
    return cambia(newsletter("IN_INVIO"), testo="Altro testo")


@su("Newsletter.partita_ferma", PARTITA)
def l_oggetto_dopo_che_e_partita() -> Atto:
    partita = newsletter("INVIATA")
    return lambda: Newsletter.objects.filter(pk=partita.pk).update(oggetto="Altro oggetto")


@su("Newsletter.partita_ferma", PARTITA)
def altri_gruppi_mentre_parte() -> Atto:
    return cambia(newsletter("IN_INVIO"), destinatari=[Destinatario.PROPRIETARI])


@su("Newsletter.partita_ferma", PARTITA)
def di_nuovo_bozza_mentre_parte() -> Atto:
    return cambia(newsletter("IN_INVIO"), stato="BOZZA")


@su("Newsletter.partita_ferma", PARTITA)
def di_nuovo_in_partenza_dopo_che_e_partita() -> Atto:
    return cambia(newsletter("INVIATA"), stato="IN_INVIO", inviata_alle=None)


@su("Newsletter.partita_ferma", PARTITA)
def inviata_senza_essere_mai_partita() -> Atto:
    return cambia(newsletter(), stato="INVIATA", inviata_alle=DOPO)


@su("spedizione_una_per_contatto", "A questo indirizzo è già andata.")
def due_volte_allo_stesso_indirizzo() -> Atto:
    atto = spedizione()
    atto()
    return atto


@su("spedizione_inviata_con_ora", MANDATA_QUANDO)
def mandata_chissa_quando() -> Atto:
    return spedizione("INVIATA")


@su("spedizione_inviata_con_ora", MANDATA_QUANDO)
def da_mandare_gia_mandata() -> Atto:
    return spedizione("DA_INVIARE", DOPO)


@su(
    "Spedizione.mandata_ferma",
    Detto("Una newsletter già mandata a un indirizzo non torna da mandare.", "spedizione_mandata_ferma"),
)
def mandata_e_di_nuovo_da_mandare() -> Atto:
    mandata = spedizione("INVIATA", DOPO)()
    assert isinstance(mandata, Spedizione)
    return cambia(mandata, stato="DA_INVIARE", mandata_alle=None)


@su("Spedizione.solo_a_chi_la_vuole", NON_LA_VUOLE)
def mandata_a_chi_non_ha_confermato() -> Atto:
    return spedizione("INVIATA", DOPO, confermato_alle=None)


@su("Spedizione.solo_a_chi_la_vuole", NON_LA_VUOLE)
def mandata_a_chi_ha_disdetto_nel_frattempo() -> Atto:
    atto = spedizione()
    mandata = atto()
    assert isinstance(mandata, Spedizione)
    Contatto.objects.update(disiscritto_alle=DOPO)
    return cambia(mandata, stato="INVIATA", mandata_alle=DOPO)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_the_database_refuses(tentativo: Tentativo) -> None:
    si_rifiuta(tentativo)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_without_its_fence_the_same_write_passes(tentativo: Tentativo) -> None:
    senza_recinto_passa(tentativo)


def test_what_is_right_is_accepted() -> None:
    assert [
        risposta(cambia(CampagnaFactory(), al=date(2026, 9, 1), stato="CONCLUSA")),
        risposta(cambia(CampagnaFactory(), stato="ANNULLATA", motivo="Non ci sono i soldi")),
        risposta(cambia(ContattoFactory(), disiscritto_alle=ISCRITTA_ALLE)),
        risposta(cambia(newsletter(), testo="Riscritta", stato="IN_INVIO")),
        risposta(cambia(newsletter("IN_INVIO"), stato="INVIATA", inviata_alle=DOPO)),
        risposta(spedizione("INVIATA", DOPO)),
        risposta(spedizione("FALLITA", confermato_alle=None)),
    ] == [ACCETTATO] * 7
