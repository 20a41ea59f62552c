"""The homes: list, the free ones, record, forms, the acts of their life."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET, require_http_methods

from gestore.actions import alloggio as atti
from gestore.actions.locazione import APRIBILI
from gestore.choices import ASPETTI_ALLOGGIO, ASPETTI_CONTRATTO
from gestore.exports.alloggio import ALLOGGI
from gestore.filters.alloggio import AlloggioFiltro
from gestore.forms.alloggio import AlloggioForm, AttoAlloggioForm, SegnalazioneForm
from gestore.queries.alloggio import allo_stesso_indirizzo, contratti_di, da_sistemare
from gestore.queries.pannelli import riparazioni_aperte
from gestore.rules.alloggio import capienza
from gestore.workflow import ALLOGGIO, ETS, SPORTELLO_ETS, VEDONO_LE_CASE
from valdera_housing.choices import Ruolo, StatoAlloggio, TipoFileAlloggio
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Pulsante, Voce
from valdera_housing.kit.denaro import in_cifre, in_euro
from valdera_housing.kit.elenco import Elenco
from valdera_housing.kit.esito import AttoRifiutato, Esito
from valdera_housing.kit.scrittura import plurale
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Alloggio, Contratto, Proprietario
from valdera_housing.queries.storia import storia_di
from valdera_housing.rules.file_ammessi import IMMAGINI
from valdera_housing.views.elenco import mostra_elenco, rispondi_foglio
from valdera_housing.views.modulo import mostra_modulo, versione_della_richiesta

ORDINI = {
    "codice": ("codice",),
    "comune": ("comune__nome", "codice"),
    "camere": ("camere", "codice"),
    "posti": ("posti_letto", "codice"),
    "stato": ("stato", "codice"),
}
# What each act means, under its title; the acts in CON_MOTIVO ask why.
SPIEGAZIONI = {
    "sopralluoga": "Qualcuno dell’ente va a vedere l’alloggio.",
    "valuta": "Dopo il sopralluogo: che cosa si è visto e che cosa manca.",
    "tratta": "Si discutono canone e condizioni con il proprietario.",
    "scarta": "L’alloggio non si prende. Il motivo resta scritto sulla scheda.",
    "rendi_disponibile": "Da quel giorno si può proporre a una famiglia.",
    "metti_in_manutenzione": "L’alloggio è vuoto e ci sono lavori da fare: non si propone finché non finiscono.",
    "avvia_rilascio": "L’alloggio torna al proprietario: non si propone più a nessuno.",
    "restituisci": "Le chiavi tornano al proprietario e l’alloggio esce dalla gestione.",
}
# Who reads the homes reads the pages of their owners too, but for social workers.
VEDONO_I_PROPRIETARI = tuple(ruolo for ruolo in VEDONO_LE_CASE if ruolo != Ruolo.ASSISTENTE_SOCIALE)
CON_MOTIVO = ("scarta", "metti_in_manutenzione", "avvia_rilascio")


def elenco_alloggi(request: HttpRequest) -> Elenco:
    alloggi = Alloggio.objects.visibili_a(request.user).select_related("comune")
    return Elenco(request, AlloggioFiltro(request.GET, alloggi, utente=request.user), ORDINI)


@riservata(*VEDONO_LE_CASE)
@require_GET
def elenco(request: HttpRequest) -> HttpResponse:
    alloggi = elenco_alloggi(request)
    pulsanti = [Pulsante("Alloggi liberi", reverse("gestore:alloggio_liberi"))]
    if request.user.ha_ruolo(*VEDONO_I_PROPRIETARI):
        pulsanti.append(Pulsante("Proprietari", reverse("gestore:proprietario_elenco")))
    if request.user.ha_ruolo(*SPORTELLO_ETS):
        pulsanti.append(Pulsante("Segnala un alloggio", reverse("gestore:alloggio_nuovo"), "primario"))
    return mostra_elenco(
        request,
        alloggi,
        "gestore/alloggio/elenco.html",
        pulsanti=pulsanti,
        righe=[(alloggio, ASPETTI_ALLOGGIO[alloggio.stato]) for alloggio in alloggi.pagina],
    )


@riservata(*VEDONO_LE_CASE)
@require_GET
def esporta(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, with the same filters and in the same order."""
    return rispondi_foglio(request, "alloggi", ALLOGGI, elenco_alloggi(request).righe.iterator())


