"""What the gestore does with its homes, contracts and candidates: one function per act, the only code that writes."""
