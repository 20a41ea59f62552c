"""What the record of an event shows of the other nouns of the line: a module each, at most one query each."""
