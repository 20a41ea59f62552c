"""New ways of living: shared houses, the condominio sociale, the survey of public buildings that could host them."""

PRESENTAZIONE = (
    "Case condivise da più nuclei e un condominio sociale, con un patto di convivenza e operatori che lo seguono. "
    "La linea cerca anche immobili pubblici adatti e ne fa la ricognizione; deve partire entro il primo anno."
)
GLOSSARIO = {
    "Coabitazione": "Più nuclei nella stessa casa, ciascuno con la sua unità e gli spazi comuni.",
    "Condominio sociale": "Un edificio di alloggi piccoli con spazi e servizi in comune.",
    "Patto di convivenza": "Le regole della casa, firmate da chi ci vive.",
    "Permanenza": "Il periodo in cui un nucleo occupa un’unità, con la quota che paga.",
    "Ricognizione": "La visita e la scheda di un immobile pubblico che potrebbe ospitare una casa condivisa.",
}
