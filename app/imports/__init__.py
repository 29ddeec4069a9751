"""Lists from a spreadsheet: tried out row by row, then brought in whole or not at all."""
