from django import forms

from valdera_housing.kit.campi import CampoData
from valdera_housing.kit.tempo import oggi
from valdera_housing.rules.lettera import segnaposti


class ModelloLetteraForm(forms.Form):
    """A new wording, from a day on. ``conosciuti`` are the placeholders the wording of today already uses."""

    oggetto = forms.CharField(label="Oggetto", max_length=200)
    corpo = forms.CharField(
        label="Testo",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="Una riga vuota comincia un paragrafo, «# » un titolo, «- » una voce di elenco. I fatti stanno fra "
        "graffe, come {conduttore}.",
    )
    valido_dal = CampoData(label="Vale dal", initial=oggi)
    scritto_da = forms.CharField(
        label="Approvato con", max_length=160, required=False, help_text="L’atto o chi lo ha deciso, se serve."
    )

    def __init__(self, *args: object, conosciuti: frozenset[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.conosciuti = conosciuti

    def clean(self) -> dict:
        dati = super().clean()
        testo = f"{dati.get('oggetto', '')}\n{dati.get('corpo', '')}"
        if ignoti := [nome for nome in segnaposti(testo) if nome not in self.conosciuti]:
            scritti = ", ".join(f"{{{nome}}}" for nome in ignoti)
            self.add_error("corpo", f"Questi segnaposto non si conoscono: {scritti}. Usa quelli dell’elenco.")
        return dati
