"""The host of the repository: where files are edited and mistakes reported, if its addresses are known.

The addresses are URI templates (RFC 6570, level 1): {name} is a hole for one percent-encoded value. A page does not
carry an address for each of its sentences: it carries a template, and a script fills in the line, or the words that a
reader found wrong.
"""

import dataclasses
import re
import urllib.parse
from collections.abc import Mapping
from typing import Literal

from charsu.support.diagnostics import Place

Form = Literal["correction"]

FIELDS: Mapping[Form, tuple[str, ...]] = {"correction": ("where", "words", "address")}
"""Form in .github/ISSUE_TEMPLATE/ -> ids of its fields that a link can fill in, and the holes of its template."""


@dataclasses.dataclass(frozen=True)
class _HostAddresses:
    """How a host builds the addresses below that of a repository."""

    edit: str
    """With holes for branch, file and line."""
    report: str
    """With a hole for the form, before its fields."""
    field: str | None
    """One field of a form; None: a report is one running text."""


_GITLAB = "-/issues/new?issue%5Btitle%5D={where}&issue%5Bdescription%5D="
_HOSTS = {
    "github.com": _HostAddresses(
        "edit/{branch}/{file}#L{line}", "issues/new?template={form}.yml&title={where}", "&{name}={value}"
    ),
    "gitlab.com": _HostAddresses("-/edit/{branch}/{file}#L{line}", _GITLAB, None),
    # Forgejo's editor opens at the first line; the number is ignored.
    "codeberg.org": _HostAddresses("_edit/{branch}/{file}#L{line}", "issues/new?title={where}&body=", None),
}


@dataclasses.dataclass(frozen=True)
class RepoHost:
    """A repository on a host whose addresses are known."""

    repository: str
    """Address of the repository, without a slash at the end."""
    branch: str
    """The branch for corrections."""

    def edit(self, place: Place) -> str:
        """Return the address that opens a file in the host's editor, at the line of a place."""
        return fill(self.edit_template(place.file), line=str(place.line))

    def edit_template(self, file: str) -> str:
        """Return the same address with a hole for the line.

        Args:
            file: path from the root of the project.
        """
        address = f"{self.repository}/{self._addresses.edit}"
        return address.replace("{branch}", _path(self.branch)).replace("{file}", _path(file))

    def report(self, form: Form, **values: str) -> str:
        """Return the address of a new report; fields without a value stay empty."""
        return fill(self.report_template(form), **values)

    def report_template(self, form: Form) -> str:
        """Return the same address with holes for the fields of the form."""
        address = f"{self.repository}/{self._addresses.report}".replace("{form}", form)
        if self._addresses.field is None:
            return address + "%0A%0A".join(f"{{{name}}}" for name in FIELDS[form]) + "%0A%0A"
        return address + "".join(self._addresses.field.format(name=name, value=f"{{{name}}}") for name in FIELDS[form])

    @property
    def _addresses(self) -> _HostAddresses:
        return _HOSTS[urllib.parse.urlsplit(self.repository).netloc]


def find_repo_host(address: str | None, branch: str) -> RepoHost | None:
    """Return the host of a repository; None if its addresses are not known.

    Args:
        address: of the repository's page, such as "https://codeberg.org/someone/wiki".
        branch: where its files are edited.
    """
    try:
        parts = urllib.parse.urlsplit((address or "").strip())
    except ValueError:  # a bracket that nothing closes
        return None
    host = parts.netloc.lower().removeprefix("www.")
    path = parts.path.strip("/").removesuffix(".git")
    # Owner and name; only GitLab has groups in groups.
    is_repository = path.count("/") == 1 or (path.count("/") > 1 and host == "gitlab.com")
    if parts.scheme not in ("http", "https") or host not in _HOSTS or not is_repository:
        return None
    return RepoHost(f"https://{host}/{_path(urllib.parse.unquote(path))}", branch)


def fill(template: str, **values: str) -> str:
    """Fill the holes of a template; one without a value stays empty."""
    return re.sub(r"\{(\w+)\}", lambda hole: urllib.parse.quote(values.get(hole[1], ""), safe=""), template)


def _path(path: str) -> str:
    """Percent-encode a path except its slashes, so that no letter of it can look like a hole."""
    return urllib.parse.quote(path, safe="/")
