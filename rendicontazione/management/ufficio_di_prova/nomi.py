"""Names the demo office draws from, by citizenship, with the place code that a codice fiscale carries."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Provenienza:
    """Given names of women and men, surnames; ``luoghi`` are (name, Belfiore or Z code) of birth."""

    cittadinanza: str
    donne: tuple[str, ...]
    uomini: tuple[str, ...]
    cognomi: tuple[str, ...]
    luoghi: tuple[tuple[str, str], ...]


def parole(testo: str) -> tuple[str, ...]:
    return tuple(testo.split())


ITALIA = Provenienza(
    "italiana",
    parole(
        "Maria Anna Giulia Laura Francesca Sara Chiara Elena Paola Silvia Martina Barbara Simona Daniela Cristina "
        "Federica Alessandra Monica Valentina Ilaria Rosa Carla Graziella Franca Lucia Serena Beatrice Emma Sofia "
        "Aurora Ginevra Alice Viola Noemi"
    ),
    parole(
        "Marco Andrea Luca Alessandro Francesco Matteo Lorenzo Stefano Simone Davide Paolo Roberto Giovanni Massimo "
        "Fabio Claudio Riccardo Daniele Federico Giuseppe Antonio Mario Franco Sergio Piero Leonardo Tommaso Niccolò "
        "Gabriele Edoardo Pietro Samuele"
    ),
    parole(
        "Rossi Bianchi Ferrari Conti Ricci Marini Bruni Galli Fontana Moretti Barbieri Lombardi Giordano "
        "Rinaldi Caruso Mancini Longo Martini Vitale Serra Bacci Baldi Bandini Bartoli Bellini Benvenuti "
        "Bertini Bini Bonsignori Cecchi Cei Ciampi Cini Dini Donati Falaschi Fantozzi Ferretti Filippeschi "
        "Gabbani Ghelardi Giachetti Gronchi Guidi Innocenti Landi Lazzeri Lenzi Lupi Macchi Magnani Mannucci "
        "Marchetti Masi Matteoli Meini Nannetti Orsini Pacini Pagni Parenti Pellegrini Piccini Pucci "
        "Puccinelli Salvadori Santini Sarti Simoncini Taddei Tognetti Turini Valdiserri Vanni Volpi Zanobini"
    ),
    (
        ("Pontedera", "G843"),
        ("Pisa", "G702"),
        ("Bientina", "A864"),
        ("Buti", "B303"),
        ("Calcinaia", "B392"),
        ("Casciana Terme", "C113"),
        ("Lari", "E455"),
        ("Palaia", "G254"),
        ("Livorno", "E625"),
        ("Firenze", "D612"),
        ("Napoli", "F839"),
        ("Palermo", "G273"),
    ),
)
ALTRE = (
    Provenienza(
        "albanese",
        ("Elira", "Mirela", "Teuta", "Anisa", "Valbona", "Dorina"),
        ("Arben", "Ilir", "Besnik", "Gentian", "Erion", "Klodian"),
        ("Hoxha", "Shehu", "Kola", "Prifti", "Gjoka", "Leka"),
        (("Albania", "Z100"),),
    ),
    Provenienza(
        "marocchina",
        ("Fatima", "Khadija", "Naima", "Samira", "Amina", "Hanane"),
        ("Mohamed", "Youssef", "Rachid", "Hassan", "Abdelilah", "Karim"),
        ("El Amrani", "Benali", "Idrissi", "Tazi", "Bouzid", "Alaoui"),
        (("Marocco", "Z330"),),
    ),
    Provenienza(
        "senegalese",
        ("Aminata", "Fatou", "Awa", "Mariama", "Coumba"),
        ("Amadou", "Mamadou", "Ousmane", "Cheikh", "Ibrahima"),
        ("Diop", "Ndiaye", "Fall", "Gueye", "Sarr", "Ba"),
        (("Senegal", "Z343"),),
    ),
    Provenienza(
        "rumena",
        ("Elena", "Mihaela", "Ioana", "Cristina", "Daniela", "Andreea"),
        ("Ion", "Mihai", "Adrian", "Florin", "Vasile", "Constantin"),
        ("Popescu", "Ionescu", "Popa", "Dumitru", "Stan", "Munteanu"),
        (("Romania", "Z129"),),
    ),
    Provenienza(
        "nigeriana",
        ("Blessing", "Joy", "Grace", "Precious", "Faith"),
        ("Emmanuel", "Samuel", "Godwin", "Osaze", "Kingsley"),
        ("Okafor", "Osagie", "Eze", "Okoro", "Igbinedion"),
        (("Nigeria", "Z335"),),
    ),
    Provenienza(
        "ucraina",
        ("Olena", "Iryna", "Oksana", "Natalia", "Svitlana"),
        ("Andriy", "Oleksandr", "Viktor", "Serhiy", "Dmytro"),
        ("Kovalenko", "Shevchenko", "Bondar", "Melnyk", "Tkachenko"),
        (("Ucraina", "Z138"),),
    ),
    Provenienza(
        "bangladese",
        ("Nasrin", "Rehana", "Shirin", "Sultana"),
        ("Rahim", "Kamal", "Jahangir", "Shahin"),
        ("Rahman", "Hossain", "Islam", "Miah", "Uddin"),
        (("Bangladesh", "Z249"),),
    ),
    Provenienza(
        "peruviana",
        ("Rosa", "Carmen", "Milagros", "Luz"),
        ("Jorge", "Luis", "Carlos", "César"),
        ("Quispe", "Flores", "Mamani", "Huamán"),
        (("Perù", "Z611"),),
    ),
)
VIE = (
    "Via Roma",
    "Via Tosco-Romagnola",
    "Via Dante Alighieri",
    "Via Giuseppe Verdi",
    "Corso Matteotti",
    "Via della Repubblica",
    "Via Antonio Gramsci",
    "Piazza Garibaldi",
    "Via del Popolo",
    "Via Guglielmo Marconi",
    "Via Sandro Pertini",
    "Via Firenze",
    "Via della Costituente",
    "Via Cavour",
    "Via Primo Maggio",
    "Via del Chiesino",
    "Via di Gello",
    "Via Risorgimento",
)
