from valdera_housing.kit.foglio import Colonne

# Households leave by their code: the names stay in the office.
DOMANDE: Colonne = (
    ("Numero", lambda d: d.numero),
    ("Misura", lambda d: d.misura.nome),
    ("Tipo", lambda d: d.misura.get_tipo_display()),
    ("Nucleo", lambda d: d.caso.nucleo.codice),
    ("Comune", lambda d: d.caso.nucleo.comune.nome),
    ("Per che cosa", lambda d: d.get_modalita_display()),
    ("Stato", lambda d: d.get_stato_display()),
    ("Aperta il", lambda d: d.aperta_il),
    ("Presentata il", lambda d: d.presentata_il),
    ("Protocollo", lambda d: d.protocollo),
    ("Chiesto", lambda d: d.importo_richiesto),
    ("Ammesso", lambda d: d.importo_ammesso),
    ("Commissione del", lambda d: d.commissione_il),
    ("Pagato", lambda d: d.importo_liquidato),
    ("Pagata il", lambda d: d.liquidata_il),
    ("Si paga a", lambda d: d.get_beneficiario_display()),
    ("Motivo", lambda d: d.motivo),
)
