"""The free places, column by column."""

from cohousing.choices import Dotazione
from cohousing.models import Unita
from cohousing.queries.unita import libera_fino_al
from valdera_housing.kit.foglio import Colonne


def dotazioni_di(unita: Unita) -> str:
    """What a unit has, in words."""
    return ", ".join(Dotazione(d).label.lower() for d in unita.dotazioni)


POSTI: Colonne = (
    ("Casa", lambda u: u.struttura.nome),
    ("Unità", lambda u: u.nome),
    ("Che cos’è", lambda u: u.get_tipo_display()),
    ("Per chi è", lambda u: u.struttura.get_categoria_display()),
    ("Comune", lambda u: u.struttura.alloggio.comune.nome),
    ("Posti letto", lambda u: u.posti_letto),
    ("M²", lambda u: u.mq),
    ("Accessibile", lambda u: "sì" if u.accessibile else "no"),
    ("Che cosa ha", dotazioni_di),
    ("Quota al mese", lambda u: u.quota_mensile),
    ("Cauzione", lambda u: u.cauzione),
    ("Libera dal", lambda u: u.libera_dal),
    ("Libera fino al", libera_fino_al),
    ("La casa ha già tutti i nuclei che può accogliere", lambda u: "sì" if u.casa_piena else "no"),
    ("Proposta a un candidato", lambda u: "sì" if u.proposta else "no"),
)
