"""Direct writes on events, sessions, teachers, partners, rooms and costs that the database must refuse."""

from datetime import date, timedelta

import pytest

from formazione.models import Docente, Evento, FileEvento, PartnerEvento
from tests.factories.formazione import (
    FUTURO,
    PASSATO,
    CostoFactory,
    DocenteFactory,
    EventoFactory,
    IscrizioneFactory,
    PartnerFactory,
    RichiestaSalaFactory,
    evento_con,
    operatrice,
    porta_a,
    presente,
    sala,
    sessione,
)
from tests.factories.luogo import PrenotazioneFactory
from tests.factories.persone import UtenteFactory
from tests.factories.recinto import (
    Atto,
    Detto,
    Tentativi,
    Tentativo,
    cambia,
    senza_recinto_passa,
    si_rifiuta,
)
from tests.factories.rifiuti import sql
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Linea, Ruolo, UsoStanza
from valdera_housing.models import Documento, Prenotazione

pytestmark = pytest.mark.django_db

OGGI = date(2026, 11, 19)
DOPPIA = "Il sistema non può salvare questi dati: qualcuno può averli cambiati nel frattempo. Ricarica la pagina."
FERMO = Detto("Gli incontri di un evento concluso non cambiano: prima si riapre.", "incontri_di_un_evento_fermi")
CON_PRESENZE = Detto("L'orario di un incontro con le presenze segnate non cambia.", "orario_con_presenze_fermo")
COME_LA_PRENOTAZIONE = Detto(
    "Una sala rifiutata o ritirata torna libera; una richiesta viva la tiene occupata.", "sala_come_la_prenotazione"
)

TENTATIVI = Tentativi()
su = TENTATIVI.su


# --- the event ----------------------------------------------------------------------------


@su("Evento.numero", DOPPIA)
def due_eventi_con_lo_stesso_numero() -> Atto:
    return cambia(EventoFactory(), numero=EventoFactory().numero)


@su("Evento.codice", DOPPIA)
def due_eventi_con_la_stessa_pagina() -> Atto:
    return cambia(EventoFactory(), codice=EventoFactory().codice)


@su("evento_mai_oltre_i_posti", "I posti sono finiti.")
def un_iscritto_piu_dei_posti() -> Atto:
    evento = evento_con(posti=1)
    IscrizioneFactory(evento=evento)
    return lambda: IscrizioneFactory(evento=evento)


@su("evento_mai_oltre_i_posti", "I posti sono finiti.")
def meno_posti_degli_iscritti() -> Atto:
    evento = evento_con(posti=2)
    IscrizioneFactory(evento=evento), IscrizioneFactory(evento=evento)
    return cambia(evento, posti=1)


@su("evento_con_almeno_un_posto", "I posti sono almeno uno; lascia vuoto se non c'è un limite.")
def nessun_posto() -> Atto:
    return cambia(EventoFactory(), posti=0)


@su("evento_con_destinatari", "Scegli a chi si rivolge l'evento.")
def un_evento_per_nessuno() -> Atto:
    return cambia(EventoFactory(), destinatari=[])


@su("evento_con_destinatari", "Scegli a chi si rivolge l'evento.")
def un_evento_per_un_gruppo_che_non_c_e() -> Atto:
    return cambia(EventoFactory(), destinatari=["MARZIANI"])


@su("evento_iscrizioni_in_ordine", "Le iscrizioni non finiscono prima di cominciare.")
def iscrizioni_finite_prima_di_cominciare() -> Atto:
    return cambia(EventoFactory(), iscrizioni_dal=date(2026, 11, 2), iscrizioni_al=date(2026, 11, 1))


@su("evento_soglia_in_percentuale", "La soglia dell'attestato è fra 1 e 100 per cento.")
def una_soglia_oltre_il_cento() -> Atto:
    return cambia(EventoFactory(), soglia=101)


@su("evento_soglia_in_percentuale", "La soglia dell'attestato è fra 1 e 100 per cento.")
def una_soglia_di_niente() -> Atto:
    return cambia(EventoFactory(), soglia=0)


@su("evento_attestato_con_i_nomi", "Un attestato si dà a chi è segnato per nome.")
def un_attestato_a_chi_non_ha_nome() -> Atto:
    return cambia(EventoFactory(registro="ANONIMO"), con_attestato=True)


@su("evento_svolto_con_data", "Un evento svolto ha la sua data, e solo quello.")
def svolto_senza_data() -> Atto:
    return cambia(evento_con(PASSATO), stato="SVOLTO")


@su("evento_svolto_con_data", "Un evento svolto ha la sua data, e solo quello.")
def una_data_senza_essere_svolto() -> Atto:
    return cambia(evento_con(PASSATO), svolto_il=PASSATO)


@su("evento_annullato_con_motivo", "Scrivi perché l'evento è annullato.")
def annullato_senza_dire_perche() -> Atto:
    return cambia(EventoFactory(), stato="ANNULLATO")


