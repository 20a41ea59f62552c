"""Forty-six homes with their owners, utilities and papers."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from gestore.management.casa_di_prova.scena import Scena, primo_del_mese
from valdera_housing.choices import (
    ClasseEnergetica,
    IntestatarioFornitura,
    Riscaldamento,
    StatoAlloggio,
    TipoFornitura,
    TipologiaAlloggio,
)
from valdera_housing.models import Alloggio, Fornitura, Proprietario, QuotaProprieta, prossimo_numero

# How many homes in each state; those under a contract come first, and are the ones let.
STATI = (
    (StatoAlloggio.ASSEGNATO, 35),
    (StatoAlloggio.SFITTO, 2),
    (StatoAlloggio.DISPONIBILE, 1),
    (StatoAlloggio.IN_MANUTENZIONE, 1),
    (StatoAlloggio.IN_RILASCIO, 1),
    (StatoAlloggio.CONTRATTUALIZZATO, 1),
    (StatoAlloggio.RESTITUITO, 1),
    (StatoAlloggio.IN_TRATTATIVA, 1),
    (StatoAlloggio.VALUTATO, 1),
    (StatoAlloggio.SOPRALLUOGO, 1),
    (StatoAlloggio.NON_IDONEO, 1),
    (StatoAlloggio.SEGNALATO, 2),
)
POCHI = 12
# Signalled so many days before this month: just signed, and just ready for its first household.
DA_POCO = {StatoAlloggio.CONTRATTUALIZZATO: 14, StatoAlloggio.DISPONIBILE: 75}
VIE = (
    "via Roma", "via Gramsci", "via della Stazione", "viale Piaggio", "via Dante Alighieri", "via Garibaldi",
    "via Matteotti", "via del Chiesino", "corso Matteotti", "via I Maggio", "via Tosco Romagnola", "via Verdi",
)  # fmt: skip
COGNOMI = (
    "Baldi", "Ciampi", "Donati", "Falaschi", "Gronchi", "Innocenti", "Landi", "Macchi", "Nannetti", "Orsini",
    "Pacini", "Santini", "Taddei", "Vanni", "Zanobini", "Bertini", "Cei", "Guidi", "Lupi", "Masi",
)  # fmt: skip
NOMI = ("Piero", "Graziella", "Roberto", "Carla", "Sergio", "Franca", "Mario", "Simona", "Fabio", "Lucia")
MOTIVO_NON_IDONEO = "L’impianto elettrico non è a norma e il proprietario non fa i lavori"


def stati_da_raccontare(scena: Scena) -> list[StatoAlloggio]:
    tutti = [stato for stato, quanti in STATI for _ in range(quanti)]
    if not scena.piccola:
        return tutti
    assegnati = [StatoAlloggio.ASSEGNATO] * POCHI
    return assegnati + [stato for stato in tutti if stato != StatoAlloggio.ASSEGNATO]


def carica_alloggi(scena: Scena) -> dict[int, StatoAlloggio]:
    """Create the homes as they were signalled; return by primary key the state each will end in."""
    destini = stati_da_raccontare(scena)
    giorni = (scena.oggi - scena.inizio).days
    giorno = [_segnalato(scena, stato, n, giorni) for n, stato in enumerate(destini)]
    anni = Counter(il.year for il in giorno)
    numeri = {anno: count(prossimo_numero("alloggio", anno, quanti)) for anno, quanti in anni.items()}
    scena.alloggi = Alloggio.objects.bulk_create(
        _alloggio(scena, next(numeri[il.year]), stato, il) for stato, il in zip(destini, giorno, strict=True)
    )
    _proprietari(scena)
    _forniture(scena)
    return {alloggio.pk: stato for alloggio, stato in zip(scena.alloggi, destini, strict=True)}


def _segnalato(scena: Scena, stato: StatoAlloggio, n: int, giorni: int) -> date:
    recenti = {
        StatoAlloggio.SEGNALATO, StatoAlloggio.SOPRALLUOGO, StatoAlloggio.VALUTATO, StatoAlloggio.IN_TRATTATIVA,
    }  # fmt: skip
    if stato in recenti:
        return scena.oggi - timedelta(days=scena.caso.randint(2, 30))
    if stato in DA_POCO:
        return primo_del_mese(scena.oggi) - timedelta(days=DA_POCO[stato])
    return scena.inizio + timedelta(days=min(giorni // 2, n * 9))


def _alloggio(scena: Scena, numero: int, stato: StatoAlloggio, segnalato: date) -> Alloggio:
    caso = scena.caso
    comune = caso.choices(list(scena.comuni), [c.popolazione or 1 for c in scena.comuni])[0]
    camere = caso.choice((1, 2, 2, 2, 3, 3))
    mq = Decimal(28 + camere * 18 + caso.randint(0, 14))
    prima_del_contratto = stato in {StatoAlloggio.SEGNALATO, StatoAlloggio.SOPRALLUOGO}
    return Alloggio(
        codice=f"A-{segnalato.year}-{numero:04d}",
        comune=comune,
        indirizzo=caso.choice(VIE),
        civico=str(caso.randint(1, 120)),
        interno=str(caso.randint(1, 9)) if caso.random() < 0.6 else "",
        piano=caso.randint(0, 4),
        cap=comune.cap[0],
        tipologia=TipologiaAlloggio.APPARTAMENTO if caso.random() < 0.85 else TipologiaAlloggio.CASA,
        vani=Decimal(camere + 2),
        camere=camere,
        posti_letto=camere * 2 + 1,
        mq_calpestabili=mq,
        mq_convenzionali=mq + Decimal(5),
        arredato=caso.random() < 0.5,
        ascensore=caso.random() < 0.3,
        accessibile=caso.random() < 0.2,
        riscaldamento=Riscaldamento.AUTONOMO if caso.random() < 0.8 else Riscaldamento.CENTRALE,
        anno_costruzione=caso.randint(1955, 2008),
        classe_energetica=caso.choice(list(ClasseEnergetica)[4:]),
        epgl_nren=Decimal(caso.randint(90, 260)),
        ape_codice="" if prima_del_contratto else f"{caso.randint(100000, 999999)}",
        ape_scade_il=None if prima_del_contratto else scena.oggi + timedelta(days=caso.randint(-20, 3000)),
        agibilita=True,
        impianti_conformi=not prima_del_contratto,
        catasto_foglio=str(caso.randint(1, 40)),
        catasto_particella=str(caso.randint(10, 900)),
        catasto_subalterno=str(caso.randint(1, 30)),
        catasto_categoria=caso.choice(("A/2", "A/3", "A/3", "A/4")),
        catasto_classe=str(caso.randint(1, 4)),
        catasto_rendita=Decimal(caso.randint(250, 620)),
        amministratore="Studio Toscano amministrazioni" if caso.random() < 0.6 else "",
        spese_condominiali=Decimal(caso.randint(240, 900)) if caso.random() < 0.6 else None,
        canone_richiesto=Decimal(430 + camere * 50 + caso.randint(0, 6) * 10),
        segnalato_il=segnalato,
        stato_dal=segnalato,
    )


def _proprietari(scena: Scena) -> None:
    """Half as many owners as homes; some homes belong to two people."""
    quanti = max(2, len(scena.alloggi) // 2)
    proprietari = Proprietario.objects.bulk_create(
        Proprietario(
            denominazione=f"{COGNOMI[n % len(COGNOMI)]} {NOMI[(n * 3) % len(NOMI)]}",
            indirizzo=f"{scena.caso.choice(VIE)}, {scena.caso.randint(1, 90)}, 56025 Pontedera",
            telefono=f"0587 {scena.caso.randint(100000, 999999)}",
            email=f"{COGNOMI[n % len(COGNOMI)].lower()}{n}@example.it",
            iban=f"IT{10 + n:02d}X05428111010000001{n:05d}",
        )
        for n in range(quanti)
    )
    quote = []
    for n, alloggio in enumerate(scena.alloggi):
        primo, secondo = proprietari[n % quanti], proprietari[(n + 1) % quanti]
        parti = [(primo, Decimal(50)), (secondo, Decimal(50))] if n % 7 == 3 else [(primo, Decimal(100))]
        quote += [
            QuotaProprieta(alloggio=alloggio, proprietario=chi, quota=quota, dal=alloggio.segnalato_il)
            for chi, quota in parti
        ]
    QuotaProprieta.objects.bulk_create(quote)


def _forniture(scena: Scena) -> None:
    Fornitura.objects.bulk_create(
        Fornitura(
            alloggio=alloggio,
            tipo=tipo,
            codice=codice,
            intestatario=IntestatarioFornitura.BENEFICIARIO if n % 3 else IntestatarioFornitura.ETS,
            fornitore=fornitore,
        )
        for n, alloggio in enumerate(scena.alloggi[:-5])
        for tipo, codice, fornitore in (
            (TipoFornitura.LUCE, f"IT001E{40000000 + n * 37:08d}", "Energia Toscana"),
            (TipoFornitura.GAS, f"{8860000000000 + n * 91:014d}", "Metano Arno"),
            (TipoFornitura.ACQUA, "", "Acque del Basso Valdarno"),
        )
    )
