"""The blocks of a FatturaPA, one function each: where every value stands in the XML, and nothing more.

The simplified format (FSM10) has the same blocks with other paths; a function that must read both says so.
"""

from collections.abc import Iterator
from decimal import Decimal

from stdnum import iban as stdnum_iban
from stdnum.it import iva as stdnum_iva

from rendicontazione.rules.fattura import (
    Allegato,
    CassaPrevidenziale,
    FatturaCollegata,
    LineaFattura,
    RigaIva,
    Ritenuta,
    ScadenzaPagamento,
    Soggetto,
)
from rendicontazione.rules.xml_fattura import Lettore
from valdera_housing.kit.denaro import CENTESIMO, ZERO, centesimi, in_cifre, in_euro

DOCUMENTO = "DatiGenerali/DatiGeneraliDocumento"
_MASSIMO_NOME = 200  # the schema allows 80, or 60 + 60 for a person


# --- who ---------------------------------------------------------------------------------


def fornitore(testata: Lettore) -> Soggetto:
    """Supplier: name and at least one fiscal identity are required, in either format."""
    cedente = next(testata.figli("CedentePrestatore"), None)
    if cedente is None:
        testata.rilievi.mancanze.append("manca il fornitore (CedentePrestatore)")
        return Soggetto()
    fiscali = next(cedente.figli("DatiAnagrafici"), cedente)
    soggetto = _soggetto(fiscali, next(fiscali.figli("Anagrafica"), fiscali))
    if soggetto.denominazione is None:
        testata.rilievi.mancanze.append("manca il nome del fornitore (Denominazione, oppure Nome e Cognome)")
    if soggetto.partita_iva is None:
        _senza_partita_iva(testata, soggetto)
    elif soggetto.id_paese == "IT" and not _partita_iva_valida(soggetto.partita_iva):
        testata.rilievi.avvisi.append(f"La partita IVA del fornitore ({soggetto.partita_iva}) non è valida.")
    return soggetto


def regime_fiscale(testata: Lettore) -> str | None:
    ordinaria = testata.testo("CedentePrestatore/DatiAnagrafici/RegimeFiscale", 4)
    return ordinaria or testata.testo("CedentePrestatore/RegimeFiscale", 4)


def cessionario(testata: Lettore) -> Soggetto | None:
    """Who is billed, in either format; None with a note when the file does not say it."""
    acquirente = next(testata.figli("CessionarioCommittente"), None)
    if acquirente is None:
        testata.rilievi.avvisi.append("La fattura non dice a chi è intestata (CessionarioCommittente).")
        return None
    fiscali = next(acquirente.figli("DatiAnagrafici"), None) or next(
        acquirente.figli("IdentificativiFiscali"), acquirente
    )
    nome = next(fiscali.figli("Anagrafica"), None) or next(acquirente.figli("AltriDatiIdentificativi"), acquirente)
    return _soggetto(fiscali, nome)


def _soggetto(fiscali: Lettore, nome: Lettore) -> Soggetto:
    persona = " ".join(filter(None, (nome.testo("Nome"), nome.testo("Cognome"))))
    paese = fiscali.testo("IdFiscaleIVA/IdPaese", 2)
    codice_fiscale = fiscali.testo("CodiceFiscale", 28)
    return Soggetto(
        denominazione=(nome.testo("Denominazione") or persona or "")[:_MASSIMO_NOME] or None,
        id_paese=paese.upper() if paese else None,
        partita_iva=_partita_iva(fiscali.testo("IdFiscaleIVA/IdCodice", 28)),
        codice_fiscale=codice_fiscale.upper() if codice_fiscale else None,
    )


def _partita_iva(scritta: str | None) -> str | None:
    """As written, without blanks and without the «IT» that some programs put before the digits."""
    codice = "".join((scritta or "").split()).upper()
    if len(codice) == 13 and codice.startswith("IT"):
        codice = codice[2:]
    return codice or None


def _partita_iva_valida(codice: str) -> bool:
    return codice != "0" * 11 and bool(stdnum_iva.is_valid(codice))


def _senza_partita_iva(testata: Lettore, soggetto: Soggetto) -> None:
    if soggetto.codice_fiscale:
        testata.rilievi.avvisi.append("Manca la partita IVA del fornitore: c'è solo il codice fiscale.")
    else:
        testata.rilievi.mancanze.append("manca la partita IVA del fornitore (IdFiscaleIVA)")


