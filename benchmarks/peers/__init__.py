"""What a plain good engineer would write without any of Braid's duties: the least that such a page costs in Flask."""
