# ruff: noqa: S603 - every program started here is named in this file
"""First-run set-up, standard library only: from a bare Python to a running command.

Nothing here runs where the product is installed the ordinary way (``pip install .`` and ``DATABASE_URL``).
Otherwise ``manage.py`` makes ``.venv`` beside itself with the versions of ``requirements.lock``, looks for
the system libraries, starts the private PostgreSQL and hands the command to Django. Each step says in one
line, on standard error, what it does; a step that fails says what to type.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import hashlib
import importlib
import importlib.metadata
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from valdera_housing import postgres

RADICE = Path(__file__).resolve().parent.parent
AMBIENTE = RADICE / ".venv"
BLOCCO = RADICE / "requirements.lock"
COMANDI_SENZA_DATABASE = {"", "help", "version", "compilemessages", "makemessages"}
LIBRERIE_PDF = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PACCHETTI_PDF = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
BROWSER = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# The whole suite runs on two workers, a file of tests whole on one of them, in the order of tests/conftest.py.
TUTTA_LA_SUITE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
# In the order they run; pytest comes after them.
CONTROLLI = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "lint-imports": ("-c", "from importlinter.cli import lint_imports_command as c; c()"),
    "mypy": ("-m", "mypy"),
    "makemigrations": ("manage.py", "makemigrations", "--check", "--dry-run"),
}


class SetupFermo(Exception):
    """The set-up cannot go on; the message is the Italian sentence to print, with what to type."""


def main(argomenti: Sequence[str]) -> int:
    """Run ``manage.py``: prepare what is missing, then the command. Returns the exit code."""
    try:
        return _comando(argomenti)
    except (SetupFermo, postgres.PostgresNonDisponibile) as motivo:
        print(f"✗ {motivo}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrotto.", file=sys.stderr)
        return 130


def _comando(argomenti: Sequence[str]) -> int:
    nome = argomenti[1] if len(argomenti) > 1 else ""
    if nome == "demo" and os.environ.get("DATABASE_URL") and os.environ.get("VALDERA_AMBIENTE") != "demo":
        raise SetupFermo(
            "DATABASE_URL è impostata e la demo scriverebbe utenti di prova in quel database. Scrivi: "
            "env -u DATABASE_URL python3 manage.py demo — oppure VALDERA_AMBIENTE=demo, se lo vuole."
        )
    prepara_python(nome, argomenti)
    if nome in {"demo", "test"}:
        prepara_librerie_pdf()
    if nome == "test":
        return prova(argomenti[2:])
    return esegui_django(nome, argomenti)


# --- the Python environment -------------------------------------------------------------------------------


class Ambiente:
    """A virtual environment and its stamp, which says what it was made from."""

    def __init__(self, cartella: Path) -> None:
        self.cartella = cartella
        self.python = cartella / "bin" / "python"
        self.bollo = cartella / "valdera.json"
        # There while the environment is being made; found at the next run, it means a half-made one.
        self.in_corso = cartella / "valdera-in-corso"

    @property
    def fatto_da_noi(self) -> bool:
        return self.bollo.exists() or self.in_corso.exists()

    def in_uso(self) -> bool:
        """Whether this very process runs in it."""
        return self.cartella.exists() and os.path.samefile(sys.prefix, self.cartella)

    def funziona(self) -> bool:
        """Whether its Python starts and finds its libraries: a system upgrade may have taken them away."""
        prova_minima = "import os, sysconfig; os.stat(sysconfig.get_path('purelib'))"
        try:
            esito = subprocess.run([self.python, "-c", prova_minima], capture_output=True, check=False)
        except OSError:
            return False
        return esito.returncode == 0

    def aggiunte(self) -> set[str]:
        """The extras it was made with."""
        return set(self._letto().get("aggiunte", ()))

    def aggiornato(self, aggiunte: set[str]) -> bool:
        """Whether it holds those extras, as today's pyproject and lock file want them.

        One made by hand has no stamp: it is believed, and checked by `completo` once inside it.
        """
        if self.in_corso.exists():
            return False
        if not self.bollo.exists():
            return completo(aggiunte) if self.in_uso() else True
        return aggiunte <= self.aggiunte() and self._letto().get("impronta") == impronta(self.aggiunte())

    def timbra(self, aggiunte: set[str]) -> None:
        self.bollo.write_text(json.dumps({"impronta": impronta(aggiunte), "aggiunte": sorted(aggiunte)}))
        self.in_corso.unlink(missing_ok=True)

    def _letto(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self.bollo.read_text()))
        except (OSError, ValueError):
            return {}


def prepara_python(nome: str, argomenti: Sequence[str]) -> None:
    """Go on in a Python that has every dependency; replaces this process when that is another one.

    Does nothing where the dependencies are already there. Makes or mends ``.venv``, unless ``DATABASE_URL``
    says that on this machine the product is installed in another way.
    """
    ambiente = Ambiente(AMBIENTE)
    ordinaria = bool(os.environ.get("DATABASE_URL")) and nome not in {"demo", "test"}
    aggiunte = _aggiunte_per(nome)
    if not ambiente.in_uso() and completo(aggiunte):
        return
    if ordinaria and not ambiente.python.exists():
        raise SetupFermo("Mancano le librerie del programma. Scrivi: python3 -m pip install .")
    if not ordinaria and not (ambiente.aggiornato(aggiunte) and (ambiente.in_uso() or ambiente.funziona())):
        _mantieni(ambiente, aggiunte, argomenti)
    elif ambiente.in_uso():
        return
    os.execv(ambiente.python, [str(ambiente.python), *argomenti])  # noqa: S606


def _aggiunte_per(nome: str) -> set[str]:
    """The extras of pyproject a command needs: the embedded PostgreSQL unless another is named."""
    aggiunte = set() if os.environ.get("DATABASE_URL") else {"demo"}
    return aggiunte | {"test"} if nome == "test" else aggiunte


def completo(aggiunte: set[str]) -> bool:
    """Whether this Python has every distribution the product asks for, with those extras."""
    return all(_installata(re.split(r"[^\w.-]", voce, maxsplit=1)[0]) for voce in requisiti(aggiunte))


def _installata(nome: str) -> bool:
    try:
        importlib.metadata.distribution(nome)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def requisiti(aggiunte: set[str]) -> list[str]:
    """The requirements of ``pyproject.toml``, with those of the named extras."""
    progetto = tomllib.loads((RADICE / "pyproject.toml").read_text())["project"]
    facoltativi = progetto["optional-dependencies"]
    return sorted({*progetto["dependencies"], *(voce for nome in aggiunte for voce in facoltativi[nome])})


def impronta(aggiunte: set[str]) -> str:
    """What an environment with those extras is made from, as one short word."""
    fatto_di = [requisiti(aggiunte), BLOCCO.read_text()]
    return hashlib.sha256(json.dumps(fatto_di).encode()).hexdigest()[:16]


def _mantieni(ambiente: Ambiente, aggiunte: set[str], argomenti: Sequence[str]) -> None:
    """Make the environment or bring it up to date. Of two commands at once the second finds it done."""
    dati = postgres.cartella_dati()
    dati.mkdir(parents=True, exist_ok=True)
    with postgres.chiuso_a_chiave(dati / "ambiente.chiave"):
        rotto = ambiente.in_corso.exists() or not ambiente.funziona()
        if rotto and ambiente.in_uso():
            # It cannot be remade from inside: start again from the Python it was made with.
            originario = str(Path(sys.base_exec_prefix) / "bin" / "python3")
            os.execv(originario, [originario, *argomenti])  # noqa: S606
        if rotto:
            _crea(ambiente, aggiunte)
        elif not ambiente.aggiornato(aggiunte):
            _aggiorna(ambiente, aggiunte | ambiente.aggiunte())


def _crea(ambiente: Ambiente, aggiunte: set[str]) -> None:
    di("Preparo l'ambiente Python in .venv (la prima volta servono uno o due minuti)…")
    for modo in _modi(ambiente):
        shutil.rmtree(ambiente.cartella, ignore_errors=True)
        if _riesce(modo.crea):
            ambiente.in_corso.touch()
            if _riesce([*modo.installa, *requisiti(aggiunte)]):
                ambiente.timbra(aggiunte)
                return
    raise SetupFermo(
        f"Non riesco a installare le librerie: {_ultime_righe(_registro())}\n  Controlla la rete e ripeti il "
        "comando; se la rete passa da un server interno indicalo con PIP_INDEX_URL o HTTPS_PROXY."
    )


def _aggiorna(ambiente: Ambiente, aggiunte: set[str]) -> None:
    di("Aggiorno le librerie in .venv…")
    if not any(_aggiorna_con(modo, aggiunte) for modo in _modi(ambiente)):
        raise SetupFermo(
            f"Non riesco ad aggiornare le librerie: {_ultime_righe(_registro())}\n"
            f"  Controlla la rete e ripeti il comando; per rifare tutto: rm -rf {ambiente.cartella}"
        )
    ambiente.timbra(aggiunte)


def _aggiorna_con(modo: Modo, aggiunte: set[str]) -> bool:
    return _riesce(modo.prepara) and _riesce([*modo.installa, *requisiti(aggiunte)])


class Modo(NamedTuple):
    """A way to make an environment, to make an existing one ready for it, and to install there."""

    crea: list[str]
    prepara: list[str]
    installa: list[str]


def _modi(ambiente: Ambiente) -> Iterator[Modo]:
    """The ways this machine has, the fastest first; the next is for when it fails."""
    vincoli = ["--quiet", "--constraint", str(BLOCCO)]
    cartella, python = str(ambiente.cartella), str(ambiente.python)
    if uv := shutil.which("uv"):
        crea = [uv, "venv", "--quiet", "--no-project", "--python", sys.executable, cartella]
        yield Modo(crea, [uv, "--version"], [uv, "pip", "install", "--python", python, *vincoli])
    _assicura_ensurepip()
    # An environment made by uv has no pip of its own.
    pip = [python, "-m", "pip", "install", *vincoli]
    yield Modo([sys.executable, "-m", "venv", cartella], [python, "-m", "ensurepip"], pip)


def _assicura_ensurepip() -> None:
    """Debian keeps the module that puts pip in a new environment in a package of its own."""
    if importlib.util.find_spec("ensurepip"):
        return
    pacchetto = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not installa_pacchetti([pacchetto], "per creare l'ambiente Python"):
        raise SetupFermo(f"Manca il modulo venv di Python. Scrivi: {_riga_apt([pacchetto])}")


# --- the system's libraries and the browser ---------------------------------------------------------------


def prepara_librerie_pdf() -> None:
    """Have the libraries WeasyPrint writes PDFs with; without them the rest works, and we say so."""
    if not librerie_mancanti() or installa_pacchetti(PACCHETTI_PDF, "per scrivere i PDF"):
        return
    riga = "brew install pango" if sys.platform == "darwin" else _riga_apt(PACCHETTI_PDF)
    di(f"Mancano {', '.join(librerie_mancanti())}: i PDF non funzioneranno. Scrivi: {riga}")


def librerie_mancanti() -> list[str]:
    """The libraries of WeasyPrint this machine lacks."""
    if sys.platform == "darwin":
        return [] if ctypes.util.find_library("pango-1.0") else ["Pango"]
    return [nome for nome in LIBRERIE_PDF if not _si_carica(nome)]


def _si_carica(nome: str) -> bool:
    try:
        ctypes.CDLL(nome)
    except OSError:
        return False
    return True


def browser() -> str | None:
    """The browser of the tests: ``VALDERA_BROWSER``, the machine's Chromium or Chrome, None without one."""
    scelto = os.environ.get("VALDERA_BROWSER") or next(filter(None, map(shutil.which, BROWSER)), None)
    return scelto or (BROWSER_MAC if Path(BROWSER_MAC).exists() else None)


