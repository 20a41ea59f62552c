"""The pages of an individual project."""

import io
from collections.abc import Callable
from datetime import date

import page
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.casa import CasoFactory, nucleo_con_adulto
from tests.factories.caso import ObiettivoFactory, ProgettoFactory, VerificaProgettoFactory
from tests.factories.persone import ComuneFactory, UtenteFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Ruolo
from valdera_housing.models import Caso, ProgettoIndividuale

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
ATTI = ("scheda", "storia", "stampa", "copia", "modifica", "firma", "verifica", "concludi", "interrompi")


@pytest.fixture
def operatore(entra: Entra) -> Client:
    return entra(Ruolo.OPERATORE_ETS)


@pytest.fixture
def caso() -> Caso:
    return CasoFactory(nucleo=nucleo_con_adulto(comune=ComuneFactory()))


def url(atto: str, progetto: ProgettoIndividuale) -> str:
    return reverse(f"progetto_{atto}", args=[progetto.pk])


def righe(prefisso: str, *valori: dict[str, object]) -> dict[str, object]:
    """The fields of a formset with these rows."""
    campi = {f"{prefisso}-{n}-{nome}": valore for n, riga in enumerate(valori) for nome, valore in riga.items()}
    return {f"{prefisso}-TOTAL_FORMS": len(valori), f"{prefisso}-INITIAL_FORMS": 0} | campi


CASA = {"area": "ABITARE", "stato": "DA_AVVIARE", "descrizione": "Trovare casa", "scade_il": "2027-03-31"}
VUOTA = {"area": "", "stato": "DA_AVVIARE", "descrizione": ""}


def test_a_project_is_written_from_its_case(operatore: Client, caso: Caso) -> None:
    indirizzo = reverse("progetto_nuovo", args=[caso.pk])
    pagina = operatore.get(indirizzo)
    assert (pagina.status_code, len(pagina.context["form"].obiettivi.forms)) == (200, 2)
    dati = {"situazione": "Affitto troppo alto", "redatto_il": "2026-11-16"}
    senza = invia(operatore, indirizzo, **dati, **righe("obiettivi", VUOTA))
    assert (senza.status_code, "Scrivi almeno un obiettivo." in senza.content.decode()) == (422, True)
    risposta = invia(operatore, indirizzo, **dati, **righe("obiettivi", CASA, VUOTA))
    progetto = ProgettoIndividuale.objects.get()
    assert (risposta.status_code, risposta["Location"]) == (302, progetto.get_absolute_url())
    assert [(o.descrizione, o.scade_il) for o in progetto.obiettivi.all()] == [("Trovare casa", date(2027, 3, 31))]
    due = invia(operatore, indirizzo, **dati, **righe("obiettivi", CASA))
    assert errori(due) == {"__all__": [f"Questo caso ha già un progetto aperto, {progetto.numero}."]}


def test_a_check_before_the_writing_makes_no_sense(operatore: Client, caso: Caso) -> None:
    dati = {"situazione": "Prova", "redatto_il": "2026-11-16", "verifica_entro": "2026-11-15"}
    risposta = invia(operatore, reverse("progetto_nuovo", args=[caso.pk]), **dati, **righe("obiettivi", CASA))
    assert errori(risposta) == {"verifica_entro": ["La verifica viene dopo la stesura."]}


def test_a_draft_is_corrected_unless_somebody_did_it_first(operatore: Client, caso: Caso) -> None:
    progetto = ProgettoFactory(caso=caso)
    obiettivo = ObiettivoFactory(progetto=progetto)
    pagina = operatore.get(url("modifica", progetto))
    assert [riga["descrizione"].value() for riga in pagina.context["form"].obiettivi] == [
        obiettivo.descrizione, None, None,
    ]  # fmt: skip
    dati = {"situazione": "Altro", "redatto_il": "2026-10-10"}
    tolto = CASA | {"pk": obiettivo.pk, "DELETE": "on"}
    nuove = righe("obiettivi", tolto, CASA | {"descrizione": "Restare"})
    assert invia(operatore, url("modifica", progetto), versione=1, **dati, **nuove).status_code == 302
    progetto.refresh_from_db()
    assert (progetto.situazione, progetto.versione) == ("Altro", 2)
    assert [o.descrizione for o in progetto.obiettivi.all()] == ["Restare"]
    assert invia(operatore, url("modifica", progetto), versione=1, **dati, **nuove).status_code == 409


