"""Closed words of training and participation. The slug is stored; the label is only for eyes (domain.md 4)."""

from django.db.models import TextChoices

from valdera_housing.kit.aspetto import aspetti


class TipoEvento(TextChoices):
    FORMAZIONE_BENEFICIARI = "FORMAZIONE_BENEFICIARI", "Formazione per chi abita"
    FORMAZIONE_OPERATORI = "FORMAZIONE_OPERATORI", "Formazione per chi lavora nei servizi"
    INCONTRO_PARTECIPATIVO = "INCONTRO_PARTECIPATIVO", "Incontro partecipativo"
    INCONTRO_TEMA = "INCONTRO_TEMA", "Incontro a tema"
    RICERCA = "RICERCA", "Ricerca"
    COMUNICAZIONE = "COMUNICAZIONE", "Comunicazione"


class Destinatario(TextChoices):
    """Whom an event, a newsletter or a content is for; who enrols says which of these she is."""

    BENEFICIARI = "BENEFICIARI", "Persone seguite dal servizio"
    PROPRIETARI = "PROPRIETARI", "Proprietari"
    CONDUTTORI = "CONDUTTORI", "Inquilini"
    ASSOCIAZIONI = "ASSOCIAZIONI", "Associazioni"
    SINDACATI = "SINDACATI", "Sindacati"
    OPERATORI_ETS = "OPERATORI_ETS", "Operatori dell’ente partner"
    PERSONALE_COMUNI = "PERSONALE_COMUNI", "Personale dei comuni"
    PERSONALE_UNIONE = "PERSONALE_UNIONE", "Personale dell’Unione"
    CITTADINANZA = "CITTADINANZA", "Cittadinanza"


class StatoEvento(TextChoices):
    PROGRAMMATO = "PROGRAMMATO", "In programma"
    ISCRIZIONI_APERTE = "ISCRIZIONI_APERTE", "Iscrizioni aperte"
    SVOLTO = "SVOLTO", "Svolto"
    ANNULLATO = "ANNULLATO", "Annullato"


class RegistroPresenze(TextChoices):
    """How the people of an event are recorded: by name, or only counted by group (to keep less data)."""

    NOMINATIVO = "NOMINATIVO", "Per nome, con le ore di ciascuno"
    ANONIMO = "ANONIMO", "Solo quante persone, senza nomi"


class TipoFileEvento(TextChoices):
    MATERIALE = "MATERIALE", "Materiale per chi partecipa"
    LOCANDINA = "LOCANDINA", "Locandina"
    CURRICULUM = "CURRICULUM", "Curriculum di un docente"
    REGISTRO_FIRMATO = "REGISTRO_FIRMATO", "Foglio firme"
    FOTO = "FOTO", "Fotografie"
    ALTRO = "ALTRO", "Altro documento"


class TipoPartner(TextChoices):
    ASSOCIAZIONE = "ASSOCIAZIONE", "Associazione"
    SINDACATO = "SINDACATO", "Sindacato"
    PROPRIETARI = "PROPRIETARI", "Organizzazione dei proprietari"
    INQUILINI = "INQUILINI", "Organizzazione degli inquilini"
    ENTE_PUBBLICO = "ENTE_PUBBLICO", "Ente pubblico"
    SCUOLA = "SCUOLA", "Scuola o università"
    IMPRESA = "IMPRESA", "Impresa"
    ALTRO = "ALTRO", "Altro"


class StatoSala(TextChoices):
    RICHIESTA = "RICHIESTA", "Richiesta"
    AUTORIZZATA = "AUTORIZZATA", "Autorizzata"
    RIFIUTATA = "RIFIUTATA", "Rifiutata"
    RITIRATA = "RITIRATA", "Ritirata"


class StatoIscrizione(TextChoices):
    DA_CONFERMARE = "DA_CONFERMARE", "Da confermare"
    CONFERMATA = "CONFERMATA", "Confermata"
    IN_ATTESA = "IN_ATTESA", "In lista d’attesa"
    ANNULLATA = "ANNULLATA", "Annullata"
    SCADUTA = "SCADUTA", "Non confermata in tempo"


class FonteIscrizione(TextChoices):
    PUBBLICA = "PUBBLICA", "Pagina pubblica"
    UFFICIO = "UFFICIO", "Ufficio"


class ModoPresenza(TextChoices):
    REGISTRO = "REGISTRO", "Foglio firme"
    SCHERMO = "SCHERMO", "Registro sullo schermo"
    QR = "QR", "Codice QR"


