"""The photographs of a building: kept small, without what the phone writes in them."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from cohousing.actions.foto import aggiungi_foto_immobile, togli_foto
from cohousing.documents.fotografia import riduci
from cohousing.models import FotoImmobile, RicognizioneImmobile
from tests.factories.cohousing import immobile
from tests.factories.mondo_cohousing.immobile import fotografia
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Ruolo
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.models import Documento, Utente

pytestmark = pytest.mark.django_db
ORIENTAMENTO, GPS = 0x0112, 0x8825


@pytest.fixture
def operatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def scuola() -> RicognizioneImmobile:
    return immobile("APPROVATO_CABINA")


def dal_telefono() -> bytes:
    """A wide photograph taken upright, with the place where it was taken."""
    foto, uscita = Image.new("RGB", (3000, 1000), "#335577"), io.BytesIO()
    exif = foto.getexif()
    exif[ORIENTAMENTO] = 6
    exif.get_ifd(GPS)[1] = "N"
    foto.save(uscita, "JPEG", exif=exif)
    return uscita.getvalue()


def test_a_photograph_is_kept_small_upright_and_without_its_place(
    scuola: RicognizioneImmobile, operatrice: Utente
) -> None:
    foto = aggiungi_foto_immobile(
        scuola, "cartella/IMG_1.jpeg", dal_telefono(), descrizione="La facciata", utente=operatrice
    )
    with foto.documento.file.open("rb") as file, Image.open(file) as tenuta:
        assert (tenuta.format, max(tenuta.size) <= 2000, tenuta.height > tenuta.width) == ("JPEG", True, True)
        assert dict(tenuta.getexif()) == {}
    assert (foto.descrizione, foto.documento.nome, foto.documento.caricato_da) == (
        "La facciata", "IMG_1.jpg", operatrice,
    )  # fmt: skip


def test_a_png_becomes_a_jpeg(scuola: RicognizioneImmobile, operatrice: Utente) -> None:
    foto = aggiungi_foto_immobile(scuola, "a.png", fotografia(40, "PNG"), descrizione="Il cortile", utente=operatrice)
    assert (foto.documento.nome, foto.documento.tipo) == ("a.jpg", "image/jpeg")


@pytest.mark.django_db(transaction=True)
def test_a_photograph_taken_away_leaves_no_file(scuola: RicognizioneImmobile, operatrice: Utente) -> None:
    foto = aggiungi_foto_immobile(scuola, "a.jpg", fotografia(), descrizione="Il cortile", utente=operatrice)
    percorso = foto.documento.file.name
    togli_foto(foto, utente=operatrice)
    assert (FotoImmobile.objects.count(), Documento.objects.count(), default_storage.exists(percorso)) == (0, 0, False)


@pytest.mark.parametrize(
    ("contenuto", "frase"),
    [
        (b"", "Il file è vuoto"),
        (b"%PDF-1.7 pianta", "Questo tipo di file non si può caricare. Si accettano: JPEG, PNG"),
        (
            b"\xff\xd8\xff\xe0rotta",
            "Questa fotografia non si apre, o è troppo grande: salvala di nuovo come JPEG.",
        ),
        (
            fotografia()[:300],
            "Questa fotografia non si apre, o è troppo grande: salvala di nuovo come JPEG.",
        ),
    ],
    ids=["empty", "a pdf", "broken", "cut"],
)
def test_what_is_no_photograph_is_refused(
    scuola: RicognizioneImmobile, operatrice: Utente, contenuto: bytes, frase: str
) -> None:
    with pytest.raises(AttoRifiutato) as rifiuto:
        aggiungi_foto_immobile(scuola, "a.jpg", contenuto, descrizione="X", utente=operatrice)
    assert (str(rifiuto.value), FotoImmobile.objects.count(), Documento.objects.count()) == (frase, 0, 0)


def test_an_image_that_opens_into_too_much_is_not_opened() -> None:
    uscita = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(uscita, "PNG")
    assert riduci(uscita.getvalue()) is None


def test_photographs_end_somewhere_and_are_of_who_keeps_the_survey(
    scuola: RicognizioneImmobile, operatrice: Utente
) -> None:
    with pytest.raises(AttoRifiutato, match=r"^«Aggiungi una fotografia…» spetta a un altro ruolo\.$"):
        aggiungi_foto_immobile(
            scuola, "a.jpg", fotografia(), descrizione="X", utente=UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])
        )
    una = aggiungi_foto_immobile(scuola, "a.jpg", fotografia(), descrizione="X", utente=operatrice)
    FotoImmobile.objects.bulk_create(
        FotoImmobile(immobile=scuola, descrizione="Y", documento=una.documento) for _ in range(19)
    )
    with pytest.raises(AttoRifiutato, match=r"^Le fotografie sono già 20: togline qualcuna\.$"):
        aggiungi_foto_immobile(scuola, "a.jpg", fotografia(), descrizione="Z", utente=operatrice)
