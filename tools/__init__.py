"""What the Makefile calls. What runs before anything is installed uses the standard library only."""
