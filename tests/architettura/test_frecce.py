"""Arrows that imports do not show: ForeignKeys, migrations, templates. Everything points down."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

RADICE = Path(settings.BASE_DIR)
LINEE = ("gestore", "sportello", "fondo_garanzia", "formazione", "cohousing")
APP = ("valdera_housing", *LINEE, "rendicontazione")
SOTTO = {"valdera_housing": set(), **{linea: {"valdera_housing"} for linea in LINEE}}
SOTTO["rendicontazione"] = {"valdera_housing", *LINEE}
ESTERNE = {"auth", "contenttypes", "pghistory", "sessions", "admin", "django_tasks_database"}

CHIAVI = [
    pytest.param(campo, id=f"{modello._meta.label}.{campo.name}")
    for modello in apps.get_models()
    if modello._meta.app_label in APP
    for campo in modello._meta.get_fields()
    if campo.is_relation and getattr(campo, "remote_field", None) and not campo.auto_created and campo.related_model
]


@pytest.mark.parametrize("campo", CHIAVI)
def test_foreign_keys_point_down_and_leave_no_handle_upward(campo) -> None:
    da, verso = campo.model._meta.app_label, campo.related_model._meta.app_label
    if da == verso or verso in ESTERNE:
        return
    assert verso in SOTTO[da]
    assert campo.remote_field.related_name == "+" or campo.model.__name__.endswith("Event")


def test_migrations_depend_downward_only() -> None:
    nodi = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    in_salita = [
        (chiave, dipendenza)
        for chiave, migrazione in nodi.items()
        for dipendenza in migrazione.dependencies
        if chiave[0] in APP
        and dipendenza[0] in APP
        and dipendenza[0] != chiave[0]
        and dipendenza[0] not in SOTTO[chiave[0]]
    ]
    assert in_salita == []


TEMPLATE = sorted((RADICE / "templates").rglob("*.html"))
TAG = re.compile(r"{%\s*(extends|include|url)\s+[\"']([^\"']+)[\"']")


@pytest.mark.parametrize("file", TEMPLATE, ids=lambda f: str(f.relative_to(RADICE / "templates")))
def test_templates_include_extend_and_link_downward_only(file: Path) -> None:
    app = next((a for a in APP if a in file.relative_to(RADICE / "templates").parts), "valdera_housing")
    altre = {a for a in APP if a != app and a not in SOTTO[app]}
    in_salita = [(tag, nome) for tag, nome in TAG.findall(file.read_text()) if re.split("[/:]", nome)[0] in altre]
    assert in_salita == []


@pytest.mark.parametrize("file", TEMPLATE, ids=lambda f: str(f.relative_to(RADICE / "templates")))
def test_templates_open_with_a_comment_and_carry_no_inline_script_or_style(file: Path) -> None:
    testo = file.read_text()
    assert re.match(r"\s*({% extends [^%]+%}\s*)?({% load [^%]+%}\s*)?({#|{% comment)", testo), "manca il commento"
    if "documenti" not in file.parts:
        assert (
            re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\bstyle=\"|\bon(click|change|submit|load)=", testo) == []
        )


def test_no_app_knows_an_app_above_it_in_its_own_words() -> None:
    """``apps.get_model`` and ``import_module`` would hide an arrow from the linter."""
    sospetti = [
        str(file.relative_to(RADICE))
        for app in APP
        for file in (RADICE / app).rglob("*.py")
        # bootstrap imports Django by name because it runs before Django is installed
        if "migrations" not in file.parts
        and file.name != "bootstrap.py"
        and re.search(r"apps\.get_model\(|import_module\(", file.read_text())
    ]
    assert sospetti == []
