"""Reads and writes WordprocessingML (layer 1): packages, strict XML, runs, tables, styles, marks."""
