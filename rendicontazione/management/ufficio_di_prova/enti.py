"""The seven comuni, the two bodies, the convention with its quarters and budgets, the thresholds in force."""

from datetime import date
from decimal import Decimal

from rendicontazione.management.ufficio_di_prova.calendario import Calendario
from rendicontazione.models import LineaBudget, Rendiconto
from valdera_housing.choices import Linea, RuoloEnte
from valdera_housing.models import Comune, Convenzione, Ente, Parametro, Trimestre

# ISTAT, Belfiore, CAP and population (domain.md 8.1); Casciana Terme Lari was born in 2014.
COMUNI = (
    ("Bientina", "050001", "A864", ["56031"], 7_766, date(2008, 10, 30)),
    ("Buti", "050002", "B303", ["56032"], 5_773, date(2008, 10, 30)),
    ("Calcinaia", "050004", "B392", ["56012"], 12_799, date(2008, 10, 30)),
    ("Capannoli", "050005", "B647", ["56033"], 6_398, date(2008, 10, 30)),
    ("Casciana Terme Lari", "050040", "M327", ["56034", "56035"], 12_185, date(2014, 1, 1)),
    ("Palaia", "050024", "G254", ["56036"], 4_572, date(2008, 10, 30)),
    ("Pontedera", "050029", "G843", ["56025"], 30_298, date(2008, 10, 30)),
)
BUDGET = {Linea.GIS: 270_000, Linea.SPO: 105_000, Linea.FON: 30_000, Linea.FOR: 30_000, Linea.COH: 15_000}
PARAMETRI = (
    ("ambra_uso", "Quota del budget oltre la quale una linea è da guardare", "0.80", "quota"),
    ("rosso_uso", "Quota del budget oltre la quale una linea è esaurita", "1.00", "quota"),
    ("ambra_previsione_sotto", "Previsione sotto la quale una linea userà poco", "0.85", "quota"),
    ("rosso_previsione_sopra", "Previsione sopra la quale una linea supererà il budget", "1.10", "quota"),
    ("tetto_spese_generali", "Massimo delle spese generali sul totale", "0.10", "quota"),
    ("soglia_rimodulazione", "Rimodulazione oltre la quale serve un atto", "0.10", "quota"),
    ("soglia_soppressione", "Nuclei sotto i quali una casella della relazione non si mostra", "3", "nuclei"),
    ("soglia_soppressione_pubblicata", "Nuclei sotto i quali una casella pubblicata non si mostra", "5", "nuclei"),
    ("giorni_presentazione", "Giorni per presentare il rendiconto dalla fine del trimestre", "30", "giorni"),
    ("giorni_verifica", "Giorni per verificare il rendiconto presentato", "30", "giorni"),
    ("giorni_integrazione", "Giorni per rispondere a una richiesta di integrazione", "15", "giorni"),
    ("giorni_liquidazione", "Giorni per liquidare dal rendiconto approvato", "30", "giorni"),
    ("giorni_tra_sedute", "Giorni massimi tra due sedute della Cabina di Regia", "92", "giorni"),
    ("incidenza_canone", "Parte del reddito oltre la quale il canone non è sostenibile", "0.30", "quota"),
    ("mesi_scadenze_avanti", "Mesi avanti di cui si scrivono le scadenze dei contratti", "2", "mesi"),
    ("morosita_giorni_ritardo", "Giorni dopo la scadenza quando si apre una morosità", "1", "giorni"),
    ("morosita_giorni_sollecito", "Giorni di ritardo per il sollecito", "10", "giorni"),
    ("morosita_giorni_moroso", "Giorni di ritardo per la lettera formale", "20", "giorni"),
    ("morosita_giorni_colloquio", "Giorni di ritardo per il colloquio", "30", "giorni"),
    ("morosita_rate_decadenza", "Rate saltate con cui un piano di rientro decade", "2", "rate"),
    ("giorni_manutenzione_emergenza", "Giorni per una riparazione di emergenza", "1", "giorni"),
    ("giorni_manutenzione_urgente", "Giorni per una riparazione urgente", "5", "giorni"),
    ("giorni_manutenzione_ordinaria", "Giorni per una riparazione ordinaria", "30", "giorni"),
    ("giorni_caso_fermo", "Giorni senza attività dopo i quali un caso viene a galla", "45", "giorni"),
    ("mesi_verifica_progetto", "Mesi fra due verifiche di un progetto individuale", "6", "mesi"),
    ("minuti_appuntamento", "Durata di un appuntamento allo sportello", "45", "minuti"),
    ("minuti_viaggio", "Viaggio verso uno sportello decentrato, se la sede non dice il suo", "30", "minuti"),
    ("giorni_prenotabili", "Giorni avanti in cui si propongono posti liberi", "30", "giorni"),
    ("limite_contanti", "Importo oltre il quale non si paga in contanti", "5000", "euro"),
    ("rimborso_volontari_giorno", "Rimborso autocertificato di un volontario al giorno", "10", "euro"),
    ("rimborso_volontari_mese", "Rimborso autocertificato di un volontario al mese", "150", "euro"),
    ("garanzia_mensilita", "Mensilità coperte da una garanzia", "3", "mesi"),
    ("garanzia_mensilita_massime", "Mensilità coperte da una garanzia, al massimo", "12", "mesi"),
    ("giorni_escussione", "Giorni dal fatto per chiedere l’escussione di una garanzia", "60", "giorni"),
    ("anticipo_minimo", "Anticipo più piccolo", "100", "euro"),
    ("anticipo_massimo", "Anticipo più grande", "5000", "euro"),
    ("anticipo_rate_minime", "Rate di un anticipo, almeno", "12", "rate"),
    ("anticipo_rate_massime", "Rate di un anticipo, al massimo", "48", "rate"),
    ("rata_su_reddito", "Parte del reddito netto oltre la quale una rata è pesante", "10", "%"),
    ("eta_anziani", "Età da cui si entra in una casa per anziani soli", "65", "anni"),
    ("mesi_permanenza", "Durata di una permanenza in una casa condivisa, al massimo", "18", "mesi"),
    ("mesi_proroga", "Mesi che le proroghe di una permanenza possono aggiungere", "6", "mesi"),
    ("giorni_prima_verifica", "Giorni dall’ingresso alla prima verifica del percorso", "30", "giorni"),
    ("mesi_fra_le_verifiche", "Mesi fra due verifiche del percorso", "3", "mesi"),
    ("giorni_fra_le_visite", "Giorni senza visite dopo i quali una casa è da visitare", "7", "giorni"),
    ("cohousing_giorni_restituzione", "Giorni per restituire la cauzione a chi esce", "30", "giorni"),
    ("cohousing_costo_posto_basso", "Lavori per posto letto fino a cui il punteggio è pieno", "10000", "euro"),
    ("cohousing_costo_posto_alto", "Lavori per posto letto da cui il punteggio è zero", "60000", "euro"),
    ("giorni_ritardo_fondo", "Giorni dopo la scadenza quando una rata del fondo è in ritardo", "10", "giorni"),
    ("rate_insolvenza_fondo", "Rate in ritardo con cui un nucleo è insolvente verso il fondo", "3", "rate"),
)


