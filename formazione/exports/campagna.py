from formazione.choices import Destinatario
from valdera_housing.kit.foglio import Colonne


def gruppi(destinatari: list[str]) -> str:
    return ", ".join(str(Destinatario(nome).label) for nome in destinatari)


CAMPAGNE: Colonne = (
    ("Numero", lambda c: c.numero),
    ("Titolo", lambda c: c.titolo),
    ("Stato", lambda c: c.get_stato_display()),
    ("Dal", lambda c: c.dal),
    ("Al", lambda c: c.al),
    ("A chi si rivolge", lambda c: gruppi(c.destinatari)),
    ("Che cosa vuole ottenere", lambda c: c.obiettivo),
    ("Contenuti", lambda c: c.quanti),
    ("Persone raggiunte", lambda c: c.raggiunti),
    ("Perché è annullata", lambda c: c.motivo),
)
