"""One database with every table, made by the migrations as they are now: the tests' databases are copies of it.

Running the migrations takes half a minute, a copy less than a second. A migration that changes makes a new one.
"""

import hashlib
from typing import Any

from django.conf import settings
from django.db import connection

from valdera_housing import postgres
from valdera_housing.settings import impronta_checkout

FAMIGLIA = f"stampo_{impronta_checkout}_"


def stampo() -> str:
    """The name of the database to copy, made by the first worker that asks for it."""
    postgres.cartella_dati().mkdir(parents=True, exist_ok=True)
    with postgres.chiuso_a_chiave(postgres.cartella_dati() / "stampo.chiave"):
        nome = FAMIGLIA + impronta()
        if nome not in _esistenti():
            _prepara(nome)
    return nome


def impronta() -> str:
    """One word for what decides the tables: our migrations and the versions of the libraries."""
    file = [*sorted(settings.BASE_DIR.glob("*/migrations/*.py")), settings.BASE_DIR / "requirements.lock"]
    return hashlib.sha256(b"".join(f.read_bytes() for f in file)).hexdigest()[:12]


def _prepara(nome: str) -> None:
    """Migrate an empty database and give it its name only when it is whole; those of other migrations go."""
    suoi = connection.settings_dict
    di_lavoro, di_prova = suoi["NAME"], suoi["TEST"]["NAME"]
    suoi["TEST"]["NAME"] = in_corso = f"{FAMIGLIA}in_corso"
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        suoi["NAME"], suoi["TEST"]["NAME"] = di_lavoro, di_prova
    _chiedi(f'ALTER DATABASE "{in_corso}" RENAME TO "{nome}"')
    for vecchio in _esistenti() - {nome}:
        _chiedi(f'DROP DATABASE "{vecchio}"')


def _esistenti() -> set[str]:
    return {nome for (nome,) in _chiedi("SELECT datname FROM pg_database") if nome.startswith(FAMIGLIA)}


def _chiedi(domanda: str) -> list[Any]:
    """Ask the server from none of the databases in question."""
    with connection._nodb_cursor() as cursor:
        # A copy of a whole database may take longer than a page of the product is allowed to.
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(domanda)
        return cursor.fetchall() if cursor.description else []
