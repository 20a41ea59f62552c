"""The shared registry (people, homes, cases, bodies, places, archive) and the shell that shows all lines together."""
