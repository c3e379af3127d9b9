"""The folder of the site: a new one is built beside the last good one, and takes its place when it is whole."""

import shutil
from pathlib import Path

from charsu.support.interrupts import interrupts_blocked


class SiteSwap:
    """Three folders side by side: the site that is served, the one being built, and the one before."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.building = site.with_name(f"{site.name}.building")
        self.previous = site.with_name(f"{site.name}.previous")

    def restore(self) -> None:
        """Bring the last good site back if a process was killed between the two steps of `replace`."""
        if self.previous.is_dir() and not self.site.exists():
            self.previous.rename(self.site)

    def replace(self) -> None:
        """Put the new site in the place of the last good one, which is `previous` from now on."""
        self.remove_previous()
        with interrupts_blocked():
            if self.site.exists():
                self.site.rename(self.previous)
            self.building.rename(self.site)

    def remove_previous(self) -> None:
        """Remove the previous site, which is no longer needed."""
        shutil.rmtree(self.previous, ignore_errors=True)

    def discard(self) -> None:
        """Remove what there is of the new site."""
        shutil.rmtree(self.building, ignore_errors=True)
