"""Until when a contract may be extended, as the law or the contract says."""

from dataclasses import dataclass
from datetime import date

from valdera_housing.kit.scrittura import in_data, plurale
from valdera_housing.models import Contratto
from valdera_housing.rules.durata import RINNOVI, fine_rinnovata


@dataclass(frozen=True)
class PropostaProroga:
    """A new end proposed, with the words that explain it."""

    nuova_fine: date
    motivo: str

    def __str__(self) -> str:
        return f"{self.motivo}, fino al {in_data(self.nuova_fine)}"


def proposta_proroga(contratto: Contratto, anni_rinnovo: int | None = None) -> PropostaProroga | None:
    """The extension that follows the period that is running; None for a type that does not renew by itself."""
    rinnovo = RINNOVI.get(contratto.tipo)
    if rinnovo is None:
        return None
    anni = anni_rinnovo or rinnovo.anni
    prima = contratto.fine_effettiva == contratto.fine
    come = "Proroga di diritto" if prima else "Rinnovo tacito"
    articolo = rinnovo.articolo_primo if prima else rinnovo.articolo_seguenti
    motivo = f"{come} di {anni} {plurale(anni, 'anno,anni')} ({articolo})"
    return PropostaProroga(fine_rinnovata(contratto.fine_effettiva, anni), motivo)
