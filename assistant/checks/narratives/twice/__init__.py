"""What is told twice: the same matter, the same name, the same amount."""