# --- how much ----------------------------------------------------------------------------


def riepilogo(corpo: Lettore) -> list[RigaIva]:
    """VAT summary of an ordinary invoice: at least one row, each with its taxable amount and its tax."""
    righe = [
        RigaIva(
            imponibile=riga.richiesto_importo("ImponibileImporto", "l'imponibile del riepilogo IVA"),
            imposta=riga.richiesto_importo("Imposta", "l'imposta del riepilogo IVA"),
            aliquota=riga.decimale("AliquotaIVA"),
            natura=riga.testo("Natura", 5),
            esigibilita=riga.testo("EsigibilitaIVA", 1),
            spese_accessorie=riga.importo("SpeseAccessorie", "l'importo delle spese accessorie"),
        )
        for riga in corpo.figli("DatiBeniServizi/DatiRiepilogo")
    ]
    if not righe:
        corpo.rilievi.mancanze.append("manca il riepilogo IVA (DatiRiepilogo)")
    return righe


def riepilogo_semplificato(corpo: Lettore) -> list[RigaIva]:
    """One row for each DatiBeniServizi of a simplified invoice."""
    righe = [_riga_semplificata(riga) for riga in corpo.figli("DatiBeniServizi")]
    if not righe:
        corpo.rilievi.mancanze.append("mancano gli importi (DatiBeniServizi)")
    return righe


def _riga_semplificata(riga: Lettore) -> RigaIva:
    """`Importo` includes the tax, stated or taken out with the rate (art. 21-bis c. 1 lett. g DPR 633/72).

    Some programs write it without the tax: it is net when the stated rate and tax agree only with that.
    """
    importo = riga.richiesto_importo("Importo", "l'importo")
    imposta = riga.importo("DatiIVA/Imposta", "l'imposta")
    aliquota = riga.decimale("DatiIVA/Aliquota")
    natura = riga.testo("Natura", 5)
    if imposta is None:
        imposta = _imposta_incorporata(riga, importo, aliquota, natura)
    elif aliquota and _e_netto(importo, imposta, aliquota):
        riga.rilievi.avvisi.append(f"L'importo di {in_euro(importo)} è senza IVA: l'IVA è aggiunta al totale.")
        importo += imposta
    return RigaIva(imponibile=importo - imposta, imposta=imposta, aliquota=aliquota, natura=natura)


def _imposta_incorporata(riga: Lettore, importo: Decimal, aliquota: Decimal | None, natura: str | None) -> Decimal:
    if aliquota is None and natura is None:
        riga.rilievi.mancanze.append("manca l'IVA (DatiIVA)")
    if not aliquota:
        return ZERO
    imposta = centesimi(importo * aliquota / (100 + aliquota))
    riga.rilievi.avvisi.append(f"L'IVA di {in_euro(imposta)} è ricavata dall'aliquota del {in_cifre(aliquota)} %.")
    return imposta


def _e_netto(importo: Decimal, imposta: Decimal, aliquota: Decimal) -> bool:
    lorda = abs(centesimi(importo * aliquota / (100 + aliquota)) - imposta) <= CENTESIMO
    netta = abs(centesimi(importo * aliquota / 100) - imposta) <= CENTESIMO
    return netta and not lorda


def variazione_documento(corpo: Lettore, lordo: Decimal) -> Decimal:
    """Discounts (SC, negative) and surcharges (MG) on the whole document, in euros or as a share of it."""
    totale = ZERO
    for blocco in corpo.figli(f"{DOCUMENTO}/ScontoMaggiorazione"):
        importo = blocco.importo("Importo", "lo sconto")
        percentuale = blocco.decimale("Percentuale")
        if importo is None:
            importo = centesimi(lordo * percentuale / 100) if percentuale else ZERO
        totale += -importo if blocco.testo("Tipo") == "SC" else importo
    return totale


def bollo(corpo: Lettore) -> tuple[Decimal | None, bool]:
    """(amount, declared as paid virtually); the simplified format has only the second."""
    importo = corpo.importo(f"{DOCUMENTO}/DatiBollo/ImportoBollo", "l'importo del bollo")
    ordinario = corpo.testo(f"{DOCUMENTO}/DatiBollo/BolloVirtuale")
    virtuale = ordinario or corpo.testo(f"{DOCUMENTO}/BolloVirtuale")
    return importo, virtuale == "SI"


