"""What the record of a house shows of the other nouns of the line: a module each, at most one query each."""
