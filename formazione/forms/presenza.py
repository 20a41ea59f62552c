"""What is ticked on the register of a session, and what is counted where there are no names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from formazione.choices import Destinatario, ModoPresenza
from formazione.models import Iscrizione, Presenza
from formazione.rules.presenza import Conto, Orario, Ore, Segnatura, valuta_ore
from valdera_housing.rules.orari import ROMA

SENZA_ENTRATA = "C’è l’uscita senza l’entrata: spunta l’entrata, o togli anche l’uscita."
ORA = r"([01][0-9]|2[0-3]):[0-5][0-9]"
ERANO = rf"^{ORA}-({ORA})?\Z"
MODI = ((ModoPresenza.SCHERMO, "dallo schermo, adesso"), (ModoPresenza.REGISTRO, "dal foglio firme"))


class OraInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **attributi: str) -> None:
        super().__init__(format="%H:%M", attrs=attributi)


@dataclass(frozen=True)
class RigaRegistro:
    """A person on the register: her fields, and what the page that is sent back will say it had found."""

    iscrizione: Iscrizione
    dentro: forms.BoundField
    dalle: forms.BoundField
    fuori: forms.BoundField
    alle: forms.BoundField
    era: str
    cambiata_da_altri: bool

    @property
    def errori(self) -> list[str]:
        campi = (self.dentro, self.dalle, self.fuori, self.alle)
        return [str(testo) for campo in campi for testo in campo.errors]


class RegistroForm(forms.Form):
    """The people of a page of the register. Only the rows that this form changed are written.

    ``era_<pk>`` carries what the page had found, so that two people ticking at once do not undo each other.
    """

    modo = forms.ChoiceField(label="Da dove segni", choices=MODI, initial=ModoPresenza.SCHERMO)

    def __init__(self, *args: Any, iscritti: Sequence[Iscrizione], orario: Orario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.iscritti, self.orario = iscritti, orario
        for persona in iscritti:
            self._aggiungi(persona)

    def _aggiungi(self, persona: Iscrizione) -> None:
        presenza = _presenza(persona)
        entrata = presenza.entrata if presenza else self.orario.inizio
        uscita = (presenza and presenza.uscita) or self.orario.fine
        fermo = bool(persona.attestato)
        self.fields[f"dentro_{persona.pk}"] = forms.BooleanField(
            label="Entrata", required=False, initial=presenza is not None, disabled=fermo
        )
        self.fields[f"dalle_{persona.pk}"] = forms.TimeField(
            label="Ora di entrata", required=False, initial=_ora(entrata), disabled=fermo,
            widget=OraInput(**{"aria-label": f"Ora di entrata di {persona}"}),
        )  # fmt: skip
        self.fields[f"fuori_{persona.pk}"] = forms.BooleanField(
            label="Uscita", required=False, initial=bool(presenza and presenza.uscita), disabled=fermo
        )
        self.fields[f"alle_{persona.pk}"] = forms.TimeField(
            label="Ora di uscita", required=False, initial=_ora(uscita), disabled=fermo,
            widget=OraInput(**{"aria-label": f"Ora di uscita di {persona}"}),
        )  # fmt: skip
        self.fields[f"era_{persona.pk}"] = forms.RegexField(
            ERANO, required=False, widget=forms.HiddenInput, disabled=fermo,
            initial=_scritte(presenza), error_messages={"invalid": "La pagina è scaduta: ricaricala e riprova."},
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        for persona in self.iscritti:
            if dati.get(f"fuori_{persona.pk}") and not dati.get(f"dentro_{persona.pk}"):
                self.add_error(f"dentro_{persona.pk}", SENZA_ENTRATA)
            elif ore := self._ore(persona.pk):
                for motivo in valuta_ore(str(persona), self.orario, *ore).ostacoli:
                    self.add_error(f"dalle_{persona.pk}", str(motivo))
        return dati

    @property
    def segnature(self) -> list[Segnatura]:
        """The rows whose hours are not those the page had found."""
        righe = []
        for persona in self.iscritti:
            ore, erano = self._ore(persona.pk), self._erano(persona.pk)
            if ore != erano and not persona.attestato:
                righe.append(Segnatura(persona.pk, ore, erano))
        return righe

    def righe(self) -> Iterator[RigaRegistro]:
        """For the page. Of a row written by this form and by others meanwhile, the next press starts from now."""
        rifiutata = self.is_bound and not set(self.errors) - {NON_FIELD_ERRORS}
        scritte = {s.iscrizione for s in self.segnature} if rifiutata else set()
        for persona in self.iscritti:
            pk, adesso = persona.pk, _scritte(_presenza(persona))
            era = str(self[f"era_{pk}"].value() or "")
            yield RigaRegistro(
                persona, self[f"dentro_{pk}"], self[f"dalle_{pk}"], self[f"fuori_{pk}"], self[f"alle_{pk}"],
                adesso if pk in scritte else era, era != adesso,
            )  # fmt: skip

    def _ore(self, pk: int) -> Ore | None:
        """The hours ticked; a box without its hour is the start, or the end, of the session."""
        dati = self.cleaned_data
        if not dati.get(f"dentro_{pk}"):
            return None
        dalle, alle = dati.get(f"dalle_{pk}"), dati.get(f"alle_{pk}")
        uscita = (self.orario.momento(alle) if alle else self.orario.fine) if dati.get(f"fuori_{pk}") else None
        return self.orario.momento(dalle) if dalle else self.orario.inizio, uscita

    def _erano(self, pk: int) -> Ore | None:
        entrata, _, uscita = str(self.cleaned_data.get(f"era_{pk}") or "").partition("-")
        if not entrata:
            return None
        return self._momento(entrata), self._momento(uscita) if uscita else None

    def _momento(self, ora: str) -> datetime:
        return self.orario.momento(time.fromisoformat(ora))


class TuttiForm(forms.Form):
    """The whole register at once, usually from the sheet of signatures."""

    PRESENTI, USCITE = "PRESENTI", "USCITE"
    chi = forms.ChoiceField(
        label="Chi segni",
        choices=(
            (PRESENTI, "Presenti tutte le persone confermate che non sono ancora segnate"),
            (USCITE, "Soltanto l’uscita di chi è ancora dentro"),
        ),
        initial=PRESENTI,
        widget=forms.RadioSelect,
    )
    dalle = forms.TimeField(label="Entrata alle", widget=OraInput())
    alle = forms.TimeField(label="Uscita alle", widget=OraInput())
    modo = forms.ChoiceField(label="Da dove segni", choices=MODI, initial=ModoPresenza.REGISTRO)

    def __init__(self, *args: Any, orario: Orario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.orario = orario
        self.initial = {"dalle": _ora(orario.inizio), "alle": _ora(orario.fine)} | self.initial

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if "dalle" in dati and "alle" in dati:
            dati["ore"] = self.orario.momento(dati["dalle"]), self.orario.momento(dati["alle"])
            for motivo in valuta_ore("Orario", self.orario, *dati["ore"]).ostacoli:
                self.add_error("alle", str(motivo))
        return dati


class ConteggioForm(forms.Form):
    """A number for each group; those not touched are not written."""

    def __init__(self, *args: Any, conteggi: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for gruppo in Destinatario:
            self.fields[gruppo.value] = forms.IntegerField(
                label=gruppo.label, required=False, min_value=0, max_value=9999, initial=conteggi.get(gruppo.value),
                widget=forms.NumberInput(attrs={"class": "campo-corto", "inputmode": "numeric"}),
            )  # fmt: skip

    @property
    def conti(self) -> dict[str, Conto]:
        """The groups whose number this form changed."""
        return {
            gruppo: Conto(self.cleaned_data[gruppo] or 0, self._erano(gruppo))
            for gruppo in self.fields
            if (self.cleaned_data[gruppo] or 0) != self._erano(gruppo)
        }

    def righe(self) -> Iterator[tuple[forms.BoundField, int]]:
        """Each field, and what the page that is sent back will say it had found."""
        rifiutata = self.is_bound and not set(self.errors) - {NON_FIELD_ERRORS}
        scritti = self.conti if rifiutata else {}
        for gruppo, campo in self.fields.items():
            adesso = campo.initial or 0
            yield self[gruppo], self._erano(gruppo) if self.is_bound and gruppo not in scritti else adesso

    def _erano(self, gruppo: str) -> int:
        nascosto = self.data.get(f"era_{gruppo}", "")
        return int(nascosto) if nascosto.isascii() and nascosto.isdecimal() and len(nascosto) < 6 else 0


def _presenza(persona: Iscrizione) -> Presenza | None:
    return next(iter(persona.qui), None)


def _scritte(presenza: Presenza | None) -> str:
    if presenza is None:
        return ""
    return f"{_ora(presenza.entrata):%H:%M}-" + (f"{_ora(presenza.uscita):%H:%M}" if presenza.uscita else "")


def _ora(momento: datetime) -> time:
    return momento.astimezone(ROMA).time().replace(second=0, microsecond=0)
