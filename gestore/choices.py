"""Closed words of the gestore. The slug is stored; the label is only for eyes."""

from django.db.models import TextChoices

from valdera_housing.choices import StatoAlloggio, StatoContratto
from valdera_housing.kit.aspetto import aspetti


class ModelloIntervento(TextChoices):
    """domain.md 1.1."""

    SUBLOCAZIONE = "SUBLOCAZIONE", "Locazione e sublocazione"
    INTERMEDIAZIONE_GARANTITA = "INTERMEDIAZIONE_GARANTITA", "Intermediazione garantita"
    MANDATO = "MANDATO", "Mandato del proprietario"
    PROPRIETA_PUBBLICA = "PROPRIETA_PUBBLICA", "Proprietà pubblica"


class Parte(TextChoices):
    LOCATORE = "LOCATORE", "Locatore"
    CONDUTTORE = "CONDUTTORE", "Conduttore"


class MezzoDisdetta(TextChoices):
    RACCOMANDATA = "RACCOMANDATA", "Raccomandata"
    PEC = "PEC", "PEC"
    A_MANO = "A_MANO", "Consegnata a mano"


class MotivoDisdetta(TextChoices):
    """Grounds of the owner at the first expiry (art. 3 c. 1 L. 431/1998)."""

    USO_PROPRIO = "USO_PROPRIO", "Uso proprio o dei familiari (lett. a)"
    ENTE = "ENTE", "Finalità di un ente (lett. b)"
    ALTRO_ALLOGGIO = "ALTRO_ALLOGGIO", "Il conduttore ha un altro alloggio (lett. c)"
    RICOSTRUZIONE = "RICOSTRUZIONE", "Ricostruzione o lavori nell’edificio (lett. d-e)"
    NON_OCCUPATO = "NON_OCCUPATO", "Il conduttore non lo occupa (lett. f)"
    VENDITA = "VENDITA", "Vendita (lett. g)"


class StatoIstat(TextChoices):
    PROPOSTO = "PROPOSTO", "Proposto"
    APPLICATO = "APPLICATO", "Applicato"
    RINUNCIATO = "RINUNCIATO", "Non applicato"


class TipoCriterio(TextChoices):
    """What a requirement of the Regolamento looks at (domain.md 1.6); threshold, validity and act are data."""

    RESIDENZA = "RESIDENZA", "Vive o lavora in uno dei comuni"
    SOGGIORNO = "SOGGIORNO", "Titolo di soggiorno valido"
    ISEE_VALIDO = "ISEE_VALIDO", "ISEE valido"
    ISEE_MASSIMO = "ISEE_MASSIMO", "ISEE non oltre la soglia"
    ISEE_MINIMO = "ISEE_MINIMO", "ISEE non sotto la soglia"
    PROPRIETA = "PROPRIETA", "Nessun alloggio adeguato di proprietà"
    SERVIZIO_SOCIALE = "SERVIZIO_SOCIALE", "Seguito dal servizio sociale"
    MOROSITA = "MOROSITA", "Nessuna morosità ingiustificata con il gestore"
    REDDITO = "REDDITO", "Reddito certo"
    CODICE_FISCALE = "CODICE_FISCALE", "Un adulto con codice fiscale"


class StatoCandidatura(TextChoices):
    APERTA = "APERTA", "Aperta"
    PROPOSTA = "PROPOSTA", "Alloggio proposto"
    ACCOLTA = "ACCOLTA", "Accolta"
    NON_ACCOLTA = "NON_ACCOLTA", "Non accolta"
    RITIRATA = "RITIRATA", "Ritirata"


class TipoVerbale(TextChoices):
    CONSEGNA = "CONSEGNA", "Consegna"
    RICONSEGNA = "RICONSEGNA", "Riconsegna"


class StatoVerbale(TextChoices):
    BOZZA = "BOZZA", "Bozza"
    FIRMATO = "FIRMATO", "Firmato"


class StatoStanza(TextChoices):
    BUONO = "BUONO", "Buono"
    USURATO = "USURATO", "Usurato"
    DA_RIPARARE = "DA_RIPARARE", "Da riparare"
    DANNEGGIATO = "DANNEGGIATO", "Danneggiato"