def alloggio_visibile(request: HttpRequest, pk: int) -> Alloggio:
    return get_object_or_404(Alloggio.objects.visibili_a(request.user).select_related("comune"), pk=pk)


def scheda_di(alloggio: Alloggio, parte: str = "") -> str:
    """The address of the record, at the section ``parte``."""
    return reverse("gestore:alloggio_scheda", args=[alloggio.pk]) + (f"#{parte}" if parte else "")


@riservata(*VEDONO_LE_CASE)
@require_GET
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    return pagina(request, alloggio_visibile(request, pk))


def pagina(request: HttpRequest, alloggio: Alloggio, rifiuto: Esito | None = None) -> HttpResponse:
    """The record of a home; ``rifiuto`` says why an act asked from it was not done."""
    contratti = contratti_di(alloggio, request.user)
    file = list(alloggio.file.select_related("documento"))
    contesto = {
        "alloggio": alloggio,
        "stato": ASPETTI_ALLOGGIO[alloggio.stato],
        "rifiuto": rifiuto,
        "scrive": request.user.ha_ruolo(*SPORTELLO_ETS),
        "vede_proprietari": request.user.ha_ruolo(*VEDONO_I_PROPRIETARI),
        "fatti": fatti(alloggio),
        "da_sistemare": da_sistemare(alloggio, oggi()),
        "sezioni": [
            ("Com’è fatto", com_e(alloggio)),
            ("Energia e impianti", energia(alloggio)),
            *altri_dati(alloggio),
        ],
        "quote": list(alloggio.quote.filter(al=None).select_related("proprietario")),
        "forniture": list(alloggio.forniture.all()),
        "file": file,
        "foto": [f for f in file if f.tipo == TipoFileAlloggio.FOTO and f.documento.tipo in IMMAGINI],
        "contratti": [(c, ASPETTI_CONTRATTO[c.stato], con_chi(c, request), indirizzo_contratto(c)) for c in contratti],
        "riparazioni": riparazioni_aperte(alloggio),
        "pulsanti": pulsanti(request, alloggio),
    }
    return render(request, "gestore/alloggio/scheda.html", contesto)


def con_chi(contratto: Contratto, request: HttpRequest) -> str:
    """The other party, as this person may read it."""
    if contratto.nucleo_id is None and contratto.proprietario is not None:
        return str(contratto.proprietario)
    return contratto.chi_conduce(request.user)


def indirizzo_contratto(contratto: Contratto) -> str:
    """The page of the lease or sublease that this contract is, empty when it has none."""
    pagine = {
        "gestore:locazione_scheda": getattr(contratto, "locazione_pk", None),
        "gestore:sublocazione_scheda": getattr(contratto, "sublocazione_pk", None),
    }
    for nome, pk in pagine.items():
        if pk is not None:
            try:
                return reverse(nome, args=[pk])
            except NoReverseMatch:
                return ""
    return ""


def pulsanti(request: HttpRequest, alloggio: Alloggio) -> list[Pulsante]:
    """The acts of the table possible now: the next step first, then correct, then the ways out."""
    possibili = ALLOGGIO.atti_possibili(alloggio.stato, request.user)
    passi = [t for t in possibili if t.atto not in ("modifica", "scarta", "avvia_rilascio")]
    ordinati = passi + [t for t in possibili if t not in passi]
    contratto = contratto_da_scrivere(request, alloggio)
    return contratto + [
        Pulsante(
            t.etichetta,
            reverse(f"gestore:alloggio_{t.atto}", args=[alloggio.pk]),
            "primario" if passi and t is passi[0] else "rischio" if t.atto == "scarta" else "secondario",
        )
        for t in ordinati
    ]


def contratto_da_scrivere(request: HttpRequest, alloggio: Alloggio) -> list[Pulsante]:
    """The way to the contract with the owner: the next step of a negotiation, later the contract that follows."""
    if alloggio.stato not in APRIBILI or not request.user.ha_ruolo(*ETS):
        return []
    indirizzo = f"{reverse('gestore:locazione_nuova')}?alloggio={alloggio.pk}"
    if alloggio.stato == StatoAlloggio.IN_TRATTATIVA:
        return [Pulsante("Scrivi il contratto con il proprietario", indirizzo, "primario")]
    return [Pulsante("Nuovo contratto con il proprietario", indirizzo, "piano")]


