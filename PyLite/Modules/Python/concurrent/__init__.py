"""Work done at the same time."""
