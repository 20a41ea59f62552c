"""From the referral to the decision: what travels, what is refused and why, what stays of a decision."""

from datetime import date
from decimal import Decimal

import pytest

from gestore.actions import candidatura as atti
from gestore.actions.criterio import apri_criterio, cambia_criterio, togli_criterio
from gestore.actions.invio import prendi_invio
from gestore.choices import StatoCandidatura, TipoCriterio
from gestore.models import Candidatura, Criterio
from tests.factories.casa import AlloggioFactory, CasoFactory, InvioFactory, IseeFactory
from tests.factories.gestore import CandidaturaFactory, CriterioFactory
from tests.factories.persone import UtenteFactory
from valdera_housing.choices import Linea, Ruolo, StatoAlloggio
from valdera_housing.kit.esito import AttoRifiutato, ModificaConcorrente
from valdera_housing.models import Alloggio, Utente

pytestmark = pytest.mark.django_db
D = Decimal
OGGI = date(2026, 11, 19)
PERCHE = "Sfratto fra due mesi, l'alloggio è adatto"


@pytest.fixture
def operatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


@pytest.fixture
def coordinatore() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])


@pytest.fixture
def casa() -> Alloggio:
    return AlloggioFactory(stato=StatoAlloggio.SFITTO)


def proposta(casa: Alloggio, **altro) -> Candidatura:
    return CandidaturaFactory(stato=StatoCandidatura.PROPOSTA, alloggio=casa, canone_proposto=D("360.00"), **altro)


def rifiutata(atto) -> list[str]:
    with pytest.raises(AttoRifiutato) as presa:
        atto()
    return [str(motivo) for motivo in presa.value.esito.ostacoli]


# --- how a candidature is born -------------------------------------------------------------------------------


def test_taking_a_referral_retypes_nothing(operatore) -> None:
    invio = InvioFactory()
    IseeFactory(nucleo=invio.caso.nucleo, reddito_annuo=D("14400.00"))
    nata = prendi_invio(invio, utente=operatore)
    invio.refresh_from_db()
    assert (invio.preso_in_carico_il, invio.preso_in_carico_da) == (OGGI, operatore)
    assert (nata.numero, nata.nucleo, nata.caso, nata.invio, nata.bisogno, nata.reddito_annuo) == (
        "K-2026-0001",
        invio.caso.nucleo,
        invio.caso,
        invio,
        invio.motivo,
        D("14400.00"),
    )
    assert nata.presentata_il == invio.inviato_il


def test_a_referral_is_taken_once_by_its_line(operatore) -> None:
    invio = InvioFactory()
    prendi_invio(invio, utente=operatore)
    assert rifiutata(lambda: prendi_invio(invio, utente=operatore)) == [
        "L’invio è già stato preso in carico il 19/11/2026."
    ]
    altra_linea = InvioFactory(linea=Linea.FON)
    assert rifiutata(lambda: prendi_invio(altra_linea, utente=operatore)) == ["Questo invio è per un’altra linea."]


def test_an_expired_isee_gives_no_income() -> None:
    caso = CasoFactory()
    IseeFactory(nucleo=caso.nucleo, presentata_il=date(2025, 2, 1), scade_il=date(2025, 12, 31))
    assert atti.apri_candidatura(caso.nucleo, {}).reddito_annuo is None
    assert Candidatura.objects.get().presentata_il == OGGI


def test_a_candidature_needs_an_open_case_and_is_one_at_a_time() -> None:
    caso = CasoFactory()
    prima = atti.apri_candidatura(caso.nucleo, {})
    assert rifiutata(lambda: atti.apri_candidatura(caso.nucleo, {})) == [
        f"Questo nucleo ha già una candidatura aperta, {prima.numero}."
    ]
    chiuso = CasoFactory(chiuso_il=OGGI, esito="ABBANDONO")
    assert rifiutata(lambda: atti.apri_candidatura(chiuso.nucleo, {})) == [
        f"Il nucleo {chiuso.nucleo.codice} non ha un caso aperto: apri prima quello, dalla sua scheda."
    ]


# --- a home is proposed --------------------------------------------------------------------------------------


def test_a_home_is_proposed_at_its_rent(operatore, casa) -> None:
    candidatura = CandidaturaFactory()
    atti.proponi_candidatura(candidatura, alloggio=casa, canone=D("360.00"), utente=operatore, versione=1)
    candidatura.refresh_from_db()
    assert (candidatura.stato, candidatura.alloggio, candidatura.canone_proposto, candidatura.versione) == (
        StatoCandidatura.PROPOSTA,
        casa,
        D("360.00"),
        2,
    )


