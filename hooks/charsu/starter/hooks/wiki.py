"""The engine, where MkDocs looks for it."""

from mkdocs_events import *  # noqa: F403
