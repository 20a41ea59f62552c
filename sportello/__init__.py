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
    "Convalida di sfratto": "Il provvedimento con cui il giudice ordina di lasciare l’alloggio.",
    "Morosità incolpevole": "Non riuscire a pagare il canone per una perdita di reddito che non dipende da sé.",
    "Passaggio da casa a casa": "Lasciare l’alloggio dello sfratto entrando subito in un altro.",
    "Preavviso di rilascio": "L’avviso, notificato almeno dieci giorni prima, del giorno dell’accesso.",
    "Segretariato sociale": "L’informazione e l’orientamento dati a chiunque li chieda.",
    "Sportello decentrato": "Lo sportello aperto su appuntamento in uno dei comuni.",
}
