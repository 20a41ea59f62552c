"""Closed words of the fund."""

from django.db.models import TextChoices

from valdera_housing.kit.aspetto import aspetti


class Voce(TextChoices):
    """Which figure of the fund a movement moves (domain.md 3.3)."""

    DOTATO = "DOTATO", "Dotato"
    EROGATO = "EROGATO", "Erogato"
    RIENTRATO = "RIENTRATO", "Rientrato"
    ALTRO = "ALTRO", "Altri movimenti"


class TipoMovimento(TextChoices):
    DOTAZIONE = "DOTAZIONE", "Dotazione"
    STORNO_DOTAZIONE = "STORNO_DOTAZIONE", "Storno di dotazione"
    EROGAZIONE_ESCUSSIONE = "EROGAZIONE_ESCUSSIONE", "Escussione pagata"
    EROGAZIONE_ANTICIPO = "EROGAZIONE_ANTICIPO", "Anticipo erogato"
    RIENTRO_RATA = "RIENTRO_RATA", "Rata di anticipo rientrata"
    RIENTRO_RIVALSA = "RIENTRO_RIVALSA", "Rata di rivalsa rientrata"
    INTERESSE = "INTERESSE", "Interessi della banca"
    SPESE_BANCA = "SPESE_BANCA", "Spese della banca"
    TRASFERIMENTO_COMUNE = "TRASFERIMENTO_COMUNE", "Trasferimento con il comune"
    RETTIFICA = "RETTIFICA", "Rettifica"


# fmt: off
# Which figure each type moves, and with which signs; a RETTIFICA takes both from the movement it corrects.
VOCI = {
    TipoMovimento.DOTAZIONE:             (Voce.DOTATO,    (1,)),
    TipoMovimento.STORNO_DOTAZIONE:      (Voce.DOTATO,    (-1,)),
    TipoMovimento.EROGAZIONE_ESCUSSIONE: (Voce.EROGATO,   (-1,)),
    TipoMovimento.EROGAZIONE_ANTICIPO:   (Voce.EROGATO,   (-1,)),
    TipoMovimento.RIENTRO_RATA:          (Voce.RIENTRATO, (1,)),
    TipoMovimento.RIENTRO_RIVALSA:       (Voce.RIENTRATO, (1,)),
    TipoMovimento.INTERESSE:             (Voce.ALTRO,     (1,)),
    TipoMovimento.SPESE_BANCA:           (Voce.ALTRO,     (-1,)),
    TipoMovimento.TRASFERIMENTO_COMUNE:  (Voce.ALTRO,     (1, -1)),
}
# fmt: on


class Provenienza(TextChoices):
    """Where an endowment comes from: inside line 3 of the convention, or added by the comune with its own act."""

    CONVENZIONE = "CONVENZIONE", "Dentro l’importo della convenzione"
    COMUNE = "COMUNE", "Aggiunta dal comune"


class StatoGaranzia(TextChoices):
    RICHIESTA = "RICHIESTA", "Richiesta"
    ISTRUTTORIA = "ISTRUTTORIA", "In istruttoria"
    RIFIUTATA = "RIFIUTATA", "Rifiutata"
    RITIRATA = "RITIRATA", "Ritirata"
    APPROVATA = "APPROVATA", "Approvata"
    ATTIVA = "ATTIVA", "Attiva"
    SOSPESA = "SOSPESA", "Sospesa"
    IN_ESCUSSIONE = "IN_ESCUSSIONE", "Escussione in esame"
    ESCUSSA_PARZIALE = "ESCUSSA_PARZIALE", "Escussa in parte"
    ESCUSSA_TOTALE = "ESCUSSA_TOTALE", "Escussa per intero"
    CHIUSA = "CHIUSA", "Chiusa"
    SCADUTA = "SCADUTA", "Scaduta"
    REVOCATA = "REVOCATA", "Revocata"
    SVINCOLATA = "SVINCOLATA", "Svincolata"


class StatoEscussione(TextChoices):
    PRESENTATA = "PRESENTATA", "Presentata"
    INTEGRAZIONE = "INTEGRAZIONE", "Da integrare"
    VALUTATA = "VALUTATA", "Valutata"
    APPROVATA = "APPROVATA", "Approvata"
    RIFIUTATA = "RIFIUTATA", "Rifiutata"
    RITIRATA = "RITIRATA", "Ritirata"
    LIQUIDATA = "LIQUIDATA", "Pagata"


class StatoAnticipo(TextChoices):
    RICHIESTO = "RICHIESTO", "Richiesto"
    ISTRUTTORIA = "ISTRUTTORIA", "In istruttoria"
    RIFIUTATO = "RIFIUTATO", "Rifiutato"
    RITIRATO = "RITIRATO", "Ritirato"
    APPROVATO = "APPROVATO", "Approvato, da pagare"
    EROGATO = "EROGATO", "Pagato"
    IN_RIMBORSO = "IN_RIMBORSO", "In rimborso"
    IN_RITARDO = "IN_RITARDO", "In ritardo"
    SOSPESO = "SOSPESO", "Riprogrammato"
    INSOLVENTE = "INSOLVENTE", "Insolvente"
    RIMBORSATO = "RIMBORSATO", "Rimborsato"
    RECUPERATO = "RECUPERATO", "Recuperato"
    PERDITA = "PERDITA", "Perdita"


class StatoRivalsa(TextChoices):
    """As an advance once it is paid: the household pays back what the fund paid in its place."""

    IN_RIMBORSO = "IN_RIMBORSO", "In rimborso"
    IN_RITARDO = "IN_RITARDO", "In ritardo"
    SOSPESO = "SOSPESO", "Riprogrammata"
    INSOLVENTE = "INSOLVENTE", "Insolvente"
    RIMBORSATO = "RIMBORSATO", "Rimborsata"
    RECUPERATO = "RECUPERATO", "Recuperata"
    PERDITA = "PERDITA", "Perdita"


