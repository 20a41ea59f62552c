"""What the fund paid, in the accounts: the costs its line offers, typed in like the others."""

from collections.abc import Iterator

from rendicontazione.choices import Macrovoce, TipoDocumento
from rendicontazione.management.ufficio_di_prova.fornitori import Fornitore
from rendicontazione.management.ufficio_di_prova.piano import Quota, Spesa
from rendicontazione.queries.costi_offerti import costi_offerti
from valdera_housing.choices import Linea
from valdera_housing.kit.denaro import ZERO
from valdera_housing.linea import CostoOfferto
from valdera_housing.models import Nucleo, Trimestre


def spese_del_fondo(trimestre: Trimestre) -> Iterator[Spesa]:
    """One document for each payment of the fund in the quarter."""
    for linea, costo in costi_offerti(trimestre):
        if linea == Linea.FON and costo.importo:
            yield _spesa(costo)


def _spesa(costo: CostoOfferto) -> Spesa:
    nucleo = Nucleo.objects.get(pk=costo.nucleo) if costo.nucleo else None
    giuridico = costo.codice_fiscale.isdigit()
    return Spesa(
        tipo=TipoDocumento.ATTO_FONDO,
        fornitore=Fornitore(
            costo.fornitore,
            partita_iva=costo.codice_fiscale if giuridico else "",
            codice_fiscale="" if giuridico else costo.codice_fiscale,
        ),
        numero=costo.numero,
        data=costo.data,
        imponibile=costo.importo,
        iva=ZERO,
        quote=(Quota(Linea.FON, Macrovoce(costo.macrovoce), costo.azione, costo.descrizione, costo.importo, nucleo),),
        pagato_il=costo.pagato_il,
        con_cup=False,
        origine=costo.chiave,
    )
