"""Closed words shared by all lines. The slug is stored; the label is only for eyes."""

from django.db.models import IntegerChoices, TextChoices

from valdera_housing.kit.aspetto import aspetti


class Linea(TextChoices):
    """The five service lines of the convention, in its order."""

    GIS = "GIS", "Gestore immobiliare sociale"
    SPO = "SPO", "Accompagnamento e sportello"
    FON = "FON", "Fondo di garanzia"
    FOR = "FOR", "Formazione e partecipazione"
    COH = "COH", "Soluzioni abitative innovative"

    @property
    def numero(self) -> int:
        return list(Linea).index(self) + 1


class Ruolo(TextChoices):
    ASSISTENTE_SOCIALE = "assistente_sociale", "Assistente sociale"
    OPERATORE_ETS = "operatore_ets", "Operatore ETS"
    CONTABILE_ETS = "contabile_ets", "Contabile ETS"
    COORDINATORE_ETS = "coordinatore_ets", "Coordinatore ETS"
    FUNZIONARIO_UNIONE = "funzionario_unione", "Funzionario dell'Unione"
    CABINA = "cabina", "Cabina di Regia"
    REVISORE = "revisore", "Revisore"
    AMMINISTRATORE = "amministratore", "Amministratore tecnico"


# Who works with people and households by name; the others meet them as pseudonyms.
CHI_SEGUE_PERSONE = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, Ruolo.COORDINATORE_ETS)
# Desks, rooms, hours and mediators: who reads them and who keeps them.
VEDONO_I_LUOGHI = (*CHI_SEGUE_PERSONE, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE)
TENGONO_I_LUOGHI = (Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE)


# Who reads the indicators of a line with the rows behind them; the Cabina reads the numbers alone.
LEGGONO_LE_RIGHE = (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS, Ruolo.FUNZIONARIO_UNIONE, Ruolo.REVISORE)
LEGGONO_GLI_INDICATORI = (*LEGGONO_LE_RIGHE, Ruolo.CABINA)


class RuoloEnte(TextChoices):
    PROCEDENTE = "PROCEDENTE", "Amministrazione procedente"
    ETS = "ETS", "Ente partner"
    ALTRO = "ALTRO", "Altro ente"


class PoliticaCup(TextChoices):
    """What a missing CUP on an invoice means for this convention (domain.md 6.1)."""

    OBBLIGATORIO = "OBBLIGATORIO", "Obbligatorio"
    CONSIGLIATO = "CONSIGLIATO", "Consigliato"
    NON_PREVISTO = "NON_PREVISTO", "Non previsto"


class Sesso(TextChoices):
    F = "F", "Femmina"
    M = "M", "Maschio"


class Parentela(TextChoices):
    INTESTATARIO = "INTESTATARIO", "Intestatario"
    CONIUGE = "CONIUGE", "Coniuge o convivente"
    FIGLIO = "FIGLIO", "Figlio o figlia"
    GENITORE = "GENITORE", "Genitore"
    ALTRO = "ALTRO", "Altro componente"


class Lettura(TextChoices):
    """Why the file of a person was read (audit of reads, provv. Garante 27/11/2008)."""

    VISTA = "VISTA", "Scheda aperta"
    SMASCHERATA = "SMASCHERATA", "Nome mostrato al posto del codice"
    ESPORTATA = "ESPORTATA", "Dati esportati"


class StatoLavoro(TextChoices):
    IN_CODA = "IN_CODA", "In coda"
    IN_CORSO = "IN_CORSO", "In corso"
    FINITO = "FINITO", "Finito"
    FALLITO = "FALLITO", "Non riuscito"


class TipoIsee(TextChoices):
    ORDINARIO = "ORDINARIO", "Ordinario"
    CORRENTE = "CORRENTE", "Corrente"
    MINORENNI = "MINORENNI", "Minorenni"
    SOCIOSANITARIO = "SOCIOSANITARIO", "Sociosanitario"
    UNIVERSITARIO = "UNIVERSITARIO", "Università"


