import io
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from cohousing.models import FaseImmobile, FotoImmobile, RicognizioneImmobile, Tappa
from tests.factories.cohousing import immobile
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.models import Lavoro

FOGLIO = "Comune;Via o piazza;Di chi è\nPontedera;via Nuova;Comune\n;via Vecchia;Comune\n"


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A building in each state, one of them with phases and a photograph; as many more in the list, just told of."""
    per_stato = {
        stato: immobile(stato, numero=f"RI-2015-{n:04d}", comune=mondo.comune, creato_da=mondo.ets)
        for n, stato in enumerate(("SEGNALATO", "RILEVATO", "VALUTATO", "PROPOSTO", "APPROVATO_CABINA", "SCARTATO"))
    }
    valutato = per_stato["VALUTATO"]
    fase = FaseImmobile.objects.create(immobile=valutato, numero=1, descrizione="Lavori", mesi=8, costo=85000)
    carta = archivia_documento(fotografia(), "facciata.jpg", utente=mondo.ets)
    foto = FotoImmobile.objects.create(immobile=valutato, descrizione="La facciata", documento=carta)
    tappa = Tappa.objects.create(
        convenzione=mondo.convenzione, codice="M1", entro_il=date(2025, 12, 31), raggiunta_il=date(2026, 1, 5),
        note="Relazione", documento=archivia_documento(b"%PDF-1.7 relazione", "relazione.pdf", utente=mondo.ets),
    )  # fmt: skip
    RicognizioneImmobile.objects.bulk_create(
        RicognizioneImmobile(
            numero=f"RI-2016-{n:05d}", comune=mondo.comune, indirizzo="via del Mondo", civico=str(n),
            proprietario_tipo="COMUNE", fonte="ELENCO", segnalato_il=date(2026, 3, 1), creato_da=mondo.ets,
        )
        for n in range(quanti - 1)
    )  # fmt: skip
    return {
        "immobile": valutato,
        "immobile_rileva": per_stato["SEGNALATO"],
        "immobile_valuta": per_stato["RILEVATO"],
        "immobile_approva": per_stato["PROPOSTO"],
        "immobile_rinvia": per_stato["PROPOSTO"],
        "immobile_riprendi": per_stato["SCARTATO"],
        "cohousing:immobile_importa_conferma": foglio_da_parte(mondo),
        "fase": fase,
        "cohousing:foto_apri": foto,
        "cohousing:foto_togli": foto,
        "cohousing:tappa_file": tappa,
        "cohousing:tappa_storia": tappa,
        "cohousing:tappa_raggiunta/tappa": "M2",
        "cohousing:tappa_sposta/tappa": "M2",
    }


def fotografia(lato: int = 60, formato: str = "JPEG") -> bytes:
    """A small square photograph."""
    uscita = io.BytesIO()
    Image.new("RGB", (lato, lato), "#8899aa").save(uscita, formato)
    return uscita.getvalue()


def foglio_da_parte(mondo: Any) -> Lavoro:
    """A sheet that waits to be imported."""
    percorso = default_storage.save("importazioni/mondo-immobili", ContentFile(FOGLIO.encode()))
    esito = {"immobili": "immobili.csv", "percorso": percorso}
    return Lavoro.objects.create(titolo="Lettura di un foglio di immobili", utente=mondo.ets, totale=1, esito=esito)
