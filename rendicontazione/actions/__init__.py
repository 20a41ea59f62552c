"""What the office does with its expenses: one function per act, the only code that writes."""
