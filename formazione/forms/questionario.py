"""A questionnaire on one page, without JavaScript: each button gives the page back, moved, with what was typed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from formazione.choices import GenereDomanda, TipoQuestionario
from formazione.models import Domanda
from formazione.rules.questionario import MASSIMO_DOMANDE, TEST, DomandaScritta, difetti

PARTI = ("testo", "genere", "opzioni", "giusta")
NOME = re.compile(r"(?:testo|genere|opzioni|giusta)_([1-9][0-9]?)")
Riga = dict[str, str]


class PreparaForm(forms.Form):
    tipo = forms.ChoiceField(
        label="Che cosa vuoi chiedere",
        widget=forms.RadioSelect,
        error_messages={"required": "Scegli che cosa vuoi chiedere."},
    )
    copia = forms.BooleanField(
        label="Copia le domande dall’altro test di questo evento",
        required=False,
        help_text="Solo per i test: con le stesse domande prima e dopo si vede che cosa si è imparato",
    )

    def __init__(self, *args: Any, tipi: Sequence[TipoQuestionario], copiabile: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scelte: Any = self.fields["tipo"]
        scelte.choices = [(tipo.value, SPIEGA[tipo]) for tipo in tipi]
        if not copiabile:
            del self.fields["copia"]


SPIEGA = {
    TipoQuestionario.GRADIMENTO: "Gradimento: se è servito e com’è andata, con le domande consuete",
    TipoQuestionario.TEST_INIZIALE: "Test iniziale: che cosa si sa prima di cominciare",
    TipoQuestionario.TEST_FINALE: "Test finale: che cosa si è imparato",
}


def riga_vuota(tipo: str) -> Riga:
    genere = GenereDomanda.SCELTA if tipo in TEST else GenereDomanda.SCALA
    return {"testo": "", "genere": genere.value, "opzioni": "", "giusta": ""}


def righe_di(domande: Sequence[Domanda]) -> list[Riga]:
    """The questions as they are typed."""
    return [
        {"testo": d.testo, "genere": d.genere, "opzioni": "\n".join(d.opzioni), "giusta": str(d.giusta or "")}
        for d in domande
    ]


def righe_inviate(dati: Mapping[str, str]) -> list[Riga]:
    """What was typed, question by question, in the order of the page."""
    numeri = sorted({int(trovato[1]) for nome in dati if (trovato := NOME.fullmatch(nome))})
    return [{parte: dati.get(f"{parte}_{numero}", "") for parte in PARTI} for numero in numeri]


def sposta(righe: list[Riga], mossa: str, tipo: str) -> list[Riga]:
    """The page after a button: ``aggiungi``, ``su-2``, ``giu-2``, ``togli-2``; what is not a move moves nothing."""
    verbo, _, testo = mossa.partition("-")
    posto = int(testo) - 1 if testo.isascii() and testo.isdecimal() and len(testo) < 3 else -1
    nuove = list(righe)
    if verbo == "aggiungi" and len(nuove) < MASSIMO_DOMANDE:
        nuove.append(riga_vuota(tipo))
    if not 0 <= posto < len(nuove):
        return nuove
    if verbo == "togli":
        del nuove[posto]
    altro = {"su": posto - 1, "giu": posto + 1}.get(verbo, -1)
    if 0 <= altro < len(nuove):
        nuove[posto], nuove[altro] = nuove[altro], nuove[posto]
    return nuove


@dataclass(frozen=True)
class CampiDomanda:
    """The fields of a question on the page; ``giusta`` only in a test."""

    numero: int
    testo: forms.BoundField
    genere: forms.BoundField
    opzioni: forms.BoundField
    giusta: forms.BoundField | None
    ultima: bool


class DomandeForm(forms.Form):
    """The questions in a row. ``inviate``: they were posted to be kept, and blank ones are let go."""

    def __init__(self, righe: Sequence[Riga], *, tipo: str, inviate: bool = False) -> None:
        self.tipo = tipo
        self.quante = [r for r in righe if not inviate or any(r[p].strip() for p in ("testo", "opzioni", "giusta"))]
        valori = {f"{parte}_{n}": riga[parte] for n, riga in enumerate(self.quante, 1) for parte in PARTI}
        super().__init__(valori if inviate else None, initial=valori)
        for numero in range(1, len(self.quante) + 1):
            self.fields |= self._campi(numero)

    def _campi(self, numero: int) -> dict[str, forms.Field]:
        campi: dict[str, forms.Field] = {
            f"testo_{numero}": forms.CharField(
                label=f"Domanda {numero}", max_length=300, error_messages={"required": "Scrivi la domanda."}
            ),
            f"genere_{numero}": forms.ChoiceField(label="Come si risponde", choices=GenereDomanda.choices),
            f"opzioni_{numero}": forms.CharField(
                label="Risposte possibili",
                required=False,
                max_length=2000,
                help_text="Una per riga, solo se se ne sceglie una fra più",
                widget=forms.Textarea(attrs={"rows": 3}),
            ),
        }
        if self.tipo in TEST:
            campi[f"giusta_{numero}"] = forms.IntegerField(
                label="Qual è giusta",
                required=False,
                min_value=1,
                max_value=99,
                help_text="Il numero della riga: 1 per la prima",
                error_messages={"invalid": "Scrivi il numero della riga, per esempio 2."},
            )
        return campi

    @property
    def domande(self) -> list[CampiDomanda]:
        ultima = len(self.quante)
        return [
            CampiDomanda(
                n, self[f"testo_{n}"], self[f"genere_{n}"], self[f"opzioni_{n}"],
                self[f"giusta_{n}"] if self.tipo in TEST else None, n == ultima,
            )
            for n in range(1, ultima + 1)
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        if len(self.quante) > MASSIMO_DOMANDE:
            self.add_error(None, f"Le domande sono {len(self.quante)}: al massimo {MASSIMO_DOMANDE}.")
            return dati
        for numero, scritta in enumerate(self.scritte(), 1):
            for parte, frase in difetti(self.tipo, scritta):
                if f"{parte}_{numero}" in self.fields and not self.errors.get(f"{parte}_{numero}"):
                    self.add_error(f"{parte}_{numero}", frase)
        return dati

    def scritte(self) -> list[DomandaScritta]:
        """The questions of the page; what is wrong in itself counts as blank."""
        dati = self.cleaned_data
        return [
            DomandaScritta(
                dati.get(f"testo_{n}", ""),
                dati.get(f"genere_{n}", GenereDomanda.SCALA),
                tuple(riga.strip() for riga in dati.get(f"opzioni_{n}", "").splitlines() if riga.strip()),
                dati.get(f"giusta_{n}"),
            )
            for n in range(1, len(self.quante) + 1)
        ]
