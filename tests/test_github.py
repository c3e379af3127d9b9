"""What hosts and editors read of this repository: workflows, forms, hooks, a container.

None of it runs in a test; so its shape is held.
"""

import fnmatch
import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from charsu.commands import main
from charsu.read.settings import find_settings
from charsu.view.repo_host import FIELDS
from helpers import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted(set((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")) - {ROOT / ".github/ISSUE_TEMPLATE/config.yml"})
NAMES = {"en": "English", "zh": "中文", "vi": "Tiếng Việt"}
named = functools.partial(pytest.mark.parametrize, ids=lambda path: path.stem if isinstance(path, Path) else None)


class _Yaml12(yaml.SafeLoader):
    """Reads `on` as the word that it is in YAML 1.2; in 1.1 it is true."""


_Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), _Yaml12)


def jobs(workflow: Path) -> dict[str, Any]:
    found: dict[str, Any] = load(workflow)["jobs"]
    assert found
    return found


def steps(workflow: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(workflow).values():
        yield from job["steps"]


# --- workflows ----------------------------------------------------------------------------------


def test_there_are_the_workflows_and_forms_that_are_spoken_of() -> None:
    assert [path.stem for path in WORKFLOWS] == ["bare", "check", "links", "publish", "slices"]
    assert [path.stem for path in FORMS] == ["correction", "missing-entry", "new-text"]


@named("workflow", WORKFLOWS)
def test_every_action_is_pinned_to_a_commit_and_says_its_version(workflow: Path) -> None:
    used = re.findall(r"^.*\buses:.*$", workflow.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(used) == sum("uses" in step for step in steps(workflow)) > 0
    pinned = re.compile(r"\s*(- )?uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [line for line in used if not pinned.fullmatch(line)] == []


def test_one_action_has_one_version() -> None:
    pins = {tuple(step["uses"].split("@")) for workflow in WORKFLOWS for step in steps(workflow) if "uses" in step}
    assert len(pins) == len({action for action, _ in pins})


@named("workflow", WORKFLOWS)
def test_a_workflow_may_only_read_and_a_job_ends(workflow: Path) -> None:
    whole = load(workflow)
    assert whole["permissions"] == {"contents": "read"}
    assert whole["concurrency"]["group"]
    assert [name for name, job in jobs(workflow).items() if not 0 < job.get("timeout-minutes", 0) <= 60] == []
    may_write = {
        permission
        for job in jobs(workflow).values()
        for permission, access in job.get("permissions", {}).items()
        if access == "write"
    }
    assert may_write == ({"pages", "id-token"} if workflow.stem == "publish" else set())


@named("workflow", WORKFLOWS)
def test_nobody_s_pull_request_gets_a_token_that_can_write(workflow: Path) -> None:
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(load(workflow)["on"])
    checkouts = [step for step in steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@named("workflow", WORKFLOWS)
def test_what_somebody_else_wrote_is_never_a_part_of_a_command(workflow: Path) -> None:
    assert [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")] == []


@named("workflow", WORKFLOWS)
def test_a_job_that_builds_pages_knows_the_whole_history(workflow: Path) -> None:
    building = ("make build", "make test", "tests/first_commands.sh")
    for job in jobs(workflow).values():
        if any(step.get("run", "").startswith(building) for step in job["steps"]):
            (checkout,) = (step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@"))
            assert checkout["with"]["fetch-depth"] == 0


def commands() -> list[tuple[str, str]]:
    """Every command of a workflow or of another file here: where it stands, and what it runs."""
    found = [
        (path.name, line) for path in WORKFLOWS for step in steps(path) for line in step.get("run", "").splitlines()
    ]
    found += [
        (".pre-commit-config.yaml", hook["entry"])
        for hook in load(ROOT / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    ]
    found += [(".pre-commit-hooks.yaml", hook["entry"]) for hook in load(ROOT / ".pre-commit-hooks.yaml")]
    return [*found, ("devcontainer.json", devcontainer()["postCreateCommand"])]


def test_only_commands_that_there_are_are_run() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    context = main.make_context("wiki", ["check"], resilient_parsing=True)
    run = 0
    for where, line in commands():
        match line.split(">")[0].split():
            case ["make", *wanted]:
                assert set(wanted) <= targets, f"{where}: {line}"
            case ["./wiki" | "wiki", name, *arguments]:
                command = main.get_command(context, name)
                assert command, f"{where}: {line}"
                options = {option for each in command.params for option in each.opts}
                missing = {word for word in arguments if word.startswith("--")} - options
                # The command that seals is being written; until it is, it has no options at all.
                assert not missing or len(command.params) == 0, f"{where}: {line}"
            case [script, *wanted] if script.startswith("tests/"):
                assert (ROOT / script).stat().st_mode & 0o111 and set(wanted) <= targets, f"{where}: {line}"
            case ["cat" | "apt-get" | "git", *_]:
                continue
            case _:
                raise AssertionError(f"{where}: {line}")
        run += 1
    assert run > 5


def test_a_pull_request_is_checked_tested_and_built() -> None:
    check = ROOT / ".github/workflows/check.yml"
    assert "pull_request" in load(check)["on"]
    assert {"./wiki check --format github", "make test", "make build"} <= {step.get("run") for step in steps(check)}


def test_the_site_is_published_from_main_with_its_addresses() -> None:
    publish = ROOT / ".github/workflows/publish.yml"
    assert load(publish)["on"]["push"] == {"branches": ["main"]}
    (build,) = (step for step in steps(publish) if step.get("run") == "make build")
    assert set(build["env"]) == {"SITE_URL", "REPO_URL", "REPO_BRANCH"}
    known = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert all(f"!ENV [{name}," in known for name in build["env"])


def test_as_many_machines_as_there_are_slices_make_them_and_one_joins_them() -> None:
    slices = jobs(ROOT / ".github/workflows/slices.yml")
    machines = slices["slice"]["strategy"]["matrix"]["slice"]
    (build,) = (step for step in slices["slice"]["steps"] if step.get("run") == "make build")
    assert build["env"]["WIKI_SLICE"] == f"${{{{ matrix.slice }}}}/{len(machines)}"
    assert machines == list(range(1, len(machines) + 1))
    assert slices["join"]["needs"] == "slice"
    assert "./wiki join site slices/*" in {step.get("run") for step in slices["join"]["steps"]}


def test_slices_and_nothing_else_are_handed_on_to_be_joined_by_whichever_attempt() -> None:
    jobs_of = jobs(ROOT / ".github/workflows/slices.yml")

    def given(job: str, action: str) -> dict[str, Any]:
        (found,) = (each["with"] for each in jobs_of[job]["steps"] if each.get("uses", "").startswith(f"{action}@"))
        return dict(found)

    made, taken = given("slice", "actions/upload-artifact"), given("join", "actions/download-artifact")
    site = given("join", "actions/upload-artifact")
    assert taken == {"pattern": "slice-*", "path": "slices/"}, "each in a folder of its name"
    assert made["name"] == "slice-${{ matrix.slice }}"
    assert fnmatch.fnmatch(made["name"], taken["pattern"]) and not fnmatch.fnmatch(site["name"], taken["pattern"])
    assert made["overwrite"] is True is site["overwrite"]


def test_cited_addresses_are_asked_for_on_a_schedule_and_never_for_a_pull_request() -> None:
    on = load(ROOT / ".github/workflows/links.yml")["on"]
    assert set(on) == {"schedule", "workflow_dispatch"}
    assert "--strict" not in (ROOT / ".github/workflows/links.yml").read_text(encoding="utf-8")


def test_the_first_commands_are_tried_on_bare_systems_every_week() -> None:
    workflow = load(ROOT / ".github/workflows/bare.yml")
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    (job,) = workflow["jobs"].values()
    assert job["strategy"]["matrix"]["image"] == ["debian:12", "debian:13", "ubuntu:24.04"]
    assert job["container"]["image"] == "${{ matrix.image }}"
    assert "tests/first_commands.sh serve test" in {step.get("run") for step in job["steps"]}


# --- forms --------------------------------------------------------------------------------------


@named("form", FORMS)
def test_a_form_is_one_that_github_takes(form: Path) -> None:
    content = load(form)
    assert {"name", "description", "body"} <= set(content) <= {"name", "description", "title", "labels", "body"}
    assert content["labels"]
    for field in content["body"]:
        assert field["type"] in ("input", "textarea", "dropdown")
        assert re.fullmatch(r"[a-z-]+", field["id"])
        assert field["type"] != "dropdown" or len(set(field["attributes"]["options"])) > 1
        assert set(field) <= {"type", "id", "attributes", "validations"}
    for key in ("id", "label"):
        given = [field.get(key) or field["attributes"][key] for field in content["body"]]
        assert len(given) == len(set(given)), "each only once"
    assert any(field.get("validations", {}).get("required") for field in content["body"])


@named("form", FORMS)
def test_a_form_speaks_the_languages_of_the_site(form: Path) -> None:
    content, languages = load(form), find_settings(ROOT).languages
    said = [content["name"], content["description"]]
    said += [
        field["attributes"][key]
        for field in content["body"]
        for key in ("label", "description")
        if key in field["attributes"]
    ]
    assert [words for words in said if len(re.split(r" / |（", words)) < len(languages)] == []
    (choice,) = (field for field in content["body"] if field["id"] == "language")
    assert {NAMES[language] for language in languages} <= set(choice["attributes"]["options"])


def test_the_links_of_the_site_fill_in_fields_that_there_are() -> None:
    by_name = {form.stem: [field["id"] for field in load(form)["body"]] for form in FORMS}
    for form, fields in FIELDS.items():
        assert set(fields) <= set(by_name[form])


def test_owners_are_people_that_somebody_has_named() -> None:
    lines = (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines()
    patterns = [line.lstrip("#").split()[0] for line in lines if re.match(r"#?/", line)]
    assert patterns
    for line in lines:
        assert not line or line.startswith("#") or re.fullmatch(r"/\S+( +@[\w/-]+)+", line), line
    for pattern in patterns:
        assert any(ROOT.glob(pattern.strip("/"))), pattern  # looks no further than the first match


# --- the rest -----------------------------------------------------------------------------------


def devcontainer() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    return found


def test_a_container_for_editors_is_pinned_and_shows_the_site() -> None:
    content = devcontainer()
    assert re.fullmatch(r"[\w./-]+:[\w.-]*\d[\w.-]*", content["image"])
    address = re.search(r"^ADDRESS \?= [\d.]+:(\d+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert address and content["forwardPorts"] == [int(address[1])]
    assert "redhat.vscode-yaml" in content["customizations"]["vscode"]["extensions"]


def test_versions_of_packages_and_actions_are_looked_after() -> None:
    updates = {update["package-ecosystem"]: update for update in load(ROOT / ".github/dependabot.yml")["updates"]}
    assert set(updates) == {"pip", "github-actions"}
    assert all(update["schedule"]["interval"] == "weekly" and update["groups"] for update in updates.values())


def test_hooks_before_a_commit_are_the_same_here_and_for_other_wikis() -> None:
    here = load(ROOT / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    offered = load(ROOT / ".pre-commit-hooks.yaml")
    assert [(hook["id"], hook["files"]) for hook in here] == [(hook["id"], hook["files"]) for hook in offered]
    assert [hook["entry"] for hook in here] == [f"./{hook['entry']}" for hook in offered]
    for hook in here:
        pattern = re.compile(hook["files"])
        assert pattern.search("entries/people/ana.yml") and pattern.search("docs/texts/a/index.zh.md")
        assert not pattern.search("hooks/charsu/model.py") and not hook["pass_filenames"]
