"""What each category asks of a household, as a table."""

from datetime import date

import pytest

from cohousing.choices import Categoria as C
from cohousing.choices import Condizione
from cohousing.rules.categoria import Componente, Famiglia, anni, categorie_adatte, valuta_categoria
from valdera_housing.kit.esito import Motivo, no, si

GIORNO = date(2026, 12, 1)
IT = "italiana"


def di(eta: int | None, sesso: str = "F", cittadinanza: str = IT) -> Componente:
    return Componente(date(2026 - eta, 11, 1) if eta is not None else None, sesso, cittadinanza)


def famiglia(*chi: Componente, condizioni: tuple[str, ...] = (), eta_anziani: int = 65) -> Famiglia:
    return Famiglia(chi, frozenset(condizioni), GIORNO, eta_anziani)


MADRE, PADRE, FIGLIO, NEONATO = di(34), di(40, "M"), di(8, "M"), di(0)
VECCHIA, VECCHIO = di(72), di(65, "M")
SENZA_DATA, SENZA_SESSO = di(None), di(34, "")
ANAGRAFE = "completa l’anagrafe"
DUE_ADULTI = no("Gli adulti sono 2: la casa è per nuclei con uno solo")
NATO_QUANDO = no(f"Di una persona non si sa la data di nascita: {ANAGRAFE}")
NATI_QUANDO = no(f"Di 2 persone non si sa la data di nascita: {ANAGRAFE}")
CON_AIUTO = si("Qualcuno ha bisogno di aiuto nella vita quotidiana")
NIGERIANA = si("Nel nucleo c’è una cittadinanza straniera: nigeriana")
UN_MINORENNE = no("Nel nucleo c’è 1 minorenne: la casa è per soli adulti")
NON_STUDIA = no("Nella candidatura non è scritto «Chi entra studia»: se è così, scrivilo")

