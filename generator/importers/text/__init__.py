"""Plain and pasted text becomes a flow; what is repaired, and what is only suspected."""
