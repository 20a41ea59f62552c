"""What templates print: figures, dates, states, and components that work without their page."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import django_filters
import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.test.html import parse_html

from valdera_housing.kit.aspetto import Aspetto, Pulsante
from valdera_housing.models import Comune
from valdera_housing.templatetags import valdera

FISSO = "\N{NO-BREAK SPACE}"


def disegna(testo: str, indirizzo: str = "/spese/", **contesto: Any) -> str:
    """A template drawn as a page would, on one line."""
    richiesta = RequestFactory().get(indirizzo)
    disegno = Template(testo).render(RequestContext(richiesta, contesto, autoescape=True))
    return re.sub(r"[ \n]+", " ", disegno).strip()


@pytest.mark.parametrize(
    ("espressione", "valore", "testo"),
    [
        ("euro", Decimal("1234.565"), "1.234,57"),
        ("euro", Decimal("-122"), "−122,00"),
        ("euro", Decimal(0), "0,00"),
        ("euro", None, "–"),
        ("euro_intero", Decimal("1234.50"), "1.235"),
        ("in_euro", Decimal("1830"), f"1.830,00{FISSO}€"),
        ("scarto", Decimal("628"), "+628,00"),
        ("scarto:0", Decimal("-1272.4"), "−1.272"),
        ("scarto", Decimal(0), "0,00"),
        ("percento", 0.554, f"55,4{FISSO}%"),
        ("percento:0", Decimal("0.99"), f"99{FISSO}%"),
        ("percento", None, "–"),
        ("data_it", date(2026, 11, 19), "19/11/2026"),
        ("data_it", None, "–"),
        ("ora_it", datetime(2026, 11, 19, 8, 12, tzinfo=UTC), "9:12"),
        ("momento_it", datetime(2026, 11, 19, 8, 12, tzinfo=UTC), "19/11/2026, 9:12"),
        ("momento_it", "entro novembre", "entro novembre"),
        ("iso", datetime(2026, 11, 19, 8, 12, tzinfo=UTC), "2026-11-19T09:12+01:00"),
        ("distanza", date(2026, 11, 24), "fra 5 giorni"),
        ('plurale_it:"spesa,spese"', 2, "spese"),
    ],
)
def test_values_are_written_the_way_of_the_office(espressione, valore, testo):
    assert disegna("{{ valore|" + espressione + " }}", valore=valore) == testo


@pytest.mark.parametrize(
    ("giorno", "classe", "distanza"),
    [
        (date(2026, 11, 30), "entro", "fra 11 giorni"),
        (date(2026, 11, 24), "entro entro-vicino", "fra 5 giorni"),
        (date(2026, 11, 12), "entro entro-scaduto", "scaduto da 7 giorni"),
    ],
)
def test_a_deadline_is_amber_when_near_and_red_when_past(giorno, classe, distanza):
    scritta = f'<span class="{classe}">{giorno:%d/%m/%Y}<small>{distanza}</small></span>'
    assert disegna("{{ giorno|entro }}", giorno=giorno) == scritta


def test_a_state_is_shape_word_and_colour():
    aspetto = Aspetto("spunta", "positivo", "Ammessa <oggi>")
    assert disegna("{% stato aspetto %}", aspetto=aspetto) == (
        '<span class="stato stato-positivo"><svg aria-hidden="true"><use href="/static/valdera/stati.svg#spunta">'
        "</use></svg>Ammessa &lt;oggi&gt;</span>"
    )


def test_the_column_in_use_says_its_direction_and_links_to_the_other():
    colonna = '{% include "componenti/ordina.html" with campo="data" etichetta="Data" ordine=ordine only %}'
    assert 'aria-sort="ascending"' in disegna(colonna, "/spese/?stato=BOZZA&pagina=3", ordine="data")
    assert 'href="?stato=BOZZA&amp;ordine=-data"' in disegna(colonna, "/spese/?stato=BOZZA&pagina=3", ordine="data")
    assert 'href="?ordine=data"' in disegna(colonna, ordine="-data")
    assert "aria-sort" not in disegna(colonna, ordine="importo")


class FiltroEsempio(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Cerca")
    linea = django_filters.ChoiceFilter(label="Linea", choices=[("GIS", "Gestore")])
    data = django_filters.DateFromToRangeFilter(label="Data")
    ordine = django_filters.OrderingFilter(fields=["data"])


def test_every_filter_in_use_is_named_and_can_be_taken_away_alone():
    indirizzo = "/spese/?q=caldaia&linea=GIS&data_after=2026-07-01&ordine=data&pagina=2"
    richiesta = RequestFactory().get(indirizzo)
    filtro = FiltroEsempio(richiesta.GET, queryset=Comune.objects.none())
    contesto = RequestContext(richiesta, {})
    assert valdera.filtri_attivi(contesto, filtro) == [
        valdera.FiltroAttivo("Cerca", "caldaia", "?linea=GIS&data_after=2026-07-01&ordine=data"),
        valdera.FiltroAttivo("Linea", "Gestore", "?q=caldaia&data_after=2026-07-01&ordine=data"),
        valdera.FiltroAttivo("Data", "01/07/2026 – …", "?q=caldaia&linea=GIS&ordine=data"),
    ]


def test_pages_keep_the_filters():
    pagina = Paginator(range(60), 25).get_page(2)
    disegno = disegna('{% include "componenti/paginazione.html" with pagina=pagina only %}', "/?q=gas", pagina=pagina)
    assert "26–50 di 60" in disegno
    assert '<a href="?q=gas&amp;pagina=3" rel="next" aria-label="Pagina successiva">' in disegno


class ModuloEsempio(forms.Form):
    importo = forms.DecimalField(label="Importo", help_text="Al massimo 5.000,00 €")
    cup = forms.CharField(label="CUP", required=False)
    deposito = forms.ChoiceField(label="Deposito", choices=[("n", "Nucleo")], widget=forms.RadioSelect)

    def clean(self) -> None:
        self.add_error(None, "Le quote superano il documento.")


def test_the_summary_lists_every_error_with_the_way_to_its_field():
    assert valdera.errori_modulo(ModuloEsempio({"importo": "abc"})) == [
        valdera.ErroreModulo("", "Le quote superano il documento."),
        valdera.ErroreModulo("id_importo", "Importo: inserisci un numero."),
        valdera.ErroreModulo("div_id_deposito", "Deposito: questo campo è obbligatorio."),
    ]


def test_a_field_joins_label_help_and_error():
    disegno = disegna(
        '{% include "componenti/campo.html" with field=form.importo unita="€" only %}', form=ModuloEsempio({})
    )
    assert parse_html(disegno) == parse_html("""
        <div id="div_id_importo" class="campo campo-errato">
          <label class="form-label" for="id_importo">Importo</label>
          <span class="form-text" id="id_importo_helptext">Al massimo 5.000,00 €</span>
          <div class="con-unita"><input type="number" name="importo" step="any" required aria-invalid="true"
            aria-describedby="id_importo_helptext id_importo_error" class="form-control is-invalid" id="id_importo">
            <span>€</span></div>
          <span class="invalid-feedback" id="id_importo_error"><span>Questo campo è obbligatorio.</span></span>
        </div>""")


def test_only_optional_fields_are_marked():
    disegno = disegna('{% include "componenti/campo.html" with field=form.cup only %}', form=ModuloEsempio())
    assert (
        '<label class="form-label" for="id_cup">CUP <span class="facoltativo">(facoltativo)</span></label>' in disegno
    )


def test_a_whole_form_carries_token_key_and_version():
    disegno = disegna(
        '{% include "componenti/modulo.html" with form=form azione="Registra" versione=1234 only %}',
        form=ModuloEsempio(),
    )
    nascosti = [pezzo.split('"')[0] for pezzo in disegno.split('type="hidden" name="')[1:]]
    assert nascosti == ["csrfmiddlewaretoken", "chiave", "versione"]
    assert 'name="versione" value="1234"' in disegno


def test_an_act_that_is_impossible_now_stays_visible_with_its_reason():
    pulsanti = [Pulsante("Approva", "/approva/", "primario", motivo="Il fondo ne ha 1.210,00.")]
    assert disegna('{% include "componenti/pulsanti_atti.html" with pulsanti=pulsanti only %}', pulsanti=pulsanti) == (
        '<button class="btn btn-primary" type="button" aria-disabled="true" aria-describedby="motivo-atto-1">Approva'
        '</button> <p class="atti-motivo" id="motivo-atto-1">Il fondo ne ha 1.210,00.</p>'
    )


def test_an_act_without_a_page_is_a_form_of_its_own_with_token_and_key():
    pulsanti = [Pulsante("Ammetti", "/ammetti/", "primario", "post", nascosti=(("versione", "3"),), scorciatoia="A")]
    disegno = disegna('{% include "componenti/pulsanti_atti.html" with pulsanti=pulsanti only %}', pulsanti=pulsanti)
    nascosti = [pezzo.split('"')[0] for pezzo in disegno.split('type="hidden" name="')[1:]]
    assert disegno.startswith('<form action="/ammetti/" method="post">')
    assert nascosti == ["csrfmiddlewaretoken", "chiave", "versione"]
    assert '<button class="btn btn-primary" type="submit" data-scorciatoia="A">Ammetti</button>' in disegno


def test_the_error_page_of_a_broken_server_needs_nothing():
    assert "Qualcosa si è rotto" in Template('{% include "500.html" %}').render(Context())
