"""Which privacy notice is shown today on the pages anyone may open; it is kept with what each person accepted."""

INFORMATIVA = "2026-11"