def test_the_signatures_expected_are_already_written(operatore: Client, caso: Caso) -> None:
    caso.case_manager = UtenteFactory(first_name="Sara", last_name="Baldini")
    caso.save()
    progetto = ProgettoFactory(caso=caso)
    ObiettivoFactory(progetto=progetto)
    testa = caso.nucleo.membri.get().persona
    form = operatore.get(url("firma", progetto)).context["form"]
    attese = [(riga["ruolo"].value(), riga["nome"].value()) for riga in form.firme]
    assert attese == [
        ("BENEFICIARIO", f"{testa.nome} {testa.cognome}"),
        ("ASSISTENTE_SOCIALE", str(caso.assistente_sociale)),
        ("CASE_MANAGER", "Sara Baldini"),
        (None, None),
        (None, None),
    ]
    persona = {"ruolo": "BENEFICIARIO", "nome": "Maria Rossi", "il": "2026-11-18"}
    sola = invia(operatore, url("firma", progetto), **righe("firme", persona, {"ruolo": "", "nome": "", "il": ""}))
    assert errori(sola) == {
        "__all__": [
            "Manca la firma del servizio: dell’assistente sociale o dell’operatore di riferimento"
            " (d.lgs. 147/2017, art. 6)"
        ]
    }
    servizio = {"ruolo": "CASE_MANAGER", "nome": "Sara Baldini", "il": "2026-11-19"}
    assente = {"ruolo": "ASSISTENTE_SOCIALE", "nome": "Elena Ferri", "il": "2026-11-19", "DELETE": "on"}
    copia = SimpleUploadedFile("firmato.pdf", b"%PDF-1.7 firmato")
    fatto = invia(operatore, url("firma", progetto), file=copia, **righe("firme", persona, assente, servizio))
    assert fatto.status_code == 302
    progetto.refresh_from_db()
    assert (progetto.stato, [f.nome for f in progetto.firme.all()]) == ("FIRMATO", ["Maria Rossi", "Sara Baldini"])
    assert b"".join(operatore.get(url("copia", progetto)).streaming_content) == b"%PDF-1.7 firmato"


def test_without_a_signed_copy_there_is_nothing_to_open(operatore: Client, caso: Caso) -> None:
    assert operatore.get(url("copia", ProgettoFactory(caso=caso, firmato=True))).status_code == 404


def test_a_check_updates_the_goals(operatore: Client, caso: Caso) -> None:
    progetto = ProgettoFactory(caso=caso, firmato=True)
    obiettivo = ObiettivoFactory(progetto=progetto)
    pagina = operatore.get(url("verifica", progetto))
    assert pagina.context["form"][f"stato_{obiettivo.pk}"].label == "Abitare: Trovare una casa con due camere"
    dati = {"svolta_il": "2026-11-18", "testo": "Casa trovata", f"stato_{obiettivo.pk}": "RAGGIUNTO"}
    assert invia(operatore, url("verifica", progetto), versione=1, **dati).status_code == 302
    obiettivo.refresh_from_db()
    assert (obiettivo.stato, progetto.verifiche.get().testo) == ("RAGGIUNTO", "Casa trovata")
    assert invia(operatore, url("verifica", progetto), versione=1, **dati).status_code == 409


@pytest.mark.parametrize(("atto", "stato"), [("concludi", "CONCLUSO"), ("interrompi", "INTERROTTO")])
def test_a_project_ends_with_how_it_went(operatore: Client, caso: Caso, atto: str, stato: str) -> None:
    progetto = ProgettoFactory(caso=caso, firmato=True)
    assert operatore.get(url(atto, progetto)).status_code == 200
    assert invia(operatore, url(atto, progetto), il="2026-11-19", esito="Casa trovata").status_code == 302
    progetto.refresh_from_db()
    assert (progetto.stato, progetto.esito) == (stato, "Casa trovata")
    pagina = operatore.get(url("scheda", progetto))
    assert (pagina.context["pulsanti"], "Casa trovata" in pagina.content.decode()) == ([], True)


