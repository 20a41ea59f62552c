"""The demo office: the same every time, true to the rules, and with everything in it that people want to try."""

import hashlib
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from stdnum.it import codicefiscale, iva

from gestore.choices import PassoMorosita, StatoCandidatura, StatoMorosita, StatoPiano
from gestore.models import AttoMorosita, Candidatura, Morosita, PianoRientro, RataPiano
from rendicontazione.choices import StatoRendiconto, StatoSpesa
from rendicontazione.management.ufficio_di_prova.archivio import carica_archivio
from rendicontazione.management.ufficio_di_prova.calendario import Calendario
from rendicontazione.models import DocumentoSpesa, LineaBudget, Rendiconto, RichiestaIntegrazione, Spesa
from tests.rendicontazione.management.conftest import popola
from valdera_housing.choices import Linea, Ruolo, StatoAlloggio
from valdera_housing.models import Alloggio, Comune, Convenzione, Nucleo, Persona, Utente

# What is never the same twice: keys, salted passwords, random names of files, moments of the loading itself.
SEMPRE_DIVERSI = {"id", "pk", "password", "file", "creato_alle", "caricato_alle", "creata_alle", "origine"}
TABELLE = ("Comune", "Ente", "Utente", "Persona", "Nucleo", "MembroNucleo", "Parametro", "Trimestre", "Documento")
TABELLE_CONTI = ("DocumentoSpesa", "Pagamento", "Spesa", "Rendiconto", "RichiestaIntegrazione", "TotaleSpesa")


def impronta() -> str:
    """One word for all the rows, keys left out."""
    nomi = [("valdera_housing", nome) for nome in TABELLE] + [("rendicontazione", nome) for nome in TABELLE_CONTI]
    testo = []
    for app, nome in nomi:
        modello = apps.get_model(app, nome)
        campi = [c.attname for c in modello._meta.concrete_fields if not c.remote_field]
        campi = [campo for campo in campi if campo not in SEMPRE_DIVERSI]
        testo += sorted(repr(riga) for riga in modello.objects.values_list(*campi))
    return hashlib.sha256("\n".join(testo).encode()).hexdigest()


@pytest.mark.django_db
def test_the_same_seed_and_day_give_the_same_office() -> None:
    impronte = []
    for _ in range(2):
        with transaction.atomic():
            popola("--seme", "7")
            impronte.append(impronta())
            transaction.set_rollback(True)
    assert impronte[0] == impronte[1]


@pytest.mark.django_db
def test_production_is_refused(settings: Any) -> None:
    settings.PRODUZIONE = True
    with pytest.raises(CommandError, match="In produzione"):
        popola()


@pytest.mark.parametrize("giorno", [date(2026, 1, 1) + timedelta(days=13 * n) for n in range(29)])
def test_today_is_always_in_the_eighth_quarter_and_the_seventh_has_just_been_presented(giorno: date) -> None:
    calendario = Calendario(giorno)
    dal, al = calendario.trimestri[7]
    assert dal <= giorno <= al
    assert calendario.inizio.day == 1
    assert calendario.chiuso_il(7) < calendario.presentato_il(7) <= giorno - timedelta(days=17)


