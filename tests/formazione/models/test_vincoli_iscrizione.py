"""Direct writes on enrolments, presences, counts and certificates that the database must refuse."""

from datetime import date, timedelta

import pytest

from formazione.models import Attestato, Conteggio, Iscrizione, Presenza
from tests.factories.formazione import (
    PASSATO,
    EventoFactory,
    IscrizioneFactory,
    attestato,
    conta,
    evento_con,
    operatrice,
    porta_a,
    presente,
    rilascia,
    sessione,
)
from tests.factories.luogo import alle
from tests.factories.persone import PersonaFactory
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
from tests.factories.rifiuti import sql
from tests.formazione.models.test_vincoli_evento import DOPPIA
from valdera_housing.actions.documento import archivia_documento

pytestmark = pytest.mark.django_db

ADESSO = alle(date(2026, 11, 19), "10:00")
CON_ORA = "Un'iscrizione annullata dice quando."
NON_ISCRITTO = Detto("È presente chi ha l'iscrizione confermata a questo evento.", "presenza_di_un_iscritto")
FUORI_ORARIO = Detto("Entrata e uscita stanno dentro l'orario dell'incontro.", "presenza_dentro_l_incontro")
CON_ATTESTATO = Detto(
    "Le presenze di chi ha l'attestato non cambiano: prima si annulla l'attestato.", "presenza_con_attestato"
)
NON_MERITATO = Detto(
    "L'attestato si dà a evento concluso, a chi ha frequentato le ore che servono.", "attestato_meritato"
)
NON_SUE = Detto("L'attestato porta le ore del registro.", "attestato_con_le_sue_ore")
FERMO = Detto("Un attestato non si riscrive: si annulla e se ne dà un altro.", "attestato_fermo")

TENTATIVI = Tentativi()
su = TENTATIVI.su


def presenza(minuti: int | None = None) -> Presenza:
    evento = evento_con(PASSATO, con_attestato=True)
    return presente(IscrizioneFactory(evento=evento), evento.sessioni.get(), minuti)


# --- the enrolment ------------------------------------------------------------------------


@su("Iscrizione.codice", DOPPIA)
def due_iscrizioni_con_lo_stesso_segreto() -> Atto:
    return cambia(IscrizioneFactory(), codice=IscrizioneFactory().codice)


@su("iscrizione_una_per_email", "Con questo indirizzo c'è già un'iscrizione.")
def due_iscrizioni_con_un_indirizzo_scritto_diverso() -> Atto:
    prima = IscrizioneFactory(email="amina@example.org")
    return lambda: IscrizioneFactory(evento=prima.evento, email="AMINA@example.org", stato="DA_CONFERMARE")


@su("iscrizione_una_per_persona", "Questa persona è già iscritta.")
def la_stessa_persona_due_volte() -> Atto:
    prima = IscrizioneFactory(persona=PersonaFactory())
    return lambda: IscrizioneFactory(evento=prima.evento, persona=prima.persona, stato="IN_ATTESA")


@su("iscrizione_con_nome", "Scrivi nome e cognome.")
def un_iscritto_senza_cognome() -> Atto:
    return cambia(IscrizioneFactory(), cognome="")


@su("iscrizione_in_fila_con_ora", "Un'iscrizione confermata dice quando.")
def confermata_senza_ora() -> Atto:
    return cambia(IscrizioneFactory(stato="DA_CONFERMARE"), stato="CONFERMATA")


@su("iscrizione_annullata_con_ora", CON_ORA)
def annullata_senza_ora() -> Atto:
    return cambia(IscrizioneFactory(), stato="ANNULLATA")


@su("iscrizione_annullata_con_ora", CON_ORA)
def viva_con_l_ora_in_cui_e_annullata() -> Atto:
    return cambia(IscrizioneFactory(), annullata_alle=ADESSO)


@su("iscrizione_pubblica_con_email", "Chi si iscrive da sé lascia l'e-mail e legge l'informativa.")
def dalla_pagina_pubblica_senza_informativa() -> Atto:
    return lambda: IscrizioneFactory(fonte="PUBBLICA", stato="DA_CONFERMARE", creata_da=None)


@su("iscrizione_pubblica_con_email", "Chi si iscrive da sé lascia l'e-mail e legge l'informativa.")
def dalla_pagina_pubblica_senza_indirizzo() -> Atto:
    return lambda: IscrizioneFactory(fonte="PUBBLICA", stato="DA_CONFERMARE", informativa="1", email="")


