"""One of everything, so that every address of the product can be opened: used by the tests of all pages."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import int_to_base36

from gestore.models import AccordoTerritoriale, AggiornamentoIstat, Disdetta, IndiceFoi, Locazione, Proroga
from rendicontazione.choices import MotivoNonAmmissione, StatoRendiconto, StatoSpesa
from rendicontazione.models import DocumentoSpesa, Pagamento, RelazioneTrimestrale, Spesa
from rendicontazione.rules.istantanea import impronta, in_byte
from tests.factories.casa import AlloggioFactory
from tests.factories.conti import (
    ConvenzioneFactory,
    DocumentoSpesaFactory,
    SpesaFactory,
    porta_a,
    rendiconto,
    rendiconto_in,
)
from tests.factories.gestore import (
    AccordoTerritorialeFactory,
    FasciaAccordoFactory,
    IndiceFoiFactory,
    LocazioneFactory,
)
from tests.factories.istantanee import istantanea_completa
from tests.factories.persone import ComuneFactory, MembroNucleoFactory, NucleoFactory, PersonaFactory, UtenteFactory
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Lettura, Ruolo
from valdera_housing.kit.tempo import aggiungi_mesi
from valdera_housing.models import (
    Alloggio,
    Comune,
    Contratto,
    Ente,
    Lavoro,
    Lettera,
    LetturaFascicolo,
    MembroNucleo,
    ModelloLettera,
    Nucleo,
    Parametro,
    Persona,
    Utente,
)

INIZIO = date(2025, 1, 1)


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
        self._locazioni(quanti - 1)
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
            numero="LT-2026-0001",
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
        return nuovo

    def parametri(self, nome: str, chiavi: list[str]) -> dict[str, Any]:
        """What the address needs: objects in the state in which the page has something to say."""
        return {chiave: self._valore(nome.partition(":")[2] or nome, chiave) for chiave in chiavi}

    def _valore(self, nome: str, chiave: str) -> Any:
        speciali = {
            "codice": self.nucleo.codice,
            "pagamento_pk": Pagamento.objects.get(documento_spesa=self.documento).pk,
            "allegato_pk": self.documento.allegati.get().pk,
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
            "locazione_modifica": self.locazione_in_bozza,
            "locazione_firma": self.locazione_in_bozza,
        }
        per_noun = {
            "persona": self.persona,
            "comune": self.comune,
            "ente": self.convenzione.attuatore,
            "convenzione": self.convenzione,
            "parametro": self.parametro,
            "modello_lettera": self.modello_lettera,
            "lettera": self.lettera,
            "utente": self.ets,
            "lavoro": self.lavoro,
            "importazione": self.lavoro,
            "documento_spesa": self.documento,
            "pagamento": self.documento,
            "allegato_spesa": self.documento,
            "spesa": self.presentata,
            "rendiconto": self.rendiconto,
            "relazione": self.relazione,
            "locazione": self.locazione,
            "istat": self.aggiornamento,
            "accordo": self.accordo,
        }
        trovato = per_nome.get(nome) or next(v for n, v in per_noun.items() if nome.startswith(f"{n}_"))
        return trovato.pk

    def indirizzo(self, nome: str, chiavi: list[str]) -> str:
        return reverse(nome, kwargs=self.parametri(nome, chiavi))


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
            # Without statistics the planner walks a thousand new rows as if they were none.
            cursor.execute("ANALYZE")
        mondo.file = settings.MEDIA_ROOT
        settings.MEDIA_ROOT = prima
        yield mondo
        transaction.set_rollback(True)
