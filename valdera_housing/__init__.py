"""The shared registry (people, homes, cases, bodies, places, archive) and the shell that shows all lines together."""

GLOSSARIO = {
    "Amministrazione procedente": "L’ente pubblico che progetta il servizio e rimborsa le spese: l’Unione Valdera.",
    "Codice fiscale": "Sedici lettere e cifre, oppure undici cifre quando è provvisorio. Serve per registrare un "
    "contratto. Se è diverso dai dati della scheda il sistema avverte, ma non lo rifiuta.",
    "Codice STP o ENI": "Codice sanitario provvisorio di chi non ha ancora un codice fiscale: vale sei mesi e non lo "
    "sostituisce nei contratti. È un dato delicato: si tiene a parte.",
    "Codice del nucleo": "Sta al posto dei nomi dove si leggono i conti, per esempio N-2026-0042. Chi ha bisogno del "
    "nome lo chiede con un motivo, che resta nel registro.",
    "Convenzione": "L’accordo di tre anni fra Unione ed ente partner (art. 55 del Codice del Terzo settore), con i "
    "suoi importi e le sue regole.",
    "Ente partner": "L’ente del Terzo settore (ETS) che realizza il servizio con l’Unione.",
    "Indirizzo protetto": "Indirizzo di una persona che deve restare nascosto, per esempio per violenza subita. Lo "
    "vede solo chi ne ha bisogno per lavorare.",
    "Intestatario": "La persona a cui è intestato il nucleo. Ce n’è una sola alla volta.",
    "Linea": "Una delle cinque attività della convenzione, con il suo budget.",
    "Nucleo": "Le persone che vivono insieme. La composizione cambia nel tempo: si può leggere a una data.",
    "Omocodia": "Due persone con lo stesso codice fiscale: l’Agenzia delle Entrate ne cambia alcune cifre in lettere. "
    "Sono codici giusti e il sistema li accetta.",
    "Parametro": "Una soglia che un atto può cambiare. Ogni valore vale da un giorno a un altro: le pratiche vecchie "
    "tengono il valore del loro giorno.",
    "Presa in carico": "Il momento da cui il servizio segue un nucleo: da allora lo vedono anche gli operatori "
    "dell’ente partner.",
    "Trimestre": "Tre mesi contati dall’inizio della convenzione, non da gennaio. Sono dodici.",
}
