"""What must be there, and is not or says nothing (family C)."""
