"""The whole time-line of an eviction: what was done, what comes next, what may still come and when (domain.md 2.3)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sportello.choices import EsitoAccessoGiudiziario, EsitoSfratto, TipoSfratto
from sportello.rules import evento_sfratto as regole
from sportello.rules import sfratto as r
from sportello.rules.sfratto import DatiSfratto, E, Evento, F, PassoSfratto, Situazione, Soglie
from valdera_housing.kit.scrittura import in_data
from valdera_housing.kit.tempo import aggiungi_mesi

ORDINE = list(F)
ARTICOLI = {
    E.DISDETTA_O_MORA: r.MORA,
    E.INTIMAZIONE: r.INTIMAZIONE,
    E.TERMINE_DI_GRAZIA: r.GRAZIA,
    E.CONVALIDA: r.ESECUZIONE,
    E.ORDINANZA: r.ESECUZIONE,
    E.PRECETTO: r.PRECETTO,
    E.PREAVVISO: r.PREAVVISO,
    E.ACCESSO: r.ACCESSI,
    E.PROROGA: r.PROROGA,
}
FISSA = {
    E.INTIMAZIONE: "Udienza il",
    E.UDIENZA: "Rinviata al",
    E.TERMINE_DI_GRAZIA: "Termine fino al",
    E.CONVALIDA: "Esecuzione dal",
    E.ORDINANZA: "Esecuzione dal",
    E.PREAVVISO: "Accesso il",
    E.ACCESSO: "Prossimo accesso il",
    E.PROROGA: "Rinviata al",
    E.SOSPENSIONE: "Sospeso fino al",
}


def situazione(dati: DatiSfratto, eventi: Sequence[Evento], *, oggi: date, soglie: Soglie | None = None) -> Situazione:
    """Stage, next day and the whole time-line. ``eventi`` are in order of day."""
    limiti = soglie or Soglie()
    giorno, passo, da_chiudere = r.prossima(dati, eventi, limiti)
    fase = F.CHIUSO if dati.chiuso_il else r.fase_di(eventi)
    in_pausa = not dati.chiuso_il and r.sospeso(eventi)
    base = Situazione(dati, tuple(eventi), limiti, oggi, fase, giorno, passo, in_pausa, da_chiudere)
    return replace(base, passi=(*_fatti(base), *_prossimo(base), *_possibili(base)))


def _fatti(s: Situazione) -> Iterator[PassoSfratto]:
    """What happened, each with what was out of order given the events before it."""
    for posto, evento in enumerate(s.eventi):
        prima = replace(s, eventi=s.eventi[:posto])
        nome = evento.nome
        if evento.tipo == E.ACCESSO:
            numero = r.numero_accesso(prima.eventi)
            esito = EsitoAccessoGiudiziario(evento.esito).label.lower() if evento.esito else ""
            nome = f"Accesso n. {numero}" + (f": {esito}" if esito else "")
        yield PassoSfratto(
            nome, "fatto", giorno=evento.giorno, testo=_fissato(s, evento), articolo=ARTICOLI.get(E(evento.tipo), ""),
            nota=evento.nota, avvisi=regole.avvisi_di(prima, evento), chiave=evento.chiave,
        )  # fmt: skip
    if s.dati.chiuso_il:
        esito = EsitoSfratto(s.dati.esito).label if s.dati.esito else ""
        yield PassoSfratto("Chiuso", "fatto", giorno=s.dati.chiuso_il, testo=esito)


def _fissato(s: Situazione, evento: Evento) -> str:
    if evento.tipo == E.PRECETTO:
        return f"La casa si può chiedere dal {in_data(r.rilascio_dal(evento, s.eventi, s.soglie))}"
    if not evento.per_il:
        return ""
    ora = f", ore {evento.ora:%H:%M}" if evento.ora else ""
    return f"{FISSA.get(E(evento.tipo), 'Fino al')} {in_data(evento.per_il)}{ora}"


def _prossimo(s: Situazione) -> Iterator[PassoSfratto]:
    """The one thing that comes now: on its day, or still to be fixed."""
    if s.dati.chiuso_il or not s.prossimo_passo:
        return
    ultimo = next((e for e in reversed(s.eventi) if e.per_il == s.prossima_data and e.per_il), None)
    articolo, al = _del_prossimo(s)
    yield PassoSfratto(
        s.da_fare, "prossimo", dal=s.prossima_data, al=al, articolo=articolo, ora=ultimo.ora if ultimo else None
    )


def _del_prossimo(s: Situazione) -> tuple[str, date | None]:
    if s.fase == F.PRECETTO and not s.sospeso and not s.da_chiudere and (precetto := s.ultimo(E.PRECETTO)):
        return r.PRECETTO_SCADE, regole.scade_precetto(s, precetto)
    articoli = {
        F.INTIMAZIONE: r.INTIMAZIONE, F.TERMINE_DI_GRAZIA: r.GRAZIA, F.CONVALIDA: r.ESECUZIONE,
        F.PREAVVISO: r.PREAVVISO, F.ACCESSO: r.ACCESSI,
    }  # fmt: skip
    ferma = s.sospeso or s.da_chiudere
    return ("" if ferma else articoli.get(F(s.fase), "")), None


def _possibili(s: Situazione) -> Iterator[PassoSfratto]:
    """What may follow, with the earliest and the latest day the law gives."""
    if s.dati.chiuso_il or s.da_chiudere:
        return
    posto = ORDINE.index(F(s.fase))
    if posto < ORDINE.index(F.CONVALIDA):
        yield from _davanti_al_giudice(s, posto)
    yield from _proroga(s)
    yield from _esecuzione(s, posto)


def _davanti_al_giudice(s: Situazione, posto: int) -> Iterator[PassoSfratto]:
    mora, intimazione, udienza = s.ultimo(E.DISDETTA_O_MORA), s.ultimo(E.INTIMAZIONE), _udienza(s)
    if posto < ORDINE.index(F.INTIMAZIONE):
        testo, articolo, dal = "Il proprietario chiama il nucleo davanti al giudice", "", None
        if s.dati.tipo == TipoSfratto.MOROSITA:
            testo = f"Il canone non pagato è inadempimento {s.soglie.giorni_mora} giorni dopo la scadenza"
            articolo, dal = r.MORA, mora.giorno + timedelta(days=s.soglie.giorni_mora) if mora else None
        yield PassoSfratto("Intimazione di sfratto", "possibile", dal=dal, testo=testo, articolo=articolo)
    minimo = intimazione.giorno + timedelta(days=s.soglie.giorni_comparizione) if intimazione else None
    if udienza is None:
        testo = f"Almeno {s.soglie.giorni_comparizione} giorni dopo la notifica dell’intimazione"
        yield PassoSfratto("Udienza", "possibile", dal=minimo, testo=testo, articolo=r.INTIMAZIONE)
    if s.fase != F.TERMINE_DI_GRAZIA and s.dati.tipo == TipoSfratto.MOROSITA:
        yield _grazia(s, udienza)
    yield _convalida(s, udienza)


def _udienza(s: Situazione) -> date | None:
    """The day of the hearing, fixed or held."""
    ultimo = s.ultimo(E.INTIMAZIONE, E.UDIENZA)
    if ultimo is None:
        return None
    return ultimo.per_il or (ultimo.giorno if ultimo.tipo == E.UDIENZA else None)


def _grazia(s: Situazione, udienza: date | None) -> PassoSfratto:
    soglie, gia = s.soglie, regole.grazie_nel_quadriennio(s, udienza or s.oggi)
    testo = (
        f"Si chiede all’udienza: fino a {soglie.grazia_giorni} giorni per pagare, {soglie.grazia_giorni_disagio} con "
        f"un disagio provato. In {soglie.grazia_anni} anni fino a {soglie.grazia_volte} volte, "
        f"{soglie.grazia_volte_disagio} con il disagio: finora {gia}"
    )
    al = udienza + timedelta(days=soglie.grazia_giorni_disagio) if udienza else None
    return PassoSfratto("Termine di grazia", "possibile", dal=udienza, al=al, testo=testo, articolo=r.GRAZIA)


def _convalida(s: Situazione, udienza: date | None) -> PassoSfratto:
    soglie = s.soglie
    grazia = s.ultimo(E.TERMINE_DI_GRAZIA)
    if grazia and grazia.per_il and s.fase == F.TERMINE_DI_GRAZIA:
        testo = (
            f"Se il termine passa senza pagare: l’udienza è entro {soglie.grazia_giorni_verifica} giorni (art. 55) e "
            f"l’esecuzione entro {soglie.esecuzione_giorni_dopo_grazia}, cioè entro il "
            f"{in_data(grazia.per_il + timedelta(days=soglie.esecuzione_giorni_dopo_grazia))}"
        )
        al = grazia.per_il + timedelta(days=soglie.grazia_giorni_verifica)
        return PassoSfratto("Convalida", "possibile", dal=grazia.per_il, al=al, testo=testo, articolo=r.ESECUZIONE)
    testo = (
        f"Il giudice fissa l’esecuzione entro {soglie.esecuzione_mesi} mesi, in casi eccezionali "
        f"{soglie.esecuzione_mesi_massimo}"
    )
    if udienza:
        mesi = (aggiungi_mesi(udienza, m) for m in (soglie.esecuzione_mesi, soglie.esecuzione_mesi_massimo))
        regola, massimo = (in_data(giorno) for giorno in mesi)
        testo += f": se la convalida è all’udienza, entro il {regola} o il {massimo}"
    return PassoSfratto(
        "Convalida o ordinanza di rilascio", "possibile", dal=udienza, testo=testo, articolo=r.ESECUZIONE
    )


def _proroga(s: Situazione) -> Iterator[PassoSfratto]:
    titolo = s.ultimo(*r.TITOLI)
    if s.dati.tipo != TipoSfratto.FINITA_LOCAZIONE or titolo is None or s.ultimo(E.PROROGA):
        return
    mesi = s.soglie.proroga_mesi_protetti if s.dati.protetto else s.soglie.proroga_mesi
    perche = ", per chi ci vive," if s.dati.protetto else ""
    testo = f"Si chiede una volta: l’esecuzione può slittare{perche} fino a {mesi} mesi"
    al = regole.limite_proroga(s, titolo.giorno)
    yield PassoSfratto("Proroga", "possibile", al=al, testo=testo, articolo=r.PROROGA)


def _esecuzione(s: Situazione, posto: int) -> Iterator[PassoSfratto]:
    """From the order to the second access: each waits for the one before."""
    titolo, precetto = s.ultimo(*r.TITOLI), s.ultimo(E.PRECETTO)
    if posto < ORDINE.index(F.PRECETTO):
        testo = f"Ordina di lasciare la casa in {s.soglie.precetto_giorni} giorni, dopo la data fissata dal giudice"
        yield PassoSfratto(
            "Precetto", "possibile", dal=titolo.giorno if titolo else None, testo=testo, articolo=r.PRECETTO
        )
    dal = r.rilascio_dal(precetto, s.eventi, s.soglie) if precetto else None
    if posto < ORDINE.index(F.PREAVVISO):
        testo = f"Dice giorno e ora dell’accesso, almeno {s.soglie.preavviso_giorni} giorni prima"
        al = regole.scade_precetto(s, precetto) if precetto else None
        yield PassoSfratto("Preavviso di rilascio", "possibile", dal=dal, al=al, testo=testo, articolo=r.PREAVVISO)
        dal = dal + timedelta(days=s.soglie.preavviso_giorni) if dal else None
    yield from _accessi(s, dal if posto < ORDINE.index(F.PREAVVISO) else None)


def _accessi(s: Situazione, dal: date | None) -> Iterator[PassoSfratto]:
    """The accesses still to be fixed, up to the one to which the force may come."""
    numero = r.numero_accesso(s.eventi)
    fissato = s.fase in (F.PREAVVISO, F.ACCESSO) and not s.sospeso
    for n in range(numero + fissato, max(s.soglie.accessi_minimi, numero) + 1):
        testo = f"L’ufficiale giudiziario viene almeno {s.soglie.accessi_minimi} volte"
        if n >= s.soglie.accessi_minimi:
            testo += "; da questo accesso può esserci la forza pubblica e il fabbro"
        yield PassoSfratto(f"Accesso n. {n}", "possibile", dal=dal, testo=testo, articolo=r.USO)
        dal = None
