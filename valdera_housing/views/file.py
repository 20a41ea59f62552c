"""A stored file is served only by the view of the thing it belongs to, which has checked who asks."""

from django.http import FileResponse, HttpResponse

from valdera_housing.models import Documento

LEGGIBILI = ("application/pdf", "image/jpeg", "image/png")


def rispondi_file(documento: Documento, *, scarica: bool = False) -> FileResponse:
    """The file, in the page when a browser can show it safely, as a download otherwise (quality S3)."""
    risposta = FileResponse(
        documento.file.open("rb"),
        as_attachment=scarica or documento.tipo not in LEGGIBILI,
        filename=documento.nome,
        content_type=documento.tipo,
    )
    risposta["X-Content-Type-Options"] = "nosniff"
    risposta["Cache-Control"] = "private, no-store"
    return risposta


def rispondi_pdf(contenuto: bytes, nome: str) -> HttpResponse:
    """A PDF made for this request and kept nowhere, shown in the page as ``nome``.pdf."""
    risposta = HttpResponse(contenuto, content_type="application/pdf")
    risposta["Content-Disposition"] = f'inline; filename="{nome}.pdf"'
    risposta["X-Content-Type-Options"] = "nosniff"
    risposta["Cache-Control"] = "private, no-store"
    return risposta
