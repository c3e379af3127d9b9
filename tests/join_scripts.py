"""Write the scripts as readers load them, and each source without its comments: join_scripts.py FOLDER."""

import sys
from pathlib import Path

from charsu.publish.assets import SCRIPTS
from charsu.support.javascript import join_script, strip_comments
from helpers import ROOT

SOURCES = ROOT / "hooks/charsu/theme/scripts"


def main(folder: Path) -> None:
    for name in (*SCRIPTS, "reader-first"):
        write(folder / "joined" / f"{name}.js", join_script(SOURCES / f"{name}.js"))
    for path in SOURCES.rglob("*.js"):
        code = path.read_text(encoding="utf-8")
        write(folder / "source" / path.relative_to(SOURCES), code)
        write(folder / "stripped" / path.relative_to(SOURCES), strip_comments(code))


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
