from datetime import date
from typing import Any

from django.utils import timezone

from formazione.models import Campagna, Contatto, Contenuto, Newsletter, Spedizione
from tests.factories.formazione import CampagnaFactory, ContattoFactory, ContenutoFactory, NewsletterFactory
from valdera_housing.actions.documento import archivia_documento


def prepara(mondo: Any, quanti: int) -> dict[str, Any]:
    """A campaign in progress with a content, a contact that confirms, one that leaves, a newsletter that did not."""
    altri = range(quanti - 1)
    campagna = CampagnaFactory(numero="CP-2016-00000", creata_da=mondo.ets)
    documento = archivia_documento(b"%PDF-1.7 volantino", "volantino.pdf", utente=mondo.ets)
    contenuto = ContenutoFactory(campagna=campagna, documento=documento)
    iscritto = ContattoFactory(email="mondo@example.org", codice="mondo-iscritto")
    da_confermare = ContattoFactory(email="mondo2@example.org", codice="mondo-da-confermare", confermato_alle=None)
    Contatto.objects.filter(pk=da_confermare.pk).update(chiesto_alle=timezone.now())
    bozza = NewsletterFactory(numero="NL-2016-00000", campagna=campagna, creata_da=mondo.ets)
    in_invio = NewsletterFactory(numero="NL-2016-99999", creata_da=mondo.ets)
    spedizione = Spedizione.objects.create(newsletter=in_invio, contatto=iscritto, stato="FALLITA", errore="No.")
    Newsletter.objects.filter(pk=in_invio.pk).update(stato="IN_INVIO")
    _moltiplica(altri, campagna, spedizione.newsletter, mondo)
    return {
        "campagna": campagna,
        "campagna_avvia": CampagnaFactory(numero="CP-2016-99999", stato="BOZZA"),
        "contenuto": contenuto,
        "contatto": iscritto,
        "newsletter": in_invio,
        "newsletter_modifica": bozza,
        "newsletter_prova": bozza,
        "newsletter_invia": bozza,
        "formazione:pubblica_newsletter_conferma/codice": da_confermare.codice,
        "formazione:pubblica_newsletter_disdici/codice": iscritto.codice,
    }


def _moltiplica(altri: range, campagna: Campagna, in_invio: Newsletter, mondo: Any) -> None:
    Campagna.objects.bulk_create(
        Campagna(
            numero=f"CP-2016-{n + 1:05d}", titolo=f"Campagna {n}", obiettivo="Informare", destinatari=["PROPRIETARI"],
            dal=date(2026, 3, 1), stato="CONCLUSA", creata_da=mondo.ets,
        )
        for n in altri
    )  # fmt: skip
    Contenuto.objects.bulk_create(
        Contenuto(
            campagna=campagna, titolo=f"Articolo {n}", canale="STAMPA", lingue=["italiano"], raggiunti=n,
            pubblicato_il=date(2026, 3, 1),
        )
        for n in altri
    )  # fmt: skip
    contatti = Contatto.objects.bulk_create(
        Contatto(
            email=f"mondo-{n}@example.net", destinatario="PROPRIETARI", codice=f"mondo-{n}", informativa="2026-11",
            chiesto_alle=timezone.now(), confermato_alle=timezone.now(),
        )
        for n in altri
    )  # fmt: skip
    Spedizione.objects.bulk_create(
        Spedizione(newsletter=in_invio, contatto=c, stato="FALLITA", errore="No.") for c in contatti
    )
    Newsletter.objects.bulk_create(
        Newsletter(
            numero=f"NL-2016-{n + 1:05d}", oggetto=f"Notizie {n}", testo="Notizie", campagna=campagna,
            creata_da=mondo.ets, creata_il=date(2026, 3, 1),
        )
        for n in altri
    )  # fmt: skip