class MotivoAnticipo(TextChoices):
    CAUZIONE = "CAUZIONE", "Deposito cauzionale"
    PRIMA_MENSILITA = "PRIMA_MENSILITA", "Prima mensilità"
    MOROSITA = "MOROSITA", "Canoni arretrati"
    UTENZE = "UTENZE", "Bollette"
    ALLACCIO = "ALLACCIO", "Allaccio delle utenze"
    SPESE_AGENZIA = "SPESE_AGENZIA", "Spese di agenzia"
    OSPITALITA_EMERGENZA = "OSPITALITA_EMERGENZA", "Ospitalità in emergenza"
    TRASLOCO = "TRASLOCO", "Trasloco"


class OrdineDeposito(TextChoices):
    """What the deposit kept by the owner covers first (domain.md 3.5)."""

    DANNI = "DANNI", "Prima i danni, poi i canoni"
    CANONI = "CANONI", "Prima i canoni, poi i danni"


class TipoFileEscussione(TextChoices):
    MESSA_IN_MORA = "MESSA_IN_MORA", "Messa in mora"
    ESTRATTO_CANONI = "ESTRATTO_CANONI", "Estratto dei canoni non pagati"
    CONVALIDA = "CONVALIDA", "Convalida di sfratto"
    VERBALE_CONSEGNA = "VERBALE_CONSEGNA", "Verbale di consegna"
    VERBALE_RILASCIO = "VERBALE_RILASCIO", "Verbale di rilascio"
    PREVENTIVO_DANNI = "PREVENTIVO_DANNI", "Preventivo dei danni"
    FOTO = "FOTO", "Fotografie dei danni"
    FATTURA = "FATTURA", "Fattura"
    ALTRO = "ALTRO", "Altro documento"


# fmt: off
ASPETTI_GARANZIA = aspetti(StatoGaranzia, {
    StatoGaranzia.RICHIESTA:        ("tratteggio", "inizio"),
    StatoGaranzia.ISTRUTTORIA:      ("punto", "corso"),
    StatoGaranzia.RIFIUTATA:        ("croce", "negativo"),
    StatoGaranzia.RITIRATA:         ("spunta-quadra", "inizio"),
    StatoGaranzia.APPROVATA:        ("spunta-aperta", "positivo"),
    StatoGaranzia.ATTIVA:           ("spunta", "positivo"),
    StatoGaranzia.SOSPESA:          ("pausa", "fermo"),
    StatoGaranzia.IN_ESCUSSIONE:    ("orologio", "attesa"),
    StatoGaranzia.ESCUSSA_PARZIALE: ("mezzo", "corso"),
    StatoGaranzia.ESCUSSA_TOTALE:   ("triangolo", "attesa"),
    StatoGaranzia.CHIUSA:           ("spunta-quadra", "inizio"),
    StatoGaranzia.SCADUTA:          ("spunta-quadra", "inizio"),
    StatoGaranzia.REVOCATA:         ("croce", "negativo"),
    StatoGaranzia.SVINCOLATA:       ("spunta-quadra", "inizio"),
})
ASPETTI_ESCUSSIONE = aspetti(StatoEscussione, {
    StatoEscussione.PRESENTATA:   ("punto", "corso"),
    StatoEscussione.INTEGRAZIONE: ("orologio", "attesa"),
    StatoEscussione.VALUTATA:     ("mezzo", "corso"),
    StatoEscussione.APPROVATA:    ("spunta-aperta", "positivo"),
    StatoEscussione.RIFIUTATA:    ("croce", "negativo"),
    StatoEscussione.RITIRATA:     ("spunta-quadra", "inizio"),
    StatoEscussione.LIQUIDATA:    ("spunta", "positivo"),
})
ASPETTI_ANTICIPO = aspetti(StatoAnticipo, {
    StatoAnticipo.RICHIESTO:   ("tratteggio", "inizio"),
    StatoAnticipo.ISTRUTTORIA: ("punto", "corso"),
    StatoAnticipo.RIFIUTATO:   ("croce", "negativo"),
    StatoAnticipo.RITIRATO:    ("spunta-quadra", "inizio"),
    StatoAnticipo.APPROVATO:   ("spunta-aperta", "positivo"),
    StatoAnticipo.EROGATO:     ("mezzo", "corso"),
    StatoAnticipo.IN_RIMBORSO: ("mezzo", "corso"),
    StatoAnticipo.IN_RITARDO:  ("triangolo", "attesa"),
    StatoAnticipo.SOSPESO:     ("pausa", "fermo"),
    StatoAnticipo.INSOLVENTE:  ("croce", "negativo"),
    StatoAnticipo.RIMBORSATO:  ("spunta", "positivo"),
    StatoAnticipo.RECUPERATO:  ("spunta", "positivo"),
    StatoAnticipo.PERDITA:     ("croce", "negativo"),
})
ASPETTI_RIVALSA = aspetti(StatoRivalsa, {
    StatoRivalsa.IN_RIMBORSO: ("mezzo", "corso"),
    StatoRivalsa.IN_RITARDO:  ("triangolo", "attesa"),
    StatoRivalsa.SOSPESO:     ("pausa", "fermo"),
    StatoRivalsa.INSOLVENTE:  ("croce", "negativo"),
    StatoRivalsa.RIMBORSATO:  ("spunta", "positivo"),
    StatoRivalsa.RECUPERATO:  ("spunta", "positivo"),
    StatoRivalsa.PERDITA:     ("croce", "negativo"),
})
# fmt: on
