"""Finds candidates for entities without a link, weighs them, and leaves doubt to a person."""
