"""Compile the catalogues of translation whenever the package is built or installed for development.

A built package takes the app of the field along, as ``unannounced/field_app``; in a checkout it lies in ``src/field``.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithCatalogues(build_py):
    """Build the package after writing each ``.mo`` beside its ``.po``; needs Babel, not msgfmt."""

    def run(self) -> None:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for po in Path(__file__).parent.glob("src/unannounced/**/LC_MESSAGES/*.po"):
            with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source))
        super().run()
        if not self.editable_mode:
            app = Path(self.build_lib) / "unannounced" / "field_app"
            left_out = shutil.ignore_patterns("tests", "*.md", "package.json", "tsconfig.json")
            shutil.copytree(Path(__file__).parent / "src" / "field", app, ignore=left_out, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithCatalogues})
