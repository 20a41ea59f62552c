from datetime import date
from typing import Any
import pytest
from tests.percorsi.conftest import barriere
from tests.percorsi.test_ogni_pagina import difetti_di
from tests.factories.persone import UtenteFactory
from tests.factories.casa import CasoFactory
from tests.factories.sportello import *
from sportello.actions.sfratto import registra_evento_sfratto as reg, allega_sfratto
from django.test import Client

pytestmark = [pytest.mark.browser, pytest.mark.lento, pytest.mark.django_db(transaction=True)]

def test_shots(apri: Any, live_server: Any) -> None:
    u = UtenteFactory(ruoli=["coordinatore_ets"])
    s = SfrattoFactory(fragilita=["MINORI", "INVALIDITA"], legale="avv. Bini", rg_numero="1234", rg_anno=2026)
    s.caso.case_manager = u; s.caso.save()
    for t, g, p, e in (("DISDETTA_O_MORA", date(2025,12,1), None, ""), ("INTIMAZIONE", date(2026,2,20), date(2026,3,5), ""), ("UDIENZA", date(2026,3,12), None, ""), ("CONVALIDA", date(2026,3,12), date(2026,9,12), ""), ("PRECETTO", date(2026,9,20), None, ""), ("PREAVVISO", date(2026,10,22), date(2026,10,28), ""), ("ACCESSO", date(2026,10,28), date(2026,12,3), "NEGATIVO")):
        reg(s, {"tipo": t, "giorno": g, "per_il": p, "esito": e, "nota": "Rinvio, ci sono minori" if e else ""}, utente=u)
    allega_sfratto(s, nome="Intimazione", file=("i.pdf", b"%PDF-1.7 x"), utente=u)
    DomandaMisuraFactory(caso=s.caso, sfratto=s)
    s2 = SfrattoFactory(tipo="FINITA_LOCAZIONE"); reg(s2, {"tipo": "INTIMAZIONE", "giorno": date(2026,10,1), "per_il": date(2026,11,2)}, utente=u)
    s3 = SfrattoFactory(); reg(s3, {"tipo": "SOSPENSIONE", "giorno": date(2026,10,1), "per_il": None}, utente=u)
    SfrattoFactory(stato="CHIUSO", esito="EVITATO_RESTA", chiuso_il=date(2026,10,21), nota_esito="Rinuncia")
    CasoFactory()
    c = Client(); c.force_login(u); k = c.cookies["sessionid"].value
    b = "/sportello/sfratti/"
    open("/tmp/sfr.pdf", "wb").write(c.get(f"{b}{s.pk}/stampa/").content)
    difetti = {}
    for w in (1280, 390, 320):
        pg = apri(w)
        pg.context.add_cookies([{"name": "sessionid", "value": k, "url": live_server.url}])
        for n, i in (("elenco", b), ("scheda", f"{b}{s.pk}/"), ("numeri", b+"numeri/"), ("evento", f"{b}{s.pk}/eventi/nuovo/"), ("nuovo", b+"nuovo/"), ("modulo", f"{b}{s.pk}/modifica/"), ("chiudi", f"{b}{s.pk}/chiudi/"), ("storia", f"{b}{s.pk}/storia/")):
            if w == 320 or n in ("storia",):
                if d := difetti_di(pg, i, w): difetti[n, w] = d
            else:
                pg.goto(i)
                pg.screenshot(path=f"/tmp/sfr_{n}_{w}.png", full_page=True)
                if w == 1280 and (d := barriere(pg)): difetti[n, w] = d
    assert difetti == {}
