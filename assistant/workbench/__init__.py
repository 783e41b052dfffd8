"""The page where a person reviews a pack, and the store of events behind it."""
