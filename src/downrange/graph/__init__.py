"""What documents say as quads: statements, passages, ranks, conflicts, the direct layer."""
