"""Numbers, dates and components as the office writes them."""

from django import template

register = template.Library()
