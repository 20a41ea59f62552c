"""The pages of the ISTAT updates and of the FOI index."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gestore.models import AggiornamentoIstat, IndiceFoi, Locazione
from tests.factories.gestore import IndiceFoiFactory, LocazioneFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db
INDICI = "/gestore/indici-foi/"


def url(nome: str, *chiavi: object) -> str:
    return reverse(f"gestore:{nome}", args=chiavi)


@pytest.fixture
def testa() -> Locazione:
    return LocazioneFactory(
        firmata=True,
        contratto__canone_mensile=D("480.00"),
        contratto__deposito=D("480.00"),
        contratto__quota_istat=D("75.00"),
    )


def test_a_proposal_explains_itself_then_is_applied(entra: Any, testa: Locazione) -> None:
    indice = IndiceFoiFactory()
    client = entra(Ruolo.CONTABILE_ETS)
    pagina = url("locazione_proponi_istat", testa.pk)
    righe = [(r.etichetta, r.valore.replace("\N{NO-BREAK SPACE}", " ")) for r in client.get(pagina).context["righe"]]
    assert righe == [
        ("Canone attuale", "480,00 €"),
        ("Variazione dell’indice FOI in un anno", "+1,3 %"),
        ("Quota che si applica", "75 %"),
        ("Canone nuovo", "484,68 €"),
        ("In più al mese", "4,68 €"),
    ]
    dati = {"indice": indice.pk, "quota_pct": "50", "dal": "2027-04-01"}
    ricalcolo = invia(client, pagina, **dati, ricalcola="1")
    assert ricalcolo.context["righe"][3].valore.startswith("483,12")
    assert AggiornamentoIstat.objects.count() == 0
    invia(client, pagina, **dati | {"quota_pct": "75"})
    proposto = AggiornamentoIstat.objects.get()
    assert client.get(url("istat_applica", proposto.pk)).status_code == 200
    invia(client, url("istat_applica", proposto.pk), notificato_il="2026-11-19")
    proposto.refresh_from_db()
    assert (proposto.stato, proposto.canone_dopo) == ("APPLICATO", D("484.68"))


@pytest.mark.parametrize(
    ("campi", "frase"),
    [
        ({"contratto__cedolare": True}, "ha scelto la cedolare secca"),
        ({"contratto__quota_istat": None}, "il contratto non lo prevede"),
    ],
)
def test_where_there_is_no_update_the_page_says_why_and_asks_nothing(
    entra: Any, campi: dict[str, Any], frase: str
) -> None:
    IndiceFoiFactory()
    locazione = LocazioneFactory(firmata=True, **campi)
    risposta = entra(Ruolo.OPERATORE_ETS).get(url("locazione_proponi_istat", locazione.pk))
    assert (risposta.status_code, risposta.context["possibile"]) == (200, False)
    assert frase in risposta.content.decode()


def test_without_an_index_the_page_says_where_to_write_it(entra: Any, testa: Locazione) -> None:
    risposta = entra(Ruolo.OPERATORE_ETS).get(url("locazione_proponi_istat", testa.pk))
    assert "Manca l’indice ISTAT" in risposta.content.decode()


def test_an_update_may_be_let_go(entra: Any, testa: Locazione) -> None:
    proposto = AggiornamentoIstat.objects.create(
        contratto=testa.contratto, indice=IndiceFoiFactory(), dal=date(2027, 4, 1), quota_pct=75,
        canone_prima=D("480.00"), canone_dopo=D("484.68"),
    )  # fmt: skip
    client = entra(Ruolo.OPERATORE_ETS)
    assert client.get(url("istat_rinuncia", proposto.pk)).status_code == 200
    invia(client, url("istat_rinuncia", proposto.pk), nota="Accordo")
    proposto.refresh_from_db()
    assert (proposto.stato, proposto.nota) == ("RINUNCIATO", "Accordo")
    ancora = invia(client, url("istat_applica", proposto.pk), notificato_il="2026-11-19")
    assert ancora.status_code == 422
    assert client.get(url("istat_applica", 999999)).status_code == 404


def test_months_are_written_one_by_one_or_imported(entra: Any) -> None:
    client = entra(Ruolo.COORDINATORE_ETS)
    mese = {"mese_numero": "10", "anno": "2026", "variazione_pct": "-0,2"}
    assert client.get(url("indice_foi_nuovo")).status_code == 200
    assert invia(client, url("indice_foi_nuovo"), **mese).status_code == 302
    doppio = invia(client, url("indice_foi_nuovo"), **mese)
    assert errori(doppio) == {"mese_numero": ["Questo mese è già scritto."]}
    assert client.get(url("indice_foi_importa")).status_code == 200
    file = SimpleUploadedFile("foi.csv", b"mese;variazione\n9/2026;1,1\n10/2026;1,3\n")
    assert invia(client, url("indice_foi_importa"), file=file, fonte="ISTAT").status_code == 302
    assert list(IndiceFoi.objects.values_list("mese", "variazione_pct")) == [
        (date(2026, 10, 1), D("-0.20")),
        (date(2026, 9, 1), D("1.10")),
    ]
    sbagliato = invia(client, url("indice_foi_importa"), file=SimpleUploadedFile("foi.csv", b"\xe8;1"))
    assert errori(sbagliato) == {"__all__": ["Riga 1: «è» non è un mese come 10/2026"]}


def test_everyone_who_reads_contracts_reads_the_index(entra: Any) -> None:
    IndiceFoiFactory()
    IndiceFoiFactory(mese=date(2025, 10, 1))
    risposta = entra(Ruolo.REVISORE).get(f"{INDICI}?anno=2026")
    assert ([i.mese for i in risposta.context["elenco"].pagina], risposta.context["pulsanti"]) == (
        [date(2026, 10, 1)],
        [],
    )
    foglio = entra(Ruolo.REVISORE).get(url("indice_foi_esporta") + "?formato=csv")
    assert b"".join(foglio.streaming_content).decode("utf-8-sig").splitlines()[1:] == [
        "10/2026;1,30;",
        "10/2025;1,30;",
    ]
