"""The text itself: numbered points as a tree, and the tasks that its sentences give."""
