from valdera_housing.kit.foglio import Colonne
from valdera_housing.kit.scrittura import in_momento

APPUNTAMENTI: Colonne = (
    ("Numero", lambda a: a.numero),
    ("Chi", lambda a: a.chi),
    ("Telefono", lambda a: a.telefono),
    ("Comune", lambda a: a.comune.nome if a.comune else ""),
    ("Perché", lambda a: ", ".join(a.nomi_motivi)),
    ("Come", lambda a: a.get_modo_display()),
    ("Lingua", lambda a: a.lingua),
    ("Stato", lambda a: a.get_stato_display()),
    ("Richiesto il", lambda a: a.richiesto_il),
    ("Quando", lambda a: in_momento(a.prenotazione.inizio) if a.prenotazione else ""),
    ("Sede", lambda a: str(a.sede or "")),
    ("Con chi", lambda a: str(a.prenotazione.operatore or "") if a.prenotazione else ""),
    ("Giorni di attesa", lambda a: a.giorni_di_attesa),
    ("Com’è andato", lambda a: a.esito),
)
