"""Closed words of the sportello. The slug is stored; the label is only for eyes."""

from django.db.models import TextChoices

from valdera_housing.kit.aspetto import aspetti


class Canale(TextChoices):
    """How a person reached the desk (domain.md 2.2)."""

    SPORTELLO = "SPORTELLO", "Allo sportello"
    TELEFONO = "TELEFONO", "Per telefono"
    EMAIL = "EMAIL", "Per e-mail"
    WHATSAPP = "WHATSAPP", "Con un messaggio"
    DECENTRATO = "DECENTRATO", "Allo sportello nel comune"
    DOMICILIARE = "DOMICILIARE", "A casa"
    SEGNALAZIONE = "SEGNALAZIONE", "Segnalazione di un servizio"


class ChiChiede(TextChoices):
    INQUILINO = "INQUILINO", "Inquilino o chi cerca casa"
    PROPRIETARIO = "PROPRIETARIO", "Proprietario"
    ENTE = "ENTE", "Ente o associazione"
    ALTRO = "ALTRO", "Altro"


class MotivoAccesso(TextChoices):
    SFRATTO = "SFRATTO", "Sfratto"
    MOROSITA = "MOROSITA", "Canoni arretrati"
    RICERCA_ALLOGGIO = "RICERCA_ALLOGGIO", "Cerca casa"
    ERP = "ERP", "Casa popolare (ERP)"
    CONTRIBUTO_AFFITTO = "CONTRIBUTO_AFFITTO", "Contributo affitto"
    MOROSITA_INCOLPEVOLE = "MOROSITA_INCOLPEVOLE", "Morosità incolpevole"
    CONTRATTO_L431 = "CONTRATTO_L431", "Contratto a canone concordato"
    MEDIAZIONE_CONFLITTO = "MEDIAZIONE_CONFLITTO", "Conflitto da mediare"
    UTENZE = "UTENZE", "Bollette"
    ALLOGGIO_IMPROPRIO = "ALLOGGIO_IMPROPRIO", "Casa affollata o inadatta"
    SENZA_DIMORA = "SENZA_DIMORA", "Senza dimora"
    VIOLENZA = "VIOLENZA", "Violenza subita"
    LAVORO = "LAVORO", "Lavoro"
    DOCUMENTI = "DOCUMENTI", "Documenti e permesso"
    ALTRO = "ALTRO", "Altro"


class EsitoAccesso(TextChoices):
    INFORMAZIONE_FORNITA = "INFORMAZIONE_FORNITA", "Informazione data"
    APPUNTAMENTO_FISSATO = "APPUNTAMENTO_FISSATO", "Appuntamento fissato"
    DOMANDA_COMPILATA = "DOMANDA_COMPILATA", "Domanda compilata"
    INVIO_SERVIZIO_SOCIALE = "INVIO_SERVIZIO_SOCIALE", "Inviato al servizio sociale"
    INVIO_ALTRI = "INVIO_ALTRI", "Inviato ad altri"
    APERTO_CASO = "APERTO_CASO", "Aperto un caso"
    NON_COMPETENZA = "NON_COMPETENZA", "Non di nostra competenza"


class ModoAppuntamento(TextChoices):
    PRESENZA = "PRESENZA", "Di persona"
    TELEFONO = "TELEFONO", "Per telefono"
    VISITA = "VISITA", "A casa della persona"


class StatoAppuntamento(TextChoices):
    RICHIESTO = "RICHIESTO", "Richiesto"
    CONFERMATO = "CONFERMATO", "Confermato"
    EFFETTUATO = "EFFETTUATO", "Svolto"
    ASSENTE = "ASSENTE", "Non si è presentato"
    ANNULLATO_UTENTE = "ANNULLATO_UTENTE", "Annullato dalla persona"
    ANNULLATO_ENTE = "ANNULLATO_ENTE", "Annullato dall’ufficio"
    RINVIATO = "RINVIATO", "Rinviato, da rifissare"


class StatoPromemoria(TextChoices):
    DA_INVIARE = "DA_INVIARE", "Da mandare"
    INVIATO = "INVIATO", "Mandato"
    FALLITO = "FALLITO", "Non riuscito"
    SILENZIATO = "SILENZIATO", "Non mandato: la persona non li vuole"
    SENZA_INDIRIZZO = "SENZA_INDIRIZZO", "Non mandato: manca l’e-mail"