@su("evento_preventivo_positivo", "Il preventivo non è negativo.")
def un_preventivo_negativo() -> Atto:
    return cambia(EventoFactory(), preventivo=-1)


@su("Evento.non_si_elimina", "pgtrigger: Cannot delete rows from formazione_evento table")
def un_evento_cancellato() -> Atto:
    evento = EventoFactory()
    return lambda: Evento.objects.filter(pk=evento.pk).delete()


# --- its sessions -------------------------------------------------------------------------


@su("Sessione.codice", DOPPIA)
def due_incontri_con_lo_stesso_codice() -> Atto:
    return cambia(sessione(EventoFactory()), codice=sessione(EventoFactory()).codice)


@su("Sessione.prenotazione", DOPPIA)
def due_incontri_nella_stessa_ora() -> Atto:
    return cambia(sessione(EventoFactory()), prenotazione=sessione(EventoFactory()).prenotazione)


@su("sessione_numero_unico", "Questo incontro c'è già.")
def due_incontri_con_lo_stesso_numero() -> Atto:
    evento = evento_con(FUTURO, date(2026, 12, 4))
    return cambia(evento.sessioni.get(numero=2), numero=1)


@su(
    "Sessione.orario_della_linea",
    Detto("L'orario di un incontro è una prenotazione della formazione.", "prenotazione_della_formazione"),
)
def un_incontro_nell_ora_di_un_appuntamento() -> Atto:
    incontro, altrui = sessione(EventoFactory()), PrenotazioneFactory(linea=Linea.SPO)
    return cambia(incontro, prenotazione=altrui)


@su("Sessione.evento_fermo", FERMO)
def un_incontro_in_piu_a_evento_concluso() -> Atto:
    evento = evento_con(PASSATO, stato="SVOLTO")
    return lambda: sessione(evento, PASSATO)


@su("Sessione.evento_fermo", FERMO)
def un_incontro_cambiato_a_evento_annullato() -> Atto:
    return cambia(evento_con(stato="ANNULLATO").sessioni.get(), titolo="Altro")


@su("Sessione.non_si_elimina", "pgtrigger: Cannot delete rows from formazione_sessione table")
def un_incontro_cancellato() -> Atto:
    incontro = sessione(EventoFactory())
    return lambda: type(incontro).objects.filter(pk=incontro.pk).delete()


@su("PrenotazioneDellaFormazione.orario_fermo", CON_PRESENZE)
def un_incontro_accorciato_dopo_le_presenze() -> Atto:
    evento = evento_con(PASSATO)
    incontro = evento.sessioni.get()
    presente(IscrizioneFactory(evento=evento), incontro)
    return cambia(incontro.prenotazione, fine=incontro.prenotazione.fine + timedelta(hours=1))


@su("PrenotazioneDellaFormazione.orario_fermo", CON_PRESENZE)
def un_incontro_spostato_a_evento_svolto() -> Atto:
    prenotazione = evento_con(PASSATO, stato="SVOLTO").sessioni.get().prenotazione
    return cambia(prenotazione, inizio=prenotazione.inizio - timedelta(hours=1))


# --- who makes it, with what --------------------------------------------------------------


@su("docente_una_volta", "Questo docente c'è già.")
def lo_stesso_docente_due_volte() -> Atto:
    docente = DocenteFactory()
    return lambda: DocenteFactory(evento=docente.evento, nome=docente.nome)


@su("docente_misure_positive", "Le ore sono più di zero, il compenso non è negativo.")
def una_docenza_di_zero_ore() -> Atto:
    return cambia(DocenteFactory(), ore=0)


@su("docente_misure_positive", "Le ore sono più di zero, il compenso non è negativo.")
def un_compenso_negativo() -> Atto:
    docente: Docente = DocenteFactory()
    return cambia(docente, compenso=-1)


@su("Partner.nome", DOPPIA)
def due_partner_con_lo_stesso_nome() -> Atto:
    return cambia(PartnerFactory(), nome=PartnerFactory().nome)


@su("partner_evento_una_volta", "Questo partner c'è già.")
def lo_stesso_partner_due_volte() -> Atto:
    evento, partner = EventoFactory(), PartnerFactory()
    PartnerEvento.objects.create(evento=evento, partner=partner)
    return lambda: PartnerEvento.objects.create(evento=evento, partner=partner)


def un_file() -> Documento:
    return archivia_documento(b"%PDF-1.7 file", "file.pdf", utente=operatrice())


@su("file_evento_pubblico_solo_materiali", "Sulla pagina pubblica vanno soltanto materiali e locandine.")
def un_foglio_firme_sulla_pagina_pubblica() -> Atto:
    evento, file = EventoFactory(), un_file()
    return lambda: FileEvento.objects.create(evento=evento, tipo="REGISTRO_FIRMATO", documento=file, pubblico=True)


