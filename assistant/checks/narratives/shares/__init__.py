"""Shares of a whole: 占比, in lists, in turn, of money and of heads."""
