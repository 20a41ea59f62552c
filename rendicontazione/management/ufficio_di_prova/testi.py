"""What the officials wrote when they closed each quarter, and what they asked for in the seventh."""

from rendicontazione.choices import TipoDocumento

CRITICITA = {
    1: "Avvio più lento del previsto: solo tre alloggi presi in locazione entro il trimestre.\n\n"
    "Il centralino ha risposto tardi nelle prime settimane.",
    2: "Due proprietari hanno chiesto garanzie aggiuntive prima di firmare.",
    3: "La spesa di apertura di Casa Il Fienile pesa tutta su questo trimestre.",
    4: "Arretrati in crescita su cinque contratti di sublocazione.",
    5: "Poche iscrizioni ai corsi sull'abitare: due incontri rinviati.",
    6: "La linea 5 finirà il budget nel prossimo trimestre se gli ingressi continuano a questo ritmo.\n\n"
    "Gli incassi dei canoni restano sotto l'obiettivo.",
}
PROSSIMO = {
    1: "Campagna rivolta ai proprietari; secondo operatore allo sportello.",
    2: "Apertura della prima casa in coabitazione.",
    3: "Sportello decentrato nei comuni più piccoli.",
    4: "Piani di rientro con i nuclei in arretrato da più di 60 giorni.",
    5: "Nuovo calendario dei corsi con le associazioni.",
    6: "Apertura di Casa Gelsomino; proposta di rimodulazione per la linea 5.",
}
RICHIESTE = {
    TipoDocumento.CEDOLINO: "Manca il foglio ore del mese firmato dalla responsabile.",
    TipoDocumento.PARCELLA: "Manca la lettera di incarico con il compenso concordato.",
    TipoDocumento.NOTA_SPESE: "Manca la delibera che autorizza i rimborsi ai volontari.",
}
