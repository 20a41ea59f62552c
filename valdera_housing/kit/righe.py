"""Many rows of the same kind in one form."""

from typing import Any

from django.forms import BaseFormSet, Form, formset_factory


def tante_righe(form: type[Form], formset: type[BaseFormSet] = BaseFormSet, *, massimo: int, **altro: Any) -> Any:
    """A formset of at most ``massimo`` rows, refused when there are more.

    Of those that arrive it reads twice as many, for some may have been taken away: Django by itself reads a thousand
    more, and a page asked for that many takes seconds to draw.
    """
    return formset_factory(
        form, formset, **{"extra": 0, "validate_max": True, **altro}, max_num=massimo, absolute_max=2 * massimo
    )
