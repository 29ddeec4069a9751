"""Who is called first: rows, tabs, search, the hand-over of a shift."""
