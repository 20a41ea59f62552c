"""The quarterly report as PDF: from the frozen picture alone, with no clock and no database.

Each section is a function here (what it says) and a partial in templates/documenti/rendicontazione/relazione/ (where
it stands). The same picture gives the same bytes.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.template.loader import render_to_string

from rendicontazione.documents import grafici_linee, grafici_tempo, relazione_conti, relazione_linee
from rendicontazione.documents.allegati import allegati
from rendicontazione.documents.tabelle import (
    Cella,
    Contesto,
    Tabella,
    a_parole,
    capo,
    disegno,
    giorno,
    momento,
    riga,
)
from rendicontazione.rules import testi_relazione as testi
from rendicontazione.rules.conti import Conti, conti
from rendicontazione.rules.istantanea import Istantanea, impronta
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.giorni import in_parole, periodo
from valdera_housing.kit.pdf import html_in_pdf
from valdera_housing.kit.percento import in_percento

CARTELLA = "documenti/rendicontazione/relazione"
FOGLIO = Path(__file__).resolve().parents[2] / "static" / "documenti" / "relazione.css"
POCHE_PROPOSTE = 2
INSIEME = re.compile(r"\b(linea|linee|n\.|prot\.|art\.|trimestre|versione) (?=\d)", re.IGNORECASE)
APOSTROFO = re.compile(r"(?<=[^\W\d_])(?:'|&#x27;|&#39;)(?=\w)")


def relazione_pdf(istantanea: Istantanea) -> bytes:
    """PDF/A-3a and PDF/UA-1 bytes with the data attached; about two seconds.

    Raises IstantaneaIncoerente when the sums of the picture disagree, PdfNonDisponibile when Pango is missing.
    """
    return html_in_pdf(
        relazione_html(istantanea),
        css=FOGLIO.read_text("utf-8"),
        quando=datetime.fromisoformat(istantanea["relazione"]["chiusa_il"]),
        allegati=allegati(istantanea),
    )


def relazione_html(istantanea: Istantanea) -> str:
    """The report before it becomes paper; apostrophes and no-break spaces as a printer would set them."""
    quadro = conti(istantanea)
    contesto = _documento(istantanea, quadro)
    for sezione in SEZIONI:
        contesto |= sezione(istantanea, quadro)
    html = APOSTROFO.sub("’", render_to_string(f"{CARTELLA}/relazione.html", contesto))
    return INSIEME.sub("\\1\N{NO-BREAK SPACE}", html)


def _documento(istantanea: Istantanea, quadro: Conti) -> Contesto:
    """What the whole document shares: running heads, fingerprint, which sections there are."""
    convenzione, trimestre = istantanea["convenzione"], istantanea["trimestre"]
    dal, al = (date.fromisoformat(trimestre[capo]) for capo in ("dal", "al"))
    firma = impronta(istantanea)
    return {
        "convenzione": convenzione,
        "titolo": f"Relazione trimestrale per la Cabina di Regia, trimestre {quadro.trimestre} di {quadro.trimestri}",
        "trimestre": str(quadro.trimestre),
        "trimestri": str(quadro.trimestri),
        "periodo": periodo(dal, al),
        "al": in_parole(al),
        "versione": _versione(istantanea["relazione"]),
        "impronta": firma,
        "impronta_breve": " ".join(firma[i : i + 4] for i in range(0, 12, 4)),
        "impronta_a_gruppi": [" ".join(firma[i + j : i + j + 4] for j in range(0, 16, 4)) for i in range(0, 64, 16)],
    }


# --- cover ---


def _copertina(istantanea: Istantanea, quadro: Conti) -> Contesto:
    convenzione, relazione = istantanea["convenzione"], istantanea["relazione"]
    dal, al = (date.fromisoformat(convenzione[capo]) for capo in ("dal", "al"))
    stipulata = in_parole(date.fromisoformat(convenzione["stipulata_il"]))
    voci = [
        ("Convenzione", f"n. {convenzione['numero']}, stipulata il {stipulata}"),
        ("Durata", periodo(dal, al)),
        ("Risorse", in_euro(quadro.importo)),
        ("CUP", convenzione["cup"]),
        ("Ente partner", convenzione["partner"]),
        ("Versione", _versione_datata(relazione)),
        ("Protocollo", relazione["protocollo"]),
        ("Seduta", a_parole(relazione["seduta"])),
    ]
    return {
        "voci_copertina": [voce for voce in voci if voce[1]],
        "grafico_copertina": disegno(grafici_tempo.copertina(quadro, istantanea["calendario"])),
        "avvertenza": istantanea["avvertenza"],
        "riapertura": _riapertura(relazione),
    }


def _versione(relazione: dict) -> str:
    """``2``, or ``provvisoria`` before the quarter is closed."""
    return str(relazione["versione"]) if relazione["versione"] else "provvisoria"


def _versione_datata(relazione: dict) -> str:
    verbo = "chiusa" if relazione["versione"] else "preparata"
    return f"{_versione(relazione)}, {verbo} il {momento(relazione['chiusa_il'])}"


def _riapertura(relazione: dict) -> str:
    """What a reopened quarter says on its cover, or nothing."""
    if not relazione["motivo_riapertura"]:
        return ""
    precedente = relazione["versione"] - 1
    return f"Sostituisce la versione {precedente}. Motivo della riapertura: {relazione['motivo_riapertura']}"


# --- summary ---


def _sintesi(istantanea: Istantanea, quadro: Conti) -> Contesto:
    parametri = istantanea["parametri"]
    proposte = testi.proposte(quadro, istantanea["rimodulazioni"], Decimal(parametri["soglia_rimodulazione"]))
    return {
        "sintesi": testi.sintesi(quadro),
        "cifre": _cifre(quadro),
        "cinque_linee": disegno(grafici_linee.cinque_linee(quadro)),
        "proposte": proposte,
        "con_testo": len(proposte) <= POCHE_PROPOSTE,
        "entro_seduta": giorno(istantanea["relazione"]["seduta"], "prossima seduta"),
        "fatti": _fatti(istantanea, quadro),
    }


def _cifre(quadro: Conti) -> list[tuple[str, str]]:
    totale, previsione = quadro.totale, quadro.previsione
    quota = in_percento(totale.ammesso / quadro.importo)
    fabbisogno = (
        (
            in_euro(previsione.valore),
            f"fabbisogno a fine convenzione, {in_percento(previsione.valore / quadro.importo)}",
        )
        if previsione
        else ("—", "fabbisogno: nessuna spesa su cui prevederlo")
    )
    return [
        (in_euro(totale.ammesso), f"ammessi dall'avvio, {quota} di {in_euro(quadro.importo)}"),
        (in_euro(totale.in_verifica), "ancora in verifica"),
        (in_euro(quadro.residuo), "residuo, tolti ammesso e in verifica"),
        fabbisogno,
    ]


def _fatti(istantanea: Istantanea, quadro: Conti) -> list[tuple[str, str, str]]:
    """Five figures of the quarter: number, what it is, beside what it stands."""
    trimestre, spese = quadro.del_trimestre, istantanea["spese"]
    precedente = quadro.serie[-2] if quadro.trimestre > 1 else None
    return [
        (str(len(spese)), "voci di spesa presentate", f"per {in_euro(trimestre.presentato)}"),
        (
            in_euro(trimestre.ammesso),
            "ammessi nel trimestre",
            f"nel trimestre {quadro.trimestre - 1}: {in_euro(precedente.ammesso)}"
            if precedente
            else "primo trimestre",
        ),
        (in_euro(trimestre.non_ammesso), "non ammessi", _motivo_principale(istantanea)),
        (in_euro(quadro.totale.eccedenza), "congelati in eccedenza", _linee_in_eccedenza(quadro)),
        _macrovoce_principale(istantanea, quadro),
    ]


def _motivo_principale(istantanea: Istantanea) -> str:
    motivi = sorted(istantanea["motivi_non_ammissione"], key=lambda m: (-Decimal(m["importo"]), m["motivo"]))
    return f"primo motivo: {motivi[0]['motivo'].lower()}" if motivi else "nessun motivo di rifiuto"


def _linee_in_eccedenza(quadro: Conti) -> str:
    numeri = [str(linea.numero) for linea in quadro.linee if linea.totale.eccedenza > 0]
    if not numeri:
        return "nessuna linea oltre il budget"
    return f"linea {numeri[0]}" if len(numeri) == 1 else f"linee {testi.elenco(numeri)}"


def _macrovoce_principale(istantanea: Istantanea, quadro: Conti) -> tuple[str, str, str]:
    ammesso = quadro.totale.ammesso
    if ammesso <= 0:
        return "—", "prima categoria di costo", "nessuna spesa ammessa"
    voce = max(istantanea["macrovoci"], key=lambda v: quadro.ammesso_in(v["codice"]))
    return (
        in_percento(quadro.ammesso_in(voce["codice"]) / ammesso),
        voce["nome"].lower(),
        "prima categoria, dall'avvio",
    )


# --- method ---


def _metodo(istantanea: Istantanea, quadro: Conti) -> Contesto:
    parametri, giorni = istantanea["parametri"], quadro.giorni
    soglie = {nome: in_percento(Decimal(parametri[nome]), 0) for nome in SOGLIE}
    return {
        "soglie": soglie,
        "tempo": f"{giorni[0]} giorni su {giorni[1]}, cioè {in_percento(quadro.tempo)}",
        "metodo_previsione": quadro.previsione.metodo if quadro.previsione else "",
        "soppressione": str(parametri["soglia_soppressione"]),
        "soppressione_meno_uno": str(parametri["soglia_soppressione"] - 1),
        "nomi_allegati": [(a.nome, a.descrizione.lower()) for a in allegati(istantanea)],
        "registro": _registro(istantanea),
        "firme": _firme(istantanea),
        "provvisoria": not istantanea["relazione"]["versione"],
        "quattro_occhi": _quattro_occhi(istantanea["relazione"]),
    }


SOGLIE = (
    "ambra_uso",
    "ambra_previsione_sotto",
    "rosso_previsione_sopra",
    "tetto_spese_generali",
    "soglia_rimodulazione",
)


def _registro(istantanea: Istantanea) -> Tabella:
    relazione, convenzione = istantanea["relazione"], istantanea["convenzione"]
    passi = [
        *_passi_rendiconto(istantanea),
        (
            f"{'Trimestre chiuso' if relazione['versione'] else 'Dati raccolti'}, versione {_versione(relazione)}",
            relazione["approvatore"] or relazione["verificatore"],
            momento(relazione["chiusa_il"]),
            f"impronta {impronta(istantanea)[:12]}",
        ),
    ]
    if relazione["protocollo"]:
        passi.append(("Relazione protocollata", convenzione["procedente"], "", f"prot. n. {relazione['protocollo']}"))
    if relazione["sostituisce"]:
        passi.append(("Versione sostituita", "", "", f"impronta {relazione['sostituisce'][:12]}"))
    righe = [riga(passo, [Cella(cella) for cella in celle]) for passo, *celle in passi]
    return Tabella("Registro del documento", [capo(t) for t in ("Passo", "Chi", "Quando", "Riferimento")], righe)


def _passi_rendiconto(istantanea: Istantanea) -> list[tuple[str, str, str, str]]:
    """What has happened to the accounts, and nothing that has not."""
    rendiconto, voci = istantanea["rendiconto"], f"{len(istantanea['spese'])} voci"
    dal, al = giorno(rendiconto["verifica_dal"], ""), giorno(rendiconto["verifica_al"], "")
    passi = []
    if rendiconto["presentato_il"]:
        protocollo = f"prot. n. {rendiconto['protocollo']}" if rendiconto["protocollo"] else ""
        partner = istantanea["convenzione"]["partner"]
        passi.append(("Rendiconto presentato", partner, giorno(rendiconto["presentato_il"]), protocollo))
    if al:
        quando = f"{dal} – {al}" if dal else al
        passi.append(("Voci di spesa verificate", istantanea["relazione"]["verificatore"], quando, voci))
    elif dal:
        passi.append(("Verifica in corso", istantanea["relazione"]["verificatore"], f"dal {dal}", voci))
    return passi


def _firme(istantanea: Istantanea) -> list[tuple[str, str]]:
    convenzione = istantanea["convenzione"]
    return [
        ("Responsabile del procedimento", convenzione["procedente"]),
        ("Legale rappresentante", convenzione["partner"]),
        ("Presidente della Cabina di Regia", convenzione["procedente"]),
    ]


def _quattro_occhi(relazione: dict) -> str:
    if relazione["approvatore"] and relazione["approvatore"] != relazione["verificatore"]:
        return "Chi ha approvato è persona diversa da chi ha verificato."
    if relazione["verificatore"]:
        return "Il rendiconto è verificato; l'approvazione della Cabina di Regia è ancora da registrare."
    return "Il rendiconto non è ancora verificato."


SEZIONI: tuple[Callable[[Istantanea, Conti], Contesto], ...] = (
    _copertina,
    _sintesi,
    relazione_conti.quadro_economico,
    relazione_linee.linee,
    relazione_conti.fondo,
    relazione_conti.rendiconto,
    relazione_linee.punti_critici,
    relazione_linee.rimodulazioni,
    _metodo,
)
