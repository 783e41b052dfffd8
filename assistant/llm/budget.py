"""What a run may spend: tokens and, where prices are given, money.

A call is reserved before it is sent (estimated input plus the most it may return) and settled
with the server's own count afterwards, so that a run never goes over its limit by a call that
could have been foreseen.
"""

import asyncio
import math
from decimal import Decimal

from assistant.llm.options import Limits
from assistant.llm.request import Tokens

_MILLION = Decimal(1_000_000)
# Roles, separators and names that each request carries besides its text.
_OVERHEAD = 20


def estimate(*texts: str) -> int:
    """Return a careful count of a text's tokens: one for each Chinese character, a third for others."""
    return sum(_estimate(text) for text in texts) + _OVERHEAD


def _estimate(text: str) -> int:
    ascii_count = len(text.encode("ascii", "ignore"))
    return len(text) - ascii_count + math.ceil(ascii_count / 3)


class Budget:
    """Counts what a run has spent; used inside one event loop."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.spent = Tokens()
        self._reserved = Tokens()
        self._changed = asyncio.Condition()

    @property
    def cost(self) -> Decimal:
        """Return the money spent so far (0 without prices)."""
        return self.price(self.spent)

    def price(self, tokens: Tokens) -> Decimal:
        """Return what tokens cost."""
        sent = tokens.sent * self.limits.price_sent
        return (sent + tokens.received * self.limits.price_received) / _MILLION

    async def reserve(self, need: Tokens) -> bool:
        """Set tokens aside for a call; False where they exceed what is left.

        Waits while calls under way may still give back part of what they reserved.
        """
        async with self._changed:
            while not self._fits(need):
                if not self._reserved.total:
                    return False
                await self._changed.wait()
            self._reserved += need
            return True

    async def settle(self, reserved: Tokens, used: Tokens) -> None:
        """Replace a reservation by what the call has used."""
        async with self._changed:
            left = Tokens(-reserved.sent, -reserved.received)
            self._reserved += left
            self.spent += used
            self._changed.notify_all()

    def _fits(self, need: Tokens) -> bool:
        after = self.spent + self._reserved + need
        tokens, cost = self.limits.tokens, self.limits.cost
        return (tokens is None or after.total <= tokens) and (
            cost is None or self.price(after) <= cost
        )
