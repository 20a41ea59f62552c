"""Boxes that several modules fill on one page: each has its own template and its own facts."""

from typing import Any

from django import template
from django.template import RequestContext
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def disegna(context: RequestContext, modello: str, contesto: dict[str, Any], **altro: Any) -> SafeString:
    """``{% include modello with … only %}`` where the variables are those of a dictionary."""
    motore = context.template.engine  # type: ignore[union-attr]
    return motore.get_template(modello).render(context.new(altro | contesto))