def test_a_home_too_small_or_not_free_is_refused_with_its_reasons(operatore, casa) -> None:
    candidatura = CandidaturaFactory(serve_accessibile=True)
    Alloggio.objects.filter(pk=casa.pk).update(mq_calpestabili=D("13.00"))

    def proponi() -> None:
        atti.proponi_candidatura(candidatura, alloggio=casa, canone=D("360"), utente=operatore, versione=1)

    assert rifiutata(proponi) == [
        "13\xa0mq: per 1 persona ne servono almeno 14\xa0mq (art. 2 DM 5/7/1975)",
        "Serve un alloggio accessibile a chi ha una disabilità, e questo non lo è (DM 236/1989)",
    ]
    Alloggio.objects.filter(pk=casa.pk).update(stato=StatoAlloggio.SEGNALATO)
    assert rifiutata(proponi) == [f"L’alloggio {casa.codice} non si può proporre: è «Segnalato»."]


def test_a_promised_home_is_not_proposed_to_another(operatore, coordinatore, casa) -> None:
    promessa = proposta(casa)
    atti.accogli_candidatura(promessa, motivazione=PERCHE, utente=coordinatore, versione=1)
    altra, seconda = CandidaturaFactory(), proposta(casa)
    frase = (
        f"L’alloggio {casa.codice} è già promesso: la candidatura {promessa.numero} è accolta e aspetta la "
        "sublocazione."
    )
    assert [frase] == rifiutata(
        lambda: atti.proponi_candidatura(altra, alloggio=casa, canone=D("1"), utente=operatore, versione=1)
    )
    assert [frase] == rifiutata(
        lambda: atti.accogli_candidatura(seconda, motivazione=PERCHE, utente=coordinatore, versione=1)
    )


# --- the decision --------------------------------------------------------------------------------------------


def test_a_decision_keeps_the_requirements_of_its_day(coordinatore, casa) -> None:
    criterio = CriterioFactory(soglia=D("26000.00"))
    CriterioFactory(tipo=TipoCriterio.SOGGIORNO, descrizione="Permesso di soggiorno", soglia=None, obbligatorio=False)
    candidatura = proposta(casa)
    IseeFactory(nucleo=candidatura.nucleo, valore=D("9800.00"))
    atti.accogli_candidatura(candidatura, motivazione=PERCHE, utente=coordinatore, versione=1)
    cambia_criterio(
        criterio, descrizione="ISEE", soglia=D("5000"), obbligatorio=True, dal=date(2026, 11, 20), atto="Delibera 41"
    )
    candidatura.refresh_from_db()
    assert (candidatura.stato, candidatura.motivazione, candidatura.decisa_da, candidatura.decisa_il) == (
        StatoCandidatura.ACCOLTA,
        PERCHE,
        coordinatore,
        OGGI,
    )
    assert list(candidatura.esiti.values_list("criterio__descrizione", "livello", "testo")) == [
        ("ISEE non oltre 26.000 euro", "si", "ISEE 9.800,00\xa0€, il massimo è 26.000,00\xa0€"),
        ("Permesso di soggiorno", "avviso", "Cittadinanza o permesso di soggiorno: da accertare"),
    ]


def test_a_missing_mandatory_requirement_refuses(coordinatore, casa) -> None:
    CriterioFactory(soglia=D("8000.00"))
    candidatura = proposta(casa)
    IseeFactory(nucleo=candidatura.nucleo, valore=D("9800.00"))
    assert rifiutata(
        lambda: atti.accogli_candidatura(candidatura, motivazione=PERCHE, utente=coordinatore, versione=1)
    ) == ["ISEE 9.800,00\xa0€, il massimo è 8.000,00\xa0€ (Regolamento, art. 4)"]
    candidatura.refresh_from_db()
    assert (candidatura.stato, candidatura.esiti.count()) == (StatoCandidatura.PROPOSTA, 0)


