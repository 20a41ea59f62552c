"""One of everything, so that every address of the product can be opened: used by the tests of all pages."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import int_to_base36

from gestore.choices import PassoMorosita, StatoCandidatura, StatoMorosita, StatoVerbale, TipoVerbale
from gestore.models import (
    AggiornamentoIstat,
    AttoMorosita,
    Candidatura,
    Criterio,
    Disdetta,
    IndiceFoi,
    Locazione,
    Manutenzione,
    Morosita,
    PianoRientro,
    Proroga,
    RataPiano,
    Sublocazione,
    VerbaleConsegna,
)
from rendicontazione.choices import MotivoNonAmmissione, StatoRendiconto, StatoSpesa
from rendicontazione.models import DocumentoSpesa, Pagamento, RelazioneTrimestrale, Spesa
from rendicontazione.rules.istantanea import impronta, in_byte
from tests.factories import mondo_cohousing, mondo_fondo, mondo_formazione, mondo_sportello
from tests.factories.casa import (
    AccordoTerritorialeFactory,
    AlloggioFactory,
    CasoFactory,
    ContrattoFactory,
    EstrattoContoFactory,
    FasciaAccordoFactory,
    IncassoFactory,
    InvioFactory,
    IseeFactory,
    MovimentoBancarioFactory,
    ProprietarioFactory,
    ScadenzaFactory,
)
from tests.factories.conti import (
    ConvenzioneFactory,
    DocumentoSpesaFactory,
    SpesaFactory,
    porta_a,
    rendiconto,
    rendiconto_in,
)
from tests.factories.gestore import (
    CandidaturaFactory,
    CriterioFactory,
    IndiceFoiFactory,
    LocazioneFactory,
    ManutenzioneFactory,
    MorositaFactory,
    SublocazioneFactory,
    firma,
    in_ritardo,
)
from tests.factories.istantanee import istantanea_completa
from tests.factories.persone import ComuneFactory, MembroNucleoFactory, NucleoFactory, PersonaFactory, UtenteFactory
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Lettura, Ruolo, StatoAlloggio, StatoContratto
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import (
    AccordoTerritoriale,
    Alloggio,
    Caso,
    Comune,
    Contratto,
    Ente,
    EstrattoConto,
    FileAlloggio,
    Fornitura,
    Imputazione,
    Incasso,
    Invio,
    Lavoro,
    Lettera,
    LetturaFascicolo,
    MembroNucleo,
    ModelloLettera,
    MovimentoBancario,
    Nucleo,
    Parametro,
    Persona,
    Proprietario,
    QuotaProprieta,
    Scadenza,
    Utente,
)

INIZIO = date(2025, 1, 1)
ESTRATTO_CSV = b"Data contabile;Data valuta;Descrizione;Importo\n04/11/2026;04/11/2026;Bonifico da Rossi;360,00\n"


def indirizzi() -> Iterator[tuple[str, list[str]]]:
    """Every named address with its parameters; Django's own admin is left to Django."""
    yield from _scendi(get_resolver(), "")


def _scendi(resolver: URLResolver, spazio: str) -> Iterator[tuple[str, list[str]]]:
    for voce in resolver.url_patterns:
        if isinstance(voce, URLPattern):
            yield spazio + (voce.name or ""), list(voce.pattern.regex.groupindex)
        elif voce.app_name != "admin":
            yield from _scendi(voce, f"{spazio}{voce.namespace}:" if voce.namespace else spazio)