TABELLA = [
    # category, who, conditions, answer
    (C.DONNE_SOLE_CON_FIGLI, (MADRE, FIGLIO), (), si("Una donna con 1 minorenne")),
    (C.DONNE_SOLE_CON_FIGLI, (MADRE, FIGLIO, NEONATO), (), si("Una donna con 2 minorenni")),
    (C.DONNE_SOLE_CON_FIGLI, (MADRE, PADRE, FIGLIO), (), DUE_ADULTI),
    (C.DONNE_SOLE_CON_FIGLI, (MADRE, PADRE, SENZA_DATA), (), DUE_ADULTI),
    (C.DONNE_SOLE_CON_FIGLI, (PADRE, FIGLIO), (), no("L’adulto del nucleo non è una donna")),
    (C.DONNE_SOLE_CON_FIGLI, (MADRE,), (), no("Nel nucleo non ci sono figli minorenni")),
    (C.DONNE_SOLE_CON_FIGLI, (FIGLIO,), (), no("Nel nucleo non c’è un adulto")),
    (C.DONNE_SOLE_CON_FIGLI, (MADRE, SENZA_DATA), (), NATO_QUANDO),
    (C.DONNE_SOLE_CON_FIGLI, (SENZA_DATA, SENZA_DATA), (), NATI_QUANDO),
    (C.DONNE_SOLE_CON_FIGLI, (SENZA_SESSO, FIGLIO), (), no(f"Non si sa se l’adulto è donna o uomo: {ANAGRAFE}")),
    (C.DONNE_SOLE_CON_FIGLI, (), (), no(f"Nel nucleo non c’è nessuno: {ANAGRAFE}")),
    (C.ANZIANI_SOLI, (VECCHIA, VECCHIO), (), si("Il più giovane ha 65 anni, almeno 65")),
    (C.ANZIANI_SOLI, (VECCHIA, di(64)), (), no("Il più giovane ha 64 anni: tutti ne devono avere almeno 65")),
    (C.ANZIANI_SOLI, (di(64), SENZA_DATA), (), no("Il più giovane ha 64 anni: tutti ne devono avere almeno 65")),
    (C.ANZIANI_SOLI, (VECCHIA, SENZA_DATA), (), NATO_QUANDO),
    (C.ANZIANI_SOLI, (SENZA_DATA,), (), NATO_QUANDO),
    (C.LAVORATORI, (MADRE, PADRE), ("LAVORA",), si("Adulti che lavorano")),
    (C.LAVORATORI, (MADRE,), (), no("Nella candidatura non è scritto «Chi entra lavora»: se è così, scrivilo")),
    (C.LAVORATORI, (MADRE, FIGLIO), ("LAVORA",), UN_MINORENNE),
    (C.LAVORATORI, (SENZA_DATA,), ("LAVORA",), NATO_QUANDO),
    (C.STUDENTI, (di(20),), ("STUDIA",), si("Adulti che studiano")),
    (C.STUDENTI, (di(20),), ("LAVORA",), NON_STUDIA),
    (C.PADRI_SEPARATI, (PADRE,), ("SEPARATO",), si("Un padre separato")),
    (C.PADRI_SEPARATI, (PADRE, FIGLIO), ("SEPARATO",), si("Un padre separato")),
    (C.PADRI_SEPARATI, (MADRE,), ("SEPARATO",), no("L’adulto del nucleo non è un uomo")),
    (
        C.PADRI_SEPARATI, (PADRE,), (),
        no("Nella candidatura non è scritto «Separato dall’altro genitore dei figli»: se è così, scrivilo"),
    ),
    (
        C.GIOVANI_CARE_LEAVER, (di(18),), ("CARE_LEAVER",),
        si("Un giovane di 18 anni uscito da una comunità o da un affido"),
    ),
    (
        C.GIOVANI_CARE_LEAVER, (di(25),), ("CARE_LEAVER",),
        si("Un giovane di 25 anni uscito da una comunità o da un affido"),
    ),
    (C.GIOVANI_CARE_LEAVER, (di(26),), ("CARE_LEAVER",), no("Ha 26 anni: la casa è per chi ne ha da 18 a 25")),
    (C.GIOVANI_CARE_LEAVER, (di(17),), ("CARE_LEAVER",), no("Ha 17 anni: la casa è per chi ne ha da 18 a 25")),
    (C.GIOVANI_CARE_LEAVER, (di(20), di(21)), ("CARE_LEAVER",), no("Le persone sono 2: la casa è per giovani soli")),
    (C.GIOVANI_CARE_LEAVER, (SENZA_DATA,), ("CARE_LEAVER",), NATO_QUANDO),
    (
        C.GIOVANI_CARE_LEAVER, (di(20),), (),
        no("Nella candidatura non è scritto «Uscito da una comunità o da un affido»: se è così, scrivilo"),
    ),
    (C.LIMITATA_AUTONOMIA, (VECCHIA,), ("LIMITATA_AUTONOMIA",), CON_AIUTO),
    (
        C.LIMITATA_AUTONOMIA, (VECCHIA,), (),
        no("Nella candidatura non è scritto «Ha bisogno di aiuto nella vita quotidiana»: se è così, scrivilo"),
    ),
    (C.NUCLEI_STRANIERI, (MADRE, di(30, "M", "nigeriana")), (), NIGERIANA),
    (C.NUCLEI_STRANIERI, (MADRE, di(5, "F", "")), (), no(f"Di una persona non si sa la cittadinanza: {ANAGRAFE}")),
    (C.NUCLEI_STRANIERI, (MADRE, di(30, "M", "Italia")), (), no("Nel nucleo hanno tutti la cittadinanza italiana")),
]  # fmt: skip


@pytest.mark.parametrize(("categoria", "chi", "condizioni", "attesa"), TABELLA)
def test_each_category_says_who_it_is_for(
    categoria: str, chi: tuple[Componente, ...], condizioni: tuple[str, ...], attesa: Motivo
) -> None:
    assert valuta_categoria(categoria, famiglia(*chi, condizioni=condizioni)) == attesa


def test_every_category_has_a_row_that_says_yes_and_one_that_says_no() -> None:
    assert {(c, m.livello) for c, _, _, m in TABELLA} == {(c, livello) for c in C for livello in ("si", "no")}


def test_the_age_of_the_elderly_is_the_threshold_in_force() -> None:
    assert valuta_categoria(C.ANZIANI_SOLI, famiglia(di(66), eta_anziani=67)) == no(
        "Il più giovane ha 66 anni: tutti ne devono avere almeno 67"
    )


def test_ages_are_those_of_the_day_one_comes_in() -> None:
    compie = date(2008, 12, 1)
    assert [anni(compie, giorno) for giorno in (date(2026, 11, 30), date(2026, 12, 1))] == [17, 18]
    assert anni(date(2008, 2, 29), date(2026, 2, 28)) == 17


def test_the_categories_a_household_is_one_of_are_read_from_the_registry() -> None:
    straniera = di(34, "F", "albanese")
    assert categorie_adatte(famiglia(straniera, FIGLIO)) == (C.DONNE_SOLE_CON_FIGLI, C.NUCLEI_STRANIERI)
    assert categorie_adatte(famiglia(MADRE, condizioni=(Condizione.LAVORA,))) == (C.LAVORATORI,)
    assert categorie_adatte(famiglia()) == ()
