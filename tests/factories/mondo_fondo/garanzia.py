"""Guarantees, each in the state from which its act starts."""

from datetime import date
from decimal import Decimal
from typing import Any

from fondo_garanzia.choices import StatoGaranzia
from fondo_garanzia.models import Garanzia
from tests.factories.fondo import GaranziaFactory, contratto_privato
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import NaturaContratto, TipoContratto
from valdera_housing.models import Contratto


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """One guarantee in each state; as many more asked for as the list has rows."""
    comuni = {"fondo": mondo.fondo, "nucleo": mondo.nucleo}
    richiesta = _nuova(mondo, 1, **comuni)
    istruita = _nuova(mondo, 2, istruita=True, **comuni)
    approvata = _nuova(mondo, 3, approvata=True, **comuni)
    attiva = _nuova(mondo, 4, attiva=True, **comuni)
    sospesa = _nuova(mondo, 5, attiva=True, **comuni)
    finita = _nuova(mondo, 6, attiva=True, **comuni)
    Garanzia.objects.filter(pk=attiva.pk).update(
        accettazione=archivia_documento(b"%PDF-1.7 lettera firmata", "firmata.pdf", utente=mondo.ets)
    )
    Garanzia.objects.filter(pk=sospesa.pk).update(stato=StatoGaranzia.SOSPESA, motivo_fine="Lavori in casa")
    Garanzia.objects.filter(pk=finita.pk).update(
        stato=StatoGaranzia.ESCUSSA_TOTALE, finita_il=date(2026, 10, 1), motivo_fine="Pagata per intero"
    )
    _moltiplica(mondo, richiesta, quanti - 1)
    return {
        "garanzia": istruita,
        "garanzia_richiedi": contratto_privato(mondo.nucleo, numero="P-2017-0001"),
        "garanzia_modifica": richiesta,
        "garanzia_istruisci": richiesta,
        "garanzia_attiva": approvata,
        "garanzia_crea_lettera": approvata,
        "garanzia_accettazione": attiva,
        "garanzia_sospendi": attiva,
        "garanzia_svincola": attiva,
        "garanzia_revoca": attiva,
        "garanzia_riprendi": sospesa,
        "garanzia_chiudi": finita,
    }


def _nuova(mondo: Any, n: int, **altro: Any) -> Garanzia:
    return GaranziaFactory(contratto=contratto_privato(mondo.nucleo, numero=f"P-2016-{n:04d}"), **altro)


def _moltiplica(mondo: Any, base: Garanzia, quanti: int) -> None:
    contratti = Contratto.objects.bulk_create(
        Contratto(
            numero=f"P-2015-{n:04d}", natura=NaturaContratto.PRIVATO, tipo=TipoContratto.LIBERO_4_4,
            nucleo=mondo.nucleo, conduttore=f"Anna {n}", inizio=date(2026, 4, 1), fine=date(2030, 3, 31),
            fine_effettiva=date(2030, 3, 31), canone_mensile=480, stipulato_il=date(2026, 4, 1), stato="FIRMATO",
        )
        for n in range(quanti)
    )  # fmt: skip
    Garanzia.objects.bulk_create(
        (Garanzia(
            numero=f"GA-2015-{n:04d}", fondo=base.fondo, nucleo=base.nucleo, contratto=contratto,
            titolare="Gino Baldi", motivo="Garanzia", richiesta_il=date(2026, 3, 1), richiesta_da=base.richiesta_da,
            canone_mensile=480, massimale_canoni=Decimal("1440.00"), inizio=date(2026, 4, 1),
            scade_il=date(2029, 3, 31),
        )
        for n, contratto in enumerate(contratti)),
        batch_size=200,
    )  # fmt: skip
