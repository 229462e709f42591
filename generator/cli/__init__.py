"""The face (layer 4): parse, call, print, exit. Only here is anything printed."""

from generator.cli.start import main

__all__ = ["main"]
