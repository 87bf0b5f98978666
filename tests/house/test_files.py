"""What holds for every file of the checkout."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "waypost"
LONGEST = 350
# Spelled in two halves, so that this file does not name what it looks for.
HALVES = [("pyp", "i.org"), ("pythonh", "osted.org"), ("npm", "js.org"), ("npm", "js.com")]
HALVES += [("registry.np", "m"), ("registry.yar", "n"), ("deb.deb", "ian"), ("crat", "es.io")]
HALVES += [("proxy.gol", "ang.org")]
HOSTS = [first + second for first, second in HALVES]


def tracked() -> list[Path]:
    found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in found.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and not path.is_symlink()]


def modules(*folders: str) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    )


def rooms() -> list[str]:
    return sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists())


def test_no_file_names_a_package_registry() -> None:
    pattern = re.compile("|".join(re.escape(host) for host in HOSTS).encode())
    named = [str(path.relative_to(ROOT)) for path in tracked() if pattern.search(path.read_bytes())]
    assert named == []


@pytest.mark.parametrize("lock", ["run", "test", "uv"])
def test_every_locked_package_has_a_version_and_a_hash(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text().replace("\\\n", " ")
    packages = [line for line in text.splitlines() if line.strip()]
    assert packages
    for line in packages:
        assert re.match(r"[a-z0-9.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line
    assert "://" not in text
    assert "--" not in re.sub(r"--hash=sha256", "", text)


def test_the_tests_run_with_the_versions_that_districts_run() -> None:
    pins = {
        lock: set(
            re.findall(r"^\S+==\S+", (ROOT / f"requirements/{lock}.txt").read_text(), re.MULTILINE)
        )
        for lock in ("run", "test")
    }
    assert pins["run"] - pins["test"] == set()


def test_no_module_is_too_long_to_be_read_at_once() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in modules("src", "launcher")
        if (count := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in modules("src", "launcher", "tests")
        if path.name != "apps.py"
        and path.read_text().strip()
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_no_rule_is_switched_off_without_a_reason() -> None:
    bare = re.compile(r"#\s*(type:\s*ignore|noqa)(\[[\w, -]+\]|:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)?\s*$")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in modules("src", "launcher", "tests")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if bare.search(line)
    ]
    assert found == []


def test_no_function_imports_another_room() -> None:
    """A circle is a sign of a missing event or of a verb in the wrong room."""
    found = []
    for path in modules("src"):
        room = path.relative_to(SOURCE).parts[0]
        for function in ast.walk(ast.parse(path.read_text())):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                names = [name.split(".") for name in _imported(node)]
                if any(name[0] == "waypost" and room not in name for name in names):
                    found.append(f"{path.relative_to(ROOT)}:{function.name}")
    assert found == []


def test_rooms_use_the_same_file_names() -> None:
    vague = {"utils", "helpers", "services", "managers", "common", "core", "misc", "signals"}
    found = [
        str(path) for path in modules("src") if path.stem in vague or path.parent.name in vague
    ]
    assert found == []


def test_only_actions_open_transactions() -> None:
    """A page makes one call; what must happen together happens inside it."""
    found = [
        str(path.relative_to(ROOT))
        for path in modules("src")
        if (path.stem in {"views", "forms", "urls"} or path.parent.name == "views")
        and "atomic(" in path.read_text()
    ]
    assert found == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""] if node.level == 0 else ["waypost"]
    return []
