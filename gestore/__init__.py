"""The gestore immobiliare sociale: homes rented by the ETS and sublet to households at a rent they can bear."""

PRESENTAZIONE = (
    "L’ente partner cerca alloggi, li prende in locazione dai proprietari e li dà in sublocazione alle famiglie a un "
    "canone che possono sostenere. Segue i contratti, le consegne, le manutenzioni e chi è indietro con i pagamenti."
)
GLOSSARIO = {
    "Accordo territoriale": "L’accordo fra le associazioni che fissa le fasce dei canoni concordati di un comune.",
    "Attestazione": "Il documento con cui le associazioni dicono che un canone concordato rispetta l’accordo.",
    "Candidatura": "La domanda di casa di un nucleo: requisiti, reddito, alloggio proposto e decisione motivata.",
    "Canone sostenibile": "Il canone che un nucleo può pagare senza rinunciare al resto, di norma entro il 30 % del "
    "reddito.",
    "Cedolare secca": "L’imposta fissa che il proprietario può scegliere: allora il canone non si aggiorna con "
    "l’ISTAT e la registrazione non si paga.",
    "Conguaglio": "A fine anno, la differenza fra gli oneri pagati e quelli spesi davvero.",
    "Consenso a sublocare": "Il permesso scritto del proprietario: senza, l’alloggio non si dà in sublocazione.",
    "Contratto di testa": "La locazione fra il proprietario e l’ente partner, sotto cui sta la sublocazione.",
    "Disdetta": "La comunicazione con cui una parte ferma il contratto alla sua scadenza, con il preavviso dovuto.",
    "Imputazione": "La parte di un incasso che copre una scadenza: di norma la più vecchia.",
    "Morosità": "Canoni scaduti e non pagati.",
    "Piano di rientro": "L’accordo per pagare a rate un debito di canoni.",
    "Scadenza": "Una somma da incassare o da pagare entro un giorno: un canone, una rata, un conguaglio.",
    "Sfitto": "Il tempo in cui un alloggio è pagato dall’ente ma non abitato.",
    "Sublocazione": "Il contratto con cui l’ente partner dà a una famiglia l’alloggio che ha preso in locazione. "
    "Non può durare più della locazione da cui nasce (art. 1595 c.c.).",
    "Verbale di consegna": "Il documento che descrive l’alloggio quando si danno o si riprendono le chiavi.",
}