class TipoSfratto(TextChoices):
    """domain.md 2.3; the Ministry counts necessity, end of lease and arrears."""

    MOROSITA = "MOROSITA", "Morosità (art. 658 c.p.c.)"
    FINITA_LOCAZIONE = "FINITA_LOCAZIONE", "Finita locazione (art. 657 c.p.c.)"
    NECESSITA = "NECESSITA", "Necessità del locatore (art. 3 L. 431/1998)"
    OCCUPAZIONE = "OCCUPAZIONE", "Occupazione senza titolo"
    PIGNORAMENTO = "PIGNORAMENTO", "Decreto di trasferimento"
    SEPARAZIONE = "SEPARAZIONE", "Separazione"


class FaseSfratto(TextChoices):
    """Where an eviction stands: the stage of its last event."""

    DISDETTA_O_MORA = "DISDETTA_O_MORA", "Disdetta o messa in mora"
    INTIMAZIONE = "INTIMAZIONE", "Intimazione"
    UDIENZA = "UDIENZA", "Udienza"
    TERMINE_DI_GRAZIA = "TERMINE_DI_GRAZIA", "Termine di grazia"
    CONVALIDA = "CONVALIDA", "Convalida"
    PRECETTO = "PRECETTO", "Precetto"
    PREAVVISO = "PREAVVISO", "Preavviso di rilascio"
    ACCESSO = "ACCESSO", "Accesso dell’ufficiale giudiziario"
    CHIUSO = "CHIUSO", "Chiuso"


class TipoEventoSfratto(TextChoices):
    DISDETTA_O_MORA = "DISDETTA_O_MORA", "Disdetta o messa in mora"
    INTIMAZIONE = "INTIMAZIONE", "Intimazione di sfratto notificata"
    UDIENZA = "UDIENZA", "Udienza"
    TERMINE_DI_GRAZIA = "TERMINE_DI_GRAZIA", "Termine di grazia concesso"
    CONVALIDA = "CONVALIDA", "Convalida"
    ORDINANZA = "ORDINANZA", "Ordinanza di rilascio"
    PRECETTO = "PRECETTO", "Precetto notificato"
    PREAVVISO = "PREAVVISO", "Preavviso di rilascio notificato"
    ACCESSO = "ACCESSO", "Accesso dell’ufficiale giudiziario"
    PROROGA = "PROROGA", "Proroga"
    SOSPENSIONE = "SOSPENSIONE", "Sospensione"
    SANATORIA = "SANATORIA", "Morosità sanata"
    RINUNCIA = "RINUNCIA", "Rinuncia del proprietario"
    ACCORDO = "ACCORDO", "Accordo fra le parti"
    RILASCIO = "RILASCIO", "Rilascio volontario"
    ESECUZIONE = "ESECUZIONE", "Sfratto eseguito"
    COMUNICAZIONE_PREFETTURA = "COMUNICAZIONE_PREFETTURA", "Comunicazione alla prefettura"


class EsitoAccessoGiudiziario(TextChoices):
    NEGATIVO = "NEGATIVO", "Negativo"
    RINVIO = "RINVIO", "Rinviato"
    ESEGUITO = "ESEGUITO", "Eseguito"
    RILASCIO_SPONTANEO = "RILASCIO_SPONTANEO", "Rilascio spontaneo"


class EsitoSfratto(TextChoices):
    """Counted once, at ``chiuso_il`` (indicators I09 and I10)."""

    EVITATO_RESTA = "EVITATO_RESTA", "Evitato: resta nella casa"
    EVITATO_CASA_A_CASA = "EVITATO_CASA_A_CASA", "Evitato: passa in un’altra casa"
    ESEGUITO_CON_SOLUZIONE = "ESEGUITO_CON_SOLUZIONE", "Eseguito, con una soluzione pronta"
    ESEGUITO = "ESEGUITO", "Eseguito, senza soluzione"


EVITATI = (EsitoSfratto.EVITATO_RESTA, EsitoSfratto.EVITATO_CASA_A_CASA)


class Fragilita(TextChoices):
    """Who lives in the home, as it matters for delays and measures (L. 431/1998 art. 6; DM 30/3/2016)."""

    OVER_65 = "OVER_65", "Più di 65 anni"
    OVER_70 = "OVER_70", "Più di 70 anni"
    MINORI = "MINORI", "Minori"
    INVALIDITA = "INVALIDITA", "Invalidità almeno del 74 %"
    NON_AUTOSUFFICIENZA = "NON_AUTOSUFFICIENZA", "Non autosufficienza"
    MALATTIA = "MALATTIA", "Malattia grave"
    SERVIZI_SOCIALI = "SERVIZI_SOCIALI", "In carico ai servizi"


