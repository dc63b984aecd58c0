"""Downrange: documents about spaceflight in, an evidenced knowledge graph out."""
