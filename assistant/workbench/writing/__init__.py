"""A model's writing of one slot, in a process of its own.

The model's libraries take two seconds and 100 MB to load, and an answer takes as long as it
takes: the server goes on meanwhile, and a writing that is no longer wanted is ended at once.
"""

from assistant.workbench.writing.keeper import write
from assistant.workbench.writing.wire import Order, Written

__all__ = ["Order", "Written", "write"]
