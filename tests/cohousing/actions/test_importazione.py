"""A sheet of buildings put aside and imported."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.files.storage import default_storage

from cohousing.actions.immobile import segnala_immobile
from cohousing.actions.importazione import carica_immobili, importa_immobili
from cohousing.models import RicognizioneImmobile
from cohousing.queries.importazione import leggi_caricati
from tests.factories.cohousing import immobile
from tests.factories.persone import ComuneFactory, UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Lavoro, Utente

pytestmark = pytest.mark.django_db(transaction=True)
TITOLI = (
    "Comune;Via o piazza;Numero civico;Di chi è;Posti letto possibili;Costo stimato dei lavori;Per chi;Segnalato il"
)
RIGHE = (
    "pontedera;via Nuova;1;Comune;8;40.000,00;Anziani soli, studenti;07/09/2026",
    "Pontedera;VIA DELLE SCUOLE;12;Comune;;;;",
    "Pontedera;via Nuova;1;Privato;;;;",
    "Pisa;via Roma;1;Comune;;;;",
    "Pontedera;via Larga;;Comune;;;;20/11/2026",
    "Pontedera;via Larga;3;Parrocchia o ente religioso;;;;",
)
FOGLIO = "\n".join((TITOLI, *RIGHE)).encode()


@pytest.fixture
def operatrice(transactional_db: None) -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def test_each_row_says_what_becomes_of_it_and_nothing_is_written_yet(operatrice: Utente) -> None:
    suo = immobile("RILEVATO", indirizzo="via delle Scuole", civico="12", comune=ComuneFactory())
    lavoro = carica_immobili("immobili.csv", FOGLIO, utente=operatrice)
    caricati = leggi_caricati(lavoro)
    assert [(r.numero, r.esito, r.dove, r.parole) for r in caricati.righe] == [
        (2, "nuovo", "via Nuova 1, Pontedera", ()),
        (3, "presente", "VIA DELLE SCUOLE 12, Pontedera", (f"C’è già: {suo.numero}",)),
        (4, "presente", "via Nuova 1, Pontedera", ("C’è già: riga 2 di questo foglio",)),
        (5, "sbagliato", "via Roma 1", ("Riga 5, «Comune»: «Pisa» non c’è fra: Pontedera.",)),
        (6, "sbagliato", "via Larga, Pontedera", ("Riga 6, «Segnalato il»: è nel futuro.",)),
        (7, "nuovo", "via Larga 3, Pontedera", ()),
    ]
    assert RicognizioneImmobile.objects.count() == 1


def test_only_the_good_rows_enter_and_the_file_goes(operatrice: Utente) -> None:
    immobile("RILEVATO", indirizzo="via delle Scuole", civico="12", comune=ComuneFactory())
    lavoro = carica_immobili("immobili.csv", FOGLIO, utente=operatrice)
    percorso = lavoro.esito["percorso"]
    assert importa_immobili(lavoro, utente=operatrice) == 2
    entrati = RicognizioneImmobile.objects.filter(fonte="ELENCO").order_by("numero")
    assert list(
        entrati.values_list(
            "numero", "indirizzo", "proprietario_tipo", "posti_letto", "costo_adeguamento", "categorie",
            "segnalato_il", "stato", "creato_da",
        )
    ) == [
        (
            "RI-2026-0001", "via Nuova", "COMUNE", 8, D("40000.00"), ["ANZIANI_SOLI", "STUDENTI"], date(2026, 9, 7),
            "SEGNALATO", operatrice.pk,
        ),
        (
            "RI-2026-0002", "via Larga", "PARROCCHIA", None, None, [], date(2026, 11, 19), "SEGNALATO",
            operatrice.pk,
        ),
    ]  # fmt: skip
    lavoro.refresh_from_db()
    assert (lavoro.esito, default_storage.exists(percorso)) == ({"immobili_importati": 2}, False)
    in_tutto = RicognizioneImmobile.objects.count()
    assert (importa_immobili(lavoro, utente=operatrice), RicognizioneImmobile.objects.count()) == (2, in_tutto)


def test_what_entered_in_the_meantime_is_not_entered_again(operatrice: Utente) -> None:
    comune = ComuneFactory()
    foglio = f"{TITOLI}\nPontedera;via Nuova;1;Comune;;;;\n".encode()
    lavoro = carica_immobili("immobili.csv", foglio, utente=operatrice)
    segnala_immobile(
        {"comune": comune, "indirizzo": "Via Nuova", "civico": "1", "proprietario_tipo": "COMUNE", "fonte": "COMUNE",
         "segnalato_il": date(2026, 9, 7)},
        utente=operatrice,
    )  # fmt: skip
    with pytest.raises(AttoRifiutato, match=r"^Nel foglio non c’è nessun immobile da importare\.$"):
        importa_immobili(lavoro, utente=operatrice)
    assert RicognizioneImmobile.objects.count() == 1


@pytest.mark.parametrize(
    ("ruolo", "contenuto", "frase"),
    [
        (
            Ruolo.FUNZIONARIO_UNIONE, FOGLIO, "Gli immobili li registra l’ente partner: spetta a un altro ruolo.",
        ),
        (
            Ruolo.OPERATORE_ETS, b"\x00", "Questo file non è un foglio di calcolo: si accettano XLSX e CSV.",
        ),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_not_kept(ruolo: str, contenuto: bytes, frase: str) -> None:
    with pytest.raises(AttoRifiutato) as rifiuto:
        carica_immobili("immobili.csv", contenuto, utente=UtenteFactory(ruoli=[ruolo]))
    assert (str(rifiuto.value), Lavoro.objects.count()) == (frase, 0)
