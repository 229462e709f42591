"""A flow becomes a plan: components, tasks and tables put where the plan file has them; counts in, counts out."""
