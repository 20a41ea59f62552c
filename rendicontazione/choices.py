"""Closed words of the accounts. The slug is stored; the label is only for eyes."""

from django.db.models import TextChoices

from valdera_housing.kit.aspetto import aspetti


class StatoSpesa(TextChoices):
    """Life of a share. Only BOZZA can be changed; corrections of the others are new rows."""

    BOZZA = "BOZZA", "Bozza"
    PRESENTATA = "PRESENTATA", "In verifica"
    DA_INTEGRARE = "DA_INTEGRARE", "Da integrare"
    AMMESSA = "AMMESSA", "Ammessa"
    AMMESSA_PARZIALE = "AMMESSA_PARZIALE", "Ammessa in parte"
    NON_AMMESSA = "NON_AMMESSA", "Non ammessa"
    ECCEDENZA = "ECCEDENZA", "In eccedenza"
    LIQUIDATA = "LIQUIDATA", "Liquidata"


class StatoRendiconto(TextChoices):
    """Life of the accounts of a quarter."""

    APERTO = "APERTO", "Aperto"
    CHIUSO_ETS = "CHIUSO_ETS", "Presentato"
    IN_VERIFICA = "IN_VERIFICA", "In verifica"
    INTEGRAZIONI_RICHIESTE = "INTEGRAZIONI_RICHIESTE", "Integrazioni richieste"
    VERIFICATO = "VERIFICATO", "Verificato"
    APPROVATO = "APPROVATO", "Approvato"
    LIQUIDATO = "LIQUIDATO", "Liquidato"


class Macrovoce(TextChoices):
    """Cost categories (domain.md 6.3)."""

    A = "A", "Personale dipendente"
    B = "B", "Collaboratori e professionisti"
    C = "C", "Rimborsi ai volontari"
    D = "D", "Canoni passivi, al netto"
    E = "E", "Utenze, condominio e manutenzioni"
    F = "F", "Erogazioni del fondo"
    G = "G", "Formazione, eventi, comunicazione"
    H = "H", "Beni di consumo e attrezzature"
    I = "I", "Assicurazioni"  # noqa: E741 - the letter is the office's own
    L = "L", "Trasferte"
    M = "M", "Spese generali e coordinamento"


class TipoDocumento(TextChoices):
    FATTURA = "FATTURA", "Fattura"
    PARCELLA = "PARCELLA", "Parcella"
    NOTA_CREDITO = "NOTA_CREDITO", "Nota di credito"
    NOTA_DEBITO = "NOTA_DEBITO", "Nota di debito"
    CEDOLINO = "CEDOLINO", "Busta paga"
    F24 = "F24", "Modello F24"
    RICEVUTA = "RICEVUTA", "Ricevuta"
    NOTA_SPESE = "NOTA_SPESE", "Nota spese"
    ATTO_FONDO = "ATTO_FONDO", "Atto del fondo"
    ALTRO = "ALTRO", "Altro documento"


class Modalita(TextChoices):
    BONIFICO = "BONIFICO", "Bonifico"
    ADDEBITO = "ADDEBITO", "Addebito diretto"
    CARTA = "CARTA", "Carta"
    F24 = "F24", "F24 quietanzato"
    CONTANTI = "CONTANTI", "Contanti"
    COMPENSAZIONE = "COMPENSAZIONE", "Compensazione"


class TipoAllegato(TextChoices):
    ORIGINALE = "ORIGINALE", "Documento originale"
    COPIA = "COPIA", "Copia leggibile"
    CONTRATTO = "CONTRATTO", "Contratto o incarico"
    ORE = "ORE", "Foglio ore"
    RELAZIONE = "RELAZIONE", "Relazione o rapporto"
    AUTORIZZAZIONE = "AUTORIZZAZIONE", "Delibera o autorizzazione"
    CUP = "CUP", "Integrazione del CUP"
    ALTRO = "ALTRO", "Altro"