class EsitoCaso(TextChoices):
    """How a case ends (domain.md 2.2)."""

    ALLOGGIO_MERCATO = "ALLOGGIO_MERCATO", "Casa sul mercato"
    ALLOGGIO_GIS = "ALLOGGIO_GIS", "Casa del gestore sociale"
    ALLOGGIO_ERP = "ALLOGGIO_ERP", "Casa popolare"
    SFRATTO_EVITATO = "SFRATTO_EVITATO", "Sfratto evitato"
    COHOUSING = "COHOUSING", "Coabitazione"
    ACCOGLIENZA_EMERGENZA = "ACCOGLIENZA_EMERGENZA", "Accoglienza in emergenza"
    RIENTRO_FAMIGLIA = "RIENTRO_FAMIGLIA", "Rientro in famiglia"
    TRASFERITO = "TRASFERITO", "Trasferito altrove"
    ABBANDONO = "ABBANDONO", "Ha lasciato il percorso"
    ESITO_NEGATIVO = "ESITO_NEGATIVO", "Senza esito"
    DECESSO = "DECESSO", "Decesso"


class GiornoSettimana(IntegerChoices):
    """As ``date.weekday()``."""

    LUNEDI = 0, "Lunedì"
    MARTEDI = 1, "Martedì"
    MERCOLEDI = 2, "Mercoledì"
    GIOVEDI = 3, "Giovedì"
    VENERDI = 4, "Venerdì"
    SABATO = 5, "Sabato"
    DOMENICA = 6, "Domenica"


class TipoSede(TextChoices):
    CENTRALE = "CENTRALE", "Sede centrale"
    DECENTRATA = "DECENTRATA", "Sportello decentrato"
    ALTRA = "ALTRA", "Altra sede"


class UsoStanza(TextChoices):
    """What the convention lets a room be used for (domain.md 4)."""

    SPORTELLO = "SPORTELLO", "Sportello al pubblico"
    FORMAZIONE = "FORMAZIONE", "Convegni e formazione"
    RIUNIONI_BREVI = "RIUNIONI_BREVI", "Riunioni brevi interne"


class BisognoCaso(TextChoices):
    """What a household needs: also the reasons for which it came to the desk are told with these words."""

    SFRATTO = "SFRATTO", "Sfratto"
    MOROSITA = "MOROSITA", "Canoni arretrati"
    RICERCA_ALLOGGIO = "RICERCA_ALLOGGIO", "Ricerca di casa"
    ALLOGGIO_INADEGUATO = "ALLOGGIO_INADEGUATO", "Casa affollata o inadatta"
    SENZA_DIMORA = "SENZA_DIMORA", "Senza dimora"
    VIOLENZA = "VIOLENZA", "Violenza subita"
    CONFLITTO = "CONFLITTO", "Conflitto in casa o con i vicini"
    REDDITO = "REDDITO", "Reddito insufficiente"
    LAVORO = "LAVORO", "Lavoro"
    DOCUMENTI = "DOCUMENTI", "Documenti e permesso di soggiorno"
    SALUTE = "SALUTE", "Accessibilità e assistenza"
    MINORI = "MINORI", "Bambini e ragazzi"
    ALTRO = "ALTRO", "Altro"


class ServizioCoinvolto(TextChoices):
    SERVIZIO_SOCIALE = "SERVIZIO_SOCIALE", "Servizio sociale del comune"
    SDS = "SDS", "Società della Salute"
    SALUTE_MENTALE = "SALUTE_MENTALE", "Salute mentale"
    SERD = "SERD", "Dipendenze"
    CONSULTORIO = "CONSULTORIO", "Consultorio"
    TUTELA_MINORI = "TUTELA_MINORI", "Tutela dei minori"
    CENTRO_IMPIEGO = "CENTRO_IMPIEGO", "Centro per l’impiego"
    CENTRO_ANTIVIOLENZA = "CENTRO_ANTIVIOLENZA", "Centro antiviolenza"
    VOLONTARIATO = "VOLONTARIATO", "Associazioni e volontariato"
    SCUOLA = "SCUOLA", "Scuola"
    ALTRO = "ALTRO", "Altro servizio"


