from datetime import date
from decimal import Decimal as D
from typing import Any

from fondo_garanzia.choices import StatoEscussione, TipoFileEscussione
from fondo_garanzia.models import Escussione, FileEscussione, Garanzia, MensilitaEscussa
from tests.factories.fondo import EscussioneFactory, GaranziaFactory, approva, contratto_privato, valuta
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Linea, TipoScadenza, Verso
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Scadenza

AMMESSI = [D("420.00"), D("480.00"), D("480.00"), D("60.00")]


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A claim in each state an act starts from, a guarantee to claim on; as many more of each list in bulk."""
    presentata = EscussioneFactory(garanzia=_garanzia(mondo, 1))
    documento = archivia_documento(b"%PDF-1.7 mora", "mora.pdf", utente=mondo.ets)
    file = FileEscussione.objects.create(
        escussione=presentata, tipo=TipoFileEscussione.MESSA_IN_MORA, documento=documento, impronta="mora"
    )
    valutata = valuta(EscussioneFactory(garanzia=_garanzia(mondo, 2)), AMMESSI)
    approvata = approva(valuta(EscussioneFactory(garanzia=_garanzia(mondo, 3)), AMMESSI))
    libera = _garanzia(mondo, 4)
    _moltiplica(mondo, presentata, libera, documento, quanti - 1)
    return {
        "escussione": presentata,
        "escussione_approva": valutata,
        "escussione_liquida": approvata,
        "escussione_crea_lettera": approvata,
        "garanzia_presenta_escussione": libera,
        "fondo_garanzia:escussione_file/file_pk": file.pk,
    }


def _garanzia(mondo: Any, quale: int) -> Garanzia:
    contratto = contratto_privato(mondo.nucleo, numero=f"P-ES-{quale:04d}")
    return GaranziaFactory(fondo=mondo.fondo, nucleo=mondo.nucleo, contratto=contratto, attiva=True)


def _moltiplica(mondo: Any, presentata: Escussione, libera: Garanzia, documento: Any, quanti: int) -> None:
    Escussione.objects.bulk_create(
        Escussione(
            numero=f"ES-2016-{n:04d}",
            garanzia=libera,
            evento_il=date(2026, 5, 1),
            presentata_il=date(2026, 5, 20),
            presentata_da=mondo.ets,
            stato=StatoEscussione.RIFIUTATA,
            motivo="Non risulta il debito",
        )
        for n in range(quanti)
    )
    MensilitaEscussa.objects.bulk_create(
        MensilitaEscussa(
            escussione=presentata,
            garanzia=presentata.garanzia,
            competenza=aggiungi_mesi(date(2026, 5, 1), -n),
            richiesto=D("480.00"),
        )
        for n in range(quanti)
    )
    FileEscussione.objects.bulk_create(
        FileEscussione(escussione=presentata, tipo=TipoFileEscussione.FOTO, documento=documento, impronta=f"foto {n}")
        for n in range(quanti)
    )
    Scadenza.objects.bulk_create(
        Scadenza(
            chiave=f"canone/escussione/{n}",
            verso=Verso.ENTRATA,
            tipo=TipoScadenza.CANONE,
            linea=Linea.GIS,
            contratto=libera.contratto,
            nucleo=mondo.nucleo,
            intestazione="Maria Rossi",
            competenza=date(2026, 4, 1),
            descrizione="Canone",
            importo=D("10.00"),
            scade_il=date(2026, 4, 5),
        )
        for n in range(quanti)
    )
