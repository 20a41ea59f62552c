from django import forms

from valdera_housing.kit.righe import tante_righe


class NomeForm(forms.Form):
    nome = forms.CharField()


def test_a_formset_asked_for_too_many_rows_reads_few_and_refuses() -> None:
    quanti = {"TOTAL_FORMS": "9999999", "INITIAL_FORMS": "0"}
    righe = tante_righe(NomeForm, massimo=3)({f"form-{nome}": valore for nome, valore in quanti.items()})
    assert (len(righe.forms), righe.is_valid(), len(righe.non_form_errors())) == (6, False, 1)


def test_rows_taken_away_do_not_count() -> None:
    dati = {"form-TOTAL_FORMS": "4", "form-INITIAL_FORMS": "0", "form-3-DELETE": "on"}
    dati |= {f"form-{n}-nome": "Anna" for n in range(4)}
    assert tante_righe(NomeForm, massimo=3, can_delete=True)(dati).is_valid()
