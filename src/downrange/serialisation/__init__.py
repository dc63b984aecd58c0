"""Quads as text: canonical N-Quads, Turtle and TriG for people, JSON-LD, RDF/XML."""
