"""What goes on around the contracts: candidates, referrals, repairs, rent updates, notices."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

from gestore.actions.candidatura import accogli_candidatura, respingi_candidatura
from gestore.choices import (
    ACarico,
    MezzoDisdetta,
    Parte,
    StatoCandidatura,
    StatoIstat,
    StatoManutenzione,
    TipoCriterio,
    Urgenza,
)
from gestore.management.casa_di_prova.contratti import Famiglia
from gestore.management.casa_di_prova.scena import Scena, alle, primo_del_mese
from gestore.models import (
    AggiornamentoIstat,
    Candidatura,
    Criterio,
    Disdetta,
    IndiceFoi,
    Manutenzione,
    Preventivo,
)
from valdera_housing.choices import Linea, StatoAlloggio, StatoContratto, TipoContratto
from valdera_housing.kit.denaro import centesimi
from valdera_housing.kit.esito import AttoRifiutato
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import Alloggio, Caso, Invio, prossimo_numero
from valdera_housing.rules.canone import canone_sostenibile

ATTO = "Regolamento del Gestore immobiliare sociale, delibera della Giunta dell’Unione"
CRITERI = (
    (TipoCriterio.RESIDENZA, "Vive o lavora in uno dei comuni dell’Unione", None, True),
    (TipoCriterio.SOGGIORNO, "Titolo di soggiorno valido, per chi non è cittadino dell’Unione europea", None, True),
    (TipoCriterio.ISEE_VALIDO, "ISEE valido, senza omissioni", None, True),
    (TipoCriterio.ISEE_MASSIMO, "ISEE non oltre 26.000 euro", Decimal(26000), False),
    (TipoCriterio.PROPRIETA, "Nessun alloggio adeguato di proprietà", None, True),
    (TipoCriterio.SERVIZIO_SOCIALE, "Seguito dal servizio sociale", None, True),
    (TipoCriterio.MOROSITA, "Nessuna morosità ingiustificata con il gestore", None, False),
    (TipoCriterio.CODICE_FISCALE, "Un adulto con codice fiscale, per registrare il contratto", None, True),
)
VARIAZIONI = ("0.8", "0.9", "1.1", "1.3", "1.3", "1.4", "1.5", "1.6", "1.4", "1.3", "1.2", "1.1")
BISOGNI = (
    "Sfratto per finita locazione fra tre mesi, due figli a scuola",
    "Vive in una stanza con tutta la famiglia",
    "La casa di ora costa più di metà dello stipendio",
    "Esce da una comunità e lavora a Pontedera",
    "Alloggio umido, un figlio con l’asma",
    "Separazione: serve una casa vicina alla scuola",
    "Il proprietario vende la casa",
)
LAVORI = (
    ("La caldaia non parte", Urgenza.URGENTE, ACarico.PROPRIETARIO, 5),
    ("Perdita d’acqua sotto il lavello", Urgenza.EMERGENZA, ACarico.NUCLEO, 1),
    ("Infiltrazione dal tetto in camera", Urgenza.URGENTE, ACarico.PROPRIETARIO, 5),
    ("Serratura della porta da cambiare", Urgenza.URGENTE, ACarico.ETS, 5),
    ("Imbiancatura prima della nuova assegnazione", Urgenza.ORDINARIA, ACarico.ETS, 30),
    ("Persiana rotta in soggiorno", Urgenza.ORDINARIA, ACarico.ETS, 30),
    ("Scarico del bagno lento", Urgenza.ORDINARIA, ACarico.NUCLEO, 30),
    ("Citofono guasto", Urgenza.ORDINARIA, ACarico.CONDOMINIO, 30),
)
CON_CASA = {StatoCandidatura.PROPOSTA, StatoCandidatura.ACCOLTA}
DECISIONI: dict[StatoCandidatura, tuple[Callable[..., Candidatura], str]] = {
    StatoCandidatura.ACCOLTA: (
        accogli_candidatura,
        "La casa basta per tutti, il canone sta nel reddito, i figli non cambiano scuola",
    ),
    StatoCandidatura.NON_ACCOLTA: (
        respingi_candidatura,
        "Ha trovato un alloggio adeguato di proprietà della famiglia",
    ),
}
ANCORA_APERTE = 3  # the last repairs, after the newest one


def carica_criteri(scena: Scena) -> None:
    Criterio.objects.bulk_create(
        Criterio(
            tipo=tipo, descrizione=testo, soglia=soglia, obbligatorio=obbligatorio, valido_dal=scena.inizio, atto=ATTO
        )
        for tipo, testo, soglia, obbligatorio in CRITERI
    )


def carica_candidature(scena: Scena, famiglie: list[Famiglia], casi: dict[int, Caso]) -> None:
    """Households that ask today: five open, a home proposed to one, one accepted, two refused, one withdrawn.

    Three more have just been referred.
    """
    sistemate = {s.contratto.nucleo_id for s in scena.sublocazioni}
    libere = [f for f in famiglie if f.nucleo.pk not in sistemate][:13]
    stati = (
        [StatoCandidatura.APERTA] * 5
        + [StatoCandidatura.PROPOSTA, StatoCandidatura.ACCOLTA]
        + [StatoCandidatura.NON_ACCOLTA] * 2
        + [StatoCandidatura.RITIRATA]
    )
    vuoti = list(Alloggio.objects.filter(stato__in=[StatoAlloggio.DISPONIBILE, StatoAlloggio.SFITTO]).order_by("pk"))
    for n, (famiglia, stato) in reversed(list(enumerate(zip(libere, stati, strict=False)))):
        il = scena.oggi - timedelta(days=5 + n * 11)
        with scena.momento(alle(il, 11), scena.operatore):
            candidatura = _candidatura(famiglia, casi[famiglia.nucleo.pk], stato, il, n, vuoti)
        if stato in DECISIONI:
            with scena.momento(alle(il + timedelta(days=12), 15), scena.coordinatore):
                _decidi(scena, candidatura, stato)
    for n, famiglia in enumerate(libere[len(stati) :]):
        Invio.objects.create(
            caso=casi[famiglia.nucleo.pk],
            linea=Linea.GIS,
            motivo=BISOGNI[n % len(BISOGNI)],
            inviato_da=scena.assistente,
            inviato_il=scena.oggi - timedelta(days=1 + 2 * n),
        )


def _candidatura(
    famiglia: Famiglia, caso: Caso, stato: StatoCandidatura, il: date, n: int, vuoti: list[Alloggio]
) -> Candidatura:
    """As it was entered; with a home proposed only when one has a bed for each."""
    casa = next((a for a in vuoti if (a.posti_letto or 0) >= famiglia.persone), None) if stato in CON_CASA else None
    if casa:
        vuoti.remove(casa)
    senza = stato if stato == StatoCandidatura.RITIRATA else StatoCandidatura.APERTA
    return Candidatura.objects.create(
        numero=f"K-{il.year}-{prossimo_numero('candidatura', il.year):04d}",
        nucleo=famiglia.nucleo,
        caso=caso,
        presentata_il=il,
        bisogno=BISOGNI[n % len(BISOGNI)],
        serve_accessibile=n == 2,
        soggiorno_valido=True if n % 3 or casa else None,
        possiede_alloggio=False,
        reddito_annuo=famiglia.reddito,
        stato=StatoCandidatura.PROPOSTA if casa else senza,
        alloggio=casa,
        canone_proposto=canone_sostenibile(famiglia.reddito) // 10 * 10 if casa else None,
    )


def _decidi(scena: Scena, candidatura: Candidatura, stato: StatoCandidatura) -> None:
    """By the real act, which keeps the requirements of that day; one it refuses stays as it is."""
    atto, motivazione = DECISIONI[stato]
    with suppress(AttoRifiutato):
        atto(candidatura, motivazione=motivazione, utente=scena.coordinatore, versione=candidatura.versione)


def carica_manutenzioni(scena: Scena) -> None:
    """Repairs closed with their cost over two years, and some open, one of them late."""
    case = [s.contratto.alloggio for s in scena.sublocazioni]
    for n in reversed(range(min(len(case), 24))):
        testo, urgenza, chi, giorni = LAVORI[n % len(LAVORI)]
        aperta = scena.oggi - timedelta(days=3 + n * (4 if n <= ANCORA_APERTE else 25))
        with scena.momento(alle(aperta, 12), scena.operatore):
            riparazione = Manutenzione.objects.create(
                numero=f"M-{aperta.year}-{prossimo_numero('manutenzione', aperta.year):04d}",
                alloggio=case[n],
                aperta_il=aperta,
                segnalata_da=scena.sublocazioni[n].contratto.conduttore,
                descrizione=testo,
                urgenza=urgenza,
                entro_il=aperta + timedelta(days=giorni),
                a_carico_di=chi,
            )
            _continua(scena, riparazione, n)


def _continua(scena: Scena, riparazione: Manutenzione, n: int) -> None:
    if n in {1, 2}:
        costo = Decimal(120 + 40 * n)
        Preventivo.objects.create(
            manutenzione=riparazione, fornitore="Idraulica Valdera", importo=costo, ricevuto_il=riparazione.aperta_il
        )
        riparazione.stato = StatoManutenzione.PREVENTIVO
    elif n == 3:
        riparazione.stato, riparazione.autorizzata_da = StatoManutenzione.AUTORIZZATA, scena.coordinatore
    elif n > ANCORA_APERTE:
        riparazione.stato = StatoManutenzione.CHIUSA
        riparazione.chiusa_il = min(riparazione.entro_il, scena.oggi)
        riparazione.costo = Decimal(scena.caso.randint(6, 42)) * 10
        riparazione.fornitore, riparazione.esito = "Idraulica Valdera", "Riparato"
    riparazione.save()


def carica_istat(scena: Scena) -> None:
    """Two years of indices; some rents updated at their anniversary, one proposal that waits."""
    primo = primo_del_mese(aggiungi_mesi(scena.oggi, -24))
    IndiceFoi.objects.bulk_create(
        IndiceFoi(mese=aggiungi_mesi(primo, n), variazione_pct=Decimal(VARIAZIONI[n % 12]), fonte="ISTAT, comunicato")
        for n in range(23)
    )
    indici = {indice.mese: indice for indice in IndiceFoi.objects.all()}
    aggiornabili = [
        locazione.contratto
        for locazione in scena.locazioni
        if locazione.contratto.quota_istat and locazione.contratto.stato == StatoContratto.IN_CORSO
    ]
    for n, contratto in enumerate(aggiornabili):
        dal = aggiungi_mesi(contratto.inizio, 12)
        indice = indici.get(aggiungi_mesi(dal, -2))
        if indice is None or contratto.tipo not in {TipoContratto.CONCORDATO_3_2, TipoContratto.LIBERO_4_4}:
            continue
        if dal > scena.oggi or n >= 4:
            continue
        quota = contratto.quota_istat or Decimal(0)
        dopo = centesimi(contratto.canone_mensile * (1 + indice.variazione_pct * quota / 10000))
        AggiornamentoIstat.objects.create(
            contratto=contratto,
            dal=aggiungi_mesi(primo_del_mese(scena.oggi), 2) if n == 3 else dal,
            indice=indice,
            quota_pct=quota,
            canone_prima=contratto.canone_mensile,
            canone_dopo=dopo,
            stato=StatoIstat.PROPOSTO if n == 3 else StatoIstat.RINUNCIATO,
            nota="" if n == 3 else "Il proprietario non l’ha chiesto",
        )


def carica_disdette(scena: Scena) -> None:
    """A household that will leave, with its keys to take back."""
    correnti = [s.contratto for s in scena.sublocazioni if s.contratto.stato == StatoContratto.IN_CORSO]
    if not correnti:
        return
    contratto = correnti[-1]
    ricevuta = scena.oggi - timedelta(days=20)
    with scena.momento(alle(ricevuta, 10), scena.operatore):
        Disdetta.objects.create(
            contratto=contratto,
            parte=Parte.CONDUTTORE,
            mezzo=MezzoDisdetta.RACCOMANDATA,
            inviata_il=ricevuta - timedelta(days=3),
            ricevuta_il=ricevuta,
            gravi_motivi="Trasferimento di lavoro in un’altra provincia",
            valida=True,
            efficace_dal=min(aggiungi_mesi(ricevuta, 6), contratto.fine_effettiva),
            spiegazione="Recesso per gravi motivi: sei mesi dalla ricezione (art. 3 c. 6 L. 431/98)",
        )
        contratto.stato = StatoContratto.DISDETTATO
        contratto.save()
