"""The pages of the funds."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fondo_garanzia.models import DerogaFondo, Fondo, MovimentoFondo
from tests.factories.fondo import AnticipoFactory, FondoFactory, GaranziaFactory, dota, funzionario
from tests.factories.persone import ComuneFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Ruolo
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Documento

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 delibera"


def url(nome: str, *chiavi: object, **domanda: object) -> str:
    return reverse(f"fondo_garanzia:{nome}", args=chiavi, query=domanda or None)


def in_chiaro(risposta: Any) -> str:
    return " ".join(risposta.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ").split())


def dotazione(comune: Any, importo: str = "4.000,00", **altro: Any) -> dict[str, Any]:
    return {
        "comune": comune.pk, "importo": importo, "giorno": oggi().isoformat(), "provenienza": "COMUNE",
        "atto": "Delibera 7/2026",
    } | altro  # fmt: skip


def storno(importo: str, **altro: Any) -> dict[str, Any]:
    dati = {"importo": importo, "giorno": oggi().isoformat(), "provenienza": "CONVENZIONE", "atto": "Delibera 9/2026"}
    return dati | altro


# --- the list ------------------------------------------------------------------------------------------------


def test_the_list_shows_the_funds_then_who_has_not_joined_with_a_button_for_the_unione(entra: Any) -> None:
    FondoFactory(dotato=D("25000.00"))
    calcinaia = ComuneFactory(nome="Calcinaia")
    prima = url("fondo_dota", comune=calcinaia.pk)
    pagina = entra(Ruolo.FUNZIONARIO_UNIONE).get(url("fondo_elenco"))
    assert [comune.nome for comune, _ in pagina.context["righe"]] == ["Pontedera", "Calcinaia"]
    assert [atti[0].url if atti else "" for _, atti in pagina.context["righe"]] == ["", prima]
    assert "Comune non aderente: non ha una dotazione nel fondo" in in_chiaro(pagina)
    assert pagina.context["somme"].dotato == D("25000.00")
    altri = entra(Ruolo.CONTABILE_ETS).get(url("fondo_elenco"))
    assert [atti for _, atti in altri.context["righe"]] == [[], []]


@pytest.mark.parametrize(
    ("domanda", "nomi"),
    [
        ({"adesione": "aderenti"}, ["Pontedera"]),
        ({"adesione": "non_aderenti"}, ["Calcinaia"]),
        ({"adesione": "in_deroga"}, []),
        ({"q": "calci"}, ["Calcinaia"]),
        ({"ordine": "-disponibile"}, ["Pontedera", "Calcinaia"]),
    ],
)
def test_the_list_is_narrowed_and_ordered(entra: Any, domanda: dict[str, str], nomi: list[str]) -> None:
    FondoFactory(dotato=D("25000.00"))
    ComuneFactory(nome="Calcinaia")
    pagina = entra(Ruolo.REVISORE).get(url("fondo_elenco", **domanda))
    assert [comune.nome for comune, _ in pagina.context["righe"]] == nomi


def test_the_list_is_downloaded(entra: Any) -> None:
    FondoFactory(dotato=D("25000.00"))
    ComuneFactory(nome="Calcinaia")
    csv = b"".join(entra(Ruolo.REVISORE).get(url("fondo_esporta", formato="csv")).streaming_content).decode()
    assert csv.removeprefix("\ufeff").splitlines() == [
        "Comune;Adesione;Dotato;Erogato;Rientrato;Altri movimenti;In cassa;Impegnato;Disponibile;In deroga",
        "Pontedera;aderente;25000,00;0,00;0,00;0,00;25000,00;0,00;25000,00;0,00",
        "Calcinaia;non aderente;0,00;0,00;0,00;0,00;0,00;0,00;0,00;0,00",
    ]


def test_a_social_worker_sees_the_funds_of_her_comuni_only(entra: Any) -> None:
    pontedera, ponsacco = FondoFactory(dotato=D("1.00")), FondoFactory(comune=ComuneFactory(nome="Ponsacco"))
    client = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ponsacco.comune])
    assert [c.nome for c, _ in client.get(url("fondo_elenco")).context["righe"]] == ["Ponsacco"]
    assert [client.get(url("fondo_scheda", f.pk)).status_code for f in (pontedera, ponsacco)] == [404, 200]


# --- the record ----------------------------------------------------------------------------------------------


def test_the_record_explains_its_figures(entra: Any) -> None:
    fondo = FondoFactory(dotato=D("25000.00"))
    garanzia = GaranziaFactory(fondo=fondo, attiva=True)
    pagina = entra(Ruolo.CONTABILE_ETS).get(url("fondo_scheda", fondo.pk))
    assert [t.cifra for t in pagina.context["tessere"]] == ["25.000,00", "25.000,00", "1.940,00", "23.060,00"]
    assert [i.numero for i in pagina.context["impegni"]] == [garanzia.numero]
    assert (
        "25.000,00 € dotati − 0,00 € erogati + 0,00 € rientrati = 25.000,00 € in cassa. "
        "Tolti 1.940,00 € impegnati, <strong>23.060,00 €</strong> disponibili"
    ) in in_chiaro(pagina)
    assert [p.etichetta for p in pagina.context["pulsanti"]] == ["Registra un movimento…"]


def test_the_record_warns_of_a_waiver_and_says_who_gave_it(entra: Any) -> None:
    fondo, chi = FondoFactory(dotato=D("1000.00")), funzionario()
    DerogaFondo.objects.create(
        fondo=fondo, importo=D("500.00"), nota="Sfratto fra tre giorni", concessa_da=chi, concessa_il=date(2026, 11, 2)
    )
    AnticipoFactory(fondo=fondo, approvato=True, importo=D("1500.00"))
    pagina = entra(Ruolo.FUNZIONARIO_UNIONE).get(url("fondo_scheda", fondo.pk))
    detto = in_chiaro(pagina)
    assert all(f in detto for f in ("È impegnato più di quello che c’è", "500,00 €: Sfratto fra tre giorni", str(chi)))
    assert [(p.etichetta, p.motivo) for p in pagina.context["pulsanti"]] == [
        ("Storna una dotazione…", "Tutto è impegnato o già speso: non c’è niente da togliere."),
        ("Registra una dotazione", ""),
    ]


def test_a_fund_whose_endowment_was_taken_back_is_told_not_joined(entra: Any) -> None:
    pagina = entra(Ruolo.REVISORE).get(url("fondo_scheda", FondoFactory().pk))
    assert "Comune non aderente: Pontedera non ha una dotazione nel fondo." in in_chiaro(pagina)


def test_the_history_of_the_figures_is_kept(entra: Any) -> None:
    fondo = FondoFactory(dotato=D("1000.00"))
    pagina = entra(Ruolo.REVISORE).get(url("fondo_storia", fondo.pk))
    assert [m.atto for m in pagina.context["modifiche"]] == ["Modifica", "Registrazione"]


# --- endowments ----------------------------------------------------------------------------------------------


def test_the_unione_registers_the_first_endowment_with_its_act(entra: Any) -> None:
    calcinaia, client = ComuneFactory(nome="Calcinaia"), entra(Ruolo.FUNZIONARIO_UNIONE)
    pagina = client.get(url("fondo_dota", comune=calcinaia.pk))
    assert pagina.context["form"]["comune"].value() == str(calcinaia.pk)
    file = SimpleUploadedFile("delibera.pdf", PDF, "application/pdf")
    risposta = invia(client, url("fondo_dota"), **dotazione(calcinaia, documento=file))
    fondo = Fondo.objects.get(comune=calcinaia)
    assert risposta.url == url("fondo_scheda", fondo.pk)
    movimento = fondo.movimenti.get()
    assert (movimento.effetto, movimento.provenienza, movimento.creato_da) == (D("4000.00"), "COMUNE", client.utente)
    assert b"".join(client.get(url("movimento_documento", movimento.pk)).streaming_content) == PDF


def test_pressing_twice_endows_once(entra: Any) -> None:
    calcinaia, client = ComuneFactory(nome="Calcinaia"), entra(Ruolo.FUNZIONARIO_UNIONE)
    chiave = "6a1e6a8e-3f0f-4e0e-9d6e-0d1f6b0c7a11"
    for _ in range(2):
        invia(client, url("fondo_dota"), chiave=chiave, **dotazione(calcinaia))
    assert Fondo.objects.get(comune=calcinaia).dotato == D("4000.00")


@pytest.mark.parametrize(
    ("scritto", "attesi"),
    [
        ({"importo": "0"}, {"importo": ["Scrivi un importo maggiore di zero."]}),
        ({"importo": ""}, {"importo": ["Scrivi l'importo."]}),
        ({"comune": ""}, {"comune": ["Scegli il comune."]}),
        ({"comune": "99999"}, {"comune": ["Scegli un comune dell’Unione."]}),
        ({"atto": " "}, {"atto": ["Scrivi l’atto."]}),
        ({"provenienza": ""}, {"provenienza": ["Di’ se sono soldi della convenzione o del comune."]}),
        ({"giorno": ""}, {"giorno": ["Scrivi la data contabile."]}),
        (
            {"giorno": "2099-01-01"},
            {"__all__": ["La data contabile è nel futuro: un movimento si registra quando è avvenuto."]},
        ),
    ],
)
def test_a_wrong_endowment_is_explained_and_nothing_is_written(entra: Any, scritto: Any, attesi: Any) -> None:
    client, calcinaia = entra(Ruolo.FUNZIONARIO_UNIONE), ComuneFactory(nome="Calcinaia")
    risposta = invia(client, url("fondo_dota"), **dotazione(calcinaia) | scritto)
    assert (risposta.status_code, errori(risposta)) == (422, attesi)
    assert (Fondo.objects.count(), MovimentoFondo.objects.count()) == (0, 0)


def test_a_file_that_may_not_be_kept_is_refused_with_the_endowment(entra: Any) -> None:
    client, calcinaia = entra(Ruolo.FUNZIONARIO_UNIONE), ComuneFactory(nome="Calcinaia")
    file = SimpleUploadedFile("delibera.pdf", b"MZ un programma", "application/pdf")
    risposta = invia(client, url("fondo_dota"), **dotazione(calcinaia, documento=file))
    assert (risposta.status_code, list(errori(risposta))) == (422, ["__all__"])
    assert (Fondo.objects.count(), Documento.objects.count()) == (0, 0)


def test_an_endowment_is_taken_back_within_what_its_source_has_put_in(entra: Any) -> None:
    fondo, client = FondoFactory(dotato=D("1000.00")), entra(Ruolo.FUNZIONARIO_UNIONE)
    dota(fondo, D("300.00"), provenienza="COMUNE")
    GaranziaFactory(
        fondo=fondo, attiva=True, canone_mensile=D("300"), massimale_canoni=D("900"), massimale_danni=D("0")
    )
    pagina = url("fondo_storna", fondo.pk)
    assert "si possono togliere al massimo 400,00 €" in in_chiaro(client.get(pagina))
    oltre = invia(client, pagina, **storno("300,01", provenienza="COMUNE"))
    impegnato = invia(client, pagina, **storno("400,01"))
    spazi = [{c: [t.replace("\N{NO-BREAK SPACE}", " ") for t in e] for c, e in errori(r).items()} for r in
             (oltre, impegnato)]  # fmt: skip
    assert spazi == [
        {"importo": ["Nel fondo restano 300,00 € con questa provenienza: aggiunta dal comune."]},
        {"__all__": ["Si può togliere al massimo 400,00 €: il resto è impegnato o già speso."]},
    ]
    assert (oltre.status_code, impegnato.status_code) == (422, 422)
    assert invia(client, pagina, **storno("400,00")).status_code == 302
    fondo.refresh_from_db()
    assert (fondo.dotato, fondo.disponibile) == (D("900.00"), D("0.00"))


# --- the page of the line ------------------------------------------------------------------------------------


def test_the_page_of_the_line_shows_the_funds_to_who_reads_them(entra: Any) -> None:
    FondoFactory(dotato=D("25000.00"))
    ComuneFactory(nome="Calcinaia")
    pagina = entra(Ruolo.OPERATORE_ETS).get("/fondo-garanzia/")
    assert [(t.etichetta, t.cifra, t.nota) for t in pagina.context["tessere"]] == [
        ("Comuni con un fondo", "1", "1 comune non aderente"),
        ("In cassa €", "25.000,00", "su 25.000,00 dotati"),
        ("Impegnato €", "0,00", "garanzie e anticipi approvati"),
        ("Disponibile €", "25.000,00", "la somma dei comuni: ognuno usa il suo"),
    ]
    assert [barra.nome for barra in pagina.context["barre"]] == ["Pontedera"]


def test_the_page_of_the_line_tells_no_figure_to_the_others(entra: Any) -> None:
    FondoFactory(dotato=D("25000.00"))
    pagina = entra(Ruolo.CABINA).get("/fondo-garanzia/")
    letta = in_chiaro(pagina)
    assert (pagina.context["tessere"], pagina.context["barre"], "25.000" in letta) == ([], [], False)
    assert "Le dotazioni, i pagamenti e i rientri di ogni comune sono nella relazione del trimestre" in letta
