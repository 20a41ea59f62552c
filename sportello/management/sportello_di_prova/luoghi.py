"""The desk at the Unione with its rooms, those on call in the comuni, hours, closures, mediators."""

from datetime import date, time

from valdera_housing.choices import TipoSede, UsoStanza
from valdera_housing.management.scena import Scena
from valdera_housing.models import (
    Chiusura,
    Comune,
    DisponibilitaMediatore,
    Mediatore,
    OrarioApertura,
    Sede,
    Stanza,
)

LUN, MAR, MER, GIO, VEN = range(5)
STANZE = (
    ("Stanza 1", UsoStanza.SPORTELLO, None, None),
    ("Stanza 16", UsoStanza.RIUNIONI_BREVI, 8, 120),
    ("Stanza 22", UsoStanza.FORMAZIONE, 80, None),
    ("Stanza 23", UsoStanza.FORMAZIONE, 30, None),
    ("Stanza 25", UsoStanza.FORMAZIONE, 30, None),
    ("Stanza 34", UsoStanza.RIUNIONI_BREVI, 8, 120),
)
ORARI_CENTRALI = (
    (LUN, "15:00", "18:30"), (MAR, "15:00", "18:30"), (MER, "9:00", "13:00"), (GIO, "9:00", "13:00"),
    (GIO, "15:00", "18:30"), (VEN, "9:00", "12:30"),
)  # fmt: skip
# Comune, where, weekday of its desk, minutes from Pontedera.
DECENTRATE = (
    ("Bientina", "Biblioteca", MER, 25), ("Buti", "Municipio", MAR, 30), ("Calcinaia", "Municipio", GIO, 15),
    ("Capannoli", "Municipio", LUN, 30), ("Casciana Terme Lari", "Ex Municipio", VEN, 35),
    ("Palaia", "Municipio", GIO, 40),
)  # fmt: skip
PATRONI = {"Buti": (24, 6), "Calcinaia": (28, 5), "Capannoli": (24, 8), "Palaia": (11, 11)}
MEDIATORI = (
    ("Fatou Ndiaye", ["Wolof", "Francese"], (LUN, MER)),
    ("Amal Haddad", ["Arabo", "Francese"], (MAR, GIO)),
    ("Ilir Hoxha", ["Albanese"], (GIO, VEN)),
)


def ora(testo: str) -> time:
    return time.fromisoformat(testo.rjust(5, "0"))


def carica_luoghi(scena: Scena) -> None:
    per_nome = {comune.nome: comune for comune in scena.comuni}
    for nome, (giorno, mese) in PATRONI.items():
        Comune.objects.filter(nome=nome).update(patrono_giorno=giorno, patrono_mese=mese)
    _centrale(scena, per_nome["Pontedera"])
    for nome, dove, giorno, viaggio in DECENTRATE:
        sede = Sede.objects.create(
            nome=f"Sportello di {nome}", tipo=TipoSede.DECENTRATA, comune=per_nome[nome], indirizzo=dove,
            minuti_viaggio=viaggio, telefono="0587 000000",
        )  # fmt: skip
        OrarioApertura.objects.create(
            sede=sede, giorno=giorno, dalle=time(9, 30), alle=time(12, 30), valido_dal=scena.inizio
        )
    for nome, lingue, giorni in MEDIATORI:
        mediatore = Mediatore.objects.create(nome=nome, lingue=lingue, telefono="0587 000000")
        DisponibilitaMediatore.objects.bulk_create(
            DisponibilitaMediatore(mediatore=mediatore, giorno=giorno, dalle=time(9), alle=time(18))
            for giorno in giorni
        )


def _centrale(scena: Scena, pontedera: Comune) -> None:
    sede = Sede.objects.create(
        nome="Sportello centrale",
        tipo=TipoSede.CENTRALE,
        comune=pontedera,
        indirizzo="via Brigate Partigiane 4",
        telefono="0587 000000",
    )
    stanze = [
        Stanza.objects.create(sede=sede, nome=nome, uso=uso, posti=posti, minuti_massimi=minuti)
        for nome, uso, posti, minuti in STANZE
    ]
    OrarioApertura.objects.bulk_create(
        OrarioApertura(
            sede=sede, stanza=stanze[0], giorno=giorno, dalle=ora(dalle), alle=ora(alle), valido_dal=scena.inizio
        )
        for giorno, dalle, alle in ORARI_CENTRALI
    )
    for anno in range(scena.inizio.year, scena.oggi.year + 1):
        Chiusura.objects.create(dal=date(anno, 8, 10), al=date(anno, 8, 21), motivo="Ferie di agosto")
        Chiusura.objects.create(dal=date(anno, 12, 27), al=date(anno, 12, 31), motivo="Ferie di Natale")
