"""The life of an advance through its acts, to the cent (scenarios 1 and 2)."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
import time_machine
from django.db import connection
from pypdf import PdfReader

from fondo_garanzia.actions.anticipo import (
    annulla_erogazione_anticipo,
    approva_anticipo,
    crea_lettera_anticipo,
    eroga_anticipo,
    istruisci_anticipo,
    modifica_anticipo,
    richiedi_anticipo,
    rifiuta_anticipo,
    riprogramma_anticipo,
    ritira_anticipo,
    stralcia_anticipo,
)
from fondo_garanzia.choices import MotivoAnticipo
from fondo_garanzia.models import Anticipo
from tests.factories.casa import CasoFactory, InvioFactory, nucleo_con_adulto
from tests.factories.conti import ConvenzioneFactory
from tests.factories.fondo import (
    AnticipoFactory,
    FondoFactory,
    GaranziaFactory,
    anticipo_erogato,
    dota,
    figure,
    nucleo_del_fondo,
    paga_rata,
)
from tests.factories.persone import ComuneFactory, NucleoFactory, UtenteFactory
from valdera_housing.actions.lettera import carica_modelli
from valdera_housing.choices import Linea, Ruolo
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Invio, Utente

pytestmark = pytest.mark.django_db

IL_1_MARZO = "2026-03-01T10:00:00+01:00"
ATTO = {"atto": "Determinazione 90/2026", "motivo_decisione": ""}


def dati(**altro: Any) -> dict[str, Any]:
    """The request of scenario 1: 1.800 euro of deposit, twelve instalments from 05/04/2026."""
    return {
        "motivo": MotivoAnticipo.CAUZIONE,
        "bisogno": "Il nuovo proprietario chiede il deposito",
        "importo": D("1800.00"),
        "reddito_mensile": D("1500.00"),
        "creditore": "Gino Baldi",
        "creditore_codice": "BLDGNI50A01G843X",
        "creditore_iban": "IT60X0542811101000000123456",
        "n_rate": 12,
        "prima_rata": date(2026, 4, 5),
    } | altro


def subito() -> None:
    """Let the deferred checks speak now."""
    with connection.cursor() as c:
        c.execute("SET CONSTRAINTS ALL IMMEDIATE")
        c.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def operatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def coordinatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])


@pytest.fixture
def contabile() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])


@pytest.fixture
def funzionaria() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])


def test_scenario_1_through_the_acts(
    operatrice: Utente, coordinatrice: Utente, contabile: Utente, funzionaria: Utente
) -> None:
    fondo = FondoFactory(dotato=D("25000.00"))
    GaranziaFactory(
        fondo=fondo, attiva=True, canone_mensile=D("2000.00"), massimale_canoni=D("6000.00"), massimale_danni=D("0.00")
    )
    with time_machine.travel(IL_1_MARZO, tick=False):
        anticipo = richiedi_anticipo(nucleo_del_fondo(fondo), dati(), utente=operatrice)
        assert (anticipo.numero, anticipo.stato, anticipo.giorno_rata) == ("AN-2026-0001", "RICHIESTO", 5)
        istruisci_anticipo(anticipo, {"istruttoria": "Reddito stabile"}, utente=coordinatrice)
        approva_anticipo(anticipo, ATTO, utente=funzionaria)
        assert figure(fondo) == (D("7800.00"), D("0.00"), D("0.00"), D("25000.00"), D("17200.00"))
        pagato = eroga_anticipo(anticipo, {"erogato_il": date(2026, 3, 1), "riferimento": "CRO 123"}, utente=contabile)
    subito()
    assert figure(fondo) == (D("6000.00"), D("1800.00"), D("0.00"), D("23200.00"), D("17200.00"))
    assert [(r.numero, r.importo, r.scade_il.month) for r in pagato.rate.all()] == [
        (n, D("150.00"), 3 + n if n < 10 else n - 9) for n in range(1, 13)
    ]
    for rata in pagato.rate.all()[:3]:
        paga_rata(rata)
    subito()
    assert figure(fondo) == (D("6000.00"), D("1800.00"), D("450.00"), D("23650.00"), D("17650.00"))
    pagato.refresh_from_db()
    assert (pagato.stato, pagato.residuo) == ("IN_RIMBORSO", D("1350.00"))


def da_istruire(**altro: Any) -> Anticipo:
    """A request still to decide, whose first instalment is ahead of the clock of the tests (19/11/2026)."""
    return AnticipoFactory(**({"istruito": True, "prima_rata": date(2027, 1, 5)} | altro))


def perche(rifiuto: pytest.ExceptionInfo[AttoRifiutato]) -> str:
    return str(rifiuto.value).replace("\xa0", " ")


def test_scenario_2_the_system_says_what_could_be_approved_then_the_comune_adds(funzionaria: Utente) -> None:
    fondo = FondoFactory(comune=ComuneFactory(nome="Casciana Terme Lari"), dotato=D("5000.00"))
    GaranziaFactory(
        fondo=fondo, attiva=True, canone_mensile=D("1400.00"), massimale_canoni=D("4200.00"), massimale_danni=D("0.00")
    )
    anticipo = da_istruire(fondo=fondo, importo=D("1000.00"))
    with pytest.raises(AttoRifiutato) as rifiuto:
        approva_anticipo(anticipo, ATTO, utente=funzionaria)
    assert perche(rifiuto) == (
        "Nel fondo di Casciana Terme Lari sono disponibili 800,00 €, ne servono 1.000,00 €: ne mancano 200,00 €; "
        "approvabile 800,00 € (convenzione, fondo per comune)"
    )
    dota(fondo, D("500.00"))
    assert approva_anticipo(anticipo, ATTO, utente=funzionaria).stato == "APPROVATO"
    assert figure(fondo) == (D("5200.00"), D("0.00"), D("0.00"), D("5500.00"), D("300.00"))


def test_the_unione_may_let_a_fund_go_beyond_with_its_reason(funzionaria: Utente) -> None:
    fondo = FondoFactory(dotato=D("1000.00"))
    approva_anticipo(da_istruire(fondo=fondo), ATTO | {"deroga": "Sfratto domani"}, utente=funzionaria)
    assert list(fondo.deroghe.values_list("importo", "nota")) == [(D("800.00"), "Sfratto domani")]
    assert figure(fondo)[-1] == D("-800.00")


def test_scenario_3_a_comune_without_a_fund_gets_a_sentence(operatrice: Utente) -> None:
    FondoFactory(dotato=D("25000.00"))
    nucleo = nucleo_con_adulto(comune=ComuneFactory(nome="Calcinaia"))
    with pytest.raises(AttoRifiutato) as rifiuto:
        richiedi_anticipo(nucleo, dati(prima_rata=date(2027, 1, 5)), utente=operatrice)
    assert perche(rifiuto).startswith("Comune non aderente: Calcinaia non ha una dotazione nel fondo.")
    assert Anticipo.objects.count() == 0


def test_who_asks_never_decides() -> None:
    chi = UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE])
    anticipo = da_istruire(richiesto_da=chi)
    for atto in (approva_anticipo, rifiuta_anticipo):
        with pytest.raises(AttoRifiutato, match="Chi chiede un anticipo non può deciderlo: serve un’altra persona"):
            atto(anticipo, ATTO, utente=chi)


@pytest.mark.parametrize(
    ("cambia", "frase"),
    [
        ({"importo": D("50.00")}, "Un anticipo sta fra"),
        ({"n_rate": 7}, "Le rate vanno da 12 a 48, qui sono 7"),
        ({"prima_rata": date(2026, 11, 5)}, "La prima rata viene dopo il pagamento"),
    ],
)
def test_what_is_out_of_the_limits_is_not_asked(operatrice: Utente, cambia: dict[str, Any], frase: str) -> None:
    nucleo = nucleo_del_fondo(FondoFactory(dotato=D("25000.00")))
    with pytest.raises(AttoRifiutato, match=frase):
        richiedi_anticipo(nucleo, dati(**({"prima_rata": date(2027, 1, 5)} | cambia)), utente=operatrice)
    assert Anticipo.objects.count() == 0


def test_one_open_advance_for_each_household(operatrice: Utente) -> None:
    aperto = da_istruire()
    with pytest.raises(AttoRifiutato, match=f"ha già un anticipo aperto, {aperto.numero}"):
        richiedi_anticipo(aperto.nucleo, dati(prima_rata=date(2027, 1, 5)), utente=operatrice)


def test_roles_are_those_of_the_table(operatrice: Utente, contabile: Utente, funzionaria: Utente) -> None:
    nucleo = nucleo_del_fondo(FondoFactory(dotato=D("25000.00")))
    with pytest.raises(AttoRifiutato, match="Gli anticipi li chiede chi segue le famiglie"):
        richiedi_anticipo(nucleo, dati(), utente=contabile)
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        approva_anticipo(da_istruire(), ATTO, utente=operatrice)
    with pytest.raises(AttoRifiutato, match="spetta a un altro ruolo"):
        eroga_anticipo(AnticipoFactory(approvato=True), {}, utente=funzionaria)


def test_a_household_not_in_charge_is_told_to_open_its_case(operatrice: Utente) -> None:
    fondo = FondoFactory(dotato=D("25000.00"))
    nucleo = NucleoFactory(comune=fondo.comune)
    with pytest.raises(AttoRifiutato, match="non è in carico al servizio: prima apri il suo caso"):
        richiedi_anticipo(nucleo, dati(), utente=operatrice)


def inviato(nucleo: Any) -> Invio:
    return InvioFactory(caso=CasoFactory(nucleo=nucleo), linea=Linea.FON, inviato_il=date(2026, 11, 1))


def test_a_referral_is_taken_with_the_request_and_told_what_came_of_it(
    operatrice: Utente, coordinatrice: Utente, funzionaria: Utente
) -> None:
    nucleo = nucleo_del_fondo(FondoFactory(dotato=D("25000.00")))
    invio = inviato(nucleo)
    anticipo = richiedi_anticipo(nucleo, dati(prima_rata=date(2027, 1, 5)), utente=operatrice, invio=invio)
    invio.refresh_from_db()
    assert (invio.preso_in_carico_da, invio.concluso_il) == (operatrice, None)
    istruisci_anticipo(anticipo, {"istruttoria": "Reddito stabile"}, utente=coordinatrice)
    approva_anticipo(anticipo, ATTO, utente=funzionaria)
    invio.refresh_from_db()
    assert (invio.concluso_il, invio.esito.replace("\xa0", " ")) == (
        date(2026, 11, 19),
        "Anticipo AN-2026-0001 approvato: 1.800,00 €",
    )


def test_a_refusal_and_a_withdrawal_are_told_too(funzionaria: Utente, operatrice: Utente) -> None:
    no, via = da_istruire(), da_istruire()
    for anticipo in (no, via):
        anticipo.invio = inviato(anticipo.nucleo)
        anticipo.save(update_fields=["invio"])
    rifiutato = rifiuta_anticipo(no, {"motivo_decisione": "Ha già il contributo"}, utente=funzionaria)
    ritirato = ritira_anticipo(via, {"motivo_decisione": "Non serve più"}, utente=operatrice)
    assert [(a.stato, a.chiuso_il) for a in (rifiutato, ritirato)] == [
        ("RIFIUTATO", date(2026, 11, 19)),
        ("RITIRATO", date(2026, 11, 19)),
    ]
    assert [Invio.objects.get(pk=a.invio_id).esito for a in (no, via)] == [
        f"Anticipo {no.numero} rifiutato: Ha già il contributo",
        f"Richiesta di anticipo {via.numero} ritirata: Non serve più",
    ]


def test_the_referral_of_another_household_is_refused(operatrice: Utente) -> None:
    fondo = FondoFactory(dotato=D("25000.00"))
    altro = inviato(nucleo_del_fondo(fondo))
    with pytest.raises(AttoRifiutato, match="L’invio è di un altro nucleo"):
        richiedi_anticipo(nucleo_del_fondo(fondo), dati(prima_rata=date(2027, 1, 5)), utente=operatrice, invio=altro)


def test_a_withdrawal_after_the_approval_frees_the_money(operatrice: Utente) -> None:
    anticipo = AnticipoFactory(approvato=True)
    assert figure(anticipo.fondo)[0] == D("1800.00")
    ritira_anticipo(anticipo, {"motivo_decisione": "Ha trovato un prestito"}, utente=operatrice)
    assert figure(anticipo.fondo)[0] == D("0.00")


def test_a_correction_keeps_the_rules_and_sees_who_saved_first(operatrice: Utente) -> None:
    anticipo = da_istruire()
    nuovi = dati(importo=D("800.00"), prima_rata=date(2027, 2, 10))
    salvato = modifica_anticipo(anticipo, nuovi, utente=operatrice, versione=1)
    assert (salvato.importo, salvato.giorno_rata, salvato.versione) == (D("800.00"), 10, 2)
    with pytest.raises(ModificaConcorrente):
        modifica_anticipo(anticipo, nuovi, utente=operatrice, versione=1)
    with pytest.raises(AttoRifiutato, match="Un anticipo sta fra"):
        modifica_anticipo(anticipo, nuovi | {"importo": D("9000.00")}, utente=operatrice, versione=2)


def da_pagare(**altro: Any) -> Anticipo:
    return AnticipoFactory(approvato=True, **({"prima_rata": date(2027, 1, 5)} | altro))


IL_19 = {"erogato_il": date(2026, 11, 19), "riferimento": "CRO 123"}


def test_a_payment_needs_a_creditor_a_day_and_the_first_instalment_afterwards(contabile: Utente) -> None:
    senza = da_pagare(creditore_iban="")
    with pytest.raises(AttoRifiutato, match="Mancano il codice fiscale o l’IBAN del creditore"):
        eroga_anticipo(senza, IL_19, utente=contabile)
    iban = {"creditore_iban": "IT60X0542811101000000123456"}
    assert eroga_anticipo(senza, IL_19 | iban, utente=contabile).stato == "EROGATO"
    with pytest.raises(AttoRifiutato, match="Il pagamento sta fra il 10/03/2026"):
        eroga_anticipo(da_pagare(), {"erogato_il": date(2026, 11, 20)}, utente=contabile)
    tardi = da_pagare(prima_rata=date(2026, 11, 5))
    with pytest.raises(AttoRifiutato, match="La prima rata viene dopo il pagamento"):
        eroga_anticipo(tardi, IL_19, utente=contabile)
    pagato = eroga_anticipo(tardi, IL_19 | {"prima_rata": date(2026, 12, 10)}, utente=contabile)
    assert (pagato.prima_rata, pagato.giorno_rata) == (date(2026, 12, 10), 10)
    subito()


def test_the_iban_approved_is_not_changed_by_who_pays(contabile: Utente) -> None:
    altro = {"creditore_iban": "IT28W8000000292100645211151"}
    assert eroga_anticipo(da_pagare(), IL_19 | altro, utente=contabile).creditore_iban == "IT60X0542811101000000123456"


def test_money_not_on_the_account_is_not_paid(contabile: Utente, funzionaria: Utente) -> None:
    fondo = FondoFactory(dotato=D("1000.00"))
    anticipo = approva_anticipo(da_istruire(fondo=fondo), ATTO | {"deroga": "Urgenza"}, utente=funzionaria)
    with pytest.raises(AttoRifiutato) as rifiuto:
        eroga_anticipo(anticipo, IL_19, utente=contabile)
    assert "In cassa ci sono 1.000,00 €, da pagare sono 1.800,00 €" in perche(rifiuto)


def test_a_transfer_that_comes_back_and_is_paid_again(contabile: Utente) -> None:
    anticipo = da_pagare()
    fondo = anticipo.fondo
    eroga_anticipo(anticipo, IL_19, utente=contabile)
    indietro = annulla_erogazione_anticipo(
        anticipo, {"perche": "conto chiuso", "iban_sbagliato": True}, utente=contabile
    )
    subito()
    assert (indietro.stato, indietro.erogato_il, indietro.creditore_iban) == ("APPROVATO", None, "")
    assert figure(fondo) == (D("1800.00"), D("0.00"), D("0.00"), D("25000.00"), D("23200.00"))
    assert {r.scadenza.annullata_il for r in anticipo.rate.select_related("scadenza")} == {date(2026, 11, 19)}
    nuovo = IL_19 | {"creditore_iban": "IT60X0542811101000000123456"}
    di_nuovo = eroga_anticipo(indietro, nuovo, utente=contabile)
    subito()
    assert [r.numero for r in di_nuovo.rate.filter(sostituita_il=None)] == list(range(13, 25))
    assert list(anticipo.movimenti.order_by("pk").values_list("tipo", "effetto", "giorno")) == [
        ("EROGAZIONE_ANTICIPO", D("-1800.00"), date(2026, 11, 19)),
        ("RETTIFICA", D("1800.00"), date(2026, 11, 19)),
        ("EROGAZIONE_ANTICIPO", D("-1800.00"), date(2026, 11, 19)),
    ]
    annulla_erogazione_anticipo(anticipo, {"perche": "ancora"}, utente=contabile)
    subito()
    assert figure(fondo) == (D("1800.00"), D("0.00"), D("0.00"), D("25000.00"), D("23200.00"))


def test_a_plan_made_again_keeps_the_total_to_the_cent(contabile: Utente) -> None:
    anticipo = anticipo_erogato(importo=D("1700.00"))
    prima, seconda = anticipo.rate.all()[:2]
    paga_rata(prima)
    paga_rata(seconda, D("41.66"))
    subito()
    nuove = riprogramma_anticipo(anticipo, {"n_rate": 7, "prima_rata": date(2026, 12, 10)}, utente=contabile)
    subito()
    anticipo.refresh_from_db()
    assert [r.importo for r in nuove] == [D("202.38")] * 6 + [D("202.40")]
    vive = anticipo.rate.filter(sostituita_il=None).select_related("scadenza").order_by("numero")
    assert sum(r.importo for r in vive) == D("1700.00")
    assert sum(r.scadenza.residuo for r in vive) == anticipo.residuo == D("1516.68")
    seconda.scadenza.refresh_from_db()
    assert (anticipo.stato, anticipo.giorno_rata, seconda.scadenza.scade_il) == ("SOSPESO", 10, date(2026, 12, 10))


def test_a_plan_is_not_made_again_out_of_the_limits(contabile: Utente) -> None:
    anticipo = anticipo_erogato()
    with pytest.raises(AttoRifiutato, match="Le rate vanno da 1 a 48, qui sono 49"):
        riprogramma_anticipo(anticipo, {"n_rate": 49, "prima_rata": date(2026, 12, 10)}, utente=contabile)
    with pytest.raises(AttoRifiutato, match="La prima rata non può scadere prima di oggi"):
        riprogramma_anticipo(anticipo, {"n_rate": 12, "prima_rata": date(2026, 11, 18)}, utente=contabile)


def test_a_write_off_is_a_loss_with_its_act_and_brings_no_money(funzionaria: Utente) -> None:
    anticipo = anticipo_erogato("INSOLVENTE")
    paga_rata(anticipo.rate.all()[0])
    perso = stralcia_anticipo(anticipo, {"atto_stralcio": "Determinazione 300/2026"}, utente=funzionaria)
    subito()
    assert (perso.stato, perso.atto_stralcio, perso.stralciato_da, perso.chiuso_il, perso.residuo) == (
        "PERDITA",
        "Determinazione 300/2026",
        funzionaria,
        date(2026, 11, 19),
        D("1650.00"),
    )
    assert figure(anticipo.fondo) == (D("0.00"), D("1800.00"), D("150.00"), D("23350.00"), D("23350.00"))


# --- letters ----------------------------------------------------------------------------------------------------


@pytest.fixture
def ufficio() -> None:
    carica_modelli(date(2026, 1, 1))
    ConvenzioneFactory(conto_dedicato="IT60X0542811101000000999999")


@pytest.mark.usefixtures("ufficio")
def test_the_agreement_says_what_when_and_where(contabile: Utente) -> None:
    anticipo = da_pagare(importo=D("1700.00"))
    lettera = crea_lettera_anticipo(anticipo, "accordo_anticipo", utente=contabile)
    anticipo.refresh_from_db()
    assert (anticipo.lettera, lettera.oggetto) == (lettera, f"Anticipo {anticipo.numero}: accordo di restituzione")
    testo = scritto_in(lettera)
    for parte in (
        "141,66 €",
        "141,74 €",
        "1.700,00 €",
        "IT60X0542811101000000999999",
        "senza interessi",
        "Gino Baldi",
    ):
        assert parte in testo


@pytest.mark.usefixtures("ufficio")
def test_the_reminder_lists_what_is_late(contabile: Utente) -> None:
    anticipo = anticipo_erogato("IN_RITARDO", prima_rata=date(2026, 10, 5))
    testo = scritto_in(crea_lettera_anticipo(anticipo, "sollecito_anticipo", utente=contabile))
    assert "300,00 €" in testo
    assert "da pagare entro il 05/10/2026" in testo


@pytest.mark.usefixtures("ufficio")
def test_nothing_late_nothing_to_remind(contabile: Utente) -> None:
    anticipo = anticipo_erogato(prima_rata=date(2027, 1, 5))
    with pytest.raises(AttoRifiutato, match="Oggi nessuna rata è in ritardo"):
        crea_lettera_anticipo(anticipo, "sollecito_anticipo", utente=contabile)


def test_a_letter_needs_a_convention_and_its_account(contabile: Utente) -> None:
    with pytest.raises(AttoRifiutato, match="Manca la convenzione"):
        crea_lettera_anticipo(da_pagare(), "accordo_anticipo", utente=contabile)
    ConvenzioneFactory()
    with pytest.raises(AttoRifiutato, match="manca l’IBAN del conto dedicato"):
        crea_lettera_anticipo(da_pagare(), "accordo_anticipo", utente=contabile)


def scritto_in(lettera: Any) -> str:
    with lettera.documento.file.open() as aperto:
        pagine = PdfReader(aperto).pages
        return " ".join(" ".join(p.extract_text() for p in pagine).replace("\xa0", " ").split())
