from datetime import date
from typing import Any

from formazione.models import Attestato, Iscrizione, Presenza
from tests.factories.formazione import ISCRITTA_ALLE, IscrizioneFactory, evento_con, porta_a, presente
from tests.factories.persone import UtenteFactory
from valdera_housing.actions.documento import archivia_documento
from valdera_housing.choices import Ruolo

GIORNO = date(2026, 11, 10)


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A closed event with a certificate given; as many more, and as many people who wait for theirs."""
    evento = evento_con(GIORNO, comune=mondo.comune, con_attestato=True, referente=mondo.ets)
    incontro = evento.sessioni.get()
    operatrice = UtenteFactory(ruoli=[Ruolo.OPERATORE_ETS])
    sua = IscrizioneFactory(evento=evento, persona=mondo.persona, creata_da=operatrice)
    presente(sua, incontro)
    altre = Iscrizione.objects.bulk_create(
        Iscrizione(
            evento=evento, nome="Luca", cognome=f"Verdi {n}", destinatario="CITTADINANZA", fonte="UFFICIO",
            stato="CONFERMATA", codice=f"mondo-attestato-{n:06d}", chiesta_alle=ISCRITTA_ALLE,
            in_fila_dalle=ISCRITTA_ALLE, creata_da=operatrice,
        )
        for n in range(2 * quanti)
    )  # fmt: skip
    prenotazione = incontro.prenotazione
    Presenza.objects.bulk_create(
        Presenza(
            sessione=incontro, iscrizione=altra, entrata=prenotazione.inizio, uscita=prenotazione.fine,
            modo="REGISTRO", segnata_da=operatrice,
        )
        for altra in altre
    )  # fmt: skip
    porta_a(evento, "SVOLTO")
    attestato = _attestato(sua, 0, operatrice)
    attestato.documento = archivia_documento(b"%PDF-1.7 attestato", "attestato.pdf", utente=operatrice)
    attestato.save()
    Attestato.objects.bulk_create(
        _attestato(altra, n, operatrice, salva=False) for n, altra in enumerate(altre[: quanti - 1], start=1)
    )
    return {
        "attestato": attestato,
        "formazione:evento_rilascia_attestati": evento,
        "formazione:attestato_verifica_codice": attestato.codice,
    }


def _attestato(iscrizione: Iscrizione, n: int, chi: Any, *, salva: bool = True) -> Attestato:
    attestato = Attestato(
        numero=f"AT-2016-{n:04d}", codice=f"MMMM-{n:04d}", iscrizione=iscrizione, minuti=120, minuti_evento=120,
        rilasciato_il=date(2026, 11, 16), rilasciato_da=chi,
    )  # fmt: skip
    if salva:
        attestato.save()
    return attestato
