"""The households followed who have no home of the ETS: needs, diary, projects, some cases already closed."""

from datetime import date, timedelta

from valdera_housing.actions.caso import chiudi_caso, invia_caso, modifica_caso
from valdera_housing.actions.diario import scrivi_diario
from valdera_housing.actions.progetto import firma_progetto, scrivi_progetto
from valdera_housing.choices import (
    AreaObiettivo,
    BisognoCaso,
    EsitoCaso,
    FirmatarioProgetto,
    Linea,
    NaturaContratto,
    ServizioCoinvolto,
    TipoVoceDiario,
)
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import Caso
from valdera_housing.rules.progetto import FirmaApposta, ObiettivoScritto

QUANTI = 44
DIMENTICATI = 0.06  # share of the cases nobody has looked at
BISOGNI = (
    (BisognoCaso.SFRATTO, 4), (BisognoCaso.RICERCA_ALLOGGIO, 3), (BisognoCaso.MOROSITA, 3),
    (BisognoCaso.ALLOGGIO_INADEGUATO, 2), (BisognoCaso.REDDITO, 2), (BisognoCaso.LAVORO, 2),
    (BisognoCaso.CONFLITTO, 1), (BisognoCaso.SENZA_DIMORA, 1),
)  # fmt: skip
SERVIZI = (
    [], [ServizioCoinvolto.CENTRO_IMPIEGO], [ServizioCoinvolto.SCUOLA], [ServizioCoinvolto.VOLONTARIATO],
    [ServizioCoinvolto.SERVIZIO_SOCIALE, ServizioCoinvolto.CONSULTORIO],
)  # fmt: skip
VOCI = (
    (TipoVoceDiario.COLLOQUIO, "Primo colloquio: raccontano la situazione e portano il contratto e l’ISEE."),
    (TipoVoceDiario.TELEFONATA, "Telefonata al proprietario: è disposto ad aspettare se vede un pagamento."),
    (TipoVoceDiario.VISITA, "Visita a casa: due stanze, umidità in camera dei bambini."),
    (TipoVoceDiario.RIUNIONE, "Riunione con il servizio sociale: si prova prima con il contributo regionale."),
    (TipoVoceDiario.NOTA, "Portano la busta paga nuova: 24 ore alla settimana da questo mese."),
)
ESITI = (
    EsitoCaso.ALLOGGIO_MERCATO, EsitoCaso.ALLOGGIO_ERP, EsitoCaso.TRASFERITO, EsitoCaso.RIENTRO_FAMIGLIA,
    EsitoCaso.ABBANDONO,
)  # fmt: skip
OBIETTIVI = (
    ObiettivoScritto(None, area=AreaObiettivo.ABITARE, descrizione="Restare nella casa pagando il canone ogni mese",
                     indicatore="Tre canoni pagati in fila", chi="La famiglia; l’operatore controlla"),
    ObiettivoScritto(None, area=AreaObiettivo.LAVORO, descrizione="Un lavoro di almeno 20 ore alla settimana",
                     indicatore="Contratto firmato", chi="Centro per l’impiego"),
    ObiettivoScritto(None, area=AreaObiettivo.MINORI, descrizione="I figli vanno al doposcuola",
                     indicatore="Frequenza di due mesi", chi="Associazione del quartiere"),
)  # fmt: skip


def carica_casi(scena: Scena) -> list[Caso]:
    """The open cases of households that have no home of the ETS, with their thread; one in five is closed by now.

    The oldest first. All the others were looked at in the last weeks, but for a few that nobody remembers.
    """
    senza_casa = Caso.objects.aperti().exclude(nucleo__contratti__natura=NaturaContratto.SUBLOCAZIONE)
    scelti = list(senza_casa.select_related("nucleo__comune").order_by("aperto_il", "pk"))
    scelti = scelti[:: max(len(scelti) // (10 if scena.piccola else QUANTI), 1)]
    for posto, caso in enumerate(scelti):
        _racconta(scena, caso, posto)
    _ricorda_gli_altri(scena, scelti)
    return list(
        Caso.objects.aperti()
        .filter(pk__in=[caso.pk for caso in scelti])
        .select_related("nucleo__comune")
        .order_by("aperto_il", "pk")
    )


def _ricorda_gli_altri(scena: Scena, scelti: list[Caso]) -> None:
    for caso in Caso.objects.aperti().exclude(pk__in=[c.pk for c in scelti]).order_by("pk"):
        if scena.caso.random() < DIMENTICATI:
            continue
        ultima = max(caso.aperto_il, scena.oggi - timedelta(days=scena.caso.randrange(1, 40)))
        Caso.objects.filter(pk=caso.pk).update(ultima_attivita_il=ultima)


def _racconta(scena: Scena, caso: Caso, posto: int) -> None:
    dal, fa = caso.aperto_il, scena.caso.randrange(1, 60 if posto % 6 else 120)
    ultimo = max(dal, scena.oggi - timedelta(days=fa))
    with scena.momento(alle(ultimo, 11), scena.operatore):
        bisogni = [bisogno for bisogno, peso in BISOGNI for _ in range(peso)]
        dati = {
            "bisogno_prevalente": scena.caso.choice(bisogni), "gravita": scena.caso.randint(1, 5),
            "servizi": scena.caso.choice(SERVIZI), "informativa_il": dal,
            "case_manager": scena.operatore if posto % 2 else scena.operatrice,
        }  # fmt: skip
        modifica_caso(caso, dati, versione=caso.versione)
        _diario(scena, caso, dal, ultimo)
        inviato = caso.invii.exists()
        if posto % 5 == 4 and not inviato:
            chiudi_caso(caso, esito=ESITI[posto // 5 % len(ESITI)], il=ultimo)
        elif posto % 4 == 1:
            _progetto(scena, caso, dal, ultimo)
        elif posto % 9 == 3 and not inviato:
            perche = "Ha ricevuto un’intimazione: serve un appuntamento"
            invia_caso(caso, linea=Linea.SPO, motivo=perche, utente=scena.assistente)


def _diario(scena: Scena, caso: Caso, dal: date, ultimo: date) -> None:
    giorni = sorted(dal + timedelta(days=scena.caso.randrange((ultimo - dal).days + 1)) for _ in range(3))
    for giorno, (tipo, testo) in zip(giorni, scena.caso.sample(VOCI, len(giorni)), strict=True):
        scrivi_diario(caso, giorno=giorno, tipo=tipo, testo=testo, utente=scena.operatore)
    if scena.caso.random() < 0.3:
        testo = "Colloquio riservato con la signora: chiede di non essere chiamata al numero di casa."
        scrivi_diario(
            caso, giorno=ultimo, tipo=TipoVoceDiario.COLLOQUIO, testo=testo, utente=scena.assistente, riservata=True
        )


def _progetto(scena: Scena, caso: Caso, dal: date, ultimo: date) -> None:
    dati = {
        "situazione": "La famiglia vive in affitto con un solo stipendio; due canoni arretrati.",
        "redatto_il": dal, "verifica_entro": None,
    }  # fmt: skip
    progetto = scrivi_progetto(caso, dati, scena.caso.sample(OBIETTIVI, 2))
    persona = caso.nucleo.membri.intestatari().select_related("persona")[0].persona
    firme = [
        FirmaApposta(FirmatarioProgetto.BENEFICIARIO, str(persona), ultimo),
        FirmaApposta(FirmatarioProgetto.CASE_MANAGER, str(scena.operatore), ultimo),
    ]
    firma_progetto(progetto, firme, utente=scena.operatore)
