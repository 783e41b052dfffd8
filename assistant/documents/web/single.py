"""Pages saved as one file (``.mht``): the page is a part of a mail message."""

import email
import email.policy
from email.message import Message

from assistant.errors import TooLarge, UnreadableFile

_PARTS = 2000


def page_of(data: bytes) -> bytes:
    """Return the bytes of the page in a single-file page.

    Its own declaration of the encoding is put in front where the message states one. Raises
    ``UnreadableFile`` where there is no page, ``TooLarge`` for thousands of parts.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for number, part in enumerate(message.walk()):
        if number > _PARTS:
            raise TooLarge(f"内部有超过 {_PARTS} 个部分。")
        if part.get_content_type() == "text/html":
            return _content(part)
    raise UnreadableFile("里没有网页内容，可能没有保存完整。")


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise UnreadableFile("里没有网页内容，可能没有保存完整。")
    charset = part.get_content_charset()
    declared = f'<meta charset="{charset}">'.encode("ascii", "ignore") if charset else b""
    return declared + payload if not payload.startswith((b"\xff\xfe", b"\xfe\xff")) else payload
