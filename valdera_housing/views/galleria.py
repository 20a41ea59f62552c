"""Every component in every variant, with invented data: where the look is checked. Not served in production."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from valdera_housing.choices import Linea, StatoLavoro
from valdera_housing.kit import grafici
from valdera_housing.kit.accesso import riservata
from valdera_housing.kit.aspetto import Aspetto, Modifica, Passo, Pulsante, Riga, Tessera, Variazione, Voce
from valdera_housing.kit.esito import Esito, avviso, no, si
from valdera_housing.kit.tempo import oggi
from valdera_housing.models import Comune, Lavoro

STATI = [
    Aspetto("tratteggio", "inizio", "Bozza"),
    Aspetto("anello", "inizio", "Pronta"),
    Aspetto("punto", "corso", "Presentata"),
    Aspetto("mezzo", "corso", "In verifica"),
    Aspetto("triangolo", "attesa", "Da integrare"),
    Aspetto("orologio", "attesa", "Preavviso"),
    Aspetto("spunta", "positivo", "Ammessa"),
    Aspetto("spunta-aperta", "positivo", "Ammessa in parte"),
    Aspetto("spunta-quadra", "positivo", "Liquidata"),
    Aspetto("croce", "negativo", "Non ammessa"),
    Aspetto("orologio", "negativo", "In ritardo"),
    Aspetto("pausa", "fermo", "In eccedenza"),
]


class ModuloEsempio(forms.Form):
    cognome = forms.CharField(label="Cognome", initial="Giusti")
    importo = forms.DecimalField(
        label="Importo",
        help_text="Da 100,00 a 5.000,00 €",
        initial="1.700,00",
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    data = forms.DateField(label="Data", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    codice_fiscale = forms.CharField(label="Codice fiscale", help_text="16 caratteri", min_length=16)
    linea = forms.ChoiceField(label="Linea", choices=Linea.choices, initial=Linea.SPO)
    caso = forms.CharField(label="Numero di caso", disabled=True, initial="2025/0117", required=False)
    documento = forms.FileField(label="Documento", required=False, help_text="PDF o foto, fino a 20 MB")
    destinatari = forms.MultipleChoiceField(
        label="Destinatari",
        choices=[("p", "Proprietari"), ("i", "Inquilini")],
        widget=forms.CheckboxSelectMultiple,
        initial=["p"],
    )
    deposito = forms.ChoiceField(
        label="Il deposito lo versa",
        choices=[("n", "Il nucleo"), ("f", "Il Fondo di garanzia, come anticipo da restituire")],
        widget=forms.RadioSelect,
        initial="f",
    )
    nota = forms.CharField(label="Nota", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    informativa = forms.BooleanField(label="Informativa consegnata in italiano e albanese")


class FiltroEsempio(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Cerca")
    su_linea = django_filters.ChoiceFilter(label="Linea", choices=Linea.choices, empty_label="Tutte")
    dal = django_filters.DateFilter(
        label="Dal giorno", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


def misure() -> list[tuple[str, grafici.Misura]]:
    """The six faces of a gauge: name, admitted, under verification, forecast, band, in percent of the budget."""
    casi = [
        ("Nei tempi", 48, 8, 99, (92, 106)),
        ("In ritardo", 25, 2, 52, (43, 64)),
        ("Vicina al limite", 88, 6, 104, (100, 109)),
        ("Oltre il budget", 96, 9, 118, (112, 123)),
        ("Fuori scala", 96, 4, 186, (138, 238)),
        ("Appena iniziata", 0, 3, 80, (60, 110)),
    ]
    return [
        (
            nome,
            grafici.misura(
                nome,
                budget=Decimal(100),
                ammesso=Decimal(ammesso),
                in_verifica=Decimal(verifica),
                tempo=0.583,
                previsione=Decimal(previsione),
                banda=(Decimal(banda[0]), Decimal(banda[1])),
            ),
        )
        for nome, ammesso, verifica, previsione, banda in casi
    ]


def spesa_cumulata() -> grafici.GraficoLinee:
    valori = ["22050.00", "53001.00", "93417.35", "134143.91", "171794.49", "209568.75", "249354.90"]
    trimestri = [(f"T{i}", i / 12) for i in range(1, 13)]
    punti = [
        grafici.Punto(nome, fine, Decimal(valore), certo=nome != "T7")
        for (nome, fine), valore in zip(trimestri, valori, strict=False)
    ]
    return grafici.linee(
        "Spesa cumulata e linea retta",
        punti,
        budget=Decimal(450000),
        etichette=trimestri,
        previsione=grafici.Previsione(Decimal("444276.84"), Decimal("429636.75"), Decimal("462810.65")),
        descrizione="Al 30 settembre 2026 la spesa presentata è 249.354,90 euro, contro 262.500,00 della linea retta. "
        "La previsione a fine convenzione è 444.276,84 euro, tra 429.636,75 e 462.810,65.",
    )


def spesa_per_trimestre() -> grafici.Calore:
    righe = [
        ("1. Gestore immobiliare", "14210 20118 22941 23006 23380 23144 24451", 270000),
        ("2. Sportello", "7840 8413 8655 8910 8720 9035 9210", 105000),
        ("4. Formazione", "0 620 1480 2210 940 1765 1118", 30000),
        ("5. Cohousing", "0 0 4890 4120 2350 1130 2632", 15000),
    ]
    futuri = [None] * 5
    return grafici.calore(
        [f"T{i}" for i in range(1, 13)],
        [(nome, [*map(Decimal, cifre.split()), *futuri], Decimal(budget) / 12) for nome, cifre, budget in righe],
        in_corso=7,
    )


def prove() -> list[tuple[str, Esito]]:
    return [
        ("Sostenuta", Esito((si("Bonifico di 1.128,40 € del 27/09/2026: copre tutto il documento"),))),
        (
            "Documentata",
            Esito(
                (
                    si("Fattura elettronica e contabile presenti"),
                    avviso("Manca il CUP in fattura", "convenzione, art. 9"),
                )
            ),
        ),
        ("Inerente", Esito((no("Il foglio ore di settembre non è firmato", "convenzione, art. 9"),))),
    ]


def lavori() -> list[Lavoro]:
    return [
        Lavoro(titolo="Leggo 3 fatture elettroniche", stato=StatoLavoro.IN_CODA),
        Lavoro(titolo="Preparo la relazione del 7° trimestre", stato=StatoLavoro.IN_CORSO, fatti=8, totale=13),
        Lavoro(titolo="Leggo 20 fatture elettroniche", stato=StatoLavoro.FINITO, fatti=20, totale=20, ritorno="#"),
        Lavoro(titolo="Preparo il foglio delle spese", stato=StatoLavoro.FALLITO),
    ]


def contesto_elenchi(request: HttpRequest) -> dict[str, Any]:
    pagina = Paginator([("3 di 12", "141.66"), ("4 di 12", "0.00")] * 30, 2).get_page(request.GET.get("pagina", 2))
    return {
        "pagina": pagina,
        "righe": [(nome, Decimal(importo)) for nome, importo in pagina],
        "ordine": request.GET.get("ordine", "rata"),
        "filtro": FiltroEsempio(request.GET or {"su_linea": "SPO", "q": "caldaia"}, queryset=Comune.objects.none()),
        "vuoto": [Pulsante("Fissa un appuntamento", "#"), Pulsante("Togli tutti i filtri", "#", "piano")],
        "scelte": [Pulsante("Ammetti le scelte", "#", "primario"), Pulsante("Chiedi integrazione…", "#")],
        "barre": grafici.barre(
            [
                ("A. Personale dipendente", Decimal("88412.30"), "#"),
                ("B. Collaboratori", Decimal("21180.00"), ""),
                ("D. Canoni passivi, al netto", Decimal("74806.15"), ""),
            ]
        ),
    }


def contesto_scheda() -> dict[str, Any]:
    adesso = datetime(2026, 11, 19, 9, 12, tzinfo=timezone.get_current_timezone())
    return {
        "passi": [
            Passo("entro il 30/11/2026", "Seconda firma", fase="prossimo"),
            Passo(adesso, "In verifica", chi="Marta Giannini", fase="corso"),
            Passo(adesso - timedelta(days=20), "da Carla Meini, Il Portone APS", forte="Presentato"),
        ],
        "modifiche": [
            Modifica(
                adesso,
                "Luca Bertini",
                "Modificata",
                (Variazione("Quota", "732,00", "610,00"), Variazione("Descrizione", "", "Revisione impianto")),
                "/rendicontazione/spese/612/modifica/",
            ),
            Modifica(adesso - timedelta(days=1), "Luca Bertini", "Creata"),
        ],
        "voci": [
            Voce("Fornitore", "Termoidraulica Fornai S.r.l.", url="#"),
            Voce("Totale", "1.952,00 €", nota="IVA compresa"),
            Voce("CUP", None),
        ],
        "tessere": [
            Tessera("Accessi nel trimestre", "486", "+ 31 sul trimestre prima"),
            Tessera("Canoni incassati", "92,4 %", "obiettivo 95 %, mancano 1.180 €", url="#"),
            Tessera("Residuo della linea 5", "−122 €", "oltre il budget", male=True),
        ],
        "righe_calcolo": [
            Riga("Reddito netto del nucleo", "1.380,00 €", nota="2 redditi da lavoro"),
            Riga("Quota per la casa", "× 30 %", termine="sostenibilita"),
            Riga("Canone sostenibile", "414,00 €", esito=True),
        ],
        "prove": prove(),
        "confronti": [Variazione("Quota linea 5", "610,00 €", "732,00 €")],
    }


def contesto_atti() -> dict[str, Any]:
    impedito = "Non si può approvare: servono 1.650,00 €, il fondo di Pontedera ne ha 1.210,00 (regolamento, art. 6)."
    return {
        "pulsanti": [
            Pulsante("Ammetti 1.830,00 €", "#", "primario", scorciatoia="A"),
            Pulsante("Chiedi integrazione…", "#", scorciatoia="I"),
            Pulsante("Annulla", "#", "piano"),
            Pulsante("Non ammettere…", "#", "rischio"),
        ],
        "pulsanti_piccoli": [Pulsante("Esamina", "#", "primario"), Pulsante("Scarica XLSX", "#", icona="download")],
        "pulsanti_impediti": [
            Pulsante("Approva la garanzia", "#", "primario", motivo=impedito),
            Pulsante("Rimanda in istruttoria…", "#", metodo="post", nascosti=(("versione", "3"),)),
        ],
        "avvisi": [
            ("info", "Trimestre chiuso", "I numeri sono fermi al 15/10/2026."),
            ("positivo", "Spesa 2026/0612 ammessa", "1.830,00 € ammessi, 122,00 € in eccedenza."),
            ("attesa", "ISEE in scadenza", "Scade il 31/12/2026: chiedi quello nuovo."),
            ("negativo", "Non si può consegnare l’alloggio", "Manca il verbale di consegna (regolamento, art. 11)."),
        ],
    }


@riservata()
@require_GET
def galleria(request: HttpRequest) -> HttpResponse:
    if settings.PRODUZIONE:
        raise Http404
    errato = ModuloEsempio({"cognome": "Giusti", "importo": "abc", "codice_fiscale": "RSSMRA80E52G84", "linea": "SPO"})
    contesto = {
        "stati": STATI,
        "scadenze": [oggi() + timedelta(days=giorni) for giorni in (11, 1, -7)],
        "form": errato,
        "misure": misure(),
        "linee": spesa_cumulata(),
        "calore": spesa_per_trimestre(),
        "lavori": lavori(),
        "oggi": oggi(),
    }
    return render(request, "galleria.html", contesto | contesto_elenchi(request) | contesto_scheda() | contesto_atti())
