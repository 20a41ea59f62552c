"""The sportello: people who ask for help with their home, evictions, measures of support, work."""

PRESENTAZIONE = (
    "Chi ha un problema di casa viene qui: per un’informazione, un appuntamento, una domanda da compilare o uno "
    "sfratto da affrontare. Gli operatori registrano gli accessi, seguono gli sfratti e preparano con la persona i "
    "passi da fare, nella sede dell’Unione e nei comuni."
)
GLOSSARIO = {
    "Accesso": "Ogni volta che una persona si rivolge allo sportello, di persona, per telefono o per iscritto.",
    "Accesso dell’ufficiale giudiziario": "Il giorno in cui l’ufficiale giudiziario viene all’alloggio per eseguire "
    "lo sfratto.",
    "Canone concordato": "L’affitto dei contratti che seguono l’accordo territoriale del comune: sta fra un minimo e "
    "un massimo e ha meno tasse.",
    "Contributo affitto": "L’aiuto in denaro per chi paga un affitto alto rispetto al reddito. Si chiede con il bando "
    "dell’anno.",
    "Convalida di sfratto": "Il provvedimento con cui il giudice ordina di lasciare l’alloggio.",
    "DID": "La dichiarazione di immediata disponibilità al lavoro: con questa ci si iscrive al centro per l’impiego.",
    "ERP": "Edilizia residenziale pubblica: le case popolari. Si chiedono con un bando e si assegnano con una "
    "graduatoria.",
    "Fascia": "Il gruppo in cui una famiglia sta, in una misura, secondo i suoi requisiti: da lì dipende quanto può "
    "avere.",
    "Intimazione di sfratto": "L’atto con cui il proprietario chiama l’inquilino davanti al giudice per riavere la "
    "casa.",
    "ISE e ISEE": "Le due cifre che dicono la situazione economica di un nucleo. L’ISEE è l’ISE diviso secondo quante "
    "persone sono.",
    "Mediatore di lingua": "Chi aiuta a capirsi durante un appuntamento, nella lingua della persona.",
    "Misura": "Un aiuto che una famiglia può chiedere, con requisiti, importi, documenti e date: un fondo, un bando, "
    "la casa popolare.",
    "Morosità incolpevole": "Non riuscire a pagare il canone per una perdita di reddito che non dipende da sé.",
    "Nota riservata": "Una voce del diario che leggono solo chi l’ha scritta e gli assistenti sociali del comune.",
    "Passaggio da casa a casa": "Lasciare l’alloggio dello sfratto entrando subito in un altro.",
    "Patto di servizio": "L’accordo fra chi cerca lavoro e il centro per l’impiego, firmato dopo la DID: dice che "
    "cosa farà ciascuno.",
    "Preavviso di rilascio": "L’avviso, notificato almeno dieci giorni prima, del giorno dell’accesso.",
    "Precetto": "L’atto che, dopo la convalida, chiede di lasciare la casa entro un termine, di almeno dieci giorni.",
    "Progetto individuale": "Gli obiettivi che una persona e il servizio si danno, scritti e firmati, con un giorno "
    "per guardare com’è andata.",
    "Segretariato sociale": "L’informazione e l’orientamento dati a chiunque li chieda.",
    "Sportello decentrato": "Lo sportello aperto su appuntamento in uno dei comuni.",
    "Termine di grazia": "Il tempo che il giudice può dare a chi deve dei canoni per pagarli e restare: di norma non "
    "oltre novanta giorni.",
    "Tirocinio": "Un periodo in azienda per imparare un lavoro, con un’indennità al mese: non è un’assunzione.",
}
