#!/usr/bin/env python3
"""The front door: every command of the office, on a fresh machine too (see valdera_housing/bootstrap.py)."""

import sys

COMANDO = "python3 manage.py " + " ".join(sys.argv[1:])
if sys.version_info < (3, 11):  # noqa: UP036 - an old Python deserves a sentence, not a traceback
    sys.exit(
        "Serve Python 3.11 o successivo, questo è il {}. Scrivi per esempio: {}".format(
            sys.version.split()[0], COMANDO.replace("python3", "python3.11", 1)
        )
    )
if sys.platform == "win32":
    sys.exit("Su Windows il programma si usa dentro WSL: apri WSL e scrivi " + COMANDO)

from valdera_housing import bootstrap  # noqa: E402 - an old Python could not even read it

if __name__ == "__main__":
    sys.exit(bootstrap.main(sys.argv))
