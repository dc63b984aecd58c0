"""SHACL validation: two engines behind one interface, and reports that point at the words."""
