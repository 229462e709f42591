"""Step 1 of the path of a document, from other files: their text as a flow, and a flow as a plan (layer 2)."""
