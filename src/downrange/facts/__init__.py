"""What a document says, before any RDF: its infoboxes read by the mapping, its names resolved."""
