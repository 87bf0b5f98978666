"""What can be earned, and what counts? Achievement, Version, Requirement, Piece, Row."""