def ritenute(corpo: Lettore) -> list[Ritenuta]:
    return [
        Ritenuta(
            tipo=blocco.testo("TipoRitenuta", 4),
            importo=blocco.richiesto_importo("ImportoRitenuta", "l'importo della ritenuta"),
            aliquota=blocco.decimale("AliquotaRitenuta"),
            causale=blocco.testo("CausalePagamento", 2),
        )
        for blocco in corpo.figli(f"{DOCUMENTO}/DatiRitenuta")
    ]


def cassa_previdenziale(corpo: Lettore) -> list[CassaPrevidenziale]:
    return [
        CassaPrevidenziale(
            tipo=blocco.testo("TipoCassa", 4),
            importo=blocco.richiesto_importo("ImportoContributoCassa", "il contributo alla cassa previdenziale"),
            aliquota=blocco.decimale("AlCassa"),
        )
        for blocco in corpo.figli(f"{DOCUMENTO}/DatiCassaPrevidenziale")
    ]


# --- what and when -----------------------------------------------------------------------


def linee(corpo: Lettore) -> list[LineaFattura]:
    return [
        LineaFattura(
            numero=next(iter(riga.interi("NumeroLinea")), None),
            descrizione=riga.testo("Descrizione"),
            quantita=riga.decimale("Quantita"),
            prezzo_unitario=riga.prezzo("PrezzoUnitario"),
            prezzo_totale=riga.prezzo("PrezzoTotale"),
            aliquota=riga.decimale("AliquotaIVA"),
            natura=riga.testo("Natura", 5),
            inizio_periodo=riga.data("DataInizioPeriodo"),
            fine_periodo=riga.data("DataFinePeriodo"),
        )
        for riga in corpo.figli("DatiBeniServizi/DettaglioLinee")
    ]


def linee_semplificate(corpo: Lettore, righe: list[RigaIva]) -> list[LineaFattura]:
    """The lines of a simplified invoice are its summary rows with a description; the price is without tax."""
    return [
        LineaFattura(
            numero=numero,
            descrizione=riga.testo("Descrizione"),
            prezzo_totale=iva.imponibile,
            aliquota=iva.aliquota,
            natura=iva.natura,
        )
        for numero, (riga, iva) in enumerate(zip(corpo.figli("DatiBeniServizi"), righe, strict=True), start=1)
    ]


def pagamenti(corpo: Lettore) -> list[ScadenzaPagamento]:
    return [_pagamento(blocco) for blocco in corpo.figli("DatiPagamento/DettaglioPagamento")]


def _pagamento(blocco: Lettore) -> ScadenzaPagamento:
    iban = "".join((blocco.testo("IBAN") or "").split()).upper()
    if iban and not stdnum_iban.is_valid(iban):
        blocco.rilievi.avvisi.append(f"L'IBAN del fornitore ({iban[:40]}) non è valido.")
    return ScadenzaPagamento(
        modalita=blocco.testo("ModalitaPagamento", 4),
        importo=blocco.importo("ImportoPagamento", "l'importo del pagamento"),
        scadenza=blocco.data("DataScadenzaPagamento"),
        iban=iban[:40] or None,
    )


def fatture_collegate(corpo: Lettore) -> Iterator[FatturaCollegata]:
    """Invoices this one refers to, in either format (DatiFattureCollegate, DatiFatturaRettificata)."""
    for blocco in corpo.figli("DatiGenerali/DatiFattureCollegate"):
        numero = blocco.testo("IdDocumento", 60)
        if numero:
            yield FatturaCollegata(numero, blocco.data("Data"), blocco.interi("RiferimentoNumeroLinea"))
    for blocco in corpo.figli("DatiGenerali/DatiFatturaRettificata"):
        numero = blocco.testo("NumeroFR", 60)
        if numero:
            yield FatturaCollegata(numero, blocco.data("DataFR"))


def allegati(corpo: Lettore) -> Iterator[Allegato]:
    for blocco in corpo.figli("Allegati"):
        contenuto = blocco.elemento.findtext("Attachment")
        if contenuto:
            yield Allegato(
                nome=blocco.testo("NomeAttachment", 255),
                formato=blocco.testo("FormatoAttachment", 20),
                descrizione=blocco.testo("DescrizioneAttachment"),
                compressione=blocco.testo("AlgoritmoCompressione", 20),
                base64=contenuto,
            )
