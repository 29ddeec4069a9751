"""What a large archive costs the desk: the same pages over 10,000 screenings and over a hundred times as many.

A few hundred screenings come in and are worked on as real ones are (`sample`); `copies` multiplies them, `load` writes
them in bulk, `pages` asks for the pages of the desk, small and large in turn, on each engine; `bare` draws some of the
large one with nothing around them (`bare_page_of` makes them out of Braid's own), and they are asked for in turn too.
"""