class TipoQuestionario(TextChoices):
    GRADIMENTO = "GRADIMENTO", "Gradimento"
    TEST_INIZIALE = "TEST_INIZIALE", "Test iniziale"
    TEST_FINALE = "TEST_FINALE", "Test finale"


class StatoQuestionario(TextChoices):
    BOZZA = "BOZZA", "In preparazione"
    APERTO = "APERTO", "Aperto"
    CHIUSO = "CHIUSO", "Chiuso"


class GenereDomanda(TextChoices):
    SCALA = "SCALA", "Da 1 a 5"
    SCELTA = "SCELTA", "Una risposta fra più"
    TESTO = "TESTO", "Risposta libera"


class StatoCampagna(TextChoices):
    BOZZA = "BOZZA", "In preparazione"
    IN_CORSO = "IN_CORSO", "In corso"
    CONCLUSA = "CONCLUSA", "Conclusa"
    ANNULLATA = "ANNULLATA", "Annullata"


class Canale(TextChoices):
    SITO = "SITO", "Sito"
    SOCIAL = "SOCIAL", "Rete sociale"
    EMAIL = "EMAIL", "Newsletter"
    STAMPA = "STAMPA", "Giornale"
    RADIO_TV = "RADIO_TV", "Radio o televisione"
    VOLANTINO = "VOLANTINO", "Volantino o opuscolo"
    AFFISSIONE = "AFFISSIONE", "Manifesto"
    VIDEO = "VIDEO", "Video"
    ALTRO = "ALTRO", "Altro"


class StatoNewsletter(TextChoices):
    BOZZA = "BOZZA", "In preparazione"
    IN_INVIO = "IN_INVIO", "In partenza"
    INVIATA = "INVIATA", "Inviata"


class StatoSpedizione(TextChoices):
    DA_INVIARE = "DA_INVIARE", "Da inviare"
    INVIATA = "INVIATA", "Inviata"
    FALLITA = "FALLITA", "Non partita"


# fmt: off
ASPETTI_EVENTO = aspetti(StatoEvento, {
    StatoEvento.PROGRAMMATO:       ("tratteggio", "inizio"),
    StatoEvento.ISCRIZIONI_APERTE: ("punto", "corso"),
    StatoEvento.SVOLTO:            ("spunta", "positivo"),
    StatoEvento.ANNULLATO:         ("croce", "negativo"),
})
ASPETTI_SALA = aspetti(StatoSala, {
    StatoSala.RICHIESTA:   ("orologio", "attesa"),
    StatoSala.AUTORIZZATA: ("spunta", "positivo"),
    StatoSala.RIFIUTATA:   ("croce", "negativo"),
    StatoSala.RITIRATA:    ("spunta-quadra", "inizio"),
})
ASPETTI_ISCRIZIONE = aspetti(StatoIscrizione, {
    StatoIscrizione.DA_CONFERMARE: ("tratteggio", "inizio"),
    StatoIscrizione.CONFERMATA:    ("spunta", "positivo"),
    StatoIscrizione.IN_ATTESA:     ("orologio", "attesa"),
    StatoIscrizione.ANNULLATA:     ("croce", "negativo"),
    StatoIscrizione.SCADUTA:       ("spunta-quadra", "inizio"),
})
ASPETTI_QUESTIONARIO = aspetti(StatoQuestionario, {
    StatoQuestionario.BOZZA:  ("tratteggio", "inizio"),
    StatoQuestionario.APERTO: ("punto", "corso"),
    StatoQuestionario.CHIUSO: ("spunta-quadra", "inizio"),
})
ASPETTI_CAMPAGNA = aspetti(StatoCampagna, {
    StatoCampagna.BOZZA:     ("tratteggio", "inizio"),
    StatoCampagna.IN_CORSO:  ("punto", "corso"),
    StatoCampagna.CONCLUSA:  ("spunta", "positivo"),
    StatoCampagna.ANNULLATA: ("croce", "negativo"),
})
ASPETTI_NEWSLETTER = aspetti(StatoNewsletter, {
    StatoNewsletter.BOZZA:    ("tratteggio", "inizio"),
    StatoNewsletter.IN_INVIO: ("mezzo", "corso"),
    StatoNewsletter.INVIATA:  ("spunta", "positivo"),
})
ASPETTI_SPEDIZIONE = aspetti(StatoSpedizione, {
    StatoSpedizione.DA_INVIARE: ("orologio", "attesa"),
    StatoSpedizione.INVIATA:    ("spunta", "positivo"),
    StatoSpedizione.FALLITA:    ("croce", "negativo"),
})
# fmt: on
