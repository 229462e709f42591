"""The components and task tables of any document: one recogniser for importing, adopting and checking (layer 1)."""
