"""The dossier of a case in one query: diary, referrals, project and letters, as facts of one time-line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat, JSONObject, NullIf, Trim
from django.urls import reverse

from valdera_housing.choices import (
    ASPETTI_OBIETTIVO,
    ASPETTI_PROGETTO,
    AreaObiettivo,
    Linea,
    StatoObiettivo,
    StatoProgetto,
    TipoVoceDiario,
)
from valdera_housing.kit.aspetto import Aspetto
from valdera_housing.models import (
    Caso,
    Invio,
    Lettera,
    Obiettivo,
    ProgettoIndividuale,
    Utente,
    VerificaProgetto,
    VoceDiario,
)
from valdera_housing.queries.caso import CONCLUSO, IN_ATTESA, PRESO

VOCI, INVII, PROGETTI, VERIFICHE, OBIETTIVI, LETTERE = 30, 40, 5, 20, 60, 20


@dataclass(frozen=True)
class Momento:
    """Something that happened, or will, in a case. ``voce`` marks a note of the diary."""

    giorno: date
    titolo: str
    testo: str = ""
    chi: str = ""
    url: str = ""
    riservata: bool = False
    futuro: bool = False
    voce: bool = False


@dataclass(frozen=True)
class InvioDelCaso:
    """A referral as who sent it follows it."""

    linea: str
    motivo: str
    inviato_il: date
    inviato_da: str
    preso_il: date | None
    preso_da: str
    concluso_il: date | None
    esito: str

    @property
    def aspetto(self) -> Aspetto:
        if self.concluso_il:
            return CONCLUSO
        return PRESO if self.preso_il else IN_ATTESA


@dataclass(frozen=True)
class ObiettivoDelCaso:
    area: str
    descrizione: str
    aspetto: Aspetto
    scade_il: date | None
    aperto: bool


@dataclass(frozen=True)
class ProgettoDelCaso:
    pk: int
    numero: str
    stato: str
    redatto_il: date
    firmato_il: date | None
    chiuso_il: date | None
    verifica_entro: date
    esito: str
    obiettivi: list[ObiettivoDelCaso] = field(default_factory=list)

    @property
    def url(self) -> str:
        return reverse("progetto_scheda", args=[self.pk])

    @property
    def aspetto(self) -> Aspetto:
        return ASPETTI_PROGETTO[self.stato]

    @property
    def aperto(self) -> bool:
        return self.stato in (StatoProgetto.BOZZA, StatoProgetto.FIRMATO)


@dataclass(frozen=True)
class LetteraDelCaso:
    url: str
    oggetto: str
    numero: str
    data: date
    chi: str


@dataclass
class Fascicolo:
    """What the registry knows of a case that this user may read. ``progetto`` is the last one."""

    invii: list[InvioDelCaso]
    progetti: list[ProgettoDelCaso]
    lettere: list[LetteraDelCaso]
    momenti: list[Momento]

    @property
    def progetto(self) -> ProgettoDelCaso | None:
        return self.progetti[0] if self.progetti else None

    @property
    def aperti(self) -> list[str]:
        """What a closure would end with the case."""
        invii = [f"l’invio a {invio.linea}" for invio in self.invii if invio.concluso_il is None]
        progetti = [f"il progetto {p.numero}" for p in self.progetti if p.aperto]
        return [*invii, *progetti]


def fascicolo_di(caso: Caso, giorno: date, *, utente: Utente) -> Fascicolo:
    """The dossier of ``caso`` on ``giorno``: a reserved note is there only for who may read it. One query."""
    righe: dict[str, list[dict[str, Any]]] = {}
    for genere, dati in _righe(caso, utente):
        righe.setdefault(genere, []).append(dati)
    invii = [_invio(dati) for dati in righe.get("invio", [])]
    progetti = [_progetto(dati, righe.get("obiettivo", [])) for dati in righe.get("progetto", [])]
    lettere = [_lettera(dati) for dati in righe.get("lettera", [])]
    invii.sort(key=lambda invio: invio.inviato_il, reverse=True)
    progetti.sort(key=lambda progetto: (progetto.redatto_il, progetto.pk), reverse=True)
    lettere.sort(key=lambda lettera: (lettera.data, lettera.numero), reverse=True)
    # In the order things happen within a day: the last written comes first on the page.
    momenti = [
        *_dell_apertura(caso),
        *(Momento(x.data, "Lettera", x.oggetto, x.chi, x.url) for x in lettere if x.data >= caso.aperto_il),
        *(m for invio in reversed(invii) for m in _dell_invio(invio)),
        *(m for progetto in reversed(progetti) for m in _del_progetto(progetto, giorno)),
        *(_verifica(dati) for dati in sorted(righe.get("verifica", []), key=lambda dati: dati["pk"])),
        *(_voce(dati) for dati in sorted(righe.get("voce", []), key=lambda dati: dati["pk"])),
        *_della_chiusura(caso),
    ]
    momenti.sort(key=lambda momento: momento.giorno)
    momenti.reverse()
    return Fascicolo(invii, progetti, lettere, momenti)


def _nome(percorso: str) -> Coalesce:
    """The name of a user as ``str(utente)`` writes it; empty when there is nobody."""
    intero = Trim(Concat(f"{percorso}__first_name", Value(" "), f"{percorso}__last_name"))
    nome = NullIf(intero, Value(""))
    return Coalesce(nome, F(f"{percorso}__username"), Value(""), output_field=CharField())


def _righe(caso: Caso, utente: Utente) -> QuerySet:
    parti = [
        _parte("voce", VoceDiario.objects.visibili_a(utente).filter(caso=caso).order_by("-giorno", "-pk")[:VOCI],
               giorno="giorno", pk="pk", tipo="tipo", testo="testo", riservata="riservata", chi=_nome("autore")),
        _parte("invio", Invio.objects.filter(caso=caso).order_by("-inviato_il", "-pk")[:INVII],
               linea="linea", motivo="motivo", inviato_il="inviato_il", inviato_da=_nome("inviato_da"),
               preso_il="preso_in_carico_il", preso_da=_nome("preso_in_carico_da"), concluso_il="concluso_il",
               esito="esito"),
        _parte("progetto", ProgettoIndividuale.objects.filter(caso=caso).order_by("-redatto_il", "-pk")[:PROGETTI],
               pk="pk", numero="numero", stato="stato", redatto_il="redatto_il", firmato_il="firmato_il",
               chiuso_il="chiuso_il", verifica_entro="verifica_entro", esito="esito"),
        _parte("verifica",
               VerificaProgetto.objects.filter(progetto__caso=caso).order_by("-svolta_il", "-pk")[:VERIFICHE],
               pk="pk", progetto="progetto_id", giorno="svolta_il", testo="testo", chi=_nome("autore")),
        _parte("obiettivo", Obiettivo.objects.filter(progetto__caso=caso).order_by("-progetto", "pk")[:OBIETTIVI],
               progetto="progetto_id", pk="pk", area="area", descrizione="descrizione", stato="stato",
               scade_il="scade_il"),
        _parte("lettera",
               Lettera.objects.visibili_a(utente).filter(nucleo=caso.nucleo_id).order_by("-data", "-pk")[:LETTERE],
               pk="pk", numero="numero", oggetto="oggetto", data="data", chi=_nome("creata_da")),
    ]  # fmt: skip
    return parti[0].union(*parti[1:], all=True)


def _parte(genere: str, righe: QuerySet, **colonne: Any) -> QuerySet:
    """Rows of one noun as (``genere``, their columns in JSON), so that those of all nouns fit in one answer."""
    return righe.annotate(genere=Value(genere, TextField()), dati=JSONObject(**colonne)).values_list("genere", "dati")


def _giorno(testo: str | None) -> date | None:
    return date.fromisoformat(testo) if testo else None


def _certo(testo: str) -> date:
    return date.fromisoformat(testo)


def _voce(dati: dict[str, Any]) -> Momento:
    titolo = TipoVoceDiario(dati["tipo"]).label
    return Momento(_certo(dati["giorno"]), titolo, dati["testo"], dati["chi"], riservata=dati["riservata"], voce=True)


def _invio(dati: dict[str, Any]) -> InvioDelCaso:
    return InvioDelCaso(
        linea=Linea(dati["linea"]).label,
        motivo=dati["motivo"],
        inviato_il=_certo(dati["inviato_il"]),
        inviato_da=dati["inviato_da"],
        preso_il=_giorno(dati["preso_il"]),
        preso_da=dati["preso_da"],
        concluso_il=_giorno(dati["concluso_il"]),
        esito=dati["esito"],
    )


def _progetto(dati: dict[str, Any], obiettivi: list[dict[str, Any]]) -> ProgettoDelCaso:
    date_ = {nome: _giorno(dati[nome]) for nome in ("redatto_il", "firmato_il", "chiuso_il", "verifica_entro")}
    suoi = sorted((o for o in obiettivi if o["progetto"] == dati["pk"]), key=lambda o: o["pk"])
    resto = {nome: dati[nome] for nome in ("pk", "numero", "stato", "esito")}
    return ProgettoDelCaso(**resto, **date_, obiettivi=[_obiettivo(o) for o in suoi])  # type: ignore[arg-type]


def _obiettivo(dati: dict[str, Any]) -> ObiettivoDelCaso:
    stato = dati["stato"]
    aperto = stato in (StatoObiettivo.DA_AVVIARE, StatoObiettivo.IN_CORSO)
    area = AreaObiettivo(dati["area"]).label
    return ObiettivoDelCaso(area, dati["descrizione"], ASPETTI_OBIETTIVO[stato], _giorno(dati["scade_il"]), aperto)


def _lettera(dati: dict[str, Any]) -> LetteraDelCaso:
    url = reverse("lettera_scarica", args=[dati["pk"]])
    return LetteraDelCaso(url, dati["oggetto"], dati["numero"], _certo(dati["data"]), dati["chi"])


def _verifica(dati: dict[str, Any]) -> Momento:
    url = reverse("progetto_scheda", args=[dati["progetto"]])
    return Momento(_certo(dati["giorno"]), "Verifica del progetto", dati["testo"], dati["chi"], url)


def _dell_invio(invio: InvioDelCaso) -> Iterator[Momento]:
    yield Momento(invio.inviato_il, f"Invio: {invio.linea}", invio.motivo, invio.inviato_da)
    if invio.preso_il:
        yield Momento(invio.preso_il, f"Invio preso in carico: {invio.linea}", chi=invio.preso_da)
    if invio.concluso_il:
        yield Momento(invio.concluso_il, f"Invio concluso: {invio.linea}", invio.esito)


def _del_progetto(progetto: ProgettoDelCaso, giorno: date) -> Iterator[Momento]:
    url, numero = progetto.url, progetto.numero
    yield Momento(progetto.redatto_il, "Progetto individuale scritto", numero, url=url)
    if progetto.firmato_il:
        yield Momento(progetto.firmato_il, "Progetto individuale firmato", numero, url=url)
    if progetto.chiuso_il:
        finito = "concluso" if progetto.stato == StatoProgetto.CONCLUSO else "interrotto"
        yield Momento(progetto.chiuso_il, f"Progetto individuale {finito}", progetto.esito, url=url)
        return
    if progetto.stato == StatoProgetto.FIRMATO and progetto.verifica_entro >= giorno:
        yield Momento(progetto.verifica_entro, "Da verificare: progetto individuale", numero, url=url, futuro=True)
    for obiettivo in progetto.obiettivi:
        if obiettivo.aperto and obiettivo.scade_il and obiettivo.scade_il >= giorno:
            titolo = f"Da raggiungere: {obiettivo.area.lower()}"
            yield Momento(obiettivo.scade_il, titolo, obiettivo.descrizione, url=url, futuro=True)


def _dell_apertura(caso: Caso) -> Iterator[Momento]:
    yield Momento(caso.aperto_il, "Caso aperto")
    if caso.informativa_il:
        yield Momento(caso.informativa_il, "Informativa consegnata")
    if caso.preso_in_carico_il:
        yield Momento(caso.preso_in_carico_il, "Preso in carico dal servizio sociale")


def _della_chiusura(caso: Caso) -> Iterator[Momento]:
    if caso.chiuso_il:
        yield Momento(caso.chiuso_il, "Caso chiuso", caso.get_esito_display())
