from valdera_housing.kit.foglio import Colonne

DOCUMENTI: Colonne = (
    ("Tipo", lambda d: d.get_tipo_display()),
    ("Tipo SdI", lambda d: d.codice_tipo),
    ("Numero", lambda d: d.numero),
    ("Data", lambda d: d.data),
    ("Fornitore", lambda d: d.fornitore),
    ("Partita IVA", lambda d: d.partita_iva),
    ("Codice fiscale", lambda d: d.codice_fiscale),
    ("Imponibile", lambda d: d.imponibile),
    ("IVA", lambda d: d.iva),
    ("Totale", lambda d: d.totale),
    ("Ritenuta", lambda d: d.ritenuta),
    ("Rendicontabile", lambda d: d.eleggibile),
    ("Diviso", lambda d: d.ripartito),
    ("Da dividere", lambda d: d.da_ripartire),
    ("Pagato", lambda d: d.pagato),
    ("CUP", lambda d: d.cup),
    ("CIG", lambda d: d.cig),
    ("Presentato", lambda d: "sì" if d.presentato else "no"),
)
