"""The guarantee fund: per comune, what backs an owner when a rent is not paid and what is advanced to a household."""

PRESENTAZIONE = (
    "Il fondo garantisce i proprietari che affittano a famiglie in difficoltà e anticipa piccole somme da restituire "
    "a rate. Ogni comune ha la sua dotazione: quella di un comune non si usa mai per un altro."
)
GLOSSARIO = {
    "Anticipo": "Una somma che il fondo paga per un’urgenza al posto di un nucleo, a chi deve riceverla. Il nucleo la "
    "restituisce a rate, senza interessi, sul conto dedicato.",
    "Cassa del fondo": "I soldi che il fondo di un comune ha adesso: dotato, meno quello che ha pagato, più quello "
    "che è rientrato, con interessi, spese e trasferimenti. Insieme, le casse dei fondi sono il saldo del conto "
    "dedicato.",
    "Chiusura del mese": "Il momento in cui banca e fondi sono uguali al centesimo e il mese del conto dedicato non "
    "si cambia più.",
    "Comune aderente": "Un comune che ha messo una dotazione nel suo fondo: solo le sue famiglie possono chiedere.",
    "Conto dedicato": "Il conto in banca usato solo per il fondo: da lì si paga e lì tornano le rate.",
    "Deroga": "Il permesso dell’Unione, scritto con il suo motivo, di impegnare più di quanto il fondo ha "
    "disponibile. Si riassorbe con i soldi che rientrano.",
    "Disponibile": "Quello che il fondo di un comune può ancora impegnare: la cassa meno l’impegnato.",
    "Dotazione": "I soldi che un comune ha messo nel suo fondo, con l’atto che li assegna. Stanno nell’importo della "
    "convenzione, o li aggiunge il comune.",
    "Erogato": "Quello che il fondo ha pagato, per escussioni e per anticipi.",
    "Escussione": "La richiesta del proprietario, e poi il pagamento, quando l’inquilino non paga il canone o lascia "
    "dei danni. Prima si toglie quello che il proprietario ha già avuto: il deposito, i recuperi, i contributi.",
    "Fondo di garanzia": "Una somma per ciascun comune che la mette: copre i proprietari e anticipa spese alle "
    "famiglie.",
    "Fondo rotativo": "I soldi restituiti tornano nel fondo e si possono usare di nuovo: non si chiedono due volte "
    "a rimborso.",
    "Franchigia": "Le prime mensilità non pagate che restano a carico del proprietario: il fondo copre dalle "
    "successive.",
    "Garanzia": "L’impegno del fondo verso un proprietario, fino a un massimo di mesi di canone e di danni.",
    "Impegnato": "Quello che il fondo deve tenere da parte per garanzie e anticipi già approvati.",
    "Insolvente": "Chi ha tre rate o più in ritardo: le rate si riprogrammano, si recuperano o, con un atto, si "
    "stralciano.",
    "Lettera di garanzia": "Il documento dato al proprietario: dice che cosa copre il fondo, fino a quanto e fino a "
    "quando.",
    "Massimale": "Il massimo che il fondo paga per una garanzia: uno per i canoni e uno per i danni.",
    "Mensilità garantite": "Quanti mesi di canone copre una garanzia. Lo stesso mese si paga una volta sola.",
    "Rettifica di un movimento": "La riga che corregge un movimento sbagliato. Quello vecchio resta scritto: niente "
    "si cancella.",
    "Riconciliazione": "Il confronto fra l’estratto della banca e i movimenti del fondo: deve tornare al centesimo, o "
    "dire che cosa manca.",
    "Rientrato": "Quello che le famiglie hanno restituito al fondo, con le rate di anticipi e rivalse.",
    "Riprogrammare le rate": "Dividere in altre rate, di solito più piccole, quello che non è ancora pagato. Il "
    "totale non cambia.",
    "Rivalsa": "Il credito verso l’inquilino che nasce quando il fondo paga al suo posto (L.R. Toscana 13/2015, "
    "art. 2). Si restituisce a rate, senza interessi.",
    "Stralcio": "La rinuncia dell’Unione, con un atto, a recuperare quello che resta: il fondo lo perde.",
    "Svincolo": "La fine di una garanzia che non serve più: quello che era impegnato torna disponibile.",
}
