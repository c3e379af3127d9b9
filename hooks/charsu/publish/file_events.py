"""Events of the operating system when files change."""

from typing import Any

from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
from watchdog.observers import Observer


class ChangesObserver(Observer):  # type: ignore[misc,valid-type]
    """Receives events of changed files, and no others, such as reading one."""

    def schedule(self, handler: Any, path: str, *, recursive: bool = False, **more: Any) -> Any:
        changes = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
        return super().schedule(handler, path, recursive=recursive, event_filter=changes)
