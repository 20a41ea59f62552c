"""A file that comes with an act: the letter, the receipt, the written consent."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

ACCETTATI = ".pdf,.jpg,.jpeg,.png"


def campo_file(label: str, help_text: str = "PDF o foto, fino a 20 MB", **altro: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=help_text,
        widget=forms.FileInput(attrs={"accept": ACCETTATI}),
        error_messages={"empty": "Il file è vuoto.", "required": "Scegli il file."},
        **altro,
    )


def contenuto(file: UploadedFile | None) -> tuple[str, bytes] | None:
    """(name, bytes) of an uploaded file."""
    return (file.name or "file", file.read()) if file else None
