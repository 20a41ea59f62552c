"""The letters of the fund: the facts they are filled with."""
