"""View-models of the staff side: plain data for the templates, made from a case and never touching the database."""
