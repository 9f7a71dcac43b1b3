"""A ``sitecustomize`` that changes a module of the program once it is loaded: what somebody else does at that moment."""

import os
from pathlib import Path

HOOK = """
import importlib.abc, importlib.util, os, sys

wanted = os.environ.get("MEDDLE_IN", "")
if wanted:

    class Meddling(importlib.abc.MetaPathFinder):
        def find_spec(self, fullname, path, target=None):
            if fullname != wanted:
                return None
            sys.meta_path.remove(self)
            spec = importlib.util.find_spec(fullname)
            load = spec.loader.exec_module

            def exec_module(module):
                load(module)
                exec(os.environ["MEDDLE_BY"], module.__dict__)

            spec.loader.exec_module = exec_module
            return spec

    sys.meta_path.insert(0, Meddling())
"""


def meddling(folder: Path, module: str, code: str) -> dict[str, str]:
    """The environment in which ``code`` is run inside ``module`` as soon as that is loaded."""
    hooks = folder / "hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "sitecustomize.py").write_text(HOOK)
    return {
        "PYTHONPATH": os.pathsep.join([str(hooks), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "MEDDLE_IN": module,
        "MEDDLE_BY": code,
    }
