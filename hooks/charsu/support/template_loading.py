"""Template loading: find the templates of a theme, and let a process load what an earlier one has compiled.

A command compiles some forty templates, which takes as long as to build a small wiki. So the compiled code is written
to where Python keeps that of this module.
"""

import contextlib
import hashlib
import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.filters import FILTERS


def keep_compiled(environment: jinja2.Environment) -> None:
    """Let an environment load templates that an earlier process has compiled, and write those that it compiles.

    Its filters must all be there; those that are not Jinja's own are called whenever the template is rendered. Jinja
    would call them for constants when it compiles, so that the code would hold what an older filter returned.
    """
    own = {name: each for name, each in environment.filters.items() if FILTERS.get(name) is not each}
    environment.filters.update({name: _when_rendered(each) for name, each in own.items()})
    environment.bytecode_cache = _CompiledCode(_FOLDER, f"{_settings(environment)}-%s.template")


def _when_rendered(filter: Callable[..., object]) -> Callable[..., object]:
    if hasattr(filter, "jinja_pass_arg"):  # it needs to know what is rendered
        return filter
    return jinja2.pass_context(lambda _, *arguments, **more: filter(*arguments, **more))


_FOLDER = str(Path(importlib.util.cache_from_source(__file__)).parent)


def _settings(environment: jinja2.Environment) -> str:
    """Return a name for what the code depends on besides its source and the versions, which Jinja compares."""
    values = [getattr(environment, name) for name in _SETTINGS]
    return hashlib.sha256(repr([*values, *sorted(environment.extensions)]).encode()).hexdigest()[:16]


_SETTINGS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline", "autoescape"),
)


class _CompiledCode(FileSystemBytecodeCache):
    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write what was compiled, where Python would; if it cannot be written, it is compiled each time."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)


class Templates(jinja2.FileSystemLoader):
    """Skips hidden folders, whose files MkDocs would leave out one by one: Material has 14,000 icons there."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(top).as_posix() for name in names)
        return sorted(found)
