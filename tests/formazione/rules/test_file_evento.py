"""What goes on the public page, and what stays as proof."""

import pytest

from formazione.choices import StatoEvento, TipoFileEvento
from formazione.rules.file_evento import valuta_pubblicazione, valuta_rimozione


@pytest.mark.parametrize("tipo", TipoFileEvento.values)
def test_only_materials_and_posters_are_for_everybody(tipo: str) -> None:
    attesa = "" if tipo in ("MATERIALE", "LOCANDINA") else "Sulla pagina pubblica vanno soltanto materiali e locandine"
    assert str(valuta_pubblicazione(tipo)) == attesa


@pytest.mark.parametrize("tipo", TipoFileEvento.values)
@pytest.mark.parametrize("stato", StatoEvento.values)
def test_the_signed_register_of_an_event_that_was_held_stays(tipo: str, stato: str) -> None:
    resta = (tipo, stato) == ("REGISTRO_FIRMATO", "SVOLTO")
    frase = "Il foglio firme prova che l’evento si è tenuto: prima si riapre l’evento"
    assert str(valuta_rimozione(tipo, stato)) == (frase if resta else "")
