"""Numbers, dates and small components as the office writes them. Builtins: templates load nothing.

Filters answer «–» for what is not known; amounts are Decimal euro, percentages are ratios (0.554 is 55,4 %).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import wraps
from itertools import chain
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.utils import TEMPLATE_PACK
from django import forms, template
from django.core.paginator import Page
from django.core.validators import EMPTY_VALUES
from django.middleware.csrf import get_token
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from valdera_housing.kit import scrittura
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.kit.denaro import ZERO, in_cifre
from valdera_housing.kit.denaro import in_euro as denaro_in_euro
from valdera_housing.kit.tempo import oggi

register = template.Library()
IGNOTO = "–"


def noto(filtro: Callable[..., str]) -> Callable[..., str]:
    """Answer «–» to None and to the empty string, the filter's own answer to everything else."""

    @wraps(filtro)
    def rispondi(valore: Any, *argomenti: Any) -> str:
        return IGNOTO if valore is None or valore == "" else filtro(valore, *argomenti)

    return rispondi


# --- numbers -------------------------------------------------------------------------------------------------


def arrotonda(valore: Decimal | int, decimali: int) -> Decimal:
    return Decimal(valore).quantize(Decimal(1).scaleb(-decimali), ROUND_HALF_UP)


@register.filter
@noto
def euro(importo: Decimal) -> str:
    """``1.234,56``: where the column head says €."""
    return in_cifre(arrotonda(importo, 2))


@register.filter
@noto
def euro_intero(importo: Decimal) -> str:
    """``1.235``: tiles and charts."""
    return in_cifre(arrotonda(importo, 0), 0)


@register.filter
@noto
def in_euro(importo: Decimal) -> str:
    """``1.234,56 €``: in a sentence."""
    return denaro_in_euro(arrotonda(importo, 2))


@register.filter
@noto
def scarto(importo: Decimal, decimali: int = 2) -> str:
    """A difference with its sign: ``+628,00``, ``−1.272,00``, ``0,00``."""
    tondo = arrotonda(importo, decimali)
    return ("+" if tondo > ZERO else "") + in_cifre(tondo, decimali)


@register.filter
@noto
def prezzo(importo: Decimal) -> str:
    """All the decimals there are, two at least: ``1.000,00`` and ``0,12345``."""
    return in_cifre(importo, max(2, -int(importo.normalize().as_tuple().exponent)))


@register.filter
@noto
def percento(rapporto: Decimal | float, decimali: int = 1) -> str:
    return scrittura.in_percento(rapporto, decimali)


@register.filter
@noto
def cifra_it(numero: Decimal | str) -> str:
    """``12`` or ``27,3``: as many decimals as say something, two at most; a mark in place of a number stays."""
    if isinstance(numero, str):
        return numero
    return in_cifre(numero, next(n for n in range(3) if n == 2 or numero == arrotonda(numero, n)))


@register.filter
def plurale_it(numero: int, forme: str) -> str:
    """The word for that many: ``{{ 3|plurale_it:"spesa,spese" }}`` is ``spese``."""
    return scrittura.plurale(numero, forme)


# --- dates ---------------------------------------------------------------------------------------------------

register.filter("data_it", noto(scrittura.in_data))
register.filter("data_con_giorno", noto(scrittura.con_giorno))
register.filter("data_estesa", noto(scrittura.per_esteso))
register.filter("ora_it", noto(scrittura.in_ora))


@register.filter
@noto
def momento_it(quando: date | str) -> str:
    """``19/11/2026, 9:12``; a sentence stays as it is."""
    return quando if isinstance(quando, str) else scrittura.in_momento(quando)


@register.filter
@noto
def iso(quando: date) -> str:
    """For the ``datetime`` attribute of ``<time>``."""
    qui = scrittura.locale(quando)
    return qui.isoformat(timespec="minutes") if isinstance(qui, datetime) else qui.isoformat()


@register.filter
def e_data(quando: Any) -> bool:
    return isinstance(quando, date)


@register.filter
@noto
def distanza(giorno: date) -> str:
    return scrittura.in_distanza(solo_giorno(giorno), oggi())


