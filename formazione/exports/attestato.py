from formazione.rules.attestato import in_ore
from valdera_housing.kit.foglio import Colonne

ATTESTATI: Colonne = (
    ("Numero", lambda a: a.numero),
    ("Cognome", lambda a: a.iscrizione.cognome),
    ("Nome", lambda a: a.iscrizione.nome),
    ("Evento", lambda a: a.iscrizione.evento.numero),
    ("Titolo", lambda a: a.iscrizione.evento.titolo),
    ("Ore frequentate", lambda a: in_ore(a.minuti)),
    ("Ore dell’evento", lambda a: in_ore(a.minuti_evento)),
    ("Minuti frequentati", lambda a: a.minuti),
    ("Rilasciato il", lambda a: a.rilasciato_il),
    ("Codice di verifica", lambda a: a.codice),
    ("Annullato il", lambda a: a.annullato_il),
    ("Perché", lambda a: a.motivo),
)
