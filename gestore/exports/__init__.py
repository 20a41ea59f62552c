"""What is downloaded from the lists of the gestore."""
