"""Published final accounts (部门决算) as data: documents in, ``FinalAccounts`` out."""

from assistant.accounts.assemble import read_accounts
from assistant.accounts.titles import genre, is_final_accounts

__all__ = ["genre", "is_final_accounts", "read_accounts"]
