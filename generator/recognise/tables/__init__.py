"""Tables of tasks by the meaning of their heads, and all other tables."""
