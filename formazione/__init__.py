"""Training and participation: courses, meetings and campaigns on living together and on the rights of tenants."""

PRESENTAZIONE = (
    "Corsi per chi abita e per chi lavora nei servizi, incontri con gli abitanti, campagne di informazione. Per ogni "
    "incontro restano le iscrizioni, le presenze e gli attestati."
)
GLOSSARIO = {
    "Attestato": "Il documento che dice quante ore una persona ha frequentato.",
    "Campagna": "Un’azione di informazione rivolta a molte persone, per esempio ai proprietari di case vuote.",
    "Foglio firme": "Il registro delle presenze, firmato, che prova che un incontro si è tenuto.",
    "Incontro partecipativo": "Un incontro in cui gli abitanti discutono e propongono.",
}
