"""What stands at the doors: settings of a house, accounts of staff, and the verb for programs."""
