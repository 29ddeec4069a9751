"""How long what was sent is kept, what holds it longer, who asked for it to go, and that it is gone for good."""
