"""The list of the buildings, column by column."""

from cohousing.choices import Categoria
from cohousing.models import RicognizioneImmobile
from valdera_housing.kit.foglio import Colonne


def per_chi(immobile: RicognizioneImmobile) -> str:
    """The categories written on a building, in words."""
    return ", ".join(Categoria(categoria).label for categoria in immobile.categorie)


IMMOBILI: Colonne = (
    ("Numero", lambda i: i.numero),
    ("Comune", lambda i: i.comune.nome),
    ("Via o piazza", lambda i: i.indirizzo),
    ("Numero civico", lambda i: i.civico),
    ("Come si chiama", lambda i: i.denominazione),
    ("Foglio", lambda i: i.catasto_foglio),
    ("Particella", lambda i: i.catasto_particella),
    ("Subalterno", lambda i: i.catasto_subalterno),
    ("Categoria catastale", lambda i: i.catasto_categoria),
    ("Di chi è", lambda i: i.get_proprietario_tipo_display()),
    ("Proprietario", lambda i: i.proprietario),
    ("A che cosa serve adesso", lambda i: i.destinazione),
    ("Disponibilità", lambda i: i.get_disponibilita_display()),
    ("Disponibile dal", lambda i: i.disponibile_dal),
    ("Come si potrebbe avere", lambda i: i.get_titolo_possibile_display()),
    ("Superficie in m²", lambda i: i.superficie),
    ("Posti letto possibili", lambda i: i.posti_letto),
    ("Conservazione da 1 a 5", lambda i: i.stato_conservazione),
    ("Servizi vicini da 1 a 5", lambda i: i.servizi_vicini),
    ("Accessibile", lambda i: "sì" if i.accessibile else "no"),
    ("Vincoli", lambda i: i.vincoli),
    ("Costo stimato dei lavori", lambda i: i.costo_adeguamento),
    ("Per chi", per_chi),
    ("Stato", lambda i: i.get_stato_display()),
    ("Punteggio", lambda i: i.punteggio),
    ("Segnalato il", lambda i: i.segnalato_il),
    ("Sopralluogo del", lambda i: i.rilevato_il),
    ("Approvato il", lambda i: i.approvato_il),
    ("Seduta della Cabina", lambda i: i.seduta),
    ("Perché è scartato", lambda i: i.motivo),
)
