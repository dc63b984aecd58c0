"""Documents about spaceflight, read with the place of every word in them."""
