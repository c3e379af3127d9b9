"""Running MkDocs as people do: as a process of its own."""

import multiprocessing
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import mkdocs.__main__

Once = Callable[[str, Callable[[Path], None]], Path]
"""once(name, make): the folder of that name, filled by make(folder) if no process of these tests has done so."""

MKDOCS = Path(sys.executable).with_name("mkdocs")

_NOT_OURS = ("SITE_URL", "REPO_URL", "REPO_BRANCH", "PYTHONPATH")
"""What somebody's environment must not change in a build of the tests."""


_OURS = {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore::DeprecationWarning", "PYTHONUNBUFFERED": "1"}
"""What the Makefile gives MkDocs."""


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    return {**own, **_OURS, **more}


def start_mkdocs(root: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start `mkdocs …` in a folder, with the environment that the Makefile gives it; its output is one stream."""
    return subprocess.Popen(
        [MKDOCS, *arguments],
        cwd=root,
        env=_environment(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def build_from_start(root: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run `mkdocs build` from the command line, which matters where the engine, or Python's settings, are others."""
    process = start_mkdocs(root, "build", *arguments, **environment)
    output, _ = process.communicate(timeout=300)
    return process.returncode, output


_PREPARED = multiprocessing.get_context("forkserver")
_PREPARED.set_forkserver_preload(
    [
        "mkdocs.__main__",
        "mkdocs.commands.build",
        "mkdocs_events",
        "mkdocs_static_i18n.plugin",
        "material.plugins",
        "pypinyin.seg.simpleseg",
    ]
)


def build(root: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run `mkdocs build` in a process that has imported the engine: its exit status and all that it said.

    To import it takes longer than to build a small wiki.
    """
    sys.audit("subprocess.Popen", MKDOCS, [MKDOCS, "build"], root, None)
    with tempfile.NamedTemporaryFile() as output:
        settings = (Path(output.name), root, ("build", *arguments), _environment(environment))
        process = _PREPARED.Process(target=_be_mkdocs, args=settings)
        process.start()
        process.join(300)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError
        return process.exitcode, output.read().decode()


def _be_mkdocs(output: Path, root: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Go on as the command `mkdocs` would."""
    with output.open("wb") as stream:
        os.dup2(stream.fileno(), sys.stdout.fileno())
        os.dup2(stream.fileno(), sys.stderr.fileno())
    os.chdir(root)
    os.environ.clear()
    os.environ.update(environment)
    warnings.simplefilter("ignore", DeprecationWarning)
    mkdocs.__main__.cli(arguments, prog_name="mkdocs")


def tree(root: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path from there."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
