"""The sums and rates of the forms (family A)."""