def prepara_browser() -> bool:
    """Have a browser for the tests, installing Chromium when possible. False when there is none."""
    if browser() or (installa_pacchetti(["chromium"], "per le prove nel browser") and browser()):
        return True
    di(f"Manca Chromium: le prove nel browser non partono. Scrivi: {_riga_apt(['chromium'])}")
    return False


def installa_pacchetti(pacchetti: Sequence[str], scopo: str) -> bool:
    """Install system packages when we are root and there is apt-get. True when it worked."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    di(f"Installo {', '.join(pacchetti)} {scopo}…")
    ambiente = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if not _riesce(["apt-get", "update", "-q"], ambiente):
        di("apt-get update non è riuscito: provo con gli elenchi che ci sono.")
    return _riesce(["apt-get", "install", "-y", "-q", "--no-install-recommends", *pacchetti], ambiente)


def _riga_apt(pacchetti: Sequence[str]) -> str:
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get update && {sudo}apt-get install -y {' '.join(pacchetti)}"


# --- the commands -----------------------------------------------------------------------------------------


def esegui_django(nome: str, argomenti: Sequence[str]) -> int:
    """Hand the command to Django, on the private database when ``DATABASE_URL`` is unset."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "valdera_housing.settings")
    with _database_del_comando(nome, argomenti):
        management = importlib.import_module("django.core.management")
        management.execute_from_command_line(list(argomenti))
    return 0


