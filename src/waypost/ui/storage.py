"""Static files under names that change with their content, modules that import modules included."""

from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types
    """A page never mixes a module of today with one that a browser kept from yesterday."""

    support_js_module_import_aggregation = True

    def clear_older(self) -> None:
        """Leaves what the last release served: a page that is still open may ask for it."""
        names, _hash = self.load_manifest()
        served = {f"{name}{packed}" for name in names.values() for packed in ("", ".br", ".gz")}
        root = Path(self.location)
        for file in root.rglob("*"):
            name = file.relative_to(root).as_posix()
            if file.is_file() and name not in {self.manifest_name, *served}:
                file.unlink()