class TipoMisura(TextChoices):
    PREVENZIONE_SFRATTI = "PREVENZIONE_SFRATTI", "Prevenzione dell’esecutività degli sfratti"
    MOROSITA_INCOLPEVOLE = "MOROSITA_INCOLPEVOLE", "Fondo morosità incolpevole"
    ERP = "ERP", "Casa popolare (ERP)"
    CONTRIBUTO_AFFITTO = "CONTRIBUTO_AFFITTO", "Contributo affitto"
    BANDO_LOCALE = "BANDO_LOCALE", "Bando locale"


class TipoRequisito(TextChoices):
    """What a requirement looks at. Amounts in euro, percentages as 0–100, months as whole numbers."""

    CITTADINANZA = "CITTADINANZA", "Cittadinanza o permesso di soggiorno"
    RESIDENZA_MESI = "RESIDENZA_MESI", "Residenza nell’alloggio da almeno … mesi"
    RESIDENZA_O_LAVORO = "RESIDENZA_O_LAVORO", "Residenza o lavoro in uno dei comuni"
    CONTRATTO_REGISTRATO = "CONTRATTO_REGISTRATO", "Contratto registrato"
    CATEGORIA_CATASTALE = "CATEGORIA_CATASTALE", "Alloggio non di categoria A/1, A/8, A/9"
    NON_ERP = "NON_ERP", "Alloggio non di edilizia popolare"
    ISEE_MASSIMO = "ISEE_MASSIMO", "ISEE non oltre …"
    ISE_MASSIMO = "ISE_MASSIMO", "ISE non oltre …"
    ISEE_O_ISE_MASSIMO = "ISEE_O_ISE_MASSIMO", "ISEE o ISE non oltre le soglie"
    INCIDENZA_MINIMA = "INCIDENZA_MINIMA", "Canone almeno il …% dell’ISE"
    CALO_REDDITO = "CALO_REDDITO", "Reddito calato di più del …%"
    CAUSA_INCOLPEVOLE = "CAUSA_INCOLPEVOLE", "Causa non colpevole"
    EVENTO_MESI = "EVENTO_MESI", "La causa è di non più di … mesi fa"
    SFRATTO_INTIMATO = "SFRATTO_INTIMATO", "Sfratto intimato"
    SFRATTO_NON_ESEGUITO = "SFRATTO_NON_ESEGUITO", "Sfratto non ancora eseguito"
    QUOTA_PROPRIETA = "QUOTA_PROPRIETA", "Nessuna proprietà di casa oltre il …%"
    ALLOGGIO_VICINO = "ALLOGGIO_VICINO", "Nessuna casa adeguata entro … km"
    PATRIMONIO_IMMOBILIARE = "PATRIMONIO_IMMOBILIARE", "Altri immobili non oltre …"
    PATRIMONIO_MOBILIARE = "PATRIMONIO_MOBILIARE", "Patrimonio mobiliare non oltre …"
    PATRIMONIO_TOTALE = "PATRIMONIO_TOTALE", "Patrimonio complessivo non oltre …"
    CODICE_FISCALE = "CODICE_FISCALE", "Codice fiscale del richiedente"
    DICHIARAZIONE = "DICHIARAZIONE", "Dichiarazione della persona"


class CausaIncolpevole(TextChoices):
    """domain.md 2.4."""

    LICENZIAMENTO = "LICENZIAMENTO", "Licenziamento"
    RIDUZIONE_ORARIO = "RIDUZIONE_ORARIO", "Riduzione dell’orario"
    CASSA_INTEGRAZIONE = "CASSA_INTEGRAZIONE", "Cassa integrazione"
    MANCATO_RINNOVO = "MANCATO_RINNOVO", "Contratto di lavoro non rinnovato"
    CESSAZIONE_ATTIVITA = "CESSAZIONE_ATTIVITA", "Attività in proprio chiusa"
    MALATTIA = "MALATTIA", "Malattia grave, infortunio o decesso"
    SEPARAZIONE = "SEPARAZIONE", "Separazione"
    DETENZIONE = "DETENZIONE", "Detenzione"
    ALTRA = "ALTRA", "Altra causa"


