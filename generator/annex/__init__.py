"""Tables from the task list, filled into the template's own prototype rows (layer 2)."""

from generator.annex.fill import fill
from generator.annex.grid import Cell, Column, Grid, Row, free_grid, make_grid, task_grid

__all__ = ["Cell", "Column", "Grid", "Row", "fill", "free_grid", "make_grid", "task_grid"]
