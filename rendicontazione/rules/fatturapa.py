"""FatturaPA: from the files the office drops to one outcome for every invoice body.

    esiti = leggi_file("fatture.zip", contenuto)        # list of CorpoFattura | CorpoIlleggibile

Accepted: `.xml`, `.p7m` (binary or base64, also signed twice) and zips of them; ordinary format 1.0, 1.1 and
1.2 (FPA12, FPR12) and simplified format (FSM10). What decides is the content, not the extension. A bad file
or body is one CorpoIlleggibile with its reason and never hides the others; nothing here raises on bad input.
Source: Agenzia delle Entrate, specifiche tecniche della fatturazione elettronica (provv. 89757/2018, all. A).

The rest of the reading stands beside this file: `archivio_zip` and `busta_p7m` (what wraps the XML),
`xml_fattura` (bytes to typed values), `blocchi_fattura` (paths), `codici_progetto` (CUP, CIG),
`totale_fattura` (the money rules), `fattura` (the shapes returned).
"""

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from rendicontazione.rules import blocchi_fattura as blocchi
from rendicontazione.rules.archivio_zip import FileRicevuto, file_singoli
from rendicontazione.rules.blocchi_fattura import DOCUMENTO
from rendicontazione.rules.busta_p7m import togli_buste
from rendicontazione.rules.codici_progetto import avvisi_cup, codici_progetto
from rendicontazione.rules.fattura import (
    INTEGRAZIONI,
    NOTE_DI_CREDITO,
    TIPI_DOCUMENTO,
    Allegato,
    CorpoFattura,
    CorpoIlleggibile,
    EsitoCorpo,
    FileIlleggibile,
    riga_json,
)
from rendicontazione.rules.totale_fattura import VociTotale, avvisi_importi, totale_documento
from rendicontazione.rules.xml_fattura import Lettore, Rilievi, apri_xml, controlla_radice, importo_xml
from valdera_housing.kit.denaro import ZERO

__all__ = [
    "Allegato",
    "CorpoFattura",
    "CorpoIlleggibile",
    "EsitoCorpo",
    "FileIlleggibile",
    "FileRicevuto",
    "file_singoli",
    "leggi_fattura",
    "leggi_file",
    "riga_json",
]


def leggi_file(nome: str, contenuto: bytes) -> list[EsitoCorpo]:
    """Every body of every invoice in the file, in the order of the file; never empty, never raises."""
    esiti: list[EsitoCorpo] = []
    for singolo in file_singoli(nome, contenuto):
        esiti += [singolo] if isinstance(singolo, CorpoIlleggibile) else leggi_fattura(singolo)
    return esiti


def leggi_fattura(file: FileRicevuto) -> list[EsitoCorpo]:
    """The bodies of one `.xml` or `.p7m` (zips go through `file_singoli` first)."""
    try:
        radice, avvisi = apri_xml(togli_buste(file.contenuto))
        controlla_radice(radice)
    except FileIlleggibile as errore:
        return [CorpoIlleggibile(file.nome, None, str(errore))]
    corpi = radice.findall("FatturaElettronicaBody")
    return [_esito(file.nome, numero, radice, corpo, avvisi) for numero, corpo in enumerate(corpi, start=1)]


def _esito(file: str, numero: int, radice: Element, elemento: Element, avvisi: list[str]) -> EsitoCorpo:
    rilievi = Rilievi(avvisi=list(avvisi), fattore=_fattore(elemento))
    letto = _corpo(file, numero, Lettore(radice, rilievi), Lettore(elemento, rilievi))
    if not rilievi.mancanze:
        return letto
    motivo = "; ".join(dict.fromkeys(rilievi.mancanze))
    return CorpoIlleggibile(
        file=file,
        corpo=numero,
        motivo=f"{motivo[0].upper()}{motivo[1:]}.",
        fornitore=letto.fornitore or None,
        partita_iva=letto.partita_iva,
        numero=letto.numero or None,
        data=letto.data if letto.data.year > 1 else None,
        tipo_documento=letto.tipo_documento or None,
    )


def _fattore(corpo: Element) -> int:
    """-1 for a credit note written with positive amounts, as the format asks; 1 when they are negative."""
    if (corpo.findtext(f"{DOCUMENTO}/TipoDocumento") or "").strip() not in NOTE_DI_CREDITO:
        return 1
    percorsi = ("DatiBeniServizi/DatiRiepilogo/ImponibileImporto", "DatiBeniServizi/DatiRiepilogo/Imposta")
    scritti = [e.text for p in (*percorsi, "DatiBeniServizi/Importo") for e in corpo.findall(p)]
    lordo = sum((importo_xml((testo or "").strip()) or ZERO for testo in scritti), ZERO)
    return 1 if lordo < 0 else -1