class ModalitaMisura(TextChoices):
    """What the money is for: each has its own cap and its own payee."""

    RINUNCIA = "RINUNCIA", "Il proprietario rinuncia allo sfratto"
    NUOVO_CONTRATTO = "NUOVO_CONTRATTO", "Rinuncia e firma un nuovo contratto"
    CASA_A_CASA = "CASA_A_CASA", "Passaggio da casa a casa"
    DIFFERIMENTO = "DIFFERIMENTO", "Il proprietario rinvia l’esecuzione"
    DEPOSITO = "DEPOSITO", "Deposito per un nuovo contratto"
    CANONI = "CANONI", "Canoni di un nuovo contratto concordato"
    CONTRIBUTO = "CONTRIBUTO", "Contributo sul canone"
    GRADUATORIA = "GRADUATORIA", "Graduatoria per la casa popolare"


class Beneficiario(TextChoices):
    """Who is paid."""

    PROPRIETARIO = "PROPRIETARIO", "Il proprietario"
    NUOVO_PROPRIETARIO = "NUOVO_PROPRIETARIO", "Il nuovo proprietario"
    INQUILINO = "INQUILINO", "La famiglia"
    NESSUNO = "NESSUNO", "Nessuno: non è un contributo"


class StatoDomanda(TextChoices):
    """domain.md 2.6."""

    BOZZA = "BOZZA", "Bozza"
    PRESENTATA = "PRESENTATA", "Presentata"
    IN_ISTRUTTORIA = "IN_ISTRUTTORIA", "In istruttoria"
    INTEGRAZIONE = "INTEGRAZIONE", "Da integrare"
    AMMESSA = "AMMESSA", "Ammessa"
    ESCLUSA = "ESCLUSA", "Esclusa"
    FINANZIATA = "FINANZIATA", "Finanziata"
    NON_FINANZIATA = "NON_FINANZIATA", "Ammessa, non finanziata"
    LIQUIDATA = "LIQUIDATA", "Pagata"
    CHIUSA = "CHIUSA", "Chiusa"
    RITIRATA = "RITIRATA", "Ritirata"


class Risposta(TextChoices):
    """What a requirement says of an application."""

    SI = "SI", "Sì"
    NO = "NO", "No"
    MANCA = "MANCA", "Manca un dato"


class GruppoErp(TextChoices):
    """The letters of Allegato B of L.R. 2/2019, as far as points are read from data."""

    SOCIALI = "SOCIALI", "Condizioni sociali, economiche e familiari"
    ABITATIVE = "ABITATIVE", "Condizioni abitative"
    STORICITA = "STORICITA", "Presenza sul territorio e in graduatoria"


class TipoRisorsa(TextChoices):
    ASSOCIAZIONE = "ASSOCIAZIONE", "Associazione"
    PARROCCHIA = "PARROCCHIA", "Parrocchia"
    COMITATO = "COMITATO", "Comitato di quartiere"
    AGENZIA_FORMATIVA = "AGENZIA_FORMATIVA", "Agenzia formativa"
    CENTRO_IMPIEGO = "CENTRO_IMPIEGO", "Centro per l’impiego"
    AGENZIA_LAVORO = "AGENZIA_LAVORO", "Agenzia per il lavoro"
    AZIENDA = "AZIENDA", "Azienda"
    COOP_B = "COOP_B", "Cooperativa sociale di tipo B"
    PATRONATO = "PATRONATO", "CAF o patronato"
    SINDACATO = "SINDACATO", "Sindacato"
    ENTE = "ENTE", "Ente pubblico"


class AiutoOfferto(TextChoices):
    """What a resource of the territory offers."""

    ALIMENTI = "ALIMENTI", "Cibo e beni"
    ASCOLTO = "ASCOLTO", "Ascolto e accompagnamento"
    TRASPORTO = "TRASPORTO", "Trasporto"
    ACCOGLIENZA = "ACCOGLIENZA", "Accoglienza"
    DOPOSCUOLA = "DOPOSCUOLA", "Doposcuola"
    LINGUA = "LINGUA", "Italiano e mediazione"
    PRATICHE = "PRATICHE", "Pratiche e domande"
    FORMAZIONE = "FORMAZIONE", "Corsi"
    TIROCINIO = "TIROCINIO", "Tirocini"
    LAVORO = "LAVORO", "Lavoro"
    LEGALE = "LEGALE", "Tutela legale"
    ARREDI = "ARREDI", "Arredi e traslochi"


class StatoPercorso(TextChoices):
    ATTIVO = "ATTIVO", "In corso"
    CONCLUSO = "CONCLUSO", "Concluso"


class EsitoPercorso(TextChoices):
    """domain.md 2.10."""

    ASSUNTO_TI = "ASSUNTO_TI", "Assunto a tempo indeterminato"
    ASSUNTO_TD = "ASSUNTO_TD", "Assunto a tempo determinato"
    TIROCINIO = "TIROCINIO", "Tirocinio concluso"
    FORMATO = "FORMATO", "Corso concluso"
    INTERROTTO = "INTERROTTO", "Interrotto"


