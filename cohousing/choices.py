"""Closed words of shared housing. The slug is stored; the label is only for eyes (domain.md 5)."""

from django.db.models import TextChoices

from valdera_housing.kit.aspetto import aspetti


class TipoStruttura(TextChoices):
    COABITAZIONE = "COABITAZIONE", "Casa condivisa"
    CONDOMINIO_SOCIALE = "CONDOMINIO_SOCIALE", "Condominio sociale"


class Categoria(TextChoices):
    """Whom a house is for: one category a house, because people with common needs live well together."""

    DONNE_SOLE_CON_FIGLI = "DONNE_SOLE_CON_FIGLI", "Donne sole con figli"
    ANZIANI_SOLI = "ANZIANI_SOLI", "Anziani soli"
    LAVORATORI = "LAVORATORI", "Lavoratori"
    STUDENTI = "STUDENTI", "Studenti"
    PADRI_SEPARATI = "PADRI_SEPARATI", "Padri separati"
    GIOVANI_CARE_LEAVER = "GIOVANI_CARE_LEAVER", "Giovani usciti da comunità o affido"
    LIMITATA_AUTONOMIA = "LIMITATA_AUTONOMIA", "Persone con autonomia limitata"
    NUCLEI_STRANIERI = "NUCLEI_STRANIERI", "Nuclei stranieri"


class Condizione(TextChoices):
    """What the registry does not say of a household, and a category asks."""

    LAVORA = "LAVORA", "Chi entra lavora"
    STUDIA = "STUDIA", "Chi entra studia"
    SEPARATO = "SEPARATO", "Separato dall’altro genitore dei figli"
    CARE_LEAVER = "CARE_LEAVER", "Uscito da una comunità o da un affido"
    LIMITATA_AUTONOMIA = "LIMITATA_AUTONOMIA", "Ha bisogno di aiuto nella vita quotidiana"


class Dotazione(TextChoices):
    """What a unit offers and a household may need."""

    BAGNO_PRIVATO = "BAGNO_PRIVATO", "Bagno privato"
    ANGOLO_COTTURA = "ANGOLO_COTTURA", "Angolo cottura"
    LETTO_BAMBINI = "LETTO_BAMBINI", "Lettino"
    POSTO_AUTO = "POSTO_AUTO", "Posto auto"
    ANIMALI_AMMESSI = "ANIMALI_AMMESSI", "Animali ammessi"


class StatoStruttura(TextChoices):
    PROGETTO = "PROGETTO", "In preparazione"
    ATTIVA = "ATTIVA", "Attiva"
    CHIUSA = "CHIUSA", "Chiusa"


class TipoUnita(TextChoices):
    CAMERA = "CAMERA", "Camera"
    POSTO_LETTO = "POSTO_LETTO", "Posto letto"
    MINIALLOGGIO = "MINIALLOGGIO", "Mini alloggio"


class Lingua(TextChoices):
    """Languages in which the rules of a house are written: the slug is the ISO 639-1 code."""

    IT = "it", "Italiano"
    EN = "en", "Inglese"
    FR = "fr", "Francese"
    ES = "es", "Spagnolo"
    PT = "pt", "Portoghese"
    SQ = "sq", "Albanese"
    RO = "ro", "Rumeno"
    UK = "uk", "Ucraino"
    AR = "ar", "Arabo"
    UR = "ur", "Urdu"
    BN = "bn", "Bengalese"
    ZH = "zh", "Cinese"


class StatoPatto(TextChoices):
    BOZZA = "BOZZA", "In scrittura"
    IN_VIGORE = "IN_VIGORE", "In vigore"
    SOSTITUITO = "SOSTITUITO", "Sostituito"


class StatoCandidatura(TextChoices):
    APERTA = "APERTA", "Aperta"
    PROPOSTA = "PROPOSTA", "Proposta"
    ACCOLTA = "ACCOLTA", "Accolta"
    NON_ACCOLTA = "NON_ACCOLTA", "Non accolta"
    RITIRATA = "RITIRATA", "Ritirata"


class StatoPermanenza(TextChoices):
    PREPARAZIONE = "PREPARAZIONE", "In preparazione"
    IN_CORSO = "IN_CORSO", "In corso"
    CONCLUSA = "CONCLUSA", "Conclusa"
    ANNULLATA = "ANNULLATA", "Annullata"


class EsitoPermanenza(TextChoices):
    CASA_MERCATO = "CASA_MERCATO", "Casa sul mercato"
    ERP = "ERP", "Casa popolare"
    GIS = "GIS", "Casa del gestore sociale"
    FAMIGLIA = "FAMIGLIA", "Rientro in famiglia"
    ALTRO_SERVIZIO = "ALTRO_SERVIZIO", "Altro servizio"
    ALLONTANAMENTO = "ALLONTANAMENTO", "Allontanamento"
    ABBANDONO = "ABBANDONO", "Ha lasciato la casa"


