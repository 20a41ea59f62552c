"""The web server's entry. In production it refuses to serve while demo logins exist."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "valdera_housing.settings")
application = get_wsgi_application()

if settings.PRODUZIONE:
    from valdera_housing.queries.accesso import pretendi_nessun_accesso_di_prova

    pretendi_nessun_accesso_di_prova()