@register.filter
@noto
def entro(giorno: date) -> str:
    """A deadline with its distance: amber from five days before, red when past."""
    giorni = (solo_giorno(giorno) - oggi()).days
    classe = "-scaduto" if giorni < 0 else "-vicino" if giorni <= scrittura.GIORNI_VICINI else ""
    return format_html(
        '<span class="entro{}">{}<small>{}</small></span>',
        f" entro{classe}" if classe else "",
        scrittura.in_data(giorno),
        distanza(giorno),
    )


def solo_giorno(quando: date) -> date:
    qui = scrittura.locale(quando)
    return qui.date() if isinstance(qui, datetime) else qui


@register.simple_tag
def periodo(dal: date, al: date | None) -> str:
    return scrittura.in_periodo(dal, al)


# --- drawings ------------------------------------------------------------------------------------------------


@register.simple_tag
def icona(nome: str, classe: str = "") -> SafeString:
    """An icon of Bootstrap Italia. It is decoration: the words beside it carry the meaning."""
    return format_html(
        '<svg class="icona{}" aria-hidden="true"><use href="{}#it-{}"></use></svg>',
        f" {classe}" if classe else "",
        static("svg/sprites.svg"),
        nome,
    )


@register.simple_tag
def forma(nome: str, classe: str = "") -> SafeString:
    """One of the shapes of states, alone."""
    attributo = format_html(' class="{}"', classe) if classe else ""
    indirizzo = static("valdera/stati.svg")
    return format_html('<svg{} aria-hidden="true"><use href="{}#{}"></use></svg>', attributo, indirizzo, nome)


@register.simple_tag
def stato(oggetto: Any) -> SafeString:
    """The badge of an Aspetto, or of anything that has one."""
    aspetto: Aspetto = oggetto if isinstance(oggetto, Aspetto) else oggetto.aspetto
    disegno = forma(aspetto.forma)
    return format_html('<span class="stato stato-{}">{}{}</span>', aspetto.colore, disegno, aspetto.etichetta)


@register.inclusion_tag("componenti/termine.html")
def termine(voce: str, parola: str) -> dict[str, str]:
    """The ``?`` that opens the meaning of a term in the glossary."""
    return {"voce": voce, "termine": parola}


# --- lists ---------------------------------------------------------------------------------------------------


@register.simple_tag
def pagine(pagina: Page) -> list[int | str]:
    """Numbers of the pages to link, with «…» where some are left out."""
    return list(pagina.paginator.get_elided_page_range(pagina.number, on_each_side=1, on_ends=1))


@register.simple_tag
def verso_ordine(campo: str, ordine: str) -> str:
    """The ``aria-sort`` of a column: ``ascending``, ``descending`` or empty when the list is in another order."""
    return {campo: "ascending", f"-{campo}": "descending"}.get(ordine, "")


@dataclass(frozen=True)
class FiltroAttivo:
    """A filter in use and the address of the same list without it."""

    etichetta: str
    valore: str
    indirizzo: str


@register.simple_tag(takes_context=True)
def filtri_attivi(context: Context, filtro: Any) -> list[FiltroAttivo]:
    """The filters of a FilterSet that are in use, whatever their number and kind."""
    if not filtro.form.is_bound:
        return []
    filtro.form.is_valid()
    scelti = filtro.form.cleaned_data
    campi = [campo for campo in filtro.form.visible_fields() if campo.name != "ordine"]
    return [
        FiltroAttivo(str(campo.label), _in_parole(campo.field, scelti[campo.name]), _senza(context, campo))
        for campo in campi
        if not _e_vuoto(scelti.get(campo.name))
    ]


def _e_vuoto(valore: Any) -> bool:
    return valore in EMPTY_VALUES or (hasattr(valore, "exists") and not valore)


def _in_parole(campo: forms.Field, valore: Any) -> str:
    if isinstance(valore, slice):
        return " – ".join(_in_parole(campo, v) if v is not None else "…" for v in (valore.start, valore.stop))
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    if isinstance(valore, date):
        return scrittura.in_data(valore)
    if isinstance(valore, Decimal):
        return denaro_in_euro(valore)
    if isinstance(valore, (list, tuple)) or hasattr(valore, "iterator"):
        return ", ".join(_in_parole(campo, v) for v in valore)
    etichette = {} if isinstance(campo, forms.ModelChoiceField) else dict(getattr(campo, "choices", ()))
    return str(etichette.get(valore, valore))