ESITI_POSITIVI = (
    EsitoPermanenza.CASA_MERCATO, EsitoPermanenza.ERP, EsitoPermanenza.GIS, EsitoPermanenza.FAMIGLIA,
)  # fmt: skip


class SituazioneDopo(TextChoices):
    """Where a household is months after it left."""

    ANCORA_IN_CASA = "ANCORA_IN_CASA", "È ancora in quella casa"
    ALTRA_CASA = "ALTRA_CASA", "È in un’altra casa"
    SENZA_CASA = "SENZA_CASA", "È di nuovo senza casa"
    NON_RINTRACCIATO = "NON_RINTRACCIATO", "Non si è fatto trovare"


class AreaAutonomia(TextChoices):
    REDDITO = "REDDITO", "Reddito"
    CASA = "CASA", "Saper tenere la casa"
    LAVORO = "LAVORO", "Lavoro"
    RETE = "RETE", "Rete di aiuto"
    LINGUA = "LINGUA", "Lingua italiana"


class TipoSupervisione(TextChoices):
    VISITA = "VISITA", "Visita"
    RIUNIONE_CASA = "RIUNIONE_CASA", "Riunione di casa"
    COLLOQUIO = "COLLOQUIO", "Colloquio"
    EMERGENZA = "EMERGENZA", "Emergenza"


class TemaRegola(TextChoices):
    TURNI = "TURNI", "Turni e pulizie"
    OSPITI = "OSPITI", "Ospiti"
    ANIMALI = "ANIMALI", "Animali"
    RUMORE = "RUMORE", "Rumore e orari"
    SPESE = "SPESE", "Quota e spese comuni"
    RISPETTO = "RISPETTO", "Rispetto delle persone"
    SICUREZZA = "SICUREZZA", "Sicurezza della casa"
    PROGETTO = "PROGETTO", "Impegni del progetto"


class Gravita(TextChoices):
    LIEVE = "LIEVE", "Lieve"
    GRAVE = "GRAVE", "Grave"
    GRAVISSIMA = "GRAVISSIMA", "Gravissima"


class Provvedimento(TextChoices):
    NESSUNO = "NESSUNO", "Se ne è parlato"
    PRIMO_RICHIAMO = "PRIMO_RICHIAMO", "Primo richiamo"
    SECONDO_RICHIAMO = "SECONDO_RICHIAMO", "Secondo richiamo"
    PROPOSTA_ALLONTANAMENTO = "PROPOSTA_ALLONTANAMENTO", "Proposta di allontanamento"


class Criterio(TextChoices):
    """How a common expense is split; each share counts the days lived in the house in that period."""

    UGUALE = "UGUALE", "In parti uguali"
    PERSONE = "PERSONE", "Secondo le persone"
    SUPERFICIE = "SUPERFICIE", "Secondo i metri quadri"


class StatoSpesaComune(TextChoices):
    BOZZA = "BOZZA", "Da ripartire"
    RIPARTITA = "RIPARTITA", "Ripartita"
    ANNULLATA = "ANNULLATA", "Annullata"


class TipoServizio(TextChoices):
    PORTIERATO = "PORTIERATO", "Portierato sociale"
    MENSA = "MENSA", "Mensa"
    LABORATORIO = "LABORATORIO", "Laboratorio"
    BIBLIOTECA = "BIBLIOTECA", "Biblioteca"
    DOPOSCUOLA = "DOPOSCUOLA", "Doposcuola"
    ORTO = "ORTO", "Orto"
    ALTRO = "ALTRO", "Altro"


class StatoServizio(TextChoices):
    ATTIVO = "ATTIVO", "Attivo"
    CHIUSO = "CHIUSO", "Chiuso"


class StatoTurno(TextChoices):
    PREVISTO = "PREVISTO", "Previsto"
    SVOLTO = "SVOLTO", "Svolto"
    SALTATO = "SALTATO", "Saltato"


class NaturaAddetto(TextChoices):
    """Who opens a service: it is managed together by staff, volunteers and who lives there."""

    OPERATORE = "OPERATORE", "Operatore"
    VOLONTARIO = "VOLONTARIO", "Volontario"
    ABITANTE = "ABITANTE", "Abitante"


class TipoProprietario(TextChoices):
    COMUNE = "COMUNE", "Comune"
    UNIONE = "UNIONE", "Unione"
    ERP = "ERP", "Edilizia residenziale pubblica"
    ALTRO_PUBBLICO = "ALTRO_PUBBLICO", "Altro ente pubblico"
    PARROCCHIA = "PARROCCHIA", "Parrocchia o ente religioso"
    ETS = "ETS", "Ente del terzo settore"
    PRIVATO = "PRIVATO", "Privato"


class Disponibilita(TextChoices):
    LIBERO = "LIBERO", "Libero"
    PARZIALE = "PARZIALE", "Libero in parte"
    OCCUPATO = "OCCUPATO", "Occupato"


