"""Direct writes on common expenses, costs, services, buildings and milestones that the database must refuse."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cohousing.models import Addetto, FaseImmobile, QuotaSpesa, RicognizioneImmobile, SpesaComune, Tappa
from tests.cohousing.models.test_vincoli_casa import DOPPIA, IN_ORDINE, NON_SI_ELIMINA, cancella
from tests.cohousing.models.test_vincoli_permanenza import NON_CAMBIA
from tests.factories.casa import ScadenzaFactory
from tests.factories.cohousing import (
    CostoFactory,
    ImmobileFactory,
    PermanenzaFactory,
    ServizioFactory,
    SpesaComuneFactory,
    casa_aperta,
    condominio,
    immobile,
    operatrice,
    permanenza,
    turno,
)
from tests.factories.conti import ConvenzioneFactory
from tests.factories.luogo import alle
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
from valdera_housing.choices import Linea, TipoScadenza

pytestmark = pytest.mark.django_db

IMPORTI = "L'importo è più di zero, e la parte dell'ente non lo supera."
FERMA = Detto("Una spesa ripartita non si riscrive: si annulla e se ne registra un'altra.", "spesa_comune_ferma")
SOMMA = Detto("Le quote e la parte dell'ente sommano alla spesa, al centesimo.", "spesa_comune_somma_esatta")
CHI_ABITAVA = Detto("Divide la spesa chi ha abitato la casa in quei giorni.", "quota_di_chi_abitava")
NEL_PARTITARIO = Detto("La quota è quella scritta nel partitario, dello stesso nucleo.", "quota_come_nel_partitario")
LE_SUE_DATE = "Un servizio chiuso dice da quando, non prima di cominciare."
ATTIVO = Detto("I turni stanno nei giorni in cui il servizio c'è.", "turno_di_un_servizio_attivo")
MISURE = "Misure e costi non sono negativi; conservazione e servizi vanno da 1 a 5."
RILEVATO = "Un immobile rilevato ha superficie, posti letto, conservazione e servizi."
VALUTATO = "Un immobile valutato ha costo, titolo, categorie e punteggio."
PROPOSTO = "Una proposta alla Cabina ha il suo testo e la sua data."
APPROVATO = "Un immobile approvato dice in quale seduta e quando."
DATE_IMMOBILE = "Il sopralluogo segue la segnalazione, l'approvazione la proposta."
DALL_UNIONE = Detto("L'approvazione della Cabina la registra l'Unione.", "immobile_approvato_dall_unione")
DOPO_LA_PROPOSTA = Detto("La Cabina approva ciò che le è stato proposto.", "immobile_approvato_dopo_la_proposta")
APPROVATO_FERMO = Detto("Ciò che la Cabina ha approvato non si riscrive.", "immobile_approvato_fermo")
FASI_FERME = Detto("Fasi e costi proposti alla Cabina non cambiano.", "fasi_proposte_ferme")

TENTATIVI = Tentativi()
su = TENTATIVI.su


# --- the common expense -------------------------------------------------------------------


def quota(spesa: SpesaComune, importo: str = "184.55", stay: Any = None, **altro: Any) -> QuotaSpesa:
    """A share, with its due in the ledger."""
    chi = stay or permanenza(spesa.struttura.unita.first())
    dovuta = ScadenzaFactory(
        tipo=TipoScadenza.SPESE_COMUNI, linea=Linea.COH, nucleo=chi.nucleo, importo=Decimal(importo)
    )
    dati = {"spesa": spesa, "permanenza": chi, "peso": 61, "importo": Decimal(importo), "scadenza": dovuta}
    return QuotaSpesa.objects.create(**dati | altro)


def ripartita(**altro: Any) -> SpesaComune:
    """Split on one household only."""
    spesa = SpesaComuneFactory(**altro)
    quota(spesa)
    cambia(spesa, stato="RIPARTITA", ripartita_il=date(2026, 11, 10))()
    spesa.refresh_from_db()
    return spesa


@su("SpesaComune.numero", DOPPIA)
def due_spese_con_lo_stesso_numero() -> Atto:
    return cambia(SpesaComuneFactory(), numero=SpesaComuneFactory().numero)


@su("spesa_comune_importi", IMPORTI)
def una_spesa_di_niente() -> Atto:
    return lambda: SpesaComuneFactory(importo=0)


@su("spesa_comune_importi", IMPORTI)
def l_ente_paga_piu_della_spesa() -> Atto:
    return lambda: SpesaComuneFactory(a_carico_ente=Decimal("184.56"))


@su("spesa_comune_periodo_in_ordine", IN_ORDINE)
def un_periodo_che_finisce_prima() -> Atto:
    return lambda: SpesaComuneFactory(al=date(2026, 8, 31))


@su("spesa_comune_ripartita_con_data", "Una spesa ripartita dice quando.")
def ripartita_in_nessun_giorno() -> Atto:
    spesa = SpesaComuneFactory()
    quota(spesa)
    return cambia(spesa, stato="RIPARTITA")


@su("spesa_comune_annullata_con_motivo", "Scrivi perché è annullata.")
def annullata_senza_motivo() -> Atto:
    return cambia(SpesaComuneFactory(), stato="ANNULLATA")


@su("spesa_comune_pagata_non_si_annulla", "Una spesa pagata al fornitore non si annulla.")
def annullata_dopo_averla_pagata() -> Atto:
    return cambia(SpesaComuneFactory(pagata_il=date(2026, 11, 5)), stato="ANNULLATA", motivo="Doppia")


@su("spesa_comune_una_volta", "Questo documento è già registrato.")
def la_stessa_bolletta_due_volte() -> Atto:
    prima = SpesaComuneFactory()
    return lambda: SpesaComuneFactory(documento_numero=prima.documento_numero)


@su("SpesaComune.ferma", FERMA)
def l_importo_di_una_spesa_ripartita() -> Atto:
    return cambia(ripartita(), importo=Decimal("184.54"), a_carico_ente=0)


@su("SpesaComune.ferma", FERMA)
def una_spesa_ripartita_rimessa_in_bozza() -> Atto:
    return cambia(ripartita(), stato="BOZZA")


@su("SpesaComune.ferma", FERMA)
def una_spesa_annullata_ripresa() -> Atto:
    spesa = SpesaComuneFactory()
    cambia(spesa, stato="ANNULLATA", motivo="Doppia")()
    return cambia(spesa, stato="BOZZA")


@su(
    "SpesaComune.ferma",
    Detto("Prima si annullano le quote nel partitario.", "spesa_comune_annullata_con_le_quote"),
)
def annullata_con_le_quote_ancora_dovute() -> Atto:
    return cambia(ripartita(), stato="ANNULLATA", motivo="Doppia")


@su("SpesaComune.somma_esatta", SOMMA)
def ripartita_per_un_centesimo_in_meno() -> Atto:
    spesa = SpesaComuneFactory()
    quota(spesa, "184.54")
    return cambia(spesa, stato="RIPARTITA", ripartita_il=date(2026, 11, 10))


@su("SpesaComune.somma_esatta", SOMMA)
def ripartita_su_nessuno() -> Atto:
    return cambia(SpesaComuneFactory(), stato="RIPARTITA", ripartita_il=date(2026, 11, 10))


@su("SpesaComune.non_si_elimina", NON_SI_ELIMINA)
def una_spesa_cancellata() -> Atto:
    return cancella(SpesaComuneFactory())


@su("quota_spesa_una_per_permanenza", "Questo nucleo ha già la sua quota.")
def due_quote_allo_stesso_nucleo() -> Atto:
    prima = quota(SpesaComuneFactory(), "10.00")
    return lambda: quota(prima.spesa, "10.00", prima.permanenza)


@su("quota_spesa_con_scadenza", "Una quota si paga: ha la sua scadenza, se non è zero.")
def una_quota_fuori_dal_partitario() -> Atto:
    spesa = SpesaComuneFactory()
    return lambda: quota(spesa, scadenza=None)


@su("QuotaSpesa.scadenza", DOPPIA)
def due_quote_con_la_stessa_scadenza() -> Atto:
    prima = quota(SpesaComuneFactory(), "10.00")
    altra = SpesaComuneFactory(struttura=prima.spesa.struttura)
    return lambda: quota(altra, "10.00", prima.permanenza, scadenza=prima.scadenza)


@su("QuotaSpesa.coerente", CHI_ABITAVA)
def una_quota_a_chi_abita_altrove() -> Atto:
    spesa, stay = SpesaComuneFactory(), permanenza()
    return lambda: quota(spesa, stay=stay)


@su("QuotaSpesa.coerente", CHI_ABITAVA)
def una_quota_a_chi_e_uscito_prima() -> Atto:
    spesa = SpesaComuneFactory()
    stay = permanenza(spesa.struttura.unita.first(), "CONCLUSA", uscita_il=date(2026, 8, 31))
    return lambda: quota(spesa, stay=stay)


@su("QuotaSpesa.coerente", CHI_ABITAVA)
def una_quota_a_chi_non_e_ancora_entrato() -> Atto:
    spesa = SpesaComuneFactory()
    stay = PermanenzaFactory(unita=spesa.struttura.unita.first())
    return lambda: quota(spesa, stay=stay)


@su("QuotaSpesa.coerente", CHI_ABITAVA)
def una_quota_di_una_spesa_annullata() -> Atto:
    spesa = SpesaComuneFactory()
    cambia(spesa, stato="ANNULLATA", motivo="Doppia")()
    return lambda: quota(spesa)


@su("QuotaSpesa.coerente", NEL_PARTITARIO)
def una_quota_diversa_dalla_sua_scadenza() -> Atto:
    spesa = SpesaComuneFactory()
    return lambda: quota(spesa, importo="10.00", scadenza=ScadenzaFactory(linea=Linea.COH))


@su("QuotaSpesa.somma_esatta", SOMMA)
def una_quota_in_piu_dopo_la_ripartizione() -> Atto:
    spesa = ripartita()
    stay = permanenza(spesa.struttura.unita.last())
    return lambda: quota(spesa, "0.01", stay)


@su("QuotaSpesa.non_cambia", NON_CAMBIA)
def una_quota_riscritta() -> Atto:
    return cambia(quota(SpesaComuneFactory(), "10.00"), peso=1)


# --- costs --------------------------------------------------------------------------------


@su("costo_coab_di_una_cosa", "Una spesa è di una casa o di un immobile.")
def una_spesa_di_niente_e_di_nessuno() -> Atto:
    return lambda: CostoFactory(struttura=None)


@su("costo_coab_positivo", "L'importo è maggiore di zero.")
def un_costo_di_zero() -> Atto:
    return lambda: CostoFactory(importo=0)


@su("costo_coab_una_volta", "Questo documento è già registrato.")
def la_stessa_fattura_due_volte() -> Atto:
    prima = CostoFactory()
    return lambda: CostoFactory(documento_numero=prima.documento_numero)


# --- services -----------------------------------------------------------------------------


@su("servizio_nome_unico", "In questo condominio c'è già un servizio con questo nome.")
def due_portinerie() -> Atto:
    primo = ServizioFactory()
    return lambda: ServizioFactory(struttura=primo.struttura, nome=primo.nome)


@su("servizio_con_le_sue_date", LE_SUE_DATE)
def un_servizio_chiuso_senza_giorno() -> Atto:
    return cambia(ServizioFactory(), stato="CHIUSO")


@su("servizio_con_le_sue_date", LE_SUE_DATE)
def un_servizio_chiuso_prima_di_cominciare() -> Atto:
    return cambia(ServizioFactory(), stato="CHIUSO", al=date(2026, 1, 31))


@su(
    "Servizio.di_un_condominio",
    Detto("I servizi aperti al quartiere sono dei condomini sociali.", "servizio_di_un_condominio"),
)
def un_servizio_di_una_casa_condivisa() -> Atto:
    casa = casa_aperta()
    return lambda: ServizioFactory(struttura=casa)


@su("Servizio.di_un_condominio", Detto("Un servizio resta del suo condominio.", "servizio_del_suo_condominio"))
def un_servizio_portato_altrove() -> Atto:
    altro = condominio()
    return cambia(ServizioFactory(), struttura=altro)


@su(
    "Servizio.di_un_condominio",
    Detto("Ci sono ancora turni previsti dopo quel giorno.", "servizio_chiuso_senza_turni"),
)
def un_servizio_chiuso_con_i_turni_davanti() -> Atto:
    servizio = turno(ServizioFactory()).servizio
    return cambia(servizio, stato="CHIUSO", al=date(2026, 11, 15))


@su("Servizio.non_si_elimina", NON_SI_ELIMINA)
def un_servizio_cancellato() -> Atto:
    return cancella(ServizioFactory())


@su("turno_in_ordine", "La fine viene dopo l'inizio.")
def un_turno_di_nessun_minuto() -> Atto:
    previsto = turno(ServizioFactory())
    return cambia(previsto, fine=previsto.inizio)


@su("turno_prime_volte_fra_i_presenti", "Chi è venuto per la prima volta è fra chi è venuto.")
def piu_prime_volte_che_persone() -> Atto:
    return cambia(turno(ServizioFactory()), stato="SVOLTO", abitanti=2, prime_volte=3)


@su("turno_contato_se_svolto", "Le persone si contano quando il turno si è svolto.")
def persone_di_un_turno_previsto() -> Atto:
    return cambia(turno(ServizioFactory()), abitanti=2)


@su("turno_saltato_con_motivo", "Scrivi perché non si è fatto.")
def saltato_senza_motivo() -> Atto:
    return cambia(turno(ServizioFactory()), stato="SALTATO")


@su("turno_senza_sovrapposizioni", "In quelle ore questo servizio ha già un turno.")
def due_turni_nella_stessa_ora() -> Atto:
    primo = turno(ServizioFactory())
    return lambda: turno(primo.servizio, dalle="17:00", fino_alle="19:00")


@su("Turno.coerente", ATTIVO)
def un_turno_prima_che_il_servizio_ci_sia() -> Atto:
    servizio = ServizioFactory()
    return lambda: turno(servizio, date(2026, 1, 31))


@su("Turno.coerente", ATTIVO)
def un_turno_quando_il_servizio_e_chiuso() -> Atto:
    servizio = ServizioFactory()
    cambia(servizio, stato="CHIUSO", al=date(2026, 11, 15))()
    return lambda: turno(servizio)


@su("Turno.non_si_elimina", NON_SI_ELIMINA)
def un_turno_cancellato() -> Atto:
    return cancella(turno(ServizioFactory()))


@su("addetto_una_volta", "Questa persona è già nel turno.")
def la_stessa_persona_due_volte() -> Atto:
    previsto = turno(ServizioFactory())
    Addetto.objects.create(turno=previsto, nome="Carla Neri")
    return lambda: Addetto.objects.create(turno=previsto, nome="Carla Neri")


@su("addetto_con_nome", "Scrivi chi apre il servizio.")
def un_addetto_senza_nome() -> Atto:
    previsto = turno(ServizioFactory())
    return lambda: Addetto.objects.create(turno=previsto, nome="")


# --- the buildings ------------------------------------------------------------------------


@su("RicognizioneImmobile.numero", DOPPIA)
def due_immobili_con_lo_stesso_numero() -> Atto:
    return cambia(ImmobileFactory(), numero=ImmobileFactory().numero)


@su("immobile_una_volta", "Questo immobile è già nella ricognizione.")
def lo_stesso_immobile_scritto_diverso() -> Atto:
    primo = ImmobileFactory()
    return lambda: ImmobileFactory(civico=primo.civico, indirizzo="VIA DELLE SCUOLE")


@su("immobile_misure", MISURE)
def una_superficie_di_zero() -> Atto:
    return cambia(ImmobileFactory(), superficie=0)


@su("immobile_misure", MISURE)
def una_conservazione_da_sei() -> Atto:
    return cambia(ImmobileFactory(), stato_conservazione=6)


@su("immobile_misure", MISURE)
def un_punteggio_oltre_cento() -> Atto:
    return cambia(ImmobileFactory(), punteggio=101)


@su("immobile_categorie_conosciute", "Scegli le categorie dall'elenco.")
def una_categoria_inventata() -> Atto:
    return cambia(ImmobileFactory(), categorie=["POETI"])


@su("immobile_rilevato", RILEVATO)
def rilevato_senza_sopralluogo() -> Atto:
    return cambia(ImmobileFactory(), stato="RILEVATO")


@su("immobile_valutato", VALUTATO)
def valutato_senza_costo() -> Atto:
    return cambia(immobile("VALUTATO"), costo_adeguamento=None)


@su("immobile_valutato", VALUTATO)
def valutato_per_nessuno() -> Atto:
    return cambia(immobile("VALUTATO"), categorie=[])


@su("immobile_valutato", VALUTATO)
def valutato_senza_titolo() -> Atto:
    return cambia(immobile("VALUTATO"), titolo_possibile="DA_DEFINIRE")


@su("immobile_proposto", PROPOSTO)
def proposto_senza_testo() -> Atto:
    return cambia(immobile("VALUTATO"), stato="PROPOSTO", proposto_il=date(2026, 10, 5))


@su("immobile_approvato", APPROVATO)
def approvato_in_nessuna_seduta() -> Atto:
    deciso_da = immobile("APPROVATO_CABINA").deciso_da
    return cambia(immobile("PROPOSTO"), stato="APPROVATO_CABINA", approvato_il=date(2026, 10, 20), deciso_da=deciso_da)


@su("immobile_approvato", APPROVATO)
def approvato_il_ma_solo_proposto() -> Atto:
    return cambia(immobile("PROPOSTO"), approvato_il=date(2026, 10, 20))


@su("immobile_scartato_con_motivo", "Scrivi perché è scartato.")
def scartato_senza_motivo() -> Atto:
    return cambia(ImmobileFactory(), stato="SCARTATO")


@su("immobile_date_in_ordine", DATE_IMMOBILE)
def visto_prima_di_essere_segnalato() -> Atto:
    return cambia(ImmobileFactory(), rilevato_il=date(2026, 9, 6))


@su("immobile_date_in_ordine", DATE_IMMOBILE)
def approvato_prima_di_essere_proposto() -> Atto:
    deciso = immobile("APPROVATO_CABINA")
    return lambda: immobile("APPROVATO_CABINA", approvato_il=date(2026, 10, 4), deciso_da=deciso.deciso_da)


@su("RicognizioneImmobile.deciso_dalla_cabina", DALL_UNIONE)
def approvato_dall_ente() -> Atto:
    chi = operatrice()
    return lambda: immobile("APPROVATO_CABINA", deciso_da=chi)


@su("RicognizioneImmobile.deciso_dalla_cabina", DOPO_LA_PROPOSTA)
def approvato_senza_proposta() -> Atto:
    deciso = immobile("APPROVATO_CABINA")
    return cambia(
        immobile("VALUTATO"), stato="APPROVATO_CABINA", proposta="Sei mini alloggi", proposto_il=date(2026, 10, 5),
        approvato_il=date(2026, 10, 20), seduta="Cabina", deciso_da=deciso.deciso_da,
    )  # fmt: skip


@su("RicognizioneImmobile.deciso_dalla_cabina", APPROVATO_FERMO)
def la_proposta_approvata_riscritta() -> Atto:
    return cambia(immobile("APPROVATO_CABINA"), proposta="Un albergo")


@su("RicognizioneImmobile.non_si_elimina", NON_SI_ELIMINA)
def un_immobile_cancellato() -> Atto:
    return cancella(ImmobileFactory())


def fase(di: RicognizioneImmobile, **altro: Any) -> FaseImmobile:
    dati = {"immobile": di, "numero": 1, "descrizione": "Rilievo e progetto", "mesi": 3, "costo": Decimal("9000.00")}
    return FaseImmobile.objects.create(**dati | altro)


@su("fase_numero_unico", "Questa fase c'è già.")
def due_fasi_con_lo_stesso_numero() -> Atto:
    prima = fase(immobile())
    return lambda: fase(prima.immobile)


@su("fase_misure", "Il costo non è negativo, i mesi vanno da 1 a 60.")
def una_fase_di_nessun_mese() -> Atto:
    valutato = immobile()
    return lambda: fase(valutato, mesi=0)


@su("FaseImmobile.ferme", FASI_FERME)
def una_fase_aggiunta_dopo_la_proposta() -> Atto:
    proposto = immobile("PROPOSTO")
    return lambda: fase(proposto)


@su("FaseImmobile.ferme", FASI_FERME)
def una_fase_tolta_dopo_la_proposta() -> Atto:
    prima = fase(immobile())
    cambia(prima.immobile, stato="PROPOSTO", proposta="Sei mini alloggi", proposto_il=date(2026, 10, 5))()
    return cancella(prima)


# --- the milestones -----------------------------------------------------------------------


def tappa(codice: str = "M1", **altro: Any) -> Tappa:
    dati = {"convenzione": ConvenzioneFactory(), "codice": codice, "entro_il": date(2025, 12, 31)}
    return Tappa.objects.create(**dati | altro)


@su("tappa_una_per_convenzione", "Questa tappa c'è già.")
def due_volte_la_stessa_tappa() -> Atto:
    tappa()
    return tappa


@su("tappa_raggiunta_con_prova", "Scrivi da che cosa si vede che la tappa è raggiunta.")
def raggiunta_senza_prova() -> Atto:
    return cambia(tappa(), raggiunta_il=date(2025, 11, 30))


@su(
    "Tappa.coerente",
    Detto("Una tappa si raggiunge dopo l'inizio della convenzione.", "tappa_dentro_la_convenzione"),
)
def raggiunta_prima_della_convenzione() -> Atto:
    return cambia(tappa(), raggiunta_il=date(2024, 12, 31), note="Relazione")


@su(
    "Tappa.coerente",
    Detto("La prima struttura è attiva quando una casa è aperta.", "tappa_con_la_struttura"),
)
def la_prima_struttura_senza_case() -> Atto:
    casa_aperta()
    return cambia(tappa("M3"), raggiunta_il=date(2026, 1, 14), note="Casa Girasole")


@su("Tappa.non_si_elimina", NON_SI_ELIMINA)
def una_tappa_cancellata() -> Atto:
    return cancella(tappa())


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_the_database_refuses(tentativo: Tentativo) -> None:
    si_rifiuta(tentativo)


@pytest.mark.parametrize("tentativo", TENTATIVI.parametri)
def test_without_its_fence_the_same_write_passes(tentativo: Tentativo) -> None:
    senza_recinto_passa(tentativo)


def test_a_bill_taken_away_may_be_registered_again() -> None:
    prima = SpesaComuneFactory()
    cambia(prima, stato="ANNULLATA", motivo="Importo sbagliato")()
    assert risposta(lambda: SpesaComuneFactory(documento_numero=prima.documento_numero)) == ACCETTATO


def test_a_turn_that_was_skipped_leaves_its_hours_free() -> None:
    saltato = turno(ServizioFactory())
    cambia(saltato, stato="SALTATO", motivo="Neve")()
    assert risposta(lambda: turno(saltato.servizio)) == ACCETTATO


def test_a_turn_may_begin_when_another_ends() -> None:
    primo = turno(ServizioFactory())
    dopo = turno(primo.servizio, dalle="18:00", fino_alle="19:00")
    assert dopo.inizio == alle(date(2026, 11, 16), "18:00")
