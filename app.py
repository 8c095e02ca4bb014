"""`python app.py` is the command `keikaku`."""

from keikaku.cli.main import main

if __name__ == "__main__":
    main()
