"""The face (layer 4): parse, call, print, exit. Only here is anything printed."""

from generator.cli.app import main

__all__ = ["main"]
