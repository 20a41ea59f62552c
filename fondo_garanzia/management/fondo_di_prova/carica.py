"""The fund of the demo office: two comuni have one, the others not yet."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import zip_longest

from fondo_garanzia.actions.fondo import dota_fondo, registra_movimento, rettifica_movimento
from fondo_garanzia.actions.garanzia import chiudi_garanzia, scadi_garanzie
from fondo_garanzia.actions.ritardo import rileva_ritardi
from fondo_garanzia.choices import Provenienza, StatoGaranzia, StatoRivalsa, TipoMovimento
from fondo_garanzia.management.fondo_di_prova.anticipi import ANTICIPI, scrivi_anticipo
from fondo_garanzia.management.fondo_di_prova.conto import apri_conto
from fondo_garanzia.management.fondo_di_prova.copione import CASCIANA, PONTEDERA, Copione
from fondo_garanzia.management.fondo_di_prova.garanzie import GARANZIE, scrivi_garanzia
from fondo_garanzia.management.fondo_di_prova.pagamenti import Pagatori
from fondo_garanzia.models import CreditoRivalsa, Fondo
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.management.scena import Scena, alle

DELIBERA = b"%PDF-1.7 delibera, inventata"
# comune, months after the start, euro, where from, act
DOTAZIONI = (
    (PONTEDERA, 0, 25_000, Provenienza.CONVENZIONE, "Delibera di Giunta dell’Unione n. 41"),
    (CASCIANA, 0, 5_000, Provenienza.CONVENZIONE, "Delibera di Giunta dell’Unione n. 41"),
    (PONTEDERA, 13, 8_000, Provenienza.COMUNE, "Delibera di Giunta di Pontedera n. 112"),
)
SPESE_BANCA = Decimal("1.50")


def carica_fondo(scena: Scena) -> None:
    """Call it inside the transaction of the demo office, when people, users, households and convention are there."""
    copione, pagatori = Copione(scena), Pagatori(scena.oggi)
    _scrivi_dotazioni(copione)
    _scrivi_pratiche(copione, pagatori)
    _scrivi_banca(copione)
    conto = apri_conto(scena, pagatori)

    def fine_mese(mese: date) -> None:
        conto.fine_mese(mese)
        _notte(min(aggiungi_mesi(mese, 1) - timedelta(days=1), scena.oggi), copione)

    copione.recita(fine_mese)


def _scrivi_dotazioni(copione: Copione) -> None:
    chi = copione.scena.funzionario
    for comune, mesi, euro, provenienza, atto in DOTAZIONI:
        giorno = copione.dopo(mesi, 4)

        def dota(comune=comune, euro=euro, provenienza=provenienza, atto=atto, giorno=giorno):
            dati = {
                "importo": Decimal(euro), "giorno": giorno, "provenienza": provenienza,
                "atto": f"{atto} del {giorno:%d/%m/%Y}",
                "documento": archivia_documento(DELIBERA, "delibera.pdf", utente=chi),
            }  # fmt: skip
            return dota_fondo(copione.comune(comune), dati, utente=chi)

        copione.scrivi(giorno, chi, dota)


def _scrivi_pratiche(copione: Copione, pagatori: Pagatori) -> None:
    """A guarantee and an advance in turn: where the households are few, there is something of both."""
    for posto, (garanzia, anticipo) in enumerate(zip_longest(GARANZIE, ANTICIPI)):
        if garanzia:
            scrivi_garanzia(copione, garanzia, posto, pagatori)
        if anticipo:
            scrivi_anticipo(copione, anticipo, posto, pagatori)


def _scrivi_banca(copione: Copione) -> None:
    """Fees each month, interest once, one fee typed wrong and corrected the day after."""
    chi = copione.scena.contabile

    def fondo() -> Fondo:
        return Fondo.objects.get(comune=copione.comune(PONTEDERA))

    for mesi in range(22):
        giorno = copione.dopo(mesi, 27)
        dati = {"importo": SPESE_BANCA, "giorno": giorno, "causale": "Spese di tenuta del conto"}
        copione.scrivi(
            giorno, chi, lambda dati=dati: registra_movimento(fondo(), TipoMovimento.SPESE_BANCA, dati, utente=chi)
        )
    interessi = copione.dopo(12, 28)
    copione.scrivi(
        interessi,
        chi,
        lambda: registra_movimento(
            fondo(),
            TipoMovimento.INTERESSE,
            {"importo": Decimal("18.20"), "giorno": interessi, "causale": "Interessi attivi dell’anno"},
            utente=chi,
        ),
    )
    errore = copione.dopo(17, 21)
    copione.scrivi(
        errore,
        chi,
        lambda: rettifica_movimento(
            registra_movimento(
                fondo(),
                TipoMovimento.SPESE_BANCA,
                {"importo": Decimal("45.00"), "giorno": errore, "causale": "Spese di tenuta del conto"},
                utente=chi,
            ),
            Decimal("45.00"),
            giorno=errore,
            causale="Scritto 45,00 invece di 1,50, che c’è già",
            utente=chi,
        ),
    )


def _notte(giorno: date, copione: Copione) -> None:
    """What the nights do: late files, guarantees past their last day; and those paid back whole are closed."""
    chi = copione.scena.coordinatore
    with copione.scena.momento(alle(giorno, 22), chi):
        rileva_ritardi(giorno)
        scadi_garanzie(giorno)
        for credito in CreditoRivalsa.objects.filter(
            stato=StatoRivalsa.RIMBORSATO, escussione__garanzia__stato=StatoGaranzia.ESCUSSA_TOTALE
        ).select_related("escussione__garanzia"):
            chiudi_garanzia(credito.escussione.garanzia, utente=chi)
