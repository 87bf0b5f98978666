"""Pages of review: the list, the bench, scoring, deciding, the trail."""