class TipoVoceDiario(TextChoices):
    COLLOQUIO = "COLLOQUIO", "Colloquio"
    TELEFONATA = "TELEFONATA", "Telefonata"
    VISITA = "VISITA", "Visita a casa"
    RIUNIONE = "RIUNIONE", "Riunione fra servizi"
    NOTA = "NOTA", "Nota"


class StatoProgetto(TextChoices):
    BOZZA = "BOZZA", "In scrittura"
    FIRMATO = "FIRMATO", "Firmato"
    CONCLUSO = "CONCLUSO", "Concluso"
    INTERROTTO = "INTERROTTO", "Interrotto"


class AreaObiettivo(TextChoices):
    ABITARE = "ABITARE", "Abitare"
    LAVORO = "LAVORO", "Lavoro"
    REDDITO = "REDDITO", "Reddito"
    SALUTE = "SALUTE", "Salute"
    MINORI = "MINORI", "Bambini e ragazzi"
    DOCUMENTI = "DOCUMENTI", "Documenti"
    RETE = "RETE", "Rete di aiuto"


class StatoObiettivo(TextChoices):
    DA_AVVIARE = "DA_AVVIARE", "Da avviare"
    IN_CORSO = "IN_CORSO", "In corso"
    RAGGIUNTO = "RAGGIUNTO", "Raggiunto"
    PARZIALE = "PARZIALE", "Raggiunto in parte"
    NON_RAGGIUNTO = "NON_RAGGIUNTO", "Non raggiunto"


class FirmatarioProgetto(TextChoices):
    BENEFICIARIO = "BENEFICIARIO", "Persona seguita"
    ASSISTENTE_SOCIALE = "ASSISTENTE_SOCIALE", "Assistente sociale"
    CASE_MANAGER = "CASE_MANAGER", "Operatore di riferimento"
    ALTRO = "ALTRO", "Altro servizio"


# fmt: off
ASPETTI_PROGETTO = aspetti(StatoProgetto, {
    StatoProgetto.BOZZA:      ("tratteggio", "inizio"),
    StatoProgetto.FIRMATO:    ("mezzo", "corso"),
    StatoProgetto.CONCLUSO:   ("spunta", "positivo"),
    StatoProgetto.INTERROTTO: ("croce", "negativo"),
})
ASPETTI_OBIETTIVO = aspetti(StatoObiettivo, {
    StatoObiettivo.DA_AVVIARE:    ("anello", "inizio"),
    StatoObiettivo.IN_CORSO:      ("mezzo", "corso"),
    StatoObiettivo.RAGGIUNTO:     ("spunta", "positivo"),
    StatoObiettivo.PARZIALE:      ("spunta-aperta", "attesa"),
    StatoObiettivo.NON_RAGGIUNTO: ("croce", "negativo"),
})
# fmt: on


class StatoAlloggio(TextChoices):
    """The life of a home, from the first call of its owner to the keys handed back (domain.md 1.7)."""

    SEGNALATO = "SEGNALATO", "Segnalato"
    SOPRALLUOGO = "SOPRALLUOGO", "In sopralluogo"
    VALUTATO = "VALUTATO", "Valutato"
    NON_IDONEO = "NON_IDONEO", "Non idoneo"
    IN_TRATTATIVA = "IN_TRATTATIVA", "In trattativa"
    CONTRATTUALIZZATO = "CONTRATTUALIZZATO", "Contratto firmato"
    DISPONIBILE = "DISPONIBILE", "Disponibile"
    ASSEGNATO = "ASSEGNATO", "Assegnato"
    SFITTO = "SFITTO", "Sfitto"
    IN_MANUTENZIONE = "IN_MANUTENZIONE", "In manutenzione"
    IN_RILASCIO = "IN_RILASCIO", "In rilascio"
    RESTITUITO = "RESTITUITO", "Restituito"


