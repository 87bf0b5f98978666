"""Static files under names that change with their content, modules that import modules included."""

from pathlib import Path
from typing import Any

import rjsmin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types
    """A page never mixes a module of today with one that a browser kept from yesterday."""

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: Any) -> str:
        """A phone gets a module without the words that are for its authors."""
        if name.endswith(".js"):
            content.seek(0)
            content = ContentFile(rjsmin.jsmin(content.read()))
        return str(super()._save(name, content))

    def clear_older(self) -> None:
        """Leaves what the last release served: a page that is still open may ask for it."""
        names, _hash = self.load_manifest()
        served = {f"{name}{packed}" for name in names.values() for packed in ("", ".br", ".gz")}
        root = Path(self.location)
        for file in root.rglob("*"):
            name = file.relative_to(root).as_posix()
            if file.is_file() and name not in {self.manifest_name, *served}:
                file.unlink()
