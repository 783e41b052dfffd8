"""Means, prices, quotas: what each gets, times how many."""
