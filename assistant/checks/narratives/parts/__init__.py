"""Parts and their totals: 其中, 分别为, 合计, lists and sums in turn."""
