"""Template loading: find the templates of a theme, and let a process load what an earlier one has compiled.

A command compiles some forty templates, which takes as long as to build a small wiki. So the compiled code is written
to where Python keeps that of this module.
"""

import contextlib
import functools
import hashlib
import importlib.util
import os
import sys
from pathlib import Path

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.compiler import CodeGenerator, Frame


def keep_compiled(environment: jinja2.Environment) -> None:
    """Let an environment load templates that an earlier process has compiled, and write those that it compiles."""
    environment.optimized = False
    environment.code_generator_class = _CallsWhenRendered
    environment.bytecode_cache = _CompiledCode(environment)


class _CallsWhenRendered(CodeGenerator):
    """Calls filters only when a template is rendered.

    Jinja calls them for constants when it compiles; the code would hold what an older filter returned.
    """

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


_FOLDER = str(Path(importlib.util.cache_from_source(__file__)).parent)

_SETTINGS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline", "autoescape"),
)


class _CompiledCode(FileSystemBytecodeCache):
    def __init__(self, environment: jinja2.Environment) -> None:
        super().__init__(_FOLDER, "%s.template")
        self._environment = environment

    @functools.cached_property
    def _settings(self) -> str:
        """A name for what the code depends on besides its source and the versions, which Jinja compares."""
        values = [getattr(self._environment, name) for name in _SETTINGS]
        functions = {**self._environment.filters, **self._environment.tests}
        passed = sorted((name, str(getattr(each, "jinja_pass_arg", None))) for name, each in functions.items())
        return hashlib.sha256(repr([values, sorted(self._environment.extensions), passed]).encode()).hexdigest()[:16]

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template; templates are compiled when all filters are there."""
        return f"{self._settings}-{super().get_cache_key(name, filename)}"

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
