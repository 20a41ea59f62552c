from sportello.queries.rete import aiuti_in_parole
from valdera_housing.kit.foglio import Colonne

RISORSE: Colonne = (
    ("Nome", lambda r: r.nome),
    ("Che cosa è", lambda r: r.get_tipo_display()),
    ("Comune", lambda r: r.comune.nome if r.comune else "Tutto il territorio"),
    ("Indirizzo", lambda r: r.indirizzo),
    ("Telefono", lambda r: r.telefono),
    ("E-mail", lambda r: r.email),
    ("Sito", lambda r: r.sito),
    ("Persona di contatto", lambda r: r.referente),
    ("Che cosa offre", aiuti_in_parole),
    ("Come funziona", lambda r: r.descrizione),
    ("Controllata il", lambda r: r.aggiornata_il),
    ("In uso", lambda r: "sì" if r.attiva else "no"),
)
IMPEGNI: Colonne = (
    ("Nucleo", lambda i: i.caso.nucleo.codice),
    ("Caso", lambda i: i.caso.numero),
    ("Chi", lambda i: i.risorsa.nome),
    ("Che cosa fa", lambda i: i.che_cosa),
    ("Dal", lambda i: i.dal),
    ("Al", lambda i: i.al),
    ("Com’è andata", lambda i: i.esito),
)
OPPORTUNITA: Colonne = (
    ("Che lavoro è", lambda o: o.ruolo),
    ("Chi la offre", lambda o: o.risorsa.nome),
    ("Dove", lambda o: o.comune.nome if o.comune else ""),
    ("Che cosa serve", lambda o: o.requisiti),
    ("Posti", lambda o: o.posti),
    ("Pubblicata il", lambda o: o.pubblicata_il),
    ("Scade il", lambda o: o.scade_il),
)
TAVOLI: Colonne = (
    ("Giorno", lambda t: t.giorno),
    ("Dove", lambda t: t.luogo),
    ("Ordine del giorno", lambda t: t.ordine_del_giorno),
    ("Chi c’era", lambda t: "; ".join(r.nome for r in t.presenti.all())),
    ("Altri presenti", lambda t: t.altri_presenti),
    ("Che cosa si è deciso", lambda t: t.decisioni),
    ("Verbale firmato", lambda t: "sì" if t.verbale_id else "no"),
)
