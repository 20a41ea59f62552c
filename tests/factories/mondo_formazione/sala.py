"""Rooms asked to the Unione and what comes with an event: one of each, and many more rows of each list."""

from datetime import date, timedelta
from typing import Any

from formazione.models import Docente, FileEvento, Partner, PartnerEvento, RichiestaSala
from tests.factories.formazione import DocenteFactory, PartnerFactory, RichiestaSalaFactory, sala
from tests.factories.luogo import alle
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Linea
from valdera_housing.models import Prenotazione


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    chiesta = RichiestaSalaFactory(stanza=sala(nome="23"), richiesta_da=mondo.ets)
    _altre_sale(chiesta, quanti - 1)
    return {"sala": chiesta} | _materiali(mondo, quanti - 1)


def _materiali(mondo: Any, altri: int) -> dict[str, Any]:
    """A teacher, a partner and a public file of an event whose enrolments are open, and as many more of each."""
    evento, partner = mondo.evento_aperto, PartnerFactory()
    documento = archivia_documento(b"%PDF-1.7 dispense", "dispense.pdf", utente=mondo.ets)
    oggetti = {
        "docente": DocenteFactory(evento=evento),
        "partner": partner,
        "partner_evento": PartnerEvento.objects.create(evento=evento, partner=partner),
        "file_evento": FileEvento.objects.create(evento=evento, tipo="MATERIALE", documento=documento, pubblico=True),
    }
    Docente.objects.bulk_create(Docente(evento=evento, nome=f"Docente {n:04d}") for n in range(altri))
    rete = Partner.objects.bulk_create(Partner(nome=f"Associazione {n:04d}", tipo=partner.tipo) for n in range(altri))
    PartnerEvento.objects.bulk_create(PartnerEvento(evento=evento, partner=p) for p in rete)
    FileEvento.objects.bulk_create(
        FileEvento(evento=evento, tipo="MATERIALE", documento=documento) for _ in range(altri)
    )
    indirizzo = "formazione:pubblica_file"
    return oggetti | {f"{indirizzo}/codice": evento.codice, f"{indirizzo}/pk": oggetti["file_evento"].pk}


def _altre_sale(chiesta: RichiestaSala, quante: int) -> None:
    """One after the other, in the same room."""
    stanza, da = chiesta.prenotazione.stanza, alle(date(2026, 12, 7), "09:00")
    prenotazioni = Prenotazione.objects.bulk_create(
        Prenotazione(
            linea=Linea.FOR, titolo="Riunione", inizio=da + timedelta(hours=n), fine=da + timedelta(hours=n + 1),
            sede=stanza.sede, stanza=stanza, partecipanti=6,
        )
        for n in range(quante)
    )  # fmt: skip
    RichiestaSala.objects.bulk_create(
        RichiestaSala(
            prenotazione=prenotazione, titolo=f"Riunione {n}", disciplinare_accettato=True,
            richiesta_da=chiesta.richiesta_da, richiesta_il=date(2026, 11, 10),
        )
        for n, prenotazione in enumerate(prenotazioni)
    )  # fmt: skip
