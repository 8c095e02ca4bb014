"""`python -m tests.bank`: the report of the bank."""

import sys

from tests.bank.run import main

sys.exit(main())
