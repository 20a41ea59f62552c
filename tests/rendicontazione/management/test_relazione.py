"""``manage.py relazione``: the archive's bytes for a closed quarter, a provisional one for an open one."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from rendicontazione.actions.rendiconto import chiudi_verifica, prendi_in_verifica, presenta_rendiconto
from rendicontazione.actions.verifica import ammetti_spesa
from rendicontazione.rules.istantanea import da_byte
from tests.factories.conti import SpesaFactory, rendiconto
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo

pytestmark = pytest.mark.django_db


def relazione(*argomenti: object) -> str:
    uscita = StringIO()
    call_command("relazione", *map(str, argomenti), stdout=uscita)
    return uscita.getvalue()


def test_a_closed_quarter_gives_the_bytes_of_the_archive(tmp_path, django_capture_on_commit_callbacks) -> None:
    unione = UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])
    spesa = SpesaFactory()
    conti = presenta_rendiconto(rendiconto(), utente=UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]))
    prendi_in_verifica(conti, utente=unione)
    ammetti_spesa(spesa, utente=unione)
    with django_capture_on_commit_callbacks(execute=True):
        chiusa = chiudi_verifica(conti, utente=unione)
    chiusa.refresh_from_db()
    pdf, json = tmp_path / "r.pdf", tmp_path / "r.json"
    detto = relazione("--trimestre", 7, "--output", pdf, "--json", json)
    with chiusa.pdf.file.open("rb") as archivio:
        assert pdf.read_bytes() == archivio.read()
    assert json.read_bytes() == chiusa.istantanea.encode()
    assert detto.splitlines()[1] == f"Impronta dei dati {chiusa.impronta}"


def test_an_open_quarter_gives_a_provisional_one(tmp_path) -> None:
    SpesaFactory()
    presenta_rendiconto(rendiconto(), utente=UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS]))
    json = tmp_path / "r.json"
    detto = relazione("--trimestre", 7, "--output", tmp_path / "r.pdf", "--json", json)
    dentro = da_byte(json.read_bytes())
    assert detto.startswith("Relazione del 7° trimestre, provvisoria: ")
    assert (dentro["relazione"]["versione"], "provvisorio" in dentro["avvertenza"]) == (0, True)


def test_what_cannot_be_done_is_said_in_a_sentence(tmp_path) -> None:
    with pytest.raises(CommandError, match=r"^Non c'è ancora una convenzione\.$"):
        relazione("--trimestre", 1, "--output", tmp_path / "r.pdf")
    rendiconto()
    with pytest.raises(CommandError, match=r"^La convenzione non ha un trimestre 13\.$"):
        relazione("--trimestre", 13, "--output", tmp_path / "r.pdf")
    with pytest.raises(CommandError, match=r"^Non posso scrivere .*/manca/r\.pdf: "):
        relazione("--trimestre", 1, "--output", tmp_path / "manca" / "r.pdf")