ASSUNTI = (EsitoPercorso.ASSUNTO_TI, EsitoPercorso.ASSUNTO_TD)


class TipoTirocinio(TextChoices):
    NESSUNO = "NESSUNO", "Nessun tirocinio"
    EXTRACURRICULARE = "EXTRACURRICULARE", "Extracurriculare"
    INCLUSIONE = "INCLUSIONE", "Di inclusione sociale"


# fmt: off
ASPETTI_APPUNTAMENTO = aspetti(StatoAppuntamento, {
    StatoAppuntamento.RICHIESTO:        ("anello", "inizio"),
    StatoAppuntamento.CONFERMATO:       ("mezzo", "corso"),
    StatoAppuntamento.EFFETTUATO:       ("spunta", "positivo"),
    StatoAppuntamento.ASSENTE:          ("croce", "negativo"),
    StatoAppuntamento.ANNULLATO_UTENTE: ("spunta-quadra", "inizio"),
    StatoAppuntamento.ANNULLATO_ENTE:   ("spunta-quadra", "inizio"),
    StatoAppuntamento.RINVIATO:         ("orologio", "attesa"),
})
ASPETTI_PROMEMORIA = aspetti(StatoPromemoria, {
    StatoPromemoria.DA_INVIARE:      ("anello", "inizio"),
    StatoPromemoria.INVIATO:         ("spunta", "positivo"),
    StatoPromemoria.FALLITO:         ("croce", "negativo"),
    StatoPromemoria.SILENZIATO:      ("spunta-quadra", "inizio"),
    StatoPromemoria.SENZA_INDIRIZZO: ("triangolo", "attesa"),
})
ASPETTI_FASE = aspetti(FaseSfratto, {
    FaseSfratto.DISDETTA_O_MORA:   ("anello", "inizio"),
    FaseSfratto.INTIMAZIONE:       ("punto", "corso"),
    FaseSfratto.UDIENZA:           ("punto", "corso"),
    FaseSfratto.TERMINE_DI_GRAZIA: ("orologio", "attesa"),
    FaseSfratto.CONVALIDA:         ("mezzo", "attesa"),
    FaseSfratto.PRECETTO:          ("mezzo", "attesa"),
    FaseSfratto.PREAVVISO:         ("triangolo", "attesa"),
    FaseSfratto.ACCESSO:           ("triangolo", "negativo"),
    FaseSfratto.CHIUSO:            ("spunta-quadra", "inizio"),
})
ASPETTI_ESITO_SFRATTO = aspetti(EsitoSfratto, {
    EsitoSfratto.EVITATO_RESTA:          ("spunta", "positivo"),
    EsitoSfratto.EVITATO_CASA_A_CASA:    ("spunta", "positivo"),
    EsitoSfratto.ESEGUITO_CON_SOLUZIONE: ("spunta-aperta", "attesa"),
    EsitoSfratto.ESEGUITO:               ("croce", "negativo"),
})
ASPETTI_DOMANDA = aspetti(StatoDomanda, {
    StatoDomanda.BOZZA:          ("tratteggio", "inizio"),
    StatoDomanda.PRESENTATA:     ("punto", "corso"),
    StatoDomanda.IN_ISTRUTTORIA: ("mezzo", "corso"),
    StatoDomanda.INTEGRAZIONE:   ("triangolo", "attesa"),
    StatoDomanda.AMMESSA:        ("spunta-aperta", "positivo"),
    StatoDomanda.ESCLUSA:        ("croce", "negativo"),
    StatoDomanda.FINANZIATA:     ("spunta-aperta", "positivo"),
    StatoDomanda.NON_FINANZIATA: ("orologio", "attesa"),
    StatoDomanda.LIQUIDATA:      ("spunta", "positivo"),
    StatoDomanda.CHIUSA:         ("spunta-quadra", "inizio"),
    StatoDomanda.RITIRATA:       ("spunta-quadra", "inizio"),
})
ASPETTI_RISPOSTA = aspetti(Risposta, {
    Risposta.SI:    ("spunta", "positivo"),
    Risposta.NO:    ("croce", "negativo"),
    Risposta.MANCA: ("triangolo", "attesa"),
})
ASPETTI_PERCORSO = aspetti(StatoPercorso, {
    StatoPercorso.ATTIVO:   ("mezzo", "corso"),
    StatoPercorso.CONCLUSO: ("spunta-quadra", "inizio"),
})
# fmt: on