class Mondo:
    """The objects of the tests' office. ``quanti`` is how many rows each list has."""

    def __init__(self, quanti: int = 1) -> None:
        self.comune = ComuneFactory()
        self.ets = UtenteFactory(ruoli=[Ruolo.CONTABILE_ETS])
        self.unione = UtenteFactory(ruoli=[Ruolo.FUNZIONARIO_UNIONE])
        self.convenzione = ConvenzioneFactory()
        self._persona()
        self._parametro()
        self._lettere()
        self._moltiplica_conti(quanti - 1)
        self._spese()
        self._moltiplica_registro(quanti - 1)
        self._relazioni()
        self._alloggi(quanti)
        self._candidature(quanti - 1)
        self._locazioni(quanti - 1)
        self._sublocazioni(quanti - 1)
        self._partitario(quanti - 1)
        self._manutenzioni(quanti - 1)
        self._morosita(quanti)
        self.altri = {
            nome: oggetto
            for linea in (mondo_sportello, mondo_fondo, mondo_formazione, mondo_cohousing)
            for nome, oggetto in linea.prepara(self, quanti).items()
        }
        self.clienti: dict[str, Client] = {}
        self.lavoro = Lavoro.objects.create(titolo="Lettura di 3 file", utente=self.unione, totale=3)

    def _persona(self) -> None:
        self.persona = PersonaFactory(comune=self.comune)
        self.nucleo = NucleoFactory(comune=self.comune, preso_in_carico=True)
        self.membro = MembroNucleoFactory(nucleo=self.nucleo, persona=self.persona)
        self.altra_persona = PersonaFactory(comune=self.comune, nome="Ada")
        LetturaFascicolo.objects.create(utente=self.ets, persona=self.persona, azione=Lettura.VISTA)

    def _parametro(self) -> None:
        self.parametro = Parametro.objects.create(
            chiave="soglia",
            descrizione="Soglia di prova",
            valore=30,
            valido_dal=date(2025, 1, 1),
            atto="Convenzione, art. 6",
        )

    def _lettere(self) -> None:
        """A wording, and a letter made with it on the household of this world."""
        self.modello_lettera = ModelloLettera.objects.create(
            chiave="prova", titolo="Lettera di prova", oggetto="Oggetto", corpo="Gentile {chi}", valido_dal=INIZIO
        )
        self.lettera = Lettera.objects.create(
            numero="LT-2018-0001",
            modello=self.modello_lettera,
            nucleo=self.nucleo,
            destinatario="Maria Rossi",
            oggetto="Oggetto",
            data=INIZIO,
            documento=archivia_documento(b"%PDF-1.7 lettera", "lettera.pdf", utente=self.ets),
            creata_da=self.ets,
        )

    def _spese(self) -> None:
        """A document in draft, shares of the 8th quarter in draft and of the 7th in every state."""
        self.documento = DocumentoSpesaFactory(creato_da=self.ets, data=date(2026, 10, 5), pagato_il=date(2026, 10, 9))
        self.bozza = SpesaFactory(documento_spesa=self.documento, rendiconto=rendiconto(8), creata_da=self.ets)
        pagamento = Pagamento.objects.get(documento_spesa=self.documento)
        pagamento.prova = archivia_documento(b"%PDF-1.7 contabile", "contabile.pdf", utente=self.ets)
        pagamento.save()
        self.presentata, self.da_integrare, self.ammessa, self.non_ammessa = (
            SpesaFactory(creata_da=self.ets, nucleo=self.nucleo if n == 0 else None) for n in range(4)
        )
        for spesa in (self.presentata, self.da_integrare, self.ammessa, self.non_ammessa):
            porta_a(spesa, StatoSpesa.PRESENTATA)
        porta_a(self.ammessa, StatoSpesa.AMMESSA, verificata_da=self.unione)
        rifiuto = {"non_ammesso": self.non_ammessa.importo, "motivo": MotivoNonAmmissione.NON_INERENTE}
        porta_a(self.non_ammessa, StatoSpesa.NON_AMMESSA, verificata_da=self.unione, **rifiuto)
        porta_a(self.da_integrare, StatoSpesa.DA_INTEGRARE)
        self.da_integrare.integrazioni.create(
            richiesta="Manca il rapporto", chiesta_da=self.unione, entro=date(2026, 12, 1)
        )
        self.rendiconto = rendiconto_in(StatoRendiconto.IN_VERIFICA, presentato_da=self.ets)

    def _candidature(self, quanti: int) -> None:
        """A case with its referral, an ISEE, a home proposed to the household; as many more of each, in bulk."""
        self.caso = CasoFactory(nucleo=self.nucleo)
        self.invio = InvioFactory(caso=self.caso)
        self.isee = IseeFactory(nucleo=self.nucleo)
        self.candidatura = CandidaturaFactory(
            caso=self.caso,
            stato=StatoCandidatura.PROPOSTA,
            alloggio=self.alloggi[StatoAlloggio.SFITTO],
            canone_proposto=Decimal("360.00"),
        )
        self.criterio = CriterioFactory()
        Criterio.objects.bulk_create(
            Criterio(tipo="PROPRIETA", descrizione=f"Di prima {n}", valido_dal=giorno, valido_al=giorno, atto="Atto")
            for n, giorno in enumerate(INIZIO - timedelta(days=n + 1) for n in range(quanti))
        )
        casi = Caso.objects.bulk_create(
            Caso(numero=f"C-2025-{n:04d}", nucleo=nucleo, aperto_il=INIZIO)
            for n, nucleo in enumerate(Nucleo.objects.filter(codice__startswith="N-2025-")[:quanti])
        )
        Invio.objects.bulk_create(
            Invio(caso=caso, linea="GIS", motivo="Sfratto", inviato_da=self.unione, inviato_il=INIZIO) for caso in casi
        )
        Candidatura.objects.bulk_create(
            Candidatura(numero=f"K-2025-{n:04d}", nucleo_id=caso.nucleo_id, caso=caso, presentata_il=INIZIO)
            for n, caso in enumerate(casi)
        )

    def _sublocazioni(self, quanti: int) -> None:
        """A sublease that runs, with its two reports, one in draft and one signed; as many more drafts as asked."""
        self.sublocazione, self.sublocazione_bozza, self.sublocazione_firmata = (
            SublocazioneFactory(caso__nucleo__comune=self.comune) if n else SublocazioneFactory() for n in range(3)
        )
        firma(self.sublocazione_firmata.contratto)
        self.verbale, self.riconsegna = (
            VerbaleConsegna.objects.create(
                sublocazione=self.sublocazione,
                tipo=tipo,
                data=date(2026, 5, 1),
                chiavi="2 chiavi",
                per_l_ente="Paolo Neri",
                per_il_nucleo="Maria Rossi",
                firmato_documento=archivia_documento(b"%PDF-1.7 firmato", "firmato.pdf", utente=self.ets),
                redatto_da=self.ets,
            )
            for tipo in TipoVerbale
        )
        for verbale in (self.verbale, self.riconsegna):
            verbale.stanze.create(stanza="Cucina", stato="BUONO")
            verbale.contatori.create(tipo="LUCE", lettura=Decimal(100))
        foto = archivia_documento(b"\x89PNG\r\n\x1a\n" + bytes(32), "cucina.png", utente=self.ets)
        self.foto = self.verbale.foto.create(descrizione="La cucina", documento=foto)
        firma(self.sublocazione.contratto)
        self.verbale.stato = StatoVerbale.FIRMATO
        self.verbale.save()
        firma(self.sublocazione.contratto, StatoContratto.IN_CORSO)
        self._moltiplica_sublocazioni(quanti)

    def _moltiplica_sublocazioni(self, quanti: int) -> None:
        modello = self.sublocazione_bozza
        case = Alloggio.objects.bulk_create(
            Alloggio(
                codice=f"S-{n:05d}", comune=self.comune, indirizzo="via Lunga", segnalato_il=INIZIO, stato_dal=INIZIO
            )
            for n in range(quanti)
        )

        def contratti(sigla: str, **comuni: Any) -> list[Contratto]:
            return Contratto.objects.bulk_create(
                Contratto(
                    numero=f"{sigla}-M-{n:05d}",
                    alloggio=casa,
                    inizio=date(2026, 4, 1),
                    fine=date(2029, 3, 31),
                    fine_effettiva=date(2029, 3, 31),
                    canone_mensile=Decimal("500.00"),
                    **comuni,
                )
                for n, casa in enumerate(case)
            )

        testa = modello.locazione.contratto
        teste = contratti(
            "L", natura="TESTA", tipo=testa.tipo, proprietario=testa.proprietario, stato="FIRMATO", stipulato_il=INIZIO
        )
        locazioni = Locazione.objects.bulk_create(
            Locazione(contratto=c, sublocazione_autorizzata=True, consenso=modello.locazione.consenso) for c in teste
        )
        sotto = contratti("S", natura="SUBLOCAZIONE", tipo="SUBLOCAZIONE", nucleo=modello.contratto.nucleo)
        Sublocazione.objects.bulk_create(
            Sublocazione(contratto=c, locazione=loc, caso=modello.caso)
            for c, loc in zip(sotto, locazioni, strict=True)
        )

    def _moltiplica_registro(self, quanti: int) -> None:
        """As many more rows in every list of the registry, in bulk: the pages must not notice."""
        Comune.objects.bulk_create(
            Comune(nome=f"Comune {n}", istat=f"{n:06d}", belfiore=f"B{n:03d}", cap=["56025"], aderente_dal=INIZIO)
            for n in range(min(quanti, 900))
        )
        Ente.objects.bulk_create(Ente(nome=f"Ente {n}", ruolo="ALTRO") for n in range(quanti))
        Utente.objects.bulk_create(Utente(username=f"molti{n}", ruoli=[Ruolo.REVISORE]) for n in range(quanti))
        Parametro.objects.bulk_create(
            Parametro(chiave=f"soglia_{n}", descrizione="Soglia", valore=n, valido_dal=INIZIO, atto="Atto")
            for n in range(quanti)
        )
        persone = Persona.objects.bulk_create(
            Persona(cognome="Bianchi", nome=f"Luca {n}", comune=self.comune) for n in range(quanti)
        )
        nuclei = Nucleo.objects.bulk_create(
            Nucleo(codice=f"N-2025-{n:04d}", comune=self.comune, in_carico=True, in_carico_dal=INIZIO)
            for n in range(quanti)
        )
        MembroNucleo.objects.bulk_create(
            MembroNucleo(nucleo=n, persona=p, parentela="INTESTATARIO", dal=INIZIO)
            for n, p in zip(nuclei, persone, strict=True)
        )
        LetturaFascicolo.objects.bulk_create(
            LetturaFascicolo(utente=self.ets, persona=p, azione=Lettura.VISTA) for p in [self.persona, *persone]
        )

    def _moltiplica_conti(self, quanti: int) -> None:
        """As many more documents with a draft share in the 8th quarter and one presented in the 7th."""
        euro = Decimal("1.00")
        documenti = DocumentoSpesa.objects.bulk_create(
            DocumentoSpesa(
                convenzione=self.convenzione,
                tipo="FATTURA",
                fornitore=f"Fornitore {n}",
                partita_iva="01998760504",
                numero=f"M{n}",
                data=date(2026, 9, 1),
                imponibile=2,
                totale=2,
                eleggibile=2,
                creato_da=self.ets,
            )
            for n in range(quanti)
        )
        comuni = {"linea": "GIS", "macrovoce": "E", "azione": "Azione", "descrizione": "Voce", "importo": euro}
        Spesa.objects.bulk_create(
            Spesa(numero=f"{anno}/{n}", documento_spesa=d, rendiconto=conti, creata_da=self.ets, **comuni)
            for anno, conti in ((2020, rendiconto(8)), (2021, rendiconto(7)))
            for n, d in enumerate(documenti)
        )
        Spesa.objects.filter(rendiconto=rendiconto(7)).update(stato=StatoSpesa.PRESENTATA)

    def _relazioni(self) -> None:
        self.verificato = rendiconto_in(
            StatoRendiconto.VERIFICATO, 6, verificato_da=self.unione, verificato_alle="2026-08-20T10:00:00+02:00"
        )
        dati = istantanea_completa()
        self.relazione = RelazioneTrimestrale.objects.create(
            rendiconto=self.verificato,
            versione=1,
            istantanea=in_byte(dati).decode(),
            impronta=impronta(dati),
            creata_da=self.unione,
        )
        pdf = archivia_documento(b"%PDF-1.7 relazione", "relazione-T6.pdf", utente=None)
        RelazioneTrimestrale.objects.filter(pk=self.relazione.pk).update(pdf=pdf, stato="PRONTA")

    def _alloggi(self, quanti: int) -> None:
        """A home in every state, one with all there may be on it, many owners and free homes."""
        self.proprietario = ProprietarioFactory()
        self.alloggi = {
            stato: AlloggioFactory(codice=f"A-2020-{n:04d}", comune=self.comune, stato=stato, motivo_stato="Prova")
            for n, stato in enumerate(StatoAlloggio)
            if stato != StatoAlloggio.ASSEGNATO
        }
        self.alloggio = self.alloggi[StatoAlloggio.DISPONIBILE]
        self.quota = QuotaProprieta.objects.create(
            alloggio=self.alloggio, proprietario=self.proprietario, quota=100, dal=INIZIO
        )
        self.fornitura = Fornitura.objects.create(
            alloggio=self.alloggio, tipo="LUCE", codice="IT001E12345678", intestatario="ETS"
        )
        piantina = archivia_documento(b"%PDF-1.7 piantina", "piantina.pdf", utente=self.ets)
        self.file_alloggio = FileAlloggio.objects.create(
            alloggio=self.alloggio, tipo="PLANIMETRIA", documento=piantina, aggiunto_da=self.ets
        )
        Proprietario.objects.bulk_create(Proprietario(denominazione=f"Immobili {n}") for n in range(quanti - 1))
        altri = Alloggio.objects.bulk_create(
            Alloggio(
                codice=f"A-2019-{n:04d}",
                comune=self.comune,
                indirizzo="via Verdi",
                stato=StatoAlloggio.SFITTO if n % 2 else StatoAlloggio.IN_MANUTENZIONE,
                segnalato_il=INIZIO,
                stato_dal=INIZIO,
            )
            for n in range(quanti - 1)
        )
        QuotaProprieta.objects.bulk_create(
            QuotaProprieta(alloggio=altro, proprietario=self.proprietario, quota=100, dal=INIZIO) for altro in altri
        )
        Contratto.objects.bulk_create(
            Contratto(
                numero=f"P-2019-{n:04d}",
                natura="PRIVATO",
                tipo="LIBERO_4_4",
                alloggio=self.alloggio,
                proprietario=self.proprietario,
                nucleo=self.nucleo if n % 2 else None,
                inizio=INIZIO,
                fine=INIZIO,
                fine_effettiva=INIZIO,
                canone_mensile=500,
            )
            for n in range(quanti)
        )

    def _locazioni(self, quanti: int) -> None:
        """Contracts with owners running and in draft, an accord, a notice, an ISTAT update; and as many more."""
        self.accordo = AccordoTerritorialeFactory(
            comune=self.comune, documento=archivia_documento(b"%PDF-1.7 accordo", "accordo.pdf", utente=self.unione)
        )
        fascia = FasciaAccordoFactory(accordo=self.accordo)
        casa = AlloggioFactory(comune=self.comune, stato="SFITTO")
        self.locazione = LocazioneFactory(
            firmata=True, fascia=fascia, contratto__alloggio=casa, contratto__quota_istat=Decimal("75.00")
        )
        self.locazione_in_bozza = LocazioneFactory(fascia=fascia, contratto__alloggio__comune=self.comune)
        testa = self.locazione.contratto
        self.disdetta = Disdetta.objects.create(
            contratto=testa, parte="LOCATORE", mezzo="PEC", inviata_il=date(2026, 10, 1),
            ricevuta_il=date(2026, 10, 2), valida=False, spiegazione="Senza motivo", documento=self.locazione.consenso,
        )  # fmt: skip
        self.proroga = Proroga.objects.create(
            contratto=testa, fine_precedente=testa.fine, nuova_fine=date(2031, 3, 31), motivo="Accordo",
            decisa_il=date(2026, 11, 1),
        )  # fmt: skip
        self.aggiornamento = AggiornamentoIstat.objects.create(
            contratto=testa, dal=date(2027, 4, 1), indice=IndiceFoiFactory(), quota_pct=Decimal(75),
            canone_prima=Decimal("550.00"), canone_dopo=Decimal("555.36"),
        )  # fmt: skip
        self._moltiplica_locazioni(testa, quanti)

    def _moltiplica_locazioni(self, testa: Contratto, quanti: int) -> None:
        case = Alloggio.objects.bulk_create(
            Alloggio(codice=f"L{n:06d}", comune=self.comune, indirizzo="via Po", segnalato_il=INIZIO, stato_dal=INIZIO)
            for n in range(quanti)
        )
        contratti = Contratto.objects.bulk_create(
            Contratto(
                numero=f"L-2020-{n:06d}", natura="TESTA", tipo="LIBERO_4_4", alloggio=casa, inizio=date(2026, 1, 1),
                proprietario=testa.proprietario, fine=date(2029, 12, 31), fine_effettiva=date(2029, 12, 31),
                canone_mensile=Decimal("500.00"), stipulato_il=date(2025, 12, 1), stato="IN_CORSO",
            )
            for n, casa in enumerate(case)
        )  # fmt: skip
        Locazione.objects.bulk_create(Locazione(contratto=contratto) for contratto in contratti)
        giorni = [date(1990, 1, 1) + timedelta(days=n) for n in range(quanti)]
        AccordoTerritoriale.objects.bulk_create(
            AccordoTerritoriale(comune=self.comune, depositato_il=g, valido_dal=g, valido_al=g) for g in giorni
        )
        IndiceFoi.objects.bulk_create(
            IndiceFoi(mese=aggiungi_mesi(date(2026, 9, 1), -n), variazione_pct=1) for n in range(quanti)
        )

    def _partitario(self, quanti: int) -> None:
        """A contract with its due, half paid; a bank line to match; a statement read and not imported yet."""
        self.contratto_conti = ContrattoFactory(alloggio__comune=self.comune)
        self.scadenza = ScadenzaFactory(contratto=self.contratto_conti, nucleo=self.nucleo)
        self.incasso = IncassoFactory(nucleo=self.nucleo, registrato_da=self.ets)
        self.incasso_con_ricevuta = IncassoFactory(
            nucleo=self.nucleo, registrato_da=self.ets,
            ricevuta=archivia_documento(b"%PDF-1.7 ricevuta", "ricevuta.pdf", utente=self.ets),
        )  # fmt: skip
        self.imputazione = Imputazione.objects.create(
            incasso=self.incasso, scadenza=self.scadenza, importo=Decimal("100.00"), creata_da=self.ets
        )
        self.estratto = EstrattoContoFactory(importato_da=self.ets)
        self.movimento = MovimentoBancarioFactory(estratto=self.estratto)
        comuni = {"linea": "GIS", "contratto": self.contratto_conti, "intestazione": "Maria Rossi", "importo": 1}
        Scadenza.objects.bulk_create(
            Scadenza(
                chiave=f"molte/{n}", verso=("ENTRATA", "USCITA")[n % 2], tipo="CANONE", competenza=INIZIO,
                nucleo=(self.nucleo, None)[n % 2], descrizione=f"Canone {n}", scade_il=INIZIO, **comuni,
            )
            for n in range(quanti)
        )  # fmt: skip
        Incasso.objects.bulk_create(
            Incasso(
                numero=f"I-2020-{n:04d}", verso="ENTRATA", data=INIZIO, importo=1, chi="Maria Rossi",
                nucleo=self.nucleo, registrato_da=self.ets,
            )
            for n in range(quanti)
        )  # fmt: skip
        EstrattoConto.objects.bulk_create(
            EstrattoConto(
                conto=self.estratto.conto, documento=self.estratto.documento, formato="CSV", dal=INIZIO, al=INIZIO,
                importato_da=self.ets,
            )
            for _ in range(quanti)
        )  # fmt: skip
        MovimentoBancario.objects.bulk_create(
            MovimentoBancario(
                conto=self.estratto.conto, estratto=self.estratto, data=INIZIO, valuta=INIZIO, importo=1,
                controparte="Bianchi Luca", impronta=f"m{n}",
            )
            for n in range(quanti)
        )  # fmt: skip
        percorso = default_storage.save("importazioni/prova", ContentFile(ESTRATTO_CSV))
        self.lavoro_estratto = Lavoro.objects.create(
            titolo="Estratto conto", utente=self.ets, totale=1,
            esito={"conto": self.estratto.conto.pk, "nome": "estratto.csv", "percorso": percorso},
        )  # fmt: skip

    def _manutenzioni(self, quanti: int) -> None:
        """A repair with a quote and an invoice, and as many more on the same home."""
        self.manutenzione = ManutenzioneFactory(
            alloggio__comune=self.comune, fattura=archivia_documento(b"%PDF-1.7 fattura", "fattura.pdf", utente=None)
        )
        self.preventivo = self.manutenzione.preventivi.create(
            fornitore="Idraulica Neri",
            importo=120,
            ricevuto_il=date(2026, 11, 12),
            documento=archivia_documento(b"%PDF-1.7 preventivo", "preventivo.pdf", utente=None),
        )
        Manutenzione.objects.bulk_create(
            Manutenzione(
                numero=f"M-2025-{n:04d}",
                alloggio=self.manutenzione.alloggio,
                aperta_il=date(2026, 11, 1),
                segnalata_da="Maria Rossi",
                descrizione="Perde un rubinetto",
                urgenza="ORDINARIA",
                entro_il=date(2026, 12, 1),
                a_carico_di="NUCLEO",
            )
            for n in range(quanti)
        )

    def _morosita(self, quanti: int) -> None:
        """A file with as many late dues, steps, plans and instalments as the lists have rows, and as many files."""
        self.contratto_in_ritardo = in_ritardo(date(2026, 10, 5), date(2026, 11, 5))
        self.morosita = MorositaFactory(
            contratto=self.contratto_in_ritardo, stato=StatoMorosita.MOROSA, in_ritardo_dal=date(2026, 10, 5)
        )
        AttoMorosita.objects.bulk_create(
            AttoMorosita(
                morosita=self.morosita, passo=PassoMorosita.COLLOQUIO, fatto_il=date(2026, 11, 1), fatto_da=self.ets,
                importo=Decimal("720.00"), lettera=self.lettera,
            )
            for _ in range(quanti)
        )  # fmt: skip
        with transaction.atomic():  # a plan and its instalments agree when they are written together
            self.piano = PianoRientro.objects.create(
                morosita=self.morosita, importo=Decimal(quanti), proposto_il=date(2026, 11, 10), lettera=self.lettera
            )
            RataPiano.objects.bulk_create(
                RataPiano(piano=self.piano, numero=n + 1, importo=Decimal("1.00"), scade_il=date(2026, 12, 5))
                for n in range(quanti)
            )
        self._moltiplica_morosita(quanti - 1)

    def _moltiplica_morosita(self, quanti: int) -> None:
        """As many more subleases of the same home one after the other, each with a rent unpaid."""
        base = self.contratto_in_ritardo
        prima = date(1990, 1, 1)
        contratti = Contratto.objects.bulk_create(
            Contratto(
                numero=f"SM-{n}", natura="SUBLOCAZIONE", tipo="SUBLOCAZIONE", alloggio=base.alloggio,
                nucleo=base.nucleo, conduttore=f"Anna {n}", inizio=prima + timedelta(days=n),
                fine=prima + timedelta(days=n), fine_effettiva=prima + timedelta(days=n), canone_mensile=300,
            )
            for n in range(quanti)
        )  # fmt: skip
        Morosita.objects.bulk_create(
            Morosita(contratto=c, aperta_il=date(2026, 10, 6), in_ritardo_dal=date(2026, 10, 5)) for c in contratti
        )
        Scadenza.objects.bulk_create(
            Scadenza(
                chiave=f"molti/{n}", verso="ENTRATA", tipo="CANONE", linea="GIS", contratto=c, nucleo=c.nucleo,
                intestazione="Anna", competenza=date(2026, 10, 1), descrizione="Canone", importo=300,
                scade_il=date(2026, 10, 5),
            )
            for n, c in enumerate([*contratti, *[base] * quanti])
        )  # fmt: skip

    def client(self, ruolo: str) -> Client:
        """A browser signed in with this role, always the same; without a role, nobody's."""
        if ruolo not in self.clienti:
            self.clienti[ruolo] = Client(raise_request_exception=False)
            if ruolo:
                self.clienti[ruolo].force_login(self.utente(ruolo))
        client = Client(raise_request_exception=False)
        client.cookies = SimpleCookie({k: v.value for k, v in self.clienti[ruolo].cookies.items()})
        return client

    def utente(self, ruolo: str) -> Utente:
        """A person with this role alone, who works for the comune of this world."""
        nuovo = UtenteFactory(ruoli=[ruolo], comuni=[self.comune])
        if ruolo in (Ruolo.CONTABILE_ETS, Ruolo.FUNZIONARIO_UNIONE):
            Lavoro.objects.filter(pk=self.lavoro.pk).update(utente=nuovo)
        if ruolo == Ruolo.CONTABILE_ETS:
            Lavoro.objects.filter(pk=self.lavoro_estratto.pk).update(utente=nuovo)
        return nuovo

    def parametri(self, nome: str, chiavi: list[str]) -> dict[str, Any]:
        """What the address needs: objects in the state in which the page has something to say."""
        return {chiave: self._della_pagina(nome, chiave) for chiave in chiavi}

    def _della_pagina(self, nome: str, chiave: str) -> Any:
        """Two lines may give their pages, or the keywords of their addresses, the same name: the whole one wins."""
        if f"{nome}/{chiave}" in self.altri:
            return self.altri[f"{nome}/{chiave}"]
        if nome in self.altri and chiave not in self.altri:
            trovato = self.altri[nome]
            return trovato.pk if chiave == "pk" else trovato
        return self._valore(nome.partition(":")[2] or nome, chiave)

    def _valore(self, nome: str, chiave: str) -> Any:
        speciali = {
            "codice": "I05" if nome == "indicatore_scheda" else self.nucleo.codice,
            "pagamento_pk": Pagamento.objects.get(documento_spesa=self.documento).pk,
            "allegato_pk": self.documento.allegati.get().pk,
            "fornitura_pk": self.fornitura.pk,
            "foto_pk": self.foto.pk,
            "file_pk": self.file_alloggio.pk,
            "preventivo_pk": self.preventivo.pk,
            "foglio": "linee",
            "linea": "GIS",
            "uidb36": int_to_base36(self.ets.pk),
            "quale": "consenso",
            "disdetta_pk": self.disdetta.pk,
            "proroga_pk": self.proroga.pk,
            "key": default_token_generator.make_token(self.ets),
        }
        if chiave in speciali:
            return speciali[chiave]
        if chiave in self.altri:
            return self.altri[chiave]
        return self._chiave_primaria(nome)

    def _chiave_primaria(self, nome: str) -> Any:
        per_nome = {
            "nucleo_togli_componente": self.membro,
            "persona_apri_nucleo": self.altra_persona,
            "spesa_modifica": self.bozza,
            "spesa_elimina": self.bozza,
            "spesa_rinvia": self.bozza,
            "spesa_integra": self.da_integrare,
            "spesa_rettifica": self.ammessa,
            "spesa_rivedi": self.ammessa,
            "rendiconto_presenta": rendiconto(8),
            "rendiconto_rinvia_incomplete": rendiconto(8),
            "rendiconto_approva": self.verificato,
            "rendiconto_riapri": self.verificato,
            "rendiconto_liquida": self.verificato,
            # Homes, each in the state from which the act starts.
            "alloggio_sopralluoga": self.alloggi[StatoAlloggio.SEGNALATO],
            "alloggio_valuta": self.alloggi[StatoAlloggio.SOPRALLUOGO],
            "alloggio_tratta": self.alloggi[StatoAlloggio.VALUTATO],
            "alloggio_scarta": self.alloggi[StatoAlloggio.VALUTATO],
            "alloggio_rendi_disponibile": self.alloggi[StatoAlloggio.SFITTO],
            "alloggio_restituisci": self.alloggi[StatoAlloggio.IN_RILASCIO],
            "locazione_modifica": self.locazione_in_bozza,
            "locazione_firma": self.locazione_in_bozza,
            "sublocazione_modifica": self.sublocazione_bozza,
            "sublocazione_firma": self.sublocazione_bozza,
            "sublocazione_annulla": self.sublocazione_bozza,
            "sublocazione_consegna": self.sublocazione_firmata,
            "verbale_firma": self.riconsegna,
            "verbale_stampa": self.riconsegna,
            "partitario_contratto": self.contratto_conti,
            "scadenza_aggiungi": self.contratto_conti,
            "scadenza_conguaglia": self.contratto_conti,
            "incasso_ricevuta": self.incasso_con_ricevuta,
            # The work of the last official that asked is not of the accounts: theirs is the statement's.
            "estratto_conto_importa": self.lavoro_estratto,
            "morosita_solleciti": self.lavoro_estratto,
        }
        per_noun = {
            "sublocazione": self.sublocazione,
            "verbale": self.verbale,
            "caso": self.caso,
            "isee": self.isee,
            "invio": self.invio,
            "candidatura": self.candidatura,
            "criterio": self.criterio,
            "manutenzione": self.manutenzione,
            "persona": self.persona,
            "comune": self.comune,
            "ente": self.convenzione.attuatore,
            "convenzione": self.convenzione,
            "parametro": self.parametro,
            "modello_lettera": self.modello_lettera,
            "lettera": self.lettera,
            "utente": self.ets,
            "lavoro": self.lavoro,
            "importazione": self.lavoro_estratto,
            "documento_spesa": self.documento,
            "pagamento": self.documento,
            "allegato_spesa": self.documento,
            "spesa": self.presentata,
            "rendiconto": self.rendiconto,
            "relazione": self.relazione,
            "alloggio": self.alloggio,
            "fornitura": self.alloggio,
            "file_alloggio": self.alloggio,
            "proprietario": self.proprietario,
            "locazione": self.locazione,
            "istat": self.aggiornamento,
            "accordo": self.accordo,
            "scadenza": self.scadenza,
            "incasso": self.incasso,
            "imputazione": self.imputazione,
            "estratto_conto": self.estratto,
            "movimento": self.movimento,
            "morosita": self.morosita,
            "piano": self.piano,
        }
        per_noun |= {n: v for n, v in self.altri.items() if not n.endswith("_pk")}
        per_nome |= self.altri
        # The longest noun wins: «sfratto» must not answer for «sfratto_evento_nuovo» when «sfratto_evento» is there.
        nomi = sorted(per_noun, key=len, reverse=True)
        trovato = per_nome.get(nome) or per_noun[next(n for n in nomi if nome.startswith(f"{n}_"))]
        return trovato.pk

    def indirizzo(self, nome: str, chiavi: list[str]) -> str:
        """The address of a page, with the question some pages cannot do without."""
        domande = {
            "gestore:locazione_nuova": {"alloggio": self.alloggi[StatoAlloggio.IN_TRATTATIVA].pk},
            "sportello:silenzio_nuovo": {"persona": self.persona.pk},
        }
        return reverse(nome, kwargs=self.parametri(nome, chiavi), query=domande.get(nome))


def letta(risposta: Any) -> bytes:
    """The answer to its last byte: a file is closed only when it has been read."""
    return b"".join(risposta.streaming_content) if risposta.streaming else risposta.content


def un_mondo(quanti: int, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Mondo]:
    """A world for all the tests of a module, in one transaction that is undone at the end."""
    prima, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path_factory.mktemp("file")
    with django_db_blocker.unblock(), transaction.atomic():
        mondo = Mondo(quanti)
        for ruolo in Ruolo.values:
            mondo.client(ruolo)
        with connection.cursor() as cursor:
            # Without statistics the planner walks a thousand new rows as if they were none. Our tables alone: the
            # server's own are shared by all its databases, and another worker may be analysing them.
            cursor.execute(f"ANALYZE {', '.join(connection.introspection.table_names(cursor))}")
        mondo.file = settings.MEDIA_ROOT
        settings.MEDIA_ROOT = prima
        yield mondo
        transaction.set_rollback(True)