def test_the_page_says_what_is_next_and_when_the_check_is_late(operatore: Client, caso: Caso) -> None:
    progetto = ProgettoFactory(caso=caso)
    etichette = [p.etichetta for p in operatore.get(url("scheda", progetto)).context["pulsanti"]]
    assert etichette == ["Registra le firme…", "Stampa da firmare", "Modifica", "Interrompi…"]
    ProgettoIndividuale.objects.filter(pk=progetto.pk).update(
        stato="FIRMATO", firmato_il=date(2026, 10, 20), verifica_entro=date(2026, 11, 18)
    )
    verifica = VerificaProgettoFactory(progetto=progetto)
    pagina = operatore.get(url("scheda", progetto))
    assert [p.etichetta for p in pagina.context["pulsanti"]] == [
        "Registra una verifica…", "Modifica", "Concludi…", "Interrompi…",
    ]  # fmt: skip
    assert pagina.context["in_ritardo"] is True
    assert [(p.testo, p.nota) for p in pagina.context["verifiche"]] == [
        (verifica.testo, f"{verifica.autore}, prossima entro il 10/05/2027")
    ]
    assert operatore.get(url("storia", progetto)).status_code == 200


def test_the_paper_to_sign_is_a_pdf_for_archive_and_for_screen_readers(operatore: Client, caso: Caso) -> None:
    progetto = ProgettoFactory(caso=caso, situazione="Affitto di 620 euro.\n\nDue figli a scuola.")
    ObiettivoFactory(progetto=progetto)
    risposta = operatore.get(url("stampa", progetto))
    pdf = risposta.content
    assert (risposta["Content-Type"], risposta["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert [page.is_pdf_compliant_bytes(pdf, profile=profilo) for profilo in ("3a", "ua1")] == [True, True]
    scritto = " ".join(" ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())
    testa = caso.nucleo.membri.get().persona
    for frase in (
        f"Progetto individuale {progetto.numero}",
        "Due figli a scuola.",
        f"{testa.nome} {testa.cognome}, 01/05/1980, intestatario",
        "Contratto firmato",
        "31/03/2027",
        "Persona seguita",
        str(caso.assistente_sociale),
    ):
        assert frase in scritto


def test_projects_are_listed_by_their_next_check(operatore: Client, caso: Caso) -> None:
    tardi = ProgettoFactory(firmato=True, verifica_entro=date(2026, 11, 1))
    bozza = ProgettoFactory(caso=caso)

    def trovati(**filtri: str) -> list[str]:
        return [p.numero for p, _ in operatore.get(reverse("progetto_elenco"), filtri).context["righe"]]

    assert trovati() == [tardi.numero, bozza.numero]
    assert trovati(verifica="TARDI") == [tardi.numero]
    assert trovati(stato="BOZZA") == [bozza.numero]
    assert trovati(q=caso.nucleo.codice) == trovati(q=caso.numero) == trovati(q=bozza.numero) == [bozza.numero]
    caso.case_manager = operatore.utente
    caso.save()
    assert trovati(di="MIEI") == [bozza.numero]
    assert trovati(comune=str(caso.nucleo.comune_id)) == [tardi.numero, bozza.numero]
    csv = operatore.get(reverse("progetto_esporta"), {"stato": "BOZZA", "formato": "csv"})
    assert b"".join(csv.streaming_content).decode("utf-8-sig").splitlines()[1:] == [
        f"{bozza.numero};{caso.numero};{caso.nucleo.codice};Pontedera;In scrittura;10/10/2026;;20/04/2027;"
    ]


def test_the_project_of_another_comune_is_nowhere(entra: Entra, caso: Caso) -> None:
    progetto = ProgettoFactory(caso=caso, firmato=True)
    altrove = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory(nome="Palaia")])
    assert {altrove.get(url(atto, progetto)).status_code for atto in ATTI} == {404}
    assert altrove.get(reverse("progetto_elenco")).context["elenco"].conto == 0
    assert {entra(Ruolo.CONTABILE_ETS).get(url(atto, progetto)).status_code for atto in ATTI} == {403}
