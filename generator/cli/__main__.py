"""``python -m generator.cli``: the command ``soanthao`` where it is not on the path."""

from generator.cli import main

if __name__ == "__main__":
    main()
