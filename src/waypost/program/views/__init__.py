"""Pages of the program, by what one does there."""