def _database_del_comando(nome: str, argomenti: Sequence[str]) -> contextlib.AbstractContextManager[None]:
    if os.environ.get("DATABASE_URL"):
        return contextlib.nullcontext()
    os.environ.setdefault("VALDERA_AMBIENTE", "demo")
    if nome in COMANDI_SENZA_DATABASE or {"-h", "--help", "--version"} & {*argomenti}:
        return contextlib.nullcontext()
    return database_proprio(nome)


@contextlib.contextmanager
def database_proprio(nome: str) -> Iterator[None]:
    """The private server for the length of a command: on before it, off after it unless others use it."""
    if not postgres.acceso():
        di("Avvio il database…")
    os.environ["DATABASE_URL"] = postgres.assicura()
    try:
        _prepara_ufficio(nome)
        yield
    finally:
        postgres.rilascia()


def _prepara_ufficio(nome: str) -> None:
    """Give a command of ours the demo office to work on, when its tables are missing or behind the code."""
    if nome == "demo" or not [*RADICE.glob(f"*/management/commands/{nome}.py")]:
        return
    applicate = set(postgres.chiedi("select app || '/' || name from django_migrations").split())
    scritte = {f"{file.parent.parent.name}/{file.stem}" for file in RADICE.glob("*/migrations/0*.py")}
    if scritte <= applicate:
        return
    di("Preparo l'ufficio dimostrativo…")
    passi = ["migrate", "-v0"] if nome == "popola" else ["demo", "--solo-dati"]
    if subprocess.run([sys.executable, "manage.py", *passi], cwd=RADICE, stdout=sys.stderr, check=False).returncode:
        raise SetupFermo("L'ufficio dimostrativo non è pronto: scrivi python3 manage.py demo --solo-dati")


