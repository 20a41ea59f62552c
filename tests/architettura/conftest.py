"""Each page is tried as if nobody had been there before: what was counted against who insists is forgotten."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nessuno_ha_insistito() -> None:
    cache.clear()