# --- rooms --------------------------------------------------------------------------------


@su("RichiestaSala.prenotazione", DOPPIA)
def due_richieste_della_stessa_ora() -> Atto:
    richiesta = RichiestaSalaFactory()
    return lambda: RichiestaSalaFactory(prenotazione=richiesta.prenotazione)


@su("sala_decisa_con_chi_e_quando", "Una richiesta decisa dice chi ha deciso e quando.")
def autorizzata_da_nessuno() -> Atto:
    return cambia(RichiestaSalaFactory(), stato="AUTORIZZATA")


@su("sala_rifiutata_con_motivo", "Scrivi perché la sala non si può dare.")
def rifiutata_senza_dire_perche() -> Atto:
    richiesta = RichiestaSalaFactory()
    return lambda: rifiuta(richiesta, motivo="")


def rifiuta(richiesta, motivo: str = "È chiusa") -> None:
    funzionaria = UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])
    cambia(richiesta.prenotazione, annullata_alle=PrenotazioneFactory().inizio)()
    cambia(richiesta, stato="RIFIUTATA", decisa_da=funzionaria, decisa_il=OGGI, motivo=motivo)()


@su("sala_decisa_dopo_la_richiesta", "La decisione non precede la richiesta.")
def decisa_prima_di_essere_chiesta() -> Atto:
    chi = UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])
    return cambia(RichiestaSalaFactory(), stato="AUTORIZZATA", decisa_da=chi, decisa_il=date(2026, 11, 1))


@su("RichiestaSala.coerente", Detto("L'uso di una sala lo autorizza l'Unione.", "sala_decisa_dall_unione"))
def autorizzata_dall_ente_partner() -> Atto:
    return cambia(RichiestaSalaFactory(), stato="AUTORIZZATA", decisa_da=operatrice(), decisa_il=OGGI)


@su(
    "RichiestaSala.coerente",
    Detto("Per le sale dei convegni si accetta il disciplinare.", "sala_con_disciplinare"),
)
def una_sala_convegni_senza_disciplinare() -> Atto:
    return lambda: RichiestaSalaFactory(disciplinare_accettato=False)


@su("RichiestaSala.come_la_prenotazione", COME_LA_PRENOTAZIONE)
def rifiutata_e_la_sala_resta_presa() -> Atto:
    chi = UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])
    return cambia(RichiestaSalaFactory(), stato="RIFIUTATA", decisa_da=chi, decisa_il=OGGI, motivo="È chiusa")


@su("RichiestaSala.come_la_prenotazione", COME_LA_PRENOTAZIONE)
def una_richiesta_senza_sala() -> Atto:
    prenotazione = PrenotazioneFactory(linea=Linea.FOR)
    return lambda: RichiestaSalaFactory(prenotazione=prenotazione)


@su("RichiestaSala.non_si_elimina", "pgtrigger: Cannot delete rows from formazione_richiestasala table")
def una_richiesta_cancellata() -> Atto:
    richiesta = RichiestaSalaFactory(stanza=sala(UsoStanza.RIUNIONI_BREVI))
    return lambda: type(richiesta).objects.filter(pk=richiesta.pk).delete()


# --- costs --------------------------------------------------------------------------------


@su("costo_di_una_cosa", "Una spesa è di un evento o di una campagna.")
def una_spesa_di_niente() -> Atto:
    return cambia(CostoFactory(), evento=None)


@su("costo_positivo", "L'importo è maggiore di zero.")
def una_spesa_di_zero_euro() -> Atto:
    return cambia(CostoFactory(), importo=0)


@su("costo_una_volta", "Questo documento è già registrato.")
def la_stessa_fattura_due_volte() -> Atto:
    prima = CostoFactory()
    return cambia(CostoFactory(fornitore=prima.fornitore), documento_numero=prima.documento_numero)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_the_database_refuses(tentativo: Tentativo) -> None:
    si_rifiuta(tentativo)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_without_its_fence_the_same_write_passes(tentativo: Tentativo) -> None:
    senza_recinto_passa(tentativo)


def test_an_event_reopened_takes_sessions_again() -> None:
    evento = porta_a(evento_con(PASSATO, stato="SVOLTO"), "PROGRAMMATO")
    sessione(evento, FUTURO)
    assert evento.sessioni.count() == 2


def test_a_session_without_presences_is_moved() -> None:
    prenotazione = evento_con().sessioni.get().prenotazione
    Prenotazione.objects.filter(pk=prenotazione.pk).update(fine=prenotazione.fine + timedelta(hours=1))
    assert Evento.objects.get().minuti == 180


def test_a_refused_room_is_free() -> None:
    richiesta = RichiestaSalaFactory()
    rifiuta(richiesta)
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert Prenotazione.objects.attive().filter(stanza=richiesta.prenotazione.stanza).count() == 0
