"""Loaded by pytest before Django (pyproject.toml): the tests' own settings, and a database without being asked."""

import os
from collections.abc import Generator

import pytest

from valdera_housing import postgres


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    os.environ["VALDERA_AMBIENTE"] = "test"
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = postgres.assicura()
    return (yield)


def pytest_unconfigure() -> None:
    postgres.rilascia()
