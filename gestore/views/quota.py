"""Whose a home is: the shares of its owners, set all together."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gestore.actions.alloggio import scrivi_quote_alloggio
from gestore.forms.alloggio import QuoteForm
from gestore.views.alloggio import alloggio_visibile, scheda_di
from gestore.workflow import ALLOGGIO
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Proprietario
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

QUANTI_TROVATI = 10
MASSIMI_PROPRIETARI = 30


@riservata(*ALLOGGIO["modifica"].chi)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    """A box for each owner of today and for those added by ``?con=12``; ``?q=`` looks for others to add."""
    alloggio = alloggio_visibile(request, pk)
    quote = list(alloggio.quote.filter(al=None).select_related("proprietario"))
    attuali = {quota.proprietario_id: quota.quota for quota in quote}
    aggiunti = chiesti(request, esclusi=set(attuali))
    proprietari = [*(quota.proprietario for quota in quote), *aggiunti]
    dal = oggi() if quote else alloggio.segnalato_il
    form = QuoteForm(request.POST or None, proprietari=proprietari, attuali=attuali, initial={"dal": dal})

    def atto(dati: dict[str, Any]) -> str:
        versione = versione_della_richiesta(request)
        scrivi_quote_alloggio(alloggio, form.quote(), utente=request.user, dal=dati["dal"], versione=versione)
        messages.success(request, "Quote salvate.")
        return scheda_di(alloggio, "proprietari")

    testo = request.GET.get("q", "")[:100].strip()
    contesto = {
        "alloggio": alloggio,
        "versione": alloggio.versione,
        "annulla": scheda_di(alloggio),
        "testo": testo,
        "aggiunti": aggiunti,
        "trovati": da_aggiungere(request, testo, aggiunti, esclusi={p.pk for p in proprietari}) if testo else None,
    }
    return mostra_modulo(request, form, template="gestore/alloggio/quote.html", atto=atto, contesto=contesto)


def chiesti(request: HttpRequest, *, esclusi: set[int]) -> list[Proprietario]:
    """The owners named in the address, beside those of today."""
    chiavi = [pk for pk in request.GET.getlist("con") if pk.isascii() and pk.isdecimal() and len(pk) < 10]
    visibili = Proprietario.objects.visibili_a(request.user).exclude(pk__in=esclusi)
    return list(visibili.filter(pk__in=chiavi[:MASSIMI_PROPRIETARI]).order_by("pk"))


def da_aggiungere(
    request: HttpRequest, testo: str, aggiunti: list[Proprietario], *, esclusi: set[int]
) -> list[tuple[Proprietario, str]]:
    """Owners who match the words, each with the address that adds her to the page."""
    visibili = Proprietario.objects.visibili_a(request.user).exclude(pk__in=esclusi)
    gia = "".join(f"con={altro.pk}&" for altro in aggiunti)
    return [(altro, f"?{gia}con={altro.pk}") for altro in visibili.cercati(testo)[:QUANTI_TROVATI]]