def fatti(alloggio: Alloggio) -> list[Voce]:
    mq = alloggio.mq_calpestabili
    norma = capienza(mq, monostanza=alloggio.camere == 0) if mq else 0
    per_norma = f"per {norma} {plurale(norma, 'persona,persone')} (DM 5/7/1975)" if norma else ""
    canone = alloggio.canone_richiesto
    condivisa = f"dal {alloggio.condiviso_dal:%d/%m/%Y}" if alloggio.condiviso_dal else ""
    return [
        *([Voce("Destinazione", "Casa condivisa", nota=condivisa)] if condivisa else []),
        Voce("Comune", alloggio.comune.nome),
        Voce("Camere", alloggio.camere),
        Voce("Posti letto", alloggio.posti_letto),
        Voce("Superficie", metri(mq), nota=per_norma),
        Voce("Canone richiesto", in_euro(canone) if canone is not None else ""),
        Voce("In questo stato dal", f"{alloggio.stato_dal:%d/%m/%Y}", nota=alloggio.motivo_stato),
    ]


def metri(valore: Any) -> str:
    return "" if valore is None else f"{in_cifre(valore).removesuffix(',00')} m²"


def si_no(valore: bool) -> str:
    return "sì" if valore else "no"


def sezioni(alloggio: Alloggio) -> list[tuple[str, list[Voce]]]:
    """What is known of the home, a box for each subject."""
    return [("Com’è fatto", com_e(alloggio)), ("Energia e impianti", energia(alloggio)), *altri_dati(alloggio)]


def com_e(alloggio: Alloggio) -> list[Voce]:
    return [
        Voce("Tipologia", alloggio.get_tipologia_display()),
        Voce("Regime", alloggio.get_regime_display()),
        Voce("Piano", alloggio.piano),
        Voce("Vani", in_cifre(alloggio.vani).rstrip("0").removesuffix(",") if alloggio.vani else ""),
        Voce("m² convenzionali", metri(alloggio.mq_convenzionali)),
        Voce("Arredato", si_no(alloggio.arredato)),
        Voce("Ascensore", si_no(alloggio.ascensore)),
        Voce("Accessibile", si_no(alloggio.accessibile)),
        Voce("Riscaldamento", alloggio.get_riscaldamento_display()),
        Voce("Anno di costruzione", str(alloggio.anno_costruzione or "")),
    ]


def energia(alloggio: Alloggio) -> list[Voce]:
    scade = alloggio.ape_scade_il
    epgl = alloggio.epgl_nren
    return [
        Voce("Classe energetica", alloggio.get_classe_energetica_display()),
        Voce("EPgl,nren", f"{in_cifre(epgl)} kWh/m² anno" if epgl is not None else ""),
        Voce("Codice APE", alloggio.ape_codice),
        Voce("L’APE scade il", f"{scade:%d/%m/%Y}" if scade else ""),
        Voce("Agibile", "sì" if alloggio.agibilita else "da accertare"),
        Voce("Impianti conformi", "sì" if alloggio.impianti_conformi else "da accertare"),
    ]


def altri_dati(alloggio: Alloggio) -> list[tuple[str, list[Voce]]]:
    rendita, spese = alloggio.catasto_rendita, alloggio.spese_condominiali
    catasto = [
        Voce("Sezione", alloggio.catasto_sezione),
        Voce("Foglio", alloggio.catasto_foglio),
        Voce("Particella", alloggio.catasto_particella),
        Voce("Subalterno", alloggio.catasto_subalterno),
        Voce("Categoria", alloggio.catasto_categoria),
        Voce("Classe", alloggio.catasto_classe),
        Voce("Rendita", in_euro(rendita) if rendita is not None else ""),
    ]
    condominio = [
        Voce("Amministratore", alloggio.amministratore),
        Voce("Spese in un anno", in_euro(spese) if spese is not None else ""),
        Voce("Polizza", alloggio.polizza),
    ]
    return [("Catasto", catasto), ("Condominio e assicurazione", condominio)]


