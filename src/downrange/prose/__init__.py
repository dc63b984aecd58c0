"""What prose says: sentences, the names and values in them, patterns over both, modality."""
