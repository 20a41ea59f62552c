"""What the gestore asks of its own tables and of the registry."""
