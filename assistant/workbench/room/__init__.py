"""The one door to packs for pages and API: what is shown, and what is written."""

from assistant.workbench.room.deciding import Collision, Person
from assistant.workbench.room.room import Room
from assistant.workbench.room.uploads import Upload

__all__ = ["Collision", "Person", "Room", "Upload"]
