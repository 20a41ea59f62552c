"""Many people at once, for the races."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def insieme(atti: Sequence[Callable[[], object]]) -> list[object]:
    """Start every act at the same instant, each on its own connection; an exception is an answer too."""
    via = threading.Barrier(len(atti))

    def corri(atto: Callable[[], object]) -> object:
        via.wait()
        try:
            return atto()
        except Exception as errore:
            return errore
        finally:
            connection.close()

    with ThreadPoolExecutor(len(atti)) as corsie:
        return list(corsie.map(corri, atti))
