"""How a line presents itself to the shell, and the shell's own register of lines."""
from django.http import HttpRequest


def guscio(request: HttpRequest) -> dict:
    return {}
