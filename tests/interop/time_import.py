"""Seconds that Anki takes to import a package into a fresh collection."""

import os
import sys
import tempfile
import time

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

with tempfile.TemporaryDirectory() as folder:
    col = Collection(os.path.join(folder, "target.anki2"))
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    start = time.perf_counter()
    col.import_anki_package(ImportAnkiPackageRequest(package_path=sys.argv[1], options=options))
    print(time.perf_counter() - start)
    col.close()
