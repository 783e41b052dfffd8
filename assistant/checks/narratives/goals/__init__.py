"""What a report says of its targets and of the rows of its tables."""
