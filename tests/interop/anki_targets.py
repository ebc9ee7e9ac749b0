"""Collections of Anki's that packages are opened in."""

import os

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


def fresh(path, fsrs):
    """An empty collection, whose stock note types leave their names to those of packages."""
    col = Collection(path)
    col.set_config("fsrs", fsrs)
    for model in col.models.all():
        model["name"] = f"{model['name']} (of this collection)"
        col.models.update_dict(model)
    return col


def take(col, file, scheduling=True):
    """Imports a package; the log of Anki."""
    options = ImportAnkiPackageOptions(with_scheduling=scheduling, with_deck_configs=scheduling)
    return col.import_anki_package(ImportAnkiPackageRequest(package_path=file, options=options)).log


def replaced(col, file):
    """The collection of the package itself, in the place of this one."""
    path = col.path
    col.close()
    media = os.path.splitext(path)[0] + ".media"
    col._backend.import_collection_package(
        col_path=path, backup_path=file, media_folder=media, media_db=media + ".db2"
    )
    return Collection(path)
