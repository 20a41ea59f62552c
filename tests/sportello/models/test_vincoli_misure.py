"""Each constraint of measures and applications, tried; each answers in Italian."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError

from sportello.models import DomandaMisura, EsitoRequisitoMisura, FileDomanda
from tests.factories.rifiuti import rifiutato
from tests.factories.sportello import (
    DocumentoMisuraFactory,
    DomandaMisuraFactory,
    MassimaleMisuraFactory,
    MisuraFactory,
    RequisitoMisuraFactory,
)

pytestmark = pytest.mark.django_db

OGGI = date(2026, 11, 19)
D = Decimal
PRESENTATA = {"presentata_il": OGGI}
AMMESSA = {"presentata_il": OGGI, "stato": "AMMESSA", "importo_ammesso": D(100)}


@pytest.mark.parametrize(
    "colonne",
    [
        {"valida_dal": OGGI, "valida_al": date(2026, 11, 18)},
        {"domande_dal": OGGI, "domande_al": date(2026, 11, 18)},
    ],
)
def test_misura_date_in_ordine(colonne: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="misura_date_in_ordine"):
        MisuraFactory(**colonne)


def test_misura_nome_unico() -> None:
    prima = MisuraFactory()
    with pytest.raises(IntegrityError, match="misura_nome_unico"):
        MisuraFactory(nome=prima.nome)


@pytest.mark.parametrize(
    ("vincolo", "colonne"),
    [
        ("requisito_misura_con_soglia", {"soglia": None}),
        ("requisito_misura_con_soglia", {"soglia": D(-1)}),
        ("requisito_misura_con_soglia", {"tipo": "INCIDENZA_MINIMA", "soglia": None}),
        ("requisito_misura_due_soglie", {"tipo": "ISEE_O_ISE_MASSIMO"}),
        ("requisito_misura_due_soglie", {"tipo": "ISEE_O_ISE_MASSIMO", "soglia_ise": D(-1)}),
    ],
)
def test_a_requirement_refuses(vincolo: str, colonne: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=vincolo):
        RequisitoMisuraFactory(**colonne)


@pytest.mark.parametrize("colonne", [{"importo": D(-1)}, {"percentuale": D(101)}, {"spese_legali_fino_a": D(-1)}])
def test_massimale_misure_positive(colonne: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="massimale_misure_positive"):
        MassimaleMisuraFactory(**colonne)


def test_massimale_uno_per_modalita() -> None:
    primo = MassimaleMisuraFactory()
    with pytest.raises(IntegrityError, match="massimale_uno_per_modalita"):
        MassimaleMisuraFactory(misura=primo.misura)


def test_documento_misura_una_volta() -> None:
    primo = DocumentoMisuraFactory()
    with pytest.raises(IntegrityError, match="documento_misura_una_volta"):
        DocumentoMisuraFactory(misura=primo.misura, nome=primo.nome)


@pytest.mark.parametrize(
    ("vincolo", "colonne"),
    [
        ("domanda_presentata_con_data", {"stato": "PRESENTATA"}),
        ("domanda_presentata_con_data", {"stato": "PRESENTATA", "presentata_il": date(2026, 11, 1)}),
        ("domanda_ammessa_con_importo", PRESENTATA | {"stato": "AMMESSA"}),
        ("domanda_ammessa_con_importo", PRESENTATA | {"stato": "FINANZIATA", "importo_ammesso": D(-1)}),
        ("domanda_esclusa_con_motivo", PRESENTATA | {"stato": "ESCLUSA"}),
        ("domanda_esclusa_con_motivo", PRESENTATA | {"stato": "INTEGRAZIONE"}),
        ("domanda_liquidata_entro_l_ammesso", AMMESSA | {"importo_liquidato": D(101), "liquidata_il": OGGI}),
        ("domanda_liquidata_entro_l_ammesso", AMMESSA | {"importo_liquidato": D(0), "liquidata_il": OGGI}),
        ("domanda_liquidata_entro_l_ammesso", AMMESSA | {"importo_liquidato": D(10)}),
        ("domanda_liquidata_entro_l_ammesso", {"importo_liquidato": D(10), "liquidata_il": OGGI}),
        ("domanda_liquidata_con_importo", AMMESSA | {"stato": "LIQUIDATA"}),
        (
            "domanda_proprietario_ha_accettato",
            AMMESSA
            | {
                "stato": "LIQUIDATA",
                "importo_liquidato": D(10),
                "liquidata_il": OGGI,
                "beneficiario": "NUOVO_PROPRIETARIO",
            },
        ),
        ("domanda_quota_percentuale", {"quota_proprieta": D(101)}),
        ("domanda_quota_percentuale", {"quota_proprieta": D(-1)}),
    ],
)
def test_a_domanda_refuses(vincolo: str, colonne: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=vincolo):
        DomandaMisuraFactory(**colonne)


def test_domanda_una_aperta() -> None:
    prima = DomandaMisuraFactory()
    stessa = {"caso": prima.caso, "misura": prima.misura}
    assert rifiutato(lambda: DomandaMisuraFactory(**stessa)) == "domanda_una_aperta"
    DomandaMisura.objects.update(stato="RITIRATA")
    DomandaMisuraFactory(**stessa)


def test_esito_misura_una_volta() -> None:
    domanda, requisito = DomandaMisuraFactory(), RequisitoMisuraFactory()
    for atteso in (None, "esito_misura_una_volta"):
        crea = lambda: EsitoRequisitoMisura.objects.create(  # noqa: E731
            domanda=domanda, requisito=requisito, risposta="SI", testo="Sì"
        )
        assert (rifiutato(crea) if atteso else crea() and None) == atteso


@pytest.mark.parametrize(
    "modello",
    ["Misura", "RequisitoMisura", "MassimaleMisura", "DocumentoMisura", "DomandaMisura", "EsitoRequisitoMisura"],
)
def test_every_refusal_is_a_sentence_in_italian(modello: str) -> None:
    for vincolo in apps.get_model("sportello", modello)._meta.constraints:
        assert str(vincolo.violation_error_message).endswith("."), vincolo.name


def test_the_things_of_a_measure_are_named_for_who_reads() -> None:
    domanda = DomandaMisuraFactory(numero="D-2026-0001")
    assert str(domanda) == "Domanda D-2026-0001"
    assert str(MassimaleMisuraFactory()) == "Rinuncia e firma un nuovo contratto"
    assert str(RequisitoMisuraFactory()) == "ISEE non oltre 16.500 €"
    assert str(FileDomanda(nome="Contratto")) == "Contratto"
