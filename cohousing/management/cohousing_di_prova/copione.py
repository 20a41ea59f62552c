"""What the office says of its houses, invented: days count from the start of the convention."""

from dataclasses import dataclass, field

from cohousing.choices import Categoria as C
from cohousing.choices import (
    Criterio,
    Disponibilita,
    Dotazione,
    FonteImmobile,
    Lingua,
    StatoImmobile,
    TipoProprietario,
    TipoServizio,
    TipoStruttura,
    TipoUnita,
    TitoloPossibile,
    VoceCosto,
)
from cohousing.choices import EsitoPermanenza as E


@dataclass(frozen=True)
class Stanza:
    nome: str
    posti: int
    mq: str
    quota: str
    tipo: TipoUnita = TipoUnita.CAMERA
    accessibile: bool = False
    dotazioni: tuple[Dotazione, ...] = ()


@dataclass(frozen=True)
class Vita:
    """A stay: in which room, from how many days ago, for how many months; how it ended, how many days ago."""

    stanza: int
    da_giorni: int
    mesi: int = 12
    uscita_da_giorni: int | None = None
    esito: E | None = None
    proroga_mesi: int = 0
    richiami: int = 0


@dataclass(frozen=True)
class Casa:
    nome: str
    tipo: TipoStruttura
    comune: str
    indirizzo: str
    civico: str
    categoria: C
    apre_dopo: int
    posti_letto: int
    stanze: tuple[Stanza, ...]
    spazi: tuple[tuple[str, str, str], ...]
    descrizione: str
    regole: dict[str, str]
    vite: tuple[Vita, ...] = ()
    in_attesa: int = 0
    bollette: tuple[tuple[str, str, str, Criterio], ...] = field(default_factory=tuple)


REGOLE_IT = """1. La casa è di chi la abita: si entra e si esce senza disturbare.
2. Cucina, bagno e lavanderia si lasciano puliti dopo averli usati. I turni stanno sulla porta della cucina.
3. Dalle 22 alle 7 si parla piano.
4. Gli ospiti si annunciano agli altri e non dormono in casa.
5. La quota si paga entro il giorno 5. Luce, acqua e gas si dividono ogni due mesi.
6. Non si fuma in casa. Non si tengono animali se gli altri non sono d’accordo.
7. Una volta al mese c’è la riunione di casa: ci si va tutti.
8. Chi ha un problema ne parla con l’operatore: si cerca insieme una soluzione."""
REGOLE_FR = """1. La maison est à ceux qui l’habitent : on entre et on sort sans déranger.
2. La cuisine, la salle de bains et la buanderie se laissent propres. Les tours de ménage sont dans la cuisine.
3. De 22 h à 7 h, on parle doucement.
4. On annonce ses invités aux autres ; ils ne dorment pas dans la maison.
5. La participation se paie avant le 5 du mois. Électricité, eau et gaz se partagent tous les deux mois.
6. On ne fume pas dans la maison. Pas d’animaux sans l’accord des autres.
7. Une réunion de maison a lieu chaque mois : tout le monde y va.
8. Celui qui a un problème en parle à l’éducateur : on cherche ensemble une solution."""
REGOLE_EN = """1. The house belongs to those who live in it: come and go without disturbing.
2. Leave kitchen, bathroom and laundry clean. The cleaning rota hangs on the kitchen door.
3. Keep your voice down from 10 pm to 7 am.
4. Tell the others about your guests; they do not sleep here.
5. Pay your share by the 5th of the month. Electricity, water and gas are split every two months.
6. No smoking indoors. No pets unless everybody agrees.
7. There is a house meeting every month: everybody comes.
8. If you have a problem, talk to the worker: we look for a solution together."""
REGOLE_CONDOMINIO = """1. Ogni alloggio è di chi lo abita; cortile, sala e lavanderia sono di tutti.
2. La sala comune si prenota sul foglio all’ingresso.
3. Chi abita qui dà una mano: due ore al mese nei servizi aperti al quartiere.
4. Dalle 22 alle 7 si parla piano.
5. La quota si paga entro il giorno 5; le spese comuni si dividono secondo i metri quadri.
6. Ogni due mesi c’è l’assemblea, con l’operatore."""
BAGNO, COTTURA, LETTINO = Dotazione.BAGNO_PRIVATO, Dotazione.ANGOLO_COTTURA, Dotazione.LETTO_BAMBINI

