"""Where the things of the line are on the screen."""

from functools import partial

from valdera_housing.kit.pagine import indirizzo_in

indirizzo = partial(indirizzo_in, "cohousing")
