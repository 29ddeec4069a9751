"""What an installation keeps on record about itself: help lines that were checked, lines of its own, who signed off."""
