"""Published final accounts (部门决算) as data: documents in, ``FinalAccounts`` out."""

from assistant.accounts.assemble import read_accounts
from assistant.accounts.titles import Genre, genre, is_final_accounts

__all__ = ["Genre", "genre", "is_final_accounts", "read_accounts"]