class TipologiaAlloggio(TextChoices):
    APPARTAMENTO = "APPARTAMENTO", "Appartamento"
    CASA = "CASA", "Casa indipendente"
    STANZA = "STANZA", "Stanza"
    CONDOMINIO = "CONDOMINIO", "Condominio"


class DestinazioneAlloggio(TextChoices):
    """Whether a home is for one household, or shared by several (and then nobody else subleases it)."""

    LOCAZIONE = "LOCAZIONE", "A un nucleo, in sublocazione"
    COABITAZIONE = "COABITAZIONE", "Casa condivisa o condominio sociale"


class Riscaldamento(TextChoices):
    AUTONOMO = "AUTONOMO", "Autonomo"
    CENTRALE = "CENTRALE", "Centralizzato"
    ASSENTE = "ASSENTE", "Assente"


class ClasseEnergetica(TextChoices):
    A4 = "A4", "A4"
    A3 = "A3", "A3"
    A2 = "A2", "A2"
    A1 = "A1", "A1"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"
    E = "E", "E"
    F = "F", "F"
    G = "G", "G"


class RegimeAlloggio(TextChoices):
    """domain.md 1.11: a classification, nothing is computed from it."""

    MERCATO_CONCORDATO = "MERCATO_CONCORDATO", "Mercato a canone concordato"
    MERCATO_LIBERO = "MERCATO_LIBERO", "Mercato a canone libero"
    ERS_CONVENZIONATO = "ERS_CONVENZIONATO", "Edilizia sociale convenzionata"
    ERP = "ERP", "Casa popolare"


class TipoFornitura(TextChoices):
    LUCE = "LUCE", "Luce"
    GAS = "GAS", "Gas"
    ACQUA = "ACQUA", "Acqua"
    TARI = "TARI", "Rifiuti (TARI)"
    INTERNET = "INTERNET", "Internet"


class IntestatarioFornitura(TextChoices):
    ETS = "ETS", "Ente partner"
    BENEFICIARIO = "BENEFICIARIO", "Famiglia"
    PROPRIETARIO = "PROPRIETARIO", "Proprietario"


class TipoFileAlloggio(TextChoices):
    FOTO = "FOTO", "Fotografia"
    PLANIMETRIA = "PLANIMETRIA", "Planimetria"
    VISURA = "VISURA", "Visura catastale"
    APE = "APE", "Attestato energetico (APE)"
    CONFORMITA = "CONFORMITA", "Conformità degli impianti"
    ALTRO = "ALTRO", "Altro documento"


class NaturaContratto(TextChoices):
    """Whose contract it is: with the owner, with the household, or between others (evictions, guarantees)."""

    TESTA = "TESTA", "Locazione dal proprietario"
    SUBLOCAZIONE = "SUBLOCAZIONE", "Sublocazione"
    PRIVATO = "PRIVATO", "Locazione fra privati"


class TipoContratto(TextChoices):
    """domain.md 1.2."""

    LIBERO_4_4 = "LIBERO_4_4", "Canone libero 4+4"
    CONCORDATO_3_2 = "CONCORDATO_3_2", "Canone concordato 3+2"
    TRANSITORIO = "TRANSITORIO", "Transitorio"
    STUDENTI = "STUDENTI", "Studenti universitari"
    ENTE_LOCALE_TRANSITORIO = "ENTE_LOCALE_TRANSITORIO", "Ente locale per esigenze transitorie"
    SUBLOCAZIONE = "SUBLOCAZIONE", "Sublocazione"
    COMODATO_USO = "COMODATO_USO", "Comodato d’uso"
    CONCESSIONE_TEMPORANEA = "CONCESSIONE_TEMPORANEA", "Concessione temporanea"
    PATTO_OSPITALITA = "PATTO_OSPITALITA", "Patto di ospitalità"


class StatoContratto(TextChoices):
    """What is signed and lived; registration and extension are computed from their dates."""

    BOZZA = "BOZZA", "Bozza"
    FIRMATO = "FIRMATO", "Firmato"
    IN_CORSO = "IN_CORSO", "In corso"
    DISDETTATO = "DISDETTATO", "Disdettato"
    CESSATO = "CESSATO", "Cessato"
    RISOLTO = "RISOLTO", "Risolto"
    ANNULLATO = "ANNULLATO", "Annullato"


