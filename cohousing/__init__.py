"""New ways of living: shared houses, the condominio sociale, the survey of public buildings that could host them."""

PRESENTAZIONE = (
    "Case condivise da più nuclei e un condominio sociale, con un patto di convivenza e operatori che lo seguono. "
    "La linea cerca anche immobili pubblici adatti e ne fa la ricognizione; deve partire entro il primo anno."
)
GLOSSARIO = {
    "A carico dell’ente": "La parte di una spesa comune che paga l’ente partner, per le unità vuote o per scelta: "
    "è quella che si può rendicontare.",
    "Allontanamento": "La fine di una permanenza decisa dopo i due richiami, o dopo un fatto gravissimo.",
    "Candidatura al cohousing": "La domanda di un nucleo per un posto: che cosa gli serve, dove può vivere.",
    "Casa condivisa": "Una casa dove più nuclei vivono insieme, ciascuno con la sua unità e gli spazi comuni.",
    "Categoria della casa": "Per chi è una casa: chi ha bisogni simili vive meglio insieme, quindi è una sola.",
    "Cauzione": "La somma versata all’ingresso: si restituisce all’uscita, tolti i danni e ciò che non è pagato.",
    "Chiusura di un’unità": "I giorni in cui un’unità non accoglie nessuno: lavori, riparazioni, pulizie.",
    "Condominio sociale": "Un edificio di alloggi piccoli con spazi e servizi in comune.",
    "Giornata di posto letto": "Un posto letto per un giorno: si contano quelle disponibili e quelle delle unità "
    "abitate. Finché un nucleo abita un’unità, tutti i suoi posti sono occupati.",
    "Obiettivo di autonomia": "Dove il nucleo vuole arrivare in un’area (reddito, casa, lavoro, rete, lingua), "
    "da 1 a 4.",
    "Patto di convivenza": "Le regole della casa, firmate da chi ci vive.",
    "Patto di ospitalità": "Il foglio che si firma prima di entrare: chi, dove, per quanto, la quota, le regole della "
    "casa.",
    "Permanenza": "Il periodo in cui un nucleo occupa un’unità, con la quota che paga.",
    "Prima volta": "In un turno di un servizio, chi viene e non era mai venuto: la somma dice quante persone diverse "
    "il servizio ha raggiunto.",
    "Proroga": "La fine di una permanenza spostata in avanti, con il motivo e il verbale.",
    "Punteggio di fattibilità": "Da 0 a 100, quanto un immobile è adatto: la somma di sei parti spiegate, scritta "
    "quando si valuta.",
    "Quota": "Quanto un nucleo paga ogni mese per l’unità: a giorni nel primo e nell’ultimo mese.",
    "Richiamo": "Ciò che segue a una regola non rispettata: il primo, il secondo, poi la proposta di allontanamento.",
    "Ricognizione": "La visita e la scheda di un immobile pubblico che potrebbe ospitare una casa condivisa.",
    "Ricontatto": "Sentire un nucleo sei mesi e un anno dopo l’uscita, per sapere se ha ancora una casa.",
    "Riunione di casa": "L’incontro di chi abita una casa con gli operatori: resta scritto che cosa si è detto.",
    "Spesa comune": "Una bolletta della casa, divisa fra chi l’ha abitata in quei giorni.",
    "Supervisione": "Visite, riunioni di casa, colloqui ed emergenze: quando, quanto, con chi.",
    "Tappa": "Uno dei tre traguardi della linea: ricognizione, progetto esecutivo, prima struttura attiva.",
    "Turno": "Un’apertura di un servizio del condominio: chi lo apre, quante persone sono venute.",
    "Unità": "Ciò che un nucleo occupa in una casa: una camera, un posto letto o un mini alloggio.",
    "Verifica del percorso": "Ogni tre mesi, i punti di ogni area, da 0 a 4; la prima entro un mese.",
}
