from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from valdera_housing.kit.accesso import riservata
from valdera_housing.linea import registrate


@riservata()
@require_GET
def glossario(request: HttpRequest) -> HttpResponse:
    """Every term of the registered apps; each can be pointed at with ``#`` and its words."""
    capitoli = [
        (servizio.nome, [(slugify(termine), termine, testo) for termine, testo in sorted(servizio.glossario.items())])
        for servizio in registrate
        if servizio.glossario
    ]
    return render(request, "valdera_housing/glossario/scheda.html", {"capitoli": capitoli})
