"""Imports a generated package and makes every reader in it, in a process of its own.

What the rules overlook shows here, before anything is replaced: Python that does not run, types that msgspec cannot
read. Run as `python probe.py DIRECTORY PACKAGE NAME...`, where the names are those of the models. Prints nothing, or
the name that is to blame and, on the next line, the problem.
"""

import importlib
import pkgutil
import sys


def main(directory: str, package: str, *names: str) -> None:
    """Try everything, and print the first problem."""
    sys.path.insert(0, directory)
    blamed = ""
    try:
        models = importlib.import_module(f"{package}.models")
        decoder = importlib.import_module(f"{package}.runtime.operations").decoder
        for blamed in names:
            decoder(getattr(models, blamed))
        for module in pkgutil.walk_packages([f"{directory}/{package}"], f"{package}."):
            blamed = module.name
            operation = getattr(importlib.import_module(module.name), "OPERATION", None)
            for response in operation.responses if operation is not None else ():
                decoder(response.type)
    except Exception as error:
        sys.stdout.write(f"{blamed}\n{type(error).__name__}: {error}")


if __name__ == "__main__":
    main(*sys.argv[1:])
