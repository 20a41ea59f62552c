"""The forms of a handover report: rooms, meters, keys and photos on one page, then the signatures."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gestore.choices import StatoStanza, TipoVerbale
from gestore.models import StanzaVerbale, VerbaleConsegna
from gestore.queries.verbale import CONTATORI, stanze_proposte
from gestore.rules.verbale import Contatore, Contenuto, Firme, Foto, Stanza
from valdera_housing.choices import TipoFornitura
from valdera_housing.forms.euro import CampoEuro
from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.righe import tante_righe
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio

FOTO_MASSIME = 20
STANZE_MASSIME, CONTATORI_MASSIMI = 60, 10
RIGHE_IN_PIU = 2


class MolteFotoInput(forms.FileInput):
    allow_multiple_selected = True


class CampoMolteFoto(forms.FileField):
    """Some photos at once, or none."""

    widget = MolteFotoInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        file = [f for f in (data if isinstance(data, (list, tuple)) else [data]) if f]
        if len(file) > FOTO_MASSIME:
            raise forms.ValidationError(f"Al massimo {FOTO_MASSIME} foto alla volta.")
        return file


class StanzaForm(forms.Form):
    stanza = forms.CharField(label="Stanza", max_length=60, required=False)
    stato = forms.ChoiceField(label="Stato", choices=[("", "Scegli"), *StatoStanza.choices], required=False)
    nota = forms.CharField(label="Che cosa si vede", max_length=300, required=False)
    danno = CampoEuro(label="Stima del danno", required=False, min_value=0)

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if dati.get("stanza") and not dati.get("stato"):
            self.add_error("stato", "Scegli lo stato della stanza.")
        if not dati.get("stanza") and any(dati.get(nome) for nome in ("stato", "nota", "danno")):
            self.add_error("stanza", "Scrivi di quale stanza si tratta.")
        return dati


class StanzeFormSet(forms.BaseFormSet):
    def clean(self) -> None:
        nomi = [f.cleaned_data.get("stanza", "").casefold() for f in self.forms if hasattr(f, "cleaned_data")]
        scritti = [nome for nome in nomi if nome]
        if len(scritti) != len(set(scritti)):
            raise forms.ValidationError("Una stanza è scritta due volte: dai a ognuna il suo nome.")


class ContatoreForm(forms.Form):
    tipo = forms.ChoiceField(choices=TipoFornitura, widget=forms.HiddenInput)
    lettura = CampoEuro(label="Lettura", required=False, min_value=0)
    matricola = forms.CharField(label="Matricola", max_length=30, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lettura"].unita = ""

    @property
    def nome(self) -> str:
        return str(dict(TipoFornitura.choices).get(self["tipo"].value(), "Contatore"))


class VerbaleForm(forms.Form):
    """A draft with its rooms and meters. For a handing back every room shows how it was given."""

    data = CampoData(label="Giorno", initial=oggi)
    chiavi = forms.CharField(
        label="Chiavi e telecomandi", max_length=200, required=False, help_text="Come «2 del portone, 3 di casa»"
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Libretto della caldaia, APE, arredi, impegni presi",
    )
    foto = CampoMolteFoto(
        label="Aggiungi foto",
        required=False,
        help_text="JPEG o PNG, anche molte insieme",
        widget=MolteFotoInput(attrs={"accept": "image/jpeg,image/png", "multiple": True}),
    )
    descrizione_foto = forms.CharField(label="Che cosa mostrano le foto", max_length=160, required=False)

    def __init__(
        self,
        dati: Any = None,
        file: Any = None,
        *,
        tipo: TipoVerbale,
        alloggio: Alloggio,
        verbale: VerbaleConsegna | None,
        consegna: Sequence[StanzaVerbale] = (),
    ) -> None:
        scritto = {n: getattr(verbale, n) for n in ("data", "chiavi", "note")} if verbale else {}
        super().__init__(dati, file, initial=scritto)
        self.con_danni = tipo == TipoVerbale.RICONSEGNA
        self.consegna = {s.stanza: s for s in consegna}
        proposte = self._stanze(alloggio, verbale)
        tante = tante_righe(StanzaForm, StanzeFormSet, massimo=STANZE_MASSIME, extra=RIGHE_IN_PIU)
        self.stanze = tante(dati, initial=proposte, prefix="stanze")
        letture = tante_righe(ContatoreForm, massimo=CONTATORI_MASSIMI)
        self.contatori = letture(dati, initial=self._contatori(verbale), prefix="contatori")

    def _stanze(self, alloggio: Alloggio, verbale: VerbaleConsegna | None) -> list[dict[str, Any]]:
        if verbale:
            return list(verbale.stanze.values("stanza", "stato", "nota", "danno"))
        return [{"stanza": nome} for nome in (self.consegna or stanze_proposte(alloggio))]

    def _contatori(self, verbale: VerbaleConsegna | None) -> list[dict[str, Any]]:
        letti = {c.tipo: c for c in verbale.contatori.all()} if verbale else {}
        return [
            {"tipo": tipo.value} | ({"lettura": c.lettura, "matricola": c.matricola} if (c := letti.get(tipo)) else {})
            for tipo in CONTATORI
        ]

    @property
    def righe(self) -> list[tuple[StanzaForm, StanzaVerbale | None]]:
        """Each room to write, with the same room as it was given."""
        return [(riga, self.consegna.get(riga["stanza"].value() or "")) for riga in self.stanze.forms]

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.stanze.is_valid(), self.contatori.is_valid()])

    def contenuto(self) -> Contenuto:
        dati = self.cleaned_data
        stanze = [f.cleaned_data for f in self.stanze.forms if f.cleaned_data.get("stanza")]
        letture = [f.cleaned_data for f in self.contatori.forms if f.cleaned_data.get("lettura") is not None]
        return Contenuto(
            data=dati["data"],
            chiavi=dati["chiavi"],
            note=dati["note"],
            stanze=tuple(
                Stanza(s["stanza"], s["stato"], s["nota"], (s["danno"] or None) if self.con_danni else None)
                for s in stanze
            ),
            contatori=tuple(Contatore(c["tipo"], c["lettura"], c["matricola"]) for c in letture),
            foto=tuple(
                Foto(f.name or "foto", f.read(), dati["descrizione_foto"] or (f.name or "Foto")[:160])
                for f in dati["foto"]
            ),
        )


class FirmaVerbaleForm(forms.Form):
    """Who signed the paper; a scan of it, when there is one."""

    per_l_ente = forms.CharField(label="Ha firmato per l’ente", max_length=120)
    per_il_nucleo = forms.CharField(label="Ha firmato per il nucleo", max_length=120)
    firmato = forms.FileField(
        label="Verbale firmato",
        required=False,
        help_text="PDF o foto del foglio firmato, fino a 20 MB",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"empty": "Il file è vuoto."},
    )
    motivo = forms.CharField(
        label="Perché finisce", max_length=300, required=False, help_text="Per esempio: ha trovato un’altra casa"
    )

    def __init__(self, *args: Any, tipo: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if tipo == TipoVerbale.CONSEGNA:
            del self.fields["motivo"]

    def firme(self) -> Firme:
        file = self.cleaned_data["firmato"]
        scansione = (file.name or "verbale", file.read()) if file else None
        return Firme(self.cleaned_data["per_l_ente"], self.cleaned_data["per_il_nucleo"], scansione)