class TipoDeposito(TextChoices):
    DENARO = "DENARO", "Denaro"
    FIDEIUSSIONE = "FIDEIUSSIONE", "Fideiussione"
    GARANZIA_FONDO = "GARANZIA_FONDO", "Garanzia del fondo"
    NESSUNO = "NESSUNO", "Nessuno"


class Verso(TextChoices):
    """Whether a due is to be cashed or to be paid by the ETS, and whether money came in or went out."""

    ENTRATA = "ENTRATA", "Da incassare"
    USCITA = "USCITA", "Da pagare"


class TipoScadenza(TextChoices):
    CANONE = "CANONE", "Canone"
    ONERI = "ONERI", "Oneri accessori"
    CONGUAGLIO = "CONGUAGLIO", "Conguaglio"
    DEPOSITO = "DEPOSITO", "Deposito cauzionale"
    RATA_PIANO = "RATA_PIANO", "Rata del piano di rientro"
    UTENZE = "UTENZE", "Utenze"
    DANNI = "DANNI", "Danni"
    QUOTA = "QUOTA", "Quota di coabitazione"
    SPESE_COMUNI = "SPESE_COMUNI", "Spese comuni di una casa condivisa"
    ANTICIPO = "ANTICIPO", "Rata di un anticipo del fondo"
    RIVALSA = "RIVALSA", "Rata di una rivalsa del fondo"
    ALTRO = "ALTRO", "Altro"


class Mezzo(TextChoices):
    BONIFICO = "BONIFICO", "Bonifico"
    RID = "RID", "Addebito diretto"
    CONTANTI = "CONTANTI", "Contanti"
    POS = "POS", "POS"
    COMPENSAZIONE = "COMPENSAZIONE", "Compensazione"


class FormatoEstratto(TextChoices):
    CAMT053 = "CAMT053", "camt.053"
    MT940 = "MT940", "MT940"
    CSV = "CSV", "CSV"


# Who keeps the accounts of the ETS: dues, payments, bank statements.
TENGONO_I_CONTI = (Ruolo.CONTABILE_ETS, Ruolo.COORDINATORE_ETS)
# Who reads in the ledger the name of a household; the others read its code.
LEGGONO_I_NOMI = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.OPERATORE_ETS, *TENGONO_I_CONTI)


class StatoScadenza(TextChoices):
    """How a due stands today: computed from its amounts and its day, never stored."""

    APERTA = "APERTA", "Da pagare"
    IN_PARTE = "IN_PARTE", "Pagata in parte"
    SCADUTA = "SCADUTA", "Scaduta"
    PAGATA = "PAGATA", "Pagata"
    ANNULLATA = "ANNULLATA", "Annullata"


class StatoMovimento(TextChoices):
    """What was done of a line of the bank: computed, never stored."""

    DA_ABBINARE = "DA_ABBINARE", "Da abbinare"
    ABBINATO = "ABBINATO", "Abbinato"
    IGNORATO = "IGNORATO", "Non riguarda il partitario"


# fmt: off
ASPETTI_SCADENZA = aspetti(StatoScadenza, {
    StatoScadenza.APERTA:    ("anello", "inizio"),
    StatoScadenza.IN_PARTE:  ("mezzo", "corso"),
    StatoScadenza.SCADUTA:   ("triangolo", "attesa"),
    StatoScadenza.PAGATA:    ("spunta", "positivo"),
    StatoScadenza.ANNULLATA: ("spunta-quadra", "inizio"),
})
ASPETTI_MOVIMENTO = aspetti(StatoMovimento, {
    StatoMovimento.DA_ABBINARE: ("punto", "corso"),
    StatoMovimento.ABBINATO:    ("spunta", "positivo"),
    StatoMovimento.IGNORATO:    ("spunta-quadra", "inizio"),
})
# fmt: on
