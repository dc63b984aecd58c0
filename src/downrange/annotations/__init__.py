"""Curated facts: what needs a reader, stated by hand with the exact words that say it."""
