"""The accounts of the co-designed service: expenses, budget, quarters, reports for the Cabina di Regia."""

GLOSSARIO = {
    "Ammessa": "La spesa che l'Unione rimborsa: sostenuta, documentata e inerente, entro il budget della linea.",
    "Budget vigente": "Quanto una linea può spendere in tutta la convenzione, con le rimodulazioni approvate.",
    "Cabina di Regia": "Il gruppo di referenti dell'Unione e dell'ente partner che almeno ogni trimestre guarda "
    "l'attività e la spesa, e può spostare risorse da una linea all'altra.",
    "CUP": "Il codice unico del progetto, da riportare sulle fatture quando la convenzione lo chiede.",
    "Documentata": "La spesa di cui ci sono il documento originale e le carte che il suo tipo richiede.",
    "Eccedenza": "La parte regolare di una spesa che supera il budget della linea: resta congelata, non si perde, "
    "finché la Cabina di Regia non decide una rimodulazione.",
    "Inerente": "La spesa che serve a un'azione della linea, con data dentro la convenzione.",
    "Integrazione": "Il documento o il chiarimento che l'Unione chiede all'ente partner su una spesa, con un termine.",
    "Liquidazione": "Il pagamento all'ente partner di ciò che è stato ammesso, con il numero del mandato.",
    "Macrovoce": "La categoria di costo di una spesa: personale, canoni, utenze, erogazioni del fondo e così via.",
    "Quattro occhi": "Chi inserisce una spesa non la verifica; chi verifica un rendiconto non lo approva.",
    "Rendiconto": "Le spese di un trimestre che l'ente partner presenta all'Unione.",
    "Residuo": "Budget vigente meno ammesso e meno quanto è ancora in verifica.",
    "Rettifica": "La riga nuova che corregge una spesa di un trimestre già chiuso.",
    "Rimodulazione": "Lo spostamento di budget fra linee deciso dalla Cabina di Regia: la somma non cambia.",
    "Sostenuta": "La spesa pagata davvero, con valuta dentro la convenzione ed entro il trimestre.",
}
