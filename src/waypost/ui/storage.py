"""Static files under names that change with their content, modules that import modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types
    """A page never mixes a module of today with one that a browser kept from yesterday."""

    support_js_module_import_aggregation = True