@pytest.mark.usefixtures("guarda")
class TestUfficio:
    def test_every_summary_and_invariant_holds(self) -> None:
        with connection.cursor() as cursore:
            cursore.execute("SET CONSTRAINTS ALL IMMEDIATE")
        detto = StringIO()
        call_command("verifica", stdout=detto)
        assert detto.getvalue().startswith("Tutto torna")

    def test_it_is_not_loaded_twice(self) -> None:
        prima = impronta()
        popola("--solo-se-vuoto")
        assert impronta() == prima
        with pytest.raises(CommandError, match="su un database vuoto"):
            popola()

    def test_a_former_convention_as_large_as_asked_keeps_every_rule_too(self) -> None:
        with transaction.atomic():
            carica_archivio(1, di=str)
            archivio = Convenzione.objects.earliest("inizio")
            spese = Spesa.objects.filter(rendiconto__trimestre__convenzione=archivio)
            assert (spese.count(), set(spese.values_list("stato", flat=True))) == (792, {StatoSpesa.LIQUIDATA})
            assert Convenzione.objects.attuale() != archivio
            detto = StringIO()
            call_command("verifica", stdout=detto)
            assert detto.getvalue().startswith("Tutto torna")
            transaction.set_rollback(True)

    def test_seven_comuni_and_one_login_per_role(self) -> None:
        assert Comune.objects.count() == 7
        ruoli = Counter(ruolo for utente in Utente.objects.all() for ruolo in utente.ruoli)
        due = {Ruolo.FUNZIONARIO_UNIONE: 2, Ruolo.OPERATORE_ETS: 2}
        assert ruoli == dict.fromkeys(Ruolo.values, 1) | due
        assert all(u.di_prova and u.check_password("valdera-demo") for u in Utente.objects.all())
        assert {u.username for u in Utente.objects.all()} == {
            *Ruolo.values,
            "secondo_funzionario",
            "seconda_operatrice",
        }

    def test_codes_are_formally_right(self) -> None:
        codici = Persona.objects.exclude(codice_fiscale=None).values_list("codice_fiscale", flat=True)
        assert [codice for codice in codici if not codicefiscale.is_valid(codice)] == []
        partite = DocumentoSpesa.objects.exclude(partita_iva="").values_list("partita_iva", flat=True)
        assert [partita for partita in set(partite) if not iva.is_valid(partita)] == []

    def test_some_people_have_only_a_health_code(self) -> None:
        senza = Persona.objects.exclude(codice_sanitario_provvisorio="")
        assert all(persona.codice_fiscale is None for persona in senza)
        assert 0 < senza.count() <= 3
        assert 0 < Nucleo.objects.filter(in_carico=True).count() < Nucleo.objects.count()

    def test_six_quarters_are_closed_the_seventh_is_under_verification_the_eighth_open(self) -> None:
        stati = list(Rendiconto.objects.order_by("trimestre__numero").values_list("stato", flat=True))
        assert stati == [
            *[StatoRendiconto.LIQUIDATO] * 5,
            StatoRendiconto.APPROVATO,
            StatoRendiconto.IN_VERIFICA,
            *[StatoRendiconto.APERTO] * 5,
        ]
        assert Convenzione.objects.get().importo == Decimal(450_000)

    def test_the_fifth_line_is_just_over_its_limit(self) -> None:
        riga = LineaBudget.objects.get(linea=Linea.COH)
        assert (riga.ammesso, riga.eccedenza) == (riga.budget_vigente, Decimal("122.00"))
        assert riga.residuo < 0

    def test_the_seventh_quarter_has_something_in_every_state(self) -> None:
        stati = set(Spesa.objects.filter(rendiconto__trimestre__numero=7).values_list("stato", flat=True))
        assert stati == {*StatoSpesa.values} - {StatoSpesa.BOZZA, StatoSpesa.LIQUIDATA}
        assert RichiestaIntegrazione.objects.filter(risposta_alle=None).exists()
        assert RichiestaIntegrazione.objects.exclude(risposta_alle=None).exists()

    def test_the_eighth_has_drafts_of_every_kind(self) -> None:
        bozze = DocumentoSpesa.objects.filter(presentato=False)
        assert bozze.filter(ripartito=0).exists()
        assert bozze.filter(pagato=0, totale__gt=0).exists()
        assert bozze.filter(allegati=None).exists()
        assert set(Spesa.objects.filter(stato=StatoSpesa.BOZZA).values_list("rendiconto__trimestre__numero")) == {(8,)}

    def test_the_homes_are_in_every_state(self) -> None:
        assert {*Alloggio.objects.values_list("stato", flat=True)} == {*StatoAlloggio.values}

    def test_arrears_go_on_by_the_real_acts_with_a_plan_that_holds_and_one_that_lapsed(self) -> None:
        assert {*PianoRientro.objects.values_list("stato", flat=True)} == {StatoPiano.ATTIVO, StatoPiano.DECADUTO}
        assert {*Morosita.objects.values_list("stato", flat=True)} >= {
            StatoMorosita.SOLLECITATA,
            StatoMorosita.MOROSA,
            StatoMorosita.IN_PIANO,
            StatoMorosita.PIANO_DECADUTO,
        }
        solleciti = AttoMorosita.objects.filter(passo=PassoMorosita.SOLLECITO)
        assert solleciti.exists()
        assert all(atto.lettera.documento.file.storage.exists(atto.lettera.documento.file.name) for atto in solleciti)
        assert RataPiano.objects.filter(piano__stato=StatoPiano.ATTIVO, scadenza__aperta=False).exists()

    def test_a_household_was_given_a_home_and_waits_for_its_contract(self) -> None:
        accolta = Candidatura.objects.get(stato=StatoCandidatura.ACCOLTA, sublocazione=None)
        assert accolta.alloggio is not None
        assert accolta.alloggio.stato in {StatoAlloggio.SFITTO, StatoAlloggio.DISPONIBILE}

    def test_history_is_dated_as_the_story_says(self) -> None:
        eventi = apps.get_model("rendicontazione", "RendicontoEvent")
        presentati = eventi.objects.filter(stato=StatoRendiconto.CHIUSO_ETS).order_by("pgh_created_at")
        date_degli_atti = [evento.pgh_created_at.date() for evento in presentati]
        assert date_degli_atti == [Calendario(date(2026, 11, 19)).presentato_il(numero) for numero in range(1, 8)]
        chi = Utente.objects.get(username="coordinatore_ets").pk
        assert {evento.pgh_context.metadata["user"] for evento in presentati} == {chi}
