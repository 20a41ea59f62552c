"""Leases with the owners, then subleases with the households, with keys handed over and taken back."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from gestore.choices import StatoCandidatura, StatoStanza, StatoVerbale, TipoVerbale
from gestore.management.casa_di_prova.scena import Scena, alle, primo_del_mese
from gestore.models import (
    Candidatura,
    ContatoreVerbale,
    Locazione,
    StanzaVerbale,
    Sublocazione,
    VerbaleConsegna,
)
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import (
    NaturaContratto,
    StatoAlloggio,
    StatoContratto,
    TipoContratto,
    TipoFornitura,
)
from valdera_housing.kit.denaro import centesimi
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import (
    AccordoTerritoriale,
    Alloggio,
    Caso,
    Contratto,
    Documento,
    FasciaAccordo,
    Isee,
    MembroNucleo,
    Nucleo,
    prossimo_numero,
)

CON_CONTRATTO = {
    StatoAlloggio.ASSEGNATO, StatoAlloggio.SFITTO, StatoAlloggio.DISPONIBILE, StatoAlloggio.IN_MANUTENZIONE,
    StatoAlloggio.IN_RILASCIO, StatoAlloggio.CONTRATTUALIZZATO, StatoAlloggio.RESTITUITO,
}  # fmt: skip
GIA_ABITATI = {
    StatoAlloggio.SFITTO, StatoAlloggio.IN_MANUTENZIONE, StatoAlloggio.IN_RILASCIO, StatoAlloggio.RESTITUITO,
}  # fmt: skip
STANZE = ("Cucina", "Soggiorno", "Camera", "Bagno")
CONSENSO = b"%PDF-1.4\n% Clausola di consenso alla sublocazione (esemplare dimostrativo)\n%%EOF\n"
MESI_PRIMA_DEL_CONTRATTO = 1


@dataclass(frozen=True)
class Famiglia:
    """A household that can sign: its adult, how many people it has, its yearly income in euro."""

    nucleo: Nucleo
    conduttore: str
    codice_fiscale: str
    persone: int
    reddito: Decimal


def carica_accordi(scena: Scena) -> None:
    """The accords of the two biggest comuni, with three bands each: invented values."""
    dal = scena.inizio - timedelta(days=400)
    for comune in sorted(scena.comuni, key=lambda c: -(c.popolazione or 0))[:2]:
        accordo = AccordoTerritoriale.objects.create(comune=comune, depositato_il=dal, valido_dal=dal)
        FasciaAccordo.objects.bulk_create(
            FasciaAccordo(
                accordo=accordo, zona="Zona unica", subfascia=nome, minimo_mq_anno=minimo, massimo_mq_anno=massimo
            )
            for nome, minimo, massimo in (
                ("Prima", Decimal(48), Decimal(70)), ("Seconda", Decimal(60), Decimal(92)),
                ("Terza", Decimal(75), Decimal(118)),
            )
        )  # fmt: skip


def carica_locazioni(scena: Scena, destini: dict[int, StatoAlloggio]) -> None:
    """A lease for each home that has or had one; registered in time, but for a few late or still to register."""
    consenso = archivia_documento(CONSENSO, "consenso-sublocazione.pdf", utente=scena.operatore)
    fasce = {
        f.accordo.comune_id: f for f in FasciaAccordo.objects.filter(subfascia="Seconda").select_related("accordo")
    }
    for posto, alloggio in enumerate(a for a in scena.alloggi if destini[a.pk] in CON_CONTRATTO):
        with scena.momento(alle(alloggio.segnalato_il, 10), scena.operatore):
            scena.locazioni.append(_locazione(scena, alloggio, destini[alloggio.pk], posto, consenso, fasce))


def _locazione(
    scena: Scena,
    alloggio: Alloggio,
    destino: StatoAlloggio,
    posto: int,
    consenso: Documento,
    fasce: dict[int, FasciaAccordo],
) -> Locazione:
    inizio = primo_del_mese(aggiungi_mesi(alloggio.segnalato_il, MESI_PRIMA_DEL_CONTRATTO))
    libero = posto % 6 == 5
    anni = 4 if libero else 3
    fine = aggiungi_mesi(inizio, 12 * anni) - timedelta(days=1)
    canone = centesimi(alloggio.canone_richiesto or Decimal(500))
    contratto = Contratto.objects.create(
        numero=f"L-{inizio.year}-{prossimo_numero('locazione', inizio.year):04d}",
        natura=NaturaContratto.TESTA,
        tipo=TipoContratto.LIBERO_4_4 if libero else TipoContratto.CONCORDATO_3_2,
        alloggio=alloggio,
        proprietario=alloggio.quote.all()[0].proprietario,
        inizio=inizio,
        fine=fine,
        fine_effettiva=fine,
        canone_mensile=canone,
        oneri_mensili=Decimal(30) if alloggio.spese_condominiali else Decimal(0),
        deposito=canone * 2,
        quota_istat=None if posto % 4 == 0 else Decimal(100) if libero else Decimal(75),
        cedolare=posto % 4 == 0,
    )
    fascia = None if libero else fasce.get(alloggio.comune_id)
    limiti = _limiti(fascia, alloggio)
    locazione = Locazione.objects.create(
        contratto=contratto,
        durata_anni=anni,
        rinnovo_anni=4 if libero else 2,
        sublocazione_autorizzata=True,
        consenso=consenso,
        fascia=fascia,
        canone_minimo=limiti[0] if limiti else None,
        canone_massimo=limiti[1] if limiti else None,
        deroga_motivata="" if limiti and limiti[0] <= canone <= limiti[1] else "Canone concordato con le associazioni",
        iban_proprietario=contratto.proprietario.iban,
    )
    _firma(scena, contratto, destino, posto)
    return locazione


def _limiti(fascia: FasciaAccordo | None, alloggio: Alloggio) -> tuple[Decimal, Decimal] | None:
    if fascia is None or alloggio.mq_convenzionali is None:
        return None
    mq = alloggio.mq_convenzionali
    return centesimi(fascia.minimo_mq_anno * mq / 12), centesimi(fascia.massimo_mq_anno * mq / 12)


def _firma(scena: Scena, contratto: Contratto, destino: StatoAlloggio, posto: int) -> None:
    """Signed ten days before it starts; one in ten is registered late, the newest is still to register."""
    contratto.stipulato_il = contratto.inizio - timedelta(days=10)
    contratto.stato = StatoContratto.FIRMATO
    ultimo = destino == StatoAlloggio.CONTRATTUALIZZATO
    if not ultimo:
        dopo = 45 if posto % 10 == 9 else 12 + posto % 9
        contratto.registrato_il = contratto.stipulato_il + timedelta(days=dopo)
        contratto.registrazione_serie, contratto.registrazione_numero = "3T", f"{1200 + posto}"
        contratto.registrazione_codice = f"TZM{contratto.inizio:%y}T{posto:06d}0001"[:17]
        contratto.comunicato_il = contratto.registrato_il + timedelta(days=20)
    contratto.save()
    if not ultimo:
        contratto.stato = StatoContratto.IN_CORSO
        contratto.save()


def famiglie_pronte(scena: Scena) -> list[Famiglia]:
    """Households in charge whose head is an adult with a codice fiscale, in the order in which they came."""
    membri = MembroNucleo.objects.filter(nucleo__in=[n.pk for n in scena.nuclei], al=None).select_related("persona")
    per_nucleo: dict[int, list[MembroNucleo]] = {}
    for membro in membri:
        per_nucleo.setdefault(membro.nucleo_id, []).append(membro)
    famiglie = []
    for nucleo in scena.nuclei:
        capo = next((m.persona for m in per_nucleo.get(nucleo.pk, []) if m.parentela == "INTESTATARIO"), None)
        if capo is None or not capo.codice_fiscale:
            continue
        reddito = Decimal(scena.caso.randint(70, 190)) * 100
        famiglie.append(
            Famiglia(nucleo, f"{capo.cognome} {capo.nome}", capo.codice_fiscale, len(per_nucleo[nucleo.pk]), reddito)
        )
    return famiglie


def apri_casi(scena: Scena, famiglie: list[Famiglia]) -> dict[int, Caso]:
    """A case for each of these households, with its social worker and the ISEE of this year."""
    casi = {}
    for famiglia in famiglie:
        il = famiglia.nucleo.in_carico_dal or scena.inizio
        casi[famiglia.nucleo.pk] = Caso.objects.create(
            numero=f"C-{il.year}-{prossimo_numero('caso', il.year):04d}",
            nucleo=famiglia.nucleo,
            case_manager=scena.operatore,
            assistente_sociale=scena.assistente,
            aperto_il=il,
        )
    Isee.objects.bulk_create(
        Isee(
            nucleo=f.nucleo,
            valore=centesimi(f.reddito * Decimal("0.62")),
            ise=f.reddito,
            reddito_annuo=f.reddito,
            protocollo_dsu=f"INPS-ISEE-{scena.oggi.year}-{n:08d}A-00",
            presentata_il=date(scena.oggi.year, 1, 20),
            scade_il=date(scena.oggi.year, 12, 31),
        )
        for n, f in enumerate(famiglie, start=1)
    )
    return casi


def carica_sublocazioni(
    scena: Scena, destini: dict[int, StatoAlloggio], famiglie: list[Famiglia], casi: dict[int, Caso]
) -> None:
    """Who lives where: the homes assigned, and those that were and came back."""
    libere = list(famiglie)
    abitati = {StatoAlloggio.ASSEGNATO, *GIA_ABITATI}
    for locazione in scena.locazioni:
        destino = destini[locazione.contratto.alloggio_id]
        if destino not in abitati:
            continue
        inizio = primo_del_mese(aggiungi_mesi(locazione.contratto.inizio, 1))
        famiglia = _adatta(libere, locazione.contratto.alloggio, inizio)
        if famiglia is None:
            continue
        libere.remove(famiglia)
        with scena.momento(alle(inizio, 9), scena.operatore):
            sublocazione = _sublocazione(scena, locazione, famiglia, casi[famiglia.nucleo.pk], inizio)
            scena.sublocazioni.append(sublocazione)
            verbale(scena, sublocazione, TipoVerbale.CONSEGNA, inizio)
            _in_corso(sublocazione.contratto)
    for sublocazione in scena.sublocazioni:
        if destini[sublocazione.contratto.alloggio_id] in GIA_ABITATI:
            _riconsegna(scena, sublocazione)


def _adatta(famiglie: list[Famiglia], alloggio: Alloggio, inizio: date) -> Famiglia | None:
    """The first that fits the beds and was already in charge by then."""
    posti = alloggio.posti_letto or 1
    return next(
        (
            f
            for f in famiglie
            if f.persone <= posti and f.persone >= posti - 4 and (f.nucleo.in_carico_dal or inizio) <= inizio
        ),
        None,
    )


def _sublocazione(scena: Scena, locazione: Locazione, famiglia: Famiglia, caso: Caso, inizio: date) -> Sublocazione:
    testa = locazione.contratto
    sostenibile = centesimi(famiglia.reddito * Decimal("0.30") / 12)
    canone = min(testa.canone_mensile, max(Decimal(180), sostenibile // 10 * 10))
    fine = min(aggiungi_mesi(inizio, 24) - timedelta(days=1), testa.fine_effettiva)
    candidatura = Candidatura.objects.create(
        numero=f"K-{inizio.year}-{prossimo_numero('candidatura', inizio.year):04d}",
        nucleo=famiglia.nucleo,
        caso=caso,
        presentata_il=inizio - timedelta(days=40),
        bisogno="Cerca una casa in affitto che possa pagare con il suo reddito",
        reddito_annuo=famiglia.reddito,
        stato=StatoCandidatura.ACCOLTA,
        alloggio=testa.alloggio,
        canone_proposto=canone,
        motivazione="Composizione adatta all’alloggio, reddito certo, seguita dal servizio sociale",
        decisa_da=scena.coordinatore,
        decisa_il=inizio - timedelta(days=20),
    )
    contratto = Contratto.objects.create(
        numero=f"S-{inizio.year}-{prossimo_numero('sublocazione', inizio.year):04d}",
        natura=NaturaContratto.SUBLOCAZIONE,
        tipo=TipoContratto.SUBLOCAZIONE,
        alloggio=testa.alloggio,
        nucleo=famiglia.nucleo,
        conduttore=famiglia.conduttore,
        conduttore_codice_fiscale=famiglia.codice_fiscale,
        inizio=inizio,
        fine=fine,
        fine_effettiva=fine,
        canone_mensile=canone,
        oneri_mensili=testa.oneri_mensili,
        deposito=canone,
    )
    sublocazione = Sublocazione.objects.create(
        contratto=contratto,
        locazione=locazione,
        caso=caso,
        candidatura=candidatura,
        reddito_annuo=famiglia.reddito,
        canone_sostenibile=sostenibile,
        motivo_canone="" if canone <= sostenibile else "Canone minimo; il servizio sociale integra",
    )
    contratto.stipulato_il, contratto.stato = inizio - timedelta(days=8), StatoContratto.FIRMATO
    contratto.registrato_il = contratto.stipulato_il + timedelta(days=15)
    contratto.registrazione_serie, contratto.registrazione_numero = "3T", f"{5000 + contratto.pk}"
    contratto.save()
    return sublocazione


def verbale(scena: Scena, sublocazione: Sublocazione, tipo: TipoVerbale, il: date) -> VerbaleConsegna:
    """Rooms and meters as they were, then the signatures."""
    riconsegna = tipo == TipoVerbale.RICONSEGNA
    nuovo = VerbaleConsegna.objects.create(
        sublocazione=sublocazione,
        tipo=tipo,
        data=il,
        chiavi="2 chiavi del portone, 2 della porta, 1 della cassetta della posta",
        redatto_da=scena.operatore,
    )
    StanzaVerbale.objects.bulk_create(
        StanzaVerbale(
            verbale=nuovo,
            stanza=stanza,
            stato=StatoStanza.USURATO if riconsegna and n == 0 else StatoStanza.BUONO,
            nota="Segni d’uso intorno ai fornelli" if riconsegna and n == 0 else "",
        )
        for n, stanza in enumerate(STANZE)
    )
    base = scena.caso.randint(2000, 9000)
    ContatoreVerbale.objects.bulk_create(
        ContatoreVerbale(verbale=nuovo, tipo=tipo_contatore, lettura=Decimal(base * fattore))
        for tipo_contatore, fattore in ((TipoFornitura.LUCE, 1), (TipoFornitura.GAS, 2), (TipoFornitura.ACQUA, 1))
    )
    nuovo.per_l_ente, nuovo.per_il_nucleo = str(scena.operatore), sublocazione.contratto.conduttore
    nuovo.stato = StatoVerbale.FIRMATO
    nuovo.save()
    return nuovo


def _in_corso(contratto: Contratto) -> None:
    contratto.stato = StatoContratto.IN_CORSO
    contratto.save()


def _riconsegna(scena: Scena, sublocazione: Sublocazione) -> None:
    """The keys came back at the end of a month, one to four months ago."""
    contratto = sublocazione.contratto
    il = primo_del_mese(aggiungi_mesi(scena.oggi, -scena.caso.randint(0, 3))) - timedelta(days=1)
    il = max(il, contratto.inizio + timedelta(days=30))
    with scena.momento(alle(il, 11), scena.operatore):
        verbale(scena, sublocazione, TipoVerbale.RICONSEGNA, il)
        contratto.stato, contratto.cessato_il = StatoContratto.CESSATO, il
        contratto.motivo_cessazione = "La famiglia ha trovato un’altra casa"
        contratto.save()


def chiudi_i_restituiti(scena: Scena, destini: dict[int, StatoAlloggio]) -> None:
    """The lease of the home given back to its owner is over."""
    for locazione in scena.locazioni:
        if destini[locazione.contratto.alloggio_id] != StatoAlloggio.RESTITUITO:
            continue
        contratto = locazione.contratto
        contratto.stato, contratto.cessato_il = StatoContratto.CESSATO, scena.oggi - timedelta(days=3)
        contratto.motivo_cessazione = "Il proprietario ha venduto la casa"
        contratto.save()
