from collections.abc import Iterable
from typing import Any

from django import forms


class PrendiCostiForm(forms.Form):
    """The keys of the costs ticked on the page, among those that may be taken."""

    costi = forms.MultipleChoiceField(
        label="Costi da prendere",
        error_messages={
            "required": "Segna almeno un costo da prendere.",
            "invalid_choice": "Uno dei costi scelti non si può più prendere: guarda com’è adesso e scegli di nuovo.",
        },
    )

    def __init__(self, *args: Any, chiavi: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["costi"].choices = [(chiave, chiave) for chiave in chiavi]
