"""Lets `python -m geo` stand for the command `geo`."""

from .cli import main

if __name__ == "__main__":
    main()
