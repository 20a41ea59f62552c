"""The guarantee fund: per comune, what backs an owner when a rent is not paid and what is advanced to a household."""

PRESENTAZIONE = (
    "Il fondo garantisce i proprietari che affittano a famiglie in difficoltà e anticipa piccole somme da restituire "
    "a rate. Ogni comune ha la sua dotazione: quella di un comune non si usa mai per un altro."
)
GLOSSARIO = {
    "Anticipo": "Una somma data a un nucleo per un’urgenza, da restituire a rate.",
    "Disponibile": "Quello che il fondo di un comune può ancora impegnare.",
    "Dotazione": "I soldi che un comune ha messo nel suo fondo, con l’atto che li assegna.",
    "Escussione": "Il pagamento al proprietario quando l’inquilino non paga.",
    "Fondo rotativo": "I soldi restituiti tornano nel fondo e si possono usare di nuovo: non si chiedono due volte "
    "a rimborso.",
    "Garanzia": "L’impegno del fondo verso un proprietario, fino a un massimo di mesi di canone.",
    "Impegnato": "Quello che il fondo deve tenere da parte per garanzie e anticipi già approvati.",
    "Rivalsa": "Il credito verso l’inquilino che nasce quando il fondo paga al suo posto (L.R. Toscana 13/2015, "
    "art. 2).",
}
