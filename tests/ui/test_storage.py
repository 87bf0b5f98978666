"""Static files from release to release: a page that is still open finds its own."""

from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from waypost.ui.storage import ModuleStorage


class Releases:
    """Packs a folder of sources as `./waypost start` does."""

    def __init__(self, folder: Path) -> None:
        self.sources = FileSystemStorage(folder / "sources")
        self.served = folder / "static"

    def pack(self, **files: str) -> dict[str, str]:
        """Each source's name, and the one that it is served under."""
        storage = ModuleStorage(location=self.served, base_url="/static/")
        storage.clear_older()
        paths = {}
        for stem, content in files.items():
            name = f"{stem}.js"
            self.sources.delete(name)
            self.sources.save(name, ContentFile(content))
            storage.save(name, ContentFile(content))
            paths[name] = (self.sources, name)
        for _name, _hashed, problem in storage.post_process(paths):
            assert not isinstance(problem, Exception)
        return dict(storage.hashed_files)


LONG = "globalThis.long = 'so long that packing is worth it';\n" * 40


def test_a_page_that_was_open_during_an_update_finds_its_modules(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    first = releases.pack(tool=f"{LONG}export const release = 1;")
    second = releases.pack(tool=f"{LONG}export const release = 2;")
    for name in (first["tool.js"], second["tool.js"]):
        assert (releases.served / name).exists()
        assert (releases.served / f"{name}.br").exists()


def test_releases_do_not_pile_up(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    first = releases.pack(tool=f"{LONG}export const release = 1;", gone="export {};")
    for release in (2, 3):
        last = releases.pack(tool=f"{LONG}export const release = {release};")
    there = {file.name for file in releases.served.rglob("*")}
    assert first["tool.js"] not in there
    assert f"{first['tool.js']}.br" not in there
    assert first["gone.js"] not in there
    assert last["tool.js"] in there


def test_a_changed_module_changes_the_names_of_all_that_import_it(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    user = 'import { release } from "./tool.js";\nrelease();\n'
    first = releases.pack(tool="export const release = 1;", user=user)
    second = releases.pack(tool="export const release = 2;", user=user)
    assert first["user.js"] != second["user.js"]
    assert second["tool.js"] in (releases.served / second["user.js"]).read_text()


def test_what_is_written_for_authors_is_not_sent_to_phones(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    source = """
    // Words for authors.
    export const address = `https://example.org/${1 + 1}//two
      lines`; /* and more of them */
    export const found = "a//b".match(/\\/\\/[/*]?/);
    """
    packed = releases.pack(tool=source)
    sent = (releases.served / packed["tool.js"]).read_text()
    assert "authors" not in sent
    assert "and more" not in sent
    assert "`https://example.org/${1 + 1}//two\n      lines`" in sent
    assert r'"a//b".match(/\/\/[/*]?/)' in sent
