"""Training and participation: courses, meetings and campaigns on living together and on the rights of tenants."""

PRESENTAZIONE = (
    "Corsi per chi abita e per chi lavora nei servizi, incontri con gli abitanti, campagne di informazione. Per ogni "
    "incontro restano le iscrizioni, le presenze e gli attestati."
)
GLOSSARIO = {
    "Accreditamento CNOAS": "Il codice con cui l’ordine degli assistenti sociali riconosce le ore di un corso.",
    "Attestato": "Il documento che dice quante ore una persona ha frequentato. Ha un numero e un codice: chiunque può "
    "controllare che sia vero.",
    "Campagna": "Un’azione di informazione rivolta a molte persone, per esempio ai proprietari di case vuote.",
    "Contenuto": "Quello che una campagna pubblica: un articolo, un volantino, un video, con quante persone ha "
    "raggiunto.",
    "Destinatari": "Il gruppo a cui si rivolge un evento: chi abita, i proprietari, chi lavora nei servizi, tutta la "
    "cittadinanza.",
    "Disciplinare delle sale": "Le regole dell’Unione per usare le sale dei convegni: chi chiede una sala le accetta.",
    "Docente": "Chi insegna o conduce un incontro, con il suo titolo e il suo compenso.",
    "Foglio firme": "Il registro delle presenze, firmato, che prova che un incontro si è tenuto.",
    "Gradimento": "Quanto un evento è piaciuto a chi c’era: la media delle risposte da 1 a 5, senza nomi.",
    "Incontro": "Una delle volte in cui ci si trova per un evento: un giorno, un orario, un luogo.",
    "Incontro partecipativo": "Un incontro in cui gli abitanti discutono e propongono.",
    "Lista d’attesa": "Chi vuole partecipare quando i posti sono finiti: il primo che ha chiesto entra appena si "
    "libera un posto.",
    "Newsletter": "La lettera che si manda per e-mail a chi l’ha chiesta e confermata, e che ognuno può disdire.",
    "Partner": "Un’associazione, un sindacato o un ente che aiuta a fare un evento.",
    "Preventivo": "Quanto si prevede di spendere per un evento. Se le spese lo superano, l’ufficio lo vede.",
    "Questionario": "Le domande fatte a chi partecipa: se è piaciuto, che cosa sapeva prima e che cosa sa dopo.",
    "Registro senza nomi": "Per gli incontri aperti a tutti si conta quante persone c’erano, gruppo per gruppo, senza "
    "scrivere chi.",
    "Sala": "Una stanza dell’Unione chiesta per un incontro: l’Unione la autorizza o dice perché no.",
    "Soglia dell’attestato": "Le ore da frequentare per avere l’attestato: di norma il 75 % di quelle dell’evento.",
}