class StatoMorosita(TextChoices):
    """domain.md 1.10: the days of each step are parameters."""

    IN_RITARDO = "IN_RITARDO", "In ritardo"
    SOLLECITATA = "SOLLECITATA", "Sollecitata"
    MOROSA = "MOROSA", "Moroso"
    IN_PIANO = "IN_PIANO", "In piano di rientro"
    PIANO_DECADUTO = "PIANO_DECADUTO", "Piano decaduto"
    AL_FONDO = "AL_FONDO", "Chiesto al fondo"
    LEGALE = "LEGALE", "Affidata al legale"
    SANATA = "SANATA", "Sanata"


class PassoMorosita(TextChoices):
    APERTURA = "APERTURA", "Ritardo rilevato"
    SOLLECITO = "SOLLECITO", "Sollecito bonario"
    LETTERA = "LETTERA", "Lettera formale"
    COLLOQUIO = "COLLOQUIO", "Colloquio"
    PIANO = "PIANO", "Piano di rientro"
    DECADENZA = "DECADENZA", "Decadenza dal piano"
    INVIO_SOCIALE = "INVIO_SOCIALE", "Avvisato il servizio sociale"
    INVIO_FONDO = "INVIO_FONDO", "Invio al fondo di garanzia"
    LEGALE = "LEGALE", "Affidamento al legale"
    SANATORIA = "SANATORIA", "Debito pagato"


class StatoPiano(TextChoices):
    PROPOSTO = "PROPOSTO", "Proposto"
    ATTIVO = "ATTIVO", "Attivo"
    CONCLUSO = "CONCLUSO", "Concluso"
    DECADUTO = "DECADUTO", "Decaduto"
    RITIRATO = "RITIRATO", "Ritirato"


class Urgenza(TextChoices):
    EMERGENZA = "EMERGENZA", "Emergenza, 24 ore"
    URGENTE = "URGENTE", "Urgente"
    ORDINARIA = "ORDINARIA", "Ordinaria"


class ACarico(TextChoices):
    NUCLEO = "NUCLEO", "Famiglia (piccola manutenzione, art. 1609 c.c.)"
    PROPRIETARIO = "PROPRIETARIO", "Proprietario (art. 1576 c.c.)"
    ETS = "ETS", "Ente partner"
    CONDOMINIO = "CONDOMINIO", "Condominio"


class StatoManutenzione(TextChoices):
    APERTA = "APERTA", "Aperta"
    PREVENTIVO = "PREVENTIVO", "In attesa di preventivo"
    AUTORIZZATA = "AUTORIZZATA", "Autorizzata"
    CHIUSA = "CHIUSA", "Chiusa"
    ANNULLATA = "ANNULLATA", "Annullata"


