"""The house keeps its word: no float in money code, constraints speak Italian, acts exist where the table says."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from cohousing import workflow as cohousing
from fondo_garanzia import workflow as fondo_garanzia
from formazione import workflow as formazione
from gestore import workflow as gestore
from rendicontazione import workflow as rendicontazione
from sportello import workflow as sportello
from valdera_housing import workflow as registro
from valdera_housing.kit.workflow import Workflow

RADICE = Path(settings.BASE_DIR)
STANZE_DEL_DENARO = ("rules", "actions", "queries", "models", "workflow.py", "kit/denaro.py")
# Geometry of drawings and shares of time are not money.
NON_DENARO = ("kit/", "rules/semaforo")

NOSTRE_APP = (
    "valdera_housing", "gestore", "sportello", "fondo_garanzia", "formazione", "cohousing", "rendicontazione",
)  # fmt: skip
CODICE = [
    file for app in NOSTRE_APP for file in sorted((RADICE / app).rglob("*.py")) if "migrations" not in file.parts
]
DENARO = [f for f in CODICE if any(f"/{stanza}" in str(f) for stanza in STANZE_DEL_DENARO)]


@pytest.mark.parametrize("file", DENARO, ids=lambda f: str(f.relative_to(RADICE)))
def test_money_code_has_no_float(file: Path) -> None:
    trovati = [
        (nodo.lineno, ast.unparse(nodo))
        for nodo in ast.walk(ast.parse(file.read_text()))
        if (isinstance(nodo, ast.Constant) and isinstance(nodo.value, float))
        or (isinstance(nodo, ast.Call) and isinstance(nodo.func, ast.Name) and nodo.func.id == "float")
    ]
    assert trovati == []


NOSTRI = [m for m in apps.get_models() if m.__module__.split(".")[0] in NOSTRE_APP]
VINCOLI = [pytest.param(v, id=v.name) for m in NOSTRI for v in m._meta.constraints]
TESTI_DEI_TEST = "\n".join(f.read_text() for f in (RADICE / "tests").rglob("*.py"))


@pytest.mark.parametrize("vincolo", VINCOLI)
def test_every_constraint_answers_in_italian(vincolo) -> None:
    assert not str(vincolo.violation_error_message).startswith(("Constraint", "Il vincolo", "Vincolo"))


@pytest.mark.parametrize("vincolo", VINCOLI)
def test_every_constraint_has_a_test_that_tries_to_break_it(vincolo) -> None:
    assert vincolo.name in TESTI_DEI_TEST


NOMI_SOLLEVATI = sorted(
    set(re.findall(r"CONSTRAINT = '([a-z_{}]+)'", "\n".join(f.read_text() for f in DENARO if "models" in f.parts)))
)


@pytest.mark.parametrize("nome", [n for n in NOMI_SOLLEVATI if "{" not in n])
def test_every_trigger_that_refuses_has_a_test_that_tries_to_break_it(nome: str) -> None:
    assert nome in TESTI_DEI_TEST


ATTI = [
    pytest.param(app.__name__.split(".")[0], tabella.nome, t.atto, id=f"{tabella.nome}-{t.atto}")
    for app in (registro, gestore, sportello, fondo_garanzia, formazione, cohousing, rendicontazione)
    for tabella in vars(app).values()
    if isinstance(tabella, Workflow)
    for t in tabella
]
FUNZIONI = "\n".join(f.read_text() for f in CODICE if "actions" in f.parts)


@pytest.mark.parametrize(("app", "noun", "atto"), ATTI)
def test_every_act_of_the_table_is_one_function_and_one_url(app: str, noun: str, atto: str) -> None:
    verbo = atto.split("_")[0]
    assert re.search(rf"^def {verbo}_(\w+_)?{noun}\w*|^def {atto}\w*\(", FUNZIONI, re.M)
    assert re.search(rf'name="{noun}_{atto}"', (RADICE / app / "urls.py").read_text())


def test_django_talks_to_postgresql_through_psycopg2() -> None:
    """Django silently prefers psycopg 3 when it can import it (ecosystem.md)."""
    from django.db.backends.postgresql import psycopg_any

    assert psycopg_any.is_psycopg3 is False


def test_no_function_is_longer_than_a_screen() -> None:
    lunghe = [
        (str(file.relative_to(RADICE)), nodo.name, nodo.end_lineno - nodo.lineno)
        for file in CODICE
        for nodo in ast.walk(ast.parse(file.read_text()))
        if isinstance(nodo, ast.FunctionDef) and nodo.end_lineno - nodo.lineno > 60
    ]
    assert lunghe == []


def test_public_functions_of_the_inner_rooms_have_a_docstring_or_a_telling_signature() -> None:
    """Acts are the office's verbs: each says what it does."""
    muti = [
        (str(file.relative_to(RADICE)), nodo.name)
        for file in CODICE
        if "actions" in file.parts
        for nodo in ast.parse(file.read_text()).body
        if isinstance(nodo, ast.FunctionDef) and not nodo.name.startswith("_") and nodo.returns is None
    ]
    assert muti == []
