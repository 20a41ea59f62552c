from datetime import date
from typing import Any

from tests.factories.casa import CasoFactory, nucleo_con_adulto
from tests.factories.caso import (
    FirmaProgettoFactory,
    ObiettivoFactory,
    ProgettoFactory,
    VerificaProgettoFactory,
    VoceDiarioFactory,
)
from tests.factories.luogo import alle
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.models import (
    Caso,
    Invio,
    Lettera,
    Obiettivo,
    ProgettoIndividuale,
    VerificaProgetto,
    VoceDiario,
)

SCRITTA_ALLE = alle(date(2026, 3, 1), "10:00")


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A case with diary, referral and signed project late on its check; others with a draft and with none."""
    VoceDiarioFactory(caso=mondo.caso)
    firmato = ProgettoFactory(caso=mondo.caso, firmato=True, verifica_entro=date(2026, 11, 1))
    firmato.documento = archivia_documento(b"%PDF-1.7 progetto", "progetto.pdf", utente=mondo.ets)
    firmato.save()
    ObiettivoFactory(progetto=firmato)
    FirmaProgettoFactory(progetto=firmato)
    VerificaProgettoFactory(progetto=firmato)
    bozza = ProgettoFactory(caso=CasoFactory(nucleo=nucleo_con_adulto(comune=mondo.comune)))
    ObiettivoFactory(progetto=bozza)
    libero = CasoFactory(nucleo=nucleo_con_adulto(comune=mondo.comune))
    moltiplica(mondo, firmato, quanti - 1)
    return {
        "diario": mondo.caso,
        "progetto": firmato,
        "progetto_nuovo": libero,
        "progetto_firma": bozza,
        "progetto_stampa": bozza,
        "progetto_modifica": bozza,
    }


def moltiplica(mondo: Any, firmato: ProgettoIndividuale, quanti: int) -> None:
    """A long life of the same case, and a project in many others."""
    giorno, caso = date(2026, 3, 1), mondo.caso
    VoceDiario.objects.bulk_create(
        VoceDiario(
            caso=caso, giorno=giorno, tipo="NOTA", testo=f"Nota {n}", autore=mondo.ets, scritta_alle=SCRITTA_ALLE
        )
        for n in range(quanti)
    )  # fmt: skip
    Invio.objects.bulk_create(
        Invio(caso=caso, linea="FON", motivo="Deposito", inviato_da=mondo.ets, inviato_il=giorno, concluso_il=giorno)
        for n in range(quanti)
    )
    Lettera.objects.bulk_create(
        Lettera(
            numero=f"LT-C-{n:05d}", modello=mondo.modello_lettera, nucleo=mondo.nucleo, destinatario="Maria Rossi",
            oggetto="Oggetto", data=giorno, documento=mondo.lettera.documento, creata_da=mondo.ets,
        )
        for n in range(quanti)
    )  # fmt: skip
    VerificaProgetto.objects.bulk_create(
        VerificaProgetto(progetto=firmato, svolta_il=giorno, testo=f"Verifica {n}", autore=mondo.ets)
        for n in range(quanti)
    )
    casi = Caso.objects.filter(numero__startswith="C-2025-")[:quanti]
    progetti = ProgettoIndividuale.objects.bulk_create(
        ProgettoIndividuale(
            numero=f"PI-2025-{n:05d}", caso=altro, situazione="Prova", redatto_il=giorno, firmato_il=giorno,
            stato="FIRMATO", verifica_entro=giorno,
        )
        for n, altro in enumerate(casi)
    )  # fmt: skip
    Obiettivo.objects.bulk_create(
        Obiettivo(progetto=progetto, area="ABITARE", descrizione="Casa") for progetto in (firmato, *progetti)
    )
