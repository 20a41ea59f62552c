"""The front door on a machine with only Python: what it prepares, what it leaves alone, what it says.

Commands run in a small copy of the checkout, with the system's Python and no library. ``uv`` is replaced by a
script that notes how it was called and makes an environment whose Python prints what it was asked.
"""

import ast
import importlib.metadata
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from django.core.management.base import CommandError

from valdera_housing import bootstrap
from valdera_housing.management.commands import demo, server

UV_FINTO = """#!/bin/sh
[ "$1" = --version ] && exit 0
echo "$1 $2" >> "$CHIAMATE"
[ "$1" = venv ] || exit $ESITO
sleep 0.2
for cartella; do :; done
mkdir -p "$cartella/bin"
printf '#!/bin/sh\\n[ "$1" = -m ] && exit 1\\n[ "$1" = -c ] || echo "dentro: $*"\\n' > "$cartella/bin/python"
chmod +x "$cartella/bin/python"
"""
PARTI = ("manage.py", "pyproject.toml", "requirements.lock", "valdera_housing/__init__.py")
PREPARO = "• Preparo l'ambiente Python in .venv (la prima volta servono uno o due minuti)…\n"
CREATO = ["venv --quiet", "pip install"]


@dataclass
class Macchina:
    """A fresh machine: a copy of the checkout, a bare Python and the fake uv."""

    cartella: Path
    ambiente: dict[str, str] = field(default_factory=dict)

    def comando(self, *argomenti: str, **variabili: str) -> subprocess.Popen[str]:
        spoglio = [sys._base_executable, "-S", "manage.py", *argomenti]
        return subprocess.Popen(
            spoglio,
            cwd=self.cartella,
            env={**self.ambiente, **variabili},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def scrive(self, *argomenti: str, **variabili: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error of ``python3 manage.py …``."""
        comando = self.comando(*argomenti, **variabili)
        uscita, errori = comando.communicate(timeout=60)
        return comando.returncode, uscita, errori

    def chiamate_a_uv(self) -> list[str]:
        registro = self.cartella / "chiamate"
        return registro.read_text().splitlines() if registro.exists() else []


@pytest.fixture
def macchina(tmp_path: Path) -> Macchina:
    cartella = tmp_path / "copia"
    for parte in (*PARTI, *(f"valdera_housing/{nome}.py" for nome in ("bootstrap", "postgres"))):
        (cartella / parte).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(bootstrap.RADICE / parte, cartella / parte)
    programmi = tmp_path / "programmi"
    programmi.mkdir()
    (programmi / "uv").write_text(UV_FINTO)
    (programmi / "uv").chmod(0o755)
    ambiente = {"PATH": f"{programmi}:/usr/bin:/bin", "ESITO": "0", "CHIAMATE": str(cartella / "chiamate")}
    return Macchina(cartella, {**ambiente, "LANG": "C.UTF-8"})


def test_a_bare_python_gets_an_environment_and_goes_on_inside_it(macchina):
    assert macchina.scrive("check") == (0, "dentro: manage.py check\n", PREPARO)
    assert macchina.chiamate_a_uv() == CREATO


def test_the_second_time_nothing_is_prepared(macchina):
    macchina.scrive("check")
    assert macchina.scrive("migrate", "-v2") == (0, "dentro: manage.py migrate -v2\n", "")
    assert macchina.chiamate_a_uv() == CREATO


def test_the_tests_add_their_own_libraries_once(macchina):
    macchina.scrive("check")
    for _ in range(2):
        assert macchina.scrive("test")[1] == "dentro: manage.py test\n"
    assert macchina.scrive("check")[2] == ""
    assert macchina.chiamate_a_uv() == [*CREATO, "pip install"]


@pytest.mark.parametrize("file", ["pyproject.toml", "requirements.lock"])
def test_another_requirement_or_another_lock_installs_again(macchina, file):
    macchina.scrive("check")
    testo = (macchina.cartella / file).read_text()
    nuovo = testo.replace("dependencies = [\n", 'dependencies = [\n    "mt-940>=4",\n', 1)
    (macchina.cartella / file).write_text(nuovo if file == "pyproject.toml" else testo + "mt-940==4.30.0\n")
    assert macchina.scrive("check") == (0, "dentro: manage.py check\n", "• Aggiorno le librerie in .venv…\n")
    assert macchina.chiamate_a_uv() == [*CREATO, "pip install"]


def test_a_linter_setting_installs_nothing(macchina):
    macchina.scrive("check")
    with open(macchina.cartella / "pyproject.toml", "a") as file:
        file.write("\n[tool.altro]\nvoce = 1\n")
    assert macchina.scrive("check")[2] == ""


def test_a_half_made_environment_is_made_again(macchina):
    macchina.scrive("check")
    (macchina.cartella / ".venv" / "valdera-in-corso").touch()
    assert macchina.scrive("check") == (0, "dentro: manage.py check\n", PREPARO)
    assert macchina.chiamate_a_uv() == CREATO * 2
    assert macchina.scrive("check")[2] == ""


def test_an_environment_whose_python_is_gone_is_made_again(macchina):
    macchina.scrive("check")
    (macchina.cartella / ".venv" / "bin" / "python").unlink()
    assert macchina.scrive("check") == (0, "dentro: manage.py check\n", PREPARO)


def test_two_commands_at_once_make_one_environment(macchina):
    comandi = [macchina.comando("check") for _ in range(4)]
    assert [comando.communicate()[0] for comando in comandi] == ["dentro: manage.py check\n"] * 4
    assert macchina.chiamate_a_uv() == CREATO


def test_an_installation_that_fails_says_what_to_do_and_is_not_believed(macchina):
    esito, uscita, errori = macchina.scrive("check", ESITO="1", PIP_NO_INDEX="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
    assert (esito, uscita) == (1, "")
    assert errori.startswith(PREPARO + "✗ Non riesco a installare le librerie: ")
    assert "PIP_INDEX_URL o HTTPS_PROXY" in errori
    assert "Traceback" not in errori
    assert not (macchina.cartella / ".venv" / "valdera.json").exists()
    assert macchina.scrive("check")[:2] == (0, "dentro: manage.py check\n")


def test_libraries_that_cannot_be_updated_leave_the_environment_as_it_was(macchina):
    macchina.scrive("check")
    esito, _, errori = macchina.scrive("test", ESITO="1", PIP_NO_INDEX="1")
    assert esito == 1
    assert errori.startswith("• Aggiorno le librerie in .venv…\n✗ Non riesco ad aggiornare le librerie: ")
    assert "$ " not in errori
    assert macchina.scrive("check") == (0, "dentro: manage.py check\n", "")


def test_where_a_database_is_named_nothing_is_installed(macchina):
    assert macchina.scrive("check", DATABASE_URL="postgresql://x/y") == (
        1,
        "",
        "✗ Mancano le librerie del programma. Scrivi: python3 -m pip install .\n",
    )
    assert sorted(file.name for file in macchina.cartella.iterdir()) == sorted(
        ["manage.py", "pyproject.toml", "requirements.lock", "valdera_housing"]
    )


def test_the_demo_does_not_write_in_a_database_that_was_named(macchina):
    esito, uscita, errori = macchina.scrive("demo", DATABASE_URL="postgresql://x/y")
    assert (esito, uscita) == (1, "")
    assert "env -u DATABASE_URL python3 manage.py demo" in errori
    assert macchina.chiamate_a_uv() == []


def test_an_old_python_is_told_which_one_is_needed():
    finge = "import runpy, sys; sys.version_info = (3, 9, 2); sys.version = '3.9.2 (main)'; sys.argv[1:] = ['demo']"
    esito = subprocess.run(
        [sys.executable, "-c", f"{finge}; runpy.run_path('manage.py')"],
        cwd=bootstrap.RADICE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (esito.returncode, esito.stderr) == (
        1,
        "Serve Python 3.11 o successivo, questo è il 3.9.2. Scrivi per esempio: python3.11 manage.py demo\n",
    )


def test_the_lock_file_holds_every_requirement_and_names_no_host():
    blocco = bootstrap.BLOCCO.read_text()
    bloccati = {re.split("==| ", riga)[0] for riga in blocco.splitlines()}
    chiesti = {re.split(r"[^\w-]", voce)[0].lower() for voce in bootstrap.requisiti({"demo", "test"})}
    assert chiesti - bloccati == set()
    assert [riga for riga in blocco.splitlines() if not re.match(r"[a-z0-9-]+==[\w.]+( ; .+)?$", riga)] == []


def test_the_product_imports_only_what_an_installation_brings():
    di_chi = importlib.metadata.packages_distributions()
    chieste = {re.split(r"[^\w-]", voce)[0].lower() for voce in bootstrap.requisiti(set())}
    nostre = {file.parent.name for file in bootstrap.RADICE.glob("*/__init__.py")}
    esterne = {nome for nome in _moduli_importati(nostre) if nome not in nostre | sys.stdlib_module_names}
    senza = {nome for nome in esterne if not {d.lower() for d in di_chi.get(nome, ())} & chieste}
    # `schermate` does without and says what to install.
    assert senza - {"playwright"} == set()


def _moduli_importati(cartelle: set[str]) -> Iterator[str]:
    for cartella in cartelle - {"tests"}:
        for file in (bootstrap.RADICE / cartella).rglob("*.py"):
            for nodo in ast.walk(ast.parse(file.read_text())):
                if isinstance(nodo, ast.Import):
                    yield from (voce.name.split(".")[0] for voce in nodo.names)
                elif isinstance(nodo, ast.ImportFrom) and nodo.level == 0:
                    yield nodo.module.split(".")[0]


def test_psycopg_3_stays_out_because_django_would_prefer_it():
    assert not re.search(r"^psycopg==", bootstrap.BLOCCO.read_text(), re.MULTILINE)


def test_a_missing_library_of_the_pdf_is_named_with_the_line_to_type(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "LIBRERIE_PDF", ("libc.so.6", "libvaldera-assente.so.0"))
    monkeypatch.setenv("PATH", "/nessun-programma")
    bootstrap.prepara_librerie_pdf()
    detto = capsys.readouterr().err
    assert detto.startswith("• Mancano libvaldera-assente.so.0: i PDF non funzioneranno. Scrivi: ")
    assert detto.endswith("apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n")


def test_a_missing_browser_is_named_with_the_line_to_type(monkeypatch, capsys):
    monkeypatch.delenv("VALDERA_BROWSER", raising=False)
    monkeypatch.setenv("PATH", "/nessun-programma")
    monkeypatch.setattr(bootstrap, "BROWSER_MAC", "/non/esiste")
    assert bootstrap.prepara_browser() is False
    assert capsys.readouterr().err.endswith("apt-get install -y chromium\n")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root installs system packages")
@pytest.mark.parametrize(("esito", "atteso"), [(0, True), (1, False)])
def test_root_gets_missing_packages_from_fresh_lists(tmp_path, monkeypatch, capsys, esito, atteso):
    (tmp_path / "apt-get").write_text(f'#!/bin/sh\necho "$*" >> {tmp_path}/chiamate\nexit {esito}\n')
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("VALDERA_DATI", str(tmp_path))
    assert bootstrap.installa_pacchetti(["libuno", "libdue"], "per provare") is atteso
    assert (tmp_path / "chiamate").read_text().splitlines() == [
        "update -q",
        "install -y -q --no-install-recommends libuno libdue",
    ]
    assert capsys.readouterr().err.splitlines()[0] == "• Installo libuno, libdue per provare…"


PROVA_PICCOLA = """
import sys
from valdera_housing import bootstrap
bootstrap.CONTROLLI = {"controllo": ("-c", f"raise SystemExit({sys.argv[1]})")}
sys.exit(bootstrap.prova(sys.argv[3:]))
"""


@pytest.mark.parametrize(
    ("controllo", "prova", "argomenti", "atteso", "chiusura"),
    [
        (0, "True", [], 0, "1 passed"),
        (1, "True", [], 1, "1 passed"),
        (0, "False", [], 1, "1 failed"),
        (1, "True", ["test_x.py"], 0, "1 passed"),
    ],
)
def test_a_failed_check_does_not_hide_the_tests_and_still_fails(
    macchina, controllo, prova, argomenti, atteso, chiusura
):
    (macchina.cartella / "pyproject.toml").unlink()
    (macchina.cartella / "test_x.py").write_text(f"def test_x():\n    assert {prova}\n")
    esito = subprocess.run(
        [sys.executable, "-c", PROVA_PICCOLA, str(controllo), "--", *argomenti],
        cwd=macchina.cartella,
        env={**os.environ, "DATABASE_URL": "postgresql://x/y", "PYTEST_ADDOPTS": "-p no:django"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert esito.returncode == atteso
    assert chiusura in esito.stdout.splitlines()[-1]


def test_continuous_integration_runs_the_same_command():
    righe = (bootstrap.RADICE / ".ci" / "run").read_text().splitlines()
    assert righe[-1] == "CI=1 exec python3 manage.py test"
    assert os.access(bootstrap.RADICE / ".ci" / "run", os.X_OK)


@pytest.fixture
def porta_occupata(socket_enabled: None) -> Iterator[int]:
    with socket.socket() as ascolto:
        ascolto.bind((server.INDIRIZZO, 0))
        ascolto.listen()
        yield ascolto.getsockname()[1]


def test_a_busy_port_asked_for_is_said_with_what_to_type(porta_occupata):
    messaggio = f"La porta {porta_occupata} è occupata .*python3 manage.py demo --port {porta_occupata + 1}"
    with pytest.raises(CommandError, match=messaggio), server.apri_porta(porta_occupata):
        pass


def test_without_a_port_asked_for_the_next_free_one_is_taken(porta_occupata, monkeypatch):
    monkeypatch.setattr(server, "PORTA", porta_occupata)
    with server.apri_porta(None) as ascolto:
        assert porta_occupata < ascolto.getsockname()[1] < porta_occupata + server.PORTE_DA_PROVARE


def test_who_does_not_finish_when_asked_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(server, "SECONDI_PER_SPEGNERSI", 0.3)
    sordo = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('su', flush=True); time.sleep(99)"
    )
    processo = server.Processo("sordo", [sys.executable, "-c", sordo], tmp_path / "sordo.log")
    processo.avvia()
    while not processo.ultime_righe():
        assert not processo.morto()
    server.spegni([processo])
    assert processo.processo.returncode == -signal.SIGKILL


def test_static_files_are_told_apart_by_what_they_are(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    prima = demo.impronta_statici()
    assert demo.impronta_statici() == prima
    (tmp_path / "nuovo.css").write_text("a{}")
    assert demo.impronta_statici() != prima


def ambiente_della_demo(dati: Path) -> dict[str, str]:
    propri = {"VALDERA_AMBIENTE", "DATABASE_URL"}
    ambiente = {nome: valore for nome, valore in os.environ.items() if nome not in propri}
    return {**ambiente, "VALDERA_DATI": str(dati), "PYTHONUNBUFFERED": ""}


@pytest.fixture(scope="module")
def cartella_aperta() -> Iterator[Path]:
    """The data of one small demo office."""
    cartella = Path(tempfile.mkdtemp(prefix="valdera-demo-"))
    cartella.chmod(0o755)
    popola = [sys.executable, "manage.py", "popola", "--piccolo", "--senza-pdf"]
    subprocess.run(popola, cwd=bootstrap.RADICE, env=ambiente_della_demo(cartella), check=True)
    yield cartella
    shutil.rmtree(cartella)


@pytest.fixture
def demo_avviata(cartella_aperta: Path, socket_enabled: None) -> Iterator[subprocess.Popen[str]]:
    comando = subprocess.Popen(
        [sys.executable, "manage.py", "demo"],
        cwd=bootstrap.RADICE,
        env=ambiente_della_demo(cartella_aperta),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    guardia = threading.Timer(240, comando.kill)
    guardia.start()
    yield comando
    guardia.cancel()
    comando.terminate()
    comando.communicate()


def aspetta_riga(comando: subprocess.Popen[str], modello: str) -> str:
    """Read what the command says until a line matches; the matched text. Fails with all it said before ending."""
    detto = []
    while riga := comando.stdout.readline():
        detto.append(riga)
        if trovato := re.search(modello, riga):
            return trovato[0]
    raise AssertionError("".join(detto))


@pytest.mark.lento
@pytest.mark.parametrize("segnale", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_answers_at_the_printed_address_and_leaves_nothing_behind(demo_avviata, cartella_aperta, segnale):
    with urllib.request.urlopen(aspetta_riga(demo_avviata, r"http://\S+")) as pagina:
        assert pagina.status == 200
    figli = psutil.Process(demo_avviata.pid).children(recursive=True)
    demo_avviata.send_signal(segnale)
    detto = demo_avviata.stdout.read()
    assert demo_avviata.wait(60) == 0
    assert detto == "  Per finire: Ctrl-C\n\nSpengo il server web e i lavori in sottofondo…\nTutto spento.\n"
    assert len(figli) >= 4
    assert psutil.wait_procs(figli, timeout=60)[1] == []
    assert [p for p in Path("/proc").glob("[0-9]*/cwd") if _dentro(p, cartella_aperta)] == []


@pytest.mark.lento
def test_when_one_half_of_the_demo_dies_it_says_so_and_stops_the_other(demo_avviata):
    aspetta_riga(demo_avviata, r"http://\S+")
    figli = psutil.Process(demo_avviata.pid).children()
    lavori = next(figlio for figlio in figli if "db_worker" in figlio.cmdline())
    lavori.kill()
    detto = demo_avviata.stdout.read()
    assert demo_avviata.wait(60) == 1
    assert "Si è fermato da solo: lavori in sottofondo. Spengo anche il resto." in detto
    assert "Traceback" not in detto
    assert psutil.wait_procs(figli, timeout=60)[1] == []


@pytest.mark.lento
def test_the_demo_goes_on_after_its_database_was_killed(demo_avviata, cartella_aperta):
    indirizzo = aspetta_riga(demo_avviata, r"http://\S+")
    os.kill(int((cartella_aperta / "postgres/cluster/postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    aspetta_riga(demo_avviata, "Il database si è fermato: lo riavvio.")
    for _ in range(100):
        if _stato(indirizzo) == 200:
            break
        time.sleep(0.1)
    assert _stato(indirizzo) == 200
    assert demo_avviata.poll() is None


def _stato(indirizzo: str) -> int:
    try:
        with urllib.request.urlopen(indirizzo) as pagina:
            return pagina.status
    except urllib.error.HTTPError as errore:
        return errore.code


def _dentro(collegamento: Path, cartella: Path) -> bool:
    try:
        return Path(os.readlink(collegamento)).is_relative_to(cartella)
    except OSError:
        return False
