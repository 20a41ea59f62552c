"""Direct writes on the registry that the database must refuse."""

from datetime import date

import pytest

from tests.factories.conti import ConvenzioneFactory
from tests.factories.persone import (
    ComuneFactory,
    MembroNucleoFactory,
    NucleoFactory,
    PersonaFactory,
    UtenteFactory,
)
from tests.factories.rifiuti import rifiutato
from valdera_housing.choices import Lettura
from valdera_housing.models import (
    Convenzione,
    Documento,
    LetturaFascicolo,
    Parametro,
    Progressivo,
    Trimestre,
    prossimo_numero,
)

pytestmark = pytest.mark.django_db


def parametro(**altro) -> Parametro:
    valori = {
        "chiave": "giorni_verifica",
        "descrizione": "Giorni per la verifica",
        "valore": 30,
        "valido_dal": date(2025, 1, 1),
        "atto": "Convenzione, art. 6",
    }
    return Parametro.objects.create(**valori | altro)


def test_a_comune_does_not_leave_before_it_joins() -> None:
    assert rifiutato(lambda: ComuneFactory(nome="Buti", aderente_al=date(2007, 1, 1))) == "comune_date_in_ordine"


def test_a_convention_ends_after_it_starts() -> None:
    assert rifiutato(lambda: ConvenzioneFactory(fine=date(2024, 1, 1))) == "convenzione_date_in_ordine"


def test_recovered_vat_is_a_percentage() -> None:
    assert rifiutato(lambda: ConvenzioneFactory(iva_recuperabile_pct=101)) == "convenzione_iva_percentuale"


def test_quarters_have_one_number_and_do_not_overlap() -> None:
    convenzione: Convenzione = ConvenzioneFactory()
    crea = Trimestre.objects.create
    doppio = {"convenzione": convenzione, "numero": 7, "inizio": date(2030, 1, 1), "fine": date(2030, 3, 31)}
    assert rifiutato(lambda: crea(**doppio)) == "trimestre_numero_unico"
    sovrapposto = doppio | {"numero": 13, "inizio": date(2027, 12, 31)}
    assert rifiutato(lambda: crea(**sovrapposto)) == "trimestre_senza_sovrapposizioni"


def test_a_codice_fiscale_is_upper_case_and_of_the_right_length() -> None:
    nome = "persona_codice_fiscale_maiuscolo"
    assert rifiutato(lambda: PersonaFactory(codice_fiscale="rssmra80e52g843c")) == nome
    assert rifiutato(lambda: PersonaFactory(codice_fiscale="RSSMRA")) == nome


def test_a_health_code_never_enters_as_anything_else() -> None:
    nome = "persona_codice_sanitario_a_parte"
    assert rifiutato(lambda: PersonaFactory(codice_sanitario_provvisorio="RSSMRA80E52G843C")) == nome


def test_a_person_is_in_one_household_at_a_time() -> None:
    membro = MembroNucleoFactory(dal=date(2026, 1, 1), al=date(2026, 6, 30))
    altro = NucleoFactory()
    sovrapposto = {"persona": membro.persona, "nucleo": altro, "dal": date(2026, 6, 30)}
    assert rifiutato(lambda: MembroNucleoFactory(**sovrapposto)) == "membro_un_nucleo_alla_volta"
    MembroNucleoFactory(**sovrapposto | {"dal": date(2026, 7, 1)})


def test_nobody_leaves_a_household_before_entering_it() -> None:
    assert rifiutato(lambda: MembroNucleoFactory(al=date(2025, 12, 31))) == "membro_date_in_ordine"


def test_a_household_in_charge_says_since_when() -> None:
    assert rifiutato(lambda: NucleoFactory(in_carico=True)) == "nucleo_in_carico_con_data"


def test_a_parameter_has_one_value_a_day() -> None:
    parametro(valido_al=date(2025, 12, 31))
    assert rifiutato(lambda: parametro(valido_dal=date(2025, 12, 31))) == "parametro_un_valore_alla_volta"
    assert rifiutato(lambda: parametro(valido_dal=date(2027, 1, 1), valido_al=date(2026, 1, 1))) == (
        "parametro_date_in_ordine"
    )
    parametro(valido_dal=date(2026, 1, 1))


def test_a_file_has_its_fingerprint() -> None:
    senza = {"file": "x", "nome": "x", "tipo": "application/pdf", "dimensione": 1, "sha256": "XYZ"}
    assert rifiutato(lambda: Documento.objects.create(**senza)) == "documento_impronta_sha256"


def test_reads_are_of_somebody_with_a_reason_and_are_never_changed() -> None:
    chi, persona = UtenteFactory(), PersonaFactory()
    crea = LetturaFascicolo.objects.create
    assert rifiutato(lambda: crea(utente=chi, azione=Lettura.VISTA)) == "lettura_di_persona_o_nucleo"
    senza_motivo = {"utente": chi, "persona": persona, "azione": Lettura.SMASCHERATA}
    assert rifiutato(lambda: crea(**senza_motivo)) == "lettura_smascherata_con_motivo"
    lettura = crea(utente=chi, persona=persona, azione=Lettura.VISTA)
    assert rifiutato(lambda: LetturaFascicolo.objects.filter(pk=lettura.pk).update(motivo="altro")) is None
    assert rifiutato(lettura.delete) is None
    lettura.refresh_from_db()
    assert lettura.motivo == ""


def test_running_numbers_have_no_holes_and_no_doubles() -> None:
    assert [prossimo_numero("spesa", 2026), prossimo_numero("spesa", 2026, 3), prossimo_numero("spesa", 2026)] == [
        1,
        2,
        5,
    ]
    assert rifiutato(lambda: Progressivo.objects.create(nome="spesa", anno=2026)) == "progressivo_unico"
