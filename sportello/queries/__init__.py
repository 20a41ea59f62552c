"""What the sportello asks of its own tables and of the registry."""
