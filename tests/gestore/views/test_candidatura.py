"""The pages of the candidates: who sees which, what they say, how an act is refused."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from gestore.choices import StatoCandidatura, TipoCriterio
from gestore.models import Candidatura, Criterio
from tests.factories.casa import (
    AlloggioFactory,
    CasoFactory,
    ContrattoFactory,
    InvioFactory,
    IseeFactory,
    nucleo_con_adulto,
)
from tests.factories.gestore import CandidaturaFactory, CriterioFactory, firma
from tests.factories.persone import ComuneFactory
from tests.valdera_housing.views.invio import errori, invia
from valdera_housing.choices import Lettura, Linea, Ruolo, StatoAlloggio, StatoContratto
from valdera_housing.models import Alloggio, LetturaFascicolo, Parametro

pytestmark = pytest.mark.django_db
Entra = Callable[..., Client]
D = Decimal
PERCHE = "Sfratto fra due mesi, l'alloggio è adatto"
ELENCO = reverse("gestore:candidatura_elenco")
CONFRONTA = reverse("gestore:candidatura_confronta")
NUOVA = reverse("gestore:candidatura_nuova")
INVII = reverse("gestore:invio_elenco")
CRITERI = reverse("gestore:criterio_elenco")


def pagina_di(candidatura: Candidatura, atto: str = "scheda") -> str:
    return reverse(f"gestore:candidatura_{atto}", args=[candidatura.pk])


def casa_affittata(canone: str = "550.00", **altro) -> Alloggio:
    """A home without anybody in it, which the ETS pays its owner for."""
    casa = AlloggioFactory(stato=StatoAlloggio.SFITTO, **altro)
    firma(ContrattoFactory(alloggio=casa, canone_mensile=D(canone), deposito=D(0)), StatoContratto.IN_CORSO)
    return casa


# --- who sees what -------------------------------------------------------------------------------------------


def test_a_social_worker_sees_the_candidates_of_her_comuni(entra: Entra) -> None:
    mia = CandidaturaFactory()
    altrove = CandidaturaFactory(caso=CasoFactory(nucleo=nucleo_con_adulto(comune=ComuneFactory(nome="Palaia"))))
    assistente = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[mia.nucleo.comune])
    assert [r[0] for r in assistente.get(ELENCO).context["righe"]] == [mia]
    assert assistente.get(pagina_di(mia)).status_code == 200
    assert assistente.get(pagina_di(altrove)).status_code == 404
    assert assistente.get(pagina_di(mia, "proponi")).status_code == 403


def test_the_desk_sees_them_all_and_the_accountant_none(entra: Entra) -> None:
    una, altra = CandidaturaFactory(), CandidaturaFactory()
    assert {r[0] for r in entra(Ruolo.OPERATORE_ETS).get(ELENCO).context["righe"]} == {una, altra}
    for ruolo in (Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE):
        cliente = entra(ruolo)
        assert {cliente.get(u).status_code for u in (ELENCO, INVII, CONFRONTA, pagina_di(una))} == {403}


def test_opening_a_candidate_is_a_reading_of_its_household(entra: Entra) -> None:
    candidatura = CandidaturaFactory()
    entra(Ruolo.OPERATORE_ETS).get(pagina_di(candidatura))
    assert list(LetturaFascicolo.objects.values_list("nucleo", "azione")) == [(candidatura.nucleo_id, Lettura.VISTA)]


# --- the list ------------------------------------------------------------------------------------------------


def test_the_list_is_filtered_and_says_the_sustainable_rent(entra: Entra) -> None:
    operatore = entra(Ruolo.OPERATORE_ETS)
    una = CandidaturaFactory(reddito_annuo=D("14400.00"))
    ritirata = CandidaturaFactory(stato=StatoCandidatura.RITIRATA, reddito_annuo=None)

    def trovate(**filtri: str) -> list[tuple]:
        return [(c, canone) for c, _, canone, _ in operatore.get(ELENCO, filtri).context["righe"]]

    assert trovate(stato="APERTE") == [(una, D("360.00"))]
    assert trovate(stato="RITIRATA") == [(ritirata, None)]
    assert trovate(q=una.numero) == [(una, D("360.00"))]
    assert trovate(q=una.nucleo.codice) == [(una, D("360.00"))]
    assert len(trovate(q="rossi")) == 2
    assert trovate(q="nessuno") == []
    assert len(trovate(comune=str(una.nucleo.comune_id))) == 2


def test_the_export_has_what_the_list_has(entra: Entra) -> None:
    una = CandidaturaFactory(bisogno="=2+2")
    foglio = entra(Ruolo.OPERATORE_ETS).get(reverse("gestore:candidatura_esporta"), {"formato": "csv"})
    righe = b"".join(foglio.streaming_content).decode().splitlines()
    assert len(righe) == 2
    assert righe[1].split(";")[:2] == [una.numero, "03/11/2026"]
    assert "'=2+2;14400,00;360,00;" in righe[1]


# --- the page of one -----------------------------------------------------------------------------------------


def test_the_page_tells_every_requirement_and_the_rent_as_a_receipt(entra: Entra) -> None:
    CriterioFactory(soglia=D("8000.00"))
    candidatura = CandidaturaFactory(reddito_annuo=D("14400.00"))
    IseeFactory(nucleo=candidatura.nucleo, valore=D("9800.00"))
    contesto = entra(Ruolo.OPERATORE_ETS).get(pagina_di(candidatura)).context
    assert [(c.descrizione, e.livello, str(e)) for c, e in contesto["requisiti"]] == [
        (
            "ISEE non oltre 26.000 euro",
            "no",
            "ISEE 9.800,00\xa0€, il massimo è 8.000,00\xa0€ (Regolamento, art. 4)",
        )
    ]
    assert [(r.etichetta, r.valore) for r in contesto["conto"]] == [
        ("Reddito annuo netto", "14.400,00"),
        ("Reddito al mese", "1.200,00"),
        ("Canone sostenibile al mese", "360,00"),
    ]
    assert contesto["soglia"].fonte == "Quota di norma, 30 %: nessun atto la cambia"
    assert [p.etichetta for p in contesto["pulsanti"]] == ["Proponi un alloggio…", "Modifica", "Registra il ritiro…"]


def test_the_share_of_income_is_the_parameter_in_force(entra: Entra) -> None:
    Parametro.objects.create(
        chiave="incidenza_canone",
        descrizione="Quota di reddito per la casa",
        valore=D("0.25"),
        unita="quota",
        valido_dal="2026-01-01",
        atto="Delibera 3",
    )
    contesto = entra(Ruolo.OPERATORE_ETS).get(pagina_di(CandidaturaFactory())).context
    assert contesto["conto"][-1].valore == "300,00"
    assert contesto["soglia"].fonte == "Quota di reddito per la casa: 25\xa0%, dal 01/01/2026. Delibera 3"


def test_a_requirement_in_the_way_is_written_under_the_button(entra: Entra) -> None:
    CriterioFactory(soglia=D("8000.00"))
    casa = casa_affittata()
    candidatura = CandidaturaFactory(stato=StatoCandidatura.PROPOSTA, alloggio=casa)
    IseeFactory(nucleo=candidatura.nucleo, valore=D("9800.00"))
    pulsanti = entra(Ruolo.COORDINATORE_ETS).get(pagina_di(candidatura)).context["pulsanti"]
    accogli = next(p for p in pulsanti if p.etichetta == "Accogli…")
    assert accogli.motivo.startswith("Non si può accogliere. ISEE 9.800,00")


# --- the acts ------------------------------------------------------------------------------------------------


def test_a_candidature_is_entered_by_the_desk_with_the_income_of_the_isee(entra: Entra) -> None:
    operatore, caso = entra(Ruolo.OPERATORE_ETS), CasoFactory()
    IseeFactory(nucleo=caso.nucleo, reddito_annuo=D("14400.00"))
    form = operatore.get(NUOVA, {"nucleo": caso.nucleo.codice}).context["form"]
    assert (form["nucleo"].value(), form["reddito_annuo"].value()) == (caso.nucleo.codice, D("14400.00"))
    risposta = invia(operatore, NUOVA, nucleo=caso.nucleo.codice, presentata_il="2026-11-19", soggiorno_valido="True")
    nata = Candidatura.objects.get()
    assert (risposta.status_code, risposta["Location"]) == (302, pagina_di(nata))
    assert (nata.caso, nata.reddito_annuo, nata.soggiorno_valido, nata.possiede_alloggio) == (
        caso,
        D("14400.00"),
        True,
        None,
    )


def test_an_unknown_household_and_one_without_a_case_are_refused(entra: Entra) -> None:
    operatore = entra(Ruolo.OPERATORE_ETS)
    ignoto = invia(operatore, NUOVA, nucleo="N-2020-0001", presentata_il="2026-11-19")
    assert errori(ignoto) == {"nucleo": ["Non segui nessun nucleo con questo codice."]}
    senza = nucleo_con_adulto()
    risposta = invia(operatore, NUOVA, nucleo=senza.codice, presentata_il="2026-11-19")
    assert risposta.status_code == 422
    assert errori(risposta) == {
        "__all__": [f"Il nucleo {senza.codice} non ha un caso aperto: apri prima quello, dalla sua scheda."]
    }


def test_correcting_asks_for_the_version_on_the_page(entra: Entra) -> None:
    operatore, candidatura = entra(Ruolo.OPERATORE_ETS), CandidaturaFactory()
    indirizzo = pagina_di(candidatura, "modifica")
    assert operatore.get(indirizzo).status_code == 200
    dati = {"presentata_il": "2026-11-03", "bisogno": "Due camere", "reddito_annuo": "12.000,00"}
    assert invia(operatore, indirizzo, versione=1, **dati).status_code == 302
    candidatura.refresh_from_db()
    assert (candidatura.bisogno, candidatura.reddito_annuo, candidatura.versione) == ("Due camere", D("12000.00"), 2)
    assert invia(operatore, indirizzo, versione=1, **dati | {"bisogno": "Tre"}).status_code == 409


def test_the_rent_proposed_is_the_sustainable_one_never_above_the_owner_s(entra: Entra) -> None:
    operatore, casa = entra(Ruolo.OPERATORE_ETS), casa_affittata("300.00")
    cara = casa_affittata()
    candidatura = CandidaturaFactory(reddito_annuo=D("14400.00"))
    proposti = [
        operatore.get(pagina_di(candidatura, "proponi"), {"alloggio": quale.pk}).context["form"]["canone"].value()
        for quale in (cara, casa)
    ]
    assert proposti == [D("360.00"), D("300.00")]
    invia(operatore, pagina_di(candidatura, "proponi"), versione=1, alloggio=casa.pk, canone="300,00")
    candidatura.refresh_from_db()
    assert (candidatura.stato, candidatura.alloggio, candidatura.canone_proposto) == ("PROPOSTA", casa, D("300.00"))
    conto = operatore.get(pagina_di(candidatura)).context["conto"]
    assert [(r.etichetta, r.valore) for r in conto[3:]] == [
        ("Canone al proprietario", "300,00"),
        ("Canone proposto", "300,00"),
        ("Ci mette la linea", "0,00"),
    ]


def test_a_home_that_does_not_suit_is_refused_with_its_reasons(entra: Entra) -> None:
    operatore, casa = entra(Ruolo.OPERATORE_ETS), casa_affittata(mq_calpestabili=D("10.00"))
    risposta = invia(operatore, pagina_di(CandidaturaFactory(), "proponi"), versione=1, alloggio=casa.pk, canone="300")
    assert risposta.status_code == 422
    assert errori(risposta) == {"__all__": ["10\xa0mq: per 1 persona ne servono almeno 14\xa0mq (art. 2 DM 5/7/1975)"]}


@pytest.mark.parametrize(
    ("atto", "stato"), [("accogli", "ACCOLTA"), ("respingi", "NON_ACCOLTA"), ("ritira", "RITIRATA")]
)
def test_the_manager_decides_with_a_reason(atto: str, stato: str, entra: Entra) -> None:
    coordinatore, casa = entra(Ruolo.COORDINATORE_ETS), casa_affittata()
    candidatura = CandidaturaFactory(stato=StatoCandidatura.PROPOSTA, alloggio=casa)
    indirizzo = pagina_di(candidatura, atto)
    assert coordinatore.get(indirizzo).status_code == 200
    corta = invia(coordinatore, indirizzo, versione=1, motivazione="Sì")
    assert errori(corta) == {"motivazione": ["Scrivi la motivazione per esteso, almeno 10 caratteri."]}
    assert invia(coordinatore, indirizzo, versione=1, motivazione=PERCHE).status_code == 302
    candidatura.refresh_from_db()
    assert (candidatura.stato, candidatura.motivazione, candidatura.decisa_da) == (
        stato,
        PERCHE,
        coordinatore.utente,
    )
    assert invia(coordinatore, indirizzo, versione=1, motivazione=PERCHE).status_code == 422
    assert coordinatore.get(pagina_di(candidatura)).context["decisa"] is True
    assert coordinatore.get(pagina_di(candidatura, "storia")).status_code == 200


def test_who_decides_second_on_the_same_page_is_told(entra: Entra) -> None:
    coordinatore, casa = entra(Ruolo.COORDINATORE_ETS), casa_affittata()
    candidatura = CandidaturaFactory(stato=StatoCandidatura.PROPOSTA, alloggio=casa, versione=2)
    risposta = invia(coordinatore, pagina_di(candidatura, "accogli"), versione=1, motivazione=PERCHE)
    assert risposta.status_code == 409
    assert PERCHE in risposta.context["form"]["motivazione"].value()


def test_an_accepted_candidate_leads_to_its_sublease(entra: Entra) -> None:
    casa = casa_affittata()
    accolta = CandidaturaFactory(stato=StatoCandidatura.APERTA)
    operatore = entra(Ruolo.COORDINATORE_ETS)
    invia(operatore, pagina_di(accolta, "proponi"), versione=1, alloggio=casa.pk, canone="360")
    invia(operatore, pagina_di(accolta, "accogli"), versione=2, motivazione=PERCHE)
    (prepara,) = operatore.get(pagina_di(accolta)).context["pulsanti"]
    assert (prepara.etichetta, prepara.url) == (
        "Prepara la sublocazione",
        f"{reverse('gestore:sublocazione_nuova')}?candidatura={accolta.pk}",
    )


# --- side by side --------------------------------------------------------------------------------------------


def test_candidates_are_compared_in_order_of_arrival_without_a_score(entra: Entra) -> None:
    operatore, casa = entra(Ruolo.OPERATORE_ETS), casa_affittata()
    dopo = CandidaturaFactory(presentata_il="2026-11-10", reddito_annuo=D("24000.00"))
    prima = CandidaturaFactory(presentata_il="2026-11-01", serve_accessibile=True, reddito_annuo=D("14400.00"))
    CandidaturaFactory(stato=StatoCandidatura.RITIRATA)
    contesto = operatore.get(CONFRONTA, {"alloggio": casa.pk}).context
    righe = contesto["righe"]
    assert contesto["testa"] == D("550.00")
    assert [(r.candidatura, r.giorni, r.adatto.livello, r.sostenibile, r.differenza) for r in righe] == [
        (prima, 18, "no", D("360.00"), D("190.00")),
        (dopo, 9, "si", D("600.00"), D("-50.00")),
    ]
    assert righe[0].proponi == f"{pagina_di(prima, 'proponi')}?alloggio={casa.pk}"


def test_without_a_home_the_page_asks_for_one(entra: Entra) -> None:
    operatore = entra(Ruolo.OPERATORE_ETS)
    scartato = AlloggioFactory(stato=StatoAlloggio.RESTITUITO)
    for chiesto in ({}, {"alloggio": "sciocchezze"}, {"alloggio": scartato.pk}):
        pagina = operatore.get(CONFRONTA, chiesto)
        assert (pagina.status_code, pagina.context["alloggio"]) == (200, None)


# --- the inbox -----------------------------------------------------------------------------------------------


def test_one_click_takes_a_referral_and_opens_the_candidature(entra: Entra) -> None:
    operatore, invio = entra(Ruolo.OPERATORE_ETS), InvioFactory()
    InvioFactory(linea=Linea.FON)
    pagina = operatore.get(INVII)
    assert [i for i, _ in pagina.context["righe"]] == [invio]
    assert next(v.conteggio for v in pagina.context["menu"] if v.etichetta == "Gestore") == 1
    prendi = reverse("gestore:invio_prendi", args=[invio.pk])
    risposta = invia(operatore, prendi)
    assert (risposta.status_code, risposta["Location"]) == (302, pagina_di(Candidatura.objects.get()))
    secondo = invia(operatore, prendi)
    assert secondo.status_code == 422
    assert "L’invio è già stato preso in carico il 19/11/2026." in secondo.content.decode()
    assert [i for i, _ in operatore.get(INVII, {"stato": "presi"}).context["righe"]] == [invio]
    assert list(operatore.get(INVII, {"stato": "conclusi"}).context["righe"]) == []


def test_the_referral_of_another_line_or_comune_is_nowhere(entra: Entra) -> None:
    operatore = entra(Ruolo.OPERATORE_ETS)
    assert invia(operatore, reverse("gestore:invio_prendi", args=[InvioFactory(linea="FON").pk])).status_code == 404
    assistente = entra(Ruolo.ASSISTENTE_SOCIALE, comuni=[ComuneFactory(nome="Palaia")])
    assert list(assistente.get(INVII).context["righe"]) == []
    assert invia(assistente, reverse("gestore:invio_prendi", args=[InvioFactory().pk])).status_code == 403


# --- the requirements ----------------------------------------------------------------------------------------


def test_the_official_changes_the_requirements_and_the_others_read_them(entra: Entra) -> None:
    criterio = CriterioFactory()
    indirizzi = [
        reverse("gestore:criterio_nuovo"),
        reverse("gestore:criterio_cambia", args=[criterio.pk]),
        reverse("gestore:criterio_togli", args=[criterio.pk]),
    ]
    for ruolo in (Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS):
        lettore = entra(ruolo)
        assert lettore.get(CRITERI).context["in_vigore"] == [criterio]
        assert {lettore.get(i).status_code for i in indirizzi} == {403}
    funzionario = entra(Ruolo.FUNZIONARIO_UNIONE)
    assert {funzionario.get(i).status_code for i in [CRITERI, *indirizzi]} == {200}


def test_a_threshold_changes_by_an_act_from_a_day(entra: Entra) -> None:
    funzionario, criterio = entra(Ruolo.FUNZIONARIO_UNIONE), CriterioFactory()
    cambia = reverse("gestore:criterio_cambia", args=[criterio.pk])
    dati = {"descrizione": "ISEE non oltre 28.000 euro", "dal": "2027-01-01", "atto": "Delibera 41"}
    assert errori(invia(funzionario, cambia, **dati)) == {"soglia": ["Scrivi l'importo."]}
    assert invia(funzionario, cambia, soglia="28.000,00", obbligatorio="on", **dati).status_code == 302
    contesto = funzionario.get(CRITERI).context
    assert [c.soglia for c in contesto["in_vigore"]] == [D("26000.00")]
    assert [(c.soglia, c.atto) for c in contesto["futuri"]] == [(D("28000.00"), "Delibera 41")]
    assert invia(funzionario, cambia, soglia="28.000,00", **dati).status_code == 409


def test_a_requirement_that_needs_a_threshold_is_not_written_without(entra: Entra) -> None:
    funzionario = entra(Ruolo.FUNZIONARIO_UNIONE)
    nuovo = reverse("gestore:criterio_nuovo")
    dati = {"descrizione": "Reddito", "valido_dal": "2026-01-01", "atto": "Regolamento"}
    senza = invia(funzionario, nuovo, tipo=TipoCriterio.REDDITO, **dati)
    assert errori(senza) == {"soglia": ["Questo requisito ha bisogno di una soglia."]}
    assert invia(funzionario, nuovo, tipo=TipoCriterio.MOROSITA, **dati).status_code == 302
    doppio = invia(funzionario, nuovo, tipo=TipoCriterio.MOROSITA, **dati)
    assert errori(doppio) == {"__all__": ["In quei giorni questo requisito c'è già: chiudi prima quello."]}


def test_a_requirement_is_no_longer_asked_from_a_day(entra: Entra) -> None:
    funzionario, criterio = entra(Ruolo.FUNZIONARIO_UNIONE), CriterioFactory(tipo=TipoCriterio.MOROSITA, soglia=None)
    invia(funzionario, reverse("gestore:criterio_togli", args=[criterio.pk]), dal="2026-11-19")
    assert [c.pk for c in funzionario.get(CRITERI).context["passati"]] == [criterio.pk]
    assert Criterio.objects.get().valido_al.isoformat() == "2026-11-18"
