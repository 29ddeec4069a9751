"""One screening: the review page and what is done from it."""
