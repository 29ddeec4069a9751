"""The activity log in words, wherever a page shows rows of it: of one screening, of one account, of a site."""
