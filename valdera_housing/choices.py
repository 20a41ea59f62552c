"""Closed words shared by all lines. The slug is stored; the label is only for eyes."""

from django.db.models import TextChoices


class Linea(TextChoices):
    """The five service lines of the convention, in its order."""

    GIS = "GIS", "Gestore immobiliare sociale"
    SPO = "SPO", "Accompagnamento e sportello"
    FON = "FON", "Fondo di garanzia"
    FOR = "FOR", "Formazione e partecipazione"
    COH = "COH", "Soluzioni abitative innovative"

    @property
    def numero(self) -> int:
        return list(Linea).index(self) + 1


class Ruolo(TextChoices):
    ASSISTENTE_SOCIALE = "assistente_sociale", "Assistente sociale"
    OPERATORE_ETS = "operatore_ets", "Operatore ETS"
    CONTABILE_ETS = "contabile_ets", "Contabile ETS"
    COORDINATORE_ETS = "coordinatore_ets", "Coordinatore ETS"
    FUNZIONARIO_UNIONE = "funzionario_unione", "Funzionario dell'Unione"
    CABINA = "cabina", "Cabina di Regia"
    REVISORE = "revisore", "Revisore"
    AMMINISTRATORE = "amministratore", "Amministratore tecnico"


# Who works with people and households by name; the others meet them as pseudonyms.
CHI_SEGUE_PERSONE = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS)


class RuoloEnte(TextChoices):
    PROCEDENTE = "PROCEDENTE", "Amministrazione procedente"
    ETS = "ETS", "Ente partner"
    ALTRO = "ALTRO", "Altro ente"


class PoliticaCup(TextChoices):
    """What a missing CUP on an invoice means for this convention (domain.md 6.1)."""

    OBBLIGATORIO = "OBBLIGATORIO", "Obbligatorio"
    CONSIGLIATO = "CONSIGLIATO", "Consigliato"
    NON_PREVISTO = "NON_PREVISTO", "Non previsto"


class Sesso(TextChoices):
    F = "F", "Femmina"
    M = "M", "Maschio"


class Parentela(TextChoices):
    INTESTATARIO = "INTESTATARIO", "Intestatario"
    CONIUGE = "CONIUGE", "Coniuge o convivente"
    FIGLIO = "FIGLIO", "Figlio o figlia"
    GENITORE = "GENITORE", "Genitore"
    ALTRO = "ALTRO", "Altro componente"


class Lettura(TextChoices):
    """Why the file of a person was read (audit of reads, provv. Garante 27/11/2008)."""

    VISTA = "VISTA", "Scheda aperta"
    SMASCHERATA = "SMASCHERATA", "Nome mostrato al posto del codice"
    ESPORTATA = "ESPORTATA", "Dati esportati"


class StatoLavoro(TextChoices):
    IN_CODA = "IN_CODA", "In coda"
    IN_CORSO = "IN_CORSO", "In corso"
    FINITO = "FINITO", "Finito"
    FALLITO = "FALLITO", "Non riuscito"
