"""The measures the product comes with, as data: thresholds and caps of domain.md 2.4, 2.5, 2.7 and 2.8.

The office corrects them on the page of each measure and copies them for a new year: no code is needed for that.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from sportello.choices import Beneficiario as B
from sportello.choices import ModalitaMisura as M
from sportello.choices import TipoMisura
from sportello.choices import TipoRequisito as R
from sportello.queries.misura import Riga, RigheMisura

MisuraDiPartenza = tuple[dict[str, Any], RigheMisura]

IDENTITA = "Copia del documento di identità"
CONTRATTO = "Copia del contratto registrato"
ISEE = "Attestazione ISEE"
PROVA = "Prova della causa (licenziamento, riduzione, malattia…)"
INTIMAZIONE = "Copia dell’intimazione di sfratto"
RICEVUTE = "Ricevute dei canoni pagati"


def requisito(tipo: R, testo: str, soglia: str | None = None, *, fascia: str = "", ise: str | None = None) -> Riga:
    return {
        "tipo": tipo,
        "testo": testo,
        "fascia": fascia,
        "soglia": None if soglia is None else Decimal(soglia),
        "soglia_ise": None if ise is None else Decimal(ise),
    }


def massimale(modalita: M, importo: str, beneficiario: B, **altro: Any) -> Riga:
    return {"modalita": modalita, "importo": Decimal(importo), "beneficiario": beneficiario} | altro


def documenti(*obbligatori: str, facoltativi: tuple[str, ...] = ()) -> list[Riga]:
    nomi = [(nome, True) for nome in obbligatori] + [(nome, False) for nome in facoltativi]
    return [{"nome": nome, "obbligatorio": serve} for nome, serve in nomi]


CITTADINANZA = requisito(R.CITTADINANZA, "Cittadinanza italiana o europea, o permesso di soggiorno valido")
REGISTRATO = requisito(R.CONTRATTO_REGISTRATO, "Contratto di locazione registrato")
CATEGORIA = requisito(R.CATEGORIA_CATASTALE, "Alloggio non di categoria A/1, A/8 o A/9")
UN_ANNO = requisito(R.RESIDENZA_MESI, "Residenza nell’alloggio da almeno un anno", "12")
INTIMATO = requisito(R.SFRATTO_INTIMATO, "Sfratto intimato, anche non ancora convalidato")
CAUSA = requisito(R.CAUSA_INCOLPEVOLE, "Morosità per una causa non colpevole")
CODICE_FISCALE = requisito(R.CODICE_FISCALE, "Codice fiscale di chi chiede")
RESIDENZA = requisito(R.RESIDENZA_O_LAVORO, "Residenza o lavoro stabile in uno dei comuni")
PATRIMONIO = [
    requisito(R.ALLOGGIO_VICINO, "Nessuna casa adeguata di proprietà entro 50 km", "50"),
    requisito(R.PATRIMONIO_IMMOBILIARE, "Altri immobili non oltre 25.000 €", "25000"),
    requisito(R.PATRIMONIO_MOBILIARE, "Patrimonio mobiliare non oltre 25.000 €, con la scala di equivalenza", "25000"),
    requisito(R.PATRIMONIO_TOTALE, "Patrimonio complessivo non oltre 40.000 €", "40000"),
]

PREVENZIONE_SFRATTI: MisuraDiPartenza = (
    {
        "tipo": TipoMisura.PREVENZIONE_SFRATTI,
        "nome": "Prevenzione dell’esecutività degli sfratti",
        "ente": "Regione Toscana",
        "atto": "DGRT 1240/2021",
        "descrizione": "Paga gli arretrati al proprietario che rinuncia allo sfratto, o aiuta a entrare in un’altra "
        "casa prima dell’esecuzione.",
        "valida_dal": date(2022, 1, 1),
    },
    RigheMisura(
        [
            CITTADINANZA,
            REGISTRATO,
            requisito(R.NON_ERP, "Alloggio privato, non di edilizia popolare"),
            CATEGORIA,
            UN_ANNO,
            requisito(R.CALO_REDDITO, "Reddito del nucleo calato di più del 25 %", "25"),
            CAUSA,
            requisito(R.ISE_MASSIMO, "ISE non oltre 35.000 €", "35000"),
            requisito(R.ISEE_MASSIMO, "ISEE non oltre 16.500 €", "16500"),
            requisito(R.QUOTA_PROPRIETA, "Nessuna proprietà di una casa oltre il 30 %", "30"),
            INTIMATO,
            requisito(R.SFRATTO_NON_ESEGUITO, "Sfratto non ancora eseguito"),
        ],
        [
            massimale(M.RINUNCIA, "5000", B.PROPRIETARIO),
            massimale(M.NUOVO_CONTRATTO, "7000", B.PROPRIETARIO),
            massimale(M.CASA_A_CASA, "3500", B.NUOVO_PROPRIETARIO, mensilita=3, giorni=120),
        ],
        documenti(IDENTITA, CONTRATTO, INTIMAZIONE, ISEE, PROVA),
    ),
)

MOROSITA_INCOLPEVOLE: MisuraDiPartenza = (
    {
        "tipo": TipoMisura.MOROSITA_INCOLPEVOLE,
        "nome": "Fondo nazionale per la morosità incolpevole",
        "ente": "Ministero delle Infrastrutture, attraverso i Comuni",
        "atto": "DL 102/2013 art. 6 c. 5; DM 30/03/2016",
        "descrizione": "Sana gli arretrati di chi non ha potuto pagare per la perdita o il forte calo del reddito, "
        "rinvia lo sfratto o aiuta a entrare in un’altra casa.",
        "valida_dal": date(2016, 8, 1),
    },
    RigheMisura(
        [
            CITTADINANZA,
            REGISTRATO,
            CATEGORIA,
            UN_ANNO,
            requisito(R.ISEE_O_ISE_MASSIMO, "ISEE non oltre 26.000 € o ISE non oltre 35.000 €", "26000", ise="35000"),
            CAUSA,
            INTIMATO,
        ],
        [
            massimale(M.RINUNCIA, "8000", B.PROPRIETARIO),
            massimale(M.DIFFERIMENTO, "6000", B.PROPRIETARIO),
            massimale(M.DEPOSITO, "12000", B.NUOVO_PROPRIETARIO),
            massimale(M.CANONI, "12000", B.NUOVO_PROPRIETARIO, mensilita=12),
        ],
        documenti(CONTRATTO, INTIMAZIONE, PROVA, ISEE),
    ),
)

ERP: MisuraDiPartenza = (
    {
        "tipo": TipoMisura.ERP,
        "nome": "Casa popolare: domanda per la graduatoria",
        "ente": "Comuni, con la Regione Toscana",
        "atto": "L.R. 2/2019",
        "descrizione": "L’ingresso nella graduatoria delle case di edilizia residenziale pubblica.",
        "valida_dal": date(2019, 1, 1),
    },
    RigheMisura(
        [
            CODICE_FISCALE,
            CITTADINANZA,
            RESIDENZA,
            requisito(R.ISEE_MASSIMO, "ISEE non oltre 16.500 €", "16500"),
            *PATRIMONIO,
            requisito(
                R.DICHIARAZIONE,
                "Nessuna condanna per reati puniti con almeno 5 anni; nessuna casa popolare già avuta in proprietà; "
                "nessuna decadenza, debito o occupazione abusiva negli ultimi 5 anni; nessuna barca né veicolo oltre "
                "80 kW, se non per lavoro",
            ),
        ],
        [massimale(M.GRADUATORIA, "0", B.NESSUNO)],
        documenti(IDENTITA, ISEE),
    ),
)


def contributo_affitto(anno: int, ise_a: str, ise_b: str) -> MisuraDiPartenza:
    """The rent contribution of a year: band A up to two minimum pensions, band B up to the threshold of the year.

    The caps and what is left to the household are those of DM 7/6/1999 art. 2.
    """
    a = {"fascia": "A"}
    b = {"fascia": "B"}
    return (
        {
            "tipo": TipoMisura.CONTRIBUTO_AFFITTO,
            "nome": f"Contributo affitto {anno}",
            "ente": "Comuni, con Stato e Regione Toscana",
            "atto": "L. 431/1998 art. 11; DGRT 402/2020",
            "descrizione": "Una parte del canone di un anno, quando pesa troppo sul reddito.",
            "valida_dal": date(anno, 1, 1),
            "valida_al": date(anno, 12, 31),
        },
        RigheMisura(
            [
                CODICE_FISCALE,
                CITTADINANZA,
                RESIDENZA,
                REGISTRATO,
                requisito(R.NON_ERP, "Alloggio non di edilizia popolare"),
                CATEGORIA,
                *PATRIMONIO,
                requisito(R.DICHIARAZIONE, "Nessun altro aiuto pubblico per lo stesso affitto"),
                requisito(R.ISE_MASSIMO, "ISE non oltre due pensioni minime", ise_a, fascia="A"),
                requisito(R.INCIDENZA_MINIMA, "Canone almeno il 14 % dell’ISE", "14", fascia="A"),
                requisito(R.ISE_MASSIMO, "ISE non oltre la soglia della fascia B", ise_b, fascia="B"),
                requisito(R.INCIDENZA_MINIMA, "Canone almeno il 24 % dell’ISE", "24", fascia="B"),
                requisito(R.ISEE_MASSIMO, "ISEE non oltre 16.500 €", "16500", fascia="B"),
            ],
            [
                massimale(M.CONTRIBUTO, "3098.74", B.INQUILINO, **a),
                massimale(M.CONTRIBUTO, "2324.06", B.INQUILINO, **b),
            ],
            documenti(CONTRATTO, ISEE, facoltativi=(RICEVUTE,)),
        ),
    )


BANDO_ABITARE: MisuraDiPartenza = (
    {
        "tipo": TipoMisura.BANDO_LOCALE,
        "nome": "Bando Abitare dell’Unione Valdera",
        "ente": "Unione Valdera",
        "atto": "Bando Abitare 2023-2024",
        "descrizione": "Un aiuto locale per chi paga di affitto almeno il 30 % dell’ISE. La domanda è solo in rete.",
        "valida_dal": date(2023, 1, 1),
        "valida_al": date(2024, 12, 31),
    },
    RigheMisura(
        [
            CODICE_FISCALE,
            CITTADINANZA,
            RESIDENZA,
            REGISTRATO,
            requisito(R.INCIDENZA_MINIMA, "Canone almeno il 30 % dell’ISE", "30"),
        ],
        [],
        documenti(CONTRATTO, ISEE),
    ),
)

MISURE: tuple[MisuraDiPartenza, ...] = (
    PREVENZIONE_SFRATTI,
    MOROSITA_INCOLPEVOLE,
    contributo_affitto(2023, "14877.20", "32048.52"),
    contributo_affitto(2024, "15984.02", "32192.74"),
    contributo_affitto(2025, "16033.42", "32456.72"),
    ERP,
    BANDO_ABITARE,
)
