"""Tests shout: unresolved template variables, writes in a GET, the outside world and warnings all fail."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from pytest_socket import disable_socket

from tests.factories.persone import UtenteFactory
from tests.stampo import stampo


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--profilo", choices=("suite", "notte"), default="suite", help="quanto a lungo insistere")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """The longest files start first, so that two workers end together; what is for the night stays out by day."""
    if config.getoption("profilo") == "suite":
        items[:] = [item for item in items if not item.get_closest_marker("notte")]
    quante = Counter(item.path for item in items)
    lunghi = {item.path for item in items if item.get_closest_marker("browser") or item.get_closest_marker("lento")}
    yield
    items.sort(key=lambda item: (item.path not in lunghi, -quante[item.path]))


@pytest.fixture
def giri(request: pytest.FixtureRequest) -> int:
    """Rounds of a race: a few in the suite, two hundred at night (quality R1)."""
    return 200 if request.config.getoption("profilo") == "notte" else 4


LETTURE = ("SELECT", "(SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "SET ", "EXPLAIN")
# A GET writes only that somebody was here: the session's clock and the log of reads.
SCRITTURE_AMMESSE = ("django_session", "valdera_housing_letturafascicolo")


class VariabileMancante(str):
    """A template variable that does not exist is a mistake, not an empty space."""

    def __contains__(self, pezzo: object) -> bool:
        return pezzo == "%s"

    def __mod__(self, nome: object) -> str:
        raise AssertionError(f"variabile di template mancante: {nome}")


@pytest.fixture(autouse=True, scope="session")
def template_che_gridano() -> None:
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = VariabileMancante("%s")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") is None:
        disable_socket(allow_unix_socket=True)


@pytest.fixture(autouse=True)
def file_in_cartella_di_prova(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "file"


def vieta_scritture(execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
    comando = sql.lstrip().upper()
    if not comando.startswith(LETTURE) and not any(t in sql for t in SCRITTURE_AMMESSE):
        raise AssertionError(f"una GET ha scritto: {sql[:200]}")
    return execute(sql, params, many, context)


class ClienteSoloLettura(Client):
    """A GET that writes fails."""

    def get(self, *args: Any, **kwargs: Any) -> Any:
        with connection.execute_wrapper(vieta_scritture):
            return super().get(*args, **kwargs)


# Sixty-four threads on a slow machine wait longer than the product lets a person wait (settings.py): a test says what
# happens, never how soon. A deadlock is found by PostgreSQL in any case. What a test commits need not reach the disk.
CON_PAZIENZA = settings.DATABASES["default"]["OPTIONS"] | {
    "options": "-c statement_timeout=120s -c lock_timeout=60s -c synchronous_commit=off"
}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any) -> None:
    """The migrations run once, not once a worker: the tests' database is a copy (tests/stampo.py)."""
    connection.settings_dict["OPTIONS"] = CON_PAZIENZA
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = stampo()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A browser's last request may still hold its session when the suite ends: the test database goes all the same."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


# The same after every migration: written once, they stay.
SEMPRE_UGUALI = {"django_content_type", "auth_permission"}


def svuota_le_piene(operazioni: Any, _stile: Any, tabelle: list[str], **_opzioni: Any) -> list[str]:
    """What empties the tables that have rows, also those that the database never lets anyone empty.

    Two hundred tables truncated take seconds, the rows of the dozen that a test fills nothing.
    """
    nomi = [operazioni.quote_name(tabella) for tabella in tabelle if tabella not in SEMPRE_UGUALI]
    domande = [f"SELECT '{nome}' WHERE EXISTS (SELECT FROM {nome})" for nome in nomi]
    with operazioni.connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(domande))
        piene = [nome for (nome,) in cursor.fetchall()]
    senza_trigger = ["SET session_replication_role = replica", "SET session_replication_role = DEFAULT"]
    return [senza_trigger[0], *(f"DELETE FROM {nome}" for nome in piene), senza_trigger[1]]


@pytest.fixture(autouse=True, scope="session")
def fra_una_prova_e_l_altra_si_svuota_solo_cio_che_e_pieno() -> Iterator[None]:
    """Between two tests with threads, or with a server of their own."""
    with pytest.MonkeyPatch.context() as cambio:
        cambio.setattr(type(connection.ops), "sql_flush", svuota_le_piene)
        yield


@pytest.fixture
def client() -> Client:
    return ClienteSoloLettura()


@pytest.fixture
def entra(client: Client, db: None) -> Callable[..., Client]:
    """Sign in as a person with these roles (and comuni) and get the client; ``client.utente`` is the person."""

    def entra_come(*ruoli: str, **altro: Any) -> Client:
        client.utente = UtenteFactory(ruoli=list(ruoli), **altro)
        client.force_login(client.utente)
        return client

    return entra_come


@pytest.fixture
def primo_giorno() -> date:
    """Start of the convention used by the factories."""
    return date(2025, 1, 1)


@pytest.fixture(autouse=True)
def stesso_giorno(request: pytest.FixtureRequest) -> Iterator[None]:
    """The clock stands at 19 November 2026, 10:00 in Rome, except for browsers and servers of their own."""
    if request.node.get_closest_marker("browser") or request.node.get_closest_marker("lento"):
        yield
        return
    import time_machine

    with time_machine.travel("2026-11-19T10:00:00+01:00", tick=True):
        yield
