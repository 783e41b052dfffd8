"""User space of a PDF page (origin bottom left, unrotated) to a page as it is read."""

from typing import NamedTuple

from assistant.model.place import Box


class Frame(NamedTuple):
    """A page's visible box in user space, and how it is turned to be read.

    ``turn`` counts clockwise quarter turns. Coordinates of the frame are points from its top
    left corner, y downwards.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def width(self) -> float:
        """Width as read."""
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height as read."""
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of user space in this frame."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a rectangle of user space in this frame: left, top, right, bottom."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def user(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of this frame in user space."""
        if self.turn == 0:
            return x + self.left, self.top - y
        if self.turn == 1:
            return y + self.left, x + self.bottom
        if self.turn == 2:
            return self.right - x, y + self.bottom
        return self.right - y, self.top - x

    def shown(self, box: Box, turn: int) -> Box:
        """Return a box of this frame in the frame that a viewer shows (turned by ``turn``)."""
        if turn == self.turn:
            found = box
        else:
            (x0, y0), (x1, y1) = self.user(box[0], box[1]), self.user(box[2], box[3])
            found = self._replace(turn=turn).box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        return round(found[0], 2), round(found[1], 2), round(found[2], 2), round(found[3], 2)
