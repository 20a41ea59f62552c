"""Every summary is recomputed from its rows, and what was changed behind the triggers is found."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from rendicontazione.choices import StatoRendiconto, StatoSpesa
from rendicontazione.models import DocumentoSpesa, LineaBudget, RelazioneTrimestrale, Spesa
from rendicontazione.queries.integrita import scostamenti
from tests.factories.casa import IncassoFactory, MovimentoBancarioFactory, ScadenzaFactory
from tests.factories.conti import DocumentoSpesaFactory, SpesaFactory, porta_a, rendiconto_in
from valdera_housing.choices import Linea
from valdera_housing.models import Documento, Imputazione

pytestmark = pytest.mark.django_db


def di_nascosto(sql: str, *parametri: object) -> None:
    """A write with every trigger off, as a hand on the database would do."""
    with connection.cursor() as cursore:
        cursore.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checks still waiting must not see what follows
        cursore.execute("SET session_replication_role = replica")
        cursore.execute(sql, parametri)
        cursore.execute("SET session_replication_role = origin")


def trovati() -> list[str]:
    return [str(scostamento) for scostamento in scostamenti()]


@pytest.fixture
def spesa() -> Spesa:
    ammessa = porta_a(SpesaFactory(numero="2026/0612"), StatoSpesa.AMMESSA)
    porta_a(SpesaFactory(), StatoSpesa.PRESENTATA)
    SpesaFactory()
    return ammessa


def test_what_the_triggers_keep_agrees(spesa) -> None:
    assert trovati() == []


def test_an_amount_changed_by_hand_is_found_in_every_sum_it_belongs_to(spesa) -> None:
    di_nascosto("UPDATE rendicontazione_spesa SET importo = 1300, ammesso = 1300 WHERE id = %s", spesa.pk)
    numero = spesa.documento_spesa.numero
    assert trovati() == [
        "Linea 1, presentato: scritto 2.440,00, dalle righe 2.520,00",
        "Linea 1, ammesso: scritto 1.220,00, dalle righe 1.300,00",
        "Totali del trimestre 7, linea GIS, categoria E, AMMESSA, importo: scritto 1.220,00, dalle righe 1.300,00",
        "Totali del trimestre 7, linea GIS, categoria E, AMMESSA, ammesso: scritto 1.220,00, dalle righe 1.300,00",
        f"Documento {numero} di Termoidraulica Fornai S.r.l., ripartito: scritto 1.220,00, dalle righe 1.300,00",
    ]


def test_a_row_deleted_by_hand_leaves_its_trace(spesa) -> None:
    di_nascosto("DELETE FROM rendicontazione_spesa WHERE id = %s", spesa.pk)
    assert "Totali del trimestre 7, linea GIS, categoria E, AMMESSA, quante: scritto 1, dalle righe 0" in trovati()


def test_a_summary_changed_by_hand_is_found() -> None:
    DocumentoSpesaFactory(numero="9/2026")
    di_nascosto("UPDATE rendicontazione_documentospesa SET pagato = 1, presentato = TRUE")
    di_nascosto("UPDATE rendicontazione_lineabudget SET ammesso = 7 WHERE linea = %s", Linea.COH)
    assert trovati() == [
        "Linea 5, ammesso: scritto 7,00, dalle righe 0,00",
        "Documento 9/2026 di Termoidraulica Fornai S.r.l., pagato: scritto 1,00, dalle righe 1.220,00",
        "Documento 9/2026 di Termoidraulica Fornai S.r.l., presentato: scritto sì, dalle righe no",
    ]


def test_a_sum_of_the_ledger_changed_by_hand_is_found() -> None:
    incasso, scadenza, movimento = IncassoFactory(), ScadenzaFactory(chiave="canone/1"), MovimentoBancarioFactory()
    Imputazione.objects.create(incasso=incasso, scadenza=scadenza, importo=100, creata_da=incasso.registrato_da)
    assert trovati() == []
    di_nascosto("UPDATE valdera_housing_scadenza SET imputato = 360")
    di_nascosto("UPDATE valdera_housing_incasso SET imputato = 0")
    di_nascosto("UPDATE valdera_housing_movimentobancario SET abbinato = TRUE")
    assert trovati() == [
        "Scadenza «Canone di novembre 2026», canone/1, pagato: scritto 360,00, dalle righe 100,00",
        f"Incasso o pagamento {incasso.numero}, abbinato: scritto 0,00, dalle righe 100,00",
        f"Movimento bancario {movimento.pk}, abbinato: scritto sì, dalle righe no",
    ]


def test_a_budget_moved_by_hand_is_found(spesa) -> None:
    di_nascosto("UPDATE rendicontazione_lineabudget SET budget_vigente = 1 WHERE linea = %s", Linea.COH)
    assert trovati() == ["Convenzione 12/2025, somma dei budget: scritto 435.001,00, dalle righe 450.000,00"]


def test_a_snapshot_changed_by_hand_is_found() -> None:
    conti = rendiconto_in(StatoRendiconto.VERIFICATO)
    RelazioneTrimestrale.objects.create(rendiconto=conti, versione=1, istantanea="{}\n", impronta="0" * 64)
    assert [t.split(":")[0] for t in trovati()] == ["Relazione del 7° trimestre, versione 1, impronta"]


def test_a_file_replaced_or_lost_is_found() -> None:
    documento: DocumentoSpesa = DocumentoSpesaFactory(numero="9/2026")
    file: Documento = documento.allegati.get().documento
    with file.file.open("wb") as aperto:
        aperto.write(b"altro")
    assert [t.split(":")[0] for t in trovati()] == ["File fattura.pdf, impronta"]
    file.file.storage.delete(file.file.name)
    assert trovati() == [f"File fattura.pdf, impronta: scritto {file.sha256}, dalle righe file mancante"]


def test_the_command_prints_and_exits_with_one() -> None:
    DocumentoSpesaFactory()
    uscita = StringIO()
    call_command("verifica", stdout=uscita)
    assert uscita.getvalue() == "Tutto torna: somme, budget, documenti, relazioni e file.\n"
    di_nascosto("UPDATE rendicontazione_lineabudget SET ammesso = 7 WHERE linea = %s", Linea.COH)
    uscita = StringIO()
    with pytest.raises(CommandError, match=r"^1 cosa non torna\.$"):
        call_command("verifica", stdout=uscita)
    assert uscita.getvalue() == "Linea 5, ammesso: scritto 7,00, dalle righe 0,00\n"
    assert LineaBudget.objects.get(linea=Linea.COH).ammesso == 7
