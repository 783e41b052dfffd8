"""Growth, differences, stocks and flows: from one figure to another."""
