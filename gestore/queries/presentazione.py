"""The numbers of the line's own page: homes by state, who lives in them, what is late, what stands empty."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Sum

from gestore.choices import ASPETTI_ALLOGGIO
from gestore.queries.archivio import Archivio
from gestore.queries.pagine import indirizzo
from gestore.queries.scadenziario import invii_da_prendere
from gestore.rules.sfitto import giorni_disponibili, giorni_sfitto, tasso_sfitto
from gestore.workflow import VEDONO_LE_CASE
from valdera_housing.choices import Linea, StatoAlloggio
from valdera_housing.kit.aspetto import Aspetto, Tessera
from valdera_housing.kit.denaro import ZERO, in_cifre
from valdera_housing.kit.percento import in_percento
from valdera_housing.kit.scrittura import plurale
from valdera_housing.models import Alloggio, Scadenza, Utente
from valdera_housing.models.casa.alloggio import IN_GESTIONE

GIORNI = 90
SOGLIA = 3
POCHI = "meno di 3"


@dataclass
class Quadro:
    """What a person may know of the line today. The Cabina reads sums only, without small numbers of households."""

    utente: Utente
    giorno: date

    @property
    def solo_somme(self) -> bool:
        return not self.utente.ha_ruolo(*VEDONO_LE_CASE)

    @cached_property
    def per_stato(self) -> list[tuple[Aspetto, int, str]]:
        """The look of a state, how many homes and their list."""
        alloggi = Alloggio.objects.all() if self.solo_somme else Alloggio.objects.visibili_a(self.utente)
        quanti = dict(alloggi.order_by().values_list("stato").annotate(Count("pk")))
        return [
            (ASPETTI_ALLOGGIO[stato], quanti[stato], self._elenco(f"stato={stato}"))
            for stato in StatoAlloggio.values
            if quanti.get(stato)
        ]

    def _elenco(self, domanda: str) -> str:
        return "" if self.solo_somme else indirizzo("alloggio_elenco", domanda=domanda)

    @cached_property
    def archivio(self) -> Archivio:
        return Archivio(None if self.solo_somme else self.utente)

    @property
    def vuoto(self) -> bool:
        return not self.per_stato

    def tessere(self) -> list[Tessera]:
        """The large figures, in five queries."""
        voci: list[Callable[[], Tessera | None]] = [
            self._alloggi, self._sublocazioni, self._arretrato, self._sfitto, self._invii,
        ]  # fmt: skip
        return [tessera for voce in voci if (tessera := voce())]

    def _alloggi(self) -> Tessera:
        gestiti = {StatoAlloggio(stato).label for stato in IN_GESTIONE}
        quanti = sum(n for aspetto, n, _ in self.per_stato if aspetto.etichetta in gestiti)
        tutti = sum(n for _, n, _ in self.per_stato)
        return Tessera("Alloggi in gestione", in_cifre(Decimal(quanti), 0), f"su {tutti} conosciuti")

    def _sublocazioni(self) -> Tessera:
        attive = [s for s in self.archivio.sotto if s.attiva(self.giorno)]
        nuclei = len({s.nucleo for s in attive})
        parola = "nucleo" if nuclei == 1 and not self.solo_somme else "nuclei"
        return Tessera("Sublocazioni in corso", self._conta(len(attive)), f"{self._conta(nuclei)} {parola} in casa")

    def _conta(self, nuclei: int) -> str:
        return POCHI if self.solo_somme and 0 < nuclei < SOGLIA else in_cifre(Decimal(nuclei), 0)

    def _arretrato(self) -> Tessera:
        scadenze = Scadenza.objects.all() if self.solo_somme else Scadenza.objects.visibili_a(self.utente)
        somme = (
            scadenze.da_incassare()
            .scadute(self.giorno)
            .filter(linea=Linea.GIS)
            .aggregate(residuo=Sum("residuo"), nuclei=Count("nucleo", distinct=True))
        )
        residuo, nuclei = somme["residuo"] or ZERO, somme["nuclei"]
        if self.solo_somme and 0 < nuclei < SOGLIA:
            return Tessera("In arretrato", "–", f"{POCHI} nuclei")
        return Tessera(
            "In arretrato €", in_cifre(residuo), f"{nuclei} {plurale(nuclei, 'nucleo,nuclei')}", male=residuo > 0
        )

    def _sfitto(self) -> Tessera | None:
        """Empty days of the last ninety, over those with a contract with the owner."""
        dal, al = self.giorno - timedelta(days=GIORNI - 1), self.giorno
        teste: dict[int, list[tuple[date, date]]] = {}
        for testa in self.archivio.teste:
            teste.setdefault(testa.alloggio, []).extend(testa.da_affittare)
        disponibili = sfitti = 0
        for alloggio, periodi in teste.items():
            sotto = [(s.inizio, s.fine) for s in self.archivio.sotto_per_alloggio.get(alloggio, [])]
            disponibili += giorni_disponibili(periodi, dal, al)
            sfitti += giorni_sfitto(periodi, sotto, dal, al)
        tasso = tasso_sfitto(sfitti, disponibili)
        if tasso is None:
            return None
        nota = f"{in_percento(tasso)} dei giorni pagati, negli ultimi {GIORNI}"
        return Tessera("Giorni sfitti", in_cifre(Decimal(sfitti), 0), nota)

    def _invii(self) -> Tessera | None:
        invii = invii_da_prendere(self.utente)
        if invii is None:
            return None
        quanti, pagina = invii.count(), indirizzo("invio_elenco")
        return Tessera("Nuclei inviati", str(quanti), "aspettano di essere presi in carico", url=pagina)
