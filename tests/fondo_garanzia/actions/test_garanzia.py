"""A guarantee from the request to its end. The clock stands at 19/11/2026."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D
from io import StringIO

import pytest
from django.core.management import call_command

from fondo_garanzia.actions.fondo import dota_fondo
from fondo_garanzia.actions.garanzia import (
    approva_garanzia,
    attiva_garanzia,
    chiudi_garanzia,
    istruisci_garanzia,
    modifica_garanzia,
    revoca_garanzia,
    richiedi_garanzia,
    rifiuta_garanzia,
    riprendi_garanzia,
    ritira_garanzia,
    scadi_garanzie,
    sospendi_garanzia,
    svincola_garanzia,
)
from fondo_garanzia.actions.lettera_garanzia import crea_lettera_garanzia
from fondo_garanzia.choices import Provenienza, StatoGaranzia
from fondo_garanzia.models import CreditoRivalsa, DerogaFondo, Fondo, Garanzia
from fondo_garanzia.workflow import GARANZIA
from tests.factories.casa import AlloggioFactory, CasoFactory, ContrattoFactory, InvioFactory, nucleo_con_adulto
from tests.factories.corsa import insieme
from tests.factories.fondo import (
    EscussioneFactory,
    FondoFactory,
    GaranziaFactory,
    approva,
    contratto_privato,
    figure,
    funzionario,
    nucleo_del_fondo,
    paga,
    rivalsa,
    valuta,
)
from tests.factories.persone import ComuneFactory, EnteFactory, UtenteFactory
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Linea, NaturaContratto, Ruolo, TipoContratto
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Contratto, Parametro, Utente

OGGI = date(2026, 11, 19)
ATTO = {"atto": "Determinazione 88/2026"}
LIBERO = (D("0.00"), D("0.00"), D("0.00"), D("25000.00"), D("25000.00"))


def coordinatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])


def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


def chiesta(contratto: Contratto | None = None, **dati: object) -> Garanzia:
    if contratto is None:
        contratto = contratto_privato(nucleo_del_fondo(FondoFactory(dotato=D("25000.00"))))
    return richiedi_garanzia(contratto, {"motivo": "La chiede il proprietario"} | dati, utente=coordinatore())


@pytest.mark.django_db
class TestRichiesta:
    def test_months_caps_days_and_owner_are_proposed_from_the_contract(self) -> None:
        contratto = contratto_privato(nucleo_del_fondo(FondoFactory(dotato=D("25000.00"))))
        garanzia = chiesta(contratto)
        proprietario = contratto.proprietario
        assert (
            garanzia.numero,
            garanzia.stato,
            garanzia.fondo.comune,
            garanzia.mensilita,
            garanzia.massimale_canoni,
            garanzia.massimale_danni,
            garanzia.inizio,
            garanzia.scade_il,
            garanzia.titolare,
            garanzia.titolare_iban,
            garanzia.proprietario,
            garanzia.richiesta_il,
            garanzia.impegno,
        ) == (
            "GA-2026-0001",
            "RICHIESTA",
            contratto.nucleo.comune,
            3,
            D("1440.00"),
            D("0.00"),
            date(2026, 4, 1),
            date(2029, 3, 31),
            proprietario.denominazione,
            proprietario.iban,
            proprietario,
            OGGI,
            D("0.00"),
        )

    def test_the_months_proposed_are_those_of_the_parameter(self) -> None:
        Parametro.objects.create(
            chiave="garanzia_mensilita", descrizione="Mensilità", valore=2, valido_dal=date(2026, 1, 1), atto="Atto"
        )
        assert chiesta().massimale_canoni == D("960.00")

    def test_more_months_have_a_larger_cap(self) -> None:
        assert chiesta(mensilita=4).massimale_canoni == D("1920.00")

    def test_for_a_sublease_the_owner_is_that_of_the_head_lease(self) -> None:
        nucleo, alloggio = nucleo_del_fondo(FondoFactory(dotato=D("25000.00"))), AlloggioFactory()
        testa = ContrattoFactory(alloggio=alloggio, stato="IN_CORSO", stipulato_il=date(2026, 4, 1))
        sublocazione = ContrattoFactory(
            numero="S-2018-0001", natura=NaturaContratto.SUBLOCAZIONE, tipo=TipoContratto.SUBLOCAZIONE,
            alloggio=alloggio, nucleo=nucleo, proprietario=None, stato="IN_CORSO", stipulato_il=date(2026, 4, 1),
            conduttore="Maria Rossi",
        )  # fmt: skip
        assert chiesta(sublocazione).proprietario == testa.proprietario

    def test_without_an_owner_somebody_must_be_written(self) -> None:
        contratto = contratto_privato(nucleo_del_fondo(FondoFactory(dotato=D("25000.00"))), proprietario=None)
        with pytest.raises(AttoRifiutato, match="Scrivi a favore di chi è la garanzia"):
            chiesta(contratto)
        assert chiesta(contratto, titolare="Ada Neri").titolare == "Ada Neri"

    def test_the_referral_is_taken_and_ends_with_the_decision(self) -> None:
        fondo = FondoFactory(dotato=D("25000.00"))
        caso = CasoFactory(nucleo=nucleo_del_fondo(fondo))
        invio = InvioFactory(caso=caso, linea=Linea.FON)
        garanzia = richiedi_garanzia(
            contratto_privato(caso.nucleo), {"motivo": invio.motivo}, utente=coordinatore(), invio=invio
        )
        invio.refresh_from_db()
        assert (garanzia.invio, invio.preso_in_carico_il, invio.concluso_il) == (invio, OGGI, None)
        istruisci_garanzia(garanzia, istruttoria="Va bene", utente=coordinatore())
        approva_garanzia(garanzia, ATTO, utente=funzionario())
        invio.refresh_from_db()
        assert (invio.concluso_il, invio.esito) == (OGGI, "Garanzia GA-2026-0001 approvata: Determinazione 88/2026")

    def test_a_referral_of_another_household_is_refused(self) -> None:
        contratto = contratto_privato(nucleo_del_fondo(FondoFactory(dotato=D("25000.00"))))
        invio = InvioFactory(linea=Linea.FON)
        with pytest.raises(AttoRifiutato, match="per un’altra linea o per un altro nucleo"):
            richiedi_garanzia(contratto, {"motivo": "Serve"}, utente=coordinatore(), invio=invio)

    def test_the_accountant_does_not_ask(self) -> None:
        contratto = contratto_privato(nucleo_del_fondo(FondoFactory(dotato=D("25000.00"))))
        with pytest.raises(AttoRifiutato, match="Le garanzie le chiede chi segue le famiglie"):
            richiedi_garanzia(contratto, {"motivo": "Serve"}, utente=contabile())

    @pytest.mark.parametrize(
        ("contratto", "frase"),
        [
            ({"stato": "BOZZA", "stipulato_il": None}, "è «Bozza»: si garantisce un contratto firmato e in corso"),
            ({"inizio": date(2020, 1, 1), "fine": date(2023, 12, 31)}, "è finito il 31/12/2023"),
        ],
    )
    def test_only_a_contract_that_holds_is_guaranteed(self, contratto, frase) -> None:
        nucleo = nucleo_del_fondo(FondoFactory(dotato=D("25000.00")))
        with pytest.raises(AttoRifiutato, match=frase):
            chiesta(contratto_privato(nucleo, **contratto))
        assert not Garanzia.objects.exists()

    def test_a_head_lease_is_nobodys_guarantee(self) -> None:
        with pytest.raises(AttoRifiutato, match="Questo contratto non è di un nucleo"):
            chiesta(ContrattoFactory(stato="IN_CORSO", stipulato_il=date(2026, 4, 1)))

    def test_one_live_guarantee_on_a_contract_and_another_after_a_refusal(self) -> None:
        garanzia = chiesta()
        with pytest.raises(AttoRifiutato, match="c’è già la garanzia GA-2026-0001"):
            chiesta(garanzia.contratto)
        rifiuta_garanzia(garanzia, {"motivo_decisione": "Reddito non verificato"}, utente=funzionario())
        assert chiesta(garanzia.contratto).numero == "GA-2026-0002"

    def test_what_is_asked_is_corrected_until_it_is_decided(self) -> None:
        garanzia = chiesta()
        chi = coordinatore()
        corretta = modifica_garanzia(garanzia, {"massimale_danni": D("500.00")}, utente=chi, versione=1)
        assert (corretta.massimale, corretta.versione) == (D("1940.00"), 2)
        with pytest.raises(ModificaConcorrente):
            modifica_garanzia(garanzia, {"massimale_danni": D("0.00")}, utente=chi, versione=1)
        with pytest.raises(AttoRifiutato, match="Si garantiscono da 1 a 12 mensilità"):
            modifica_garanzia(garanzia, {"mensilita": 13}, utente=chi, versione=2)


@pytest.mark.django_db
class TestScenario3:
    def test_a_comune_that_has_not_joined_may_ask_after_it_endows_its_own_money(self) -> None:
        pontedera = FondoFactory(dotato=D("25000.00"))
        calcinaia = ComuneFactory(nome="Calcinaia")
        contratto = contratto_privato(nucleo_con_adulto(comune=calcinaia))
        with pytest.raises(AttoRifiutato, match="Comune non aderente: Calcinaia non ha una dotazione nel fondo"):
            chiesta(contratto)
        dota_fondo(
            calcinaia,
            {
                "importo": D("4000.00"), "giorno": OGGI, "atto": "Delibera 40/2026",
                "provenienza": Provenienza.COMUNE,
            },
            utente=funzionario(),
        )  # fmt: skip
        garanzia = chiesta(contratto)
        istruisci_garanzia(garanzia, istruttoria="Va bene", utente=coordinatore())
        approva_garanzia(garanzia, ATTO, utente=funzionario())
        assert figure(garanzia.fondo) == (D("1440.00"), D("0.00"), D("0.00"), D("4000.00"), D("2560.00"))
        assert figure(pontedera) == LIBERO


@pytest.mark.django_db
class TestDecisione:
    def test_the_approval_commits_the_caps(self) -> None:
        garanzia = GaranziaFactory(istruita=True)
        chi = funzionario()
        decisa = approva_garanzia(garanzia, ATTO | {"motivo_decisione": "Reddito stabile"}, utente=chi)
        assert (decisa.stato, decisa.atto, decisa.motivo_decisione, decisa.decisa_il, decisa.decisa_da) == (
            "APPROVATA", "Determinazione 88/2026", "Reddito stabile", OGGI, chi,
        )  # fmt: skip
        assert figure(garanzia.fondo) == (D("1940.00"), D("0.00"), D("0.00"), D("25000.00"), D("23060.00"))

    def test_who_asked_never_decides(self) -> None:
        chi = UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE])
        garanzia = GaranziaFactory(istruita=True, richiesta_da=chi)
        for decidi in (
            lambda: approva_garanzia(garanzia, ATTO, utente=chi),
            lambda: rifiuta_garanzia(garanzia, {"motivo_decisione": "No"}, utente=chi),
        ):
            with pytest.raises(AttoRifiutato, match="la decide un’altra persona"):
                decidi()

    def test_without_the_money_it_is_refused_and_a_waiver_of_the_unione_goes_beyond(self) -> None:
        garanzia = GaranziaFactory(istruita=True, fondo=FondoFactory(dotato=D("1000.00")))
        with pytest.raises(AttoRifiutato, match="ne mancano 940,00"):
            approva_garanzia(garanzia, ATTO, utente=funzionario())
        assert figure(garanzia.fondo) == (D("0.00"), D("0.00"), D("0.00"), D("1000.00"), D("1000.00"))
        approva_garanzia(garanzia, ATTO | {"deroga": "Arriva la dotazione del comune"}, utente=funzionario())
        deroga = DerogaFondo.objects.get()
        assert (deroga.importo, deroga.nota) == (D("940.00"), "Arriva la dotazione del comune")
        assert figure(garanzia.fondo) == (D("1940.00"), D("0.00"), D("0.00"), D("1000.00"), D("-940.00"))

    def test_a_contract_ended_meanwhile_is_no_longer_guaranteed(self) -> None:
        garanzia = GaranziaFactory(istruita=True)
        Contratto.objects.filter(pk=garanzia.contratto_id).update(stato="CESSATO", cessato_il=date(2026, 10, 31))
        with pytest.raises(AttoRifiutato, match="è «Cessato»"):
            approva_garanzia(garanzia, ATTO, utente=funzionario())

    def test_a_refusal_keeps_its_reason(self) -> None:
        decisa = rifiuta_garanzia(chiesta(), {"motivo_decisione": "Reddito non verificato"}, utente=funzionario())
        assert (decisa.stato, decisa.motivo_decisione, decisa.decisa_il) == (
            "RIFIUTATA", "Reddito non verificato", OGGI,
        )  # fmt: skip

    def test_one_withdrawn_after_the_approval_gives_its_commitment_back(self) -> None:
        garanzia = GaranziaFactory(approvata=True)
        ritirata = ritira_garanzia(garanzia, motivo="Ha trovato un’altra casa", utente=coordinatore())
        assert (ritirata.stato, ritirata.motivo_decisione) == ("RITIRATA", "Ha trovato un’altra casa")
        assert figure(garanzia.fondo) == LIBERO


def firmata() -> tuple[str, bytes]:
    return "firmata.pdf", b"%PDF-1.7 lettera firmata"


@pytest.mark.django_db
class TestInVigore:
    def test_it_is_active_when_the_signed_letter_is_handed_over(self) -> None:
        attiva = attiva_garanzia(
            GaranziaFactory(approvata=True), attiva_dal=date(2026, 3, 12), accettazione=firmata(), utente=contabile()
        )
        assert (attiva.stato, attiva.attiva_dal, attiva.accettazione.nome) == (
            "ATTIVA", date(2026, 3, 12), "firmata.pdf",
        )  # fmt: skip

    @pytest.mark.parametrize("giorno", [date(2026, 3, 9), date(2026, 11, 20)])
    def test_not_before_the_approval_nor_in_the_future(self, giorno) -> None:
        with pytest.raises(AttoRifiutato, match="fra il 10/03/2026, quando fu approvata, e oggi"):
            attiva_garanzia(
                GaranziaFactory(approvata=True), attiva_dal=giorno, accettazione=firmata(), utente=contabile()
            )

    def test_not_without_a_letter(self) -> None:
        with pytest.raises(AttoRifiutato, match="Prima prepara la lettera di garanzia"):
            attiva_garanzia(GaranziaFactory(approvata=True), attiva_dal=OGGI, utente=contabile())

    def test_the_letter_prepared_is_enough(self) -> None:
        EnteFactory()
        carica_modelli(date(2026, 1, 1))
        garanzia = GaranziaFactory(approvata=True)
        lettera = crea_lettera_garanzia(garanzia, "lettera_garanzia", utente=contabile(), casa="via Roma 1, Pontedera")
        attiva = attiva_garanzia(garanzia, attiva_dal=OGGI, utente=contabile())
        assert (attiva.lettera, attiva.accettazione) == (lettera, None)

    def test_a_suspension_keeps_the_commitment_and_comes_back_as_it_was(self) -> None:
        garanzia = GaranziaFactory(attiva=True)
        sospesa = sospendi_garanzia(garanzia, motivo="Il canone è contestato", utente=coordinatore())
        assert (sospesa.stato, sospesa.motivo_fine, sospesa.impegno) == (
            "SOSPESA", "Il canone è contestato", D("1940.00"),
        )  # fmt: skip
        ripresa = riprendi_garanzia(garanzia, utente=funzionario())
        assert (ripresa.stato, ripresa.motivo_fine) == ("ATTIVA", "")

    def test_one_already_paid_in_part_comes_back_so(self) -> None:
        garanzia = rivalsa().escussione.garanzia
        Garanzia.objects.filter(pk=garanzia.pk).update(stato=StatoGaranzia.SOSPESA)
        assert riprendi_garanzia(garanzia, utente=funzionario()).stato == "ESCUSSA_PARZIALE"


@pytest.mark.django_db
class TestFine:
    @pytest.mark.parametrize("atto", [svincola_garanzia, revoca_garanzia])
    def test_an_end_frees_the_commitment(self, atto) -> None:
        garanzia = GaranziaFactory(attiva=True)
        assert figure(garanzia.fondo)[0] == D("1940.00")
        finita = atto(garanzia, motivo="Il contratto è finito", finita_il=date(2026, 11, 1), utente=funzionario())
        assert (finita.finita_il, finita.motivo_fine, finita.impegno) == (
            date(2026, 11, 1), "Il contratto è finito", D("0.00"),
        )  # fmt: skip
        assert figure(garanzia.fondo) == LIBERO

    def test_what_was_paid_stays_paid(self) -> None:
        garanzia = rivalsa().escussione.garanzia
        svincola_garanzia(garanzia, motivo="Il contratto è finito", finita_il=OGGI, utente=funzionario())
        assert figure(garanzia.fondo) == (D("0.00"), D("1440.00"), D("0.00"), D("23560.00"), D("23560.00"))

    @pytest.mark.parametrize("giorno", [date(2026, 3, 14), date(2026, 11, 20)])
    def test_it_ends_between_its_first_day_and_today(self, giorno) -> None:
        with pytest.raises(AttoRifiutato, match="sta fra il 15/03/2026 e oggi"):
            svincola_garanzia(GaranziaFactory(attiva=True), motivo="Fine", finita_il=giorno, utente=funzionario())

    def test_the_owner_is_written_to_when_asked(self) -> None:
        EnteFactory()
        carica_modelli(date(2026, 1, 1))
        garanzia = GaranziaFactory(attiva=True)
        sospendi_garanzia(garanzia, motivo="Il canone è contestato", utente=coordinatore(), lettera=True)
        svincola_garanzia(garanzia, motivo="Finito", finita_il=OGGI, utente=coordinatore(), lettera=True)
        assert sorted(garanzia.contratto.lettere.values_list("modello__chiave", flat=True)) == [
            "sospensione_garanzia",
            "svincolo_garanzia",
        ]

    def test_one_paid_whole_closes_when_the_credit_is_over(self) -> None:
        escussione = EscussioneFactory(danni=D("1460.00"))
        credito = paga(approva(valuta(escussione, [D("480.00"), D("480.00"), D("480.00"), D("0.00")], D("500.00"))))
        garanzia = Garanzia.objects.get(pk=escussione.garanzia_id)
        assert (garanzia.stato, garanzia.impegno) == ("ESCUSSA_TOTALE", D("0.00"))
        with pytest.raises(AttoRifiutato, match=r"La rivalsa RV-2018-\d+ è «In rimborso», con 1.940,00"):
            chiudi_garanzia(garanzia, utente=contabile())
        CreditoRivalsa.objects.filter(pk=credito.pk).update(stato="IN_RITARDO")
        with pytest.raises(AttoRifiutato, match="è «In ritardo»"):
            chiudi_garanzia(garanzia, utente=contabile())

    def test_one_with_nothing_owed_closes(self) -> None:
        garanzia = GaranziaFactory(attiva=True, stato=StatoGaranzia.ESCUSSA_TOTALE, finita_il=date(2026, 10, 1))
        assert chiudi_garanzia(garanzia, utente=funzionario()).stato == "CHIUSA"


@pytest.mark.django_db
class TestScadenza:
    """Its last day is 31/03/2029: the owner may claim until 30/05/2029."""

    def test_it_expires_the_day_after_the_last_one_to_claim_and_once(self) -> None:
        garanzia = GaranziaFactory(attiva=True)
        assert scadi_garanzie(date(2029, 5, 30)) == 0
        assert scadi_garanzie(date(2029, 5, 31)) == 1
        garanzia.refresh_from_db()
        assert (garanzia.stato, garanzia.finita_il, garanzia.motivo_fine) == (
            "SCADUTA",
            date(2029, 5, 30),
            "Finita il 31/03/2029, senza richieste del proprietario entro il 30/05/2029",
        )
        assert figure(garanzia.fondo) == LIBERO
        assert scadi_garanzie(date(2029, 6, 30)) == 0

    def test_the_days_are_those_of_the_parameter(self) -> None:
        Parametro.objects.create(
            chiave="giorni_escussione", descrizione="Giorni", valore=10, valido_dal=date(2026, 1, 1), atto="Atto"
        )
        GaranziaFactory(attiva=True)
        assert scadi_garanzie(date(2029, 4, 11)) == 1

    @pytest.mark.parametrize("stato", ["APPROVATA", "SOSPESA", "ESCUSSA_PARZIALE"])
    def test_one_never_handed_over_suspended_or_claimed_in_part_expires_too(self, stato) -> None:
        GaranziaFactory(attiva=True, stato=stato)
        assert scadi_garanzie(date(2029, 5, 31)) == 1

    def test_an_open_claim_holds_it(self) -> None:
        EscussioneFactory()
        assert scadi_garanzie(date(2030, 1, 1)) == 0

    def test_the_command_says_how_many(self) -> None:
        GaranziaFactory(attiva=True)
        uscita = StringIO()
        call_command("scade_garanzie", "--giorno", "2029-05-31", stdout=uscita)
        assert uscita.getvalue() == "31/05/2029: garanzie scadute 1.\n"


ATTI: dict[str, Callable[[Garanzia, Utente], object]] = {
    "modifica": lambda g, u: modifica_garanzia(g, {"motivo": "Altro"}, utente=u, versione=g.versione),
    "istruisci": lambda g, u: istruisci_garanzia(g, istruttoria="Va bene", utente=u),
    "approva": lambda g, u: approva_garanzia(g, ATTO, utente=u),
    "rifiuta": lambda g, u: rifiuta_garanzia(g, {"motivo_decisione": "No"}, utente=u),
    "ritira": lambda g, u: ritira_garanzia(g, motivo="Non serve", utente=u),
    "attiva": lambda g, u: attiva_garanzia(g, attiva_dal=OGGI, accettazione=firmata(), utente=u),
    "crea_lettera": lambda g, u: crea_lettera_garanzia(g, "lettera_garanzia", casa="via Roma 1", utente=u),
    "sospendi": lambda g, u: sospendi_garanzia(g, motivo="Contestata", utente=u),
    "riprendi": lambda g, u: riprendi_garanzia(g, utente=u),
    "svincola": lambda g, u: svincola_garanzia(g, motivo="Finita", finita_il=OGGI, utente=u),
    "revoca": lambda g, u: revoca_garanzia(g, motivo="Revocata", finita_il=OGGI, utente=u),
    "chiudi": lambda g, u: chiudi_garanzia(g, utente=u),
}


def in_stato(stato: str) -> Garanzia:
    """A guarantee in a state, with what the database asks of it."""
    tratto = {"RICHIESTA": {}, "ISTRUTTORIA": {"istruita": True}, "APPROVATA": {"approvata": True}}
    dati = tratto.get(stato, {"attiva": True, "stato": stato})
    if stato in {"ESCUSSA_TOTALE", "CHIUSA", "SCADUTA", "REVOCATA", "SVINCOLATA"}:
        dati |= {"finita_il": OGGI}
    if stato == "RIFIUTATA":
        dati |= {"motivo_decisione": "No"}
    return GaranziaFactory(**dati)


@pytest.mark.django_db
@pytest.mark.parametrize("atto", sorted(ATTI))
def test_an_act_starts_only_from_its_states_and_by_its_roles(atto: str) -> None:
    EnteFactory()
    carica_modelli(date(2026, 1, 1))
    riga = GARANZIA[atto]
    chi = UtenteFactory(ruoli=[riga.chi[0]])
    altri = UtenteFactory(ruoli=[r for r in Ruolo.values if r not in riga.chi])
    for stato in StatoGaranzia.values:
        garanzia = in_stato(stato)
        with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
            ATTI[atto](garanzia, altri)
        if stato in riga.da:
            ATTI[atto](garanzia, chi)
            garanzia.refresh_from_db()
            assert garanzia.stato == (riga.a or stato), stato
        else:
            with pytest.raises(AttoRifiutato, match="Non si può più"):
                ATTI[atto](garanzia, chi)


@pytest.mark.django_db(transaction=True)
class TestCorsa:
    def test_the_last_euros_of_a_fund_are_committed_once(self) -> None:
        fondo = FondoFactory(dotato=D("2000.00"))
        in_gara = [GaranziaFactory(fondo=fondo, istruita=True) for _ in range(6)]
        chi = funzionario()
        risposte = insieme([lambda g=g: approva_garanzia(g, ATTO, utente=chi) for g in in_gara])
        rifiuti = [r for r in risposte if isinstance(r, AttoRifiutato)]
        assert (len(rifiuti), {str(r) for r in rifiuti}) == (
            5,
            {
                "Nel fondo di Pontedera sono disponibili 60,00\xa0€, ne servono 1.940,00\xa0€: ne mancano "
                "1.880,00\xa0€ (convenzione, fondo per comune)"
            },
        )
        assert figure(fondo) == (D("1940.00"), D("0.00"), D("0.00"), D("2000.00"), D("60.00"))

    def test_two_requests_at_once_on_one_contract_are_one(self) -> None:
        contratto = contratto_privato(nucleo_del_fondo(FondoFactory(dotato=D("25000.00"))))
        chi = coordinatore()
        richiesta = {"motivo": "Serve"}
        risposte = insieme([lambda: richiedi_garanzia(contratto, richiesta, utente=chi)] * 4)
        assert sorted(type(r).__name__ for r in risposte) == ["AttoRifiutato"] * 3 + ["Garanzia"]
        assert Garanzia.objects.count() == 1
        assert Fondo.objects.get().impegnato == D("0.00")
