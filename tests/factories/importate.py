"""Invoices billed to the ETS of the tests' convention, ready to be dropped on the import page."""

from tests.factories.fatture import cedente, corpo, el, file_fattura, testo

FORNITORE = cedente(denominazione="Termoidraulica Fornai S.r.l.", partita_iva="01897660500")
NOSTRO = el(
    "CessionarioCommittente",
    el(
        "DatiAnagrafici",
        testo("CodiceFiscale", "90061230506"),
        el("Anagrafica", testo("Denominazione", "Il Portone APS")),
    ),
)


def fattura(*corpi: str, fornitore: str = FORNITORE, cliente: str = NOSTRO, **campi: object) -> bytes:
    """A file with these bodies, or with one made from the arguments of ``corpo`` and dated in the convention."""
    return file_fattura(*(corpi or (uno(**campi),)), testata=fornitore + cliente)


def uno(**campi: object) -> str:
    """A body of 100 + 22 euro that states its total and the CUP of the convention."""
    predefiniti = {"data": "2026-09-11", "numero": "214/2026", "totale": "122.00", "causali": ["CUP J51B24000180004"]}
    return corpo(**(predefiniti | campi))
