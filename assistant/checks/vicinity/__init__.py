"""What the figures around another make of each other, and whether by chance."""
