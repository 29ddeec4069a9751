"""Help lines, the words that go with them, and the page that works when nothing else does."""
