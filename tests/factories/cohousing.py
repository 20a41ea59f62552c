"""Houses, units, candidates, stays, visits, common expenses, services and buildings of the tests."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from cohousing.choices import (
    AreaAutonomia,
    Categoria,
    Disponibilita,
    EsitoPermanenza,
    FonteImmobile,
    Gravita,
    Lingua,
    Provvedimento,
    StatoCandidatura,
    StatoImmobile,
    StatoPatto,
    StatoPermanenza,
    StatoStruttura,
    TemaRegola,
    TipoProprietario,
    TipoServizio,
    TipoStruttura,
    TitoloPossibile,
    VoceCosto,
)
from cohousing.models import (
    Candidatura,
    Costo,
    PattoConvivenza,
    Permanenza,
    Proroga,
    PunteggioAutonomia,
    RicognizioneImmobile,
    Servizio,
    SpesaComune,
    Struttura,
    Supervisione,
    TestoPatto,
    Turno,
    Unita,
    VerificaAutonomia,
    Violazione,
)
from tests.factories.casa import AlloggioFactory, CasoFactory
from tests.factories.caso import ProgettoFactory
from tests.factories.luogo import alle
from tests.factories.persone import (
    ComuneFactory,
    EnteFactory,
    MembroNucleoFactory,
    NucleoFactory,
    PersonaFactory,
    UtenteFactory,
)
from valdera_housing.choices import DestinazioneAlloggio, Parentela, Ruolo, StatoAlloggio
from valdera_housing.models import Caso, Utente

# The house of the tests opened in January 2026; who lives there came in on 1 March, until February 2027.
APERTA_IL, INGRESSO, FINE = date(2026, 1, 15), date(2026, 3, 1), date(2027, 2, 28)


def operatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])


def coordinatrice() -> Utente:
    return UtenteFactory(ruoli=[Ruolo.COORDINATORE_ETS])


class AlloggioCondivisoFactory(AlloggioFactory):
    """A home held by the ETS and shared since 2026, of eight beds."""

    destinazione = DestinazioneAlloggio.COABITAZIONE
    condiviso_dal = date(2026, 1, 1)
    posti_letto = 8
    stato = StatoAlloggio.DISPONIBILE


class StrutturaFactory(DjangoModelFactory):
    """A house in preparation, without units: ``casa_aperta(...)`` gives an open one."""

    class Meta:
        model = Struttura

    numero = factory.Sequence(lambda n: f"CC-2018-{n + 1:04d}")
    nome = factory.Sequence(lambda n: f"Casa Girasole {n}")
    tipo = TipoStruttura.COABITAZIONE
    alloggio = factory.SubFactory(AlloggioCondivisoFactory)
    categoria = Categoria.DONNE_SOLE_CON_FIGLI
    ente_supervisore = factory.SubFactory(EnteFactory)
    responsabile = factory.LazyFunction(coordinatrice)


class UnitaFactory(DjangoModelFactory):
    """A room of two beds since January 2026: 220 € a month, 220 € of deposit."""

    class Meta:
        model = Unita

    struttura = factory.SubFactory(StrutturaFactory)
    nome = factory.Sequence(lambda n: f"Camera {n + 1}")
    posti_letto = 2
    mq = Decimal("16.00")
    quota_mensile = Decimal("220.00")
    cauzione = Decimal("220.00")
    dal = date(2026, 1, 1)


def regole(struttura: Struttura, stato: str = StatoPatto.IN_VIGORE, *lingue: str) -> PattoConvivenza:
    """The rules of a house, in Italian and in these languages."""
    edizione = struttura.patti.count() + 1
    patto = PattoConvivenza.objects.create(struttura=struttura, edizione=edizione, creato_da=struttura.responsabile)
    for lingua in (Lingua.IT, *lingue):
        TestoPatto.objects.create(patto=patto, lingua=lingua, testo=f"1. La cucina si lascia pulita. ({lingua})")
    if stato != StatoPatto.BOZZA:
        patto.stato, patto.in_vigore_dal = stato, APERTA_IL
        patto.save()
    return patto


def casa_aperta(unita: int = 3, **altro: Any) -> Struttura:
    """An open house with so many rooms, «Camera 1», «Camera 2» …, and its rules in force."""
    struttura: Struttura = StrutturaFactory(**altro)
    for n in range(unita):
        UnitaFactory(struttura=struttura, nome=f"Camera {n + 1}")
    regole(struttura)
    return apri(struttura)


def apri(struttura: Struttura) -> Struttura:
    struttura.stato, struttura.attiva_dal = StatoStruttura.ATTIVA, APERTA_IL
    struttura.save(update_fields=["stato", "attiva_dal"])
    return struttura


def condominio(**altro: Any) -> Struttura:
    """An open condominio sociale with three flats."""
    return casa_aperta(tipo=TipoStruttura.CONDOMINIO_SOCIALE, categoria=Categoria.ANZIANI_SOLI, **altro)


class CandidaturaFactory(DjangoModelFactory):
    """Presented on 2 November 2026, open."""

    class Meta:
        model = Candidatura

    numero = factory.Sequence(lambda n: f"CA-2018-{n + 1:04d}")
    caso = factory.SubFactory(CasoFactory)
    richiedente = "Maria Rossi"
    categoria = Categoria.DONNE_SOLE_CON_FIGLI
    presentata_il = date(2026, 11, 2)
    creata_da = factory.LazyFunction(operatrice)


def proposta(unita: Unita, **altro: Any) -> Candidatura:
    """A candidate to whom this unit is proposed from 1 December 2026."""
    return CandidaturaFactory(
        **{"unita": unita, "ingresso_il": date(2026, 12, 1), "stato": StatoCandidatura.PROPOSTA} | altro
    )


class PermanenzaFactory(DjangoModelFactory):
    """To come in on 1 March 2026 for a year, in the first unit of an open house; nothing signed yet."""

    class Meta:
        model = Permanenza

    numero = factory.Sequence(lambda n: f"PM-2018-{n + 1:04d}")
    unita = factory.LazyFunction(lambda: casa_aperta().unita.first())
    struttura = factory.SelfAttribute("unita.struttura")
    caso = factory.SubFactory(CasoFactory)
    nucleo = factory.SelfAttribute("caso.nucleo")
    ospite = "Maria Rossi"
    persone = 2
    referente = factory.LazyFunction(operatrice)
    inizio = INGRESSO
    fine_prevista = FINE
    fine_effettiva = factory.SelfAttribute("fine_prevista")
    quota_mensile = factory.SelfAttribute("unita.quota_mensile")
    cauzione = factory.SelfAttribute("unita.cauzione")


def permanenza(unita: Unita | None = None, stato: str = StatoPermanenza.IN_CORSO, **altro: Any) -> Permanenza:
    """A stay in that state, signed on the day it began; ended on 15 October 2026 for an ERP, unless told otherwise."""
    dove = {} if unita is None else {"unita": unita}
    uscita = {
        nome: altro.pop(nome, predefinito)
        for nome, predefinito in (("uscita_il", date(2026, 10, 15)), ("esito", EsitoPermanenza.ERP), ("motivo", ""))
    }
    stay: Permanenza = PermanenzaFactory(**dove | altro)
    if stato == StatoPermanenza.PREPARAZIONE:
        return stay
    if stato == StatoPermanenza.ANNULLATA:
        stay.stato, stay.motivo = stato, "Ha trovato casa"
        stay.save()
        return stay
    firma(stay)
    stay.stato = StatoPermanenza.IN_CORSO
    stay.save()
    if stato == StatoPermanenza.CONCLUSA:
        concludi(stay, **uscita)
    return stay


def firma(stay: Permanenza) -> Permanenza:
    """Rules of the house and personal project signed on the day of the entry."""
    progetto = stay.caso.progetti.filter(stato="FIRMATO").first() or ProgettoFactory(
        caso=stay.caso,
        stato="FIRMATO",
        redatto_il=stay.inizio,
        firmato_il=stay.inizio,
        verifica_entro=stay.fine_prevista,
    )
    stay.patto = stay.struttura.patti.exclude(stato=StatoPatto.BOZZA).first()
    stay.patto_firmato_il, stay.progetto = stay.inizio, progetto
    stay.save()
    return stay


def concludi(stay: Permanenza, uscita_il: date, esito: str, motivo: str = "") -> Permanenza:
    stay.stato, stay.uscita_il, stay.esito, stay.motivo = StatoPermanenza.CONCLUSA, uscita_il, esito, motivo
    stay.save()
    return stay


def proroga(stay: Permanenza, nuova_fine: date, **altro: Any) -> Proroga:
    """An extension; the stay is read again with its new end."""
    atto = Proroga.objects.create(
        **{
            "permanenza": stay, "nuova_fine": nuova_fine, "motivo": "La casa popolare non è pronta",
            "verbale": "Sentiti la famiglia e il servizio sociale.", "decisa_il": date(2026, 11, 10),
            "decisa_da": stay.struttura.responsabile,
        }
        | altro
    )  # fmt: skip
    stay.refresh_from_db()
    return atto


def verifica(stay: Permanenza, giorno: date, punti: int = 2, **aree: int) -> VerificaAutonomia:
    """A review with the same score everywhere, or with these: ``verifica(p, giorno, 2, LAVORO=4)``."""
    fatta = VerificaAutonomia.objects.create(permanenza=stay, svolta_il=giorno, autore=stay.referente)
    PunteggioAutonomia.objects.bulk_create(
        PunteggioAutonomia(verifica=fatta, area=area, punti=aree.get(area, punti)) for area in AreaAutonomia.values
    )
    return fatta


class ViolazioneFactory(DjangoModelFactory):
    class Meta:
        model = Violazione

    permanenza = factory.LazyFunction(permanenza)
    giorno = date(2026, 11, 5)
    tema = TemaRegola.OSPITI
    gravita = Gravita.LIEVE
    fatto = "Un ospite è rimasto a dormire senza dirlo."
    provvedimento = Provvedimento.PRIMO_RICHIAMO
    annotata_da = factory.SelfAttribute("permanenza.referente")


class SupervisioneFactory(DjangoModelFactory):
    """A visit of 45 minutes on 16 November 2026."""

    class Meta:
        model = Supervisione

    struttura = factory.LazyFunction(casa_aperta)
    giorno = date(2026, 11, 16)
    minuti = 45
    operatore = factory.LazyFunction(operatrice)
    verbale = "La casa è in ordine."
    creata_da = factory.SelfAttribute("operatore")


class SpesaComuneFactory(DjangoModelFactory):
    """The electricity of September and October 2026: 184,55 €, in equal parts, to be split."""

    class Meta:
        model = SpesaComune

    numero = factory.Sequence(lambda n: f"SC-2018-{n + 1:04d}")
    struttura = factory.LazyFunction(casa_aperta)
    descrizione = "Luce di settembre e ottobre"
    fornitore = "Luce Toscana"
    codice_fiscale = "00162600506"
    documento_numero = factory.Sequence(lambda n: f"{n}/L")
    documento_del = date(2026, 11, 4)
    importo = Decimal("184.55")
    dal = date(2026, 9, 1)
    al = date(2026, 10, 31)
    scade_il = date(2026, 12, 5)
    creata_da = factory.LazyFunction(operatrice)


class ServizioFactory(DjangoModelFactory):
    class Meta:
        model = Servizio

    struttura = factory.LazyFunction(condominio)
    tipo = TipoServizio.PORTIERATO
    nome = factory.Sequence(lambda n: f"Portineria di quartiere {n}")
    referente = factory.LazyFunction(operatrice)
    dal = date(2026, 2, 1)


def turno(servizio: Servizio, giorno: date = date(2026, 11, 16), dalle: str = "15:00", **altro: Any) -> Turno:
    """An opening from 15 to 18; done with ``stato="SVOLTO"`` and its counts."""
    fine = altro.pop("fino_alle", "18:00")
    return Turno.objects.create(
        **{
            "servizio": servizio, "inizio": alle(giorno, dalle), "fine": alle(giorno, fine),
            "creato_da": servizio.referente,
        }
        | altro
    )  # fmt: skip


class ImmobileFactory(DjangoModelFactory):
    """A former school of Pontedera, told by the comune in September 2026; ``immobile(stato)`` takes it further."""

    class Meta:
        model = RicognizioneImmobile

    numero = factory.Sequence(lambda n: f"RI-2018-{n + 1:04d}")
    comune = factory.SubFactory(ComuneFactory)
    indirizzo = "via delle Scuole"
    civico = factory.Sequence(lambda n: str(n + 1))
    denominazione = "Ex scuola elementare"
    proprietario_tipo = TipoProprietario.COMUNE
    disponibilita = Disponibilita.LIBERO
    fonte = FonteImmobile.COMUNE
    segnalato_il = date(2026, 9, 7)
    creato_da = factory.LazyFunction(operatrice)


def immobile(stato: str = StatoImmobile.VALUTATO, **altro: Any) -> RicognizioneImmobile:
    """A building in that state, with what it asks for."""
    tappe = list(StatoImmobile)
    fino = tappe.index(StatoImmobile(stato)) if stato != StatoImmobile.SCARTATO else 0
    dati: dict[str, Any] = {}
    if fino >= tappe.index(StatoImmobile.RILEVATO):
        dati |= {
            "rilevato_il": date(2026, 9, 21), "superficie": Decimal("210.00"), "posti_letto": 10,
            "stato_conservazione": 3, "servizi_vicini": 4,
        }  # fmt: skip
    if fino >= tappe.index(StatoImmobile.VALUTATO):
        dati |= {
            "costo_adeguamento": Decimal("85000.00"), "titolo_possibile": TitoloPossibile.CONCESSIONE,
            "categorie": [Categoria.ANZIANI_SOLI], "punteggio": 70,
        }  # fmt: skip
    if fino >= tappe.index(StatoImmobile.PROPOSTO):
        dati |= {"proposta": "Sei mini alloggi per anziani soli.", "proposto_il": date(2026, 10, 5)}
    if stato == StatoImmobile.APPROVATO_CABINA:
        dati |= {
            "seduta": "Cabina di Regia del 20/10/2026", "approvato_il": date(2026, 10, 20),
            "deciso_da": UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE]),
        }  # fmt: skip
    if stato == StatoImmobile.SCARTATO:
        dati |= {"motivo": "Il tetto è crollato"}
    return ImmobileFactory(**{"stato": stato} | dati | altro)


class CostoFactory(DjangoModelFactory):
    """Beds for a house, 640 €, paid in October 2026; ``immobile=`` with ``struttura=None`` for a building."""

    class Meta:
        model = Costo

    struttura = factory.LazyFunction(casa_aperta)
    voce = VoceCosto.ARREDI
    descrizione = "Due letti e due armadi"
    fornitore = "Arredi Valdera"
    codice_fiscale = "00162600506"
    documento_numero = factory.Sequence(lambda n: f"{n}/C")
    documento_del = date(2026, 10, 5)
    importo = Decimal("640.00")
    pagato_il = date(2026, 10, 20)
    creato_da = factory.LazyFunction(operatrice)


def madre_con_figlia(**altro: Any) -> Caso:
    """An open case of a woman of 36 with a daughter of 8, in charge, with her social worker."""
    nucleo = NucleoFactory(preso_in_carico=True, **altro)
    donna = PersonaFactory(comune=nucleo.comune, nato_il=date(1990, 5, 1), sesso="F", cittadinanza="italiana")
    figlia = PersonaFactory(comune=nucleo.comune, nato_il=date(2018, 3, 1), sesso="F", cittadinanza="italiana")
    MembroNucleoFactory(nucleo=nucleo, persona=donna)
    MembroNucleoFactory(nucleo=nucleo, persona=figlia, parentela=Parentela.FIGLIO)
    return CasoFactory(nucleo=nucleo)
