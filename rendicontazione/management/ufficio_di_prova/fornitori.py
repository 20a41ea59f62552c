"""Whom the partner pays: firms with their partita IVA, people with their codice fiscale. All invented."""

from dataclasses import dataclass
from datetime import date

from rendicontazione.management.ufficio_di_prova.anagrafe import codice_fiscale
from rendicontazione.management.ufficio_di_prova.enti import con_controllo


@dataclass(frozen=True)
class Fornitore:
    nome: str
    partita_iva: str = ""
    codice_fiscale: str = ""


def ditta(nome: str, nove_cifre: str) -> Fornitore:
    """A firm of the province of Pisa; ``nove_cifre`` gives its number, the check digit is computed."""
    return Fornitore(nome, partita_iva=con_controllo(f"{nove_cifre[:7]}050"))


def persona(cognome: str, nome: str, sesso: str, nascita: date, luogo: str = "G843") -> Fornitore:
    return Fornitore(f"{cognome} {nome}", codice_fiscale=codice_fiscale(cognome, nome, sesso, nascita, luogo))


LUCE = ditta("Luce Comune S.p.A.", "0188214")
ACQUA = ditta("Acque Toscana Ovest S.p.A.", "0146530")
CONDOMINIO = Fornitore("Condominio Il Leccio", codice_fiscale=con_controllo("9004471050"))
ASSICURAZIONE = ditta("Mutua Tirrena Assicurazioni", "0120077")
TIPOGRAFIA = ditta("Tipografia La Rocca S.n.c.", "0179933")
SALE = ditta("Sala & Eventi Soc. coop.", "0208845")
RADIO = ditta("Radio Valle S.r.l.", "0165512")
UFFICIO = ditta("Carta e Ufficio S.r.l.", "0191746")
FERRAMENTA = ditta("Ferramenta del Corso di L. Dini", "0173208")
ARREDI = ditta("Arredo Facile S.r.l.", "0216690")
PAGHE = ditta("Studio Pagni, consulenti del lavoro", "0159087")
LEGALE = ditta("Studio legale Ferrucci e associati", "0143316")
MANUTENTORI = (
    ditta("Termoidraulica Fornai S.r.l.", "0198721"),
    ditta("Edilcolor S.n.c.", "0184405"),
    ditta("Spurghi Arno S.r.l.", "0170259"),
    ditta("Serramenti Valdera S.r.l.", "0205183"),
    ditta("Elettrica Cerri di P. Cerri", "0193358"),
)
AGENZIA_ENTRATE = Fornitore("Agenzia delle entrate, F24", codice_fiscale="06363391001")
VOLONTARI = Fornitore("Volontari de Il Portone, registro V", codice_fiscale=con_controllo("9006123050"))

# Employees and collaborators of the partner.
OPERATRICE_CASE = persona("Meini", "Rossana", "F", date(1979, 3, 14))
OPERATORE_SPORTELLO = persona("Turini", "Giacomo", "M", date(1988, 11, 2))
OPERATRICE_SPORTELLO = persona("Benali", "Samira", "F", date(1990, 6, 21))
CUSTODE_COHOUSING = persona("Orsini", "Patrizia", "F", date(1968, 1, 30))
MEDIATRICE = persona("Kola", "Mirela", "F", date(1985, 9, 9), "Z100")
FORMATRICE = persona("Salvadori", "Irene", "F", date(1982, 4, 17), "G702")
# Owners of the dwellings rented by the partner.
PROPRIETARI = (
    persona("Cecchi", "Umberto", "M", date(1951, 2, 8)),
    persona("Gronchi", "Adele", "F", date(1947, 12, 1)),
    persona("Bandini", "Loriano", "M", date(1959, 7, 23)),
    persona("Lupi", "Marcella", "F", date(1963, 5, 5), "G702"),
    persona("Falaschi", "Renzo", "M", date(1955, 10, 19)),
    persona("Zanobini", "Carla", "F", date(1971, 8, 27), "D612"),
    persona("Matteoli", "Enzo", "M", date(1949, 3, 3), "A864"),
)
