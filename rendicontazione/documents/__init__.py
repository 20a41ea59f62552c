"""The papers of the accounts: for now the quarterly report for the Cabina di Regia."""

from rendicontazione.documents.allegati import allegati
from rendicontazione.documents.relazione import relazione_pdf

__all__ = ["allegati", "relazione_pdf"]
