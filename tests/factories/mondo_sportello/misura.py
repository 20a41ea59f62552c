from datetime import date
from decimal import Decimal
from typing import Any

from sportello.choices import StatoDomanda
from sportello.models import DomandaMisura, FileDomanda, Misura
from tests.factories.sportello import (
    DocumentoMisuraFactory,
    DomandaMisuraFactory,
    MassimaleMisuraFactory,
    MisuraFactory,
    RequisitoMisuraFactory,
)
from valdera_housing.actions.documento import archivia_documento

AMMESSA = {"presentata_il": date(2026, 11, 5), "importo_ammesso": Decimal("1000.00"), "beneficiario": "PROPRIETARIO"}
STATI: dict[str, dict[str, Any]] = {
    StatoDomanda.BOZZA: {},
    StatoDomanda.PRESENTATA: {"presentata_il": date(2026, 11, 5)},
    StatoDomanda.IN_ISTRUTTORIA: {"presentata_il": date(2026, 11, 5)},
    StatoDomanda.AMMESSA: AMMESSA,
    StatoDomanda.FINANZIATA: AMMESSA | {"commissione_il": date(2026, 11, 10)},
    StatoDomanda.ESCLUSA: {"presentata_il": date(2026, 11, 5), "motivo": "ISEE troppo alto"},
}
COMINCIA_DA = {
    "allega": StatoDomanda.BOZZA,
    "presenta": StatoDomanda.BOZZA,
    "modifica": StatoDomanda.BOZZA,
    "istruisci": StatoDomanda.PRESENTATA,
    "chiedi_integrazione": StatoDomanda.IN_ISTRUTTORIA,
    "ammetti": StatoDomanda.IN_ISTRUTTORIA,
    "escludi": StatoDomanda.IN_ISTRUTTORIA,
    "finanzia": StatoDomanda.AMMESSA,
    "non_finanzia": StatoDomanda.AMMESSA,
    "liquida": StatoDomanda.FINANZIATA,
    "chiudi": StatoDomanda.ESCLUSA,
    "ritira": StatoDomanda.BOZZA,
}


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A measure with its rows, an application in each state from which an act starts, files; then many more."""
    misura = MisuraFactory()
    RequisitoMisuraFactory(misura=misura)
    MassimaleMisuraFactory(misura=misura)
    documento = DocumentoMisuraFactory(misura=misura)
    foglio = archivia_documento(b"%PDF-1.7 foglio", "foglio.pdf", utente=mondo.ets)
    domande = {stato: _domanda(mondo, stato, dati) for stato, dati in STATI.items()}
    scheda = _domanda(mondo, StatoDomanda.BOZZA, {"accettazione": foglio}, misura)
    file = FileDomanda.objects.create(domanda=scheda, richiesto=documento, nome="Contratto", documento=foglio)
    _molte(mondo, scheda, quanti - 1)
    return {
        "misura": misura,
        "domanda": scheda,
        "documento_domanda_pk": file.pk,
        **{f"domanda_{atto}": domande[stato] for atto, stato in COMINCIA_DA.items()},
    }


def _domanda(mondo: Any, stato: str, dati: dict[str, Any], misura: Misura | None = None) -> DomandaMisura:
    per_che_cosa = misura or MassimaleMisuraFactory().misura
    return DomandaMisuraFactory(caso=mondo.caso, richiedente=mondo.persona, misura=per_che_cosa, stato=stato, **dati)


def _molte(mondo: Any, modello: DomandaMisura, quanti: int) -> None:
    """Measures that are over, applications that ended and files of the same application."""
    giorno = date(2025, 1, 1)
    Misura.objects.bulk_create(
        Misura(tipo="BANDO_LOCALE", nome=f"Bando {n}", ente="Unione", atto="Atto", valida_dal=giorno, valida_al=giorno)
        for n in range(quanti)
    )
    DomandaMisura.objects.bulk_create(
        DomandaMisura(
            numero=f"D-2025-{n:04d}", misura=modello.misura, caso=mondo.caso, richiedente=mondo.persona,
            aperta_il=giorno, stato="RITIRATA", motivo="Ha trovato casa",
        )
        for n in range(quanti)
    )  # fmt: skip
    FileDomanda.objects.bulk_create(
        FileDomanda(domanda=modello, nome=f"Ricevuta {n}", documento=modello.accettazione) for n in range(quanti)
    )