def _corpo(file: str, numero: int, radice: Lettore, corpo: Lettore) -> CorpoFattura:
    """The body as far as it can be read: it counts only when `rilievi.mancanze` stays empty."""
    testata = next(radice.figli("FatturaElettronicaHeader"), Lettore(Element("assente"), radice.rilievi))
    fornitore = blocchi.fornitore(testata)
    voci = _voci(corpo, semplificata=_semplificata(radice, corpo))
    totale = totale_documento(voci)
    cup, cig = codici_progetto(testata.elemento, corpo.elemento)
    letto = CorpoFattura(
        file=file,
        corpo=numero,
        formato=_formato(radice, testata),
        fornitore=fornitore.denominazione or "",
        id_paese=fornitore.id_paese,
        partita_iva=fornitore.partita_iva,
        codice_fiscale=fornitore.codice_fiscale,
        regime_fiscale=blocchi.regime_fiscale(testata),
        cessionario=blocchi.cessionario(testata),
        tipo_documento=_tipo_documento(corpo),
        numero=corpo.richiesto(f"{DOCUMENTO}/Numero", "il numero della fattura", massimo=20),
        data=corpo.richiesta_data(f"{DOCUMENTO}/Data", "la data della fattura"),
        divisa=_divisa(corpo),
        segno=voci.segno,
        imponibile=sum((riga.imponibile for riga in voci.riepilogo), ZERO),
        iva=sum((riga.imposta for riga in voci.riepilogo), ZERO),
        totale=totale.importo,
        totale_calcolato=totale.calcolato,
        netto_a_pagare=totale.importo - voci.trattenute,
        split_payment=any(riga.esigibilita == "S" for riga in voci.riepilogo),
        arrotondamento=corpo.importo(f"{DOCUMENTO}/Arrotondamento", "l'arrotondamento"),
        bollo=voci.bollo,
        bollo_virtuale=voci.bollo_virtuale,
        causale=" ".join(corpo.testi(f"{DOCUMENTO}/Causale")) or None,
        riepilogo=tuple(voci.riepilogo),
        linee=tuple(voci.linee),
        ritenute=tuple(voci.ritenute),
        cassa_previdenziale=tuple(voci.cassa),
        pagamenti=tuple(voci.pagamenti),
        cup=cup,
        cig=cig,
        fatture_collegate=tuple(blocchi.fatture_collegate(corpo)),
        allegati=tuple(blocchi.allegati(corpo)),
    )
    avvisi = [
        *corpo.rilievi.avvisi,
        *totale.avvisi,
        *avvisi_importi(voci),
        *_avvisi_corpo(letto, corpo.rilievi),
    ]
    return replace(letto, avvisi=tuple(dict.fromkeys(avvisi)))


def _semplificata(radice: Lettore, corpo: Lettore) -> bool:
    """Namespaces are gone by now: the name of the root, the version or the shape of the body tell."""
    dichiarata = radice.elemento.tag.endswith("Semplificata") or radice.elemento.get("versione") == "FSM10"
    return dichiarata or corpo.elemento.find("DatiBeniServizi/Importo") is not None


def _voci(corpo: Lettore, *, semplificata: bool) -> VociTotale:
    riepilogo = blocchi.riepilogo_semplificato(corpo) if semplificata else blocchi.riepilogo(corpo)
    importo_bollo, bollo_virtuale = blocchi.bollo(corpo)
    lordo = sum((riga.imponibile + riga.imposta for riga in riepilogo), ZERO)
    return VociTotale(
        riepilogo=riepilogo,
        linee=blocchi.linee_semplificate(corpo, riepilogo) if semplificata else blocchi.linee(corpo),
        ritenute=blocchi.ritenute(corpo),
        cassa=blocchi.cassa_previdenziale(corpo),
        pagamenti=blocchi.pagamenti(corpo),
        dichiarato=corpo.importo(f"{DOCUMENTO}/ImportoTotaleDocumento", "il totale della fattura"),
        bollo=importo_bollo,
        bollo_virtuale=bollo_virtuale,
        arrotondamento=corpo.importo(f"{DOCUMENTO}/Arrotondamento", "l'arrotondamento") or ZERO,
        variazione=blocchi.variazione_documento(corpo, lordo),
        segno=-1 if corpo.testo(f"{DOCUMENTO}/TipoDocumento") in NOTE_DI_CREDITO else 1,
    )


def _formato(radice: Lettore, testata: Lettore) -> str | None:
    """FPA12, FPR12, FSM10, or the older 1.0, 1.1, SDI10, SDI11."""
    versione = " ".join(radice.elemento.get("versione", "").split())[:10]
    return versione or testata.testo("DatiTrasmissione/FormatoTrasmissione", 10)


def _tipo_documento(corpo: Lettore) -> str:
    tipo = corpo.richiesto(f"{DOCUMENTO}/TipoDocumento", "il tipo di documento", massimo=4)
    if tipo and not re.fullmatch("TD[0-9]{2}", tipo):
        corpo.rilievi.mancanze.append(f"il tipo di documento «{tipo[:10]}» non esiste (TipoDocumento)")
    return tipo


def _divisa(corpo: Lettore) -> str:
    """Only euros: an exchange rate would be a number that nobody wrote in the invoice."""
    divisa = corpo.richiesto(f"{DOCUMENTO}/Divisa", "la divisa", massimo=3).upper()
    if divisa and divisa != "EUR":
        corpo.rilievi.mancanze.append(
            f"la fattura è in {divisa[:3]} e non in euro: inserirla a mano con gli importi in euro pagati"
        )
    return divisa


def _avvisi_corpo(letto: CorpoFattura, rilievi: Rilievi) -> list[str]:
    """What the office should look at, beyond what single blocks have already noted."""
    avvisi = avvisi_cup(letto.cup)
    if letto.tipo_documento not in TIPI_DOCUMENTO:
        avvisi.append(f"Il tipo di documento {letto.tipo_documento} non è tra quelli conosciuti.")
    if letto.tipo_documento in INTEGRAZIONI:
        avvisi.append("È un'integrazione o autofattura: controllare che la fattura di origine non sia già inserita.")
    if letto.nota_di_credito and rilievi.fattore > 0:
        avvisi.append("La nota di credito ha già gli importi in negativo: sono stati lasciati così.")
    if letto.nota_di_credito and not letto.fatture_collegate:
        avvisi.append("La nota di credito non indica la fattura che corregge.")
    if letto.bollo_virtuale and letto.bollo is None:
        avvisi.append("La fattura dichiara il bollo virtuale ma non ne scrive l'importo.")
    return avvisi
