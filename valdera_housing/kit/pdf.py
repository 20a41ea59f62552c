"""From HTML to one PDF that is both PDF/A-3a (archiving) and PDF/UA-1 (accessible), the same bytes every time.

The HTML must say ``<html lang>`` and ``<title>``, give every drawing its text and every table its heads:
the tests run a validator on what comes out. Dates come from the caller, never from the clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit

from valdera_housing.kit.carattere import FAMIGLIA, PESI, cartella, nome_file, scrivibile

MANCA_PANGO = (
    "Per fare i PDF manca una libreria di sistema (Pango). Su Debian o Ubuntu scrivi: "
    "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. Su macOS: brew install pango."
)
XMP_UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


class PdfNonDisponibile(RuntimeError):
    """The machine lacks what PDFs need; the message says what to type."""


@dataclass(frozen=True)
class Allegato:
    """A file inside the PDF. ``relazione`` is ``Source`` (the PDF is made from it) or ``Data``."""

    nome: str
    contenuto: bytes
    descrizione: str
    relazione: str = "Data"


def html_in_pdf(html: str, *, css: str, quando: datetime, allegati: Sequence[Allegato] = ()) -> bytes:
    """PDF bytes of a page of HTML. ``quando`` (with its zone) dates the document and its attachments.

    Only data: addresses and the installed fonts are fetched: any other address stops the document
    (FatalURLFetchingError). PdfNonDisponibile when Pango is not on this machine.
    """
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - see _weasyprint

    lettore = _lettore(weasyprint)
    base = f"{cartella().as_uri()}/"
    caratteri = FontConfiguration()
    foglio = weasyprint.CSS(string=_caratteri() + css, base_url=base, url_fetcher=lettore, font_config=caratteri)
    documento = weasyprint.HTML(string=scrivibile(html), base_url=base, url_fetcher=lettore).render(
        stylesheets=[foglio], font_config=caratteri, pdf_variant="pdf/a-3a"
    )
    documento.metadata.created = documento.metadata.modified = quando.isoformat(timespec="seconds")
    return documento.write_pdf(
        pdf_variant="pdf/a-3a", attachments=_allegati(weasyprint, allegati, quando), finisher=rifinisci,
        # Left to itself WeasyPrint adds two compressed streams after the finisher, out of its reach (see _comprimi).
        uncompressed_pdf=True,
    )  # fmt: skip


def _weasyprint() -> ModuleType:
    try:
        import weasyprint  # noqa: PLC0415 - loads system libraries: only who makes a PDF needs them
    except OSError as errore:
        raise PdfNonDisponibile(MANCA_PANGO) from errore
    return weasyprint


def _lettore(weasyprint: ModuleType) -> Any:
    """A fetcher that opens data: addresses and the font folder, and stops everything else."""
    ammessa = cartella().resolve()
    base: Any = weasyprint.urls.URLFetcher

    class SoloNostri(base):
        def fetch(self, url: str, headers: dict | None = None) -> Any:
            indirizzo = urlsplit(url)
            percorso = ammessa.__class__(unquote(indirizzo.path)).resolve()
            if indirizzo.scheme == "data" or (indirizzo.scheme == "file" and percorso.parent == ammessa):
                return super().fetch(url, headers)
            raise weasyprint.urls.FatalURLFetchingError(f"Indirizzo non ammesso in un PDF: {url}")

    return SoloNostri(allowed_protocols={"data", "file"}, allow_redirects=False)


def _caratteri() -> str:
    return "".join(
        f'@font-face{{font-family:"{FAMIGLIA}";font-weight:{peso};src:url("{nome_file(peso)}")}}\n' for peso in PESI
    )


def _allegati(weasyprint: ModuleType, allegati: Sequence[Allegato], quando: datetime) -> list[Any]:
    """In name order, because the PDF's name tree must be sorted; in UTC, because WeasyPrint always writes a Z."""
    utc = quando.astimezone(UTC)
    return [
        weasyprint.Attachment(
            string=a.contenuto, name=a.nome, description=a.descrizione, relationship=a.relazione,
            created=utc, modified=utc,
        )
        for a in sorted(allegati, key=lambda a: a.nome)
    ]  # fmt: skip


def rifinisci(documento: Any, pdf: Any) -> None:
    """Completes what WeasyPrint's PDF/A-3a leaves out of PDF/UA-1, just before the file is written."""
    import pydyf  # noqa: PLC0415 - comes with weasyprint

    _dichiara_ua(pdf)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["PageMode"] = "/UseOutlines"
    for oggetto in pdf.objects:
        if isinstance(oggetto, dict) and oggetto.get("S") == "/TH":
            oggetto.setdefault("A", pydyf.Dictionary({"O": "/Table"}))["Scope"] = _verso(pdf, oggetto)
        # A photograph says how it is packed (/DCTDecode): packed again without saying so, it would be black.
        if (
            isinstance(oggetto, pydyf.Stream)
            and "Filter" not in oggetto.extra
            and oggetto.extra.get("Type") != "/Metadata"
        ):
            _comprimi(oggetto)
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _dichiara_ua(pdf: Any) -> None:
    """Part 1 of PDF/UA in the XMP packet, with the schema PDF/A wants for it; archives read it uncompressed."""
    xmp = _oggetto(pdf, pdf.catalog["Metadata"])
    xmp.stream = [b"".join(xmp.stream).replace(b"</rdf:RDF>", XMP_UA + b"</rdf:RDF>")]


def _verso(pdf: Any, cella: dict) -> str:
    """A head cell heads its column when its row is in the head of the table, otherwise its row."""
    gruppo = _oggetto(pdf, _oggetto(pdf, cella["P"])["P"])
    return "/Column" if gruppo.get("S") == "/THead" else "/Row"


def _oggetto(pdf: Any, riferimento: bytes | str) -> Any:
    return pdf.objects[int(riferimento.split()[0])]


def _comprimi(flusso: Any) -> None:
    """Compresses a stream, unless it would end in CR: one validator takes CR LF as the line end and finds it short."""
    flusso.compress = True
    flusso.compress = not flusso.data.endswith(b"\r\nendstream")