@su("iscrizione_dell_ufficio_con_autore", "Un'iscrizione fatta in ufficio dice da chi.")
def fatta_in_ufficio_da_nessuno() -> Atto:
    return cambia(IscrizioneFactory(), creata_da=None)


@su("Iscrizione.ferma", Detto("Un'iscrizione resta dell'evento per cui è nata.", "iscrizione_del_suo_evento"))
def un_iscrizione_portata_a_un_altro_evento() -> Atto:
    return cambia(IscrizioneFactory(), evento=EventoFactory())


@su("Iscrizione.ferma", Detto("Chi ha delle presenze segnate resta iscritto.", "iscrizione_con_presenze"))
def annullata_dopo_essere_venuta() -> Atto:
    return cambia(presenza().iscrizione, stato="ANNULLATA", annullata_alle=ADESSO)


@su("Iscrizione.non_si_elimina", "pgtrigger: Cannot delete rows from formazione_iscrizione table")
def un_iscrizione_cancellata() -> Atto:
    iscrizione = IscrizioneFactory()
    return lambda: Iscrizione.objects.filter(pk=iscrizione.pk).delete()


# --- presences and counts -----------------------------------------------------------------


@su("presenza_una_per_incontro", "Questa presenza è già segnata.")
def presente_due_volte() -> Atto:
    prima = presenza()
    return lambda: presente(prima.iscrizione, prima.sessione)


@su("presenza_in_ordine", "L'uscita segue l'entrata.")
def uscita_prima_di_entrare() -> Atto:
    prima = presenza()
    return cambia(prima, entrata=prima.entrata + timedelta(minutes=30), uscita=prima.entrata)


@su("Presenza.coerente", NON_ISCRITTO)
def presente_a_un_evento_di_altri() -> Atto:
    iscrizione, altrove = IscrizioneFactory(), evento_con(PASSATO).sessioni.get()
    return lambda: presente(iscrizione, altrove)


@su("Presenza.coerente", NON_ISCRITTO)
def presente_chi_e_in_lista_d_attesa() -> Atto:
    evento = evento_con(PASSATO)
    iscrizione = IscrizioneFactory(evento=evento, stato="IN_ATTESA")
    return lambda: presente(iscrizione, evento.sessioni.get())


@su("Presenza.coerente", FUORI_ORARIO)
def entrata_prima_dell_inizio() -> Atto:
    prima = presenza()
    return cambia(prima, entrata=prima.entrata - timedelta(minutes=1))


@su("Presenza.coerente", FUORI_ORARIO)
def uscita_dopo_la_fine() -> Atto:
    prima = presenza()
    return cambia(prima, uscita=prima.uscita + timedelta(minutes=1))


@su("Presenza.coerente", FUORI_ORARIO)
def presente_a_un_incontro_annullato() -> Atto:
    evento = evento_con(PASSATO)
    incontro, iscrizione = evento.sessioni.get(), IscrizioneFactory(evento=evento)
    cambia(incontro.prenotazione, annullata_alle=ADESSO)()
    return lambda: presente(iscrizione, incontro)


@su("Presenza.coerente", CON_ATTESTATO)
def un_ora_tolta_dopo_l_attestato() -> Atto:
    prima = attestato().iscrizione.presenze.get()
    return cambia(prima, uscita=prima.entrata)


@su("Presenza.con_attestato", CON_ATTESTATO)
def una_presenza_tolta_dopo_l_attestato() -> Atto:
    prima = attestato().iscrizione.presenze.get()
    return lambda: Presenza.objects.filter(pk=prima.pk).delete()


@su("conteggio_uno_per_gruppo", "Questo gruppo è già contato.")
def lo_stesso_gruppo_contato_due_volte() -> Atto:
    incontro = sessione(EventoFactory())
    conta(incontro, CITTADINANZA=3)
    return lambda: Conteggio.objects.create(sessione=incontro, destinatario="CITTADINANZA", quanti=4)


# --- certificates -------------------------------------------------------------------------


@su("Attestato.numero", DOPPIA)
def due_attestati_con_lo_stesso_numero() -> Atto:
    prima = attestato()
    seconda = presenza().iscrizione
    porta_a(seconda.evento, "SVOLTO")
    return lambda: copia(prima, iscrizione=seconda, codice="ALTRO")


@su("Attestato.codice", DOPPIA)
def due_attestati_con_lo_stesso_codice() -> Atto:
    prima = attestato()
    seconda = presenza().iscrizione
    porta_a(seconda.evento, "SVOLTO")
    return lambda: copia(prima, iscrizione=seconda, numero="AT-2018-9999")


