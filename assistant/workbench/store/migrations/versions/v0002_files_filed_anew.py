"""A file may be filed anew: the tables stay, older code refuses what it can't read."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Change nothing."""