# fmt: off
ASPETTI_ALLOGGIO = aspetti(StatoAlloggio, {
    StatoAlloggio.SEGNALATO:         ("tratteggio", "inizio"),
    StatoAlloggio.SOPRALLUOGO:       ("punto", "corso"),
    StatoAlloggio.VALUTATO:          ("mezzo", "corso"),
    StatoAlloggio.NON_IDONEO:        ("croce", "negativo"),
    StatoAlloggio.IN_TRATTATIVA:     ("mezzo", "corso"),
    StatoAlloggio.CONTRATTUALIZZATO: ("spunta-aperta", "positivo"),
    StatoAlloggio.DISPONIBILE:       ("anello", "inizio"),
    StatoAlloggio.ASSEGNATO:         ("spunta", "positivo"),
    StatoAlloggio.SFITTO:            ("triangolo", "attesa"),
    StatoAlloggio.IN_MANUTENZIONE:   ("orologio", "attesa"),
    StatoAlloggio.IN_RILASCIO:       ("orologio", "attesa"),
    StatoAlloggio.RESTITUITO:        ("spunta-quadra", "inizio"),
})
ASPETTI_CONTRATTO = aspetti(StatoContratto, {
    StatoContratto.BOZZA:      ("tratteggio", "inizio"),
    StatoContratto.FIRMATO:    ("spunta-aperta", "positivo"),
    StatoContratto.IN_CORSO:   ("spunta", "positivo"),
    StatoContratto.DISDETTATO: ("orologio", "attesa"),
    StatoContratto.CESSATO:    ("spunta-quadra", "inizio"),
    StatoContratto.RISOLTO:    ("croce", "negativo"),
    StatoContratto.ANNULLATO:  ("croce", "inizio"),
})
ASPETTI_CANDIDATURA = aspetti(StatoCandidatura, {
    StatoCandidatura.APERTA:      ("punto", "corso"),
    StatoCandidatura.PROPOSTA:    ("orologio", "attesa"),
    StatoCandidatura.ACCOLTA:     ("spunta", "positivo"),
    StatoCandidatura.NON_ACCOLTA: ("croce", "negativo"),
    StatoCandidatura.RITIRATA:    ("spunta-quadra", "inizio"),
})
ASPETTI_MOROSITA = aspetti(StatoMorosita, {
    StatoMorosita.IN_RITARDO:     ("orologio", "attesa"),
    StatoMorosita.SOLLECITATA:    ("triangolo", "attesa"),
    StatoMorosita.MOROSA:         ("croce", "negativo"),
    StatoMorosita.IN_PIANO:       ("mezzo", "corso"),
    StatoMorosita.PIANO_DECADUTO: ("croce", "negativo"),
    StatoMorosita.AL_FONDO:       ("punto", "corso"),
    StatoMorosita.LEGALE:         ("croce", "negativo"),
    StatoMorosita.SANATA:         ("spunta", "positivo"),
})
ASPETTI_PIANO = aspetti(StatoPiano, {
    StatoPiano.PROPOSTO: ("tratteggio", "inizio"),
    StatoPiano.ATTIVO:   ("mezzo", "corso"),
    StatoPiano.CONCLUSO: ("spunta", "positivo"),
    StatoPiano.DECADUTO: ("croce", "negativo"),
    StatoPiano.RITIRATO: ("spunta-quadra", "inizio"),
})
ASPETTI_MANUTENZIONE = aspetti(StatoManutenzione, {
    StatoManutenzione.APERTA:      ("triangolo", "attesa"),
    StatoManutenzione.PREVENTIVO:  ("orologio", "attesa"),
    StatoManutenzione.AUTORIZZATA: ("mezzo", "corso"),
    StatoManutenzione.CHIUSA:      ("spunta", "positivo"),
    StatoManutenzione.ANNULLATA:   ("spunta-quadra", "inizio"),
})
# fmt: on


class StatoRegistrazione(TextChoices):
    """domain.md 1.4: computed by rules/registrazione.py from the dates of a contract, never stored."""

    DA_REGISTRARE = "DA_REGISTRARE", "Da registrare"
    IN_SCADENZA = "IN_SCADENZA", "Da registrare presto"
    REGISTRATO = "REGISTRATO", "Registrato"
    REGISTRATO_TARDIVO = "REGISTRATO_TARDIVO", "Registrato in ritardo"
    OMESSO = "OMESSO", "Non registrato"
    ESENTE = "ESENTE", "Non serve"


# fmt: off
ASPETTI_REGISTRAZIONE = aspetti(StatoRegistrazione, {
    StatoRegistrazione.DA_REGISTRARE:      ("anello", "inizio"),
    StatoRegistrazione.IN_SCADENZA:        ("orologio", "attesa"),
    StatoRegistrazione.REGISTRATO:         ("spunta", "positivo"),
    StatoRegistrazione.REGISTRATO_TARDIVO: ("spunta-aperta", "attesa"),
    StatoRegistrazione.OMESSO:             ("croce", "negativo"),
    StatoRegistrazione.ESENTE:             ("spunta-quadra", "inizio"),
})
ASPETTI_ISTAT = aspetti(StatoIstat, {
    StatoIstat.PROPOSTO:   ("punto", "corso"),
    StatoIstat.APPLICATO:  ("spunta", "positivo"),
    StatoIstat.RINUNCIATO: ("spunta-quadra", "inizio"),
})
# fmt: on