def copia(prima: Attestato, **altro: object) -> Attestato:
    campi = ("numero", "codice", "iscrizione", "minuti", "minuti_evento", "rilasciato_il", "rilasciato_da")
    return Attestato.objects.create(**{campo: getattr(prima, campo) for campo in campi} | altro)


@su("attestato_uno_valido", "Questa persona ha già il suo attestato.")
def due_attestati_alla_stessa_persona() -> Atto:
    prima = attestato()
    return lambda: copia(prima, numero="AT-2018-9999", codice="ALTRO")


@su("attestato_annullato_con_motivo", "Scrivi perché l'attestato è annullato.")
def annullato_senza_dire_perche() -> Atto:
    return cambia(attestato(), annullato_il=date(2026, 11, 19))


@su("attestato_annullato_con_motivo", "Scrivi perché l'attestato è annullato.")
def annullato_prima_di_essere_dato() -> Atto:
    return cambia(attestato(), annullato_il=date(2026, 11, 1), motivo="Errore")


@su("Attestato.meritato", NON_MERITATO)
def un_attestato_con_un_minuto_di_meno() -> Atto:
    """Three hours in four are 180 minutes; 89 in 120 are one short of 75 per cent."""
    iscrizione = presenza(minuti=89).iscrizione
    return lambda: rilascia(iscrizione)


@su("Attestato.meritato", NON_MERITATO)
def un_attestato_prima_che_l_evento_sia_chiuso() -> Atto:
    prima = attestato()
    seconda = presenza().iscrizione
    return lambda: copia(prima, iscrizione=seconda, numero="AT-2018-9999", codice="ALTRO")


@su("Attestato.meritato", NON_MERITATO)
def un_attestato_di_un_evento_che_non_ne_da() -> Atto:
    iscrizione = presenza().iscrizione
    cambia(iscrizione.evento, con_attestato=False)()
    return lambda: rilascia(iscrizione)


@su("Attestato.meritato", NON_SUE)
def un_attestato_con_piu_ore_del_registro() -> Atto:
    prima = attestato()
    cambia(prima, annullato_il=date(2026, 11, 19), motivo="Errore")()
    return lambda: copia(prima, minuti=180, numero="AT-2018-9999", codice="ALTRO")


@su("Attestato.fermo", FERMO)
def le_ore_di_un_attestato_riscritte() -> Atto:
    return cambia(attestato(), minuti=110)


@su("Attestato.fermo", FERMO)
def un_attestato_annullato_torna_valido() -> Atto:
    prima = attestato()
    cambia(prima, annullato_il=date(2026, 11, 19), motivo="Errore")()
    return cambia(prima, annullato_il=None)


@su("Attestato.fermo", FERMO)
def un_attestato_con_un_altro_file() -> Atto:
    prima, chi = attestato(), operatrice()
    cambia(prima, documento=archivia_documento(b"%PDF-1.7 uno", "a.pdf", utente=chi))()
    return cambia(prima, documento=archivia_documento(b"%PDF-1.7 due", "b.pdf", utente=chi))


@su("Attestato.non_si_elimina", "pgtrigger: Cannot delete rows from formazione_attestato table")
def un_attestato_cancellato() -> Atto:
    attestato()
    return lambda: sql("DELETE FROM formazione_attestato")


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_the_database_refuses(tentativo: Tentativo) -> None:
    si_rifiuta(tentativo)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_without_its_fence_the_same_write_passes(tentativo: Tentativo) -> None:
    senza_recinto_passa(tentativo)


def test_the_last_minute_that_is_needed_is_enough() -> None:
    assert attestato(minuti=90).minuti == 90


def test_who_cancelled_may_enrol_again() -> None:
    prima = IscrizioneFactory(stato="ANNULLATA", persona=PersonaFactory())
    altro = {"evento": prima.evento, "email": prima.email, "persona": prima.persona}
    assert risposta(lambda: IscrizioneFactory(**altro)) == ACCETTATO


def test_after_a_certificate_is_cancelled_hours_are_corrected_and_another_is_given() -> None:
    prima = attestato()
    presenza = prima.iscrizione.presenze.get()
    cambia(prima, annullato_il=date(2026, 11, 19), motivo="Ore sbagliate")()
    cambia(presenza, uscita=presenza.uscita - timedelta(minutes=20))()
    seconda = rilascia(prima.iscrizione)
    assert (seconda.minuti, Attestato.objects.validi().count()) == (100, 1)