class MotivoNonAmmissione(TextChoices):
    NON_PAGATA = "NON_PAGATA", "Non risulta pagata"
    DOC_MANCANTE = "DOC_MANCANTE", "Manca un documento"
    DOC_ILLEGGIBILE = "DOC_ILLEGGIBILE", "Documento illeggibile"
    NON_INERENTE = "NON_INERENTE", "Non inerente alla linea"
    FUORI_PERIODO = "FUORI_PERIODO", "Fuori periodo"
    DUPLICATA = "DUPLICATA", "Già presentata"
    DOPPIO_FINANZIAMENTO = "DOPPIO_FINANZIAMENTO", "Già coperta da altri fondi"
    IVA_RECUPERABILE = "IVA_RECUPERABILE", "IVA recuperabile"
    CUP_MANCANTE = "CUP_MANCANTE", "Manca il CUP"
    COMPARTECIPAZIONE = "COMPARTECIPAZIONE", "Compartecipazione: non rimborsabile"
    OLTRE_MASSIMALE = "OLTRE_MASSIMALE", "Oltre il massimale"
    CONTANTI = "CONTANTI", "Pagata in contanti"
    ALTRO = "ALTRO", "Altro motivo"


class Criterio(TextChoices):
    """How a bill is divided among lines (domain.md 6.9)."""

    DIRETTO = "DIRETTO", "Imputazione diretta"
    ORE = "ORE", "Ore di lavoro"
    MQ = "MQ", "Metri quadri"
    NUCLEI = "NUCLEI", "Nuclei serviti"


class StatoRiparto(TextChoices):
    """How much of a document is already on the lines: worked out from its amounts, never stored."""

    DA_DIVIDERE = "DA_DIVIDERE", "Da dividere"
    IN_PARTE = "IN_PARTE", "Divisa in parte"
    DIVISA = "DIVISA", "Divisa"


class StatoPagamento(TextChoices):
    """How much of a document is paid: worked out from its amounts, never stored."""

    DA_PAGARE = "DA_PAGARE", "Da pagare"
    IN_PARTE = "IN_PARTE", "Pagata in parte"
    PAGATA = "PAGATA", "Pagata"


class StatoRelazione(TextChoices):
    IN_PREPARAZIONE = "IN_PREPARAZIONE", "In preparazione"
    PRONTA = "PRONTA", "Pronta"
    FALLITA = "FALLITA", "Non riuscita"


IN_VERIFICA = (StatoSpesa.PRESENTATA, StatoSpesa.DA_INTEGRARE)
DECISE_A_FAVORE = (
    StatoSpesa.AMMESSA,
    StatoSpesa.AMMESSA_PARZIALE,
    StatoSpesa.ECCEDENZA,
    StatoSpesa.LIQUIDATA,
)

ASPETTI_SPESA = aspetti(
    StatoSpesa,
    {
        StatoSpesa.BOZZA: ("tratteggio", "inizio"),
        StatoSpesa.PRESENTATA: ("mezzo", "corso"),
        StatoSpesa.DA_INTEGRARE: ("triangolo", "attesa"),
        StatoSpesa.AMMESSA: ("spunta", "positivo"),
        StatoSpesa.AMMESSA_PARZIALE: ("spunta-aperta", "positivo"),
        StatoSpesa.NON_AMMESSA: ("croce", "negativo"),
        StatoSpesa.ECCEDENZA: ("pausa", "fermo"),
        StatoSpesa.LIQUIDATA: ("spunta-quadra", "positivo"),
    },
)
ASPETTI_RENDICONTO = aspetti(
    StatoRendiconto,
    {
        StatoRendiconto.APERTO: ("anello", "inizio"),
        StatoRendiconto.CHIUSO_ETS: ("punto", "corso"),
        StatoRendiconto.IN_VERIFICA: ("mezzo", "corso"),
        StatoRendiconto.INTEGRAZIONI_RICHIESTE: ("triangolo", "attesa"),
        StatoRendiconto.VERIFICATO: ("spunta-aperta", "positivo"),
        StatoRendiconto.APPROVATO: ("spunta", "positivo"),
        StatoRendiconto.LIQUIDATO: ("spunta-quadra", "positivo"),
    },
)
ASPETTI_RIPARTO = aspetti(
    StatoRiparto,
    {
        StatoRiparto.DA_DIVIDERE: ("tratteggio", "inizio"),
        StatoRiparto.IN_PARTE: ("triangolo", "attesa"),
        StatoRiparto.DIVISA: ("punto", "corso"),
    },
)
ASPETTI_RELAZIONE = aspetti(
    StatoRelazione,
    {
        StatoRelazione.IN_PREPARAZIONE: ("mezzo", "corso"),
        StatoRelazione.PRONTA: ("spunta", "positivo"),
        StatoRelazione.FALLITA: ("croce", "negativo"),
    },
)