class TitoloPossibile(TextChoices):
    CONCESSIONE = "CONCESSIONE", "Concessione"
    COMODATO = "COMODATO", "Comodato"
    LOCAZIONE = "LOCAZIONE", "Locazione"
    ACQUISTO = "ACQUISTO", "Acquisto"
    DA_DEFINIRE = "DA_DEFINIRE", "Da definire"


class FonteImmobile(TextChoices):
    COMUNE = "COMUNE", "Segnalato da un comune"
    UNIONE = "UNIONE", "Segnalato dall’Unione"
    SOPRALLUOGO = "SOPRALLUOGO", "Visto dall’ente partner"
    CITTADINO = "CITTADINO", "Segnalato da un cittadino"
    ELENCO = "ELENCO", "Elenco del patrimonio"


class StatoImmobile(TextChoices):
    SEGNALATO = "SEGNALATO", "Segnalato"
    RILEVATO = "RILEVATO", "Rilevato"
    VALUTATO = "VALUTATO", "Valutato"
    PROPOSTO = "PROPOSTO", "Proposto alla Cabina"
    APPROVATO_CABINA = "APPROVATO_CABINA", "Approvato dalla Cabina"
    SCARTATO = "SCARTATO", "Scartato"


class CodiceTappa(TextChoices):
    """The milestones of line 5, all within the first year of the convention."""

    M1 = "M1", "Ricognizione conclusa"
    M2 = "M2", "Progetto esecutivo"
    M3 = "M3", "Prima struttura attiva"


class VoceCosto(TextChoices):
    """What an expense of the line was for; each is of a cost category of the accounts (domain.md 6.3)."""

    LAVORI = "LAVORI", "Lavori e manutenzioni"
    UTENZE = "UTENZE", "Utenze e condominio"
    ARREDI = "ARREDI", "Arredi e attrezzature"
    MATERIALI = "MATERIALI", "Materiali di consumo"
    PROFESSIONISTI = "PROFESSIONISTI", "Professionisti e progettazione"
    ASSICURAZIONE = "ASSICURAZIONE", "Assicurazione"


# fmt: off
ASPETTI_STRUTTURA = aspetti(StatoStruttura, {
    StatoStruttura.PROGETTO: ("tratteggio", "inizio"),
    StatoStruttura.ATTIVA:   ("spunta", "positivo"),
    StatoStruttura.CHIUSA:   ("spunta-quadra", "inizio"),
})
ASPETTI_PATTO = aspetti(StatoPatto, {
    StatoPatto.BOZZA:      ("tratteggio", "inizio"),
    StatoPatto.IN_VIGORE:  ("spunta", "positivo"),
    StatoPatto.SOSTITUITO: ("spunta-quadra", "inizio"),
})
ASPETTI_CANDIDATURA = aspetti(StatoCandidatura, {
    StatoCandidatura.APERTA:      ("anello", "inizio"),
    StatoCandidatura.PROPOSTA:    ("mezzo", "corso"),
    StatoCandidatura.ACCOLTA:     ("spunta", "positivo"),
    StatoCandidatura.NON_ACCOLTA: ("croce", "negativo"),
    StatoCandidatura.RITIRATA:    ("spunta-quadra", "inizio"),
})
ASPETTI_PERMANENZA = aspetti(StatoPermanenza, {
    StatoPermanenza.PREPARAZIONE: ("tratteggio", "inizio"),
    StatoPermanenza.IN_CORSO:     ("punto", "corso"),
    StatoPermanenza.CONCLUSA:     ("spunta-quadra", "inizio"),
    StatoPermanenza.ANNULLATA:    ("croce", "negativo"),
})
ASPETTI_SPESA_COMUNE = aspetti(StatoSpesaComune, {
    StatoSpesaComune.BOZZA:     ("tratteggio", "inizio"),
    StatoSpesaComune.RIPARTITA: ("spunta", "positivo"),
    StatoSpesaComune.ANNULLATA: ("croce", "negativo"),
})
ASPETTI_SERVIZIO = aspetti(StatoServizio, {
    StatoServizio.ATTIVO: ("spunta", "positivo"),
    StatoServizio.CHIUSO: ("spunta-quadra", "inizio"),
})
ASPETTI_TURNO = aspetti(StatoTurno, {
    StatoTurno.PREVISTO: ("orologio", "attesa"),
    StatoTurno.SVOLTO:   ("spunta", "positivo"),
    StatoTurno.SALTATO:  ("croce", "negativo"),
})
ASPETTI_IMMOBILE = aspetti(StatoImmobile, {
    StatoImmobile.SEGNALATO:        ("anello", "inizio"),
    StatoImmobile.RILEVATO:         ("punto", "corso"),
    StatoImmobile.VALUTATO:         ("mezzo", "corso"),
    StatoImmobile.PROPOSTO:         ("orologio", "attesa"),
    StatoImmobile.APPROVATO_CABINA: ("spunta", "positivo"),
    StatoImmobile.SCARTATO:         ("croce", "negativo"),
})
# fmt: on
