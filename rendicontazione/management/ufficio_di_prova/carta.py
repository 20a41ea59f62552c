"""The papers behind the invented expenses: one-page PDFs written by hand, a kilobyte each and quick to make.

Standard fonts, no library: four hundred documents with their bank receipts take a fraction of a second.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rendicontazione.choices import TipoAllegato, TipoDocumento
from rendicontazione.management.ufficio_di_prova.piano import Spesa
from valdera_housing.kit.denaro import in_euro
from valdera_housing.kit.scrittura import in_data

A4 = "595 842"
SINISTRA, DESTRA = 56, 539


@dataclass(frozen=True)
class Scritta:
    """A text at ``x``, ``y`` points from the bottom left; ``corpo`` is its size."""

    x: int
    y: int
    testo: str
    corpo: int = 10
    grassetto: bool = False


@dataclass(frozen=True)
class Filo:
    """A thin line across the page."""

    y: int


def pagina(segni: Iterable[Scritta | Filo]) -> bytes:
    """A PDF of one page."""
    flusso = "\n".join(_disegna(segno) for segno in segni).encode("cp1252", "replace")
    oggetti = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {A4}] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(flusso), flusso),
        *(_carattere(nome) for nome in ("Helvetica", "Helvetica-Bold")),
    ]
    return _file(oggetti)


def _disegna(segno: Scritta | Filo) -> str:
    if isinstance(segno, Filo):
        return f"0.6 w {SINISTRA} {segno.y} m {DESTRA} {segno.y} l S"
    testo = segno.testo.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{'F2' if segno.grassetto else 'F1'} {segno.corpo} Tf {segno.x} {segno.y} Td ({testo}) Tj ET"


def _carattere(nome: str) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{nome} /Encoding /WinAnsiEncoding >>".encode()


def _file(oggetti: list[bytes]) -> bytes:
    """Header, numbered objects, cross-reference table, trailer."""
    file, posti = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for numero, oggetto in enumerate(oggetti, start=1):
        posti.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (numero, oggetto)
    inizio, quanti = len(file), len(oggetti) + 1
    file += b"xref\n0 %d\n0000000000 65535 f \n" % quanti
    file += b"".join(b"%010d 00000 n \n" % posto for posto in posti)
    file += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (quanti, inizio)
    return bytes(file)


def originale(spesa: Spesa, cliente: str, cup: str) -> bytes:
    """The document as its issuer sends it: parties, number and date, one row for each share, totals."""
    codice = f"Partita IVA {spesa.fornitore.partita_iva}" if spesa.fornitore.partita_iva else ""
    segni = [
        Scritta(SINISTRA, 780, spesa.fornitore.nome, 15, grassetto=True),
        Scritta(SINISTRA, 762, codice or f"Codice fiscale {spesa.fornitore.codice_fiscale}"),
        Scritta(SINISTRA, 720, f"{TITOLI.get(spesa.tipo, spesa.tipo.label)} n. {spesa.numero}", 13, grassetto=True),
        Scritta(SINISTRA, 703, f"del {in_data(spesa.data)}"),
        Scritta(340, 720, "Spettabile", 9),
        Scritta(340, 703, cliente, grassetto=True),
        Filo(672),
        Scritta(SINISTRA, 657, "Descrizione", 9, grassetto=True),
        Scritta(440, 657, "Importo", 9, grassetto=True),
        Filo(650),
        *_righe(spesa),
        *_totali(spesa),
    ]
    if spesa.con_cup:
        segni.append(Scritta(SINISTRA, 120, f"CUP {cup}", 9))
    return pagina([*segni, Scritta(SINISTRA, 70, "Documento inventato per l'ufficio di prova.", 8)])


TITOLI = {TipoDocumento.CEDOLINO: "Prospetto paga", TipoDocumento.F24: "Modello di pagamento unificato F24"}


def _righe(spesa: Spesa) -> list[Scritta]:
    return [
        scritta
        for posto, quota in enumerate(spesa.quote)
        for scritta in (
            Scritta(SINISTRA, 632 - 18 * posto, quota.descrizione),
            Scritta(440, 632 - 18 * posto, in_euro(quota.importo if len(spesa.quote) > 1 else spesa.imponibile)),
        )
    ]


def _totali(spesa: Spesa) -> list[Scritta | Filo]:
    voci = [("Imponibile", spesa.imponibile), ("IVA", spesa.iva), ("Totale", spesa.totale)]
    if spesa.ritenuta:
        voci += [("Ritenuta d'acconto", -spesa.ritenuta), ("Netto a pagare", spesa.totale - spesa.ritenuta)]
    righe = [(nome, importo) for nome, importo in voci if importo]
    segni: list[Scritta | Filo] = [Filo(560)]
    for posto, (nome, importo) in enumerate(righe):
        grassetto = nome in {"Totale", "Netto a pagare"}
        segni.append(Scritta(340, 542 - 18 * posto, nome, grassetto=grassetto))
        segni.append(Scritta(440, 542 - 18 * posto, in_euro(importo), grassetto=grassetto))
    return segni


def contabile(spesa: Spesa, ordinante: str, importo: Decimal, valuta: date, riferimento: str) -> bytes:
    """The bank's receipt of a payment."""
    voci = [
        ("Ordinante", ordinante),
        ("Beneficiario", spesa.fornitore.nome),
        ("Causale", f"{spesa.tipo.label} n. {spesa.numero} del {in_data(spesa.data)}"),
        ("Importo", in_euro(importo)),
        ("Data valuta", in_data(valuta)),
        ("Riferimento", riferimento),
    ]
    segni: list[Scritta | Filo] = [
        Scritta(SINISTRA, 780, "Banca della Valle", 15, grassetto=True),
        Scritta(SINISTRA, 745, f"Contabile di pagamento, {spesa.modalita.label.lower()}", 13, grassetto=True),
        Filo(730),
    ]
    for posto, (nome, valore) in enumerate(voci):
        segni.append(Scritta(SINISTRA, 706 - 22 * posto, nome, 9))
        segni.append(Scritta(180, 706 - 22 * posto, valore, 11))
    return pagina([*segni, Scritta(SINISTRA, 70, "Documento inventato per l'ufficio di prova.", 8)])


def allegato(spesa: Spesa, tipo: TipoAllegato, ente: str) -> bytes:
    """The time sheet, the engagement letter or the resolution that goes with a document."""
    nome = spesa.fornitore.nome
    testi = {
        TipoAllegato.ORE: ("Foglio ore", f"{nome}: ore del mese {spesa.numero}, firmate dalla responsabile."),
        TipoAllegato.CONTRATTO: ("Incarico professionale", f"{ente} incarica {nome}: {spesa.quote[0].descrizione}."),
        TipoAllegato.AUTORIZZAZIONE: (
            "Delibera dell'organo competente",
            f"Si autorizza: {spesa.quote[0].descrizione}.",
        ),
    }
    titolo, testo = testi[tipo]
    return pagina(
        [
            Scritta(SINISTRA, 780, ente, 12, grassetto=True),
            Scritta(SINISTRA, 740, titolo, 15, grassetto=True),
            Scritta(SINISTRA, 722, f"Allegato a: {spesa.tipo.label.lower()} n. {spesa.numero} di {nome}"),
            Filo(708),
            Scritta(SINISTRA, 680, testo),
            Scritta(SINISTRA, 70, "Documento inventato per l'ufficio di prova.", 8),
        ]
    )
