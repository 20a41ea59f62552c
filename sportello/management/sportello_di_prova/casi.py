"""The households followed besides those that have a home: needs, diary, projects, some cases already closed."""

from datetime import date, timedelta

from valdera_housing.actions.caso import apri_caso, chiudi_caso, invia_caso, modifica_caso
from valdera_housing.actions.diario import scrivi_diario
from valdera_housing.actions.progetto import firma_progetto, scrivi_progetto
from valdera_housing.choices import (
    AreaObiettivo,
    BisognoCaso,
    EsitoCaso,
    FirmatarioProgetto,
    Linea,
    ServizioCoinvolto,
    TipoVoceDiario,
)
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import Caso, Nucleo
from valdera_housing.rules.progetto import FirmaApposta, ObiettivoScritto

QUANTI = 44
SENZA_CASO = 20  # households in charge that only came to the desk
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
    """Open cases, oldest first; one in five is closed by now."""
    con_caso = set(Caso.objects.values_list("nucleo", flat=True))
    liberi = [n for n in scena.nuclei if n.pk not in con_caso and n.in_carico_dal][SENZA_CASO:]
    scelti = sorted(liberi, key=lambda n: n.in_carico_dal or scena.oggi)[: 10 if scena.piccola else QUANTI]
    aperti = []
    for posto, nucleo in enumerate(scelti):
        caso = _caso(scena, nucleo, posto)
        if caso.chiuso_il is None:
            aperti.append(caso)
    return aperti


def _caso(scena: Scena, nucleo: Nucleo, posto: int) -> Caso:
    dal = nucleo.in_carico_dal or scena.inizio
    ultimo = min(scena.oggi, dal + timedelta(days=30 + scena.caso.randrange(120)))
    with scena.momento(alle(ultimo, 11), scena.operatore):
        caso = apri_caso(
            nucleo, aperto_il=dal, assistente_sociale=scena.assistente if _seguito(scena, nucleo) else None,
            case_manager=scena.operatore if posto % 2 else scena.operatrice,
        )  # fmt: skip
        bisogni = [bisogno for bisogno, peso in BISOGNI for _ in range(peso)]
        dati = {
            "bisogno_prevalente": scena.caso.choice(bisogni), "gravita": scena.caso.randint(1, 5),
            "servizi": scena.caso.choice(SERVIZI), "informativa_il": dal,
        }  # fmt: skip
        modifica_caso(caso, dati, versione=caso.versione)
        _diario(scena, caso, dal, ultimo)
        if posto % 5 == 4:
            return chiudi_caso(caso, esito=ESITI[posto // 5 % len(ESITI)], il=ultimo)
        if posto % 4 == 1:
            _progetto(scena, caso, dal, ultimo)
        if posto % 9 == 3:
            invia_caso(
                caso,
                linea=Linea.SPO,
                motivo="Ha ricevuto un’intimazione: serve un appuntamento",
                utente=scena.assistente,
            )
    caso.refresh_from_db()
    return caso


def _seguito(scena: Scena, nucleo: Nucleo) -> bool:
    return nucleo.comune_id in scena.assistente.comuni_seguiti


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
        FirmaApposta(FirmatarioProgetto.CASE_MANAGER, str(caso.case_manager), ultimo),
    ]
    firma_progetto(progetto, firme, utente=scena.operatore)