def test_every_requirement_answers_for_a_candidate(coordinatore, casa) -> None:
    for tipo in TipoCriterio:
        con_soglia = tipo in (TipoCriterio.ISEE_MASSIMO, TipoCriterio.ISEE_MINIMO, TipoCriterio.REDDITO)
        CriterioFactory(tipo=tipo, descrizione=tipo.label, soglia=D("9000.00") if con_soglia else None)
    candidatura = proposta(casa, soggiorno_valido=True, possiede_alloggio=False)
    IseeFactory(nucleo=candidatura.nucleo, valore=D("9000.00"))
    atti.accogli_candidatura(candidatura, motivazione=PERCHE, utente=coordinatore, versione=1)
    assert set(candidatura.esiti.values_list("livello", flat=True)) == {"si"}
    assert candidatura.esiti.count() == len(TipoCriterio)


@pytest.mark.parametrize(
    ("atto", "stato"),
    [("respingi_candidatura", StatoCandidatura.NON_ACCOLTA), ("ritira_candidatura", StatoCandidatura.RITIRATA)],
)
def test_a_decision_ends_the_referral_and_tells_how(atto, stato, coordinatore, operatore) -> None:
    candidatura = prendi_invio(InvioFactory(), utente=operatore)
    getattr(atti, atto)(candidatura, motivazione="Ha trovato casa da sola", utente=coordinatore, versione=1)
    candidatura.refresh_from_db()
    candidatura.invio.refresh_from_db()
    assert candidatura.stato == stato
    assert candidatura.invio.concluso_il == OGGI
    assert candidatura.invio.esito == (
        f"Candidatura {candidatura.numero} {stato.label.lower()}: Ha trovato casa da sola"
    )


def test_the_act_is_of_its_role_and_of_its_state(operatore, coordinatore, casa) -> None:
    candidatura = CandidaturaFactory()
    assert rifiutata(
        lambda: atti.accogli_candidatura(candidatura, motivazione=PERCHE, utente=operatore, versione=1)
    ) == ["«Accogli…» spetta a un altro ruolo."]
    assert rifiutata(
        lambda: atti.accogli_candidatura(candidatura, motivazione=PERCHE, utente=coordinatore, versione=1)
    ) == ["Non si può più: «Accogli…» non è possibile quando lo stato è «Aperta»."]


def test_who_decides_on_an_old_page_is_stopped(operatore, coordinatore, casa) -> None:
    candidatura = proposta(casa)
    atti.modifica_candidatura(candidatura, {"bisogno": "Anche un cane"}, utente=operatore, versione=1)
    with pytest.raises(ModificaConcorrente):
        atti.accogli_candidatura(candidatura, motivazione=PERCHE, utente=coordinatore, versione=1)
    with pytest.raises(ModificaConcorrente):
        atti.modifica_candidatura(candidatura, {"bisogno": "Due cani"}, utente=operatore, versione=1)


# --- the requirements ----------------------------------------------------------------------------------------


def test_a_requirement_changes_from_a_day_and_the_old_one_ends_the_day_before() -> None:
    vecchio = CriterioFactory()
    nuovo = cambia_criterio(
        vecchio, descrizione="ISEE", soglia=D("28000"), obbligatorio=False, dal=date(2027, 1, 1), atto="Delibera 41"
    )
    vecchio.refresh_from_db()
    assert (vecchio.valido_al, vecchio.soglia) == (date(2026, 12, 31), D("26000.00"))
    assert (nuovo.tipo, nuovo.soglia, nuovo.valido_dal, nuovo.valido_al, nuovo.atto, nuovo.obbligatorio) == (
        TipoCriterio.ISEE_MASSIMO,
        D("28000"),
        date(2027, 1, 1),
        None,
        "Delibera 41",
        False,
    )
    with pytest.raises(ModificaConcorrente):
        togli_criterio(vecchio, dal=date(2027, 1, 1))


def test_a_requirement_cannot_end_before_it_starts() -> None:
    criterio = CriterioFactory()
    assert rifiutata(lambda: togli_criterio(criterio, dal=criterio.valido_dal)) == [
        "Il requisito di adesso vale dal 01/01/2025: quello nuovo deve iniziare dopo."
    ]
    togli_criterio(criterio, dal=date(2026, 11, 20))
    assert list(Criterio.objects.validi(date(2026, 11, 20))) == []
    assert list(Criterio.objects.validi(OGGI)) == [criterio]


def test_a_new_requirement_is_written_whole() -> None:
    dati = {"tipo": TipoCriterio.CODICE_FISCALE, "descrizione": "Codice fiscale", "soglia": None}
    nuovo = apri_criterio(dati | {"valido_dal": OGGI, "atto": "Delibera 41", "obbligatorio": True})
    assert list(Criterio.objects.validi(OGGI)) == [nuovo]
