"""The gestore immobiliare sociale: homes rented by the ETS and sublet to households at a rent they can bear."""

PRESENTAZIONE = (
    "L’ente partner cerca alloggi, li prende in locazione dai proprietari e li dà in sublocazione alle famiglie a un "
    "canone che possono sostenere. Segue i contratti, le consegne, le manutenzioni e chi è indietro con i pagamenti."
)
GLOSSARIO = {
    "Canone sostenibile": "Il canone che un nucleo può pagare senza rinunciare al resto, di norma entro il 30 % del "
    "reddito.",
    "Contratto di testa": "La locazione fra il proprietario e l’ente partner, sotto cui sta la sublocazione.",
    "Disdetta": "La comunicazione con cui una parte ferma il contratto alla sua scadenza, con il preavviso dovuto.",
    "Morosità": "Canoni scaduti e non pagati.",
    "Piano di rientro": "L’accordo per pagare a rate un debito di canoni.",
    "Sfitto": "Il tempo in cui un alloggio è pagato dall’ente ma non abitato.",
    "Sublocazione": "Il contratto con cui l’ente partner dà a una famiglia l’alloggio che ha preso in locazione. "
    "Non può durare più della locazione da cui nasce (art. 1595 c.c.).",
    "Verbale di consegna": "Il documento che descrive l’alloggio quando si danno o si riprendono le chiavi.",
}