def prova(argomenti: Sequence[str]) -> int:
    """``manage.py test``: the checks, then pytest, whose line closes. With arguments for pytest, only pytest.

    Returns 0 only when everything passed; a check that fails is shown and does not hide the tests.
    """
    os.environ["VALDERA_AMBIENTE"] = "test"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "valdera_housing.settings")
    falliti = [] if prepara_browser() or not os.environ.get("CI") else ["browser"]
    suo = contextlib.nullcontext() if os.environ.get("DATABASE_URL") else database_proprio("test")
    with suo:
        falliti += [] if argomenti else [nome for nome in CONTROLLI if not _controllo_passato(nome)]
        if falliti:
            di(f"✗ Controlli non superati: {', '.join(falliti)}. Seguono le prove; l'esito resta un errore.")
        esito = _aspetta([sys.executable, "-m", "pytest", *(argomenti or TUTTA_LA_SUITE)])
    return esito or (1 if falliti else 0)


def _controllo_passato(nome: str) -> bool:
    di(f"Controllo: {nome}")
    return _aspetta([sys.executable, *CONTROLLI[nome]]) == 0


def _aspetta(comando: Sequence[str]) -> int:
    """Run in the foreground and wait, also after a Ctrl-C, which the child receives by itself."""
    processo = subprocess.Popen(comando, cwd=RADICE)
    while True:
        try:
            return processo.wait()
        except KeyboardInterrupt:
            continue


# --- talking and running ----------------------------------------------------------------------------------


def di(frase: str) -> None:
    """One line to the person, on standard error: standard output belongs to the command."""
    print(f"• {frase}", file=sys.stderr, flush=True)


def _registro() -> Path:
    return postgres.cartella_dati() / "installazione.log"


def _riesce(comando: Sequence[str], ambiente: dict[str, str] | None = None) -> bool:
    """Run an installer quietly, its output kept in the log."""
    _registro().parent.mkdir(parents=True, exist_ok=True)
    with open(_registro(), "a") as uscita:
        print(f"$ {shlex.join(comando)}", file=uscita, flush=True)
        try:
            esito = subprocess.run(
                comando,
                cwd=RADICE,
                env=ambiente,
                stdin=subprocess.DEVNULL,
                stdout=uscita,
                stderr=uscita,
                check=False,
            )
        except OSError as errore:
            print(errore, file=uscita)
            return False
    return esito.returncode == 0


def _ultime_righe(registro: Path) -> str:
    righe = [riga[:300] for riga in registro.read_text(errors="replace").splitlines() if not riga.startswith("$ ")]
    return f"{' / '.join(righe[-3:])} (tutto in {registro})"
