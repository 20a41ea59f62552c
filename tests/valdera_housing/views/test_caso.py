"""The case of a household, its referrals and its ISEE, from the page of the household."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.casa import CasoFactory, InvioFactory, IseeFactory, nucleo_con_adulto
from tests.factories.persone import ComuneFactory, NucleoFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import EsitoCaso, Linea, Ruolo, TipoIsee
from valdera_housing.linea import LineaServizio, PannelloFascicolo
from valdera_housing.models import Caso, Invio, Isee, Nucleo

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
MOTIVO = "Sfratto fra due mesi, due figli a scuola"


@pytest.fixture
def assistente(entra: Entra) -> Client:
    return entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory()])


@pytest.fixture
def nucleo() -> Nucleo:
    return NucleoFactory(comune=ComuneFactory())


def test_opening_a_case_takes_the_household_in_charge(assistente: Client, nucleo: Nucleo) -> None:
    indirizzo = reverse("caso_apri", args=[nucleo.codice])
    assert assistente.get(indirizzo).context["form"]["assistente_sociale"].value() == assistente.utente.pk
    risposta = invia(assistente, indirizzo, aperto_il="2026-11-10", assistente_sociale=assistente.utente.pk)
    assert (risposta.status_code, risposta["Location"]) == (302, nucleo.get_absolute_url())
    nucleo.refresh_from_db()
    assert (nucleo.in_carico, nucleo.in_carico_dal) == (True, date(2026, 11, 10))
    caso = Caso.objects.get()
    assert (caso.numero, caso.assistente_sociale, caso.case_manager) == ("C-2026-0001", assistente.utente, None)


def test_a_household_has_one_open_case(assistente: Client, nucleo: Nucleo) -> None:
    CasoFactory(nucleo=nucleo, numero="C-2026-0007")
    risposta = invia(assistente, reverse("caso_apri", args=[nucleo.codice]), aperto_il="2026-11-10")
    assert risposta.status_code == 422
    assert errori(risposta) == {"__all__": ["Questo nucleo ha già un caso aperto, C-2026-0007."]}


def test_a_referral_carries_its_reason_and_waits_for_the_line(assistente: Client, nucleo: Nucleo) -> None:
    caso = CasoFactory(nucleo=nucleo)
    indirizzo = reverse("caso_invia", args=[caso.pk])
    assert assistente.get(indirizzo).status_code == 200
    invia(assistente, indirizzo, linea=Linea.GIS, motivo=MOTIVO)
    invio = Invio.objects.get()
    assert (invio.linea, invio.motivo, invio.inviato_da, invio.inviato_il, invio.preso_in_carico_il) == (
        Linea.GIS,
        MOTIVO,
        assistente.utente,
        date(2026, 11, 19),
        None,
    )
    pagina = assistente.get(nucleo.get_absolute_url())
    assert [(i.motivo, a.etichetta) for i, a in pagina.context["invii"]] == [(MOTIVO, "In attesa")]
    risposta = invia(assistente, indirizzo, linea=Linea.GIS, motivo=MOTIVO)
    assert errori(risposta) == {
        "__all__": ["Questo nucleo è già stato inviato a questa linea, che non ha ancora concluso."]
    }


def test_who_follows_a_case_changes_with_the_version_on_the_page(assistente: Client, nucleo: Nucleo) -> None:
    caso = CasoFactory(nucleo=nucleo)
    indirizzo = reverse("caso_assegna", args=[caso.pk])
    assert assistente.get(indirizzo).status_code == 200
    dati = {"assistente_sociale": assistente.utente.pk}
    assert invia(assistente, indirizzo, versione=1, **dati).status_code == 302
    caso.refresh_from_db()
    assert (caso.assistente_sociale, caso.versione) == (assistente.utente, 2)
    assert invia(assistente, indirizzo, versione=1, assistente_sociale="").status_code == 409


def test_a_case_closes_with_its_outcome_and_its_referrals(assistente: Client, nucleo: Nucleo) -> None:
    caso = CasoFactory(nucleo=nucleo)
    invio = InvioFactory(caso=caso)
    indirizzo = reverse("caso_chiudi", args=[caso.pk])
    assert assistente.get(indirizzo).status_code == 200
    prima = invia(assistente, indirizzo, esito=EsitoCaso.ALLOGGIO_GIS, il="2026-01-15")
    assert errori(prima) == {"__all__": ["Il caso è aperto dal 01/02/2026: non può chiudersi prima."]}
    fra = invia(assistente, indirizzo, esito=EsitoCaso.ALLOGGIO_GIS, il="2026-11-01")
    assert errori(fra) == {
        "__all__": ["L’ultimo invio a una linea è del 02/11/2026: il caso si chiude da quel giorno."]
    }
    assert invia(assistente, indirizzo, esito=EsitoCaso.ALLOGGIO_GIS, il="2026-11-19").status_code == 302
    caso.refresh_from_db()
    invio.refresh_from_db()
    assert (caso.chiuso_il, caso.esito) == (date(2026, 11, 19), EsitoCaso.ALLOGGIO_GIS)
    assert (invio.concluso_il, invio.esito) == (date(2026, 11, 19), "Caso chiuso: casa del gestore sociale")
    di_nuovo = invia(assistente, indirizzo, esito=EsitoCaso.ALLOGGIO_GIS, il="2026-11-19")
    assert errori(di_nuovo) == {"__all__": [f"Il caso {caso.numero} è chiuso dal 19/11/2026."]}
    pagina = assistente.get(nucleo.get_absolute_url())
    assert [p.etichetta for p in pagina.context["pulsanti_caso"]] == ["Apri un caso…"]


def test_an_isee_without_its_end_gets_the_one_of_its_kind(assistente: Client, nucleo: Nucleo) -> None:
    indirizzo = reverse("isee_nuovo", args=[nucleo.codice])
    assert assistente.get(indirizzo).status_code == 200
    dati = {"presentata_il": "2026-02-10", "valore": "9.800,00", "reddito_annuo": "14.400,00"}
    invia(assistente, indirizzo, tipo=TipoIsee.ORDINARIO, **dati)
    invia(assistente, indirizzo, tipo=TipoIsee.CORRENTE, **dati | {"presentata_il": "2026-08-31"})
    scritti = Isee.objects.order_by("presentata_il").values_list("scade_il", "valore", "reddito_annuo")
    importi = (Decimal("9800.00"), Decimal("14400.00"))
    assert list(scritti) == [(date(2026, 12, 31), *importi), (date(2027, 2, 28), *importi)]


def test_the_household_s_page_says_when_to_ask_for_the_new_isee(assistente: Client, nucleo: Nucleo) -> None:
    isee = IseeFactory(nucleo=nucleo)

    def avviso(scade: date) -> str:
        Isee.objects.filter(pk=isee.pk).update(scade_il=scade)
        return assistente.get(nucleo.get_absolute_url()).context["avviso_isee"]

    assert avviso(date(2026, 12, 31)) == "Scade il 31/12/2026: chiedi quello nuovo"
    assert avviso(date(2026, 11, 18)) == "È scaduto il 18/11/2026: chiedi quello nuovo"
    assert avviso(date(2027, 6, 30)) == ""


def test_an_isee_is_corrected_unless_somebody_did_it_first(assistente: Client, nucleo: Nucleo) -> None:
    isee = IseeFactory(nucleo=nucleo)
    indirizzo = reverse("isee_modifica", args=[isee.pk])
    assert assistente.get(indirizzo).status_code == 200
    dati = {"tipo": "ORDINARIO", "presentata_il": "2026-02-10", "scade_il": "2026-12-31", "valore": "10.000,50"}
    assert invia(assistente, indirizzo, versione=1, **dati).status_code == 302
    isee.refresh_from_db()
    assert (isee.valore, isee.reddito_annuo, isee.versione) == (Decimal("10000.50"), None, 2)
    assert invia(assistente, indirizzo, versione=1, **dati).status_code == 409


def test_the_case_of_another_comune_is_nowhere(entra: Entra, assistente: Client) -> None:
    altrove = nucleo_con_adulto(comune=ComuneFactory(nome="Palaia"))
    caso, isee = CasoFactory(nucleo=altrove), IseeFactory(nucleo=altrove)
    indirizzi = [reverse(nome, args=[caso.pk]) for nome in ("caso_assegna", "caso_invia", "caso_chiudi")]
    indirizzi += [reverse(nome, args=[altrove.codice]) for nome in ("caso_apri", "isee_nuovo", "nucleo_storia")]
    indirizzi.append(reverse("isee_modifica", args=[isee.pk]))
    assert {assistente.get(i).status_code for i in indirizzi} == {404}
    assert {entra(Ruolo.CONTABILE_ETS).get(i).status_code for i in indirizzi} == {403}


def test_each_line_draws_its_panel_in_the_household_s_page(
    assistente: Client, nucleo: Nucleo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pannelli(utente: object, di_chi: Nucleo) -> list[PannelloFascicolo]:
        contesto = {"nuclei": [], "url": f"/prova/{di_chi.codice}/"}
        return [PannelloFascicolo("Linea di prova", "valdera_housing/scrivania/nuclei.html", contesto)]

    finta = LineaServizio(nome="Prova", pannelli_fascicolo=pannelli)
    monkeypatch.setattr("valdera_housing.views.nucleo.registrate", [finta])
    pagina = assistente.get(nucleo.get_absolute_url()).content.decode()
    assert '<h2 id="titolo-pannello-1">Linea di prova</h2>' in pagina
    assert f'href="/prova/{nucleo.codice}/"' in pagina