@riservata(*VEDONO_LE_CASE)
@require_GET
def storia(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of the home and of the shares of its owners."""
    alloggio = alloggio_visibile(request, pk)
    contesto = {"alloggio": alloggio, "modifiche": storia_di(alloggio, parti="quote")}
    return render(request, "gestore/alloggio/storia.html", contesto)


@riservata(*SPORTELLO_ETS)
@require_http_methods(["GET", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    """The owner's call, of somebody already here (``?proprietario=12``) or new."""
    proprietario = proprietario_chiesto(request)
    form = SegnalazioneForm(request.POST or None, utente=request.user, proprietario=proprietario)

    def atto(dati: dict[str, Any]) -> str:
        alloggio = atti.segnala_alloggio(
            form.dati(),
            utente=request.user,
            il=dati["il"],
            proprietario=form.scelto,
            nuovo_proprietario={nome: dati.get(nome, "") for nome in ("denominazione", "telefono")},
        )
        messages.success(request, f"{alloggio} è fra gli alloggi.")
        if altro := allo_stesso_indirizzo(alloggio):
            messages.warning(request, f"Allo stesso indirizzo c’era già {altro}: controlla che non sia lo stesso.")
        return scheda_di(alloggio)

    contesto = {"proprietario": proprietario, "annulla": reverse("gestore:alloggio_elenco")}
    return mostra_modulo(request, form, template="gestore/alloggio/nuovo.html", atto=atto, contesto=contesto)


def proprietario_chiesto(request: HttpRequest) -> Proprietario | None:
    pk = request.GET.get("proprietario", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 10):
        return None
    return get_object_or_404(Proprietario.objects.visibili_a(request.user), pk=pk)


@riservata(*ALLOGGIO["modifica"].chi)
@require_http_methods(["GET", "POST"])
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is known of the home, in one long form."""
    alloggio = alloggio_visibile(request, pk)
    contesto = {"titolo": alloggio.codice, "versione": alloggio.versione, "annulla": scheda_di(alloggio)}
    form = AlloggioForm(request.POST or None, instance=alloggio, utente=request.user)

    def atto(dati: dict[str, Any]) -> str:
        atti.modifica_alloggio(alloggio, dati, utente=request.user, versione=versione_della_richiesta(request))
        messages.success(request, "Modifiche salvate.")
        return scheda_di(alloggio)

    return mostra_modulo(request, form, template="gestore/alloggio/modulo.html", atto=atto, contesto=contesto)


def pagina_atto(nome: str, agisci: Callable[..., Alloggio]) -> Callable[[HttpRequest, int], HttpResponse]:
    """The page of one step of the life of a home: the day and, where it matters, the reason."""

    @riservata(*ALLOGGIO[nome].chi)
    @require_http_methods(["GET", "POST"])
    def compi(request: HttpRequest, pk: int) -> HttpResponse:
        alloggio = alloggio_visibile(request, pk)
        try:
            passo = ALLOGGIO.pretende(nome, alloggio, request.user)
        except AttoRifiutato as rifiuto:
            risposta = pagina(request, alloggio, rifiuto.esito)
            risposta.status_code = 422
            return risposta

        def atto(dati: dict[str, Any]) -> str:
            fatto = agisci(alloggio, utente=request.user, il=dati["il"], motivo=dati["motivo"])
            messages.success(request, f"{fatto.codice}: ora lo stato è «{fatto.get_stato_display()}».")
            return scheda_di(fatto)

        contesto = {
            "alloggio": alloggio,
            "titolo": passo.etichetta.removesuffix("…"),
            "spiegazione": SPIEGAZIONI[nome],
            "pericolo": nome in ("scarta", "restituisci"),
            "annulla": scheda_di(alloggio),
        }
        form = AttoAlloggioForm(request.POST or None, con_motivo=nome in CON_MOTIVO)
        return mostra_modulo(request, form, template="gestore/alloggio/atto.html", atto=atto, contesto=contesto)

    return compi


sopralluoga = pagina_atto("sopralluoga", atti.sopralluoga_alloggio)
valuta = pagina_atto("valuta", atti.valuta_alloggio)
tratta = pagina_atto("tratta", atti.tratta_alloggio)
scarta = pagina_atto("scarta", atti.scarta_alloggio)
rendi_disponibile = pagina_atto("rendi_disponibile", atti.rendi_disponibile_alloggio)
metti_in_manutenzione = pagina_atto("metti_in_manutenzione", atti.metti_in_manutenzione_alloggio)
avvia_rilascio = pagina_atto("avvia_rilascio", atti.avvia_rilascio_alloggio)
restituisci = pagina_atto("restituisci", atti.restituisci_alloggio)
