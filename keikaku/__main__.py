"""`python -m keikaku` is the command `keikaku`."""

from keikaku.cli.main import main

main()