def carica_comuni(calendario: Calendario) -> list[Comune]:
    popolazione_al = date(calendario.oggi.year - 1, 12, 31)
    return Comune.objects.bulk_create(
        Comune(
            nome=nome,
            istat=istat,
            belfiore=belfiore,
            cap=cap,
            popolazione=popolazione,
            popolazione_al=popolazione_al,
            alta_tensione_abitativa=nome in {"Pontedera", "Calcinaia"},
            aderente_dal=dal,
        )
        for nome, istat, belfiore, cap, popolazione, dal in COMUNI
    )


def carica_enti() -> tuple[Ente, Ente]:
    """The Unione and its third-sector partner (invented, with codes whose check digits hold)."""
    unione = Ente.objects.create(
        nome="Unione Valdera",
        ruolo=RuoloEnte.PROCEDENTE,
        codice_fiscale=con_controllo("9002349050"),
        partita_iva=con_controllo("0199344050"),
        pec="unione.valdera@pec.example.it",
    )
    portone = Ente.objects.create(
        nome="Il Portone APS",
        ruolo=RuoloEnte.ETS,
        codice_fiscale=con_controllo("9006123050"),
        partita_iva=con_controllo("0222914050"),
        runts="Rep. n. 41207, sezione B",
        pec="ilportone@pec.example.it",
    )
    return unione, portone


def con_controllo(dieci_cifre: str) -> str:
    """Ten digits and the check digit of a partita IVA (DPR 633/1972)."""
    doppie = [2 * int(c) for c in dieci_cifre[1::2]]
    somma = sum(int(c) for c in dieci_cifre[::2]) + sum(d - 9 if d > 9 else d for d in doppie)
    return f"{dieci_cifre}{-somma % 10}"


def carica_convenzione(calendario: Calendario, unione: Ente, portone: Ente) -> Convenzione:
    convenzione = Convenzione.objects.create(
        numero=f"12/{calendario.stipula.year}",
        oggetto="Servizio di housing sociale dell'Unione Valdera",
        stipulata_il=calendario.stipula,
        inizio=calendario.inizio,
        fine=calendario.fine,
        importo=Decimal(sum(BUDGET.values())),
        cup=cup_di(calendario),
        conto_dedicato="IT66R0503471130000000123456",
        procedente=unione,
        attuatore=portone,
    )
    trimestri = Trimestre.objects.bulk_create(
        Trimestre(convenzione=convenzione, numero=numero, inizio=dal, fine=al)
        for numero, (dal, al) in enumerate(calendario.trimestri, start=1)
    )
    Rendiconto.objects.bulk_create(Rendiconto(trimestre=trimestre) for trimestre in trimestri)
    LineaBudget.objects.bulk_create(
        LineaBudget(
            convenzione=convenzione, linea=linea, numero=linea.numero, budget_iniziale=budget, budget_vigente=budget
        )
        for linea, budget in BUDGET.items()
    )
    return convenzione


def cup_di(calendario: Calendario) -> str:
    """The project code carries the year in which it was given."""
    return f"J51B{calendario.stipula.year % 100:02d}000180004"


def carica_parametri(calendario: Calendario) -> None:
    atto = f"Convenzione, allegato B; determinazione n. 481 del {calendario.stipula:%d/%m/%Y}"
    Parametro.objects.bulk_create(
        Parametro(
            chiave=chiave,
            descrizione=descrizione,
            valore=Decimal(valore),
            unita=unita,
            valido_dal=calendario.stipula,
            atto=atto,
        )
        for chiave, descrizione, valore, unita in PARAMETRI
    )