CASE = (
    Casa(
        "Casa Il Fienile", TipoStruttura.COABITAZIONE, "Calcinaia", "via del Fienile", "8", C.DONNE_SOLE_CON_FIGLI,
        212, 12,
        (
            Stanza("Camera verde", 3, "18.50", "210.00", dotazioni=(LETTINO,)),
            Stanza("Camera gialla", 3, "17.00", "210.00", dotazioni=(LETTINO,)),
            Stanza("Camera blu", 4, "22.00", "240.00", dotazioni=(BAGNO,), accessibile=True),
            Stanza("Camera rossa", 2, "14.00", "190.00"),
        ),
        (
            ("Cucina", "21.00", "Due fornelli, un frigorifero per nucleo"),
            ("Soggiorno", "24.00", "Angolo dei giochi"),
            ("Lavanderia", "6.00", "Una lavatrice: turni sulla porta"),
            ("Giardino", "80.00", ""),
        ),
        "Una casa colonica con giardino, a dieci minuti a piedi dal centro e dalla scuola primaria. Ogni nucleo ha la "
        "sua camera; cucina, soggiorno e giardino sono di tutti.",
        {Lingua.IT: REGOLE_IT, Lingua.FR: REGOLE_FR, Lingua.EN: REGOLE_EN},
        (
            Vita(0, 430, 12, 70, E.ERP),
            Vita(1, 425, 12, 190, E.CASA_MERCATO),
            Vita(2, 400, 12, proroga_mesi=6),
            Vita(3, 410, 12, 230, E.ABBANDONO),
            Vita(1, 170, 12, richiami=1),
            Vita(3, 205, 12),
            Vita(0, 48, 12),
        ),
        3,
        (
            ("Energia elettrica", "186.42", "0.00", Criterio.PERSONE),
            ("Acqua e depurazione", "124.05", "0.00", Criterio.PERSONE),
            ("Gas", "97.61", "30.00", Criterio.UGUALE),
        ),
    ),
    Casa(
        "Casa Gelsomino", TipoStruttura.COABITAZIONE, "Palaia", "piazza del Popolo", "15", C.ANZIANI_SOLI, 560, 5,
        (
            Stanza("Camera a levante", 2, "16.00", "260.00", accessibile=True, dotazioni=(BAGNO,)),
            Stanza("Camera a ponente", 1, "13.00", "220.00", accessibile=True),
            Stanza("Camera del cortile", 2, "15.50", "250.00", accessibile=True),
        ),
        (("Cucina", "16.00", ""), ("Sala", "28.00", "Poltrone e televisione"), ("Bagno assistito", "7.50", "")),
        "Un appartamento al piano terra, senza gradini, sopra la farmacia e l’ambulatorio.",
        {Lingua.IT: REGOLE_IT},
        (Vita(0, 100, 18), Vita(1, 93, 18), Vita(2, -12, 12)),
        1,
        (("Energia elettrica", "74.30", "0.00", Criterio.UGUALE),),
    ),
    Casa(
        "Condominio La Corte", TipoStruttura.CONDOMINIO_SOCIALE, "Pontedera", "via della Corte", "3", C.LAVORATORI,
        420, 14,
        tuple(
            Stanza(f"Alloggio {n}", 2 if n % 2 else 3, f"{28 + 2 * n}.00", f"{270 + 10 * n}.00",
                   TipoUnita.MINIALLOGGIO, accessibile=n < 3, dotazioni=(BAGNO, COTTURA))
            for n in range(1, 6)
        ),
        (
            ("Sala comune", "52.00", "Mensa, biblioteca e riunioni"), ("Lavanderia", "12.00", ""),
            ("Cortile", "140.00", "Orto in cassette"),
        ),
        "Una corte di cinque mini alloggi per chi lavora e non trova casa. Al piano terra portineria, mensa e "
        "biblioteca aperte al quartiere, tenute insieme da abitanti e volontari.",
        {Lingua.IT: REGOLE_CONDOMINIO, Lingua.EN: REGOLE_EN},
        (Vita(0, 235, 12), Vita(1, 228, 12), Vita(2, 220, 12, 95, E.CASA_MERCATO), Vita(3, 150, 12), Vita(2, 60, 12)),
        2,
        (("Pulizia delle parti comuni", "240.00", "60.00", Criterio.SUPERFICIE),),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Apertura:
    """A service of the condominio: weekdays (0 Monday), hours, who opens it, how many people come."""

    tipo: TipoServizio
    nome: str
    orario: str
    con_chi: str
    giorni: tuple[int, ...]
    dalle: int
    alle: int
    abitanti: int
    quartiere: int


SERVIZI = (
    Apertura(
        TipoServizio.PORTIERATO, "Portineria di quartiere", "Martedì e venerdì dalle 15 alle 18",
        "Auser Pontedera", (1, 4), 15, 18, 3, 6,
    ),
    Apertura(
        TipoServizio.MENSA, "Pranzo insieme", "Giovedì dalle 12 alle 14", "Parrocchia di San Giuseppe",
        (3,), 12, 14, 5, 11,
    ),
    Apertura(
        TipoServizio.BIBLIOTECA, "Biblioteca della corte", "Sabato dalle 10 alle 12", "Amici della biblioteca", (5,),
        10, 12, 2, 7,
    ),
)  # fmt: skip
VOLONTARI = ("Anna Baldini", "Bruno Cei", "Carla Donati", "Dario Fabbri", "Elisa Galli", "Fabio Lari")


@dataclass(frozen=True)
class Edificio:
    """A building of the survey, told so many days after the start of the convention, and how far it came."""

    denominazione: str
    comune: str
    indirizzo: str
    civico: str
    proprietario: TipoProprietario
    di_chi: str
    destinazione: str
    dopo: int
    stato: StatoImmobile
    superficie: str = ""
    posti: int = 0
    conservazione: int = 0
    servizi: int = 0
    costo: str = ""
    titolo: TitoloPossibile = TitoloPossibile.DA_DEFINIRE
    per_chi: tuple[C, ...] = ()
    fonte: FonteImmobile = FonteImmobile.COMUNE
    disponibilita: Disponibilita = Disponibilita.LIBERO
    accessibile: bool = False
    vincoli: str = ""
    motivo: str = ""
    proposta: str = ""
    fasi: tuple[tuple[str, int, str], ...] = ()


S, P, D, T = StatoImmobile, TipoProprietario, Disponibilita, TitoloPossibile
FASI = (("Rilievo e progetto esecutivo", 3, "9500.00"), ("Lavori e impianti", 7, "62000.00"), ("Arredi", 1, "8500.00"))
IMMOBILI = (
    Edificio(
        "Casa colonica Il Fienile", "Calcinaia", "via del Fienile", "8", P.COMUNE, "Comune di Calcinaia",
        "Ex foresteria", 20, S.APPROVATO_CABINA, "260.00", 12, 4, 4, "18000.00", T.CONCESSIONE,
        (C.DONNE_SOLE_CON_FIGLI,), proposta="Quattro camere per donne sole con figli, cucina e giardino comuni: la "
        "casa è in buono stato, servono arredi e una lavanderia.",
        fasi=(("Progetto e autorizzazioni", 2, "3500.00"), ("Adeguamento degli impianti", 2, "14500.00")),
    ),
    Edificio(
        "Appartamento di piazza del Popolo", "Palaia", "piazza del Popolo", "15", P.PARROCCHIA,
        "Parrocchia di San Martino", "Ex canonica", 60, S.APPROVATO_CABINA, "115.00", 5, 4, 5, "12000.00", T.COMODATO,
        (C.ANZIANI_SOLI, C.LIMITATA_AUTONOMIA), accessibile=True,
        proposta="Tre camere al piano terra per anziani soli, vicino a farmacia e ambulatorio.",
        fasi=(("Bagno assistito e maniglioni", 2, "12000.00"),),
    ),
    Edificio(
        "Corte dell’ex pastificio", "Pontedera", "via della Corte", "3", P.ERP, "Casa Valdera spa",
        "Alloggi di servizio", 75, S.APPROVATO_CABINA, "340.00", 14, 3, 5, "46000.00", T.CONCESSIONE,
        (C.LAVORATORI, C.STUDENTI),
        proposta="Cinque mini alloggi e una sala al piano terra aperta al quartiere: portineria, mensa, biblioteca.",
        fasi=(("Progetto esecutivo", 3, "6000.00"), ("Lavori", 6, "40000.00")),
    ),
    Edificio(
        "Ex scuola elementare di Forcoli", "Palaia", "via delle Scuole", "2", P.COMUNE, "Comune di Palaia",
        "Chiusa dal 2014", 600, S.PROPOSTO, "410.00", 16, 2, 3, "80000.00", T.CONCESSIONE,
        (C.ANZIANI_SOLI, C.NUCLEI_STRANIERI),
        proposta="Otto camere e una cucina grande; i lavori si fanno in due lotti, il primo basta per aprire.",
        fasi=FASI,
    ),
    Edificio(
        "Palazzina di via Rossini", "Calcinaia", "via Rossini", "21", P.PRIVATO, "Eredi Lupi",
        "Due appartamenti sfitti", 130, S.VALUTATO, "180.00", 9, 3, 4, "52000.00", T.LOCAZIONE,
        (C.LAVORATORI, C.PADRI_SEPARATI),
        fonte=FonteImmobile.SOPRALLUOGO, fasi=FASI[:2],
    ),
    Edificio(
        "Ex casa del custode", "Bientina", "via Vittorio Veneto", "44", P.COMUNE, "Comune di Bientina", "Magazzino",
        150, S.VALUTATO, "85.00", 4, 3, 3, "24000.00", T.COMODATO, (C.GIOVANI_CARE_LEAVER,),
    ),
    Edificio(
        "Canonica di Treggiaia", "Pontedera", "via della Chiesa", "1", P.PARROCCHIA, "Parrocchia di Treggiaia",
        "Canonica vuota", 200, S.RILEVATO, "150.00", 7, 2, 2, disponibilita=D.PARZIALE,
    ),
    Edificio(
        "Villino di via Dante", "Buti", "via Dante", "9", P.ALTRO_PUBBLICO, "Azienda USL Toscana nord ovest",
        "Ex ambulatorio", 230, S.RILEVATO, "140.00", 6, 4, 4, accessibile=True,
    ),
    Edificio(
        "Ex caserma forestale", "Buti", "via di Badia", "12", P.ALTRO_PUBBLICO, "Regione Toscana", "Chiusa", 260,
        S.SCARTATO, motivo="È a sei chilometri dal paese e senza autobus", fonte=FonteImmobile.ELENCO,
    ),
    Edificio(
        "Appartamenti di via Mazzini", "Casciana Terme Lari", "via Mazzini", "30", P.COMUNE,
        "Comune di Casciana Terme Lari", "Occupati fino a fine anno", 500, S.SEGNALATO, disponibilita=D.OCCUPATO,
    ),
    Edificio(
        "Casa dell’ex fattoria", "Capannoli", "via Volterrana", "101", P.PRIVATO, "Fattoria Poggio srl", "Sfitta", 610,
        S.SEGNALATO, fonte=FonteImmobile.CITTADINO,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Acquisto:
    """An expense of a house, registered so many days ago, and paid unless it has just arrived."""

    casa: str
    voce: VoceCosto
    descrizione: str
    fornitore: str
    numero: str
    euro: str
    giorni_fa: int
    pagato: bool = True


ACQUISTI = (
    Acquisto("Casa Il Fienile", VoceCosto.LAVORI, "Riparazione della caldaia", "Idraulica Lari", "212", "268.40", 34),
    Acquisto("Casa Gelsomino", VoceCosto.ARREDI, "Poltrona alzapersona", "Sanitaria Valdera", "88/2026", "495.00", 27),
    Acquisto("Condominio La Corte", VoceCosto.MATERIALI, "Libri e scaffali", "Cartolibreria Neri", "41", "182.30", 20),
    Acquisto("Casa Gelsomino", VoceCosto.LAVORI, "Campanelli nelle camere", "Elettra snc", "305", "219.60", 4, False),
)
