"""Who helps on the territory (every name is invented), jobs, paths to work, meetings of the table."""

from datetime import timedelta
from decimal import Decimal

from sportello.choices import AiutoOfferto as A
from sportello.choices import EsitoPercorso, StatoPercorso, TipoTirocinio
from sportello.choices import TipoRisorsa as T
from sportello.models import ImpegnoRisorsa, IncontroTavolo, OpportunitaLavoro, PercorsoLavoro, RisorsaTerritorio
from valdera_housing.management.scena import Scena, alle
from valdera_housing.models import Caso, prossimo_numero

RISORSE = (
    ("Emporio solidale Era", T.ASSOCIAZIONE, "Pontedera", [A.ALIMENTI, A.ARREDI]),
    ("Centro di ascolto San Giuseppe", T.PARROCCHIA, "Pontedera", [A.ASCOLTO, A.ALIMENTI]),
    ("Centro di ascolto di Calcinaia", T.PARROCCHIA, "Calcinaia", [A.ASCOLTO]),
    ("Parole in comune", T.ASSOCIAZIONE, "Pontedera", [A.LINGUA]),
    ("Comitato Fuori del Ponte", T.COMITATO, "Pontedera", [A.DOPOSCUOLA]),
    ("Doposcuola Il Ciliegio", T.ASSOCIAZIONE, "Bientina", [A.DOPOSCUOLA, A.LINGUA]),
    ("Auto amica", T.ASSOCIAZIONE, "Buti", [A.TRASPORTO]),
    ("Casa di accoglienza La Tenda", T.ASSOCIAZIONE, "Pontedera", [A.ACCOGLIENZA]),
    ("Valdera Formazione", T.AGENZIA_FORMATIVA, "Pontedera", [A.FORMAZIONE, A.TIROCINIO]),
    ("Centro per l’impiego di Pontedera", T.CENTRO_IMPIEGO, "Pontedera", [A.LAVORO, A.FORMAZIONE]),
    ("Lavoro subito", T.AGENZIA_LAVORO, "Pontedera", [A.LAVORO]),
    ("Orto e mani, cooperativa sociale", T.COOP_B, "Capannoli", [A.TIROCINIO, A.LAVORO]),
    ("Lavanderia Nuova, cooperativa sociale", T.COOP_B, "Calcinaia", [A.TIROCINIO, A.LAVORO]),
    ("Meccanica Lari", T.AZIENDA, "Casciana Terme Lari", [A.LAVORO, A.TIROCINIO]),
    ("Patronato Il Filo", T.PATRONATO, "Pontedera", [A.PRATICHE]),
    ("Sindacato inquilini della Valdera", T.SINDACATO, "Pontedera", [A.LEGALE, A.PRATICHE]),
    ("Mercatino del riuso", T.ASSOCIAZIONE, "Palaia", [A.ARREDI]),
    ("Sportello immigrazione", T.ENTE, None, [A.PRATICHE, A.LINGUA]),
)  # fmt: skip
LAVORI = (
    ("Addetta alle pulizie, 20 ore", 10, 40), ("Aiuto cuoco, mensa scolastica", 11, 25),
    ("Magazziniere, tre mesi", 13, 15), ("Raccolta olive, stagionale", 11, -20),
)  # fmt: skip
IMPEGNI = ("Spesa ogni quindici giorni", "Doposcuola due pomeriggi", "Corso di italiano", "Accompagna alle visite")
# How the paths ended; the empty ones go on.
ESITI = (EsitoPercorso.ASSUNTO_TD, "", EsitoPercorso.FORMATO, "", EsitoPercorso.ASSUNTO_TI, EsitoPercorso.INTERROTTO)


def carica_rete(scena: Scena, casi: list[Caso]) -> None:
    per_nome = {comune.nome: comune for comune in scena.comuni}
    with scena.momento(alle(scena.oggi, 8), scena.operatore):
        risorse = RisorsaTerritorio.objects.bulk_create(
            RisorsaTerritorio(
                nome=nome, tipo=tipo, comune=per_nome.get(comune or ""), aiuti=aiuti, telefono="0587 000000",
                aggiornata_il=scena.oggi - timedelta(days=scena.caso.choice((20, 60, 120, 150, 210, 260))),
            )
            for nome, tipo, comune, aiuti in RISORSE
        )  # fmt: skip
        offerte = OpportunitaLavoro.objects.bulk_create(
            OpportunitaLavoro(
                risorsa=risorse[posto], ruolo=ruolo, comune=risorse[posto].comune,
                pubblicata_il=scena.oggi - timedelta(days=30), scade_il=scena.oggi + timedelta(days=scade),
            )
            for ruolo, posto, scade in LAVORI
        )  # fmt: skip
        ImpegnoRisorsa.objects.bulk_create(
            ImpegnoRisorsa(
                caso=caso,
                risorsa=scena.caso.choice(risorse[:7]),
                che_cosa=scena.caso.choice(IMPEGNI),
                dal=caso.aperto_il,
            )
            for caso in casi[::3]
        )
        _percorsi(scena, casi[1::4], risorse, offerte)
        _tavolo(scena, risorse)


def _percorsi(
    scena: Scena, casi: list[Caso], risorse: list[RisorsaTerritorio], offerte: list[OpportunitaLavoro]
) -> None:
    for posto, caso in enumerate(casi):
        esito = ESITI[posto % len(ESITI)]
        dal = min(caso.aperto_il + timedelta(days=20), scena.oggi)
        tirocinio = posto % 3 == 0
        PercorsoLavoro.objects.create(
            numero=f"PL-{dal.year}-{prossimo_numero('percorso', dal.year):04d}", caso=caso,
            persona=caso.nucleo.membri.intestatari().select_related("persona")[0].persona, aperto_il=dal,
            obiettivo="Un lavoro compatibile con gli orari della scuola", did_il=dal,
            tirocinio=TipoTirocinio.INCLUSIONE if tirocinio else TipoTirocinio.NESSUNO,
            ospitante=risorse[11] if tirocinio else None, tirocinio_dal=dal if tirocinio else None,
            indennita=Decimal(500) if tirocinio else None, opportunita=offerte[posto % len(offerte)],
            stato=StatoPercorso.CONCLUSO if esito else StatoPercorso.ATTIVO, esito=esito,
            concluso_il=min(dal + timedelta(days=100), scena.oggi) if esito else None,
        )  # fmt: skip


def _tavolo(scena: Scena, risorse: list[RisorsaTerritorio]) -> None:
    for mesi, argomento in ((1, "Tirocini di inclusione del prossimo anno"), (4, "Le aziende che cercano personale")):
        incontro = IncontroTavolo.objects.create(
            giorno=scena.oggi - timedelta(days=30 * mesi), luogo="Società della Salute, Pontedera",
            ordine_del_giorno=argomento, scritto_da=scena.operatore,
            resoconto="Ogni presente racconta i posti che può offrire nei prossimi mesi.",
            decisioni="Due tirocini alla lavanderia da gennaio.",
        )  # fmt: skip
        incontro.presenti.set(risorse[8:14])
