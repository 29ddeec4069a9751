"""One screening on a coordinator's desk: reading it, and every act on it."""
