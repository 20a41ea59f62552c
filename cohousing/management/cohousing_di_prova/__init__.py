"""The houses of the demo office: two shared houses, a condominio sociale, the survey of buildings."""
