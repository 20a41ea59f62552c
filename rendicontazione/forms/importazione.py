from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

MASSIMO_FILE = 500
MASSIMO_MEGA = 50


class MoltiFileInput(forms.FileInput):
    allow_multiple_selected = True


class CampoMoltiFile(forms.FileField):
    """One file or many, dropped together on the same box."""

    widget = MoltiFileInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        file = [f for f in (data if isinstance(data, (list, tuple)) else [data]) if f]
        if not file:
            raise ValidationError("Scegli almeno un file.", code="required")
        if len(file) > MASSIMO_FILE:
            raise ValidationError(f"Sono {len(file)} file: caricane al massimo {MASSIMO_FILE} alla volta, o uno zip.")
        if sum(f.size or 0 for f in file) > MASSIMO_MEGA * 1024 * 1024:
            raise ValidationError(f"I file superano insieme {MASSIMO_MEGA} MB: dividili.")
        return file


class ImportazioneForm(forms.Form):
    """The FatturaPA files to import. What is wrong inside a file is an outcome of the import, not of the form."""

    file = CampoMoltiFile(
        label="Fatture elettroniche",
        help_text="File XML o P7M, anche molti insieme, oppure uno zip. Si possono trascinare qui sopra.",
        widget=MoltiFileInput(attrs={"accept": ".xml,.p7m,.zip", "multiple": True, "class": "trascina"}),
    )