def _senza(context: Context, campo: forms.BoundField) -> str:
    """The address of this list without one filter, from its first page."""
    parametri = context.request.GET.copy()  # type: ignore[attr-defined]
    nomi = [f"{campo.html_name}_{suffisso}" for suffisso in getattr(campo.field.widget, "suffixes", ())]
    for nome in [*nomi, campo.html_name, "pagina"]:
        parametri.pop(nome, None)
    return f"?{parametri.urlencode()}"


# --- forms ---------------------------------------------------------------------------------------------------


@register.simple_tag
def tipo_campo(campo: forms.BoundField) -> str:
    """How a field is drawn: ``nascosto``, ``spunta`` (one box), ``scelte`` (several), ``gruppo``, ``semplice``."""
    if campo.is_hidden:
        return "nascosto"
    tipi = ((forms.CheckboxInput, "spunta"), (forms.RadioSelect, "scelte"), (forms.MultiWidget, "gruppo"))
    return next((nome for tipo, nome in tipi if isinstance(campo.field.widget, tipo)), "semplice")


@register.simple_tag
def controllo(campo: forms.BoundField, **attributi: str) -> SafeString:
    """The control of a field with the class of its kind and other attributes; the halves of a range are named."""
    widget = campo.field.widget
    tipo = "form-select" if isinstance(widget, forms.Select) else "form-control"
    if isinstance(widget, forms.CheckboxInput):
        tipo = "form-check-input"
    for parte, suffisso in zip(getattr(widget, "widgets", ()), getattr(widget, "suffixes", ()), strict=False):
        parte.attrs["aria-label"] = f"{campo.label}, {PARTI_INTERVALLO.get(suffisso, suffisso)}"
    classi = [widget.attrs.get("class", ""), tipo, "is-invalid" if campo.errors else ""]
    return campo.as_widget(attrs={"class": " ".join(filter(None, classi))} | attributi)


PARTI_INTERVALLO = {"after": "dal", "before": "al", "min": "da", "max": "a"}


@dataclass(frozen=True)
class ErroreModulo:
    """A message of the summary and the id of the field it belongs to, empty when it belongs to the whole form."""

    ancora: str
    testo: str


@register.simple_tag
def errori_modulo(*moduli: Any) -> list[ErroreModulo]:
    """All the messages of some forms and formsets, in the order of the page."""
    return list(chain.from_iterable(_errori(modulo) for modulo in moduli if modulo))


def _errori(modulo: Any) -> Iterator[ErroreModulo]:
    if isinstance(modulo, forms.BaseFormSet):
        yield from (ErroreModulo("", str(testo)) for testo in modulo.non_form_errors())
        for singolo in modulo.forms:
            yield from _errori(singolo)
        return
    yield from (ErroreModulo("", str(testo)) for testo in modulo.non_field_errors())
    for campo in modulo:
        yield from (ErroreModulo(_ancora(campo), _frase(campo, str(testo))) for testo in campo.errors)


def _ancora(campo: forms.BoundField) -> str:
    return "" if campo.is_hidden else campo.id_for_label or f"div_{campo.auto_id}"


def _frase(campo: forms.BoundField, testo: str) -> str:
    """The label, then the message; capitals that start an acronym stay."""
    minuscolo = testo[:1].lower() + testo[1:] if testo[1:2].islower() or testo[1:2] == " " else testo
    return f"{campo.label}: {minuscolo}"


@register.simple_tag(takes_context=True)
def campi_modulo(context: Context, form: forms.BaseForm) -> SafeString:
    """The fields of a form laid out by its crispy helper, or one under the other when it has none.

    The ``<form>`` tag, the summary of the errors and the hidden key stay with ``componenti/modulo.html``.
    """
    helper = getattr(form, "helper", None) or FormHelper()
    if helper.layout is None:
        helper.layout = helper.build_default_layout(form)
    with context.push(**helper.get_attributes(TEMPLATE_PACK)):
        return helper.render_layout(form, context, template_pack=TEMPLATE_PACK)


@register.simple_tag
def campo_chiave() -> SafeString:
    """The key of this form: pressing its button twice does the act once."""
    return format_html('<input type="hidden" name="chiave" value="{}">', uuid4())


@register.simple_tag(takes_context=True)
def campo_csrf(context: Context) -> SafeString:
    """Like ``{% csrf_token %}``, also inside a component included with ``only``."""
    gettone = get_token(context.request)  # type: ignore[attr-defined]
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', gettone)
