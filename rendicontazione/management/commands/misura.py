"""``manage.py misura``: queries, bytes and time of every list and record page, beside Django admin's lists."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from rendicontazione.management.misurazione.amministrazione import indirizzo_elenco, sito, ultima_pagina
from rendicontazione.management.misurazione.budget import misura_budget
from rendicontazione.management.misurazione.cronometro import Misura, cliente, misura
from rendicontazione.management.misurazione.pagine import Pagina, chi_misura, pagine

VOLTE = 7
ULTIMA = "?pagina=1000000000"  # lists answer with their last page


class Command(BaseCommand):
    help = (
        "Misura ogni pagina di elenco e di scheda: interrogazioni, byte e millisecondi (mediana), accanto "
        "all'elenco dell'amministrazione di Django sulle stesse righe. Non lascia traccia nel database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="scrive i dati invece della tabella")
        parser.add_argument("--volte", type=int, default=VOLTE, help=f"richieste cronometrate per pagina ({VOLTE})")

    def handle(self, *args: Any, json: bool, volte: int, **options: Any) -> None:
        with transaction.atomic():
            _senza_limite_di_tempo()
            dati = misura_tutto(volte)
            transaction.set_rollback(True)
        self.stdout.write(_in_json(dati) if json else "\n".join(tabella(dati)))


def _senza_limite_di_tempo() -> None:
    """Admin's slowest list must be seen to the end, not cut at the ten seconds our pages have."""
    with connection.cursor() as cursore:
        cursore.execute("SET LOCAL statement_timeout = 0")


def _in_json(dati: dict[str, Any]) -> str:
    return json.dumps(dati, ensure_ascii=False, indent=2, default=str)


def misura_tutto(volte: int) -> dict[str, Any]:
    da_aprire = pagine()
    nostre = [(pagina, _nostra(pagina, volte)) for pagina in da_aprire]
    ultime = {p.nome: _nostra(p, volte, ULTIMA) for p in da_aprire if p.elenco and p.modello}
    di_django = _di_django([p for p in da_aprire if p.elenco and p.modello], volte)
    return {
        "pagine": [
            {
                "pagina": pagina.nome,
                "indirizzo": pagina.indirizzo,
                "ruolo": pagina.ruolo,
                "righe": _quante(pagina),
                "nostra": _dati(nostra),
                "ultima_pagina": _dati(ultime.get(pagina.nome)),
                "admin": _dati(di_django.get(pagina.nome, {}).get("prima")),
                "admin_ultima_pagina": _dati(di_django.get(pagina.nome, {}).get("ultima")),
            }
            for pagina, nostra in nostre
        ],
        "budget": misura_budget(volte),
    }


def _nostra(pagina: Pagina, volte: int, aggiunta: str = "") -> Misura | None:
    if not pagina.indirizzo:
        return None
    return misura(cliente(chi_misura(pagina.ruolo)), pagina.indirizzo + aggiunta, volte)


def _di_django(elenchi: list[Pagina], volte: int) -> dict[str, dict[str, Misura]]:
    modelli = {pagina.nome: pagina.modello for pagina in elenchi if pagina.modello}
    with sito(modelli.values()) as superutente:
        client = cliente(superutente)
        return {
            nome: {
                "prima": misura(client, indirizzo_elenco(modello), volte),
                "ultima": misura(client, ultima_pagina(modello), volte),
            }
            for nome, modello in modelli.items()
        }


def _quante(pagina: Pagina) -> int | None:
    return pagina.modello._default_manager.count() if pagina.elenco and pagina.modello else None


def _dati(fatta: Misura | None) -> dict[str, Any] | None:
    return fatta.come_dati() if fatta else None


# --- the table ----------------------------------------------------------------------------------------------

TITOLI = (
    *("pagina", "ruolo", "righe", "query", "kB", "ms", "p95", "ultima ms"),
    *("admin query", "kB", "ms", "volte", "ultima ms", "volte"),
)
LARGHEZZE = (40, 19, 9, 6, 7, 8, 8, 10, 12, 7, 9, 7, 10, 7)


def tabella(dati: dict[str, Any]) -> list[str]:
    """``volte`` is how many times longer Django admin takes for the first and the last page of the same rows."""
    righe = [_riga(TITOLI), *(_riga(_celle(voce)) for voce in dati["pagine"])]
    return [*righe, "", *_righe_budget(dati["budget"])]


def _riga(celle: tuple[Any, ...]) -> str:
    return " ".join(
        f"{cella:<{larghezza}}" if posto < 2 else f"{cella:>{larghezza}}"
        for posto, (cella, larghezza) in enumerate(zip(celle, LARGHEZZE, strict=True))
    )


def _celle(voce: dict[str, Any]) -> tuple[Any, ...]:
    nostra, ultima = voce["nostra"], voce["ultima_pagina"]
    if nostra is None:
        return (voce["pagina"], voce["ruolo"], "niente da mostrare", *[""] * (len(TITOLI) - 3))
    return (
        voce["pagina"],
        voce["ruolo"],
        "" if voce["righe"] is None else voce["righe"],
        nostra["interrogazioni"],
        _kilobyte(nostra),
        nostra["millisecondi"],
        nostra["p95"],
        ultima["millisecondi"] if ultima else "",
        *_celle_admin(voce),
    )


def _celle_admin(voce: dict[str, Any]) -> tuple[Any, ...]:
    prima, ultima = voce["admin"], voce["admin_ultima_pagina"]
    if prima is None:
        return ("",) * 6
    return (
        prima["interrogazioni"],
        _kilobyte(prima),
        prima["millisecondi"],
        round(prima["millisecondi"] / voce["nostra"]["millisecondi"], 1),
        ultima["millisecondi"],
        round(ultima["millisecondi"] / voce["ultima_pagina"]["millisecondi"], 1),
    )


def _kilobyte(fatta: dict[str, Any]) -> float:
    return round(fatta["byte"] / 1000, 1)


def _righe_budget(budget: dict[str, Any]) -> list[str]:
    if not budget:
        return ["Situazione del budget: nessuna spesa."]
    tempi = budget["millisecondi"]
    return [
        f"Situazione del budget ({budget['convenzione']}, {budget['spese']} spese):",
        f"  dalle righe di somma {tempi['righe_di_somma']} ms, la stessa SELECT in SQL {tempi['sql']} ms, "
        f"sommando le spese {tempi['spese']} ms",
        f"  {budget['volte_piu_veloce_delle_spese']} volte più veloce delle spese, "
        f"{budget['volte_il_sql']} volte il SQL; {'uguali' if budget['uguali'] else 'DIVERSE'}",
    ]
