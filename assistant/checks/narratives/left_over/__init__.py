"""What is left over: 剩余, 未办结, the rest of a rate."""
