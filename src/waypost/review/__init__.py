"""Is it good enough, and who said so? Review, RowScore, Decision."""
