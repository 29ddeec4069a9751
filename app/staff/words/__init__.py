"""Words and signs that mean the same on every page: levels, modes, reasons, scores, moments, text that people typed."""
